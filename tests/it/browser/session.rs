//! What apps see of a session from afar, and pages of theirs in frames at the sign-out.

use super::{Chromium, Listener, Script};
use crate::harness::{App, PASSWORD, Receiver, TestServer};
use std::time::{Duration, Instant};
use url::Url;

/// Asks the frame of Signet's page on the app's page, as OpenID Connect Session Management §3.1 does.
const ASK: &str = r"
const [address, message, done] = arguments;
const frame = document.createElement('iframe');
addEventListener('message', (event) => done([event.data, event.origin]), { once: true });
frame.onload = () => frame.contentWindow.postMessage(message, address);
frame.src = address;
document.body.append(frame);
";

async fn ask(chromium: &Chromium, server: &TestServer, app: &Listener, message: &str) -> String {
    chromium.open(&app.url("/watching")).await;
    let arguments = vec![server.url("/check-session").into(), message.into()];
    let answer = chromium.driver.execute_async(ASK, arguments).await.unwrap();
    let [said, origin]: [String; 2] = answer.convert().unwrap();
    assert_eq!(origin, server.issuer);
    said
}

/// Signs in for `app` and tells the `session_state`.
async fn session_state(chromium: &Chromium, server: &TestServer, app: &App) -> String {
    chromium.authorize(&server.issuer, &app.request()).await;
    if chromium.has("#login").await {
        chromium.sign_in("ada", PASSWORD).await;
    }
    let arrived = chromium.arrive(&app.redirect_uri).await;
    let state = arrived
        .query_pairs()
        .find(|(name, _)| name == "session_state");
    state.unwrap().1.into_owned()
}

async fn trusted(server: &TestServer, id: &str, callback: String) -> App {
    let change = |metadata: &mut signet::oidc::ClientMetadata| {
        metadata.redirect_uris = vec![callback];
        metadata.trusted = true;
    };
    server.app_with(id, change).await
}

#[actix_web::test]
async fn protocol_149_an_app_sees_from_its_own_page_that_the_session_has_changed() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let listener = Listener::start();
    let app = trusted(&server, "app", listener.url("/callback")).await;
    let chromium = Chromium::start(Script::On).await;
    let state = session_state(&chromium, &server, &app).await;
    let message = format!("app {state}");
    let said = ask(&chromium, &server, &listener, &message).await;
    assert_eq!(said, "unchanged");
    let said = ask(&chromium, &server, &listener, &format!("other {state}")).await;
    assert_eq!(said, "changed", "of another app");
    for message in ["app", "", "app x", "app x.y.z"] {
        let said = ask(&chromium, &server, &listener, message).await;
        assert_eq!(said, "error", "{message}");
    }
    let elsewhere = Listener::start();
    let said = ask(&chromium, &server, &elsewhere, &message).await;
    assert_eq!(said, "changed", "on another site");

    chromium.open(&server.url("/logout")).await;
    chromium.click("logout").await;
    chromium.id("logged-out").await;
    let said = ask(&chromium, &server, &listener, &message).await;
    assert_eq!(said, "changed");
    let again = session_state(&chromium, &server, &app).await;
    let said = ask(&chromium, &server, &listener, &message).await;
    assert_eq!(said, "changed", "another session");
    let said = ask(&chromium, &server, &listener, &format!("app {again}")).await;
    assert_eq!(said, "unchanged");
    chromium.finish().await;
}

/// Signs in to an app with a page for sign-outs at `frame`, and out again.
async fn sign_out(script: Script, frame: &str) -> (Listener, Duration) {
    let server = TestServer::start().await;
    server.user("ada").await;
    let listener = Listener::start();
    let (callback, bye) = (listener.url("/callback"), listener.url("/bye"));
    let (registered, frame) = (bye.clone(), frame.replace("{app}", &listener.origin));
    let app = server
        .app_with("app", |metadata| {
            metadata.redirect_uris = vec![callback];
            metadata.post_logout_redirect_uris = vec![registered];
            metadata.frontchannel_logout_uri = Some(frame);
            metadata.trusted = true;
        })
        .await;
    let chromium = Chromium::start(script).await;
    chromium.authorize(&server.issuer, &app.request()).await;
    chromium.sign_in("ada", PASSWORD).await;
    let arrived = chromium.arrive(&app.redirect_uri).await;
    let code = arrived.query_pairs().find(|(name, _)| name == "code");
    server.redeem(&app, &code.unwrap().1).await;
    let parameters = [("client_id", "app"), ("post_logout_redirect_uri", &bye)];
    let ask = Url::parse_with_params(&server.url("/logout"), parameters).unwrap();
    chromium.open(ask.as_str()).await;
    let began = Instant::now();
    chromium.click("logout").await;
    chromium.arrive(&bye).await;
    let took = began.elapsed();
    chromium.finish().await;
    (listener, took)
}

#[actix_web::test]
async fn protocol_148_the_browser_signs_out_of_the_app_and_goes_on() {
    for script in [Script::On, Script::Off] {
        let (app, _) = sign_out(script, "{app}/out").await;
        let received = app.received("/out").await;
        assert!(received.parameter("sid").is_some() && received.parameter("iss").is_some());
    }
}

#[actix_web::test]
async fn protocol_148_a_slow_app_does_not_hold_the_person() {
    let slow = Receiver::start();
    slow.will_answer(200, Duration::from_secs(30));
    let (_, took) = sign_out(Script::On, &format!("{}/out", slow.url)).await;
    assert!(slow.next().line.starts_with("GET /out?iss="));
    assert!(took < Duration::from_secs(15), "{took:?}");
}
