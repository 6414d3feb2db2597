//! The client credentials grant: a client for itself.

use super::kit::{text, verified};
use crate::harness::{App, TestServer};
use reqwest::StatusCode;
use serde_json::Value;
use signet::oidc::client_metadata::ClientAuthMethod;

async fn machine() -> (TestServer, App) {
    let server = TestServer::start().await;
    let app = server
        .app_with("machine", |metadata| {
            metadata.redirect_uris.clear();
            metadata.grant_types = vec!["client_credentials".into(), "refresh_token".into()];
            metadata.scope = [
                "openid",
                "profile",
                "offline_access",
                "api:read",
                "api:write",
            ]
            .into_iter()
            .collect();
        })
        .await;
    (server, app)
}

async fn ask(server: &TestServer, app: &App, scope: &str) -> (StatusCode, Value) {
    let mut form = vec![("grant_type", "client_credentials")];
    if !scope.is_empty() {
        form.push(("scope", scope));
    }
    server.call(app, "/token", &form).await
}

/// protocol 95, security B15
#[actix_web::test]
async fn there_is_an_access_token_and_nothing_of_a_person() {
    let (server, app) = machine().await;
    let (status, given) = ask(&server, &app, "openid profile offline_access api:read").await;
    assert_eq!(status, StatusCode::OK, "{given}");
    assert!(given.get("refresh_token").is_none() && given.get("id_token").is_none());
    assert_eq!(
        given["scope"], "api:read",
        "scopes about people are left out, and it says so"
    );
    let (_, claims) = verified(&server, text(&given, "access_token"), "machine").await;
    assert_eq!(claims["sub"], "machine");
    assert_eq!(claims["client_id"], "machine");
    assert_eq!(claims["scope"], "api:read");
    let (status, error) = server.userinfo(text(&given, "access_token")).await;
    assert_eq!(
        (status, &error["error"]),
        (StatusCode::FORBIDDEN, &"insufficient_scope".into())
    );
    let form = [("token", text(&given, "access_token"))];
    let (_, known) = server.call(&app, "/introspect", &form).await;
    assert_eq!(
        (&known["active"], known.get("username")),
        (&Value::Bool(true), None)
    );
}

/// protocol 95, security A15
#[actix_web::test]
async fn scopes_are_limited_to_the_clients() {
    let (server, app) = machine().await;
    assert_eq!(
        ask(&server, &app, "").await.1["scope"],
        "api:read api:write",
        "all of its own"
    );
    assert_eq!(
        ask(&server, &app, "api:write root").await.1["scope"],
        "api:write"
    );
    for nothing in ["root", "openid"] {
        let (status, error) = ask(&server, &app, nothing).await;
        assert_eq!(
            (status, &error["error"]),
            (StatusCode::BAD_REQUEST, &"invalid_scope".into())
        );
    }
}

/// security B9, B15
#[actix_web::test]
async fn neither_public_clients_nor_unregistered_ones_act_for_themselves() {
    let (server, _) = machine().await;
    let public = server
        .app_with("public", |metadata| {
            metadata.token_endpoint_auth_method = ClientAuthMethod::None;
            metadata.grant_types = vec!["client_credentials".into()];
        })
        .await;
    let web = server.app("web").await;
    for app in [&public, &web] {
        let (status, error) = ask(&server, app, "").await;
        assert_eq!(
            (status, &error["error"]),
            (StatusCode::BAD_REQUEST, &"unauthorized_client".into())
        );
    }
}
