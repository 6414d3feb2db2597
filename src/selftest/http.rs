//! Requests as any client makes them: no redirects followed, bounded in time and size.

use super::report::{Fault, Outcome, demand, short};
use data_encoding::BASE64;
use openidconnect::ClientSecret;
use reqwest::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION,
};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Map, Value};
use std::time::Duration;
use url::{Url, form_urlencoded};

const TIMEOUT: Duration = Duration::from_secs(10);
/// Longer than any answer of a provider.
const LONGEST_BODY: usize = 1 << 20;

/// A server that gives no answer.
#[derive(Debug, thiserror::Error)]
#[error("no answer from {address}: {reason}")]
pub struct Unreachable {
    address: String,
    reason: String,
}

/// A whole answer.
pub(super) struct Answer {
    pub url: Url,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

/// Sends requests.
#[derive(Clone)]
pub(super) struct Http(reqwest::Client);

/// Names and values of a form or a query.
pub(super) type Form<'a> = [(&'a str, &'a str)];

impl From<Unreachable> for Fault {
    fn from(fault: Unreachable) -> Self {
        short(fault, "an answer")
    }
}

impl Http {
    /// A client without cookies. On a loopback server no proxy is used.
    pub fn new(issuer: &Url) -> Result<Self, reqwest::Error> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT);
        if is_loopback(issuer) {
            builder = builder.no_proxy();
        }
        if issuer.scheme() != "https" {
            // Looking for the system's certificates fails where there are none.
            builder = builder.tls_certs_only([]);
        }
        Ok(Self(builder.build()?))
    }

    /// A request, not sent yet.
    pub fn request(&self, method: Method, url: &str) -> RequestBuilder {
        self.0.request(method, url)
    }

    /// Asks for `url`.
    pub async fn get(&self, url: &str) -> Result<Answer, Unreachable> {
        send(self.request(Method::GET, url)).await
    }

    /// Posts a form.
    pub async fn post(&self, url: &str, form: &Form<'_>) -> Result<Answer, Unreachable> {
        send(with_form(self.request(Method::POST, url), form)).await
    }

    /// Asks for `url` with an access token.
    pub async fn get_as(&self, url: &str, token: &str) -> Result<Answer, Unreachable> {
        send(self.request(Method::GET, url).bearer_auth(token)).await
    }
}

/// Sends a request and waits for the whole answer.
pub(super) async fn send(request: RequestBuilder) -> Result<Answer, Unreachable> {
    let (client, request) = request.build_split();
    let request = request.map_err(|error| unreachable("an address that is none", &error))?;
    let url = request.url().clone();
    let address = place(&url);
    let answer = client.execute(request).await;
    let mut answer = answer.map_err(|error| unreachable(&address, &error))?;
    let mut body = Vec::new();
    while let Some(chunk) = answer
        .chunk()
        .await
        .map_err(|error| unreachable(&address, &error))?
    {
        if body.len() + chunk.len() > LONGEST_BODY {
            break;
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer {
        url,
        status: answer.status(),
        headers: answer.headers().clone(),
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

fn unreachable(address: &str, error: &reqwest::Error) -> Unreachable {
    let mut reason: &dyn std::error::Error = error;
    while let Some(source) = reason.source() {
        reason = source;
    }
    let reason = if error.is_timeout() {
        "it took more than ten seconds".to_owned()
    } else {
        reason.to_string()
    };
    Unreachable {
        address: address.to_owned(),
        reason,
    }
}

/// An address without its query, which may hold secrets.
pub(super) fn place(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.to_string()
}

/// `url` with more parameters in its query.
pub(super) fn with_query(url: &str, query: &Form<'_>) -> String {
    let written = encoded(query);
    let sign = if url.contains('?') { '&' } else { '?' };
    format!("{url}{sign}{written}")
}

/// A form as the body of a request.
pub(super) fn with_form(request: RequestBuilder, form: &Form<'_>) -> RequestBuilder {
    request
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(encoded(form))
}

fn encoded(form: &Form<'_>) -> String {
    let mut written = form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(form.iter()).finish()
}

/// Client authentication by the `Authorization` header (RFC 6749 §2.3.1).
pub(super) fn with_basic(
    request: RequestBuilder,
    id: &str,
    secret: &ClientSecret,
) -> RequestBuilder {
    let part = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let both = format!("{}:{}", part(id), part(secret.secret()));
    request.header(
        AUTHORIZATION,
        format!("Basic {}", BASE64.encode(both.as_bytes())),
    )
}

/// Whether the server is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &HeaderName) -> &str {
        let value = self.headers.get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Where it sends the browser.
    pub fn location(&self) -> Option<Url> {
        let location = self.headers.get(LOCATION)?.to_str().ok()?;
        let redirects = self.status.is_redirection();
        redirects.then(|| self.url.join(location).ok()).flatten()
    }

    /// The body as a JSON object.
    pub fn object(&self) -> Result<Map<String, Value>, Fault> {
        let kind = self.header(&CONTENT_TYPE);
        let essence = kind.split(';').next().unwrap_or_default().trim();
        demand(
            essence.eq_ignore_ascii_case("application/json"),
            format!("the type {kind:?}"),
            "application/json",
        )?;
        match serde_json::from_str(&self.body) {
            Ok(Value::Object(object)) => Ok(object),
            _ => Err(short("a body that is no JSON object", "a JSON object")),
        }
    }

    /// What it is, without anything secret in it.
    pub fn summary(&self) -> String {
        if let Some(location) = self.location() {
            return format!("{} to {}", self.status, place(&location));
        }
        match self.error() {
            Some(error) => format!("{} with the error {error}", self.status),
            None => self.status.to_string(),
        }
    }

    /// The error code in a JSON body.
    pub fn error(&self) -> Option<String> {
        let body: Value = serde_json::from_str(&self.body).ok()?;
        body.get("error")?.as_str().map(str::to_owned)
    }

    /// It is a JSON error with one of these codes (RFC 6749 §5.2).
    pub fn demand_error(&self, codes: &[&str]) -> Outcome {
        let expected = format!("400 or 401 with the JSON error {}", codes.join(" or "));
        let status = matches!(self.status.as_u16(), 400 | 401);
        let code = self.error();
        let named = code.as_deref().is_some_and(|code| codes.contains(&code));
        demand(status && named, self.summary(), expected)?;
        self.object().map(drop)
    }

    /// No cache keeps it (RFC 6749 §5.1).
    pub fn demand_no_store(&self) -> Outcome {
        let control = self.header(&CACHE_CONTROL);
        let said = control.split(',').any(|part| part.trim() == "no-store");
        demand(said, format!("Cache-Control {control:?}"), "no-store")
    }
}
