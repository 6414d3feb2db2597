//! The authorization endpoint: what gets a page, what goes back to the client, and how.

use super::kit::{Answer, answer, error_in, http, is_error_page, is_plain};
use crate::harness::{App, Browser, Page, TestServer, location, parameter};
use reqwest::{Method, StatusCode};

async fn with_ada(app: &str) -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let app = server.app(app).await;
    server.user("ada").await;
    (server, app, Browser::new())
}

/// protocol 36
#[actix_web::test]
async fn get_and_post_have_the_same_effect() {
    let (server, app, browser) = with_ada("app").await;
    let url = server.url("/authorize");

    // Nobody is signed in, and the browser has no cookie: POST goes on by GET, which asks.
    let response = browser.post(&url, &app.request()).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let page = Page::of(browser.get(location(&response).as_str()).await).await;
    assert!(page.has_id("login"));
    let page = Page::of(browser.post(&url, &app.request()).await).await;
    assert!(page.has_id("login"), "a known browser is asked at once");
    let response = browser
        .sign_in(&server, &page, "ada", crate::harness::PASSWORD)
        .await;
    browser.arrive(&server, response, "ada").await;

    for request in [app.request(), app.request_with(&[("prompt", "none login")])] {
        let by_get = browser.authorize(&server, &request).await;
        let by_post = browser.post(&url, &request).await;
        assert_eq!(by_get.status(), by_post.status());
        let members = |response| answer(&location(&response)).into_keys().collect::<Vec<_>>();
        assert_eq!(members(by_get), members(by_post));
    }
    let none = http().post(&url).form(&[("client_id", "nobody")]).send();
    let response = none.await.unwrap();
    assert!(is_error_page(browser.get(location(&response).as_str()).await).await);
}

/// security A22
#[actix_web::test]
async fn other_methods_than_get_and_post_are_refused() {
    let server = TestServer::start().await;
    for path in ["/authorize", "/consent", "/sign-in", "/select-account"] {
        let refused = if path == "/authorize" {
            vec![
                Method::PUT,
                Method::DELETE,
                Method::PATCH,
                Method::HEAD,
                Method::OPTIONS,
            ]
        } else {
            vec![Method::GET, Method::HEAD, Method::PUT]
        };
        for method in refused {
            let answer = Answer::of(http().request(method.clone(), server.url(path))).await;
            assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
        }
    }
}

/// protocol 37
#[actix_web::test]
async fn unknown_parameters_and_order_do_not_matter() {
    let (server, app, browser) = with_ada("app").await;
    browser.code(&server, &app, "ada").await;
    let mut request = app.request_with(&[("scope", "email openid profile"), ("flavour", "sweet")]);
    request.reverse();
    let response = browser.authorize(&server, &request).await;
    assert!(parameter(&location(&response), "code").is_some());
}

/// protocol 37, security A5
#[actix_web::test]
async fn a_repeated_parameter_is_refused() {
    let (server, app, browser) = with_ada("app").await;
    for name in [
        "state",
        "scope",
        "nonce",
        "prompt",
        "response_type",
        "response_mode",
        "x",
    ] {
        let mut request = app.request();
        request.retain(|(given, _)| *given != name);
        request.extend([(name, "none"), (name, "none")]);
        let response = browser.authorize(&server, &request).await;
        assert_eq!(error_in(&response), "invalid_request", "{name}");
    }
    for name in ["client_id", "redirect_uri"] {
        let mut request = app.request();
        let twice = request.iter().find(|(given, _)| *given == name).copied();
        request.extend(twice);
        assert!(
            is_error_page(browser.authorize(&server, &request).await).await,
            "{name}"
        );
        let body = http().post(server.url("/authorize")).form(&request);
        let moved = location(&body.send().await.unwrap());
        assert!(
            is_error_page(browser.get(moved.as_str()).await).await,
            "{name} in a body"
        );
    }
    // Once in the query and once in the body.
    let page = browser.authorize(&server, &app.request()).await;
    assert_eq!(page.status(), StatusCode::OK);
    let response = browser
        .post(&server.url("/authorize?scope=openid"), &app.request())
        .await;
    assert_eq!(error_in(&response), "invalid_request");
}

