//! The userinfo endpoint: how the token comes, and what is answered.

use super::kit::{Answer, http, id_claims, text, tokens};
use crate::harness::{App, Browser, TestServer};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use std::collections::HashSet;
use uuid::Uuid;

async fn with_tokens() -> (TestServer, App, Browser, Value) {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&server, &app, &browser, "ada").await;
    (server, app, browser, given)
}

/// protocol 110, 111, 119, security I3
#[actix_web::test]
async fn get_and_post_with_header_or_form_answer_the_same() {
    let (server, _, _, given) = with_tokens().await;
    let (url, token) = (server.url("/userinfo"), text(&given, "access_token"));
    let requests = [
        http().get(&url).bearer_auth(token),
        http().post(&url).bearer_auth(token),
        http().post(&url).bearer_auth(token).form(&[("x", "y")]),
        http().post(&url).form(&[("access_token", token)]),
        http()
            .get(&url)
            .bearer_auth(token)
            .header("accept", "application/json; charset=utf-8"),
    ];
    for request in requests {
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert!(
            answer
                .header("content-type")
                .starts_with("application/json")
        );
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(!answer.header("date").is_empty());
        assert_eq!(answer.json()["sub"], id_claims(&given)["sub"]);
        assert_eq!(answer.json()["email"], "ada@example.com");
    }
    for method in [Method::PUT, Method::DELETE] {
        let answer = Answer::of(http().request(method, &url).bearer_auth(token)).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    }
}

/// protocol 119, FAPI 1 Baseline 6.2.1: an answer bears the request's own identifier or a new one.
#[actix_web::test]
async fn protocol_119_answers_bear_an_interaction_id() {
    let (server, _, _, given) = with_tokens().await;
    let (url, token) = (server.url("/userinfo"), text(&given, "access_token"));
    let id = "C770AEF3-6784-41F7-8E0E-FF5F97BDDB3A";
    let requests = || {
        [
            (http().get(&url).bearer_auth(token), 200),
            (http().post(&url).form(&[("access_token", token)]), 200),
            (http().get(&url), 401),
            (http().get(&url).bearer_auth("wrong"), 401),
            (http().post(&url).json(&0), 415),
        ]
    };
    for (request, status) in requests() {
        let answer = Answer::of(request.header("x-fapi-interaction-id", id)).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("x-fapi-interaction-id"), id);
    }
    let mut made = HashSet::new();
    for (request, status) in requests() {
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, status);
        assert!(made.insert(answer.header("x-fapi-interaction-id").to_owned()));
    }
    for wrong in [
        "x",
        "",
        "c770aef3678441f78e0eff5f97bddb3a",
        "{c770aef3-6784-41f7-8e0e-ff5f97bddb3}",
    ] {
        let request = http().get(&url).bearer_auth(token);
        let answer = Answer::of(request.header("x-fapi-interaction-id", wrong)).await;
        assert!(made.insert(answer.header("x-fapi-interaction-id").to_owned()));
    }
    for id in made {
        assert_eq!(id.len(), 36);
        let id = Uuid::try_parse(&id).unwrap();
        assert_eq!(id.get_variant(), uuid::Variant::RFC4122);
    }
}

/// protocol 117, security D7, clients 2
#[actix_web::test]
async fn without_a_good_token_it_is_401_with_a_challenge() {
    let (server, _, browser, given) = with_tokens().await;
    let (url, token) = (server.url("/userinfo"), text(&given, "access_token"));
    let in_url = format!("{url}?access_token={token}");
    let none = [
        http().get(&url),
        http().post(&url),
        http().get(&in_url),
        http().post(&in_url),
        http().get(&url).header("authorization", "Basic YTpi"),
        http()
            .get(&url)
            .header("cookie", format!("access_token={token}")),
        http()
            .get(&url)
            .header("authorization", format!("Bearer{token}")),
        browser.http.get(&url),
        http().get(&url).header("authorization", "Bearer "),
    ];
    for request in none {
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(
            answer.header("www-authenticate").starts_with("Bearer "),
            "{:?}",
            answer.headers
        );
        assert!(
            !answer.header("www-authenticate").contains("error="),
            "RFC 6750 3.1"
        );
    }
    for bad in ["wrong", "a.b.c", "x y"] {
        let request = http()
            .get(&url)
            .header("authorization", format!("Bearer {bad}"));
        let answer = Answer::of(request).await;
        assert!(
            answer.is_error(401, "invalid_token"),
            "{bad:?} {}",
            answer.text
        );
        assert!(
            answer
                .header("www-authenticate")
                .contains("error=\"invalid_token\"")
        );
    }
    let doubled = http().get(&url).bearer_auth(token).bearer_auth(token);
    assert!(Answer::of(doubled).await.status.is_client_error());
    let both = http()
        .post(&url)
        .bearer_auth(token)
        .form(&[("access_token", token)]);
    assert!(Answer::of(both).await.is_error(400, "invalid_request"));
    let twice = http()
        .post(&url)
        .form(&[("access_token", token), ("access_token", token)]);
    assert!(Answer::of(twice).await.is_error(400, "invalid_request"));
}

/// protocol 117, security D10, E10
#[actix_web::test]
async fn expired_and_revoked_tokens_are_refused() {
    let (server, app, browser, given) = with_tokens().await;
    server.wait(899);
    assert_eq!(
        server.userinfo(text(&given, "access_token")).await.0,
        StatusCode::OK
    );
    server.wait(1);
    assert_eq!(
        server.userinfo(text(&given, "access_token")).await.0,
        StatusCode::UNAUTHORIZED
    );
    let given = tokens(&server, &app, &browser, "ada").await;
    server
        .call(&app, "/revoke", &[("token", text(&given, "access_token"))])
        .await;
    assert_eq!(
        server.userinfo(text(&given, "access_token")).await.0,
        StatusCode::UNAUTHORIZED
    );
}

/// security D8
#[actix_web::test]
async fn insufficient_scope_is_403_and_says_so() {
    let (server, app, browser, _) = with_tokens().await;
    let given =
        super::kit::tokens_with(&server, &app, &browser, "ada", &[("scope", "email")]).await;
    let answer = Answer::of(
        http()
            .get(server.url("/userinfo"))
            .bearer_auth(text(&given, "access_token")),
    )
    .await;
    assert!(answer.is_error(403, "insufficient_scope"));
    assert!(
        answer
            .header("www-authenticate")
            .contains("error=\"insufficient_scope\"")
    );
    assert!(!answer.text.contains("ada@"));
}
