//! The offer of a passkey after a sign-in with a password: only where the browser can, never in the way,
//! and remembered for whoever does not want one.

use super::hand::{Hand, Seen, encode};
use super::passkeys::NAMED;
use crate::harness::{App, PASSWORD, SoftPasskey, TestServer, asked};
use reqwest::StatusCode;

const OFFER: &str = "/sign-in/offer";
const DAY: u64 = 86_400;

async fn server() -> (TestServer, App) {
    let server = TestServer::with(&[NAMED]).await;
    server.user("ada").await;
    let app = server.app("app").await;
    (server, app)
}

/// Signs in on `page` in a browser that can make passkeys, or cannot.
async fn sign_in(browser: &mut Hand, page: &Seen, can: bool) -> Seen {
    let (request, token) = (page.hidden("request"), page.hidden("form_token"));
    let form = [
        ("request", request.as_str()),
        ("form_token", &token),
        ("username", "ada"),
        ("password", PASSWORD),
        ("passkeys", if can { "can" } else { "" }),
    ];
    browser.post("/sign-in", &form).await
}

/// A fresh browser on its way to `app`, after the password.
async fn after_password(server: &TestServer, app: &App) -> (Hand, Seen) {
    let mut browser = Hand::new(server);
    let page = browser.authorize(&app.request()).await;
    let answer = sign_in(&mut browser, &page, true).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    (browser, answer)
}

fn is_offered(answer: &Seen) -> bool {
    answer.location().starts_with(OFFER)
}

/// Says something on the page of the offer.
async fn say(browser: &mut Hand, page: &Seen, decision: &str) -> Seen {
    let (request, token) = (page.hidden("request"), page.hidden("form_token"));
    let form = [
        ("request", request.as_str()),
        ("form_token", &token),
        ("decision", decision),
    ];
    browser.post(OFFER, &form).await
}

#[actix_web::test]
async fn who_says_not_now_is_asked_later_and_who_says_never_is_not() {
    let (server, app) = server().await;
    for (wait, decision) in [(0, "later"), (30, "later"), (90, "later"), (90, "never")] {
        if wait > 0 {
            server.wait((wait - 1) * DAY);
            let (_, early) = after_password(&server, &app).await;
            assert!(!is_offered(&early), "{wait} {decision}");
            server.wait(DAY);
        }
        let (mut browser, answer) = after_password(&server, &app).await;
        assert!(is_offered(&answer), "{wait} {decision}");
        let page = browser.get(answer.location()).await;
        assert!(page.has_id("later") && page.has_id("never"), "{page:?}");
        let answer = say(&mut browser, &page, decision).await;
        let seen = browser.get(answer.location()).await;
        assert!(seen.has_id("allow"), "{seen:?}");
    }
    server.wait(999 * DAY);
    let (_, answer) = after_password(&server, &app).await;
    assert!(!is_offered(&answer));
}

#[actix_web::test]
async fn who_does_nothing_writes_nothing_and_the_way_on_stays_open() {
    let (server, app) = server().await;
    let (mut browser, answer) = after_password(&server, &app).await;
    let page = browser.get(answer.location()).await;
    // The session began before: this is no step of the sign-in.
    let request = page.hidden("request");
    let request = encode(&[("request", request.as_str())]);
    let onward = format!("/authorize/resume?{request}");
    let seen = browser.get(&onward).await;
    assert!(seen.has_id("allow"), "{seen:?}");
    let store = &server.services.store;
    let ada = store.account_by_login("ada").await.unwrap().unwrap();
    assert_eq!(store.passkey_offer(ada.user.id).await.unwrap(), None);
    // Single sign-on asks nothing.
    let seen = browser.authorize(&app.request()).await;
    assert!(seen.has_id("allow"), "{seen:?}");
}

