//! Introspection (RFC 7662).

use super::kit::{Answer, http, id_claims, text, tokens, tokens_with};
use crate::harness::{App, Browser, TestServer};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use signet::oidc::ScopeSet;
use signet::oidc::client_metadata::{AccessTokenFormat, ClientAuthMethod};

async fn with_tokens() -> (TestServer, App, Browser, Value) {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&server, &app, &browser, "ada").await;
    (server, app, browser, given)
}

async fn known(server: &TestServer, app: &App, token: &str) -> Value {
    let (status, known) = server.call(app, "/introspect", &[("token", token)]).await;
    assert_eq!(status, StatusCode::OK, "{known}");
    known
}

/// security D11, clients 1 (Dovecot)
#[actix_web::test]
async fn a_live_token_is_described() {
    let (server, app, _, given) = with_tokens().await;
    let access = known(&server, &app, text(&given, "access_token")).await;
    assert_eq!(access["active"], true);
    assert_eq!(access["sub"], id_claims(&given)["sub"]);
    assert_eq!(access["client_id"], "app");
    assert_eq!(access["scope"], "openid profile email");
    assert_eq!(access["token_type"], "Bearer");
    assert_eq!(access["username"], "ada");
    assert_eq!(access["email"], "ada@example.com");
    assert_eq!(access["iss"], server.issuer);
    assert!(access["exp"].is_i64() && access["iat"].is_i64());
    let refresh = known(&server, &app, text(&given, "refresh_token")).await;
    assert_eq!(refresh["active"], true);
    assert_eq!(refresh["client_id"], "app");
}

/// security D11
#[actix_web::test]
async fn what_does_not_hold_or_is_not_the_callers_is_inactive_and_nothing_else() {
    let (server, app, browser, given) = with_tokens().await;
    let inactive = json!({"active": false});
    let other = server.app("other").await;
    for name in ["access_token", "refresh_token"] {
        assert_eq!(
            known(&server, &other, text(&given, name)).await,
            inactive,
            "another's {name}"
        );
    }
    for unknown in ["unknown", "a.b.c", text(&given, "id_token")] {
        assert_eq!(known(&server, &app, unknown).await, inactive);
    }
    let (_, next) = server.refresh(&app, text(&given, "refresh_token")).await;
    assert_eq!(
        known(&server, &app, text(&given, "refresh_token")).await,
        inactive,
        "used"
    );
    server
        .call(&app, "/revoke", &[("token", text(&next, "access_token"))])
        .await;
    assert_eq!(
        known(&server, &app, text(&next, "access_token")).await,
        inactive,
        "revoked"
    );
    assert_eq!(
        known(&server, &app, text(&next, "refresh_token")).await["active"],
        true
    );
    server.wait(3600);
    assert_eq!(
        known(&server, &app, text(&given, "access_token")).await,
        inactive,
        "expired"
    );
    let given = tokens(&server, &app, &browser, "ada").await;
    server
        .call(&app, "/revoke", &[("token", text(&given, "refresh_token"))])
        .await;
    for name in ["access_token", "refresh_token"] {
        assert_eq!(
            known(&server, &app, text(&given, name)).await,
            inactive,
            "{name} of an ended family"
        );
    }
    let ada = id_claims(&given)["sub"].as_str().unwrap().parse().unwrap();
    let given = tokens(&server, &app, &browser, "ada").await;
    let now = signet::clock::Clock::now(server.clock.as_ref());
    server
        .services
        .store
        .set_disabled(ada, true, now)
        .await
        .unwrap();
    for name in ["access_token", "refresh_token"] {
        assert_eq!(
            known(&server, &app, text(&given, name)).await,
            inactive,
            "{name} of a disabled account"
        );
    }
}

/// security B13, D11: what the token endpoint would refuse by now.
#[actix_web::test]
async fn a_refresh_token_that_gets_nothing_any_more_is_inactive() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let offline = [
        ("scope", "openid email offline_access"),
        ("prompt", "consent"),
    ];
    let given = tokens_with(&server, &app, &browser, "ada", &offline).await;
    let token = text(&given, "refresh_token");
    let register = async |scope: &str, groups: &[&str]| {
        let scope = ScopeSet::parse(scope);
        let groups = groups.iter().map(|&name| name.to_owned()).collect();
        let app = server.app_with("app", |metadata| {
            metadata.scope = scope;
            metadata.allowed_groups = groups;
        });
        app.await;
    };
    let is_refused = async || {
        let (status, answer) = server.refresh(&app, token).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
        assert_eq!(known(&server, &app, token).await, json!({"active": false}));
    };
    register("openid offline_access", &[]).await;
    let left = known(&server, &app, token).await;
    assert_eq!(left["scope"], "openid offline_access", "{left}");
    register("profile", &[]).await;
    is_refused().await;
    register("openid offline_access", &["others"]).await;
    is_refused().await;

    // Without offline_access it ends with the session.
    register("openid email", &[]).await;
    assert_eq!(known(&server, &app, token).await["active"], true);
    let hint = [("id_token_hint", text(&given, "id_token"))];
    browser.post(&server.url("/logout"), &hint).await;
    is_refused().await;
    register("openid email offline_access", &[]).await;
    assert_eq!(known(&server, &app, token).await["active"], true);
}

/// RFC 7662 §4: a resource server in the audience may ask, by its own credentials.
#[actix_web::test]
async fn a_resource_server_in_the_audience_may_ask() {
    let (server, _, browser, _) = with_tokens().await;
    let api = server.app("api").await;
    for format in [AccessTokenFormat::Jwt, AccessTokenFormat::Opaque] {
        let app = server
            .app_with(&format!("for-{format:?}"), |metadata| {
                metadata.access_token_format = format;
                metadata.access_token_audience = vec!["api".into()];
            })
            .await;
        let given = tokens(&server, &app, &browser, "ada").await;
        let found = known(&server, &api, text(&given, "access_token")).await;
        assert_eq!(
            (&found["active"], &found["aud"]),
            (&json!(true), &json!("api"))
        );
        assert_eq!(
            known(&server, &api, text(&given, "refresh_token")).await,
            json!({"active": false})
        );
    }
}

/// security C1, D11, B1, B2
#[actix_web::test]
async fn it_takes_a_posted_form_of_a_client_with_a_secret() {
    let (server, app, _, given) = with_tokens().await;
    let token = text(&given, "access_token");
    let public = server
        .app_with("public", |metadata| {
            metadata.token_endpoint_auth_method = ClientAuthMethod::None;
        })
        .await;
    let (status, error) = server
        .call(&public, "/introspect", &[("token", token)])
        .await;
    assert_eq!(
        (status, &error["error"]),
        (StatusCode::UNAUTHORIZED, &"invalid_client".into())
    );
    let (status, error) = server.call(&app, "/introspect", &[]).await;
    assert_eq!(
        (status, &error["error"]),
        (StatusCode::BAD_REQUEST, &"invalid_request".into())
    );
    let twice = [("token", token), ("token", token)];
    assert_eq!(
        server.call(&app, "/introspect", &twice).await.1["error"],
        "invalid_request"
    );
    let hinted = [("token", token), ("token_type_hint", "nonsense")];
    assert_eq!(
        server.call(&app, "/introspect", &hinted).await.1["active"],
        true
    );
    let by_token = http()
        .post(server.url("/introspect"))
        .bearer_auth(token)
        .form(&[("token", token)]);
    assert!(Answer::of(by_token).await.is_error(401, "invalid_client"));
    let answer = Answer::of(http().request(Method::GET, server.url("/introspect"))).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
}
