//! Response types: what comes from the authorization endpoint, to whom, and bound to what.

use super::kit::{answer, error_in, id_claims, session_is_over, verified};
use crate::harness::{App, Browser, TestServer, claims};
use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::BASE64URL_NOPAD;
use reqwest::StatusCode;
use std::collections::BTreeMap;

const ALL: [&str; 6] = [
    "code",
    "id_token",
    "code id_token",
    "id_token token",
    "code token",
    "code id_token token",
];

async fn server() -> TestServer {
    let server = TestServer::with(&[("front-channel-access-tokens", "on")]).await;
    server.user("ada").await;
    server
}

async fn app(server: &TestServer, response_types: &[&str]) -> App {
    let types = response_types.iter().map(|one| (*one).to_owned());
    let types: Vec<_> = types.collect();
    server
        .app_with("app", |metadata| metadata.response_types = types)
        .await
}

/// What arrives in the fragment after a request for `response_type`.
async fn arrived(
    server: &TestServer,
    app: &App,
    browser: &Browser,
    response_type: &str,
) -> BTreeMap<String, String> {
    let request = app.request_with(&[("response_type", response_type)]);
    let response = browser.authorize(server, &request).await;
    let url = browser.arrive(server, response, "ada").await;
    assert_eq!(url.fragment().is_some(), response_type != "code", "{url}");
    answer(&url)
}

fn half_hash(text: &str) -> String {
    let hash = digest(&SHA256, text.as_bytes());
    BASE64URL_NOPAD.encode(&hash.as_ref()[..16])
}

/// protocol 7, 41, 45, 98 to 105, 107
#[actix_web::test]
async fn each_type_brings_what_it_names_and_binds_it() {
    let server = server().await;
    let app = app(&server, &ALL).await;
    let browser = Browser::new();
    for response_type in ALL {
        let got = arrived(&server, &app, &browser, response_type).await;
        let has = |word: &str| response_type.split(' ').any(|one| one == word);
        assert_eq!(got.contains_key("code"), has("code"), "{response_type}");
        assert_eq!(got.contains_key("access_token"), has("token"));
        assert_eq!(got.contains_key("id_token"), has("id_token"));
        assert_eq!(got["state"], "the state");
        assert_eq!(got["iss"], server.issuer);
        if has("token") {
            assert_eq!(got["token_type"], "Bearer");
            assert_eq!(got["expires_in"], "900");
            assert_eq!(got["scope"], "openid profile email");
            let (status, info) = server.userinfo(&got["access_token"]).await;
            assert_eq!(status, StatusCode::OK, "{info}");
        }
        let Some(id_token) = got.get("id_token") else {
            continue;
        };
        let (header, id) = verified(&server, id_token, "app").await;
        assert_eq!(format!("{:?}", header.alg), "RS256");
        assert_eq!(id["nonce"], "the nonce");
        let hashed = |name: &str| got.get(name).map(|value| half_hash(value).into());
        assert_eq!(id.get("c_hash").cloned(), hashed("code"), "{response_type}");
        assert_eq!(id.get("at_hash").cloned(), hashed("access_token"));
        assert_eq!(id.get("s_hash").cloned(), hashed("state"));
        // The claims of the scopes are here only where there is no userinfo to ask.
        assert_eq!(
            id.get("preferred_username").is_some(),
            response_type == "id_token"
        );
    }
}

/// protocol 106, 82: both ID tokens of a hybrid flow are about the same.
#[actix_web::test]
async fn a_hybrid_code_is_redeemed_and_both_tokens_agree() {
    let server = server().await;
    let app = app(&server, &["code id_token token"]).await;
    let browser = Browser::new();
    let got = arrived(&server, &app, &browser, "token code id_token").await;
    let (status, tokens) = server.redeem(&app, &got["code"]).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    let (front, back) = (claims(&got["id_token"]), id_claims(&tokens));
    for name in ["iss", "sub", "aud", "auth_time", "nonce", "acr", "sid"] {
        assert_eq!(front[name], back[name], "{name}");
    }
    assert!(back.get("at_hash").is_some());
    // A replay of the code ends what came of the code.
    let (status, _) = server.redeem(&app, &got["code"]).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let back = tokens["access_token"].as_str().unwrap();
    assert_eq!(server.userinfo(back).await.0, StatusCode::UNAUTHORIZED);
}

