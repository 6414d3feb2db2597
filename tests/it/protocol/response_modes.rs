//! How answers travel: query, fragment, form_post; errors in the same way.

use super::kit::{answer, error_in};
use crate::harness::{App, Browser, Page, TestServer, hidden, location};
use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::BASE64;
use reqwest::StatusCode;

async fn signed_in() -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    browser.code(&server, &app, "ada").await;
    (server, app, browser)
}

/// protocol 41, 45, security A10
#[actix_web::test]
async fn query_and_fragment_carry_successes_and_errors() {
    let (server, app, browser) = signed_in().await;
    for (mode, in_fragment) in [("", false), ("query", false), ("fragment", true)] {
        for prompt in ["", "none login"] {
            let request = app.request_with(&[("response_mode", mode), ("prompt", prompt)]);
            let response = browser.authorize(&server, &request).await;
            assert_eq!(response.status(), StatusCode::SEE_OTHER);
            let url = location(&response);
            assert_eq!(url.fragment().is_some(), in_fragment, "{url}");
            assert_eq!(url.query().is_some(), !in_fragment, "{url}");
            let members = answer(&url);
            assert_eq!(members["state"], "the state");
            assert_eq!(members["iss"], server.issuer);
            assert_eq!(members.contains_key("code"), prompt.is_empty());
            assert_eq!(members.contains_key("error"), !prompt.is_empty());
        }
    }
}

/// protocol 46, security I4
#[actix_web::test]
async fn form_post_is_a_page_that_posts_itself() {
    let (server, app, browser) = signed_in().await;
    let state = "\"><script>alert(1)</script>&'";
    for (prompt, member) in [("", "code"), ("none login", "error")] {
        let changes = [
            ("response_mode", "form_post"),
            ("prompt", prompt),
            ("state", state),
        ];
        let response = browser
            .authorize(&server, &app.request_with(&changes))
            .await;
        assert_eq!(response.status(), StatusCode::OK);
        let headers = response.headers().clone();
        assert_eq!(headers["content-type"], "text/html; charset=utf-8");
        assert_eq!(headers["cache-control"], "no-store");
        let page = Page::of(response).await;
        assert!(
            page.text
                .contains("<form method=\"post\" action=\"https://app.example/callback\"")
        );
        assert!(!page.text.contains("<script>alert"), "{}", page.text);
        assert!(!page.hidden(member).is_empty());
        assert_eq!(page.hidden("state"), state);
        assert_eq!(page.hidden("iss"), server.issuer);
        assert!(page.text.contains("<button"), "it works without script");

        let script = page.text.split("<script>").nth(1).unwrap();
        let script = script.split("</script>").next().unwrap();
        let hash = BASE64.encode(digest(&SHA256, script.as_bytes()).as_ref());
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains(&format!("script-src 'sha256-{hash}'")),
            "{policy}"
        );
        assert!(policy.contains("default-src 'none'") && !policy.contains("form-action"));
        assert!(
            !page.text.contains("src=\"http"),
            "nothing from other hosts"
        );
    }
}

/// protocol 46: the code in the form is as good as any other.
#[actix_web::test]
async fn a_code_by_form_post_can_be_redeemed() {
    let (server, app, browser) = signed_in().await;
    let request = app.request_with(&[("response_mode", "form_post")]);
    let page = Page::of(browser.authorize(&server, &request).await).await;
    let (status, _) = server
        .redeem(&app, &hidden(&page.text, "code").unwrap())
        .await;
    assert_eq!(status, StatusCode::OK);
    // After a sign-in and a consent by form, too.
    let browser = Browser::new();
    let other = server.app("other").await;
    let request = other.request_with(&[("response_mode", "form_post")]);
    let page = Page::of(browser.authorize(&server, &request).await).await;
    let response = browser
        .sign_in(&server, &page, "ada", crate::harness::PASSWORD)
        .await;
    let page = Page::of(browser.get(location(&response).as_str()).await).await;
    let page = Page::of(browser.decide(&server, &page, "deny").await).await;
    assert_eq!(page.hidden("error"), "access_denied");
}

/// protocol 45: what would hold a token goes to the fragment, its errors too, and never to the query.
#[actix_web::test]
async fn errors_of_token_response_types_go_to_the_fragment() {
    let (server, app, browser) = signed_in().await;
    for response_type in [
        "token",
        "id_token",
        "id_token token",
        "code id_token",
        "code token",
    ] {
        for mode in ["", "query", "fragment"] {
            let changes = [("response_type", response_type), ("response_mode", mode)];
            let response = browser
                .authorize(&server, &app.request_with(&changes))
                .await;
            let refused = match response_type {
                "id_token" | "code id_token" => "unauthorized_client",
                _ => "unsupported_response_type",
            };
            assert_eq!(error_in(&response), refused);
            let url = location(&response);
            assert!(url.fragment().is_some() && url.query().is_none(), "{url}");
        }
    }
}

/// security A7
#[actix_web::test]
async fn an_unknown_mode_is_refused_in_the_query() {
    let (server, app, browser) = signed_in().await;
    for mode in ["web_message", "jwt", "Fragment", "form_post.jwt"] {
        let request = app.request_with(&[("response_mode", mode)]);
        let response = browser.authorize(&server, &request).await;
        assert_eq!(error_in(&response), "invalid_request", "{mode}");
        assert!(location(&response).query().is_some());
    }
}
