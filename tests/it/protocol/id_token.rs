//! ID tokens, checked as a client's library checks them.

use super::kit::{answer, id_claims, text, tokens, tokens_with, verified};
use crate::harness::{App, Browser, TestServer};
use aws_lc_rs::digest::{SHA256, SHA512, digest};
use data_encoding::BASE64URL_NOPAD;
use reqwest::StatusCode;
use signet::clock::Clock;
use signet::oidc::SigningAlgorithm;

async fn signed_in() -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    (server, app, Browser::new())
}

/// protocol 98, 105, security D1, clients 2, 4.2, 4.3
#[actix_web::test]
async fn every_algorithm_verifies_by_the_published_keys() {
    let (server, default, browser) = signed_in().await;
    let mut apps = vec![("RS256", default)];
    for algorithm in SigningAlgorithm::ALL {
        let id = format!("app-{algorithm}");
        let app = server
            .app_with(&id, |metadata| {
                metadata.id_token_signed_response_alg = algorithm;
            })
            .await;
        apps.push((algorithm.as_str(), app));
    }
    for (algorithm, app) in &apps {
        let given = tokens(&server, app, &browser, "ada").await;
        let (header, claims) = verified(&server, text(&given, "id_token"), &app.id).await;
        assert_eq!(format!("{:?}", header.alg), *algorithm);
        assert_eq!(header.typ.as_deref(), Some("JWT"));
        let raw = text(&given, "id_token").split('.').next().unwrap();
        let raw = BASE64URL_NOPAD.decode(raw.as_bytes()).unwrap();
        let raw: serde_json::Value = serde_json::from_slice(&raw).unwrap();
        assert_eq!(
            raw.as_object().unwrap().len(),
            3,
            "alg, kid and typ only: {raw}"
        );
        // OpenID Connect Core 3.1.3.6: the hash of the algorithm; Ed25519's is SHA-512.
        let hash = if *algorithm == "EdDSA" {
            &SHA512
        } else {
            &SHA256
        };
        let hash = digest(hash, text(&given, "access_token").as_bytes());
        let half = &hash.as_ref()[..hash.as_ref().len() / 2];
        assert_eq!(
            claims["at_hash"],
            BASE64URL_NOPAD.encode(half),
            "{algorithm}"
        );
        let (_, refreshed) = server.refresh(app, text(&given, "refresh_token")).await;
        verified(&server, text(&refreshed, "id_token"), &app.id).await;
    }
}

/// protocol 99 to 104, 107, 108, clients 2
#[actix_web::test]
async fn the_claims_are_those_of_the_standard_and_no_others() {
    let (server, app, browser) = signed_in().await;
    let given = tokens(&server, &app, &browser, "ada").await;
    let claims = id_claims(&given);
    let now = server.clock.now().0;
    assert_eq!(claims["iss"], server.issuer);
    assert_eq!(claims["aud"], "app", "a plain string");
    assert_eq!(claims["iat"], now);
    assert_eq!(claims["auth_time"], now);
    let lasts = claims["exp"].as_i64().unwrap() - now;
    assert!((1..=86400).contains(&lasts));
    let sub = claims["sub"].as_str().unwrap();
    assert!((1..=255).contains(&sub.len()) && sub.bytes().all(|byte| byte.is_ascii_graphic()));
    assert!(!claims["acr"].as_str().unwrap().is_empty());
    assert_eq!(claims["amr"], serde_json::json!(["pwd"]));
    assert!(claims["sid"].is_string());
    let mut names: Vec<_> = claims
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    let expected = [
        "acr",
        "amr",
        "at_hash",
        "aud",
        "auth_time",
        "exp",
        "iat",
        "iss",
        "nonce",
        "sid",
        "sub",
    ];
    assert_eq!(names, expected, "claims of scopes are at userinfo");
}

/// protocol 102
#[actix_web::test]
async fn the_nonce_comes_back_unchanged_or_not_at_all() {
    let (server, app, browser) = signed_in().await;
    let long = "n".repeat(384);
    for nonce in [&long, "a b&c=\u{fc}\"\\\u{1f600}"] {
        let given = tokens_with(&server, &app, &browser, "ada", &[("nonce", nonce)]).await;
        assert_eq!(id_claims(&given)["nonce"], nonce);
    }
    let given = tokens_with(&server, &app, &browser, "ada", &[("nonce", "")]).await;
    assert!(id_claims(&given).get("nonce").is_none());
}

/// protocol 101, 103, 111, security D6
#[actix_web::test]
async fn the_subject_is_the_same_everywhere_and_differs_between_people() {
    let (server, app, browser) = signed_in().await;
    let other = server.app("other").await;
    server.user("bob").await;
    let bob = tokens(&server, &app, &Browser::new(), "bob").await;
    let first = tokens(&server, &app, &browser, "ada").await;
    server.wait(500);
    let second = tokens(&server, &other, &browser, "ada").await;
    let sub = id_claims(&first)["sub"].clone();
    assert_eq!(id_claims(&second)["sub"], sub);
    assert_eq!(
        id_claims(&second)["auth_time"],
        id_claims(&first)["auth_time"]
    );
    assert_eq!(id_claims(&second)["sid"], id_claims(&first)["sid"]);
    assert_eq!(
        server.userinfo(text(&second, "access_token")).await.1["sub"],
        sub
    );
    assert_eq!(
        crate::harness::claims(text(&first, "access_token"))["sub"],
        sub
    );
    assert_ne!(id_claims(&bob)["sub"], sub);
    assert_ne!(id_claims(&bob)["sid"], id_claims(&first)["sid"]);
    for name in ["ada", "example"] {
        assert!(!sub.as_str().unwrap().contains(name));
    }
}

/// security A19: the code carries what was true when it was made.
#[actix_web::test]
async fn auth_time_is_of_the_session_that_the_code_came_from() {
    let (server, app, browser) = signed_in().await;
    browser.code(&server, &app, "ada").await;
    let signed_in_at = server.clock.now().0;
    server.wait(1000);
    let response = browser.authorize(&server, &app.request()).await;
    let code = answer(&crate::harness::location(&response))["code"].clone();
    server.wait(30);
    let (status, given) = server.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::OK);
    let claims = id_claims(&given);
    assert_eq!(claims["auth_time"], signed_in_at);
    assert_eq!(
        claims["iat"],
        signed_in_at + 1030,
        "clients 2: the second begun, never ahead"
    );
}
