//! What is in the database, and who writes there (security E2, L2, L3; design: an unauthenticated
//! request never writes).

use super::hand::Hand;
use crate::harness::{
    CHALLENGE, Keys, PASSWORD, TestServer, VERIFIER, claims, holds, rows, stored,
};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use reqwest::StatusCode;
use serde_json::json;
use signet::clock::Clock;
use signet::oidc::SigningAlgorithm;
use signet::oidc::client_assertion::JWT_BEARER;
use signet::oidc::client_metadata::ClientAuthMethod;

/// A secret in every form in which it could lie there.
fn forms_of(secret: &str) -> Vec<Vec<u8>> {
    let mut forms = vec![secret.as_bytes().to_vec()];
    for part in secret.split('.') {
        let decoded = BASE64URL_NOPAD.decode(part.as_bytes()).unwrap_or_default();
        // Some begin with an identifier, which is no secret; the end must be one.
        if decoded.len() >= 32 {
            let end = &decoded[decoded.len() - 16..];
            forms.push(end.to_vec());
            forms.push(HEXLOWER.encode(end).into_bytes());
        }
    }
    forms
}

#[actix_web::test]
async fn security_e2_l2_no_secret_lies_in_the_database() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let opaque = server
        .app_with("opaque", |metadata| {
            metadata.access_token_format = signet::oidc::client_metadata::AccessTokenFormat::Opaque;
        })
        .await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    let mut secrets = vec![
        PASSWORD.to_owned(),
        VERIFIER.to_owned(),
        CHALLENGE.to_owned(),
        app.secret.clone().unwrap(),
        opaque.secret.clone().unwrap(),
    ];
    for app in [&app, &opaque] {
        let code = browser.code(app, "ada").await;
        let unused = browser.code(app, "ada").await;
        let (status, tokens) = server.redeem(app, &code).await;
        assert_eq!(status, StatusCode::OK);
        let refresh_token = tokens["refresh_token"].as_str().unwrap();
        let (_, refreshed) = server.refresh(app, refresh_token).await;
        for answer in [&tokens, &refreshed] {
            for name in ["access_token", "refresh_token", "id_token"] {
                secrets.push(answer[name].as_str().unwrap().to_owned());
            }
        }
        let token = refreshed["access_token"].as_str().unwrap();
        server.call(app, "/revoke", &[("token", token)]).await;
        secrets.extend([code, unused]);
    }
    secrets.extend(browser.jar.values().cloned());
    let setup = signet::flow::setup::link(&server.services).await.unwrap();
    let setup = setup.unwrap().split_once("token=").unwrap().1.to_owned();
    secrets.push(setup);
    let stored = stored(&server).await;
    for secret in &secrets {
        for form in forms_of(secret) {
            assert!(!holds(&stored, &form), "{secret}");
        }
    }
    // What is there is found by the same search.
    assert!(holds(&stored, b"ada@example.com") && holds(&stored, b"$argon2id$"));
    let kid = claims(&secrets[7])["sub"].as_str().map(str::to_owned);
    assert!(kid.is_some());
}

#[actix_web::test]
async fn security_l3_d14_private_keys_lie_sealed_and_files_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let server = TestServer::start().await;
    let stored = stored(&server).await;
    // How PKCS#8 of RSA and of P-256 begins.
    for marker in [
        &[
            0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01,
        ][..],
        &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
        b"PRIVATE KEY",
        b"\"d\":",
    ] {
        assert!(!holds(&stored, marker), "{marker:?}");
    }
    let config = &server.services.config;
    for folder in [&config.data_dir, &config.keys_dir] {
        // There is no folder for data where they lie in PostgreSQL.
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}", entry.path().display());
        }
    }
}

#[actix_web::test]
async fn security_n8_an_unauthenticated_request_never_writes() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let keys = Keys::new(SigningAlgorithm::ES256);
    let jwks = keys.jwks();
    let signing = server.app_with("signing", |metadata| {
        metadata.token_endpoint_auth_method = ClientAuthMethod::PrivateKeyJwt;
        metadata.jwks = Some(jwks);
    });
    signing.await;
    server.user("ada").await;
    let (_, pushed) = server.call(&app, "/par", &app.request()).await;
    let pushed = pushed["request_uri"].as_str().unwrap().to_owned();
    let pushed = [("client_id", "app"), ("request_uri", pushed.as_str())];
    let forged = Keys::new(SigningAlgorithm::ES256);
    // Whatever the start still had to write.
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    let before = rows(&server).await;
    let mut kept = Hand::new(&server);
    let sealed = kept.authorize(&app.request()).await;
    for number in 0..100 {
        let mut browser = match number % 2 {
            0 => Hand::new(&server),
            _ => kept.clone(),
        };
        let state = format!("state {number}");
        let request = app.request_with(&[("state", &state)]);
        assert!(browser.authorize(&request).await.has_id("login"));
        let silent = app.request_with(&[("prompt", "none")]);
        assert!(browser.authorize(&silent).await.sent("error").is_some());
        browser.post("/authorize", &request).await;
        browser.get("/logout").await;
        browser.post("/logout", &[("id_token_hint", "x.y.z")]).await;
        browser.get("/account").await;
        for (name, value) in [("code", "x"), ("refresh_token", "x"), ("scope", "x")] {
            let grant = ["authorization_code", "refresh_token", "client_credentials"];
            let form = [
                ("grant_type", grant[number % 3]),
                ("client_id", "app"),
                ("client_secret", "wrong"),
                (name, value),
            ];
            let seen = browser.post("/token", &form).await;
            assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
        }
        let mut bearer = browser.with("authorization", "Bearer x.y.z");
        assert_eq!(bearer.get("/userinfo").await.status, 401);
        browser
            .post("/revoke", &[("token", "x"), ("client_id", "no")])
            .await;
        browser.post("/introspect", &[("token", "x")]).await;
        let assertion = forged.sign(&json!({
            "iss": "signing", "sub": "signing", "aud": server.issuer,
            "jti": number.to_string(), "exp": server.clock.now().0 + 60,
        }));
        let form = [
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", assertion.as_str()),
        ];
        for path in ["/token", "/par"] {
            let seen = browser.post(path, &form).await;
            assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
        }
        assert!(browser.authorize(&pushed).await.has_id("login"));
        let form = [("form_token", "x"), ("decision", "allow")];
        for path in ["/consent", "/select-account", "/sign-in", "/logout/confirm"] {
            assert_eq!(browser.post(path, &form).await.status, 403);
        }
        browser.get("/setup?token=x").await;
    }
    // What was refused is written down in batches, apart and bounded.
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    assert!(rows(&server).await == before, "somebody wrote");
    // The failed sign-in is the exception, and the search for writes works.
    kept.try_sign_in(&sealed, "ada", "wrong").await;
    assert!(rows(&server).await != before);
}