/// protocol 44, security A6: only what the registration names.
#[actix_web::test]
async fn a_type_that_is_not_registered_is_refused() {
    let server = server().await;
    let app = app(&server, &["code", "id_token code"]).await;
    let browser = Browser::new();
    arrived(&server, &app, &browser, "code id_token").await;
    for (response_type, error) in [
        ("id_token", "unauthorized_client"),
        ("code id_token token", "unauthorized_client"),
        ("token", "unsupported_response_type"),
        ("none", "unsupported_response_type"),
        ("code code", "unsupported_response_type"),
        ("", "invalid_request"),
    ] {
        let request = app.request_with(&[("response_type", response_type)]);
        let response = browser.authorize(&server, &request).await;
        assert_eq!(error_in(&response), error, "{response_type:?}");
    }
}

/// security A6, RFC 9700 2.1.2: access tokens stay out of the browser unless the operator says so.
#[actix_web::test]
async fn access_tokens_through_the_browser_need_the_setting() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = app(&server, &ALL).await;
    let browser = Browser::new();
    for response_type in ALL {
        let request = app.request_with(&[("response_type", response_type), ("prompt", "none")]);
        let response = browser.authorize(&server, &request).await;
        let error = if response_type.split(' ').any(|word| word == "token") {
            "unsupported_response_type"
        } else {
            "login_required"
        };
        assert_eq!(error_in(&response), error, "{response_type}");
    }
    let metadata = super::kit::Answer::of(
        super::kit::http().get(server.url("/.well-known/openid-configuration")),
    );
    let types = metadata.await.json()["response_types_supported"].clone();
    assert_eq!(
        types,
        serde_json::json!(["code", "id_token", "code id_token"])
    );
}

/// protocol 48, 45: an ID token from here needs a nonce and openid, and never travels in a query.
#[actix_web::test]
async fn what_an_id_token_from_here_needs() {
    let server = server().await;
    let app = app(&server, &ALL).await;
    let browser = Browser::new();
    browser.code(&server, &app, "ada").await;
    for (changes, error) in [
        (
            [("response_type", "id_token"), ("nonce", "")],
            "invalid_request",
        ),
        (
            [("response_type", "code id_token"), ("nonce", "")],
            "invalid_request",
        ),
        (
            [("response_type", "id_token"), ("scope", "profile")],
            "invalid_request",
        ),
        (
            [("response_type", "id_token"), ("response_mode", "query")],
            "invalid_request",
        ),
        ([("response_type", "code token"), ("nonce", "")], ""),
        ([("response_type", "code"), ("nonce", "")], ""),
    ] {
        let response = browser
            .authorize(&server, &app.request_with(&changes))
            .await;
        assert_eq!(error_in(&response), error, "{changes:?}");
    }
}

/// security A8: PKCE is for codes; where no code is asked for there is nothing to prove.
#[actix_web::test]
async fn pkce_is_required_wherever_a_code_is_asked_for() {
    let server = server().await;
    let app = app(&server, &ALL).await;
    let browser = Browser::new();
    browser.code(&server, &app, "ada").await;
    for response_type in ALL {
        let request = app.request_with(&[
            ("response_type", response_type),
            ("code_challenge", ""),
            ("code_challenge_method", ""),
        ]);
        let response = browser.authorize(&server, &request).await;
        let refused = response_type.split(' ').any(|word| word == "code");
        let error = if refused { "invalid_request" } else { "" };
        assert_eq!(error_in(&response), error, "{response_type}");
    }
}

/// security E10, D10: tokens from the authorization endpoint end with what they came of.
#[actix_web::test]
async fn such_tokens_are_revoked_and_serve_as_hints() {
    let server = server().await;
    let app = app(&server, &ALL).await;
    let browser = Browser::new();
    let got = arrived(&server, &app, &browser, "id_token token").await;
    let form = [("token", got["access_token"].as_str())];
    let (status, _) = server.call(&app, "/revoke", &form).await;
    assert_eq!(status, StatusCode::OK);
    let (status, _) = server.userinfo(&got["access_token"]).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    // An ID token without at_hash is a hint like any other; the access token is none.
    let got = arrived(&server, &app, &browser, "id_token").await;
    let id = claims(&got["id_token"]);
    let hint = |token: &str| {
        let url = server.url(&format!("/logout?id_token_hint={token}"));
        let browser = browser.clone();
        async move { browser.get(&url).await.status() }
    };
    let token = arrived(&server, &app, &browser, "code token").await;
    assert_eq!(hint(&token["access_token"]).await, StatusCode::BAD_REQUEST);
    assert!(!session_is_over(&server, &id).await);
    hint(&got["id_token"]).await;
    assert!(session_is_over(&server, &id).await);
}
