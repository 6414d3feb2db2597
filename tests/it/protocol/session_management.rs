//! Session Management.

use super::kit::{Answer, answer, http, tokens, tokens_with};
use crate::harness::{App, Browser, TestServer, hidden};
use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use reqwest::Response;
use reqwest::header::SET_COOKIE;

const COOKIE: &str = "signet-session-state";

/// What an answer makes of the cookie: set, removed (empty), or left alone.
fn cookie(response: &Response, name: &str) -> Option<String> {
    let set = response.headers().get_all(SET_COOKIE).iter();
    let mut set = set.filter_map(|value| {
        let (given, rest) = value.to_str().unwrap().split_once('=')?;
        (given == name).then(|| rest.split(';').next().unwrap().to_owned())
    });
    set.next()
}

/// The session_state that an app would compute.
fn state(app: &App, origin: &str, browser_state: &str, salt: &str) -> String {
    let text = format!("{} {origin} {browser_state} {salt}", app.id);
    let hash = digest(&SHA256, text.as_bytes());
    format!("{}.{salt}", HEXLOWER.encode(hash.as_ref()))
}

fn salt(session_state: &str) -> &str {
    session_state.split_once('.').unwrap().1
}

async fn silent(server: &TestServer, browser: &Browser, app: &App) -> Response {
    let request = app.request_with(&[("prompt", "none")]);
    browser.authorize(server, &request).await
}

fn session_state(response: &Response) -> Option<String> {
    answer(&crate::harness::location(response)).remove("session_state")
}

/// Signs `username` in, and tells what the script may see then.
async fn seen(server: &TestServer, browser: &Browser, app: &App, username: &str) -> String {
    let request = app.request_with(&[("prompt", "login")]);
    let page = browser.authorize(server, &request).await;
    let page = crate::harness::Page::of(page).await;
    let password = crate::harness::PASSWORD;
    let response = browser.sign_in(server, &page, username, password).await;
    cookie(&response, COOKIE).expect("set at the sign-in")
}

#[actix_web::test]
async fn protocol_149_41_answers_carry_the_state_of_the_session() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let before = silent(&server, &browser, &app).await;
    assert_eq!(session_state(&before), None, "nobody is signed in");
    let seen = seen(&server, &browser, &app, "ada").await;
    let origin = "https://app.example";

    let refused = silent(&server, &browser, &app).await;
    let members = answer(&crate::harness::location(&refused));
    assert_eq!(members["error"], "consent_required");
    let given = &members["session_state"];
    assert_eq!(*given, state(&app, origin, &seen, salt(given)));

    tokens(&server, &app, &browser, "ada").await;
    let first = session_state(&silent(&server, &browser, &app).await).unwrap();
    let second = session_state(&silent(&server, &browser, &app).await).unwrap();
    for given in [&first, &second] {
        assert_eq!(*given, state(&app, origin, &seen, salt(given)));
        assert!(!given.contains(' '));
    }
    assert_ne!(salt(&first), salt(&second));

    let request = app.request_with(&[("response_mode", "form_post"), ("prompt", "none")]);
    let response = browser.authorize(&server, &request).await;
    let page = response.text().await.unwrap();
    let given = hidden(&page, "session_state").unwrap();
    assert_eq!(given, state(&app, origin, &seen, salt(&given)));

    let plain = [("scope", "profile"), ("prompt", "none")];
    let response = browser.authorize(&server, &app.request_with(&plain)).await;
    assert_eq!(session_state(&response), None, "not OpenID Connect");
}

#[actix_web::test]
async fn protocol_149_what_the_script_sees_changes_with_the_session() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    server.user("eve").await;
    let browser = Browser::new();
    let ada = seen(&server, &browser, &app, "ada").await;
    let again = seen(&server, &browser, &app, "ada").await;
    assert_eq!(ada, again, "the same person in the same session");
    let eve = seen(&server, &browser, &app, "eve").await;
    assert_ne!(ada, eve);
    let given = tokens_with(&server, &app, &browser, "eve", &[]).await;
    let sid = super::kit::id_claims(&given)["sid"].to_string();
    assert!(!eve.contains(sid.trim_matches('"')), "not the session id");

    let hint = [("id_token_hint", super::kit::text(&given, "id_token"))];
    let response = browser.post(&server.url("/logout"), &hint).await;
    assert_eq!(cookie(&response, COOKIE).as_deref(), Some(""));

    // A session that ends elsewhere is gone for the script with the next answer.
    let seen = seen(&server, &browser, &app, "ada").await;
    assert!(!seen.is_empty());
    let refused = silent(&server, &browser, &app).await;
    assert_eq!(cookie(&refused, COOKIE), None, "as it was");
    let now = server.services.now();
    let ada = server.services.store.account_by_login("ada").await.unwrap();
    let ada = ada.unwrap().user.id;
    let store = &server.services.store;
    store.set_disabled(ada, true, now).await.unwrap();
    let refused = silent(&server, &browser, &app).await;
    assert_eq!(cookie(&refused, COOKIE).as_deref(), Some(""));
}

/// A frame or picture on another site brings no `Lax` cookie: the session lives for all that.
#[actix_web::test]
async fn protocol_149_requests_from_other_sites_change_nothing() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let seen = seen(&server, &browser, &app, "ada").await;
    let request = app.request_with(&[("prompt", "none")]);
    let url = url::Url::parse_with_params(&server.url("/authorize"), request).unwrap();
    let elsewhere = http().get(url).header("cookie", format!("{COOKIE}={seen}"));
    let response = elsewhere.send().await.unwrap();
    assert_eq!(super::kit::error_in(&response), "login_required");
    assert_eq!(cookie(&response, COOKIE), None);
}

#[actix_web::test]
async fn protocol_149_150_anybody_may_frame_the_page_and_nothing_else() {
    let server = TestServer::start().await;
    let metadata = Answer::of(http().get(server.url("/.well-known/openid-configuration"))).await;
    let address = metadata.json()["check_session_iframe"].clone();
    let page = Answer::of(http().get(address.as_str().unwrap())).await;
    assert_eq!(page.status.as_u16(), 200);
    assert_eq!(page.header("x-frame-options"), "");
    let policy = page.header("content-security-policy");
    assert!(!policy.contains("frame-ancestors"), "{policy}");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"));
    let script = page.text.split("src=\"").nth(1).unwrap();
    let script = Answer::of(http().get(server.url(script.split('"').next().unwrap()))).await;
    assert!(script.header("content-type").starts_with("text/javascript"));
    assert!(script.header("cache-control").contains("immutable"));
    assert!(!script.text.contains("crypto.subtle"));
}

#[actix_web::test]
async fn protocol_149_under_https_the_cookie_reaches_frames_on_other_sites() {
    for (issuer, name) in [
        ("https://id.example", "__Host-signet-session-state"),
        ("https://example.com/id", "__Secure-signet-session-state"),
    ] {
        let server = TestServer::with(&[("issuer", issuer)]).await;
        let cookie = crate::security::sign_in_cookies(&server).await;
        let cookie = cookie.iter().find(|cookie| cookie.starts_with(name));
        let cookie = cookie.unwrap();
        for attribute in ["; SameSite=None", "; Secure"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("HttpOnly"), "{cookie}");
    }
}
