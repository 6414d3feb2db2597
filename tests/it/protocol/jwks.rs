//! The key set and its rotation.

use super::kit::{Answer, check, error_in, http, text, tokens};
use crate::harness::{Browser, Page, TestServer};
use data_encoding::BASE64URL_NOPAD;
use reqwest::StatusCode;
use serde_json::Value;
use signet::keys::rotation::Order;
use signet::oidc::SigningAlgorithm;
use std::collections::HashSet;

async fn jwks(server: &TestServer) -> Value {
    Answer::of(http().get(server.url("/jwks"))).await.json()
}

fn members<'a>(jwks: &'a Value, name: &str) -> Vec<&'a str> {
    let keys = jwks["keys"].as_array().unwrap();
    keys.iter()
        .map(|key| key[name].as_str().unwrap_or_default())
        .collect()
}

fn kid(token: &str) -> String {
    jsonwebtoken::decode_header(token).unwrap().kid.unwrap()
}

async fn tend(server: &TestServer, order: Order) {
    let keeper = server.services.key_keeper();
    keeper.tend(order).await.unwrap();
    server.services.ring.replace(keeper.ring().await.unwrap());
}

/// protocol 29 to 33, security D12, clients 2, 4.2, 4.3
#[actix_web::test]
async fn the_key_set_is_public_complete_and_in_order() {
    let server = TestServer::start().await;
    let first = jwks(&server).await;
    assert!(members(&first, "kty").starts_with(&["RSA"]), "RSA first");
    let kinds: HashSet<_> = members(&first, "alg").into_iter().collect();
    assert_eq!(
        kinds,
        HashSet::from(["RS256", "ES256"]),
        "from the first start, and no others"
    );
    for algorithm in [SigningAlgorithm::EdDSA, SigningAlgorithm::PS256] {
        let set = move |metadata: &mut signet::oidc::ClientMetadata| {
            metadata.id_token_signed_response_alg = algorithm;
        };
        server.app_with(algorithm.as_str(), set).await;
    }
    let jwks = jwks(&server).await;
    let kinds: HashSet<_> = members(&jwks, "alg").into_iter().collect();
    assert_eq!(kinds, HashSet::from(["RS256", "PS256", "ES256", "EdDSA"]));
    let order = members(&jwks, "kty");
    let rank = |kty: &str| {
        ["RSA", "EC", "OKP"]
            .iter()
            .position(|known| *known == kty)
            .unwrap()
    };
    assert!(order.is_sorted_by_key(|kty| rank(kty)), "{order:?}");
    let kids: HashSet<_> = members(&jwks, "kid").into_iter().collect();
    assert_eq!(kids.len(), order.len(), "all differ");
    for key in jwks["keys"].as_array().unwrap() {
        assert!(!key["kid"].as_str().unwrap().trim().is_empty());
        assert_eq!(key["use"], "sig");
        for private in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
            assert!(key.get(private).is_none(), "{private}");
        }
        let length = |name: &str| {
            BASE64URL_NOPAD
                .decode(key[name].as_str().unwrap().as_bytes())
                .unwrap()
                .len()
        };
        match key["kty"].as_str().unwrap() {
            "RSA" => assert!(length("n") >= 256 && length("e") >= 3),
            "EC" => assert_eq!(
                (&key["crv"], length("x"), length("y")),
                (&"P-256".into(), 32, 32)
            ),
            "OKP" => assert_eq!((&key["crv"], length("x")), (&"Ed25519".into(), 32)),
            other => panic!("{other}"),
        }
    }
}

/// issue 2 point 10, clients 2
#[actix_web::test]
async fn the_key_set_is_json_that_may_be_kept_for_a_while() {
    let server = TestServer::start().await;
    let answer = Answer::of(http().get(server.url("/jwks"))).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").contains("json"));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("cache-control"), "public, max-age=900");
    let again = http()
        .get(server.url("/jwks"))
        .header("if-none-match", answer.header("etag"));
    let again = Answer::of(again).await;
    assert_eq!(
        (again.status, again.text.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    assert_eq!(again.header("cache-control"), "public, max-age=900");
}

/// protocol 34, 35, security D13, clients 4.4
#[actix_web::test]
async fn a_rotation_leaves_no_moment_in_which_tokens_do_not_verify() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let before = jwks(&server).await;
    server.wait(3600);
    let old = tokens(&server, &app, &browser, "ada").await;
    tend(&server, Order::Rotate).await;
    let new = tokens(&server, &app, &browser, "ada").await;
    let after = jwks(&server).await;
    for (name, kty) in [("id_token", "RSA"), ("access_token", "EC")] {
        let (old, new) = (text(&old, name), text(&new, name));
        assert_ne!(kid(old), kid(new), "{name}");
        assert!(
            members(&before, "kid").contains(&kid(new).as_str()),
            "published before its first use"
        );
        for (set, token) in [(&before, old), (&before, new), (&after, old), (&after, new)] {
            check(set, &server.issuer, token, "app").unwrap();
        }
        let key = after["keys"]
            .as_array()
            .unwrap()
            .iter()
            .find(|key| key["kid"] == kid(new).as_str());
        assert_eq!(key.unwrap()["kty"], kty);
    }
    assert_eq!(
        server.userinfo(text(&old, "access_token")).await.0,
        StatusCode::OK
    );
    // The old keys stay until what they signed has expired, and go then.
    server.wait(3600);
    tend(&server, Order::Scheduled).await;
    check(
        &jwks(&server).await,
        &server.issuer,
        text(&old, "id_token"),
        "app",
    )
    .unwrap();
    server.wait(61);
    tend(&server, Order::Scheduled).await;
    let last = jwks(&server).await;
    assert!(!members(&last, "kid").contains(&kid(text(&old, "id_token")).as_str()));
    check(&last, &server.issuer, text(&new, "id_token"), "app").unwrap();
}

/// protocol 52, 143: a hint outlives the key that signed it, as long as the session may live.
#[actix_web::test]
async fn protocol_52_143_a_hint_outlives_its_key() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let old = tokens(&server, &app, &browser, "ada").await;
    let old = text(&old, "id_token");
    tend(&server, Order::Rotate).await;
    server.wait(3_661);
    tend(&server, Order::Scheduled).await;
    let published = jwks(&server).await;
    assert!(!members(&published, "kid").contains(&kid(old).as_str()));

    let silent = app.request_with(&[("prompt", "none"), ("id_token_hint", old)]);
    let response = browser.authorize(&server, &silent).await;
    assert_eq!(error_in(&response), "");
    let hint = [("id_token_hint", old)];
    let response = browser.post(&server.url("/logout"), &hint).await;
    let page = Page::of(response).await;
    assert!(page.status.is_success() && page.has_id("logged-out"));
    let silent = app.request_with(&[("prompt", "none")]);
    let response = browser.authorize(&server, &silent).await;
    assert_eq!(error_in(&response), "login_required");
}

