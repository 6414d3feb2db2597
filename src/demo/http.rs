//! The demo's HTTP client.

use crate::config::Issuer;
use futures_util::future::BoxFuture;
use openidconnect::http::response;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::sync::OnceLock;
use std::time::Duration;

/// Longer than any answer of a provider.
const LONGEST_BODY: usize = 1 << 20;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends the demo's requests: no redirects, bounded in time and size.
#[derive(Clone, Debug)]
pub(super) struct Http(reqwest::Client);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    /// No connection, no time left, no HTTP.
    #[error("the request failed")]
    Request(#[from] reqwest::Error),
    /// More than [`LONGEST_BODY`].
    #[error("the answer is too long")]
    TooLong,
    /// A status or header that cannot be handed on.
    #[error("the answer is malformed")]
    Malformed(#[from] openidconnect::http::Error),
}

impl Http {
    /// The client for `issuer`, made once for each kind of issuer.
    pub(super) fn new(issuer: &Issuer) -> Result<Self, HttpError> {
        static PLAIN: OnceLock<Http> = OnceLock::new();
        static LOOPBACK: OnceLock<Http> = OnceLock::new();
        static PUBLIC: OnceLock<Http> = OnceLock::new();
        let kept = match (issuer.is_https(), issuer.is_loopback()) {
            (false, _) => &PLAIN,
            (true, true) => &LOOPBACK,
            (true, false) => &PUBLIC,
        };
        if let Some(http) = kept.get() {
            return Ok(http.clone());
        }
        let http = Self::build(issuer)?;
        Ok(kept.get_or_init(|| http).clone())
    }

    fn build(issuer: &Issuer) -> Result<Self, HttpError> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            // Idle connections would die with the runtime of the thread that opened them.
            .pool_max_idle_per_host(0);
        if issuer.is_loopback() {
            builder = builder.no_proxy();
        }
        builder = if issuer.is_https() {
            builder.https_only(true)
        } else {
            // Looking for the system's certificates fails where there are none.
            builder.tls_certs_only([])
        };
        Ok(Self(builder.build()?))
    }

    /// Sends one request and waits for the whole answer.
    pub(super) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut answer = self.0.execute(request.try_into()?).await?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > LONGEST_BODY {
                return Err(HttpError::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        let head = response::Builder::new().status(answer.status());
        let head = answer
            .headers()
            .iter()
            .fold(head, |head, (name, value)| head.header(name, value));
        Ok(head.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = BoxFuture<'c, Result<HttpResponse, HttpError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
