//! RP-Initiated Logout.

use super::kit::{error_in, id_claims, is_error_page, session_is_over, text, tokens};
use crate::harness::{App, Browser, Page, TestServer, location};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use signet::oidc::client_metadata::AccessTokenTyp;

const AFTER: &str = "https://app.example/bye?x=1";

async fn signed_in() -> (TestServer, App, Browser, Value) {
    let server = TestServer::start().await;
    let app = server
        .app_with("app", |metadata| {
            metadata.post_logout_redirect_uris =
                vec![AFTER.into(), "http://localhost:3000/".into()];
        })
        .await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&server, &app, &browser, "ada").await;
    (server, app, browser, given)
}

async fn logout(server: &TestServer, browser: &Browser, parameters: &[(&str, &str)]) -> Response {
    let url = url::Url::parse_with_params(&server.url("/logout"), parameters).unwrap();
    browser.get(url.as_str()).await
}

async fn decide(server: &TestServer, browser: &Browser, page: &Page, decision: &str) -> Response {
    let form = [
        ("request", page.hidden("request")),
        ("form_token", page.hidden("form_token")),
        ("decision", decision.to_owned()),
    ];
    browser
        .http
        .post(server.url("/logout/confirm"))
        .form(&form)
        .send()
        .await
        .unwrap()
}

async fn is_signed_in(server: &TestServer, browser: &Browser, app: &App) -> bool {
    let response = browser
        .authorize(server, &app.request_with(&[("prompt", "none")]))
        .await;
    error_in(&response) != "login_required"
}

/// protocol 143, 144, 146, clients 2
#[actix_web::test]
async fn a_hint_signs_out_without_a_question_by_get_and_post() {
    for by_post in [false, true] {
        let (server, app, browser, given) = signed_in().await;
        let parameters = [
            ("id_token_hint", text(&given, "id_token")),
            ("post_logout_redirect_uri", AFTER),
            ("state", "a b&c\u{fc}"),
        ];
        let response = if by_post {
            browser.post(&server.url("/logout"), &parameters).await
        } else {
            logout(&server, &browser, &parameters).await
        };
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let expected = format!("{AFTER}&state=a%20b%26c%C3%BC");
        assert_eq!(
            response.headers()["location"],
            expected,
            "only state is added"
        );
        assert!(!is_signed_in(&server, &browser, &app).await);
        assert!(session_is_over(&server, &id_claims(&given)).await);
        let (_, error) = server.refresh(&app, text(&given, "refresh_token")).await;
        assert_eq!(error["error"], "invalid_grant");
    }
}

/// protocol 143, 144
#[actix_web::test]
async fn an_expired_hint_is_as_good_and_without_state_nothing_is_added() {
    let (server, app, browser, given) = signed_in().await;
    server.wait(2 * 3600);
    let hint = ("id_token_hint", text(&given, "id_token"));
    let response = logout(
        &server,
        &browser,
        &[hint, ("post_logout_redirect_uri", AFTER)],
    )
    .await;
    assert_eq!(response.headers()["location"], AFTER);
    assert!(!is_signed_in(&server, &browser, &app).await);
    // Again, when nobody is signed in any more.
    let response = logout(
        &server,
        &browser,
        &[hint, ("post_logout_redirect_uri", AFTER)],
    )
    .await;
    assert_eq!(response.headers()["location"], AFTER);
    let page = Page::of(logout(&server, &browser, &[hint]).await).await;
    assert!(page.status.is_success() && page.has_id("logged-out"));
}

/// protocol 143, 144, 145, security E8, clients 2, 4.12
#[actix_web::test]
async fn a_client_id_needs_a_confirmation() {
    let (server, app, browser, _) = signed_in().await;
    for after in [AFTER, "http://localhost:3000/"] {
        let parameters = [
            ("client_id", "app"),
            ("post_logout_redirect_uri", after),
            ("state", "s"),
        ];
        let response = logout(&server, &browser, &parameters).await;
        let policy = response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        let scheme = if after == AFTER {
            "https:"
        } else {
            "http://localhost:*"
        };
        assert!(policy.contains(scheme), "the form may end there: {policy}");
        let page = Page::of(response).await;
        assert!(page.has_id("logout") && page.text.contains("The app app"));
        assert!(
            is_signed_in(&server, &browser, &app).await,
            "until it is confirmed"
        );
        let response = decide(&server, &browser, &page, "logout").await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let url = location(&response);
        assert!(
            url.as_str().starts_with(after) && url.query().unwrap().ends_with("state=s"),
            "{url}"
        );
        assert!(!is_signed_in(&server, &browser, &app).await);
        // Nobody is signed in: a page with a link, for without a hint nobody is sent on.
        let page = Page::of(logout(&server, &browser, &parameters).await).await;
        assert!(page.has_id("logged-out") && page.text.contains(&after.replace('&', "&#38;")));
        tokens(&server, &app, &browser, "ada").await;
    }
}

/// protocol 145, clients 2, 4.12
#[actix_web::test]
async fn with_nothing_there_is_a_question_and_a_page() {
    let (server, app, browser, _) = signed_in().await;
    // Some programs send the address alone.
    for parameters in [
        &[][..],
        &[("post_logout_redirect_uri", AFTER)],
        &[("client_id", "nobody")],
    ] {
        let page = Page::of(logout(&server, &browser, parameters).await).await;
        assert!(page.has_id("logout"), "{parameters:?}");
        assert!(is_signed_in(&server, &browser, &app).await);
        let page = Page::of(decide(&server, &browser, &page, "logout").await).await;
        assert!(page.status.is_success() && page.has_id("logged-out"));
        assert!(!is_signed_in(&server, &browser, &app).await);
        let page = Page::of(logout(&server, &browser, parameters).await).await;
        assert!(page.status.is_success() && page.has_id("logged-out"));
        tokens(&server, &app, &browser, "ada").await;
    }
}

