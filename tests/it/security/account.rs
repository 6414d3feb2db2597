//! Signing out, and what a person ends on the account page (security E8, E9, E11).

use super::hand::{Hand, Seen, encode};
use crate::harness::{PASSWORD, TestServer};
use reqwest::StatusCode;
use serde_json::Value;

async fn signed_in(server: &TestServer, name: &str) -> (Hand, crate::harness::App, Value) {
    let app = server
        .app_with("app", |metadata| {
            metadata.post_logout_redirect_uris = vec!["https://app.example/bye".into()];
        })
        .await;
    server.user(name).await;
    let mut browser = Hand::new(server);
    let code = browser.code(&app, name).await;
    let (status, tokens) = server.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::OK);
    (browser, app, tokens)
}

async fn confirm(browser: &mut Hand, question: &Seen, decision: &str) -> Seen {
    let form = [
        ("request", question.hidden("request")),
        ("form_token", question.hidden("form_token")),
        ("decision", decision.to_owned()),
    ];
    let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.post("/logout/confirm", &form).await
}

#[actix_web::test]
async fn security_e8_without_an_own_hint_the_session_lives_until_the_person_confirms() {
    let server = TestServer::start().await;
    let (mut browser, app, tokens) = signed_in(&server, "ada").await;
    server.user("bob").await;
    let mut bob = Hand::new(&server);
    let code = bob.code(&app, "bob").await;
    let (_, of_bob) = server.redeem(&app, &code).await;
    let hint_of_bob = of_bob["id_token"].as_str().unwrap();
    for query in [
        String::new(),
        encode(&[("client_id", "app")]),
        encode(&[("id_token_hint", hint_of_bob)]),
        encode(&[("id_token_hint", "forged.jwt.here")]),
        encode(&[("id_token_hint", tokens["access_token"].as_str().unwrap())]),
    ] {
        let seen = browser.get(&format!("/logout?{query}")).await;
        assert!(seen.has_id("logout") || seen.has_id("error"), "{seen:?}");
        assert_eq!(browser.who().await.as_deref(), Some("ada"), "{query}");
    }
    let question = browser.get("/logout").await;
    let seen = confirm(&mut browser, &question, "logout").await;
    assert!(seen.has_id("logged-out"), "{seen:?}");
    assert_eq!(browser.who().await, None);
    assert_eq!(bob.who().await.as_deref(), Some("bob"));
}

#[actix_web::test]
async fn security_e8_whoever_stays_signed_in_stays_signed_in() {
    let server = TestServer::start().await;
    let (mut browser, _, _) = signed_in(&server, "ada").await;
    let question = browser.get("/logout").await;
    assert!(question.has_id("stay"));
    confirm(&mut browser, &question, "stay").await;
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
}

#[actix_web::test]
async fn security_e10_after_sign_out_the_session_and_its_tokens_are_dead_on_the_server() {
    let server = TestServer::start().await;
    let (mut browser, app, tokens) = signed_in(&server, "ada").await;
    let unused = browser.code(&app, "ada").await;
    let stolen = browser.clone();
    let hint = tokens["id_token"].as_str().unwrap();
    let query = encode(&[
        ("id_token_hint", hint),
        ("post_logout_redirect_uri", "https://app.example/bye"),
        ("state", "a b"),
    ]);
    let seen = browser.get(&format!("/logout?{query}")).await;
    assert_eq!(seen.location(), "https://app.example/bye?state=a%20b");
    assert_eq!(stolen.clone().who().await, None);
    server.assert_dead(&app, &tokens, &[&unused]).await;
}

