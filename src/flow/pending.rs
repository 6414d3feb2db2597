//! A sign-in under way. It travels with the browser, sealed and bound to a cookie of this browser,
//! so that starting one writes nothing.

use super::pushed_request::Ticket;
use super::{Failure, Services};
use crate::clock::Timestamp;
use crate::entropy;
use crate::keys::Purpose;
use crate::model::{SessionSecretHash, TraceId};
use crate::oidc::{AuthorizationRequest, UserCode};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

/// A browser, known by a random cookie that it got with its first page (security E4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser([u8; 32]);

impl Browser {
    /// A browser that has no cookie yet.
    pub fn new(services: &Services) -> Self {
        Self(entropy::bytes(services.entropy.as_ref()))
    }

    /// Reads a cookie value; nothing if it is no such value.
    pub fn decode(value: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(value.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// The cookie value.
    pub fn encode(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// The bytes, for binding other things to this browser.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// What is to happen once the person has signed in, and what was found out so far.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Pending {
    /// The request; none when the person just wants to see their account.
    pub request: Option<AuthorizationRequest>,
    /// When it was started.
    pub started_at: Timestamp,
    /// Whether a sign-in after `started_at` is needed.
    pub fresh_sign_in: bool,
    /// The sign-in that was there at the start; it is no fresh one.
    pub stale_sign_in: Option<SessionSecretHash>,
    /// Whom `id_token_hint` named, as this client knows them.
    pub hinted_subject: Option<String>,
    /// Whether the person chose to go on with the account that is signed in.
    pub account_selected: bool,
    /// The pushed request that it came from, which it uses up.
    pub ticket: Option<Ticket>,
    /// The code of a device, which the person entered before they signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_code: Option<String>,
    /// Whether somebody else than whoever is signed in is to sign in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub another: bool,
    /// Whether the person is on the way to what secures their account.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub security: bool,
    /// The trace of this sign-in, if one is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<TraceId>,
    /// The page that the person is on the way to, with its query.
    #[serde(default, alias = "console", skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

/// Why a sealed sign-in cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unresumable {
    /// Not sealed by this deployment for this browser.
    #[error("it was started in another browser, or its cookie is gone")]
    Foreign,
    /// Took too long.
    #[error("it was started too long ago")]
    Expired,
}

/// Whether a request needs a sign-in after it was made (OpenID Connect Core §3.1.2.1).
pub fn asks_for_fresh(request: &AuthorizationRequest) -> bool {
    request.prompt.login || request.max_age == Some(0)
}

impl Pending {
    /// A visit to a person's own account.
    pub fn account(now: Timestamp) -> Self {
        Self {
            request: None,
            started_at: now,
            fresh_sign_in: false,
            stale_sign_in: None,
            hinted_subject: None,
            account_selected: false,
            ticket: None,
            user_code: None,
            another: false,
            security: false,
            trace: None,
            page: None,
        }
    }

    /// A visit to what secures a person's account, which needs a new sign-in.
    pub fn security(now: Timestamp, stale: Option<SessionSecretHash>) -> Self {
        Self {
            fresh_sign_in: true,
            stale_sign_in: stale,
            security: true,
            ..Self::account(now)
        }
    }

    /// A visit to a page, which needs a new sign-in where `stale` is there.
    pub fn page(now: Timestamp, page: String, stale: Option<SessionSecretHash>) -> Self {
        Self {
            fresh_sign_in: stale.is_some(),
            stale_sign_in: stale,
            page: Some(page),
            ..Self::account(now)
        }
    }

    /// A sign-in of somebody else than whoever is signed in.
    pub fn another(now: Timestamp, stale: Option<SessionSecretHash>) -> Self {
        Self::account(now).of_another(stale)
    }

    /// The same, for somebody else than whoever is signed in.
    pub fn of_another(self, stale: Option<SessionSecretHash>) -> Self {
        Self {
            fresh_sign_in: true,
            stale_sign_in: stale,
            another: true,
            account_selected: false,
            ..self
        }
    }

    /// The same, for one of those who are signed in after all: only what the request asks for stays.
    pub fn of_chosen(self) -> Self {
        let fresh_sign_in = match &self.request {
            Some(request) if self.another => asks_for_fresh(request),
            _ => self.fresh_sign_in,
        };
        Self {
            fresh_sign_in,
            another: self.another && self.request.is_none(),
            account_selected: true,
            ..self
        }
    }

    /// A visit on behalf of a device.
    pub fn device(now: Timestamp, user_code: &UserCode) -> Self {
        Self {
            user_code: Some(user_code.as_str().to_owned()),
            ..Self::account(now)
        }
    }

    /// Seals it for `browser`.
    pub fn seal(&self, services: &Services, browser: &Browser) -> Result<String, Failure> {
        services.seal(Purpose::AuthorizationRequest, browser.as_bytes(), self)
    }

    /// Opens what [`Pending::seal`] made.
    pub fn open(services: &Services, browser: &Browser, sealed: &str) -> Result<Self, Unresumable> {
        let opened = services.open(Purpose::AuthorizationRequest, browser.as_bytes(), sealed);
        let pending: Self = opened.ok_or(Unresumable::Foreign)?;
        let age = services.now().since(pending.started_at);
        if age > services.config.lifetimes.sign_in {
            return Err(Unresumable::Expired);
        }
        Ok(pending)
    }
}
