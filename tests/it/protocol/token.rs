//! The token endpoint: what it takes, what it answers, and codes used twice.

use super::kit::{Answer, changed, http, redemption, text, tokens, tokens_with};
use crate::harness::{App, Browser, TestServer, VERIFIER, location};
use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::Value;
use signet::oidc::client_metadata::ClientAuthMethod;

async fn with_ada() -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    (server, app, Browser::new())
}

/// Whether every token of an answer has stopped working.
async fn are_dead(server: &TestServer, app: &App, tokens: &Value) -> bool {
    let (userinfo, _) = server.userinfo(text(tokens, "access_token")).await;
    let (_, refresh) = server.refresh(app, text(tokens, "refresh_token")).await;
    let form = [("token", text(tokens, "access_token"))];
    let (_, known) = server.call(app, "/introspect", &form).await;
    userinfo == StatusCode::UNAUTHORIZED
        && refresh["error"] == "invalid_grant"
        && known["active"] == false
}

/// protocol 79, 156, security B19, D5
#[actix_web::test]
async fn a_success_has_the_members_of_the_standard() {
    let (server, app, browser) = with_ada().await;
    let code = browser.code(&server, &app, "ada").await;
    let request = http()
        .post(server.url("/token"))
        .basic_auth("app", Some("the secret of app%3A 100%25%2B"))
        .form(&redemption(&app, &code));
    let answer = Answer::of(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(
        answer
            .header("content-type")
            .starts_with("application/json")
    );
    let tokens = answer.json();
    assert_eq!(tokens["token_type"], "Bearer");
    assert!((1..=3600).contains(&tokens["expires_in"].as_u64().unwrap()));
    assert!(text(&tokens, "access_token").len() >= 22);
    assert!(text(&tokens, "refresh_token").len() >= 22);
    assert!(
        text(&tokens, "refresh_token")
            .bytes()
            .all(|byte| byte.is_ascii_graphic()),
        "protocol 94"
    );
    let mut members: Vec<_> = tokens.as_object().unwrap().keys().collect();
    members.sort();
    let expected = [
        "access_token",
        "expires_in",
        "id_token",
        "refresh_token",
        "scope",
        "token_type",
    ];
    assert_eq!(members, expected);
}

/// protocol 79, security B1
#[actix_web::test]
async fn only_a_posted_form_counts() {
    let (server, app, browser) = with_ada().await;
    let code = browser.code(&server, &app, "ada").await;
    let mut form = redemption(&app, &code);
    let secret = app.secret.clone().unwrap();
    form.extend([("client_id", "app"), ("client_secret", &secret)]);
    let url = url::Url::parse_with_params(&server.url("/token"), &form).unwrap();
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
        let answer = Answer::of(http().request(method, url.clone())).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    }
    let in_url = http()
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = Answer::of(in_url).await;
    assert!(answer.is_error(401, "invalid_client"), "{}", answer.text);
    let json = http()
        .post(server.url("/token"))
        .json(&serde_json::json!({"grant_type": "authorization_code"}));
    assert!(Answer::of(json).await.is_error(415, "invalid_request"));
    let none = http().post(server.url("/token"));
    assert!(Answer::of(none).await.is_error(415, "invalid_request"));
    assert_eq!(
        server.redeem(&app, &code).await.0,
        StatusCode::OK,
        "the code is unused"
    );
}

/// protocol 80, security B2, B9
#[actix_web::test]
async fn mistakes_have_the_codes_of_the_standard() {
    let (server, app, _) = with_ada().await;
    let code = [("code", "x")];
    let grant = |name| {
        [
            ("grant_type", name),
            ("code", "x"),
            ("username", "ada"),
            ("password", "x"),
        ]
    };
    let cases: [(Vec<(&str, &str)>, &str); 10] = [
        (code.to_vec(), "invalid_request"),
        (vec![("grant_type", "")], "invalid_request"),
        (
            vec![("grant_type", "authorization_code")],
            "invalid_request",
        ),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
        (grant("password").to_vec(), "unsupported_grant_type"),
        (grant("implicit").to_vec(), "unsupported_grant_type"),
        (
            grant("Authorization_Code").to_vec(),
            "unsupported_grant_type",
        ),
        (grant("client_credentials").to_vec(), "unauthorized_client"),
        (
            vec![
                ("grant_type", "authorization_code"),
                ("grant_type", "authorization_code"),
                ("code", "x"),
            ],
            "invalid_request",
        ),
        (
            vec![
                ("grant_type", "authorization_code"),
                ("code", "x"),
                ("x", "1"),
                ("x", "2"),
            ],
            "invalid_request",
        ),
    ];
    let secret = app.secret.clone().unwrap();
    for (form, code) in cases {
        let secret: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        let request = http()
            .post(server.url("/token"))
            .basic_auth("app", Some(secret))
            .form(&form);
        let answer = Answer::of(request).await;
        assert!(answer.is_error(400, code), "{form:?} {}", answer.text);
    }
}

