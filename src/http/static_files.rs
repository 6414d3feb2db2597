//! The stylesheet and the logo as they are here, the colours and stylesheets of apps, the scripts and the
//! mark from the binary.

use super::cx::Cx;
use super::{body, errors};
use crate::colour::{Colour, rules};
use crate::oidc::ClientId;
use crate::pages::assets;
use actix_web::HttpResponse;
use actix_web::http::header;

/// For images: they load and run nothing.
const IMAGE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The stylesheet; its address holds a hash of its content, so it may be kept for ever.
pub async fn stylesheet(cx: Cx) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .content_type("text/css; charset=utf-8")
        .body(cx.services().branding.stylesheet.clone())
}

/// The stylesheet that makes a colour the accent colour. Its address holds all of it.
pub async fn accent(cx: Cx) -> HttpResponse {
    let query = match body::query(&cx) {
        Ok(query) => query,
        Err(bad) => return bad.page(&cx),
    };
    let given = query.get("colour").ok().flatten().unwrap_or_default();
    let Some(colour) = Colour::parse(&format!("#{given}")) else {
        return errors::not_found(cx).await;
    };
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .content_type("text/css; charset=utf-8")
        .body(rules(colour))
}

/// The stylesheet of an app. Its address says which one and holds a hash of it; under another hash it is
/// not kept, for an earlier or later one belongs there.
pub async fn client(cx: Cx) -> HttpResponse {
    let query = match body::query(&cx) {
        Ok(query) => query,
        Err(bad) => return bad.page(&cx),
    };
    let get = |name| query.get(name).ok().flatten().unwrap_or_default();
    let client = match ClientId::try_from(get("client_id")) {
        Ok(id) => cx.services().store.client(&id).await,
        Err(_) => Ok(None),
    };
    let client = match client {
        Ok(client) => client,
        Err(error) => return errors::failure_page(&cx, &error.into()),
    };
    let stylesheet = client.and_then(|client| client.metadata.stylesheet.clone());
    let Some(stylesheet) = stylesheet else {
        return errors::not_found(cx).await;
    };
    let kept = if get("v") == assets::version(&stylesheet) {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, kept))
        .content_type("text/css; charset=utf-8")
        .body(stylesheet)
}

/// The logo, under such an address too.
pub async fn logo(cx: Cx) -> HttpResponse {
    picture(&cx, "public, max-age=31536000, immutable")
}

/// The logo where browsers look for it by themselves.
pub async fn icon(cx: Cx) -> HttpResponse {
    picture(&cx, "public, max-age=86400")
}

/// An image may hold scripts of its own: opened by itself it runs none of them.
fn picture(cx: &Cx, kept: &'static str) -> HttpResponse {
    let logo = &cx.services().branding.logo;
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, kept))
        .insert_header((header::CONTENT_SECURITY_POLICY, IMAGE_POLICY))
        .content_type(logo.media_type)
        .body(logo.bytes.clone())
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

/// The script that shows passwords, under such an address too.
pub async fn password() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .content_type("text/javascript; charset=utf-8")
        .body(assets::PASSWORD)
}

/// The mark.
pub async fn mark() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .insert_header((header::CONTENT_SECURITY_POLICY, IMAGE_POLICY))
        .content_type("image/svg+xml")
        .body(assets::MARK)
}
