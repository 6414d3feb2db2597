//! The page that apps frame to see whether the session is still the same (OpenID Connect Session
//! Management §3.2).

use super::cookies::SESSION_STATE;
use super::cx::Cx;
use super::{errors, policy};
use crate::pages::{CheckSession, assets};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header;
use askama::Template;

/// Where it is.
pub const PATH: &str = "/check-session";

/// The page: the only one that anybody may frame.
pub async fn page(cx: Cx) -> HttpResponse {
    let config = &cx.services().config;
    let template = CheckSession {
        script: assets::check_session_href(config.issuer.path()),
        cookie: SESSION_STATE.of(config),
    };
    match template.render() {
        Ok(body) => HttpResponse::Ok()
            .insert_header((header::CONTENT_SECURITY_POLICY, policy::CHECK_SESSION))
            .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
            .content_type("text/html; charset=utf-8")
            .body(body),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            errors::plain(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}
