//! `prompt`, `max_age` and `id_token_hint`: who is asked, and what cannot be got around.

use super::kit::{answer, error_in, id_claims, text, tokens, tokens_with};
use crate::harness::{App, Browser, PASSWORD, Page, TestServer, location};
use reqwest::{Response, StatusCode};
use signet::oidc::client_metadata::AccessTokenTyp;

async fn signed_in() -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    browser.code(&server, &app, "ada").await;
    (server, app, browser)
}

async fn with(
    server: &TestServer,
    browser: &Browser,
    app: &App,
    changes: &[(&str, &str)],
) -> Response {
    browser.authorize(server, &app.request_with(changes)).await
}

/// Whether an answer is the sign-in form.
async fn asks(response: Response) -> bool {
    let redirect = response.headers().get("location").cloned();
    let page = Page::of(response).await;
    let asks = page.status == StatusCode::OK && page.has_id("login");
    if !asks {
        println!("{redirect:?} {page:?}");
    }
    asks
}

fn resume(server: &TestServer, page: &Page) -> String {
    let sealed = page.hidden("request");
    url::Url::parse_with_params(&server.url("/authorize/resume"), [("request", &sealed)])
        .unwrap()
        .into()
}

/// protocol 49, 61, security A11
#[actix_web::test]
async fn prompt_none_is_silent_or_fails() {
    let (server, app, browser) = signed_in().await;
    let other = server.app("other").await;
    let trusted = server
        .app_with("trusted", |metadata| metadata.trusted = true)
        .await;
    let nobody = Browser::new();
    let none = [("prompt", "none")];
    assert_eq!(
        error_in(&with(&server, &nobody, &trusted, &none).await),
        "login_required"
    );
    assert!(
        !with(&server, &browser, &app, &none)
            .await
            .headers()
            .contains_key("set-cookie")
    );
    let members = answer(&location(&with(&server, &browser, &app, &none).await));
    assert!(
        members.contains_key("code"),
        "consent is remembered: {members:?}"
    );
    assert_eq!(
        error_in(&with(&server, &browser, &other, &none).await),
        "consent_required"
    );
    assert_eq!(
        error_in(&with(&server, &browser, &trusted, &none).await),
        ""
    );
    let wider = [("prompt", "none"), ("scope", "openid profile email phone")];
    assert_eq!(
        error_in(&with(&server, &browser, &app, &wider).await),
        "consent_required"
    );
    let narrower = [("prompt", "none"), ("scope", "email openid")];
    assert_eq!(
        error_in(&with(&server, &browser, &app, &narrower).await),
        ""
    );
    let old = [("prompt", "none"), ("max_age", "0")];
    assert_eq!(
        error_in(&with(&server, &browser, &app, &old).await),
        "login_required"
    );
    for prompt in [
        "none login",
        "none consent",
        "none select_account",
        "login none",
        "none create",
    ] {
        let response = with(&server, &browser, &app, &[("prompt", prompt)]).await;
        assert_eq!(error_in(&response), "invalid_request", "{prompt}");
    }
}

/// protocol 50, security A12, E1
#[actix_web::test]
async fn prompt_login_asks_again_and_renews_auth_time() {
    let (server, app, browser) = signed_in().await;
    let before = id_claims(&tokens(&server, &app, &browser, "ada").await);
    server.wait(100);
    let same = id_claims(&tokens(&server, &app, &browser, "ada").await);
    assert_eq!(same["auth_time"], before["auth_time"], "protocol 103");
    let changes = [("prompt", "login")];
    assert!(asks(with(&server, &browser, &app, &changes).await).await);
    let after = id_claims(&tokens_with(&server, &app, &browser, "ada", &changes).await);
    let difference = after["auth_time"].as_i64().unwrap() - before["auth_time"].as_i64().unwrap();
    assert_eq!(difference, 100);
    assert_eq!(
        after["sid"], before["sid"],
        "apps know the session by it; its secret is another (security E1)"
    );
}

