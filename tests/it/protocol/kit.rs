//! What the protocol's tests share beyond the harness: raw answers, answers to the client, tokens.

use crate::harness::{App, Browser, Page, TestServer, VERIFIER, claims, location};
use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::Value;
use std::collections::BTreeMap;
use url::Url;

/// A program that follows no redirect and keeps no cookie.
pub fn http() -> Client {
    let client = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy();
    client.build().unwrap()
}

/// An answer read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        Self {
            status: response.status(),
            headers: response.headers().clone(),
            text: response.text().await.unwrap(),
        }
    }

    /// The body, which must be JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// A header as text; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// Whether it is a JSON error of this code that nobody keeps (security B19, protocol 80, 156).
    pub fn is_error(&self, status: u16, code: &str) -> bool {
        let json: Value = serde_json::from_str(&self.text).unwrap_or_default();
        let description = json["error_description"].as_str().unwrap_or_default();
        self.status.as_u16() == status
            && json["error"] == code
            && is_plain(description)
            && self.header("content-type").starts_with("application/json")
            && self.header("cache-control").contains("no-store")
    }
}

/// Protocol 42: printable ASCII without quotation mark and backslash.
pub fn is_plain(description: &str) -> bool {
    let allowed = |byte| matches!(byte, 0x20 | 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    description.bytes().all(allowed)
}

/// The parameters of an answer to a client, in query or fragment.
pub fn answer(url: &Url) -> BTreeMap<String, String> {
    let fragment = url.fragment().unwrap_or_default();
    let fragment = url::form_urlencoded::parse(fragment.as_bytes());
    let mut all = BTreeMap::new();
    for (name, value) in url.query_pairs().chain(fragment) {
        let before = all.insert(name.into_owned(), value.into_owned());
        assert_eq!(before, None, "a member twice in {url}");
    }
    all
}

/// The error that an answer sends to the client; empty if it is a success.
pub fn error_in(response: &Response) -> String {
    let mut members = answer(&location(response));
    members.remove("error").unwrap_or_default()
}

/// Whether an answer is an error page: 4xx, marked as such, without a redirect (protocol 38).
pub async fn is_error_page(response: Response) -> bool {
    let redirects = response.headers().contains_key("location");
    let page = Page::of(response).await;
    page.status.is_client_error() && page.has_id("error") && !redirects
}

/// Tokens for `ada`-like people, whatever it takes.
pub async fn tokens(server: &TestServer, app: &App, browser: &Browser, username: &str) -> Value {
    tokens_with(server, app, browser, username, &[]).await
}

/// Tokens after a request with some parameters changed.
pub async fn tokens_with(
    server: &TestServer,
    app: &App,
    browser: &Browser,
    username: &str,
    changes: &[(&str, &str)],
) -> Value {
    let response = browser.authorize(server, &app.request_with(changes)).await;
    let url = browser.arrive(server, response, username).await;
    let code = answer(&url).remove("code");
    let code = code.unwrap_or_else(|| panic!("no code in {url}"));
    let (status, tokens) = server.redeem(app, &code).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    tokens
}

/// A member of a token answer as text.
pub fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    let value = tokens[name].as_str();
    value.unwrap_or_else(|| panic!("no {name} in {tokens}"))
}

/// The claims of the ID token in a token answer, unchecked.
pub fn id_claims(tokens: &Value) -> Value {
    claims(text(tokens, "id_token"))
}

/// A form for the token endpoint that redeems `code`.
pub fn redemption<'a>(app: &'a App, code: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &app.redirect_uri),
        ("code_verifier", VERIFIER),
    ]
}

/// `form` with one value changed; an empty one leaves the member out.
pub fn changed<'a>(
    form: &[(&'a str, &'a str)],
    name: &'a str,
    value: &'a str,
) -> Vec<(&'a str, &'a str)> {
    let mut form = form.to_vec();
    form.retain(|(given, _)| *given != name);
    if !value.is_empty() {
        form.push((name, value));
    }
    form
}

/// Whether the session that an ID token names has ended on the server.
pub async fn session_is_over(server: &TestServer, id_token: &Value) -> bool {
    let sid = text(id_token, "sid").parse().unwrap();
    let session = server.services.store.session(sid).await.unwrap();
    // The connection goes back to its pool before the server is stopped.
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    session.is_none_or(|session| session.ended_at.is_some())
}
