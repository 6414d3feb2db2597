//! The `claims` parameter, `acr_values`, and pairwise subjects.

use super::kit::{answer, error_in, id_claims, text, tokens, tokens_with};
use crate::harness::{App, Browser, Page, TestServer};
use reqwest::StatusCode;
use serde_json::{Value, json};
use signet::oidc::StandardClaims;
use signet::oidc::client_metadata::SubjectType;

async fn server() -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let claims = StandardClaims {
        name: Some("Ada Lovelace".to_owned()),
        email: Some("ada@example.com".to_owned()),
        ..StandardClaims::default()
    };
    server.user_with("ada", claims).await;
    let app = server.app("app").await;
    (server, app, Browser::new())
}

/// protocol 56, 115: claims come where they were asked for, and after a refresh too.
#[actix_web::test]
async fn claims_come_where_they_were_asked_for() {
    let (server, app, browser) = server().await;
    let claims = json!({
        "userinfo": {"email": {"essential": true}, "shoe_size": null},
        "id_token": {"name": null, "auth_time": {"essential": true}, "nickname": null},
        "further": {},
    })
    .to_string();
    let changes = [("scope", "openid"), ("claims", claims.as_str())];
    let given = tokens_with(&server, &app, &browser, "ada", &changes).await;
    let id = id_claims(&given);
    assert_eq!(id["name"], "Ada Lovelace");
    assert!(id.get("email").is_none() && id.get("nickname").is_none());
    assert!(id["auth_time"].is_i64());
    let (_, info) = server.userinfo(text(&given, "access_token")).await;
    assert_eq!(info["email"], "ada@example.com");
    assert!(info.get("name").is_none() && info.get("shoe_size").is_none());
    let (status, refreshed) = server.refresh(&app, text(&given, "refresh_token")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(id_claims(&refreshed)["name"], "Ada Lovelace");
    let (_, info) = server.userinfo(text(&refreshed, "access_token")).await;
    assert_eq!(info["email"], "ada@example.com");
}

/// security A20: a claim asked for by itself is shown and allowed like a scope, and remembered.
#[actix_web::test]
async fn single_claims_are_consented_to() {
    let (server, app, browser) = server().await;
    tokens_with(&server, &app, &browser, "ada", &[("scope", "openid")]).await;
    let claims = r#"{"userinfo": {"email": null}}"#;
    let asking = [("scope", "openid"), ("claims", claims)];
    let silent = [("scope", "openid"), ("claims", claims), ("prompt", "none")];
    let response = browser.authorize(&server, &app.request_with(&silent)).await;
    assert_eq!(error_in(&response), "consent_required");
    let page = browser.authorize(&server, &app.request_with(&asking)).await;
    let page = Page::of(page).await;
    assert!(
        page.text.contains("See your e-mail address"),
        "{}",
        page.text
    );
    let denied = browser.decide(&server, &page, "deny").await;
    assert_eq!(error_in(&denied), "access_denied");
    tokens_with(&server, &app, &browser, "ada", &asking).await;
    let response = browser.authorize(&server, &app.request_with(&silent)).await;
    assert_eq!(error_in(&response), "");
    // Whoever allowed the scope has allowed its claims.
    let other = server.app("other").await;
    tokens_with(
        &server,
        &other,
        &browser,
        "ada",
        &[("scope", "openid email")],
    )
    .await;
    let response = browser
        .authorize(&server, &other.request_with(&silent))
        .await;
    assert_eq!(error_in(&response), "");
}

/// security A16, A15: values are not taken over, and what is not registered is not told.
#[actix_web::test]
async fn a_client_cannot_set_or_widen_claims() {
    let (server, _, browser) = server().await;
    let app = server
        .app_with("narrow", |metadata| {
            metadata.scope = ["openid", "profile"].into_iter().collect();
        })
        .await;
    let claims = json!({"id_token": {
        "name": {"value": "Somebody Else"}, "email": {"essential": true},
        "acr": {"value": "urn:example:gold"}, "groups": {"values": ["admins"]},
    }})
    .to_string();
    let given = tokens_with(&server, &app, &browser, "ada", &[("claims", &claims)]).await;
    let id = id_claims(&given);
    assert_eq!(id["name"], "Ada Lovelace");
    assert!(
        id.get("email").is_none() && id.get("groups").is_none(),
        "{id}"
    );
    assert_ne!(id["acr"], "urn:example:gold");
}

/// protocol 56: what is no such JSON is refused, also when it is deep or huge.
#[actix_web::test]
async fn malformed_claims_are_refused() {
    let (server, app, browser) = server().await;
    let deep = format!(r#"{{"userinfo":{}1{}}}"#, "[".repeat(600), "]".repeat(600));
    let huge = format!(r#"{{"a":"{}"}}"#, "x".repeat(4200));
    for claims in [
        "x",
        "[]",
        "1",
        r#"{"userinfo":1}"#,
        r#"{"id_token":{"name":[]}}"#,
        &deep,
        &huge,
    ] {
        let request = app.request_with(&[("claims", claims)]);
        let response = browser.authorize(&server, &request).await;
        assert_eq!(error_in(&response), "invalid_request", "{claims:.30}");
    }
}

/// protocol 55: voluntary values never fail; an essential one is met or refused.
#[actix_web::test]
async fn acr_is_voluntary_or_essential() {
    let (server, app, browser) = server().await;
    let given = tokens_with(
        &server,
        &app,
        &browser,
        "ada",
        &[("acr_values", "urn:x gold")],
    )
    .await;
    let acr = id_claims(&given)["acr"].as_str().unwrap().to_owned();
    let asked = |values: Value, essential: bool| {
        json!({"id_token": {"acr": {"essential": essential, "values": values}}}).to_string()
    };
    for (claims, error) in [
        (asked(json!(["gold"]), false), ""),
        (asked(json!(["gold", acr]), true), ""),
        (asked(json!([]), true), ""),
        (
            asked(json!(["gold"]), true),
            "unmet_authentication_requirements",
        ),
    ] {
        let request = app.request_with(&[("claims", &claims), ("prompt", "none")]);
        let response = browser.authorize(&server, &request).await;
        assert_eq!(error_in(&response), error, "{claims}");
    }
}

/// OpenID Connect Core 5.5.1: a named subject must be the one who is signed in.
#[actix_web::test]
async fn a_subject_can_be_asked_for() {
    let (server, app, browser) = server().await;
    let given = tokens(&server, &app, &browser, "ada").await;
    let sub = text(&id_claims(&given), "sub").to_owned();
    for (sub, error) in [(sub.as_str(), ""), ("somebody", "login_required")] {
        let claims = json!({"id_token": {"sub": {"value": sub}}}).to_string();
        let request = app.request_with(&[("claims", &claims), ("prompt", "none")]);
        let response = browser.authorize(&server, &request).await;
        assert_eq!(error_in(&response), error);
    }
}

/// protocol 54, 53: hints about language and display never fail.
#[actix_web::test]
async fn hints_never_fail() {
    let (server, app, browser) = server().await;
    tokens(&server, &app, &browser, "ada").await;
    for hint in [
        ("claims_locales", "se de-CH-1996 x"),
        ("ui_locales", "se"),
        ("display", "wap"),
        ("login_hint", "nobody@example.com"),
    ] {
        let response = browser.authorize(&server, &app.request_with(&[hint])).await;
        assert_eq!(error_in(&response), "", "{hint:?}");
    }
}

/// OpenID Connect Core 8.1, protocol 101, 111: a subject of its own for each sector, the same everywhere
/// for one client, and a hint like any other.
#[actix_web::test]
async fn pairwise_subjects_belong_to_the_sector() {
    let (server, public, browser) = server().await;
    let pairwise = |id: &'static str, sector: Option<&'static str>| {
        server.app_with(id, move |metadata| {
            metadata.subject_type = SubjectType::Pairwise;
            metadata.sector_identifier_uri = sector.map(str::to_owned);
        })
    };
    let one = pairwise("one", None).await;
    let two = pairwise("two", Some("https://sector.example/uris.json")).await;
    let three = pairwise("three", Some("https://sector.example/other.json")).await;
    let mut subjects = Vec::new();
    for app in [&public, &one, &two, &three] {
        let given = tokens(&server, app, &browser, "ada").await;
        let sub = text(&id_claims(&given), "sub").to_owned();
        let (_, info) = server.userinfo(text(&given, "access_token")).await;
        assert_eq!(info["sub"], *sub);
        let form = [("token", text(&given, "access_token"))];
        assert_eq!(server.call(app, "/introspect", &form).await.1["sub"], *sub);
        let form = [("token", text(&given, "refresh_token"))];
        assert_eq!(server.call(app, "/introspect", &form).await.1["sub"], *sub);
        let (_, refreshed) = server.refresh(app, text(&given, "refresh_token")).await;
        assert_eq!(id_claims(&refreshed)["sub"], *sub);
        let hint = text(&given, "id_token");
        let request = app.request_with(&[("prompt", "none"), ("id_token_hint", hint)]);
        let response = browser.authorize(&server, &request).await;
        assert!(answer(&crate::harness::location(&response)).contains_key("code"));
        subjects.push(sub);
    }
    assert_eq!(subjects[2], subjects[3], "the same sector");
    subjects.dedup();
    assert_eq!(subjects.len(), 3, "{subjects:?}");
}
