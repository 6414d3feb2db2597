//! The account page: a person ends what they do not know.

use super::{Chromium, Listener, Script, registered};
use crate::harness::{Browser, PASSWORD, Page, TestServer, parameter};
use reqwest::StatusCode;

const OTHER_SESSION: &str = "form[action='/account/end-session'] button";
const WITHDRAW: &str = "form[action='/account/withdraw'] button";

#[actix_web::test]
async fn a_person_withdraws_an_app_and_ends_a_session() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let listener = Listener::start();
    let app = registered(&server, "app", &listener.url("/callback")).await;
    let elsewhere = Browser::new();
    elsewhere.code(&server, &app, "ada").await;

    let chromium = Chromium::start(Script::On).await;
    chromium.authorize(&server.issuer, &app.request()).await;
    chromium.sign_in("ada", PASSWORD).await;
    let url = chromium.arrive(&listener.url("/callback?code=")).await;
    let (_, tokens) = server.redeem(&app, &parameter(&url, "code").unwrap()).await;
    let refresh_token = tokens["refresh_token"].as_str().unwrap();

    chromium.open(&server.url("/account")).await;
    let shown = chromium.text("main").await;
    assert!(
        shown.contains("Chrome on Linux") && shown.contains("This device"),
        "{shown}"
    );
    assert!(
        shown.contains("Unknown device") && shown.contains("The app app"),
        "{shown}"
    );
    let here = "li:has(.badge) button";
    assert!(chromium.has(here).await, "the own session can be ended too");

    chromium
        .click_css(&format!("li:not(:has(.badge)) {OTHER_SESSION}"))
        .await;
    chromium.id("sessions").await;
    assert!(!chromium.text("main").await.contains("Unknown device"));
    let page = Page::of(elsewhere.authorize(&server, &app.request()).await).await;
    assert!(page.has_id("login"), "the other browser is signed out");

    chromium.click_css(WITHDRAW).await;
    chromium.id("apps").await;
    assert!(!chromium.has(WITHDRAW).await);
    let (status, refused) = server.refresh(&app, refresh_token).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{refused}");
    chromium.authorize(&server.issuer, &app.request()).await;
    chromium.id("allow").await;

    // The session that looks at the page can be ended like any other.
    chromium.open(&server.url("/account")).await;
    chromium.click_css(here).await;
    chromium.id("login").await;
    chromium.finish().await;
}