/// security A12, E5: what prompt=login and max_age=0 ask for is not dropped by going around the form.
#[actix_web::test]
async fn a_demanded_sign_in_cannot_be_gone_around() {
    let (server, app, browser) = signed_in().await;
    let other = server.app("other").await;
    for changes in [
        [("prompt", "login")],
        [("max_age", "0")],
        [("prompt", "login consent")],
        [("prompt", "login select_account")],
    ] {
        let page = Page::of(with(&server, &browser, &app, &changes).await).await;
        assert!(page.has_id("login"), "{changes:?}");
        // By loading the request again, or by resuming it, also in the second of the sign-in.
        assert!(asks(with(&server, &browser, &app, &changes).await).await);
        assert!(asks(browser.get(&resume(&server, &page)).await).await);
        server.wait(1);
        assert!(asks(browser.get(&resume(&server, &page)).await).await);
        // By a form that was made for another step of another request.
        let consent = Page::of(browser.authorize(&server, &other.request()).await).await;
        let swapped = [
            ("request", page.hidden("request")),
            ("form_token", consent.hidden("form_token")),
            ("decision", "allow".to_owned()),
        ];
        let response = browser
            .http
            .post(server.url("/consent"))
            .form(&swapped)
            .send()
            .await;
        assert!(asks(response.unwrap()).await);
        let select =
            Page::of(with(&server, &browser, &app, &[("prompt", "select_account")]).await).await;
        let swapped = [
            ("request", page.hidden("request")),
            ("form_token", select.hidden("form_token")),
            (
                "account",
                select
                    .text
                    .split("value=\"")
                    .last()
                    .map(|rest| rest[..36].to_owned())
                    .unwrap(),
            ),
        ];
        let response = browser
            .http
            .post(server.url("/select-account"))
            .form(&swapped)
            .send()
            .await;
        assert!(asks(response.unwrap()).await);
    }
}

/// security A12: a request whose sign-in was long ago does not go on without a new one.
#[actix_web::test]
async fn a_finished_request_is_not_resumed_later_without_a_sign_in() {
    let (server, app, browser) = signed_in().await;
    for changes in [
        [("prompt", "login")],
        [("max_age", "60")],
        [("max_age", "0")],
    ] {
        server.wait(61);
        let page = Page::of(with(&server, &browser, &app, &changes).await).await;
        let response = browser.sign_in(&server, &page, "ada", PASSWORD).await;
        let url = browser.arrive(&server, response, "ada").await;
        assert!(answer(&url).contains_key("code"));
        server.wait(1000);
        assert!(
            asks(browser.get(&resume(&server, &page)).await).await,
            "{changes:?}"
        );
    }
}

/// protocol 51: the login must be young enough when the code is made, however long a page took.
#[actix_web::test]
async fn max_age_asks_again_when_the_login_is_older() {
    let (server, app, browser) = signed_in().await;
    let sixty = [("max_age", "60")];
    server.wait(60);
    let claims = id_claims(&tokens_with(&server, &app, &browser, "ada", &sixty).await);
    assert!(claims["auth_time"].is_i64());
    server.wait(1);
    assert!(asks(with(&server, &browser, &app, &sixty).await).await);
    let response = with(
        &server,
        &browser,
        &app,
        &[("max_age", "60"), ("prompt", "none")],
    )
    .await;
    assert_eq!(error_in(&response), "login_required");
    let huge = [("max_age", "99999999999999999999")];
    assert_eq!(error_in(&with(&server, &browser, &app, &huge).await), "");

    let claims = id_claims(&tokens_with(&server, &app, &browser, "ada", &sixty).await);
    let consent = Page::of(
        with(
            &server,
            &browser,
            &app,
            &[("max_age", "60"), ("prompt", "consent")],
        )
        .await,
    )
    .await;
    assert!(consent.has_id("allow"), "young enough now: {claims}");
    server.wait(3000);
    assert!(
        asks(browser.decide(&server, &consent, "allow").await).await,
        "but not any more"
    );
}

/// protocol 51, 103, 141
#[actix_web::test]
async fn a_client_can_have_a_default_max_age() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = server
        .app_with("app", |metadata| {
            metadata.default_max_age = Some(10);
            metadata.require_auth_time = true;
        })
        .await;
    let browser = Browser::new();
    let claims = id_claims(&tokens(&server, &app, &browser, "ada").await);
    assert!(claims["auth_time"].is_i64());
    server.wait(11);
    assert!(asks(with(&server, &browser, &app, &[]).await).await);
    assert_eq!(
        error_in(&with(&server, &browser, &app, &[("max_age", "20")]).await),
        ""
    );
}

