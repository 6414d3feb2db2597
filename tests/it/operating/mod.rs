//! A running server in a process of its own, and the commands an operator gives beside it.

mod api;
mod certificates;
mod declared;
mod elsewhere;
mod failures;
mod forward_auth;
mod import;
mod keys;
mod mending;
mod metrics;
mod people_and_apps;
mod scim;
mod start;
mod stop;

use crate::harness::{Browser, Deployment, PASSWORD, Page, Remote};
use reqwest::StatusCode;
use serde_json::Value;
use std::time::{Duration, Instant};

/// How long a running server may take to notice what a command did (it looks four times a second).
const NOTICED: Duration = Duration::from_secs(2);

/// One person and one app.
fn declared() -> String {
    let app = Remote::declaration("app", "trusted = true");
    format!("{app}[[user]]\nusername = \"ada\"\npassword = \"{PASSWORD}\"\n")
}

/// A deployment with [`declared`] in its file `seed.toml`.
fn deployment() -> Deployment {
    let deployment = Deployment::new();
    deployment.write("seed.toml", &declared());
    deployment
}

/// A browser in which Ada is signed in.
async fn signed_in(deployment: &Deployment) -> Browser {
    let browser = Browser::new();
    let status = deployment.sign_in(&browser, "ada", PASSWORD).await;
    assert_eq!(status.unwrap(), StatusCode::SEE_OTHER);
    browser
}

/// A page.
async fn page(deployment: &Deployment, browser: &Browser, path: &str) -> Page {
    Page::of(browser.get(&deployment.url(path)).await).await
}

/// The identifiers of the published keys.
async fn kids(deployment: &Deployment) -> Vec<String> {
    let page = page(deployment, &Browser::new(), "/jwks").await;
    let jwks: Value = serde_json::from_str(&page.text).unwrap();
    let kids = jwks["keys"].as_array().unwrap().iter();
    kids.map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

/// Asks again and again until the answer is yes, for as long as a change may take to be noticed.
async fn noticed<F: Future<Output = bool>>(mut ask: impl FnMut() -> F) {
    let began = Instant::now();
    while !ask().await {
        assert!(began.elapsed() < NOTICED, "not noticed in time");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
