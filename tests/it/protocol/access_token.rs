//! Access tokens, and tokens of one kind in the place of another.

use super::kit::{Answer, http, text, tokens, verified};
use crate::harness::{App, Browser, TestServer, claims};
use data_encoding::BASE64URL_NOPAD;
use reqwest::StatusCode;
use serde_json::json;
use signet::oidc::SigningAlgorithm;
use signet::oidc::client_metadata::{AccessTokenFormat, AccessTokenTyp};

async fn with_ada() -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    (server, app, Browser::new())
}

/// security D3, D5, clients 2 (RFC 9068)
#[actix_web::test]
async fn a_jwt_access_token_has_the_claims_of_rfc_9068() {
    let (server, app, browser) = with_ada().await;
    let given = tokens(&server, &app, &browser, "ada").await;
    let (header, claims) = verified(&server, text(&given, "access_token"), "app").await;
    assert_eq!(format!("{:?}", header.alg), "ES256");
    assert_eq!(header.typ.as_deref(), Some("at+jwt"));
    assert_eq!(claims["aud"], "app");
    assert_eq!(claims["client_id"], "app");
    assert_eq!(claims["scope"], "openid profile email", "a string");
    assert!(claims["sub"].is_string() && claims["jti"].is_string());
    let lasts = claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap();
    assert_eq!(given["expires_in"], lasts);
    assert!(lasts <= 3600);
    let (_, again) = server.refresh(&app, text(&given, "refresh_token")).await;
    assert_ne!(
        crate::harness::claims(text(&again, "access_token"))["jti"],
        claims["jti"]
    );
    assert!(
        text(&given, "access_token").len() < 1500,
        "clients 1: small"
    );
}

/// clients 2, issue 2 point 8
#[actix_web::test]
async fn type_algorithm_audience_and_form_are_the_clients_settings() {
    let (server, _, browser) = with_ada().await;
    for algorithm in SigningAlgorithm::ALL {
        let app = server
            .app_with(&format!("app-{algorithm}"), |metadata| {
                metadata.access_token_typ = AccessTokenTyp::Jwt;
                metadata.access_token_signed_response_alg = algorithm;
                metadata.access_token_audience =
                    vec!["https://api.example".into(), "https://b.example".into()];
            })
            .await;
        let given = tokens(&server, &app, &browser, "ada").await;
        let (header, claims) =
            verified(&server, text(&given, "access_token"), "https://api.example").await;
        assert_eq!(format!("{:?}", header.alg), algorithm.as_str());
        assert_eq!(header.typ.as_deref(), Some("JWT"));
        assert_eq!(
            claims["aud"],
            json!(["https://api.example", "https://b.example"])
        );
        assert_eq!(
            server.userinfo(text(&given, "access_token")).await.0,
            StatusCode::OK
        );
    }
    let opaque = server
        .app_with("opaque", |metadata| {
            metadata.access_token_format = AccessTokenFormat::Opaque;
        })
        .await;
    let given = tokens(&server, &opaque, &browser, "ada").await;
    let token = text(&given, "access_token");
    assert!(!token.contains('.') && token.len() >= 22);
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("openid"));
    assert_eq!(server.userinfo(token).await.0, StatusCode::OK);
    let form = [("token", token)];
    assert_eq!(
        server.call(&opaque, "/introspect", &form).await.1["active"],
        true
    );
    server.wait(3600);
    assert_eq!(server.userinfo(token).await.0, StatusCode::UNAUTHORIZED);
}

/// protocol 117, security D2, D9, D15
#[actix_web::test]
async fn a_token_spelled_differently_is_refused() {
    let (server, app, browser) = with_ada().await;
    let opaque = server
        .app_with("opaque", |metadata| {
            metadata.access_token_format = AccessTokenFormat::Opaque;
        })
        .await;
    for app in [&app, &opaque] {
        let given = tokens(&server, app, &browser, "ada").await;
        let token = text(&given, "access_token");
        let (head, last) = token.split_at(token.len() - 1);
        // Another last character may stand for the same bytes: its unused bits are not ignored.
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for other in alphabet
            .chars()
            .filter(|other| !last.starts_with(*other))
            .step_by(5)
        {
            let (status, _) = server.userinfo(&format!("{head}{other}")).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{other}");
        }
        let cut = head.to_owned();
        let longer = [
            format!("{token}A"),
            format!("{token}="),
            format!("{token}."),
            format!("{token}.x"),
            format!(".{token}"),
            token.replace('.', ".."),
            format!("{token}.a.b"),
        ];
        for bad in longer.iter().chain([&cut]).filter(|bad| *bad != token) {
            assert_eq!(
                server.userinfo(bad).await.0,
                StatusCode::UNAUTHORIZED,
                "{bad}"
            );
        }
        assert_eq!(server.userinfo(token).await.0, StatusCode::OK);
    }
}