/// protocol 41, 42, 44, 45, security A6, A7, A10, A13, A17
#[actix_web::test]
async fn every_other_error_goes_back_to_the_client() {
    let (server, app, browser) = with_ada("app").await;
    let no_code = server
        .app_with("no-code", |metadata| {
            metadata.response_types = vec!["none".into()];
        })
        .await;
    let long = "n".repeat(1025);
    let cases = [
        (&app, "response_type", "", "invalid_request"),
        (&app, "response_type", "token", "unsupported_response_type"),
        (&app, "response_type", "id_token", "unauthorized_client"),
        (
            &app,
            "response_type",
            "code id_token",
            "unauthorized_client",
        ),
        (&app, "response_type", "CODE", "unsupported_response_type"),
        (&app, "response_type", "none", "unsupported_response_type"),
        (&no_code, "response_type", "code", "unauthorized_client"),
        (&app, "response_mode", "web_message", "invalid_request"),
        (&app, "response_mode", "query.jwt", "invalid_request"),
        (&app, "request", "a.b.c", "invalid_request_object"),
        (
            &app,
            "request_uri",
            "https://app.example/r",
            "invalid_request_uri",
        ),
        (
            &app,
            "request_uri",
            "urn:ietf:params:oauth:request_uri:x",
            "invalid_request_uri",
        ),
        (&app, "registration", "{}", "registration_not_supported"),
        (&app, "max_age", "-1", "invalid_request"),
        (&app, "max_age", "1.5", "invalid_request"),
        (&app, "max_age", "ten", "invalid_request"),
        (&app, "prompt", "none consent", "invalid_request"),
        (&app, "prompt", "none", "login_required"),
        (&app, "scope", "unheard", "invalid_scope"),
        (&app, "nonce", &long, "invalid_request"),
        (&app, "id_token_hint", "rubbish", "invalid_request"),
    ];
    for (app, name, value, code) in cases {
        let request = app.request_with(&[(name, value), ("iss", "https://evil.example")]);
        let response = browser.authorize(&server, &request).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{name}={value}");
        let url = location(&response);
        assert!(url.as_str().starts_with(&app.redirect_uri), "{url}");
        let members = answer(&url);
        assert_eq!(members["error"], code, "{name}={value}");
        assert_eq!(members["state"], "the state");
        assert_eq!(members["iss"], server.issuer);
        assert!(is_plain(&members["error_description"]), "{members:?}");
        assert_eq!(members.len(), 4, "nothing else: {members:?}");
    }
}

/// protocol 43, security A9
#[actix_web::test]
async fn state_comes_back_unchanged_or_not_at_all() {
    let (server, app, browser) = with_ada("app").await;
    browser.code(&server, &app, "ada").await;
    let long = "s".repeat(1000);
    for state in [
        &long,
        "a&b=c #%41+\"<'>\\",
        "x\r\nSet-Cookie: a=b\t",
        "\u{fc}\u{1f600}",
    ] {
        for changes in [
            vec![("state", state)],
            vec![("state", state), ("prompt", "none login")],
        ] {
            let request = app.request_with(&changes);
            let response = browser.authorize(&server, &request).await;
            assert!(!response.headers().contains_key("set-cookie"));
            assert_eq!(answer(&location(&response))["state"], state);
        }
    }
    for changes in [
        vec![("state", "")],
        vec![("state", ""), ("prompt", "none login")],
    ] {
        let response = browser
            .authorize(&server, &app.request_with(&changes))
            .await;
        assert!(!answer(&location(&response)).contains_key("state"));
    }
    let too_long = "s".repeat(2049);
    let request = app.request_with(&[("state", &too_long)]);
    assert_eq!(
        error_in(&browser.authorize(&server, &request).await),
        "invalid_request"
    );
}

/// protocol 41, security A6, A10
#[actix_web::test]
async fn a_success_holds_code_state_iss_and_session_state_and_nothing_else() {
    let (server, app, browser) = with_ada("app").await;
    let response = browser.authorize(&server, &app.request()).await;
    let members = answer(&browser.arrive(&server, response, "ada").await);
    let names: Vec<_> = members.keys().collect();
    assert_eq!(names, ["code", "iss", "session_state", "state"]);
    assert_eq!(members["iss"], server.issuer);
}

/// protocol 47, security A19
#[actix_web::test]
async fn a_code_is_long_unique_and_good_for_a_minute() {
    let (server, app, browser) = with_ada("app").await;
    let first = browser.code(&server, &app, "ada").await;
    let second = browser.code(&server, &app, "ada").await;
    assert_ne!(first, second);
    assert!(first.len() >= 43, "{first}");
    server.wait(59);
    assert_eq!(server.redeem(&app, &first).await.0, StatusCode::OK);
    server.wait(1);
    let (status, error) = server.redeem(&app, &second).await;
    assert_eq!(
        (status, &error["error"]),
        (StatusCode::BAD_REQUEST, &"invalid_grant".into())
    );
}