#[actix_web::test]
async fn security_e9_nobody_is_sent_to_an_address_that_is_not_registered() {
    let server = TestServer::start().await;
    let (mut browser, _, tokens) = signed_in(&server, "ada").await;
    let hint = tokens["id_token"].as_str().unwrap();
    for address in [
        "https://evil.example/",
        "https://app.example/bye/",
        "https://app.example/bye?x=1",
        "https://app.example/BYE",
        "https://app.example/callback",
        "//evil.example",
        "javascript:alert(1)",
    ] {
        let query = encode(&[
            ("id_token_hint", hint),
            ("post_logout_redirect_uri", address),
        ]);
        let seen = browser.get(&format!("/logout?{query}")).await;
        assert!(seen.location().is_empty(), "{address}: {seen:?}");
        assert!(!seen.text.contains(&format!("href=\"{address}")));
    }
    // Without a client there is no address that could be right.
    let query = encode(&[("post_logout_redirect_uri", "https://app.example/bye")]);
    let mut browser = Hand::new(&server);
    let seen = browser.get(&format!("/logout?{query}")).await;
    assert!(seen.location().is_empty() && !seen.text.contains("href=\"https://app.example"));
}

/// The form on the account page that holds `mark`.
fn form_with(page: &Seen, path: &str, mark: &str) -> Option<String> {
    let forms = page.text.split("<form").skip(1);
    forms
        .filter(|form| form.contains(&format!("action=\"{path}\"")))
        .map(|form| form.split("</form>").next().unwrap_or_default().to_owned())
        .find(|form| form.contains(mark))
}

#[actix_web::test]
async fn security_e11_a_person_ends_sessions_of_their_own_and_nobody_elses() {
    let server = TestServer::start().await;
    let (mut here, _, _) = signed_in(&server, "ada").await;
    let mut phone = Hand::new(&server).with("user-agent", "Mozilla/5.0 (iPhone) Safari/600");
    phone.enter("ada").await;
    server.user("bob").await;
    let mut bob = Hand::new(&server);
    bob.enter("bob").await;

    let page = here.get("/account").await;
    let form = form_with(&page, "/account/end-session", "session").unwrap();
    assert!(page.text.contains("iPhone"), "{}", page.text);
    let session_of = |hand: &Hand| {
        let value = hand.session().unwrap().as_bytes();
        let bytes = data_encoding::BASE64URL_NOPAD.decode(value).unwrap();
        uuid::Uuid::from_slice(&bytes[..16]).unwrap().to_string()
    };
    let token = crate::harness::hidden(&page.text, "form_token").unwrap();
    assert!(form.contains("form_token"));
    for session in [session_of(&bob), "nonsense".to_owned(), session_of(&phone)] {
        let form = [("form_token", token.as_str()), ("session", &session)];
        let seen = here.post("/account/end-session", &form).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(phone.who().await, None);
    assert_eq!(bob.who().await.as_deref(), Some("bob"));
    assert_eq!(here.who().await.as_deref(), Some("ada"));
}

#[actix_web::test]
async fn security_e11_a_withdrawn_consent_ends_the_apps_tokens_and_is_asked_for_again() {
    let server = TestServer::start().await;
    let (mut browser, app, tokens) = signed_in(&server, "ada").await;
    let unused = browser.code(&app, "ada").await;
    let page = browser.get("/account").await;
    assert!(page.text.contains("The app app"));
    let token = page.hidden("form_token");
    let form = [("form_token", token.as_str()), ("client_id", "app")];
    let seen = browser.post("/account/withdraw", &form).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);

    server.assert_dead(&app, &tokens, &[&unused]).await;
    assert!(browser.authorize(&app.request()).await.has_id("allow"));
    assert!(!browser.get("/account").await.text.contains("The app app"));
}

#[actix_web::test]
async fn security_f9_credentials_are_taken_from_the_body_alone() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    let page = browser.get("/account").await;
    let all = encode(&[
        ("request", &page.hidden("request")),
        ("form_token", &page.hidden("form_token")),
        ("username", "ada"),
        ("password", PASSWORD),
    ]);
    let seen = browser.get(&format!("/sign-in?{all}")).await;
    assert_eq!(seen.status, StatusCode::METHOD_NOT_ALLOWED);
    let seen = browser.post(&format!("/sign-in?{all}"), &[]).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    let seen = browser
        .try_sign_in(&page, "ada", "a password that is wrong")
        .await;
    assert!(!seen.text.contains("a password that is wrong"));
    assert!(browser.session().is_none());
}
