//! PKCE (RFC 7636), S256 only.

use super::kit::{answer, changed, error_in, redemption};
use crate::harness::{App, Browser, CHALLENGE, TestServer, VERIFIER, location, parameter};
use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::BASE64URL_NOPAD;
use reqwest::StatusCode;
use signet::oidc::client_metadata::ClientAuthMethod;

fn s256(verifier: &str) -> String {
    BASE64URL_NOPAD.encode(digest(&SHA256, verifier.as_bytes()).as_ref())
}

async fn code_for(server: &TestServer, browser: &Browser, app: &App, challenge: &str) -> String {
    let changes = [("code_challenge", challenge)];
    let response = browser.authorize(server, &app.request_with(&changes)).await;
    let url = browser.arrive(server, response, "ada").await;
    parameter(&url, "code").unwrap_or_else(|| panic!("no code in {url}"))
}

/// protocol 57, security A8
#[actix_web::test]
async fn every_client_needs_an_s256_challenge() {
    let server = TestServer::start().await;
    let confidential = server.app("confidential").await;
    let public = server
        .app_with("public", |metadata| {
            metadata.token_endpoint_auth_method = ClientAuthMethod::None;
            // The switch is for confidential clients only.
            metadata.require_pkce = false;
        })
        .await;
    let browser = Browser::new();
    let long = "a".repeat(129);
    let cases: [&[(&str, &str)]; 11] = [
        &[("code_challenge", ""), ("code_challenge_method", "")],
        &[("code_challenge", "")],
        &[("code_challenge_method", "")],
        &[("code_challenge_method", "plain")],
        &[("code_challenge_method", "s256")],
        &[("code_challenge_method", "S512")],
        &[("code_challenge_method", "S256 ")],
        &[("code_challenge", &CHALLENGE[1..])],
        &[("code_challenge", &long)],
        &[(
            "code_challenge",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM",
        )],
        &[(
            "code_challenge",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=",
        )],
    ];
    for app in [&confidential, &public] {
        for changes in cases {
            let response = browser.authorize(&server, &app.request_with(changes)).await;
            assert_eq!(error_in(&response), "invalid_request", "{changes:?}");
        }
        let response = browser.authorize(&server, &app.request()).await;
        assert_eq!(response.status(), StatusCode::OK);
    }
}

/// protocol 83, security B7
#[actix_web::test]
async fn a_missing_or_wrong_verifier_is_refused() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = server.app("app").await;
    let browser = Browser::new();
    let code = browser.code(&server, &app, "ada").await;
    let form = redemption(&app, &code);
    let long = "a".repeat(129);
    for verifier in [
        "",
        CHALLENGE,
        "short",
        &long,
        &VERIFIER[1..],
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXj",
    ] {
        let form = changed(&form, "code_verifier", verifier);
        let (status, error) = server.call(&app, "/token", &form).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{verifier}");
        assert_eq!(
            error["error"], "invalid_grant",
            "a secret never replaces it: {verifier}"
        );
    }
    // None of that has used the code.
    assert_eq!(server.redeem(&app, &code).await.0, StatusCode::OK);
}

/// security B7: 43 to 128 unreserved characters, whatever the hash says.
#[actix_web::test]
async fn a_verifier_outside_the_standard_is_refused_unless_the_client_is_set_so() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let strict = server.app("strict").await;
    // clients 4.11: some programs send the characters of plain base64.
    let lenient = server
        .app_with("lenient", |metadata| metadata.any_code_verifier = true)
        .await;
    let browser = Browser::new();
    let odd = "a+b/".repeat(12) + "=";
    let short = "a".repeat(42);
    let longest = "~".repeat(128);
    for (app, verifier, holds) in [
        (&strict, &odd, false),
        (&lenient, &odd, true),
        (&strict, &short, false),
        (&lenient, &short, false),
        (&strict, &longest, true),
    ] {
        let code = code_for(&server, &browser, app, &s256(verifier)).await;
        let form = redemption(app, &code);
        let form = changed(&form, "code_verifier", verifier);
        let (status, answer) = server.call(app, "/token", &form).await;
        assert_eq!(status.is_success(), holds, "{verifier} {answer}");
    }
}

/// security A8, B8, clients 4.11
#[actix_web::test]
async fn a_confidential_client_can_be_registered_without_pkce() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = server
        .app_with("old", |metadata| metadata.require_pkce = false)
        .await;
    let browser = Browser::new();
    let without = app.request_with(&[("code_challenge", ""), ("code_challenge_method", "")]);
    let response = browser.authorize(&server, &without).await;
    let url = browser.arrive(&server, response, "ada").await;
    let code = answer(&url)["code"].clone();
    // A verifier that nothing was asked for is refused (security B8).
    let (_, error) = server.redeem(&app, &code).await;
    assert_eq!(error["error"], "invalid_grant");
    let form = redemption(&app, &code);
    let (status, _) = server
        .call(&app, "/token", &changed(&form, "code_verifier", ""))
        .await;
    assert_eq!(status, StatusCode::OK);

    // A challenge that is sent counts.
    let code = browser.code(&server, &app, "ada").await;
    let form = redemption(&app, &code);
    let (_, error) = server
        .call(&app, "/token", &changed(&form, "code_verifier", ""))
        .await;
    assert_eq!(error["error"], "invalid_grant");
    let request = app.request_with(&[("code_challenge_method", "plain")]);
    assert_eq!(
        error_in(&browser.authorize(&server, &request).await),
        "invalid_request"
    );
    let half = app.request_with(&[("code_challenge", "")]);
    assert_eq!(
        error_in(&browser.authorize(&server, &half).await),
        "invalid_request"
    );
    assert!(answer(&location(&browser.authorize(&server, &without).await)).contains_key("code"));
}
