//! What happens when the machine or the database fails: clear errors, nothing lost, and all is
//! well again without a restart (issue 3, point 8). Half-sent requests are in `security/raw.rs`.

mod clock;
mod connections;
mod disk;
mod outage;
mod slow;

use crate::harness::{Browser, Page};
use reqwest::header::RETRY_AFTER;
use reqwest::{Response, StatusCode};

/// Says that it is not possible now, and when to come back.
fn says_come_back(response: &Response) {
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(response.headers().contains_key(RETRY_AFTER));
}

/// A page that says so to a person, without a word about the machinery.
async fn tells_people(response: Response) {
    says_come_back(&response);
    let page = Page::of(response).await;
    assert!(page.text.contains("<h1"), "{}", page.text);
    for inner in ["postgres", "sqlite", "database", "disk"] {
        let text = page.text.to_lowercase();
        assert!(!text.contains(inner), "{inner}: {}", page.text);
    }
}

/// A token request with a refresh token, its answer as it came.
async fn refresh(browser: &Browser, url: String, token: &str) -> Response {
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", "app"),
        ("client_secret", crate::harness::SECRET),
    ];
    browser.post(&url, &form).await
}
