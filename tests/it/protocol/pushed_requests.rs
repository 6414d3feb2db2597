//! Pushed authorization requests (RFC 9126).

use super::kit::{Answer, answer, changed, error_in, http, is_error_page, redemption};
use crate::harness::{
    App, Browser, CHALLENGE, Keys, Page, TestServer, location, parameter, unsigned,
};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use signet::clock::Clock;
use signet::oidc::client_metadata::{ClientAuthMethod, SecurityProfile};
use signet::oidc::{ClientMetadata, SigningAlgorithm};

struct Case {
    server: TestServer,
    app: App,
    browser: Browser,
}

async fn case_with(change: impl FnOnce(&mut ClientMetadata)) -> Case {
    let server = TestServer::start().await;
    let app = server.app_with("app", change).await;
    server.user("ada").await;
    Case {
        server,
        app,
        browser: Browser::new(),
    }
}

async fn case() -> Case {
    case_with(|_| {}).await
}

impl Case {
    async fn push(&self, form: &[(&str, &str)]) -> (StatusCode, Value) {
        self.server.call(&self.app, "/par", form).await
    }

    async fn pushed(&self, form: &[(&str, &str)]) -> String {
        let (status, answer) = self.push(form).await;
        assert_eq!(status, 201, "{answer}");
        answer["request_uri"].as_str().unwrap().to_owned()
    }

    async fn refused(&self, form: &[(&str, &str)], code: &str) {
        let (status, answer) = self.push(form).await;
        let given = (status.as_u16(), answer["error"].as_str());
        assert_eq!(given, (400, Some(code)), "{form:?} {answer}");
    }

    async fn start(&self, uri: &str) -> Response {
        self.start_with(uri, &[]).await
    }

    async fn start_with(&self, uri: &str, more: &[(&str, &str)]) -> Response {
        let mut parameters = vec![("client_id", "app"), ("request_uri", uri)];
        parameters.extend_from_slice(more);
        self.browser.authorize(&self.server, &parameters).await
    }

    async fn finish(&self, response: Response) -> url::Url {
        self.browser.arrive(&self.server, response, "ada").await
    }
}

/// protocol 70, 74
#[actix_web::test]
async fn protocol_70_74_a_pushed_request_is_all_that_is_needed() {
    let case = case().await;
    let (status, pushed) = case.push(&case.app.request()).await;
    assert_eq!(status, 201);
    let seconds = pushed["expires_in"].as_u64().unwrap();
    assert!((5..=600).contains(&seconds));
    let uri = pushed["request_uri"].as_str().unwrap();
    assert!(uri.starts_with("urn:ietf:params:oauth:request_uri:"));
    assert_eq!(pushed.as_object().unwrap().len(), 2);
    let again = case.pushed(&case.app.request()).await;
    assert_ne!(uri, again);
    let secret = "the+secret+of+app%3A+100%25%2B";
    let request = http().post(case.server.url("/par"));
    let request = request.basic_auth("app", Some(secret));
    let raw = Answer::of(request.form(&case.app.request())).await;
    assert_eq!(raw.status, StatusCode::CREATED, "{}", raw.text);
    assert_eq!(raw.header("content-type"), "application/json");
    assert!(raw.header("cache-control").contains("no-store"));
    let more = [
        ("state", "another"),
        ("scope", "openid"),
        ("redirect_uri", "https://evil.example/"),
        ("prompt", "none"),
        ("response_type", "token"),
    ];
    let url = case.finish(case.start_with(uri, &more).await).await;
    let members = answer(&url);
    assert_eq!(members["state"], "the state");
    assert!(url.as_str().starts_with(&case.app.redirect_uri));
    let (status, tokens) = case.server.redeem(&case.app, &members["code"]).await;
    assert_eq!(status, 200, "{tokens}");
    assert_eq!(tokens["scope"], "openid profile email");
}

/// protocol 71, security C1
#[actix_web::test]
async fn protocol_71_other_methods_and_strangers_are_refused() {
    let case = case().await;
    let url = case.server.url("/par");
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let answer = Answer::of(http().request(method, &url)).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), "POST");
    }
    let form = case.app.request();
    let unproven = Answer::of(http().post(&url).form(&form)).await;
    assert!(unproven.is_error(401, "invalid_client"));
    let wrong = http().post(&url).basic_auth("app", Some("wrong"));
    let wrong = Answer::of(wrong.form(&form)).await;
    assert!(wrong.is_error(401, "invalid_client"));
    assert!(wrong.header("www-authenticate").starts_with("Basic "));
    let json = http()
        .post(&url)
        .basic_auth("app", Some("x"))
        .json(&json!({}));
    assert_eq!(Answer::of(json).await.status, 415);
    let other = [("client_id", "other")];
    let request = http().post(&url).basic_auth("app", Some("x")).form(&other);
    assert!(Answer::of(request).await.is_error(400, "invalid_request"));
}

