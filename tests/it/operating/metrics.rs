//! What a running server measures, as Prometheus reads it.

use crate::harness::{Browser, Page, TestServer, free_port};
use reqwest::StatusCode;

/// The value of the sample that begins like this, which is a whole number.
fn value(told: &str, sample: &str) -> u64 {
    let line = told.lines().find(|line| line.starts_with(sample));
    let line = line.unwrap_or_else(|| panic!("no {sample} in {told}"));
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn what_happens_is_measured_and_told_apart_from_everything_else() {
    let metrics = format!("127.0.0.1:{}", free_port());
    let server = TestServer::with(&[("metrics-listen", &metrics)]).await;
    server.user("ada").await;
    let app = server.app("app").await;
    let browser = Browser::new();
    let page = Page::of(browser.authorize(&server, &app.request()).await).await;
    let wrong = browser.sign_in(&server, &page, "ada", "wrong").await;
    assert!(!wrong.status().is_redirection());
    let code = browser.code(&server, &app, "ada").await;
    assert_eq!(server.redeem(&app, &code).await.0, StatusCode::OK);
    let again = server.redeem(&app, &code).await;
    assert_eq!(again.0, StatusCode::BAD_REQUEST);

    let answer = browser.get(&format!("http://{metrics}/metrics")).await;
    let kind = answer.headers()["content-type"].to_str().unwrap();
    assert_eq!(kind, "text/plain; version=0.0.4; charset=utf-8");
    let told = answer.text().await.unwrap();
    for (sample, expected) in [
        (
            "signet_sign_ins_total{outcome=\"wrong\",factor=\"password\"}",
            1,
        ),
        (
            "signet_sign_ins_total{outcome=\"success\",factor=\"password\"}",
            1,
        ),
        ("signet_sessions_begun_total", 1),
        ("signet_sessions_active", 1),
        (
            "signet_tokens_issued_total{grant=\"authorization_code\",kind=\"access_token\"}",
            1,
        ),
        (
            "signet_token_requests_total{grant=\"authorization_code\",outcome=\"invalid_grant\"}",
            1,
        ),
        (
            "http_server_request_duration_seconds_count{http_request_method=\"POST\",http_route=\"/token\",http_response_status_class=\"2xx\"}",
            1,
        ),
        ("signet_store_up", 1),
    ] {
        assert_eq!(value(&told, sample), expected, "{sample}");
    }
    assert!(value(&told, "signet_password_hash_duration_seconds_count") >= 2);
    assert!(value(&told, "process_resident_memory_bytes") > 1_000_000);
    assert!(told.contains("signet_signing_key_age_seconds{kid="));
    for secret in ["ada", "example.com", &app.id] {
        let labels = told.lines().filter(|line| !line.starts_with('#'));
        let telling = labels.filter(|line| line.contains(&format!("\"{secret}\"")));
        assert_eq!(telling.count(), 0, "{secret} is in {told}");
    }

    // Each listener has its own.
    for elsewhere in [server.url("/metrics"), format!("http://{metrics}/jwks")] {
        let status = browser.get(&elsewhere).await.status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{elsewhere}");
    }
}