/// security E8, E6: staying is staying, and nobody else can confirm.
#[actix_web::test]
async fn only_the_person_decides() {
    let (server, app, browser, _) = signed_in().await;
    let page = Page::of(logout(&server, &browser, &[]).await).await;
    let response = decide(&server, &browser, &page, "stay").await;
    assert!(!response.status().is_client_error());
    assert!(is_signed_in(&server, &browser, &app).await);
    let confirm = server.url("/logout/confirm");
    for token in ["", "AAAA"] {
        let form = [
            ("request", page.hidden("request")),
            ("form_token", token.to_owned()),
        ];
        let response = browser
            .http
            .post(&confirm)
            .form(&form)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
    }
    assert_eq!(
        browser.get(&confirm).await.status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
    assert!(is_signed_in(&server, &browser, &app).await);
}

/// security E8: a hint about somebody else is no order of whoever is signed in.
#[actix_web::test]
async fn a_hint_of_another_person_needs_a_confirmation() {
    let (server, app, browser, _) = signed_in().await;
    server.user("bob").await;
    let bob = Browser::new();
    let bobs = tokens(&server, &app, &bob, "bob").await;
    let hint = [("id_token_hint", text(&bobs, "id_token"))];
    let page = Page::of(logout(&server, &browser, &hint).await).await;
    assert!(page.has_id("logout"));
    assert!(is_signed_in(&server, &browser, &app).await);
    assert!(
        is_signed_in(&server, &bob, &app).await,
        "and bob is left alone"
    );
}

/// protocol 143, security D2, D4
#[actix_web::test]
async fn a_hint_that_is_none_of_ours_gets_a_page_and_nothing_happens() {
    let (server, app, browser, given) = signed_in().await;
    let typed = server
        .app_with("typed", |metadata| {
            metadata.access_token_typ = AccessTokenTyp::Jwt;
        })
        .await;
    let access = tokens(&server, &typed, &browser, "ada").await;
    let (_elsewhere, _, _, foreign) = signed_in().await;
    let own = text(&given, "id_token");
    let parts: Vec<_> = own.split('.').collect();
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", parts[1]);
    let cut = &own[..own.len() - 5];
    for hint in [
        &unsigned,
        cut,
        "a.b.c",
        text(&foreign, "id_token"),
        text(&access, "access_token"),
        text(&given, "access_token"),
    ] {
        let parameters = [("id_token_hint", hint), ("post_logout_redirect_uri", AFTER)];
        let response = logout(&server, &browser, &parameters).await;
        assert!(is_error_page(response).await, "{hint}");
        assert!(is_signed_in(&server, &browser, &app).await);
    }
}

/// protocol 144, 145, security E9, A5
#[actix_web::test]
async fn an_address_that_is_not_registered_gets_a_page_and_nothing_happens() {
    let (server, app, browser, given) = signed_in().await;
    let other = server
        .app_with("other", |metadata| {
            metadata.post_logout_redirect_uris = vec!["https://other.example/".into()];
        })
        .await;
    let hint = ("id_token_hint", text(&given, "id_token"));
    for uri in [
        "https://evil.example/",
        "https://app.example/bye",
        "https://app.example/bye?x=1&y=2",
        "https://app.example/callback",
        "https://other.example/",
        "HTTPS://app.example/bye?x=1",
        "http://localhost:3001/",
    ] {
        for who in [hint, ("client_id", "app")] {
            let response =
                logout(&server, &browser, &[who, ("post_logout_redirect_uri", uri)]).await;
            assert!(is_error_page(response).await, "{uri}");
        }
    }
    let uri = ("post_logout_redirect_uri", "https://other.example/");
    let mixed = logout(&server, &browser, &[hint, ("client_id", &other.id), uri]).await;
    assert!(is_error_page(mixed).await, "a hint for another client");
    let twice = logout(&server, &browser, &[hint, hint]).await;
    assert!(is_error_page(twice).await);
    assert!(is_signed_in(&server, &browser, &app).await);
}

/// security E8: a form of another site brings no cookies (they are `SameSite=Lax`). It goes on by GET,
/// which brings them; where there are none, the hint's `sid` names the session.
#[actix_web::test]
async fn a_post_of_another_site_ends_the_session_of_its_hint_and_no_other() {
    let (server, app, browser, given) = signed_in().await;
    let no_cookies = Browser::new();
    let response = no_cookies.post(&server.url("/logout"), &[("x", "y")]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert!(
        !response.headers().contains_key("set-cookie"),
        "the cookie of whoever is signed in stays"
    );
    let page = Page::of(browser.get(location(&response).as_str()).await).await;
    assert!(page.has_id("logout"), "and the person is asked");

    let parameters = [
        ("id_token_hint", text(&given, "id_token")),
        ("post_logout_redirect_uri", AFTER),
        ("state", "s"),
    ];
    let response = no_cookies.post(&server.url("/logout"), &parameters).await;
    assert!(is_signed_in(&server, &browser, &app).await);
    let response = no_cookies.get(location(&response).as_str()).await;
    assert_eq!(response.headers()["location"], format!("{AFTER}&state=s"));
    assert!(!is_signed_in(&server, &browser, &app).await);
    assert!(session_is_over(&server, &id_claims(&given)).await);
}
