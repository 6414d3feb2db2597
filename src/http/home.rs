//! The start page.

use super::cx::Cx;
use super::{account, admin, discovery, errors, logout, page};
use crate::flow::session::SignedIn;
use crate::pages;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// What Signet is, and what to do next.
pub async fn home(cx: Cx) -> HttpResponse {
    let signed_in = match cx.signed_in().await {
        Ok(signed_in) => signed_in,
        Err(error) => return errors::failure_page(&cx, &error.into()),
    };
    let config = &cx.services().config;
    let base = config.issuer.as_str().trim_end_matches('/');
    let is_operator = |signed_in: &SignedIn| !signed_in.user.roles.is_empty();
    let template = pages::Home {
        chrome: page::chrome(&cx),
        console: signed_in
            .as_ref()
            .is_some_and(is_operator)
            .then(|| cx.path(admin::PATH)),
        name: signed_in.map(|signed_in| {
            let user = &signed_in.user;
            let name = user.claims.name.as_ref();
            name.unwrap_or(&user.username.display).clone()
        }),
        sign_in: cx.path(account::PATH),
        account: cx.path(account::PATH),
        sign_out: cx.path(logout::PATH),
        demo: config.demo.then(|| cx.path(super::demo::PATH)),
        issuer: config.issuer.as_str().to_owned(),
        discovery: format!("{base}{}", discovery::OPENID),
        add_client:
            "signet client add --name \"My app\" \\\n  --redirect-uri https://app.example/callback"
                .to_owned(),
    };
    page::html(&cx, StatusCode::OK, &template)
}
