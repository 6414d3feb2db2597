//! The main job: a person signs in, and an app gets tokens that hold.

use crate::harness::{Browser, Page, TestServer, claims, location, parameter};
use reqwest::StatusCode;

#[actix_web::test]
async fn a_person_signs_in_and_the_app_gets_tokens() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let ada = server.user("ada").await;
    let browser = Browser::new();

    let page = Page::of(browser.authorize(&server, &app.request()).await).await;
    assert!(page.has_id("login") && page.text.contains("The app app"));
    let response = browser
        .sign_in(&server, &page, "ada", "wrong password here")
        .await;
    let page = Page::of(response).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let response = browser
        .sign_in(&server, &page, "Ada@Example.com", crate::harness::PASSWORD)
        .await;
    let url = browser.arrive(&server, response, "ada").await;

    assert!(
        url.as_str()
            .starts_with("https://app.example/callback?code="),
        "{url}"
    );
    assert_eq!(parameter(&url, "state").as_deref(), Some("the state"));
    assert_eq!(
        parameter(&url, "iss").as_deref(),
        Some(server.issuer.as_str())
    );

    let code = parameter(&url, "code").unwrap();
    let (status, tokens) = server.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["scope"], "openid profile email");
    let id_token = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id_token["iss"], server.issuer.as_str());
    assert_eq!(id_token["sub"], ada.id.to_string());
    assert_eq!(id_token["aud"], "app");
    assert_eq!(id_token["nonce"], "the nonce");

    let (status, userinfo) = server
        .userinfo(tokens["access_token"].as_str().unwrap())
        .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(userinfo["sub"], ada.id.to_string());
    assert_eq!(userinfo["email"], "ada@example.com");
    assert_eq!(userinfo["preferred_username"], "ada");

    let (status, refreshed) = server
        .refresh(&app, tokens["refresh_token"].as_str().unwrap())
        .await;
    assert_eq!(status, StatusCode::OK, "{refreshed}");
    let again = claims(refreshed["id_token"].as_str().unwrap());
    assert_eq!(again["sub"], id_token["sub"]);
    assert!(again.get("nonce").is_none());
}

#[actix_web::test]
async fn single_sign_on_goes_to_a_second_app_without_a_password() {
    let server = TestServer::start().await;
    let first = server.app("first").await;
    let second = server
        .app_with("second", |metadata| metadata.trusted = true)
        .await;
    server.user("ada").await;
    let browser = Browser::new();
    browser.code(&server, &first, "ada").await;
    let response = browser.authorize(&server, &second.request()).await;
    assert!(parameter(&location(&response), "code").is_some());
}
