//! Client and redirect URI: what is checked before anything can lead to a redirect.

use super::kit::is_error_page;
use crate::harness::{App, Browser, TestServer, location};
use reqwest::StatusCode;
use signet::oidc::client_metadata::{ApplicationType, ClientAuthMethod};

async fn with_ada(app: &str) -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let app = server.app(app).await;
    server.user("ada").await;
    (server, app, Browser::new())
}

/// protocol 38, security A1, A3, A4
#[actix_web::test]
async fn an_unknown_client_or_redirect_uri_gets_a_page() {
    let (server, app, browser) = with_ada("app").await;
    let cases = [
        ("client_id", ""),
        ("client_id", "nobody"),
        ("client_id", "APP"),
        ("client_id", "a\u{fc}"),
        ("redirect_uri", ""),
        ("redirect_uri", "https://evil.example/callback"),
        ("redirect_uri", "http://app.example/callback"),
        ("redirect_uri", "https://app.example/callback/"),
        ("redirect_uri", "https://app.example/callbac%6b"),
        ("redirect_uri", "https://app.example/x/../callback"),
        ("redirect_uri", "https://APP.example/callback"),
        ("redirect_uri", "https://app.example:443/callback"),
        ("redirect_uri", "https://app.example/callback#x"),
        ("redirect_uri", "https://app.example@evil.example/callback"),
        ("redirect_uri", "https://app.example/callback "),
        ("redirect_uri", "javascript:alert(1)"),
    ];
    for (name, value) in cases {
        let request = app.request_with(&[(name, value)]);
        let response = browser.authorize(&server, &request).await;
        assert!(is_error_page(response).await, "{name}={value}");
        // Nothing else that is wrong leads to a redirect either.
        let worse = [
            (name, value),
            ("response_type", "nonsense"),
            ("prompt", "none"),
        ];
        let response = browser.authorize(&server, &app.request_with(&worse)).await;
        assert!(is_error_page(response).await, "{name}={value} and more");
    }
}

/// protocol 38
#[actix_web::test]
async fn a_redirect_uri_with_an_added_query_gets_a_page() {
    let (server, app, browser) = with_ada("app").await;
    let several = server
        .app_with("several", |metadata| {
            metadata.redirect_uris = vec![
                "https://s.example/a?b=c".into(),
                "https://s.example/d".into(),
            ];
        })
        .await;
    for (app, uri) in [
        (&app, "https://app.example/callback?"),
        (&app, "https://app.example/callback?x=y"),
        (&several, "https://s.example/a"),
        (&several, "https://s.example/a?b=d"),
        (&several, "https://s.example/a?b=c&e=f"),
        (&several, "https://app.example/callback"),
        (&several, ""),
    ] {
        let request = app.request_with(&[("redirect_uri", uri)]);
        assert!(
            is_error_page(browser.authorize(&server, &request).await).await,
            "{uri}"
        );
    }
}

/// protocol 39, security A2, clients 4.15
#[actix_web::test]
async fn only_the_port_of_a_native_loopback_address_may_vary() {
    let server = TestServer::start().await;
    let loopback = |application_type| {
        move |metadata: &mut signet::oidc::ClientMetadata| {
            metadata.redirect_uris = vec![
                "http://127.0.0.1/cb".into(),
                "http://[::1]:1/cb?a=b".into(),
                "http://localhost/cb".into(),
                "com.example.app:/cb".into(),
            ];
            metadata.token_endpoint_auth_method = ClientAuthMethod::None;
            metadata.application_type = application_type;
        }
    };
    let native = server
        .app_with("native", loopback(ApplicationType::Native))
        .await;
    let web = server.app_with("web", loopback(ApplicationType::Web)).await;
    let lenient = server
        .app_with("lenient", |metadata| {
            loopback(ApplicationType::Native)(metadata);
            metadata.localhost_any_port = true;
        })
        .await;
    let browser = Browser::new();
    let accepted = async |app: &App, uri: &str| {
        let request = app.request_with(&[("redirect_uri", uri)]);
        let response = browser.authorize(&server, &request).await;
        response.status() == StatusCode::OK
    };
    for uri in [
        "http://127.0.0.1:49152/cb",
        "http://[::1]:8/cb?a=b",
        "http://127.0.0.1/cb",
    ] {
        assert!(accepted(&native, uri).await, "{uri}");
    }
    for uri in [
        "http://127.0.0.1:49152/other",
        "http://127.0.0.1:49152/cb?x",
        "http://[::1]:8/cb",
        "http://127.0.0.2:49152/cb",
        "https://127.0.0.1:49152/cb",
        "http://127.0.0.1:0/cb",
        "http://127.0.0.1:70000/cb",
        "http://127.0.0.1:80@evil.example/cb",
        "http://127.0.0.1.evil.example/cb",
        "http://localhost:49152/cb",
        "com.example.app:/other",
    ] {
        assert!(!accepted(&native, uri).await, "{uri}");
    }
    assert!(!accepted(&web, "http://127.0.0.1:49152/cb").await);
    assert!(accepted(&web, "http://127.0.0.1/cb").await);
    assert!(accepted(&lenient, "http://localhost:49152/cb").await);
    assert!(!accepted(&lenient, "http://localhost:49152/other").await);
}

/// protocol 40
#[actix_web::test]
async fn a_registered_query_is_kept() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = server
        .app_with("app", |metadata| {
            metadata.redirect_uris = vec!["https://app.example/cb?tenant=a%20b".into()];
        })
        .await;
    let browser = Browser::new();
    let response = browser.authorize(&server, &app.request()).await;
    let url = browser.arrive(&server, response, "ada").await;
    assert!(
        url.as_str()
            .starts_with("https://app.example/cb?tenant=a%20b&code="),
        "{url}"
    );
    let refused = app.request_with(&[("response_type", "")]);
    let url = location(&browser.authorize(&server, &refused).await);
    assert!(
        url.as_str()
            .starts_with("https://app.example/cb?tenant=a%20b&error="),
        "{url}"
    );
}
