//! Revocation (RFC 7009).

use super::kit::{Answer, http, text, tokens};
use crate::harness::{App, Browser, TestServer};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use signet::oidc::client_metadata::{AccessTokenFormat, ClientAuthMethod};

async fn server() -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    (server, app, Browser::new())
}

async fn revoke(server: &TestServer, app: &App, token: &str) -> StatusCode {
    server.call(app, "/revoke", &[("token", token)]).await.0
}

async fn lives(server: &TestServer, tokens: &Value) -> bool {
    server
        .userinfo(text(tokens, "access_token"))
        .await
        .0
        .is_success()
}

/// security D10
#[actix_web::test]
async fn revocation_takes_effect_at_once() {
    let (server, app, browser) = server().await;
    let opaque = server
        .app_with("opaque", |metadata| {
            metadata.access_token_format = AccessTokenFormat::Opaque;
        })
        .await;
    let public = server
        .app_with("public", |metadata| {
            metadata.token_endpoint_auth_method = ClientAuthMethod::None;
        })
        .await;
    for app in [&app, &opaque, &public] {
        let given = tokens(&server, app, &browser, "ada").await;
        let other = tokens(&server, app, &browser, "ada").await;
        assert_eq!(
            revoke(&server, app, text(&given, "access_token")).await,
            StatusCode::OK
        );
        assert!(!lives(&server, &given).await);
        let (status, next) = server.refresh(app, text(&given, "refresh_token")).await;
        assert_eq!(status, StatusCode::OK, "the family goes on");
        assert!(lives(&server, &next).await);
        // A refresh token takes its access tokens with it; a used one does so too.
        assert_eq!(
            revoke(&server, app, text(&given, "refresh_token")).await,
            StatusCode::OK
        );
        assert!(!lives(&server, &next).await);
        assert_eq!(
            server.refresh(app, text(&next, "refresh_token")).await.1["error"],
            "invalid_grant"
        );
        assert!(lives(&server, &other).await, "another family lives on");
    }
}

/// security D10, C1: the answer is the same whatever the token.
#[actix_web::test]
async fn unknown_and_foreign_tokens_are_left_alone() {
    let (server, app, browser) = server().await;
    let other = server.app("other").await;
    let given = tokens(&server, &app, &browser, "ada").await;
    for name in ["access_token", "refresh_token", "id_token"] {
        assert_eq!(
            revoke(&server, &other, text(&given, name)).await,
            StatusCode::OK
        );
    }
    for unknown in ["unknown", "a.b.c"] {
        assert_eq!(revoke(&server, &app, unknown).await, StatusCode::OK);
        assert_eq!(
            revoke(&server, &app, unknown).await,
            StatusCode::OK,
            "twice"
        );
    }
    assert!(lives(&server, &given).await);
    assert_eq!(
        server.refresh(&app, text(&given, "refresh_token")).await.0,
        StatusCode::OK
    );
    let hint = [
        ("token", text(&given, "access_token")),
        ("token_type_hint", "refresh_token"),
    ];
    assert_eq!(server.call(&app, "/revoke", &hint).await.0, StatusCode::OK);
    assert!(
        !lives(&server, &given).await,
        "a wrong hint does not matter"
    );
}

/// security B1, B2, C1, protocol 156
#[actix_web::test]
async fn mistakes_are_json_errors() {
    let (server, app, _) = server().await;
    let (status, error) = server.call(&app, "/revoke", &[]).await;
    assert_eq!(
        (status, &error["error"]),
        (StatusCode::BAD_REQUEST, &"invalid_request".into())
    );
    let twice = [("token", "x"), ("token", "y")];
    assert_eq!(
        server.call(&app, "/revoke", &twice).await.1["error"],
        "invalid_request"
    );
    let request = http().post(server.url("/revoke")).form(&[("token", "x")]);
    assert!(Answer::of(request).await.is_error(401, "invalid_client"));
    let answer = Answer::of(http().request(Method::GET, server.url("/revoke?token=x"))).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
}