/// protocol 53, 54, 55, 56, security A16
#[actix_web::test]
async fn hints_and_wishes_never_cause_an_error_nor_set_values() {
    let (server, app, browser) = with_ada("app").await;
    let long = "x".repeat(400);
    let request = app.request_with(&[
        ("login_hint", "<ada>@\"example\""),
        ("display", "hologram"),
        ("ui_locales", "se de-CH-1996 tlh"),
        ("claims_locales", "se"),
        ("acr_values", "gold silver"),
        (
            "claims",
            r#"{"id_token":{"acr":{"value":"gold"},"groups":{"values":["admin"]}}}"#,
        ),
    ]);
    let page = Page::of(browser.authorize(&server, &request).await).await;
    assert!(page.has_id("login"));
    assert_eq!(
        crate::harness::hidden(&page.text, "username").unwrap(),
        "<ada>@\"example\""
    );
    let response = browser
        .sign_in(&server, &page, "ada", crate::harness::PASSWORD)
        .await;
    let url = browser.arrive(&server, response, "ada").await;
    let (_, tokens) = server.redeem(&app, &answer(&url)["code"]).await;
    let claims = super::kit::id_claims(&tokens);
    assert_ne!(claims["acr"], "gold");
    assert_eq!(claims["groups"], serde_json::json!(["staff"]));
    let request = app.request_with(&[("login_hint", &long), ("prompt", "login")]);
    assert_eq!(
        browser.authorize(&server, &request).await.status(),
        StatusCode::OK
    );
}

/// protocol 58
#[actix_web::test]
async fn a_person_can_refuse_at_both_pages() {
    let (server, app, browser) = with_ada("app").await;
    let page = Page::of(browser.authorize(&server, &app.request()).await).await;
    assert!(page.has_id("cancel"));
    let form = [
        ("request", page.hidden("request")),
        ("form_token", page.hidden("form_token")),
        ("decision", "cancel".into()),
    ];
    let response = browser.http.post(server.url("/sign-in")).form(&form).send();
    let members = answer(&location(&response.await.unwrap()));
    assert_eq!(
        (members["error"].as_str(), members["state"].as_str()),
        ("access_denied", "the state")
    );

    let response = browser
        .sign_in(&server, &page, "ada", crate::harness::PASSWORD)
        .await;
    // security A21
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let page = Page::of(browser.get(location(&response).as_str()).await).await;
    assert!(page.has_id("allow") && page.has_id("deny"));
    let response = browser.decide(&server, &page, "deny").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let members = answer(&location(&response));
    assert_eq!(
        (members["error"].as_str(), &members["iss"]),
        ("access_denied", &server.issuer)
    );
}

/// protocol 59, 160, security I1
#[actix_web::test]
async fn the_sign_in_page_shows_the_client_and_works_without_script() {
    let server = TestServer::start().await;
    let app = server
        .app_with("app", |metadata| {
            metadata.client_name = Some("Bikes & <b>Cars</b>".into());
            metadata.logo_uri = Some("https://img.example/logo.png".into());
            metadata.policy_uri = Some("https://app.example/policy".into());
            metadata.tos_uri = Some("https://app.example/terms".into());
        })
        .await;
    let response = Browser::new().authorize(&server, &app.request()).await;
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(response.headers()["x-frame-options"], "DENY");
    // clients 2: a COOP header would cut pop-ups off.
    assert!(
        !response
            .headers()
            .contains_key("cross-origin-opener-policy")
    );
    let page = Page::of(response).await;
    assert!(
        page.text.contains("Bikes &#38; &#60;b&#62;Cars"),
        "{}",
        page.text
    );
    for shown in [
        "https://img.example/logo.png",
        "https://app.example/policy",
        "https://app.example/terms",
    ] {
        assert!(page.text.contains(shown), "{shown}");
    }
    assert!(
        policy.contains("default-src 'none'")
            && policy.contains("img-src 'self' https://img.example")
    );
    // What is not its own file would have to be allowed by the policy.
    let mut scripts = page.text.split("<script").skip(1);
    assert!(scripts.all(|script| script.starts_with(" src=\"/static/")));
}

/// security I6, clients 2
#[actix_web::test]
async fn redirects_may_be_framed_and_are_not_for_scripts() {
    let (server, app, _) = with_ada("app").await;
    let request = app.request_with(&[("prompt", "none")]);
    let url = url::Url::parse_with_params(&server.url("/authorize"), &request).unwrap();
    let answer = Answer::of(http().get(url).header("origin", "https://app.example")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("x-frame-options"), "");
    assert_eq!(answer.header("access-control-allow-origin"), "");
    assert_eq!(answer.header("cache-control"), "no-store");
}
