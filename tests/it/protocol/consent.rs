//! Consent, and which scopes it gives.

use super::kit::{answer, error_in, text, tokens, tokens_with};
use crate::harness::{App, Browser, PASSWORD, Page, TestServer, location};
use reqwest::StatusCode;

async fn signed_in() -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let first = server
        .app_with("first", |metadata| metadata.trusted = true)
        .await;
    let browser = Browser::new();
    browser.code(&server, &first, "ada").await;
    (server, app, browser)
}

async fn consent_page(
    server: &TestServer,
    browser: &Browser,
    app: &App,
    changes: &[(&str, &str)],
) -> Option<Page> {
    let response = browser.authorize(server, &app.request_with(changes)).await;
    let page = Page::of(response).await;
    page.has_id("allow").then_some(page)
}

/// protocol 61, security A20
#[actix_web::test]
async fn consent_is_asked_once_for_each_scope() {
    let (server, app, browser) = signed_in().await;
    let page = consent_page(&server, &browser, &app, &[]).await.unwrap();
    assert!(page.text.contains("The app app"), "it names the client");
    for shown in ["profile", "e-mail address"] {
        assert!(page.text.contains(shown), "it names the scopes: {shown}");
    }
    assert!(!page.text.contains("phone number"));
    assert!(page.has_id("deny"), "it can always be refused");
    browser.decide(&server, &page, "allow").await;
    assert!(consent_page(&server, &browser, &app, &[]).await.is_none());
    assert!(
        consent_page(&server, &browser, &app, &[("scope", "openid")])
            .await
            .is_none()
    );
    let wider = [("scope", "openid phone")];
    let page = consent_page(&server, &browser, &app, &wider).await.unwrap();
    browser.decide(&server, &page, "allow").await;
    let all = [("scope", "openid profile email phone")];
    assert!(
        consent_page(&server, &browser, &app, &all).await.is_none(),
        "it adds up"
    );
    let other = server.app("other").await;
    assert!(
        consent_page(&server, &browser, &other, &[]).await.is_some(),
        "for each client"
    );
    server.user("bob").await;
    let bob = Browser::new();
    let page = Page::of(bob.authorize(&server, &app.request()).await).await;
    let response = bob.sign_in(&server, &page, "bob", PASSWORD).await;
    let page = Page::of(bob.get(location(&response).as_str()).await).await;
    assert!(page.has_id("allow"), "and each person");
}

/// security A20
#[actix_web::test]
async fn a_refusal_is_not_remembered_and_gives_nothing() {
    let (server, app, browser) = signed_in().await;
    let page = consent_page(&server, &browser, &app, &[]).await.unwrap();
    assert_eq!(
        error_in(&browser.decide(&server, &page, "deny").await),
        "access_denied"
    );
    assert!(consent_page(&server, &browser, &app, &[]).await.is_some());
}

