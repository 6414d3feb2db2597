//! What operators change of apps holds: for apps that registered themselves, for people who allowed
//! something before, and for tokens that were given before (security A8, A20, B13, K1, K7, K10, O6).

use crate::harness::{App, Browser, Page, TestServer, claims, location, parameter};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};
use signet::admin::Desk;
use signet::admin::clients::{self, WantedClient};
use signet::admin::registration::InitialAccessToken;
use signet::clock::Clock;
use signet::oidc::client_metadata::SecurityProfile;
use signet::oidc::{ClientId, ClientMetadata, ScopeSet};
use std::time::Duration;

/// Has an operator change an app.
async fn change(server: &TestServer, id: &str, change: impl FnOnce(&mut ClientMetadata)) {
    let desk = Desk::command_line(&server.services);
    let id = ClientId::try_from(id).unwrap();
    let mut metadata = kept(server, id.as_str()).await;
    change(&mut metadata);
    let wanted = WantedClient {
        id,
        metadata,
        secret: None,
    };
    clients::put(&desk, wanted).await.unwrap();
}

async fn kept(server: &TestServer, id: &str) -> ClientMetadata {
    let id = ClientId::try_from(id).unwrap();
    let client = server.services.store.client(&id).await.unwrap();
    client.unwrap().metadata.clone()
}

async fn ask(browser: &Browser, server: &TestServer, app: &App, with: &[(&str, &str)]) -> Response {
    browser.authorize(server, &app.request_with(with)).await
}

/// Tokens for ada, whatever it takes.
async fn tokens(browser: &Browser, server: &TestServer, app: &App, with: &[(&str, &str)]) -> Value {
    let response = ask(browser, server, app, with).await;
    let url = browser.arrive(server, response, "ada").await;
    let code = parameter(&url, "code").unwrap_or_else(|| panic!("no code in {url}"));
    let (status, tokens) = server.redeem(app, &code).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    tokens
}

fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {tokens}"))
}

#[actix_web::test]
async fn security_k1_whoever_lends_their_role_is_asked_each_time() {
    let server = TestServer::start().await;
    let app = server
        .app_with("desk", |metadata| {
            metadata.scope = ScopeSet::parse("openid signet:api");
        })
        .await;
    server.user("ada").await;
    let browser = Browser::new();
    let operating = ("scope", "openid signet:api");
    let given = tokens(&browser, &server, &app, &[operating]).await;
    assert_eq!(given["scope"], operating.1);
    // Where the answers go may be another's by now.
    change(&server, "desk", |metadata| {
        metadata.redirect_uris = vec!["https://other.example/cb".to_owned()];
    })
    .await;
    let elsewhere = ("redirect_uri", "https://other.example/cb");
    let page = ask(&browser, &server, &app, &[operating, elsewhere]).await;
    assert!(Page::of(page).await.has_id("allow"));
    let silent = [operating, elsewhere, ("prompt", "none")];
    let refused = location(&ask(&browser, &server, &app, &silent).await);
    let error = parameter(&refused, "error");
    assert_eq!(error.as_deref(), Some("consent_required"));
    // What lends nothing is remembered.
    let plain = [("scope", "openid"), elsewhere];
    let answered = location(&ask(&browser, &server, &app, &plain).await);
    assert!(parameter(&answered, "code").is_some(), "{answered}");
}

async fn register(server: &TestServer, token: Option<&str>) -> (StatusCode, Value) {
    let wanted = json!({
        "redirect_uris": ["https://app.example/cb"], "client_name": "An app",
        "grant_types": ["authorization_code", "refresh_token"],
    });
    let http = Client::builder().no_proxy().build().unwrap();
    let mut request = http.post(server.url("/register")).json(&wanted);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    let response = request.send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

/// What the app sends about itself, by the means that it was given.
async fn update(registered: &Value, members: &Value) -> (StatusCode, Value) {
    let mut wanted = members.clone();
    wanted["client_id"] = registered["client_id"].clone();
    let http = Client::builder().no_proxy().build().unwrap();
    let request = http
        .request(Method::PUT, text(registered, "registration_client_uri"))
        .bearer_auth(text(registered, "registration_access_token"))
        .json(&wanted);
    let response = request.send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

#[actix_web::test]
async fn security_k7_k10_an_app_that_registered_itself_lifts_no_restriction() {
    let server =
        TestServer::with(&[("registration", "open"), ("registration-pkce", "optional")]).await;
    server.user("ada").await;
    let (status, registered) = register(&server, None).await;
    assert_eq!(status, StatusCode::CREATED, "{registered}");
    let id = text(&registered, "client_id");
    assert!(!kept(&server, id).await.require_pkce);
    change(&server, id, |metadata| {
        metadata.allowed_groups = vec!["admins".to_owned()];
        metadata.minimum_acr = Some("urn:signet:acr:mfa".to_owned());
        metadata.access_token_audience = vec!["https://api.example".to_owned()];
        metadata.profile = SecurityProfile::BestPractice;
        metadata.require_pkce = true;
        metadata.trusted = true;
        let text = ("sign_in_text#de".to_owned(), "Willkommen".to_owned());
        metadata.localized.extend([text]);
    })
    .await;
    let before = kept(&server, id).await;
    let wanted = json!({
        "redirect_uris": ["https://app.example/other"], "client_name": "Another name",
        "allowed_groups": [], "require_pkce": false, "sign_in_text#de": "Anders",
    });
    let (status, answer) = update(&registered, &wanted).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer.get("allowed_groups"), None);
    assert_eq!(answer.get("sign_in_text#de"), None);
    let expected = ClientMetadata {
        redirect_uris: vec!["https://app.example/other".to_owned()],
        client_name: Some("Another name".to_owned()),
        grant_types: vec!["authorization_code".to_owned()],
        ..before
    };
    assert_eq!(kept(&server, id).await, expected);
}

#[actix_web::test]
async fn security_k7_a20_an_app_that_registered_itself_is_never_trusted() {
    let server = TestServer::with(&[("registration", "open")]).await;
    server.user("ada").await;
    let (_, registered) = register(&server, None).await;
    let app = App {
        id: text(&registered, "client_id").to_owned(),
        secret: registered["client_secret"].as_str().map(str::to_owned),
        redirect_uri: "https://app.example/cb".to_owned(),
        method: kept(&server, text(&registered, "client_id"))
            .await
            .token_endpoint_auth_method,
    };
    change(&server, &app.id, |metadata| metadata.trusted = true).await;
    let first = server.app_with("first", |metadata| metadata.trusted = true);
    let first = first.await;
    let browser = Browser::new();
    tokens(&browser, &server, &first, &[]).await;
    let page = Page::of(ask(&browser, &server, &app, &[]).await).await;
    assert!(page.has_id("allow"), "{}", page.text);
}

#[actix_web::test]
async fn security_o6_an_initial_access_token_is_used_once_whatever_the_clock_says() {
    let server = TestServer::with(&[("registration", "token")]).await;
    let desk = Desk::command_line(&server.services);
    let hour = Duration::from_hours(1);
    let token = InitialAccessToken::issue(&desk, hour, true).await.unwrap();
    let (status, answer) = register(&server, Some(&token)).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let start = server.clock.now();
    server.wait(3600);
    let store = &server.services.store;
    store.sweep(server.clock.now(), 500).await.unwrap();
    server.clock.set(start);
    let (status, answer) = register(&server, Some(&token)).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "{answer}");
}

