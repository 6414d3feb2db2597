//! Everything can be done with the keyboard, and one sees where it is.

use super::{Chromium, Listener, Script, registered};
use crate::harness::{Authenticator, PASSWORD, TestServer};
use thirtyfour::{Key, TypingData, WebElement};

#[actix_web::test]
async fn the_keyboard_is_enough() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = Listener::start();
    let client = registered(&server, "app", &app.url("/callback")).await;
    let chromium = Chromium::start(Script::On).await;

    chromium.authorize(&server.issuer, &client.request()).await;
    assert_eq!(focused(&chromium).await, "username");
    press(&chromium, "ada").await;
    press(&chromium, Key::Tab).await;
    assert_eq!(focused(&chromium).await, "password");
    for expected in ["reveal", "login", "cancel"] {
        press(&chromium, Key::Tab).await;
        assert_eq!(focused(&chromium).await, expected);
    }
    // And back again; Enter in a field signs in.
    for _ in 0..3 {
        back(&chromium).await;
    }
    assert_eq!(focused(&chromium).await, "password");
    press(&chromium, PASSWORD).await;
    press(&chromium, Key::Enter).await;

    chromium.id("allow").await;
    for expected in ["allow", "deny", "switch"] {
        press(&chromium, Key::Tab).await;
        assert_eq!(focused(&chromium).await, expected);
    }
    back(&chromium).await;
    back(&chromium).await;
    assert_eq!(focused(&chromium).await, "allow");
    press(&chromium, Key::Enter).await;
    chromium.arrive(&app.url("/callback?code=")).await;

    chromium.open(&server.url("/account")).await;
    tab_to(&chromium, "sign-out").await;
    press(&chromium, Key::Enter).await;
    chromium.id("logout").await;
    press(&chromium, Key::Tab).await;
    assert_eq!(focused(&chromium).await, "logout");
    press(&chromium, " ").await;
    chromium.id("logged-out").await;
    chromium.finish().await;
}

#[actix_web::test]
async fn the_keyboard_is_enough_for_a_second_factor() {
    let server = TestServer::with(&[("remembered-device", "30d")]).await;
    server.user("ada").await;
    let chromium = Chromium::start(Script::On).await;
    chromium.open(&server.url("/account")).await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.click("security").await;
    chromium.click("add").await;
    let authenticator = Authenticator::typed(&chromium.text("#seed").await);
    chromium.fill("code", &authenticator.code(&server)).await;
    chromium.click("continue").await;
    chromium.click("onward").await;
    chromium.open(&server.url("/logout")).await;
    chromium.click("logout").await;
    chromium.id("logged-out").await;
    server.wait(30);

    chromium.open(&server.url("/account")).await;
    chromium.id("login").await;
    press(&chromium, "ada").await;
    press(&chromium, Key::Tab).await;
    press(&chromium, PASSWORD).await;
    press(&chromium, Key::Enter).await;
    chromium.id("code").await;
    assert_eq!(focused(&chromium).await, "code");
    for expected in ["remember", "continue", "other", "cancel"] {
        press(&chromium, Key::Tab).await;
        assert_eq!(focused(&chromium).await, expected);
    }
    for _ in 0..4 {
        back(&chromium).await;
    }
    press(&chromium, authenticator.code(&server)).await;
    press(&chromium, Key::Enter).await;
    chromium.id("security").await;
    chromium.finish().await;
}

async fn press(chromium: &Chromium, keys: impl Into<TypingData>) {
    let keys = chromium.driver.action_chain().send_keys(keys);
    keys.perform().await.unwrap();
}

/// To the element of this id, past others that are seen to have the focus.
async fn tab_to(chromium: &Chromium, id: &str) {
    for _ in 0..20 {
        press(chromium, Key::Tab).await;
        if focused(chromium).await == id {
            return;
        }
    }
    panic!("the keyboard does not lead to {id}");
}

/// Shift and Tab.
async fn back(chromium: &Chromium) {
    let keys = chromium.driver.action_chain().key_down(Key::Shift);
    let keys = keys.send_keys(Key::Tab).key_up(Key::Shift);
    keys.perform().await.unwrap();
}

/// The id of what the keys go to, which is seen to be so.
async fn focused(chromium: &Chromium) -> String {
    let element: WebElement = chromium.driver.active_element().await.unwrap();
    let style = element.css_value("outline-style").await.unwrap();
    let width = element.css_value("outline-width").await.unwrap();
    let id = element.id().await.unwrap().unwrap_or_default();
    let pixels: f32 = width.trim_end_matches("px").parse().unwrap();
    assert!(style == "solid" && pixels >= 2.0, "{id}: {style} {width}");
    id
}
