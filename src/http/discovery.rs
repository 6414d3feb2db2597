//! Discovery and the key set, with caching headers.

use super::cx::Cx;
use super::json::of_text;
use super::routes;
use crate::flow::{Services, discovery};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Bytes;

/// OpenID Connect Discovery §4.
pub const OPENID: &str = "/.well-known/openid-configuration";
/// RFC 8414 §3.
pub const OAUTH: &str = "/.well-known/oauth-authorization-server";

static FIVE_MINUTES: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// What answers are made of that never change.
pub struct Prepared {
    metadata: Bytes,
    jwks_caching: HeaderValue,
}

impl Prepared {
    /// Serialises the metadata.
    pub fn new(services: &Services) -> Self {
        let metadata = discovery::metadata(services, routes::endpoints(&services.config));
        let max_age = services.config.keys.jwks_max_age.as_secs();
        let caching = HeaderValue::try_from(format!("public, max-age={max_age}"));
        Self {
            // A struct of strings always serialises.
            metadata: serde_json::to_vec(&metadata).unwrap_or_default().into(),
            // Letters and a number always are a header.
            jwks_caching: caching.unwrap_or(HeaderValue::from_static("no-cache")),
        }
    }
}

/// The discovery document.
pub async fn metadata(cx: Cx) -> HttpResponse {
    let mut response = of_text(StatusCode::OK, cx.prepared.metadata.clone());
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, FIVE_MINUTES.clone());
    response
}

/// The key set. A browser or resource server may keep it as long as keys are published ahead.
pub async fn jwks(cx: Cx) -> HttpResponse {
    let jwks = cx.services().jwks();
    let program = cx.header(&header::USER_AGENT).unwrap_or_default();
    let revision = cx.services().keys().revision();
    let (readers, now) = (&cx.services().key_readers, cx.services().now());
    readers.note(cx.address(), program, revision, now);
    let known = cx
        .header(&header::IF_NONE_MATCH)
        .is_some_and(|known| known.split(',').any(|tag| jwks.etag == tag.trim()));
    let mut response = if known {
        HttpResponse::new(StatusCode::NOT_MODIFIED)
    } else {
        of_text(StatusCode::OK, jwks.json)
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, cx.prepared.jwks_caching.clone());
    if let Ok(tag) = HeaderValue::from_maybe_shared(jwks.etag) {
        headers.insert(header::ETAG, tag);
    }
    response
}
