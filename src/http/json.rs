//! Answers in JSON.

use super::errors;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Bytes;
use serde::Serialize;

static JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Bytes that most answers are shorter than.
const USUAL: usize = 2048;

/// An answer of `value`.
pub fn json(status: StatusCode, value: &impl Serialize) -> HttpResponse {
    let mut text = Vec::with_capacity(USUAL);
    match serde_json::to_writer(&mut text, value) {
        Ok(()) => of_text(status, text.into()),
        Err(error) => {
            tracing::error!(%error, "an answer cannot be written as JSON");
            errors::plain(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

/// An answer of what is JSON already.
pub fn of_text(status: StatusCode, text: Bytes) -> HttpResponse {
    let mut response = HttpResponse::with_body(status, text);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, JSON.clone());
    response.map_into_boxed_body()
}