/// protocol 81, 83, security B5, B6, D9
#[actix_web::test]
async fn a_code_is_for_its_client_and_redirect_uri_as_it_was_issued() {
    let (server, app, browser) = with_ada().await;
    let other = server.app("other").await;
    let code = browser.code(&server, &app, "ada").await;
    let stolen = redemption(&app, &code);
    let (status, error) = server.call(&other, "/token", &stolen).await;
    assert_eq!(
        (status, &error["error"]),
        (StatusCode::BAD_REQUEST, &"invalid_grant".into())
    );
    let form = redemption(&app, &code);
    for uri in [
        "https://other.example/callback",
        "https://app.example/callback/",
        "x",
    ] {
        let (_, error) = server
            .call(&app, "/token", &changed(&form, "redirect_uri", uri))
            .await;
        assert_eq!(error["error"], "invalid_grant", "{uri}");
    }
    let tail = &code[..code.len() - 1];
    let flipped = if code.ends_with('A') { "B" } else { "A" };
    let flipped = format!("{tail}{flipped}");
    for bad in [
        "unknown",
        tail,
        &format!("{code}A"),
        &format!("{code}="),
        &flipped,
        &format!("{code} "),
    ] {
        let (status, error) = server.redeem(&app, bad).await;
        assert_eq!(
            (status, &error["error"]),
            (StatusCode::BAD_REQUEST, &"invalid_grant".into()),
            "{bad}"
        );
        assert!(!error.to_string().contains(bad), "security B19: {error}");
    }
    // None of that used it up; and the address need not be repeated (security B6).
    let form = changed(&form, "redirect_uri", "");
    assert_eq!(server.call(&app, "/token", &form).await.0, StatusCode::OK);
}

/// clients 2: failed client authentication does not burn the code.
#[actix_web::test]
async fn failed_client_authentication_leaves_the_code_alone() {
    let (server, app, browser) = with_ada().await;
    let code = browser.code(&server, &app, "ada").await;
    let wrong = App {
        secret: Some("wrong".into()),
        ..app.clone()
    };
    let post = App {
        method: ClientAuthMethod::ClientSecretPost,
        ..app.clone()
    };
    for failing in [wrong, post] {
        let (status, error) = server.redeem(&failing, &code).await;
        assert_eq!(
            (status, &error["error"]),
            (StatusCode::UNAUTHORIZED, &"invalid_client".into())
        );
    }
    assert_eq!(server.redeem(&app, &code).await.0, StatusCode::OK);
}

/// protocol 82, security B4
#[actix_web::test]
async fn a_replayed_code_ends_its_tokens() {
    let (server, app, browser) = with_ada().await;
    let bystander = tokens(&server, &app, &browser, "ada").await;
    for seconds in [0, 59, 60, 3600] {
        let code = browser.code(&server, &app, "ada").await;
        let (_, first) = server.redeem(&app, &code).await;
        let (_, first) = server.refresh(&app, text(&first, "refresh_token")).await;
        server.wait(seconds);
        let (status, error) = server.redeem(&app, &code).await;
        assert_eq!(
            (status, &error["error"]),
            (StatusCode::BAD_REQUEST, &"invalid_grant".into())
        );
        assert!(are_dead(&server, &app, &first).await, "after {seconds} s");
    }
    let (status, _) = server
        .refresh(&app, text(&bystander, "refresh_token"))
        .await;
    assert_eq!(status, StatusCode::OK, "other families live on");
}

