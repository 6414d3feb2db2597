//! The pages of the built-in demo app. Where it is switched off there is nothing.

use super::cx::Cx;
use super::errors::{self, Told};
use super::{cookies, page, said};
use crate::demo::{self, DemoError};
use crate::pages;
use actix_web::HttpResponse;
use actix_web::cookie::time::Duration;
use actix_web::http::StatusCode;

/// The start page.
pub const PATH: &str = "/demo";
/// Begins a sign-in.
pub const SIGN_IN_PATH: &str = "/demo/sign-in";
/// Where the provider sends the browser back to.
pub const CALLBACK_PATH: &str = "/demo/callback";

/// What the demo is.
pub async fn start_page(cx: Cx) -> HttpResponse {
    if !cx.services().config.demo {
        return errors::not_found(cx).await;
    }
    let template = pages::Demo {
        chrome: page::chrome(&cx),
        sign_in: cx.path(SIGN_IN_PATH),
        home: cx.path("/"),
    };
    page::html(&cx, StatusCode::OK, &template)
}

/// Sends the browser to the provider.
pub async fn sign_in(cx: Cx) -> HttpResponse {
    if !cx.services().config.demo {
        return errors::not_found(cx).await;
    }
    match demo::start(cx.services()).await {
        Ok(start) => {
            let mut response = page::see_other(&start.authorize_url);
            // A cookie of ours is always a valid header.
            let cookie = cookies::build(&cx, &cookies::DEMO, start.sealed_state);
            let _ = response.add_cookie(&cookie);
            response
        }
        Err(error) => failed(&cx, &error),
    }
}

/// Takes the provider's answer, and shows what came of it.
pub async fn callback(cx: Cx) -> HttpResponse {
    if !cx.services().config.demo {
        return errors::not_found(cx).await;
    }
    let name = cookies::DEMO.of(&cx.services().config);
    let state = cx.request.cookie(name);
    let state = state.as_ref().map_or("", |cookie| cookie.value());
    match demo::finish(cx.services(), state, cx.request.query_string()).await {
        Ok(finished) => {
            let template = pages::DemoResult {
                chrome: page::chrome(&cx),
                checks: finished.checks,
                sections: finished.sections,
                sign_in: cx.path(SIGN_IN_PATH),
                sign_out: finished.end_session_url,
            };
            let mut response = page::html(&cx, StatusCode::OK, &template);
            let mut used = cookies::build(&cx, &cookies::DEMO, String::new());
            used.set_max_age(Duration::ZERO);
            // A cookie of ours is always a valid header.
            let _ = response.add_cookie(&used);
            response
        }
        Err(error) => failed(&cx, &error),
    }
}

fn failed(cx: &Cx, error: &DemoError) -> HttpResponse {
    errors::tell(
        cx,
        &Told {
            status: StatusCode::BAD_REQUEST,
            title: "demo-failed",
            message: &said::demo(&cx.words(), error),
            detail: &error.detail(),
        },
    )
}
