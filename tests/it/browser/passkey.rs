//! Passkeys in a real browser, with an authenticator that the DevTools protocol plays
//! (security G5, G6).

use super::{Chromium, Script};
use crate::harness::{PASSWORD, TestServer};
use serde_json::json;
use std::time::Duration;
use thirtyfour::By;

pub const NAMED: (&str, &str) = ("issuer", "http://localhost:{port}");

/// Has the browser know no passkeys among what it fills in.
const NO_AUTOFILL: &str = "delete PublicKeyCredential.isConditionalMediationAvailable";

/// Plugs an authenticator in that makes sure of its person and answers at once.
pub async fn plug_in(chromium: &Chromium) {
    chromium.cdp("WebAuthn.enable", json!({})).await;
    let options = json!({
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": true,
        "hasUserVerification": true,
        "isUserVerified": true,
        "automaticPresenceSimulation": true,
    });
    let added = json!({ "options": options });
    chromium
        .cdp("WebAuthn.addVirtualAuthenticator", added)
        .await;
}

/// Switches autofill off; tells how to switch it on again.
async fn without_autofill(chromium: &Chromium) -> String {
    let script = json!({ "source": NO_AUTOFILL });
    let added = chromium
        .cdp("Page.addScriptToEvaluateOnNewDocument", script)
        .await;
    added["identifier"].as_str().unwrap().to_owned()
}

/// Signs in with the password and makes a passkey.
async fn register(chromium: &Chromium, server: &TestServer) {
    chromium.open(&server.url("/account")).await;
    chromium.id("use-passkey").await;
    chromium.fits("sign-in-passkey").await;
    chromium.picture("sign-in-passkey").await;
    chromium.sign_in("ada", PASSWORD).await;
    // Offered where the page has found in time that the browser can.
    chromium.find(By::Css("#later, #security")).await;
    if chromium.has("#later").await {
        chromium.click("later").await;
    }
    chromium.click("security").await;
    chromium.click("add-passkey").await;
    chromium.fill("passkey-name", "Laptop").await;
    chromium.fits("new-passkey").await;
    chromium.picture("new-passkey").await;
    chromium.click("use-passkey").await;
    chromium.id("codes").await;
    chromium.click("onward").await;
    chromium.id("new-codes").await;
    assert!(chromium.text("main").await.contains("Laptop"));
    chromium.fits("security-passkey").await;
    chromium.picture("security-passkey").await;
}

async fn sign_out(chromium: &Chromium, server: &TestServer) {
    chromium.open(&server.url("/account")).await;
    chromium.click("sign-out").await;
    chromium.click("logout").await;
    chromium.id("logged-out").await;
}

#[actix_web::test]
async fn security_g5_a_passkey_is_made_used_in_every_way_and_removed() {
    let server = TestServer::with(&[NAMED]).await;
    server.user("ada").await;
    let chromium = Chromium::whole().await;
    plug_in(&chromium).await;
    let autofill = without_autofill(&chromium).await;
    register(&chromium, &server).await;

    // With the button, without a user name.
    sign_out(&chromium, &server).await;
    chromium.open(&server.url("/account")).await;
    chromium.click("use-passkey").await;
    chromium.id("security").await;

    // As the second factor.
    sign_out(&chromium, &server).await;
    chromium.open(&server.url("/account")).await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.find(By::Css("#passkey input[name=state]")).await;
    chromium.fits("second-factor-passkey").await;
    chromium.picture("second-factor-passkey").await;
    chromium.click("use-passkey").await;
    chromium.id("security").await;

    // Among what the browser fills in: the authenticator chooses at once.
    sign_out(&chromium, &server).await;
    let again = json!({ "identifier": autofill });
    chromium
        .cdp("Page.removeScriptToEvaluateOnNewDocument", again)
        .await;
    chromium.open(&server.url("/account")).await;
    chromium.id("security").await;
    without_autofill(&chromium).await;

    // A page under another name cannot use it.
    sign_out(&chromium, &server).await;
    let other = server.url("/account").replace("localhost", "app.localhost");
    chromium.open(&other).await;
    chromium.click("use-passkey").await;
    let refused = By::Css("#passkey-failed:not([hidden]), #sign-in-error");
    chromium.find(refused).await;
    chromium.open(&other).await;
    chromium.id("login").await;

    // Removed, it is worth nothing here, although the device still has it.
    chromium.open(&server.url("/account")).await;
    chromium.click("use-passkey").await;
    chromium.click("security").await;
    chromium.click_css("details summary").await;
    chromium.click_css("form[action$='/remove'] button").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!chromium.has("form[action$='/remove']").await);
    sign_out(&chromium, &server).await;
    chromium.open(&server.url("/account")).await;
    chromium.click("use-passkey").await;
    chromium.id("sign-in-error").await;
    chromium.picture("sign-in-passkey-error").await;
    chromium.finish().await;
}

#[actix_web::test]
async fn without_script_the_page_is_as_it_was() {
    let server = TestServer::with(&[NAMED]).await;
    server.user("ada").await;
    let chromium = Chromium::start(Script::Off).await;
    chromium.open(&server.url("/account")).await;
    let button = chromium.id("use-passkey").await;
    assert!(!button.is_displayed().await.unwrap());
    let username = chromium.id("username").await;
    let fills = username.attr("autocomplete").await.unwrap();
    assert_eq!(fills.as_deref(), Some("username webauthn"));
    chromium.sign_in("ada", PASSWORD).await;
    chromium.id("security").await;
    chromium.finish().await;
}
