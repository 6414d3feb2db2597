//! Front-Channel Logout.

use super::kit::{id_claims, text, tokens};
use crate::harness::{App, Browser, Page, TestServer};
use reqwest::Response;
use serde_json::Value;

const AFTER: &str = "https://one.example/bye";

async fn app(server: &TestServer, id: &str, uri: &str) -> App {
    let uri = uri.to_owned();
    server
        .app_with(id, |metadata| {
            metadata.frontchannel_logout_uri = Some(uri);
            metadata.frontchannel_logout_session_required = true;
            metadata.post_logout_redirect_uris = vec![AFTER.into()];
            metadata.grant_types = vec!["authorization_code".into()];
        })
        .await
}

/// A browser that is signed in to two apps that are framed, and one that is not.
async fn signed_in() -> (TestServer, Browser, Value) {
    let server = TestServer::start().await;
    let one = app(&server, "one", "https://one.example/out?a=b").await;
    let two = app(&server, "two", "http://localhost:3000/out").await;
    let deaf = server.app("deaf").await;
    app(&server, "never", "https://never.example/out").await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&server, &one, &browser, "ada").await;
    tokens(&server, &two, &browser, "ada").await;
    tokens(&server, &deaf, &browser, "ada").await;
    (server, browser, given)
}

async fn logout(server: &TestServer, browser: &Browser, parameters: &[(&str, &str)]) -> Response {
    let url = url::Url::parse_with_params(&server.url("/logout"), parameters).unwrap();
    browser.get(url.as_str()).await
}

fn frames(page: &Page) -> Vec<String> {
    let tags = page.text.split("<iframe src=\"").skip(1);
    let mut frames: Vec<_> = tags
        .map(|tag| tag.split('"').next().unwrap().replace("&#38;", "&"))
        .collect();
    frames.sort();
    frames
}

fn expected(server: &TestServer, given: &Value) -> Vec<String> {
    let iss: String = url::form_urlencoded::byte_serialize(server.issuer.as_bytes()).collect();
    let sid = id_claims(given)["sid"].as_str().unwrap().to_owned();
    vec![
        format!("http://localhost:3000/out?iss={iss}&sid={sid}"),
        format!("https://one.example/out?a=b&iss={iss}&sid={sid}"),
    ]
}

#[actix_web::test]
async fn protocol_148_each_app_of_the_session_has_a_frame_and_the_browser_goes_on() {
    let (server, browser, given) = signed_in().await;
    // Long after tokens without a refresh token have expired.
    server.wait(4 * 3600);
    let parameters = [
        ("id_token_hint", text(&given, "id_token")),
        ("post_logout_redirect_uri", AFTER),
        ("state", "s"),
    ];
    let response = logout(&server, &browser, &parameters).await;
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("refresh"), format!("1; url={AFTER}?state=s"));
    let policy = header("content-security-policy");
    let allowed = "; frame-src http://localhost:3000 https://one.example;";
    assert!(policy.contains(allowed), "{policy}");
    assert!(policy.contains("; script-src 'sha256-"), "{policy}");
    assert_eq!(header("x-frame-options"), "DENY", "protocol 150");
    let page = Page::of(response).await;
    assert!(page.status.is_success() && page.has_id("logged-out"));
    assert_eq!(frames(&page), expected(&server, &given));
    let link = format!("href=\"{AFTER}?state=s\"");
    assert!(page.text.contains(&link), "without script or patience");

    // Nobody is signed in any more: nothing to frame, nothing to wait for.
    let response = logout(&server, &browser, &parameters).await;
    assert_eq!(response.headers()["location"], format!("{AFTER}?state=s"));
}

#[actix_web::test]
async fn protocol_148_with_nowhere_to_go_the_page_stays() {
    let (server, browser, given) = signed_in().await;
    let page = Page::of(logout(&server, &browser, &[]).await).await;
    assert_eq!(frames(&page), [""; 0], "nothing before it is confirmed");
    let form = [
        ("request", page.hidden("request")),
        ("form_token", page.hidden("form_token")),
    ];
    let confirm = browser.http.post(server.url("/logout/confirm")).form(&form);
    let response = confirm.send().await.unwrap();
    assert!(!response.headers().contains_key("refresh"));
    let policy = &response.headers()["content-security-policy"];
    assert!(!policy.to_str().unwrap().contains("script-src"));
    let page = Page::of(response).await;
    assert_eq!(frames(&page), expected(&server, &given));
}
