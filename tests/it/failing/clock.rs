//! A clock that is set, an hour back and an hour forward.

use crate::harness::{Browser, TestServer, location, parameter};
use reqwest::StatusCode;
use signet::admin::{Desk, sessions};
use signet::clock::{Clock, Timestamp};

const HOUR: i64 = 3600;

#[actix_web::test]
async fn a_clock_that_jumps_back_and_forth_loses_nobody() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let code = browser.code(&server, &app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    let mut refresh_token = tokens["refresh_token"].as_str().unwrap().to_owned();
    let now = server.clock.now();

    for jump in [-HOUR, 0, HOUR, 0, -HOUR, HOUR] {
        server.clock.set(Timestamp(now.0 + jump));
        // Single sign-on, a code, its tokens, their use.
        let silent = app.request_with(&[("prompt", "none")]);
        let answer = location(&browser.authorize(&server, &silent).await);
        let code = parameter(&answer, "code").unwrap_or_else(|| panic!("{jump}: {answer}"));
        let (status, tokens) = server.redeem(&app, &code).await;
        assert_eq!(status, StatusCode::OK, "{jump}: {tokens}");
        let access_token = tokens["access_token"].as_str().unwrap();
        assert_eq!(
            server.userinfo(access_token).await.0,
            StatusCode::OK,
            "{jump}"
        );
        // A family of before.
        let (status, tokens) = server.refresh(&app, &refresh_token).await;
        assert_eq!(status, StatusCode::OK, "{jump}: {tokens}");
        refresh_token = tokens["refresh_token"].as_str().unwrap().to_owned();
        // Somebody new.
        let stranger = Browser::new();
        let code = stranger.code(&server, &app, "ada").await;
        let (status, tokens) = server.redeem(&app, &code).await;
        assert_eq!(status, StatusCode::OK, "{jump}: {tokens}");
    }

    // What was used up stays used up, whatever the clock says.
    server.clock.set(Timestamp(now.0 - HOUR));
    let (status, _) = server.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn what_a_clock_ahead_has_begun_ends_with_everything_and_what_comes_then_goes_on() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let now = server.clock.now();
    server.clock.set(Timestamp(now.0 + HOUR));
    let before = Browser::new();
    let code = before.code(&server, &app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;

    server.clock.set(now);
    let desk = Desk::command_line(&server.services);
    sessions::end_all(&desk, true).await.unwrap();
    let silent = app.request_with(&[("prompt", "none")]);
    let answer = location(&before.authorize(&server, &silent).await);
    let error = parameter(&answer, "error");
    assert_eq!(error.as_deref(), Some("login_required"), "{answer}");
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let (status, _) = server.refresh(&app, refresh_token).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);

    let afterwards = Browser::new();
    let code = afterwards.code(&server, &app, "ada").await;
    let (status, tokens) = server.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let (status, tokens) = server.refresh(&app, refresh_token).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    let answer = location(&afterwards.authorize(&server, &silent).await);
    assert!(parameter(&answer, "code").is_some(), "{answer}");
}
