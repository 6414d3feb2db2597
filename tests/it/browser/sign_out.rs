//! Sign-out as an app asks for it.

use super::{Chromium, Listener, Script};
use crate::harness::{PASSWORD, TestServer};

#[actix_web::test]
async fn an_app_asks_to_sign_out_and_gets_the_person_back() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = Listener::start();
    let back = app.hop(&app.url("/bye"));
    let (callback, registered) = (app.url("/callback"), back.clone());
    let client = server
        .app_with("app", |metadata| {
            metadata.redirect_uris = vec![callback];
            metadata.post_logout_redirect_uris = vec![registered];
            metadata.trusted = true;
        })
        .await;
    let chromium = Chromium::start(Script::On).await;
    chromium.authorize(&server.issuer, &client.request()).await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.arrive(&app.url("/callback?code=")).await;

    let parameters = [
        ("client_id", "app"),
        ("post_logout_redirect_uri", back.as_str()),
        ("state", "bye"),
    ];
    let ask = url::Url::parse_with_params(&server.url("/logout"), parameters).unwrap();
    chromium.open(ask.as_str()).await;
    assert!(chromium.text(".client").await.contains("The app app"));
    chromium.click("stay").await;
    chromium.id("account").await;

    chromium.open(ask.as_str()).await;
    chromium.click("logout").await;
    chromium.arrive(&app.url("/bye")).await;
    let received = app.received("/hop").await;
    assert_eq!(received.parameter("state").as_deref(), Some("bye"));

    // Nobody is signed in: nothing to ask.
    chromium.open(ask.as_str()).await;
    chromium.id("logged-out").await;
    chromium.finish().await;
}
