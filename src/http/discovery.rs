//! Discovery and the key set, with caching headers.

use super::cx::Cx;
use actix_web::HttpResponse;
use actix_web::http::header;

/// OpenID Connect Discovery §4.
pub const OPENID: &str = "/.well-known/openid-configuration";
/// RFC 8414 §3.
pub const OAUTH: &str = "/.well-known/oauth-authorization-server";

/// The discovery document.
pub async fn metadata(cx: Cx) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .content_type("application/json")
        .body(cx.metadata.clone())
}

/// The key set. A browser or resource server may keep it as long as keys are published ahead.
pub async fn jwks(cx: Cx) -> HttpResponse {
    let services = cx.services();
    let keys = services.keys();
    let jwks = keys.jwks();
    let max_age = services.config.keys.jwks_max_age.as_secs();
    let known = cx
        .header(&header::IF_NONE_MATCH)
        .is_some_and(|known| known.split(',').any(|tag| tag.trim() == jwks.etag));
    let mut builder = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    builder
        .insert_header((header::CACHE_CONTROL, format!("public, max-age={max_age}")))
        .insert_header((header::ETAG, jwks.etag.clone()));
    if known {
        return builder.finish();
    }
    builder
        .content_type("application/json")
        .body(jwks.json.clone())
}