#[actix_web::test]
async fn security_b13_a15_a_scope_that_is_taken_from_an_app_opens_nothing_more() {
    let server = TestServer::start().await;
    let app = server
        .app_with("app", |metadata| metadata.claims_in_id_token = true)
        .await;
    let reader = server.app("reader").await;
    change(&server, "app", |metadata| {
        metadata.access_token_audience = vec!["reader".to_owned()];
    })
    .await;
    server.user("ada").await;
    let browser = Browser::new();
    let wide = [
        ("scope", "openid email groups offline_access"),
        ("prompt", "consent"),
        (
            "claims",
            r#"{"userinfo":{"name":null},"id_token":{"name":null}}"#,
        ),
    ];
    let given = tokens(&browser, &server, &app, &wide).await;
    assert_eq!(given["scope"], wide[0].1);
    let introspected = async |token: &str| {
        let form = [("token", token)];
        let (_, answer) = server.call(&reader, "/introspect", &form).await;
        assert_eq!(answer["active"], true, "{answer}");
        answer
    };
    let (_, person) = server.userinfo(text(&given, "access_token")).await;
    assert_eq!(person["email"], "ada@example.com");
    assert_eq!(person["name"], "ada Example");
    let told = introspected(text(&given, "access_token")).await;
    assert_eq!(told["email"], "ada@example.com");

    change(&server, "app", |metadata| {
        metadata.scope = ScopeSet::parse("openid offline_access");
    })
    .await;
    let personal = ["email", "email_verified", "groups", "name"];
    let says_nothing = |what: &str, answer: &Value| {
        for name in personal {
            assert_eq!(answer.get(name), None, "{what}");
        }
    };
    let (status, person) = server.userinfo(text(&given, "access_token")).await;
    assert_eq!(status, StatusCode::OK);
    says_nothing("userinfo", &person);
    let told = introspected(text(&given, "access_token")).await;
    assert_eq!(told["scope"], "openid offline_access");
    says_nothing("introspection", &told);
    let (status, fresh) = server.refresh(&app, text(&given, "refresh_token")).await;
    assert_eq!(status, StatusCode::OK, "{fresh}");
    assert_eq!(fresh["scope"], "openid offline_access");
    says_nothing("ID token", &claims(text(&fresh, "id_token")));
    let (_, person) = server.userinfo(text(&fresh, "access_token")).await;
    says_nothing("userinfo after the refresh", &person);

    // Without offline_access it ends with the session.
    change(&server, "app", |metadata| {
        metadata.scope = ScopeSet::parse("openid");
    })
    .await;
    let (status, fresh) = server.refresh(&app, text(&fresh, "refresh_token")).await;
    assert_eq!(
        (status, &fresh["scope"]),
        (StatusCode::OK, &json!("openid"))
    );
    let hint = [("id_token_hint", text(&given, "id_token"))];
    browser.post(&server.url("/logout"), &hint).await;
    let (_, refused) = server.refresh(&app, text(&fresh, "refresh_token")).await;
    assert_eq!(refused["error"], "invalid_grant");
}

#[actix_web::test]
async fn security_b13_a20_tokens_that_nobody_allowed_end_with_the_trust() {
    let server = TestServer::start().await;
    let app = server.app_with("app", |metadata| metadata.trusted = true);
    let app = app.await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&browser, &server, &app, &[]).await;
    change(&server, "app", |metadata| {
        metadata.client_name = Some("Still trusted".to_owned());
    })
    .await;
    let (status, given) = server.refresh(&app, text(&given, "refresh_token")).await;
    assert_eq!(status, StatusCode::OK, "{given}");
    change(&server, "app", |metadata| metadata.trusted = false).await;
    let (status, _) = server.userinfo(text(&given, "access_token")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (_, refused) = server.refresh(&app, text(&given, "refresh_token")).await;
    assert_eq!(refused["error"], "invalid_grant");
    let page = Page::of(ask(&browser, &server, &app, &[]).await).await;
    assert!(page.has_id("allow"), "{}", page.text);
}