/// protocol 82, security B4: also when the session has gone in between.
#[actix_web::test]
async fn a_code_replayed_after_the_sign_out_ends_offline_tokens() {
    let (server, app, browser) = with_ada().await;
    let changes = [("scope", "openid offline_access"), ("prompt", "consent")];
    let response = browser
        .authorize(&server, &app.request_with(&changes))
        .await;
    let url = browser.arrive(&server, response, "ada").await;
    let code = super::kit::answer(&url)["code"].clone();
    let (_, first) = server.redeem(&app, &code).await;
    let hint = [("id_token_hint", text(&first, "id_token"))];
    browser.post(&server.url("/logout"), &hint).await;
    let (status, first) = server.refresh(&app, text(&first, "refresh_token")).await;
    assert_eq!(
        status,
        StatusCode::OK,
        "offline access outlives the session"
    );
    assert_eq!(server.redeem(&app, &code).await.1["error"], "invalid_grant");
    assert!(are_dead(&server, &app, &first).await);
}

/// security B3, B4
#[actix_web::test]
async fn of_twenty_simultaneous_redemptions_one_succeeds_and_its_tokens_are_dead() {
    let (server, app, browser) = with_ada().await;
    let code = browser.code(&server, &app, "ada").await;
    let answers = join_all((0..20).map(|_| server.redeem(&app, &code))).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers
        .into_iter()
        .partition(|(status, _)| status.is_success());
    assert_eq!(won.len(), 1);
    for (status, error) in lost {
        assert_eq!(
            (status, &error["error"]),
            (StatusCode::BAD_REQUEST, &"invalid_grant".into())
        );
    }
    assert!(are_dead(&server, &app, &won[0].1).await);
}

/// security A19, E10, B13: what a code is bound to must still be there.
#[actix_web::test]
async fn a_code_dies_with_its_session_and_its_account() {
    let (server, app, browser) = with_ada().await;
    let first = tokens(&server, &app, &browser, "ada").await;
    let code = browser.code(&server, &app, "ada").await;
    let hint = [("id_token_hint", text(&first, "id_token"))];
    browser.post(&server.url("/logout"), &hint).await;
    assert_eq!(server.redeem(&app, &code).await.1["error"], "invalid_grant");
    let code = browser.code(&server, &app, "ada").await;
    let ada = super::kit::id_claims(&first)["sub"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let now = signet::clock::Clock::now(server.clock.as_ref());
    server
        .services
        .store
        .set_disabled(ada, true, now)
        .await
        .unwrap();
    assert_eq!(server.redeem(&app, &code).await.1["error"], "invalid_grant");
}

/// protocol 96, security D8
#[actix_web::test]
async fn without_openid_there_is_no_id_token_and_no_userinfo() {
    let (server, app, browser) = with_ada().await;
    for scope in ["profile email", ""] {
        let given = tokens_with(&server, &app, &browser, "ada", &[("scope", scope)]).await;
        assert!(given.get("id_token").is_none(), "{given}");
        let (status, error) = server.userinfo(text(&given, "access_token")).await;
        assert_eq!(
            (status, &error["error"]),
            (StatusCode::FORBIDDEN, &"insufficient_scope".into())
        );
        let (_, refreshed) = server.refresh(&app, text(&given, "refresh_token")).await;
        assert!(refreshed.get("id_token").is_none());
    }
}

/// protocol 97
#[actix_web::test]
async fn scheme_names_compare_without_case() {
    let (server, app, browser) = with_ada().await;
    let code = browser.code(&server, &app, "ada").await;
    let credentials = data_encoding::BASE64.encode(b"app:the secret of app%3A 100%25%2B");
    let request = http()
        .post(server.url("/token"))
        .header("authorization", format!("bAsIC {credentials}"))
        .form(&redemption(&app, &code));
    let given = Answer::of(request).await.json();
    let access = text(&given, "access_token");
    for scheme in ["bearer", "BEARER"] {
        let request = http().get(server.url("/userinfo"));
        let answer =
            Answer::of(request.header("authorization", format!("{scheme} {access}"))).await;
        assert_eq!(answer.status, StatusCode::OK, "{scheme}");
    }
}

/// security A19, A9: a code holds what the request said, and cannot be read.
#[actix_web::test]
async fn a_code_tells_nothing() {
    let (server, app, browser) = with_ada().await;
    browser.code(&server, &app, "ada").await;
    let response = browser.authorize(&server, &app.request()).await;
    let code = super::kit::answer(&location(&response))["code"].clone();
    let bytes = data_encoding::BASE64URL_NOPAD
        .decode(code.as_bytes())
        .unwrap();
    let readable = String::from_utf8_lossy(&bytes).into_owned();
    for secret in ["app", "openid", "nonce", VERIFIER] {
        assert!(!readable.contains(secret), "{secret}");
    }
}
