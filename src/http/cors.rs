//! Cross-origin reading, for apps that live in a browser. Never with credentials (security I6).

use super::routes::{Cors, Route};
use super::server::State;
use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderMap, HeaderValue};

/// Answers the question that a browser asks before a request of a script.
pub async fn preflight() -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"))
        .insert_header((
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, x-fapi-interaction-id",
        ))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, "600"))
        .finish()
}

/// Adds to any answer, errors too, who may read it.
pub fn add(state: &State, route: &Route, origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
    match route.cors {
        Cors::None => {}
        Cors::Public => {
            headers.insert(
                header::ACCESS_CONTROL_ALLOW_ORIGIN,
                HeaderValue::from_static("*"),
            );
        }
        Cors::Clients => {
            headers.insert(header::VARY, HeaderValue::from_static("Origin"));
            let Some(origin) = origin else { return };
            if origin
                .to_str()
                .is_ok_and(|origin| state.is_client_origin(origin))
            {
                headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
                let exposed = HeaderValue::from_static("WWW-Authenticate, X-FAPI-Interaction-ID");
                headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
            }
        }
    }
}
