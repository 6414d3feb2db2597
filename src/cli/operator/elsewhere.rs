//! A server elsewhere, over its HTTP API.

use crate::entropy::{self, SystemEntropy};
use crate::http::api::{self, Answered, IDEMPOTENCY_KEY, PATH};
use crate::secret::Secret;
use actix_web::http::{Method, StatusCode};
use anyhow::{Context, bail, ensure};
use data_encoding::{BASE64, HEXLOWER};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, ETAG, IF_MATCH, RETRY_AFTER};
use serde_json::Value;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use url::{Host, Url, form_urlencoded};

/// How long an answer may take: applying a long file hashes many passwords.
const TIMEOUT: Duration = Duration::from_mins(5);

/// How long a lost answer is waited for before it is asked for again.
const PAUSE: Duration = Duration::from_secs(1);

/// Longest pause that a server may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Variables that hold an access token, and what gets one.
pub const TOKEN: &str = "SIGNET_TOKEN";
pub const CLIENT_ID: &str = "SIGNET_CLIENT_ID";
pub const CLIENT_SECRET: &str = "SIGNET_CLIENT_SECRET";

/// Which server, and what opens its API.
#[derive(Clone, Debug)]
pub struct Access {
    /// The issuer, such as `https://id.example`.
    pub server: String,
    /// A file with an access token.
    pub token_file: Option<PathBuf>,
}

/// A server elsewhere.
pub struct Elsewhere {
    http: reqwest::Client,
    issuer: String,
    token: Secret<String>,
}

impl Elsewhere {
    /// Asks the server where things are, and gets a token where there is none.
    pub async fn reach(access: &Access) -> anyhow::Result<Self> {
        let server = access.server.trim_end_matches('/');
        let http = client(server)?;
        let place = format!("{server}/.well-known/openid-configuration");
        let found = http.get(&place).send().await;
        let found = found.with_context(|| format!("cannot reach {server}"))?;
        let status = found.status();
        ensure!(
            status.is_success(),
            "{place} answered with HTTP {}: --server is the issuer, such as https://id.example",
            status.as_u16()
        );
        let document: Value = serde_json::from_slice(&found.bytes().await?)
            .with_context(|| format!("{place} is no JSON"))?;
        let member = |name: &str| document.get(name).and_then(Value::as_str);
        let issuer = member("issuer").unwrap_or_default();
        // OpenID Connect Discovery §4.3.
        ensure!(
            issuer.trim_end_matches('/') == server,
            "the server at {server} calls itself {issuer:?}: use that as --server"
        );
        let token = match given_token(access)? {
            Some(token) => token,
            None => granted(&http, member("token_endpoint").unwrap_or_default()).await?,
        };
        Ok(Self {
            http,
            issuer: issuer.to_owned(),
            token,
        })
    }

    /// Its issuer identifier.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Makes a call. `target` is path and query below the API. Where the answer is lost, or the server
    /// has no time, what changes nothing or is done once is called for once more.
    pub async fn call(
        &self,
        method: Method,
        target: &str,
        seen: Option<&str>,
        body: Option<Vec<u8>>,
    ) -> anyhow::Result<Answered> {
        let key = api::is_once(&method, target).then(new_key);
        let can_repeat = key.is_some() || method == Method::GET;
        let address = format!("{}{PATH}{target}", self.issuer.trim_end_matches('/'));
        let mut request = self
            .http
            .request(
                reqwest::Method::from_bytes(method.as_str().as_bytes())?,
                address,
            )
            .bearer_auth(self.token.expose())
            .header(ACCEPT, "application/json");
        if let Some(seen) = seen {
            request = request.header(IF_MATCH, seen);
        }
        if let Some(key) = key {
            request = request.header(IDEMPOTENCY_KEY, key);
        }
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body);
        }
        let answer = settled(request, can_repeat).await;
        answer.with_context(|| format!("cannot reach {}", self.issuer))
    }
}

/// The answer to `request`, which is sent once more where that does no harm and its answer is lost; and
/// again and again while the server is still at work on it.
async fn settled(
    mut request: reqwest::RequestBuilder,
    can_repeat: bool,
) -> reqwest::Result<Answered> {
    let (began, mut is_repeated) = (Instant::now(), false);
    loop {
        let again = request.try_clone().filter(|_| can_repeat);
        let answer = answered(request).await;
        let pause = match &answer {
            Ok((answer, _)) if is_under_way(answer) && began.elapsed() < TIMEOUT => Some(PAUSE),
            Ok((_, pause)) => pause.filter(|_| !is_repeated),
            Err(why) => (!is_repeated && !why.is_timeout()).then_some(PAUSE),
        };
        let (Some(pause), Some(again)) = (pause, again) else {
            return Ok(answer?.0);
        };
        tokio::time::sleep(pause).await;
        (request, is_repeated) = (again, true);
    }
}

