//! The device grant (RFC 8628).

use super::kit::{Answer, http, id_claims, session_is_over, text};
use crate::harness::{App, Browser, PASSWORD, Page, TestServer, location};
use futures_util::future::join_all;
use reqwest::{Response, StatusCode};
use serde_json::Value;
use signet::oidc::client_metadata::ClientAuthMethod;

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

async fn device_app(server: &TestServer, id: &str, public: bool) -> App {
    server
        .app_with(id, |metadata| {
            metadata.redirect_uris.clear();
            metadata.response_types.clear();
            metadata.grant_types = vec![GRANT.into(), "refresh_token".into()];
            if public {
                metadata.token_endpoint_auth_method = ClientAuthMethod::None;
            }
        })
        .await
}

async fn start() -> (TestServer, App) {
    let server = TestServer::start().await;
    let app = device_app(&server, "tv", true).await;
    server.user("ada").await;
    (server, app)
}

async fn begin(server: &TestServer, app: &App) -> Value {
    let form = [("scope", "openid email offline_access")];
    let (status, begun) = server.call(app, "/device_authorization", &form).await;
    assert_eq!(status, StatusCode::OK, "{begun}");
    begun
}

async fn poll(server: &TestServer, app: &App, begun: &Value) -> (StatusCode, Value) {
    let form = [
        ("grant_type", GRANT),
        ("device_code", text(begun, "device_code")),
    ];
    server.call(app, "/token", &form).await
}

async fn error(server: &TestServer, app: &App, begun: &Value) -> String {
    let (status, answer) = poll(server, app, begun).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
    text(&answer, "error").to_owned()
}

/// Follows redirects and signs `ada` in where that is asked.
async fn follow(server: &TestServer, browser: &Browser, mut response: Response) -> Page {
    for _ in 0..6 {
        if response.status().is_redirection() {
            response = browser.get(location(&response).as_str()).await;
            continue;
        }
        let page = Page::of(response).await;
        if !page.has_id("login") {
            return page;
        }
        response = browser.sign_in(server, &page, "ada", PASSWORD).await;
    }
    panic!("round in circles");
}

/// Types a code into the page.
async fn enter(server: &TestServer, browser: &Browser, code: &str) -> Page {
    let page = Page::of(browser.get(&server.url("/device")).await).await;
    let token = page.hidden("form_token");
    let form = [("form_token", token.as_str()), ("user_code", code)];
    let response = browser.post(&server.url("/device"), &form).await;
    follow(server, browser, response).await
}

async fn decide(server: &TestServer, browser: &Browser, page: &Page, decision: &str) -> Page {
    let (request, token) = (page.hidden("request"), page.hidden("form_token"));
    let form = [
        ("request", request.as_str()),
        ("form_token", token.as_str()),
        ("decision", decision),
    ];
    Page::of(browser.post(&server.url("/device/confirm"), &form).await).await
}

#[actix_web::test]
async fn a_device_gets_tokens_once_somebody_has_entered_its_code() {
    let (server, app) = start().await;
    let metadata = Answer::of(http().get(server.url("/.well-known/openid-configuration"))).await;
    let metadata = metadata.json();
    let endpoint = server.url("/device_authorization");
    assert_eq!(metadata["device_authorization_endpoint"], endpoint);
    let begun = begin(&server, &app).await;
    assert_eq!(begun["interval"], 5);
    assert_eq!(begun["expires_in"], 600);
    assert_eq!(begun["verification_uri"], server.url("/device"));
    let code = text(&begun, "user_code");
    let complete = format!("{}?user_code={code}", server.url("/device"));
    assert_eq!(begun["verification_uri_complete"], complete);
    assert!(
        code.len() == 9 && code.chars().nth(4) == Some('-'),
        "{code}"
    );
    assert!(code.chars().all(|c| "BCDFGHJKLMNPQRSTVWXZ-".contains(c)));

    assert_eq!(error(&server, &app, &begun).await, "authorization_pending");
    server.wait(5);
    assert_eq!(error(&server, &app, &begun).await, "authorization_pending");
    server.wait(4);
    assert_eq!(error(&server, &app, &begun).await, "slow_down");
    server.wait(10);
    assert_eq!(error(&server, &app, &begun).await, "authorization_pending");

    let browser = Browser::new();
    // As people type.
    let typed = code.to_lowercase().replace('-', " ");
    let page = enter(&server, &browser, &typed).await;
    for seen in [
        "The tv app",
        code,
        "See your e-mail address",
        "Stay connected",
    ] {
        assert!(page.text.contains(seen), "{seen}: {}", page.text);
    }
    server.wait(10);
    assert_eq!(error(&server, &app, &begun).await, "authorization_pending");
    let done = decide(&server, &browser, &page, "allow").await;
    assert!(done.has_id("device-done") && done.text.contains("is connected"));

    let (status, tokens) = poll(&server, &app, &begun).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    assert_eq!(tokens["scope"], "openid email offline_access");
    assert_eq!(id_claims(&tokens)["aud"], "tv");
    let (status, person) = server.userinfo(text(&tokens, "access_token")).await;
    assert_eq!(
        (status, &person["email"]),
        (StatusCode::OK, &"ada@example.com".into())
    );
    let (status, refreshed) = server.refresh(&app, text(&tokens, "refresh_token")).await;
    assert_eq!(status, StatusCode::OK, "{refreshed}");
    assert!(!session_is_over(&server, &id_claims(&tokens)).await);

    // Security B16: single use. Whoever comes again may be somebody else.
    assert_eq!(error(&server, &app, &begun).await, "invalid_grant");
    let (_, refused) = server
        .refresh(&app, text(&refreshed, "refresh_token"))
        .await;
    assert_eq!(refused["error"], "invalid_grant");
}

