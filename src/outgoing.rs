//! Requests that Signet sends to apps by itself.

use async_trait::async_trait;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use std::time::Duration;

/// How long an app may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Sends forms.
#[async_trait]
pub trait PostForm: Send + Sync {
    /// Posts `body` to `url` and returns the status of the answer, or why there was none. Follows no
    /// redirect.
    async fn post_form(&self, url: &str, body: String) -> Result<u16, String>;
}

/// Sends forms over the network.
#[derive(Clone, Copy, Debug, Default)]
pub struct Network;

#[async_trait]
impl PostForm for Network {
    async fn post_form(&self, url: &str, body: String) -> Result<u16, String> {
        let http = client(url).map_err(|error| told(&error))?;
        let request = http
            .post(url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        let answer = request.send().await.map_err(|error| told(&error))?;
        Ok(answer.status().as_u16())
    }
}

fn client(url: &str) -> reqwest::Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .timeout(PATIENCE)
        .no_proxy()
        .pool_max_idle_per_host(0);
    if url.starts_with("http:") {
        // Looking for the system's certificates fails where there are none.
        builder = builder.tls_certs_only([]);
    }
    builder.build()
}

/// The error and its causes, without the address.
fn told(error: &reqwest::Error) -> String {
    let mut causes = Vec::new();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        causes.push(next.to_string());
        cause = next.source();
    }
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    causes
        .pop()
        .unwrap_or_else(|| "the request failed".to_owned())
}