/// protocol 52: a key that is gone for longer than a session lives, or in an emergency, is no more.
#[actix_web::test]
async fn protocol_52_a_hint_ends_with_the_sessions_or_in_an_emergency() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let old = tokens(&server, &app, &browser, "ada").await;
    tend(&server, Order::Rotate).await;
    server.wait(3_661);
    tend(&server, Order::Scheduled).await;
    let past = async || server.services.store.past_keys().await.unwrap();
    let error = async |old: &Value| {
        let hint = app.request_with(&[("id_token_hint", text(old, "id_token"))]);
        error_in(&browser.authorize(&server, &hint).await)
    };
    assert_eq!((error(&old).await.as_str(), past().await.len()), ("", 2));
    tend(&server, Order::Emergency).await;
    assert_eq!(error(&old).await, "invalid_request");
    assert_eq!(past().await, []);

    let old = tokens(&server, &app, &browser, "ada").await;
    tend(&server, Order::Rotate).await;
    server.wait(3_661);
    tend(&server, Order::Scheduled).await;
    server.wait(3_661);
    tend(&server, Order::Scheduled).await;
    assert_eq!(past().await.len(), 2);
    server.wait(14 * 86_400);
    assert_eq!(error(&old).await, "invalid_request");
    tend(&server, Order::Scheduled).await;
    assert_eq!(past().await, []);
}

/// security D13: a rotation that is ordered too early waits until the next key was published long enough.
#[actix_web::test]
async fn a_key_does_not_sign_before_it_was_published_long_enough() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    // The first `next` was in every key set ever served and may sign at once; its successor may not.
    tend(&server, Order::Rotate).await;
    let old = tokens(&server, &app, &browser, "ada").await;
    let published = jwks(&server).await;
    server.wait(60);
    tend(&server, Order::Rotate).await;
    let same = tokens(&server, &app, &browser, "ada").await;
    assert_eq!(kid(text(&same, "id_token")), kid(text(&old, "id_token")));
    server.wait(3600);
    tend(&server, Order::Scheduled).await;
    let new = tokens(&server, &app, &browser, "ada").await;
    let new = kid(text(&new, "id_token"));
    assert_ne!(new, kid(text(&old, "id_token")));
    assert!(members(&published, "kid").contains(&new.as_str()));
}

/// issue 2 point 9
#[actix_web::test]
async fn an_emergency_voids_what_the_old_keys_signed() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let old = tokens(&server, &app, &browser, "ada").await;
    let before = jwks(&server).await;
    // The token has been seen, so its signature is not checked again.
    let seen = server.userinfo(text(&old, "access_token")).await;
    assert_eq!(seen.0, StatusCode::OK);
    tend(&server, Order::Emergency).await;
    let after = jwks(&server).await;
    for kid in members(&before, "kid") {
        assert!(!members(&after, "kid").contains(&kid), "all go at once");
    }
    assert_eq!(
        server.userinfo(text(&old, "access_token")).await.0,
        StatusCode::UNAUTHORIZED
    );
    let hint = app.request_with(&[("id_token_hint", text(&old, "id_token"))]);
    assert_eq!(
        error_in(&browser.authorize(&server, &hint).await),
        "invalid_request"
    );
    let (status, new) = server.refresh(&app, text(&old, "refresh_token")).await;
    assert_eq!(status, StatusCode::OK, "people stay signed in");
    check(&after, &server.issuer, text(&new, "id_token"), "app").unwrap();
    assert_eq!(
        server.userinfo(text(&new, "access_token")).await.0,
        StatusCode::OK
    );
}

/// The server itself notices what another process has done to the keys.
#[actix_web::test]
async fn a_running_server_notices_a_rotation() {
    let server = TestServer::start().await;
    let before = jwks(&server).await;
    server
        .services
        .key_keeper()
        .tend(Order::Emergency)
        .await
        .unwrap();
    for _ in 0..50 {
        if jwks(&server).await != before {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the old keys are still published");
}