#[actix_web::test]
async fn security_b17_the_complete_link_asks_and_nothing_happens_without_a_form() {
    let (server, app) = start().await;
    let begun = begin(&server, &app).await;
    let browser = Browser::new();
    let complete = text(&begun, "verification_uri_complete");
    let page = follow(&server, &browser, browser.get(complete).await).await;
    assert!(page.has_id("allow") && page.text.contains("The tv app"));
    let confirm = server.url("/device/confirm");
    assert_eq!(
        browser.get(&confirm).await.status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
    let request = page.hidden("request");
    for token in ["", "AAAA"] {
        let form = [
            ("request", request.as_str()),
            ("form_token", token),
            ("decision", "allow"),
        ];
        let response = browser.post(&confirm, &form).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
    }
    // In another browser of the same person.
    let other = Browser::new();
    let own = follow(&server, &other, other.get(complete).await).await;
    let token = own.hidden("form_token");
    let form = [
        ("request", request.as_str()),
        ("form_token", token.as_str()),
        ("decision", "allow"),
    ];
    let response = other.post(&confirm, &form).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(error(&server, &app, &begun).await, "authorization_pending");

    let done = decide(&server, &browser, &page, "deny").await;
    assert!(done.text.contains("was not connected"));
    assert_eq!(error(&server, &app, &begun).await, "access_denied");
    let late = decide(&server, &other, &own, "allow").await;
    assert_eq!(late.status, StatusCode::BAD_REQUEST, "it is decided");
    assert_eq!(error(&server, &app, &begun).await, "access_denied");
}

#[actix_web::test]
async fn security_b16_a_device_code_is_its_clients_alone_and_ends() {
    let (server, app) = start().await;
    let other = device_app(&server, "other", false).await;
    let begun = begin(&server, &app).await;
    assert!(text(&begun, "device_code").len() >= 40);
    assert_eq!(error(&server, &other, &begun).await, "invalid_grant");
    let browser = Browser::new();
    let page = enter(&server, &browser, text(&begun, "user_code")).await;
    decide(&server, &browser, &page, "allow").await;
    assert_eq!(error(&server, &other, &begun).await, "invalid_grant");
    for wrong in ["", "x", &text(&begun, "device_code")[1..]] {
        let form = [("grant_type", GRANT), ("device_code", wrong)];
        let (status, answer) = server.call(&app, "/token", &form).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        let code = text(&answer, "error");
        assert!(
            ["invalid_grant", "invalid_request"].contains(&code),
            "{code}"
        );
    }
    // An authorization code's place is elsewhere, and the other way round.
    let form = [
        ("grant_type", "authorization_code"),
        ("code", text(&begun, "device_code")),
    ];
    let (status, _) = server.call(&app, "/token", &form).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);

    // Many at once: one gets tokens.
    let polls = (0..8).map(|_| poll(&server, &app, &begun));
    let answers = join_all(polls).await;
    let given = answers.iter().filter(|(status, _)| status.is_success());
    assert_eq!(given.count(), 1, "{answers:?}");

    let begun = begin(&server, &app).await;
    server.wait(600);
    assert_eq!(error(&server, &app, &begun).await, "expired_token");
    let page = enter(&server, &browser, text(&begun, "user_code")).await;
    assert!(page.has_id("user-code-error"));
}

#[actix_web::test]
async fn security_b17_guessing_codes_is_slowed() {
    let (server, app) = start().await;
    let begun = begin(&server, &app).await;
    let browser = Browser::new();
    let guess = async |code: &str| {
        let url = format!("{}?user_code={code}", server.url("/device"));
        let page = follow(&server, &browser, browser.get(&url).await).await;
        page.status
    };
    let mut wrong = 0;
    loop {
        match guess("BCDF-GHJK").await {
            StatusCode::BAD_REQUEST => wrong += 1,
            status => {
                assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
                break;
            }
        }
        assert!(wrong <= 30);
    }
    assert!(wrong >= 5, "people mistype");
    let right = text(&begun, "user_code");
    assert_eq!(guess(right).await, StatusCode::TOO_MANY_REQUESTS);
    let another = Browser::new();
    let url = format!("{}?user_code={right}", server.url("/device"));
    let page = follow(&server, &another, another.get(&url).await).await;
    assert_eq!(
        page.status,
        StatusCode::TOO_MANY_REQUESTS,
        "the same account"
    );
    server.wait(3600);
    let begun = begin(&server, &app).await;
    assert_eq!(guess(text(&begun, "user_code")).await, StatusCode::OK);
}

#[actix_web::test]
async fn security_c1_n8_devices_are_begun_by_their_clients_and_not_without_end() {
    let (server, public) = start().await;
    let secret = device_app(&server, "box", false).await;
    begin(&server, &secret).await;
    let nobody = http()
        .post(server.url("/device_authorization"))
        .form(&[("client_id", "box")]);
    assert!(Answer::of(nobody).await.is_error(401, "invalid_client"));
    let plain = server.app("plain").await;
    let (status, refused) = server.call(&plain, "/device_authorization", &[]).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(refused["error"], "unauthorized_client");

    let mut begun = 0;
    let refused = loop {
        let ask = http()
            .post(server.url("/device_authorization"))
            .form(&[("client_id", public.id.as_str())]);
        let answer = Answer::of(ask).await;
        if answer.status != StatusCode::OK {
            break answer;
        }
        begun += 1;
        assert!(begun < 100);
    };
    assert!(
        begun >= 30,
        "behind an address there may be an office: {begun}"
    );
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!refused.header("retry-after").is_empty());
    // Those who prove who they are go on.
    begin(&server, &secret).await;
}
