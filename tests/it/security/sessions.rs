//! Sessions and their cookies (security E1 to E3, E10, L2).

use super::hand::Hand;
use crate::harness::{PASSWORD, TestServer, claims};
use data_encoding::BASE64URL_NOPAD;
use reqwest::StatusCode;
use signet::secret::Secret;

#[actix_web::test]
async fn security_e1_each_sign_in_makes_a_new_session_and_ends_the_old_one() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    let first = browser.clone();

    let page = browser
        .authorize(&app.request_with(&[("prompt", "login")]))
        .await;
    assert!(page.has_id("login"), "{page:?}");
    browser.sign_in(&page, "ada", PASSWORD).await;

    assert_ne!(first.session(), browser.session());
    assert_eq!(first.clone().who().await, None);
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
}

#[actix_web::test]
async fn security_e1_a_session_chosen_by_somebody_else_is_not_taken_over() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    let planted = BASE64URL_NOPAD.encode(&[7; 48]);
    browser
        .jar
        .insert("signet-session".to_owned(), planted.clone());
    browser.enter("ada").await;
    assert_ne!(browser.session(), Some(&planted));
    let mut attacker = Hand::new(&server);
    attacker.jar.insert("signet-session".to_owned(), planted);
    assert_eq!(attacker.who().await, None);
}

/// Apps learn the session's identifier as `sid`: knowing it must not be enough to end it.
#[actix_web::test]
async fn security_e1_naming_a_session_in_a_forged_cookie_does_not_end_it() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    server.user("eve").await;
    let mut ada = Hand::new(&server);
    let code = ada.code(&app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    let id_token = claims(tokens["id_token"].as_str().unwrap());
    let sid: uuid::Uuid = id_token["sid"].as_str().unwrap().parse().unwrap();

    let mut forged = sid.as_bytes().to_vec();
    forged.extend([0; 32]);
    let mut eve = Hand::new(&server);
    eve.jar
        .insert("signet-session".to_owned(), BASE64URL_NOPAD.encode(&forged));
    eve.enter("eve").await;

    assert_eq!(ada.who().await.as_deref(), Some("ada"));
    let (status, _) = server
        .refresh(&app, tokens["refresh_token"].as_str().unwrap())
        .await;
    assert_eq!(status, StatusCode::OK);
}

#[actix_web::test]
async fn security_e2_a_session_ends_when_it_lies_idle() {
    let server = TestServer::with(&[("session-idle", "1h")]).await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    for _ in 0..3 {
        server.wait(3599);
        assert_eq!(browser.who().await.as_deref(), Some("ada"));
        // As the background work does once a minute.
        signet::jobs::flush(&server.services).await;
    }
    server.wait(3600);
    assert_eq!(browser.who().await, None);
}

#[actix_web::test]
async fn security_e2_a_session_ends_at_its_absolute_limit_however_it_is_used() {
    let server = TestServer::with(&[("session-idle", "1h"), ("session-absolute", "2h")]).await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    for _ in 0..3 {
        server.wait(1800);
        assert_eq!(browser.who().await.as_deref(), Some("ada"));
    }
    server.wait(1800);
    assert_eq!(browser.who().await, None);
}

#[actix_web::test]
async fn security_e2_a_session_cookie_is_good_to_the_last_bit_only() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    let good = browser.session().unwrap().clone();
    let bytes = BASE64URL_NOPAD.decode(good.as_bytes()).unwrap();
    // 16 bytes name the session, at least 16 random ones prove it.
    assert!(bytes.len() >= 32, "{}", bytes.len());
    let mut variants = vec![
        good[..good.len() - 1].to_owned(),
        format!("{good}A"),
        format!("{good}="),
        String::new(),
    ];
    for position in [16, 20, bytes.len() - 1] {
        let mut changed = bytes.clone();
        changed[position] ^= 1;
        variants.push(BASE64URL_NOPAD.encode(&changed));
    }
    for variant in variants {
        let mut thief = Hand::new(&server);
        thief
            .jar
            .insert("signet-session".to_owned(), variant.clone());
        assert_eq!(thief.who().await, None, "{variant}");
    }
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
}

/// Both cookies as a browser gets them, but for the one that script may read (protocol 149).
async fn set_cookies(server: &TestServer) -> Vec<String> {
    let mut all = sign_in_cookies(server).await;
    all.retain(|cookie| !cookie.contains("session-state"));
    assert_eq!(all.len(), 2, "{all:?}");
    all
}

/// Every cookie that a browser gets by signing in.
pub async fn sign_in_cookies(server: &TestServer) -> Vec<String> {
    server.user("ada").await;
    let mut browser = Hand::new(server);
    let page = browser.get("/account").await;
    let answer = browser.try_sign_in(&page, "ada", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    let mut all = Vec::new();
    for seen in [&page, &answer] {
        for value in seen.headers.get_all("set-cookie") {
            all.push(value.to_str().unwrap().to_owned());
        }
    }
    all
}

#[actix_web::test]
async fn security_e3_cookies_on_loopback() {
    let server = TestServer::start().await;
    for cookie in set_cookies(&server).await {
        assert!(cookie.starts_with("signet-"), "{cookie}");
        for attribute in ["; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Secure") && !cookie.contains("Domain"));
    }
}

#[actix_web::test]
async fn security_e3_cookies_under_https() {
    let server = TestServer::with(&[("issuer", "https://id.example")]).await;
    for cookie in set_cookies(&server).await {
        assert!(cookie.starts_with("__Host-signet-"), "{cookie}");
        for attribute in ["; HttpOnly", "; SameSite=Lax", "; Secure"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(cookie.ends_with("; Path=/") || cookie.contains("; Path=/;"));
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}

#[actix_web::test]
async fn security_e3_cookies_under_https_below_a_path() {
    let server = TestServer::with(&[("issuer", "https://example.com/id")]).await;
    for cookie in set_cookies(&server).await {
        assert!(cookie.starts_with("__Secure-signet-"), "{cookie}");
        for attribute in ["; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/id"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
    }
}

#[actix_web::test]
async fn security_e10_a_disabled_persons_sessions_and_tokens_are_dead() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let ada = server.user("ada").await;
    let mut browser = Hand::new(&server);
    let code = browser.code(&app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    let unused = browser.code(&app, "ada").await;
    let consent = browser
        .authorize(&app.request_with(&[("prompt", "consent")]))
        .await;

    let store = &server.services.store;
    let now = server.services.now();
    store.set_disabled(ada.id, true, now).await.unwrap();

    assert_eq!(browser.who().await, None);
    let decided = browser.decide(&consent, "allow").await;
    assert_eq!(decided.status, StatusCode::FORBIDDEN);
    server.assert_dead(&app, &tokens, &[&unused]).await;

    // Enabled again, nothing comes back to life.
    store.set_disabled(ada.id, false, now).await.unwrap();
    assert_eq!(browser.who().await, None);
    server.assert_dead(&app, &tokens, &[]).await;
}

#[actix_web::test]
async fn security_e10_a_new_password_ends_sessions_and_tokens() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let ada = server.user("ada").await;
    let mut browser = Hand::new(&server);
    let code = browser.code(&app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    let new = Secret::new("another horse entirely".to_owned());
    let hash = server.services.hasher.hash(&new).await.unwrap();
    let now = server.services.now();
    let store = &server.services.store;
    store.set_password(ada.id, hash, true, now).await.unwrap();
    assert_eq!(browser.who().await, None);
    server.assert_dead(&app, &tokens, &[]).await;
}