/// protocol 72, 73
#[actix_web::test]
async fn protocol_72_73_what_would_be_refused_later_is_refused_here() {
    let case = case().await;
    let good = case.app.request();
    let with = |name, value| changed(&good, name, value);
    for (name, value, code) in [
        ("code_challenge", "", "invalid_request"),
        ("code_challenge", "short", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("response_type", "", "invalid_request"),
        ("response_type", "token", "unsupported_response_type"),
        ("response_mode", "web_message", "invalid_request"),
        ("redirect_uri", "", "invalid_request"),
        ("redirect_uri", "https://evil.example/", "invalid_request"),
        ("scope", "unheard", "invalid_scope"),
        ("prompt", "none login", "invalid_request"),
        ("max_age", "x", "invalid_request"),
        ("id_token_hint", "rubbish", "invalid_request"),
        ("registration", "{}", "registration_not_supported"),
        ("request", "a.b.c", "invalid_request_object"),
        ("request_uri", "https://app.example/r", "invalid_request"),
        (
            "request_uri",
            "urn:ietf:params:oauth:request_uri:x",
            "invalid_request",
        ),
    ] {
        case.refused(&with(name, value), code).await;
    }
    let mut twice = good.clone();
    twice.push(("state", "again"));
    case.refused(&twice, "invalid_request").await;
    let long = "x".repeat(2_000);
    let longer = "x".repeat(1_000);
    let mut large = changed(&good, "state", &long);
    large.retain(|(name, _)| *name != "nonce");
    large.push(("nonce", &longer));
    assert_eq!(case.push(&large).await.0, 201);
    // Within its limits, and larger than any URL should be.
    let quotes = "\"".repeat(2_000);
    let large = changed(&large, "state", &quotes);
    case.refused(&large, "invalid_request").await;
}

/// protocol 75, security A23
#[actix_web::test]
async fn protocol_75_a_pushed_request_is_used_up_when_it_is_answered() {
    let case = case().await;
    let uri = case.pushed(&case.app.request()).await;
    // Visiting it twice before signing in works.
    let first = case.start(&uri).await;
    assert_eq!(first.status(), StatusCode::OK);
    let second = case.start(&uri).await;
    let elsewhere = Browser::new();
    let parameters = [("client_id", "app"), ("request_uri", uri.as_str())];
    let third = elsewhere.authorize(&case.server, &parameters).await;
    assert_eq!(third.status(), StatusCode::OK);
    let code = parameter(&case.finish(second).await, "code").unwrap();
    // Afterwards it does not, and neither do those that are under way.
    let page = Page::of(case.start(&uri).await).await;
    assert!(page.status.is_client_error() && page.text.contains("invalid_request_uri"));
    let url = elsewhere.arrive(&case.server, third, "ada").await;
    assert_eq!(answer(&url)["error"], "invalid_request_uri");
    let back = [("redirect_uri", case.app.redirect_uri.as_str())];
    let told = case.start_with(&uri, &back).await;
    assert_eq!(error_in(&told), "invalid_request_uri");
    assert_eq!(case.server.redeem(&case.app, &code).await.0, 200);
}

/// security A5: whether or not it counts, nothing may be there twice.
#[actix_web::test]
async fn security_a5_nothing_is_given_twice_beside_a_pushed_request() {
    let case = case().await;
    let uri = case.pushed(&case.app.request()).await;
    for name in ["state", "unheard", "request_uri"] {
        let twice = [(name, "a"), (name, "b")];
        let response = case.start_with(&uri, &twice).await;
        assert!(is_error_page(response).await, "{name}");
        let back = ("redirect_uri", case.app.redirect_uri.as_str());
        let twice = [back, (name, "a"), (name, "b")];
        let response = case.start_with(&uri, &twice).await;
        assert_eq!(error_in(&response), "invalid_request", "{name}");
    }
    let url = case.finish(case.start(&uri).await).await;
    assert!(answer(&url).contains_key("code"), "it was not used up");
}

/// protocol 47: a minute at most under FAPI, whatever is set for others.
#[actix_web::test]
async fn protocol_47_a_code_under_fapi_is_good_for_a_minute() {
    let server = TestServer::with(&[("authorization-code-lifetime", "5m")]).await;
    server.user("ada").await;
    let browser = Browser::new();
    for (id, profile, is_good) in [
        ("plain", SecurityProfile::BestPractice, true),
        ("fapi", SecurityProfile::Fapi2, false),
    ] {
        let app = server.app_with(id, |metadata| metadata.profile = profile);
        let app = app.await;
        let (_, pushed) = server.call(&app, "/par", &app.request()).await;
        let uri = pushed["request_uri"].as_str().unwrap();
        let parameters = [("client_id", id), ("request_uri", uri)];
        let response = browser.authorize(&server, &parameters).await;
        let url = browser.arrive(&server, response, "ada").await;
        server.wait(60);
        let (status, tokens) = server.redeem(&app, &answer(&url)["code"]).await;
        assert_eq!(status == 200, is_good, "{id} {tokens}");
    }
}

/// protocol 75
#[actix_web::test]
async fn protocol_75_a_denied_request_is_used_up_too() {
    let case = case().await;
    let uri = case.pushed(&case.app.request()).await;
    let page = Page::of(case.start(&uri).await).await;
    let response = case
        .browser
        .sign_in(&case.server, &page, "ada", crate::harness::PASSWORD);
    let consent = location(&response.await);
    let page = Page::of(case.browser.get(consent.as_str()).await).await;
    let denied = case.browser.decide(&case.server, &page, "deny").await;
    assert_eq!(error_in(&denied), "access_denied");
    assert!(is_error_page(case.start(&uri).await).await);
}

/// protocol 75, security A23
#[actix_web::test]
async fn security_a23_it_belongs_to_its_client_and_expires() {
    let case = case().await;
    case.server.app("other").await;
    let uri = case.pushed(&case.app.request()).await;
    let parameters = [("client_id", "other"), ("request_uri", uri.as_str())];
    let page = Page::of(case.browser.authorize(&case.server, &parameters).await).await;
    assert!(page.text.contains("invalid_request_uri"), "{}", page.text);
    for changed in [format!("{uri}A"), uri[..uri.len() - 1].to_owned()] {
        assert!(is_error_page(case.start(&changed).await).await);
    }
    // Started in time, a sign-in keeps its own time.
    let started = case.start(&uri).await;
    case.server.wait(90);
    assert!(is_error_page(case.start(&uri).await).await);
    let url = case.finish(started).await;
    assert!(answer(&url).contains_key("code"));
}

/// protocol 76
#[actix_web::test]
async fn protocol_76_a_client_that_must_push_cannot_ask_plainly() {
    let flag = case_with(|metadata| metadata.require_pushed_authorization_requests = true).await;
    let fapi = case_with(|metadata| metadata.profile = SecurityProfile::Fapi2).await;
    for case in [flag, fapi] {
        let request = case.app.request();
        let plain = case.browser.authorize(&case.server, &request).await;
        let members = answer(&location(&plain));
        assert_eq!(members["error"], "invalid_request");
        assert_eq!(members["state"], "the state");
        let wrong = case
            .app
            .request_with(&[("redirect_uri", "https://evil.example/")]);
        let wrong = case.browser.authorize(&case.server, &wrong).await;
        assert!(is_error_page(wrong).await);
        let uri = case.pushed(&request).await;
        let url = case.finish(case.start(&uri).await).await;
        let code = parameter(&url, "code").unwrap();
        let (status, tokens) = case
            .server
            .call(&case.app, "/token", &redemption(&case.app, &code))
            .await;
        assert_eq!(status, 200, "{tokens}");
    }
}

/// protocol 72, 73, 77
#[actix_web::test]
async fn protocol_73_77_signed_requests_are_pushed_too() {
    let keys = Keys::new(SigningAlgorithm::ES256);
    let jwks = keys.jwks();
    let case = case_with(|metadata| {
        metadata.jwks = Some(jwks);
        metadata.require_signed_request_object = true;
    });
    let case = case.await;
    case.refused(&case.app.request(), "invalid_request").await;
    let claims = json!({
        "iss": "app", "aud": case.server.issuer, "exp": case.server.clock.now().0 + 60,
        "client_id": "app", "redirect_uri": case.app.redirect_uri, "response_type": "code",
        "scope": "openid", "state": "inside",
        "code_challenge": CHALLENGE, "code_challenge_method": "S256",
    });
    let signed = keys.sign(&claims);
    let form = [("request", signed.as_str()), ("state", "outside")];
    let uri = case.pushed(&form).await;
    let url = case.finish(case.start(&uri).await).await;
    assert_eq!(answer(&url)["state"], "inside");
    let stranger = Keys::new(SigningAlgorithm::ES256).sign(&claims);
    let with = |name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        keys.sign(&claims)
    };
    for object in [
        stranger,
        unsigned(&claims),
        with("request_uri", json!("urn:ietf:params:oauth:request_uri:x")),
        with("aud", json!(case.server.url("/par"))),
        with("exp", json!(1)),
        with("client_id", json!("other")),
    ] {
        case.refused(&[("request", &object)], "invalid_request_object")
            .await;
    }
    let plain = with("code_challenge_method", json!("plain"));
    case.refused(&[("request", &plain)], "invalid_request")
        .await;
}

/// A public client pushes by its id alone (RFC 9126 §2).
#[actix_web::test]
async fn protocol_70_a_public_client_pushes_by_its_id() {
    let case = case_with(|metadata| {
        metadata.token_endpoint_auth_method = ClientAuthMethod::None;
    });
    let case = case.await;
    let mut form = case.app.request();
    form.retain(|(name, _)| *name != "client_id");
    let uri = case.pushed(&form).await;
    let url = case.finish(case.start(&uri).await).await;
    let (status, _) = case.server.redeem(&case.app, &answer(&url)["code"]).await;
    assert_eq!(status, 200);
}
