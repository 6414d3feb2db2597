//! Passkeys that a sign-in leads to: offered after a password, or the only thing that is enough.

use super::passkey::{NAMED, plug_in};
use super::{Chromium, Listener, Script};
use crate::harness::{App, PASSWORD, TestServer, parameter};
use signet::words::Language;
use thirtyfour::By;

const DAY: u64 = 86_400;

async fn sign_out(chromium: &Chromium, server: &TestServer) {
    chromium.open(&server.url("/logout")).await;
    chromium.click("logout").await;
    chromium.id("logged-out").await;
    chromium.open(&server.url("/account")).await;
}

/// Has the sign-in page say so before the form is sent.
async fn until_known(chromium: &Chromium) {
    chromium.find(By::Css("#passkey:not([hidden])")).await;
    for _ in 0..100 {
        let field = chromium.find(By::Css("input[name=passkeys]")).await;
        if field.prop("value").await.unwrap().as_deref() == Some("can") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the page does not find that the browser can");
}

#[actix_web::test]
async fn a_passkey_is_offered_put_off_and_made() {
    let server = TestServer::with(&[NAMED]).await;
    server.user("ada").await;
    let chromium = Chromium::start(Script::On).await;
    plug_in(&chromium).await;
    chromium.open(&server.url("/account")).await;
    until_known(&chromium).await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.id("later").await;
    chromium.picture("passkey-offer").await;
    chromium.click("later").await;
    chromium.id("security").await;

    sign_out(&chromium, &server).await;
    until_known(&chromium).await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.id("security").await;

    server.wait(30 * DAY);
    chromium.open(&server.url("/account")).await;
    until_known(&chromium).await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.click("use-passkey").await;
    chromium.id("codes").await;
    chromium.click("onward").await;
    chromium.id("security").await;
    chromium.click("security").await;
    chromium.id("new-codes").await;
    let named = chromium.text("main").await;
    assert!(named.contains("Chrome on Linux"), "{named}");
    // Among what the browser fills in from now on.
    sign_out(&chromium, &server).await;
    chromium.id("security").await;
    chromium.finish().await;
}

#[actix_web::test]
async fn nothing_is_offered_in_a_browser_that_cannot_or_runs_no_script() {
    for script in [Script::On, Script::Off] {
        let server = TestServer::with(&[NAMED]).await;
        server.user("ada").await;
        let chromium = Chromium::start(script).await;
        chromium.open(&server.url("/account")).await;
        chromium.sign_in("ada", PASSWORD).await;
        chromium.id("security").await;
        chromium.finish().await;
    }
}

#[actix_web::test]
async fn a_passkey_is_offered_in_every_language() {
    let server = TestServer::with(&[NAMED]).await;
    let chromium = Chromium::start(Script::On).await;
    plug_in(&chromium).await;
    for language in Language::all().iter().map(Language::tag) {
        let login = format!("ada-{language}");
        server.user(&login).await;
        chromium.forget().await;
        chromium.open(&server.url("/account")).await;
        chromium.choose_language(language, "login").await;
        until_known(&chromium).await;
        chromium.sign_in(&login, PASSWORD).await;
        chromium.id("never").await;
        chromium.picture_in(language, "passkey-offer").await;
        chromium.click("never").await;
        chromium.id("security").await;
    }
    chromium.finish().await;
}

async fn strict(server: &TestServer, listener: &Listener) -> App {
    let callback = listener.url("/callback");
    server
        .app_with("strict", |metadata| {
            metadata.redirect_uris = vec![callback];
            metadata.client_name = Some("The vault".to_owned());
            metadata.minimum_acr = Some("urn:signet:acr:phr".to_owned());
            metadata.trusted = true;
        })
        .await
}

#[actix_web::test]
async fn a_passkey_that_an_app_demands_is_made_on_the_way_to_it() {
    let server = TestServer::with(&[NAMED]).await;
    let listener = Listener::start();
    let app = strict(&server, &listener).await;
    for language in Language::all().iter().map(Language::tag) {
        let login = format!("ada-{language}");
        server.user(&login).await;
        let chromium = Chromium::start(Script::On).await;
        plug_in(&chromium).await;
        let request = app.request_with(&[("ui_locales", language)]);
        chromium.authorize(&server.issuer, &request).await;
        chromium.sign_in(&login, PASSWORD).await;
        let chosen = format!("html[lang={language}] #passkey:not([hidden])");
        chromium.find(By::Css(&chosen)).await;
        let cannot = chromium.id("passkey-cannot").await;
        assert!(!cannot.is_displayed().await.unwrap());
        chromium.picture_in(language, "enrol-passkey").await;
        chromium.click("use-passkey").await;
        chromium.id("codes").await;
        chromium.click("onward").await;
        chromium.arrive(&listener.url("/callback?code=")).await;
        chromium.finish().await;
    }
}

#[actix_web::test]
async fn without_script_the_page_says_what_to_do_and_leads_back() {
    let server = TestServer::with(&[NAMED]).await;
    let listener = Listener::start();
    let app = strict(&server, &listener).await;
    server.user("ada").await;
    let chromium = Chromium::start(Script::Off).await;
    chromium.authorize(&server.issuer, &app.request()).await;
    chromium.sign_in("ada", PASSWORD).await;
    let cannot = chromium.id("passkey-cannot").await;
    assert!(cannot.is_displayed().await.unwrap());
    let form = chromium.id("passkey").await;
    assert!(!form.is_displayed().await.unwrap());
    chromium.picture("enrol-passkey-without-script").await;
    chromium.click("cancel").await;
    let url = chromium.arrive(&listener.url("/callback?")).await;
    let error = parameter(&url, "error");
    assert_eq!(error.as_deref(), Some("unmet_authentication_requirements"));
    chromium.finish().await;
}
