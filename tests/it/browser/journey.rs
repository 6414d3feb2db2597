//! From the setup link to the demo app and out again.

use super::{Chromium, Listener, Script};
use crate::harness::{PASSWORD, TestServer};
use signet::flow::setup;
use thirtyfour::By;

#[actix_web::test]
async fn from_the_setup_link_through_the_demo_to_signed_out() {
    journey(Script::On).await;
}

#[actix_web::test]
async fn from_the_setup_link_through_the_demo_to_signed_out_without_script() {
    journey(Script::Off).await;
}

async fn journey(script: Script) {
    let server = TestServer::start().await;
    let chromium = Chromium::start(script).await;
    script_is(&chromium, script).await;

    let link = setup::link(&server.services).await.unwrap().unwrap();
    chromium.open(&link).await;
    chromium.fill("name", "Ada Lovelace").await;
    chromium.fill("username", "ada").await;
    chromium.fill("email", "ada@example.com").await;
    chromium.fill("password", PASSWORD).await;
    chromium.click("create").await;
    assert_eq!(chromium.text("h1").await, "Hello, Ada Lovelace");

    // At most three clicks.
    chromium.click("try-demo").await;
    chromium.click("demo-sign-in").await;
    chromium.click("allow").await;

    chromium.id("demo-result").await;
    let shown = chromium.text("main").await;
    for expected in [
        "ID token",
        "Access token",
        "Userinfo",
        "ada@example.com",
        "nonce",
    ] {
        assert!(shown.contains(expected), "{expected} is not in {shown}");
    }
    let raw = chromium.find(By::Css("#id-token details")).await;
    assert!(raw.attr("open").await.unwrap().is_none());
    chromium.click_css("#id-token summary").await;
    assert!(chromium.text("#id-token pre").await.starts_with("eyJ"));

    chromium.open(&server.url("/account")).await;
    chromium.click("sign-out").await;
    chromium.click("logout").await;
    chromium.id("logged-out").await;
    chromium.open(&server.url("/account")).await;
    chromium.id("login").await;

    // The link has done its work.
    chromium.open(&link).await;
    chromium.id("error").await;
    chromium.finish().await;
}

/// Makes sure that the browser is what the test says.
async fn script_is(chromium: &Chromium, script: Script) {
    let app = Listener::start();
    chromium.open(&app.url("/")).await;
    let expected = match script {
        Script::On => "script on",
        Script::Off => "script off",
    };
    assert_eq!(chromium.driver.title().await.unwrap(), expected);
}

#[actix_web::test]
async fn the_demo_signs_out_at_the_provider_and_signs_in_again() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let chromium = Chromium::start(Script::On).await;
    chromium.open(&server.url("/")).await;
    chromium.click("try-demo").await;
    chromium.click("demo-sign-in").await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.click("allow").await;
    chromium.id("demo-result").await;

    // Single sign-on, consent remembered: nothing is asked.
    chromium.click("demo-again").await;
    chromium.id("demo-result").await;

    // The hint says who asks: nothing is asked either.
    chromium.click("demo-sign-out").await;
    chromium.id("demo-sign-in").await;
    chromium.click("demo-sign-in").await;
    chromium.id("login").await;

    chromium.click("cancel").await;
    let told = chromium.text("#error").await;
    assert!(told.contains("could not sign you in"), "{told}");
    chromium.finish().await;
}
