//! The stylesheet, the scripts and the mark, from the binary.

use crate::pages::assets;
use actix_web::HttpResponse;
use actix_web::http::header;

/// The stylesheet; its address holds a hash of its content, so it may be kept for ever.
pub async fn stylesheet() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .content_type("text/css; charset=utf-8")
        .body(assets::STYLESHEET)
}

/// The stylesheet of the operator's pages, under such an address too.
pub async fn console() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .content_type("text/css; charset=utf-8")
        .body(assets::CONSOLE)
}

/// The script that apps frame, under such an address too.
pub async fn check_session() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .content_type("text/javascript; charset=utf-8")
        .body(assets::CHECK_SESSION)
}

/// The script that asks for passkeys, under such an address too.
pub async fn passkey() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .content_type("text/javascript; charset=utf-8")
        .body(assets::PASSKEY)
}

/// The mark.
pub async fn mark() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'",
        ))
        .content_type("image/svg+xml")
        .body(assets::MARK)
}