/// protocol 50
#[actix_web::test]
async fn prompt_select_account_lets_choose() {
    let (server, app, browser) = signed_in().await;
    server.user("bob").await;
    let changes = [("prompt", "select_account")];
    assert!(
        asks(with(&server, &Browser::new(), &app, &changes).await).await,
        "nobody to choose"
    );
    let page = Page::of(with(&server, &browser, &app, &changes).await).await;
    assert!(page.text.contains("ada@example.com") && !page.has_id("login"));
    let choose = async |account: &str| {
        let form = [
            ("request", page.hidden("request")),
            ("form_token", page.hidden("form_token")),
            ("account", account.to_owned()),
        ];
        let response = browser
            .http
            .post(server.url("/select-account"))
            .form(&form)
            .send();
        response.await.unwrap()
    };
    let ada = page.text.split("name=\"account\" value=\"").nth(1).unwrap()[..36].to_owned();
    let response = choose(&ada).await;
    assert!(answer(&location(&response)).contains_key("code"));
    // Another account: its sign-in, and then it is that one.
    let page = Page::of(choose("another").await).await;
    assert!(page.has_id("login"));
    let response = browser.get(&resume(&server, &page)).await;
    assert!(asks(response).await, "going on as before is not choosing");
    let response = browser.sign_in(&server, &page, "bob", PASSWORD).await;
    let url = browser.arrive(&server, response, "bob").await;
    let (_, tokens) = server.redeem(&app, &answer(&url)["code"]).await;
    let (_, userinfo) = server.userinfo(text(&tokens, "access_token")).await;
    assert_eq!(userinfo["email"], "bob@example.com");
}

/// protocol 50, clients 2 and 4.11
#[actix_web::test]
async fn prompts_combine_and_unknown_ones_are_ignored() {
    let (server, app, browser) = signed_in().await;
    assert_eq!(
        error_in(&with(&server, &browser, &app, &[("prompt", "sing dance")]).await),
        ""
    );
    let page =
        Page::of(with(&server, &browser, &app, &[("prompt", "login consent sing")]).await).await;
    let response = browser.sign_in(&server, &page, "ada", PASSWORD).await;
    let page = Page::of(browser.get(location(&response).as_str()).await).await;
    assert!(
        page.has_id("allow"),
        "consent after the login: {}",
        page.text
    );
    let page = Page::of(with(&server, &browser, &app, &[("prompt", "consent")]).await).await;
    assert!(page.has_id("allow"), "always shown, though remembered");
    let trusted = server
        .app_with("trusted", |metadata| metadata.trusted = true)
        .await;
    let page = Page::of(with(&server, &browser, &trusted, &[("prompt", "consent")]).await).await;
    assert!(page.has_id("allow"), "for trusted clients, too");
}

/// protocol 52, security A14, D2, D4
#[actix_web::test]
async fn a_hint_must_be_ours_and_of_whoever_is_signed_in() {
    let (server, app, browser) = signed_in().await;
    server.user("bob").await;
    let typed_jwt = server
        .app_with("typed", |metadata| {
            metadata.access_token_typ = AccessTokenTyp::Jwt;
        })
        .await;
    let own = tokens(&server, &app, &browser, "ada").await;
    let bobs = tokens(&server, &app, &Browser::new(), "bob").await;
    let access = tokens(&server, &typed_jwt, &browser, "ada").await;
    let elsewhere = signed_in().await;
    let foreign = tokens(&elsewhere.0, &elsewhere.1, &elsewhere.2, "ada").await;
    let hint = async |hint: &str, prompt: &str| {
        let changes = [("id_token_hint", hint), ("prompt", prompt)];
        with(&server, &browser, &app, &changes).await
    };
    let own = text(&own, "id_token");
    assert_eq!(error_in(&hint(own, "none").await), "");
    assert_eq!(
        error_in(&hint(text(&bobs, "id_token"), "none").await),
        "login_required"
    );
    let mut parts: Vec<_> = own.split('.').collect();
    let bobs_parts: Vec<_> = text(&bobs, "id_token").split('.').collect();
    parts[1] = bobs_parts[1];
    let swapped = parts.join(".");
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", bobs_parts[1]);
    let padded = format!("{own}=");
    for forged in [
        swapped.as_str(),
        &unsigned,
        &padded,
        "a.b.c",
        text(&foreign, "id_token"),
        text(&access, "access_token"),
        text(&bobs, "access_token"),
        text(&bobs, "refresh_token"),
    ] {
        let error = error_in(&hint(forged, "none").await);
        assert_eq!(error, "invalid_request", "{forged}");
    }
    server.wait(2 * 3600);
    assert_eq!(
        error_in(&hint(own, "none").await),
        "",
        "expired is good enough"
    );
    // Without prompt=none the person is asked, and somebody else is not whom the client wants.
    let page = Page::of(hint(text(&bobs, "id_token"), "").await).await;
    assert!(page.has_id("login"));
    let response = browser.sign_in(&server, &page, "ada", PASSWORD).await;
    let response = browser.get(location(&response).as_str()).await;
    assert_eq!(error_in(&response), "login_required");
    let page = Page::of(hint(text(&bobs, "id_token"), "").await).await;
    let response = browser.sign_in(&server, &page, "bob", PASSWORD).await;
    let url = browser.arrive(&server, response, "bob").await;
    assert!(answer(&url).contains_key("code"));
}
