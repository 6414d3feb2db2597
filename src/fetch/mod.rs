//! Outgoing calls to addresses that came from outside: key sets, request objects, sector lists,
//! logout tokens (security J1 to J3).
//!
//! Owns the one way out. `https` only; every address that a name stands for must be public, and the
//! one that was checked is the one that is called; no redirect, no proxy; bounded in time, size and
//! number. Knows settings and time, and nothing of what is fetched.

mod call;
mod copies;
mod error;
mod networks;
mod resolver;

pub use error::{FetchError, SetupError};
pub use networks::Networks;

use crate::clock::Clock;
use crate::config::Fetching;
use bytes::Bytes;
use call::Caller;
use copies::Copies;
use std::sync::Arc;
use std::time::Duration;

/// Headers of a call.
pub type Headers = Vec<(&'static str, String)>;

/// Content types that are taken, without parameters.
pub type Accept = &'static [&'static str];

/// JSON documents, key sets among them (RFC 7517 §8.5.2).
pub const JSON: Accept = &["application/json", "application/jwk-set+json"];

/// Request objects (RFC 9101 §10.8); what is in them proves itself, so the names that servers give to
/// files of unknown kinds are taken too.
pub const REQUEST_OBJECT: Accept = &[
    "application/oauth-authz-req+jwt",
    "application/jwt",
    "application/jose",
    "text/plain",
    "application/octet-stream",
];

/// What was found at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The whole body.
    pub body: Bytes,
    /// How long it may be used, by the word of its server within our bounds.
    pub lifetime: Duration,
}

/// Makes outgoing calls and remembers what they brought.
pub struct Fetcher {
    caller: Caller,
    copies: Copies,
    clock: Arc<dyn Clock>,
}

impl Fetcher {
    /// Reads what `settings` name.
    pub fn new(settings: &Fetching, clock: Arc<dyn Clock>) -> Result<Self, SetupError> {
        Ok(Self {
            caller: Caller::new(settings)?,
            copies: Copies::default(),
            clock,
        })
    }

    /// The document at `url`: a copy while it is good, else fetched, once for all who ask meanwhile. A
    /// failure is remembered for a few seconds.
    pub async fn get(&self, url: &str, accept: Accept) -> Result<Arc<Document>, FetchError> {
        let fetch = || self.caller.get(url, accept);
        let now = || self.clock.now_millis();
        self.copies.get(url, accept, now, fetch).await
    }

    /// The document at `url` as it is now, or as it was a few seconds ago.
    pub async fn get_anew(&self, url: &str, accept: Accept) -> Result<Arc<Document>, FetchError> {
        let fetch = || self.caller.get(url, accept);
        let now = || self.clock.now_millis();
        self.copies.get_anew(url, accept, now, fetch).await
    }

    /// Posts `body`, which is `application/x-www-form-urlencoded`, with some headers, and tells the status
    /// of the answer. What the answer says is not read. An app on this machine may be called without TLS
    /// where `fetch_networks` opens it.
    pub async fn post_form(
        &self,
        url: &str,
        headers: Headers,
        body: String,
    ) -> Result<u16, FetchError> {
        let form = "application/x-www-form-urlencoded";
        self.caller.post(url, form, headers, body).await
    }

    /// As [`Fetcher::post_form`], for a body in JSON.
    pub async fn post_json(
        &self,
        url: &str,
        headers: Headers,
        body: String,
    ) -> Result<u16, FetchError> {
        self.caller
            .post(url, "application/json", headers, body)
            .await
    }

    /// Whether `url` could be called at all, as far as it tells itself.
    pub fn check(&self, url: &str) -> Result<(), FetchError> {
        self.caller.check(url)
    }
}
