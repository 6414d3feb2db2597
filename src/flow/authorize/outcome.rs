//! What the browser gets, and why a step cannot be taken.

use crate::flow::pending::{Browser, Pending, Unresumable};
use crate::flow::second_factor::Mark;
use crate::flow::session::{SessionCookie, SignedIn};
use crate::flow::{Failure, Services, remembered_device};
use crate::model::{Client, SessionId, User};
use crate::oidc::authorization_request::Untrusted;
use crate::oidc::{AuthorizationResponse, OAuthError, ScopeSet};
use crate::secret::Secret;
use crate::store::StoreError;
use std::sync::Arc;

/// What the browser gets.
#[derive(Debug)]
pub enum Outcome {
    /// A page, never a redirect.
    Untrusted {
        /// What the person is told.
        why: Untrusted,
        /// What only the operator is told: received against registered.
        detail: String,
    },
    /// An answer to the client.
    Respond {
        /// The answer.
        response: AuthorizationResponse,
        /// The error in it, if it is one.
        error: Option<OAuthError>,
    },
    /// A page that asks something.
    Show(Box<Show>),
    /// The page for the next factor.
    Second {
        /// The sign-in under way, sealed.
        request: String,
        /// What was proved so far, sealed.
        state: String,
    },
    /// The same browser as another of the accounts that it is signed in to.
    Turn {
        /// The session that waits there.
        to: SessionId,
        /// The sign-in under way, sealed.
        request: String,
    },
    /// What secures the person's account.
    Security,
    /// The person's own account: nobody asked for a code.
    Account,
    /// The page with this path and query.
    Page(String),
    /// The start page: whoever is signed in goes no further.
    Start,
    /// The device whose code the person has entered.
    Device(String),
}

impl Outcome {
    /// Whether the request is not granted.
    pub const fn is_refusal(&self) -> bool {
        match self {
            Self::Untrusted { .. } => true,
            Self::Respond { error, .. } => error.is_some(),
            _ => false,
        }
    }

    /// Where a sign-in leads that no app asked for.
    pub(super) fn home(pending: &Pending) -> Self {
        if pending.security {
            return Self::Security;
        }
        if let Some(page) = &pending.page {
            return Self::Page(page.clone());
        }
        let user_code = pending.user_code.clone();
        user_code.map_or(Self::Account, Self::Device)
    }
}

/// A page that asks something, with what it needs to go on afterwards.
#[derive(Debug)]
pub struct Show {
    /// What it asks.
    pub step: Step,
    /// The app that asked; none when the person just wants to see their account.
    pub client: Option<Arc<Client>>,
    /// Where the answer will go, for the page's content policy.
    pub redirect_uri: Option<String>,
    /// The languages that the app would like, as it names them.
    pub ui_locales: Option<String>,
    /// The sign-in under way, sealed.
    pub sealed: String,
}

/// What a page asks.
#[derive(Debug)]
pub enum Step {
    /// Who are you?
    SignIn {
        /// Asked although somebody is signed in.
        reauthenticate: bool,
        /// What to put into the field.
        login_hint: Option<String>,
    },
    /// Which address is the new account to have?
    SignUp {
        /// What to put into the field.
        login_hint: Option<String>,
    },
    /// Go on as one of these people, or as another?
    SelectAccount(Vec<Arc<User>>),
    /// This person may not use the app: as another, or back to it?
    TurnAway(Arc<User>),
    /// May the app have this?
    Consent {
        /// Who is asked.
        user: Arc<User>,
        /// What the app would get.
        scope: ScopeSet,
    },
}

impl Step {
    /// What it asks, in a word.
    pub(super) const fn as_str(&self) -> &'static str {
        match self {
            Self::SignIn { .. } => "sign-in",
            Self::SignUp { .. } => "sign-up",
            Self::SelectAccount(_) => "account",
            Self::Consent { .. } => "consent",
            Self::TurnAway(_) => "nothing: the app is not for them",
        }
    }
}

/// Who is at the other end.
#[derive(Clone, Copy, Debug)]
pub struct Visitor<'a> {
    /// The browser.
    pub browser: &'a Browser,
    /// Its live session.
    pub signed_in: Option<&'a SignedIn>,
    /// The sessions that wait there besides.
    pub waiting: &'a [SessionCookie],
    /// What it shows for having shown a second factor before (a remembered device).
    pub device: Option<&'a Secret<String>>,
}

impl Visitor<'_> {
    /// Whether whoever is signed in may use `client`.
    pub fn is_admitted_to(self, client: &Client) -> bool {
        let mut signed_in = self.signed_in.into_iter();
        signed_in.all(|signed_in| client.admits(&signed_in.user))
    }

    /// Whether the browser is remembered for the account with `mark`.
    pub fn is_remembered(self, services: &Services, mark: &Mark) -> bool {
        self.device.is_some_and(|device| {
            remembered_device::trusts(services, device.expose(), mark, self.browser)
        })
    }
}

/// Why a step cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The sealed sign-in does not open here.
    #[error(transparent)]
    Unresumable(#[from] Unresumable),
    /// Its client or redirect URI is not registered any more, or nobody is signed in who could
    /// decide.
    #[error("{0}")]
    Gone(&'static str),
    /// The store or Signet itself could not do it.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for StepError {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}