#[actix_web::test]
async fn an_offer_that_is_taken_signs_in_from_then_on() {
    let (server, app) = server().await;
    let (mut browser, answer) = after_password(&server, &app).await;
    let page = browser.get(answer.location()).await;
    let mut passkey = SoftPasskey::new(&server);
    passkey.origin = "http://localhost:1".to_owned();
    let page = take(&mut browser, &page, &mut passkey).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.has_id("passkey-error"), "{page:?}");
    passkey.origin = SoftPasskey::new(&server).origin;
    let done = take(&mut browser, &page, &mut passkey).await;
    assert!(done.has_id("codes"), "{done:?}");
    let onward = done.text.split("id=\"onward\" href=\"").nth(1).unwrap();
    let onward = onward.split('"').next().unwrap().replace("&#38;", "&");
    assert!(browser.get(&onward).await.has_id("allow"));
    // There is nothing left to offer, neither here nor at the next sign-in.
    let again = browser.get(answer.location()).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let (mut other, answer) = after_password(&server, &app).await;
    let page = other.get(answer.location()).await;
    assert!(
        page.has_id("passkey") && other.session().is_none(),
        "{page:?}"
    );
}

async fn take(browser: &mut Hand, page: &Seen, passkey: &mut SoftPasskey) -> Seen {
    let answer = passkey.create(&asked(&page.text).unwrap());
    let fields = ["request", "form_token", "challenge"].map(|name| (name, page.hidden(name)));
    let mut form: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    form.push(("answer", &answer));
    browser.post(OFFER, &form).await
}

#[actix_web::test]
async fn nobody_is_offered_a_passkey_who_cannot_or_need_not() {
    let (server, app) = server().await;
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&app.request()).await;
    assert!(
        page.text.contains("name=\"passkeys\" value=\"\""),
        "{page:?}"
    );
    // Without script.
    assert!(!is_offered(&sign_in(&mut browser, &page, false).await));
    // To prove it anew.
    let login = app.request_with(&[("prompt", "login")]);
    let page = browser.authorize(&login).await;
    assert!(!is_offered(&sign_in(&mut browser, &page, true).await));
    // On the way to an app that has one made anyway.
    let strict = server
        .app_with("strict", |metadata| {
            metadata.minimum_acr = Some("urn:signet:acr:phr".to_owned());
        })
        .await;
    let (_, answer) = after_password(&server, &strict).await;
    assert!(!is_offered(&answer));
    // With a second factor.
    let store = &server.services.store;
    let ada = store.account_by_login("ada").await.unwrap().unwrap();
    server.authenticator(&ada.user).await;
    let (_, answer) = after_password(&server, &app).await;
    assert!(!is_offered(&answer));
    for (setting, value) in [
        ("passkey-offer", "off"),
        ("passkeys", "off"),
        ("second-factor-groups", "staff"),
    ] {
        let server = TestServer::with(&[NAMED, (setting, value)]).await;
        server.user("ada").await;
        let app = server.app("app").await;
        let (_, answer) = after_password(&server, &app).await;
        assert!(!is_offered(&answer), "{setting}");
        // Nor does anybody want to know.
        let page = Hand::new(&server).authorize(&app.request()).await;
        let asks = page.text.contains("name=\"passkeys\"");
        assert_eq!(asks, value != "off", "{setting}");
    }
}

#[actix_web::test]
async fn security_e4_e6_an_offer_is_answered_by_its_own_browser_and_session_only() {
    let (server, app) = server().await;
    let (mut browser, answer) = after_password(&server, &app).await;
    let page = browser.get(answer.location()).await;
    let (mut other, theirs) = after_password(&server, &app).await;
    let foreign = other.get(answer.location()).await;
    assert_eq!(foreign.status, StatusCode::BAD_REQUEST, "{foreign:?}");
    let forged = say(&mut other, &page, "never").await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let mut stranger = Hand::new(&server);
    let refused = stranger.get(theirs.location()).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let store = &server.services.store;
    let ada = store.account_by_login("ada").await.unwrap().unwrap();
    assert_eq!(store.passkey_offer(ada.user.id).await.unwrap(), None);
    // Whoever has waited too long goes on without it.
    server.wait(301);
    let late = browser.get(answer.location()).await;
    assert_eq!(late.status, StatusCode::SEE_OTHER);
    assert!(browser.get(late.location()).await.has_id("allow"));
}