fn is_under_way(answer: &Answered) -> bool {
    answer.status == StatusCode::CONFLICT
        && String::from_utf8_lossy(&answer.body).contains(api::UNDER_WAY)
}

/// Names a request among all of this operator's.
fn new_key() -> String {
    let bytes: [u8; 16] = entropy::bytes(&SystemEntropy);
    HEXLOWER.encode(&bytes)
}

/// The whole answer to `request`, and how long the server wants to be left alone if it had no time.
async fn answered(
    request: reqwest::RequestBuilder,
) -> reqwest::Result<(Answered, Option<Duration>)> {
    let response = request.send().await?;
    let status = StatusCode::from_u16(response.status().as_u16());
    let status = status.unwrap_or(StatusCode::BAD_GATEWAY);
    let header = |name| {
        let value = response.headers().get(name);
        value
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let (tag, pause) = (header(ETAG), header(RETRY_AFTER));
    let pause = pause.filter(|_| status == StatusCode::SERVICE_UNAVAILABLE);
    let pause = pause.and_then(|seconds| seconds.parse().ok());
    let pause = pause.map(|seconds| Duration::from_secs(seconds).min(LONGEST_PAUSE));
    let body = response.bytes().await?;
    Ok((Answered { status, tag, body }, pause))
}

/// What asks a server. A token goes over the network sealed, or not over it at all.
fn client(server: &str) -> anyhow::Result<reqwest::Client> {
    let url = Url::parse(server).with_context(|| format!("--server {server:?} is no address"))?;
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    ensure!(
        url.scheme() == "https" || (url.scheme() == "http" && is_here),
        "--server must begin with https://: an access token is sent there"
    );
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(TIMEOUT);
    if is_here {
        builder = builder.no_proxy();
    }
    if url.scheme() != "https" {
        // Looking for the system's certificates fails where there are none.
        builder = builder.tls_certs_only([]);
    }
    Ok(builder.build()?)
}

fn variable(name: &str) -> Option<Secret<String>> {
    let value = std::env::var(name).ok().filter(|value| !value.is_empty());
    value.map(Secret::new)
}

fn given_token(access: &Access) -> anyhow::Result<Option<Secret<String>>> {
    let Some(path) = &access.token_file else {
        return Ok(variable(TOKEN));
    };
    let read = std::fs::read_to_string(path);
    let read = read.with_context(|| format!("--token-file {} cannot be read", path.display()))?;
    Ok(Some(Secret::new(read.trim().to_owned())))
}

/// A token by client credentials (RFC 6749 §4.4), for all scopes that the app has.
async fn granted(http: &reqwest::Client, endpoint: &str) -> anyhow::Result<Secret<String>> {
    let (Some(id), Some(secret)) = (variable(CLIENT_ID), variable(CLIENT_SECRET)) else {
        bail!(
            "set {TOKEN} to an access token, or name a file with one by --token-file, or set \
             {CLIENT_ID} and {CLIENT_SECRET} to an app that may act as an operator (docs/api.md)"
        );
    };
    let escaped = |secret: &Secret<String>| {
        let bytes = secret.expose().as_bytes();
        form_urlencoded::byte_serialize(bytes).collect::<String>()
    };
    let credentials = format!("{}:{}", escaped(&id), escaped(&secret));
    let answer = http
        .post(endpoint)
        .header(
            AUTHORIZATION,
            format!("Basic {}", BASE64.encode(credentials.as_bytes())),
        )
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body("grant_type=client_credentials")
        .send()
        .await
        .context("cannot reach the token endpoint")?;
    let status = answer.status().as_u16();
    let document: Value = serde_json::from_slice(&answer.bytes().await?).unwrap_or_default();
    let member = |name: &str| document.get(name).and_then(Value::as_str);
    if let Some(token) = member("access_token") {
        return Ok(Secret::new(token.to_owned()));
    }
    let why = member("error_description").or_else(|| member("error"));
    let why = why.unwrap_or_default();
    bail!("no access token for the app (HTTP {status}): {why}")
}
