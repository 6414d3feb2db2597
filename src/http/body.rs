//! Reads forms: the right content type, at most 64 KiB, within ten seconds (security B1, N1 to N7).

use super::cx::Cx;
use super::errors::{self, Told};
use super::page;
use crate::flow::Failure;
use crate::oidc::parameters::MalformedParameters;
use crate::oidc::{ErrorCode, Parameters, strict_json};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::Payload;
use serde_json::{Map, Value};
use std::time::Duration;
use zeroize::Zeroizing;

/// Most bytes of a form.
const MOST: usize = 64 * 1024;
/// Most bytes of a request of SCIM, which may name many people.
pub const MOST_OF_SCIM: usize = 1024 * 1024;
/// How long a form may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why there is no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBody {
    /// Another content type, or an encoding.
    #[error("the body has another content type than this endpoint takes, or an encoding")]
    Unsupported,
    /// More than 64 KiB, or what else the endpoint takes.
    #[error("the body is larger than this endpoint takes")]
    TooLarge,
    /// It did not arrive in time, or broke off.
    #[error("the body did not arrive")]
    Broken,
    /// It is no JSON object, or one that is not read.
    #[error("the body is no JSON object, has a member twice, or is nested too deep")]
    NoObject,
    /// It is no form.
    #[error("the parameters are malformed: {0}")]
    Malformed(#[from] MalformedParameters),
}

impl BadBody {
    /// The status that says so.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Unsupported => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Broken => StatusCode::REQUEST_TIMEOUT,
            Self::NoObject | Self::Malformed(_) => StatusCode::BAD_REQUEST,
        }
    }

    /// The answer to a program.
    pub fn json(self, cx: &Cx) -> HttpResponse {
        let description = "the request body cannot be read";
        let failure = Failure::explained(ErrorCode::InvalidRequest, description, self.to_string());
        let mut response = errors::json(cx, &failure);
        *response.status_mut() = self.status();
        response
    }

    /// The answer to a person.
    pub fn page(self, cx: &Cx) -> HttpResponse {
        errors::tell(
            cx,
            &Told {
                status: self.status(),
                title: "error-unreadable",
                message: "error-unreadable-message",
                detail: &self.to_string(),
            },
        )
    }
}

/// Reads the form of a request.
pub async fn form(cx: &Cx, payload: Payload) -> Result<Parameters, BadBody> {
    let body = bytes(cx, payload, &["application/x-www-form-urlencoded"], MOST).await?;
    Ok(Parameters::parse(&body)?)
}

async fn bytes(
    cx: &Cx,
    payload: Payload,
    expected: &[&str],
    most: usize,
) -> Result<Zeroizing<Vec<u8>>, BadBody> {
    let headers = cx.request.headers();
    let content_type = cx.header(&header::CONTENT_TYPE).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let is_expected = expected
        .iter()
        .any(|expected| essence.eq_ignore_ascii_case(expected));
    if !is_expected || headers.contains_key(header::CONTENT_ENCODING) {
        return Err(BadBody::Unsupported);
    }
    let announced = cx
        .header(&header::CONTENT_LENGTH)
        .and_then(|length| length.parse().ok());
    if announced.is_some_and(|length: usize| length > most) {
        return Err(BadBody::TooLarge);
    }
    let body = tokio::time::timeout(PATIENCE, payload.to_bytes_limited(most)).await;
    let body = body
        .map_err(|_| BadBody::Broken)?
        .map_err(|_| BadBody::TooLarge)?;
    Ok(Zeroizing::new(body.map_err(|_| BadBody::Broken)?.to_vec()))
}

/// Reads a JSON object: the right content type, at most 64 KiB, within ten seconds, and strictly
/// (security N3).
pub async fn json_object(cx: &Cx, payload: Payload) -> Result<Map<String, Value>, BadBody> {
    let body = json_bytes(cx, payload).await?;
    strict_json::parse_object(&body).map_err(|_| BadBody::NoObject)
}

/// The bytes of a body of JSON, within the same limits.
pub async fn json_bytes(cx: &Cx, payload: Payload) -> Result<Zeroizing<Vec<u8>>, BadBody> {
    long_json_bytes(cx, payload, MOST).await
}

/// As [`json_bytes`], up to `most` bytes.
pub async fn long_json_bytes(
    cx: &Cx,
    payload: Payload,
    most: usize,
) -> Result<Zeroizing<Vec<u8>>, BadBody> {
    bytes(cx, payload, &["application/json"], most).await
}

/// The bytes of a body of SCIM (RFC 7644 §8.1), at most 1 MiB.
pub async fn scim_bytes(cx: &Cx, payload: Payload) -> Result<Zeroizing<Vec<u8>>, BadBody> {
    let expected = ["application/scim+json", "application/json"];
    bytes(cx, payload, &expected, MOST_OF_SCIM).await
}

/// Reads the query of a request.
pub fn query(cx: &Cx) -> Result<Parameters, BadBody> {
    Ok(Parameters::parse(cx.request.query_string().as_bytes())?)
}

/// The parameters of a request that a person's browser brings by POST to `path`. One from another
/// site brings no cookies (they are `SameSite=Lax`), so a browser that is not known is sent to the
/// same place once more by GET, which brings them.
pub async fn posted(cx: &Cx, payload: Payload, path: &str) -> Result<Parameters, HttpResponse> {
    let form = form(cx, payload).await.map_err(|bad| bad.page(cx))?;
    let query = query(cx).map_err(|bad| bad.page(cx))?;
    let parameters = query.and(form);
    match page::by_get(cx, path, &parameters) {
        Some(response) => Err(response),
        None => Ok(parameters),
    }
}