/// security A22, E4, E6
#[actix_web::test]
async fn only_the_page_of_this_browser_and_session_can_allow() {
    let (server, app, browser) = signed_in().await;
    let page = consent_page(&server, &browser, &app, &[]).await.unwrap();
    let (request, token) = (page.hidden("request"), page.hidden("form_token"));
    let other = Browser::new();
    let elsewhere = Page::of(other.authorize(&server, &app.request()).await).await;
    let elsewhere = elsewhere.hidden("form_token");
    let post = async |browser: &Browser, token: &str, decision: &str| {
        let form = [
            ("request", request.as_str()),
            ("form_token", token),
            ("decision", decision),
        ];
        browser.post(&server.url("/consent"), &form).await.status()
    };
    for token in ["", "AAAA", &elsewhere] {
        assert_eq!(post(&browser, token, "allow").await, StatusCode::FORBIDDEN);
    }
    assert_eq!(
        post(&browser, &token, "perhaps").await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(post(&other, &token, "allow").await, StatusCode::FORBIDDEN);
    let url = format!(
        "{}?request={request}&form_token={token}&decision=allow",
        server.url("/consent")
    );
    assert_eq!(
        browser.get(&url).await.status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
    // Its own session, but resumed in another browser.
    let resume = format!("{}?request={request}", server.url("/authorize/resume"));
    assert!(super::kit::is_error_page(other.get(&resume).await).await);
    assert!(
        consent_page(&server, &browser, &app, &[]).await.is_some(),
        "nothing was allowed"
    );
    // The page of a session that a new one has replaced is void.
    browser
        .arrive(
            &server,
            browser
                .authorize(&server, &app.request_with(&[("prompt", "login")]))
                .await,
            "ada",
        )
        .await;
    assert_eq!(post(&browser, &token, "allow").await, StatusCode::FORBIDDEN);
}

/// protocol 60, security A20
#[actix_web::test]
async fn offline_access_needs_consent_that_names_it() {
    let (server, app, browser) = signed_in().await;
    tokens(&server, &app, &browser, "ada").await;
    let scope = ("scope", "openid profile email offline_access");
    // Silently it is left out, without an error.
    let silent = tokens_with(&server, &app, &browser, "ada", &[scope, ("prompt", "none")]).await;
    assert_eq!(silent["scope"], "openid profile email");
    let page = consent_page(&server, &browser, &app, &[scope, ("prompt", "consent")])
        .await
        .unwrap();
    assert!(page.text.contains("Stay connected while you are away"));
    let response = browser.decide(&server, &page, "allow").await;
    let (_, given) = server
        .redeem(&app, &answer(&location(&response))["code"])
        .await;
    assert_eq!(given["scope"], "openid profile email offline_access");
    assert!(given["refresh_token"].is_string());

    // Trusted clients get it without a question (clients 2), but not silently either.
    let trusted = server
        .app_with("trusted", |metadata| {
            metadata.trusted = true;
            metadata.grant_types = vec!["authorization_code".into(), "refresh_token".into()];
        })
        .await;
    let given = tokens_with(&server, &trusted, &browser, "ada", &[scope]).await;
    assert!(text(&given, "scope").contains("offline_access"));
    let silent = tokens_with(
        &server,
        &trusted,
        &browser,
        "ada",
        &[scope, ("prompt", "none")],
    )
    .await;
    assert_eq!(silent["scope"], "openid profile email");

    // Without the refresh grant there is nothing to be had.
    let once = server
        .app_with("once", |metadata| {
            metadata.grant_types = vec!["authorization_code".into()];
        })
        .await;
    let given = tokens_with(
        &server,
        &once,
        &browser,
        "ada",
        &[scope, ("prompt", "consent")],
    )
    .await;
    assert_eq!(given["scope"], "openid profile email");
    assert!(given.get("refresh_token").is_none());
}

/// security A15, clients 2, 4.5
#[actix_web::test]
async fn unknown_and_unregistered_scopes_are_left_out_and_the_answer_says_so() {
    let (server, app, browser) = signed_in().await;
    let narrow = server
        .app_with("narrow", |metadata| {
            metadata.scope = ["openid", "email", "api:read"].into_iter().collect();
        })
        .await;
    let asked = ("scope", "openid profile email unheard api:read \"odd\"");
    let given = tokens_with(&server, &app, &browser, "ada", &[asked]).await;
    assert_eq!(given["scope"], "openid profile email");
    let given = tokens_with(&server, &narrow, &browser, "ada", &[asked]).await;
    assert_eq!(given["scope"], "openid email api:read");
    let (_, userinfo) = server.userinfo(text(&given, "access_token")).await;
    assert!(userinfo.get("name").is_none());
    let response = browser
        .authorize(&server, &narrow.request_with(&[("scope", "profile")]))
        .await;
    assert_eq!(error_in(&response), "invalid_scope");
}

/// security B13, E11, protocol 61
#[actix_web::test]
async fn withdrawn_consent_ends_everything_and_is_asked_again() {
    let (server, app, browser) = signed_in().await;
    let given = tokens(&server, &app, &browser, "ada").await;
    let code = browser.code(&server, &app, "ada").await;
    let ada = super::kit::id_claims(&given)["sub"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let client = app.id.as_str().try_into().unwrap();
    let now = signet::clock::Clock::now(server.clock.as_ref());
    server
        .services
        .store
        .revoke_consent(ada, &client, now)
        .await
        .unwrap();
    assert_eq!(
        server.userinfo(text(&given, "access_token")).await.0,
        StatusCode::UNAUTHORIZED
    );
    let (_, error) = server.refresh(&app, text(&given, "refresh_token")).await;
    assert_eq!(error["error"], "invalid_grant");
    let (_, error) = server.redeem(&app, &code).await;
    assert_eq!(error["error"], "invalid_grant");
    assert!(consent_page(&server, &browser, &app, &[]).await.is_some());
}