/// security D1, D2: forged headers.
#[actix_web::test]
async fn neither_none_nor_the_headers_of_a_token_decide_how_it_is_checked() {
    let (server, app, browser) = with_ada().await;
    let given = tokens(&server, &app, &browser, "ada").await;
    let token = text(&given, "access_token");
    let parts: Vec<_> = token.split('.').collect();
    let header: serde_json::Value =
        serde_json::from_slice(&BASE64URL_NOPAD.decode(parts[0].as_bytes()).unwrap()).unwrap();
    let kid = &header["kid"];
    for forged in [
        json!({"alg": "none", "typ": "at+jwt"}),
        json!({"alg": "none", "typ": "at+jwt", "kid": kid}),
        json!({"alg": "HS256", "typ": "at+jwt", "kid": kid}),
        json!({"alg": "RS256", "typ": "at+jwt", "kid": kid}),
        json!({"alg": "ES256", "typ": "at+jwt", "kid": "other"}),
        json!({"alg": "ES256", "typ": "logout+jwt", "kid": kid}),
        json!({"alg": "ES256", "typ": "at+jwt", "kid": kid, "crit": ["b64"], "b64": false}),
    ] {
        let header = BASE64URL_NOPAD.encode(forged.to_string().as_bytes());
        for signature in ["", parts[2]] {
            let forged = format!("{header}.{}.{signature}", parts[1]);
            assert_eq!(
                server.userinfo(&forged).await.0,
                StatusCode::UNAUTHORIZED,
                "{forged}"
            );
        }
    }
    let mut changed = claims(token);
    changed["scope"] = json!("openid profile email phone");
    let payload = BASE64URL_NOPAD.encode(changed.to_string().as_bytes());
    let forged = format!("{}.{payload}.{}", parts[0], parts[2]);
    assert_eq!(server.userinfo(&forged).await.0, StatusCode::UNAUTHORIZED);
}

/// security D4
#[actix_web::test]
async fn tokens_do_not_stand_in_for_each_other() {
    let (server, app, browser) = with_ada().await;
    let lookalike = server
        .app_with("lookalike", |metadata| {
            // The same type and algorithm as an ID token's.
            metadata.access_token_typ = AccessTokenTyp::Jwt;
            metadata.access_token_signed_response_alg = SigningAlgorithm::RS256;
            metadata.claims_in_id_token = true;
        })
        .await;
    let opaque = server
        .app_with("opaque", |metadata| {
            metadata.access_token_format = AccessTokenFormat::Opaque;
        })
        .await;
    for app in [&app, &lookalike, &opaque] {
        let code = browser.code(&server, app, "ada").await;
        let given = tokens(&server, app, &browser, "ada").await;
        let (access, refresh, id) = (
            text(&given, "access_token"),
            text(&given, "refresh_token"),
            text(&given, "id_token"),
        );
        for other in [refresh, id, &code] {
            assert_eq!(
                server.userinfo(other).await.0,
                StatusCode::UNAUTHORIZED,
                "as access token: {other}"
            );
        }
        for other in [access, id, &code] {
            assert_eq!(
                server.refresh(app, other).await.1["error"],
                "invalid_grant",
                "as refresh token: {other}"
            );
        }
        for other in [access, id, refresh] {
            assert_eq!(
                server.redeem(app, other).await.1["error"],
                "invalid_grant",
                "as code: {other}"
            );
        }
        for other in [access, refresh, &code] {
            let hint = [("id_token_hint", other)];
            let answer = Answer::of(
                http().get(url::Url::parse_with_params(&server.url("/logout"), hint).unwrap()),
            )
            .await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "as hint: {other}");
        }
        for other in [id, code.as_str()] {
            let (_, known) = server.call(app, "/introspect", &[("token", other)]).await;
            assert_eq!(known, json!({"active": false}), "introspected: {other}");
        }
        let sealed = super::kit::id_claims(&given)["sid"].clone();
        assert_eq!(
            server.userinfo(sealed.as_str().unwrap()).await.0,
            StatusCode::UNAUTHORIZED
        );
    }
}
