//! The authorization endpoint and the one dispatcher behind it.
//!
//! Every step of a sign-in (password, account, consent) ends by coming back here; only
//! [`decide::next`] chooses what comes next, and the steps do not know each other.

mod decide;

use super::code::AuthorizationCode;
use super::pending::{Browser, Pending, Unresumable};
use super::session::SignedIn;
use super::{Failure, Services, logout};
use crate::model::{Client, Consent, GrantId, User};
use crate::oidc::authorization_request::{self, Untrusted};
use crate::oidc::{
    AuthorizationRequest, AuthorizationResponse, ErrorCode, OAuthError, Parameters, ScopeSet,
};
use crate::store::StoreError;
use decide::{Next, Situation};

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
    /// The person's own account: nobody asked for a code.
    Account,
}

/// A page that asks something, with what it needs to go on afterwards.
#[derive(Debug)]
pub struct Show {
    /// What it asks.
    pub step: Step,
    /// The app that asked; none when the person just wants to see their account.
    pub client: Option<Client>,
    /// Where the answer will go, for the page's content policy.
    pub redirect_uri: Option<String>,
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
    /// Go on as this person, or as another?
    SelectAccount(User),
    /// May the app have this?
    Consent {
        /// Who is asked.
        user: User,
        /// What the app would get.
        scope: ScopeSet,
    },
}

/// Who is at the other end.
#[derive(Clone, Copy, Debug)]
pub struct Visitor<'a> {
    /// The browser.
    pub browser: &'a Browser,
    /// Its live session.
    pub signed_in: Option<&'a SignedIn>,
}

/// A request arrives. Client and redirect URI are checked before all else (security A3).
pub async fn begin(
    services: &Services,
    parameters: &Parameters,
    visitor: Visitor<'_>,
) -> Result<Outcome, Failure> {
    let id = match authorization_request::client_id(parameters) {
        Ok(id) => id,
        Err(why) => return Ok(untrusted(why, parameters, None)),
    };
    let Some(client) = services.store.client(&id).await? else {
        return Ok(untrusted(Untrusted::UnknownClient, parameters, None));
    };
    let destination = match authorization_request::destination(parameters, &client.metadata) {
        Ok(destination) => destination,
        Err(why) => return Ok(untrusted(why, parameters, Some(&client))),
    };
    let request = AuthorizationRequest::validate(parameters, id, &client.metadata, &destination)
        .and_then(|request| pending(services, parameters, request, visitor));
    match request {
        Ok(pending) => advance(services, pending, client, visitor, false).await,
        Err(error) => Ok(Outcome::Respond {
            response: destination.error(&error, services.issuer()),
            error: Some(error),
        }),
    }
}

fn untrusted(why: Untrusted, parameters: &Parameters, client: Option<&Client>) -> Outcome {
    let received = |name| {
        parameters
            .get(name)
            .ok()
            .flatten()
            .unwrap_or("(none or repeated)")
    };
    let registered = client.map(|client| &client.metadata.redirect_uris);
    let detail = format!(
        "received client_id {:?} redirect_uri {:?}; registered redirect_uris {:?}",
        received("client_id"),
        received("redirect_uri"),
        registered,
    );
    Outcome::Untrusted { why, detail }
}

/// What is to be remembered of the start.
fn pending(
    services: &Services,
    parameters: &Parameters,
    request: AuthorizationRequest,
    visitor: Visitor<'_>,
) -> Result<Pending, OAuthError> {
    let now = services.now();
    let session = visitor.signed_in.map(|signed_in| &signed_in.session);
    let hinted_user = match parameters.get("id_token_hint")? {
        None => None,
        Some(hint) => Some(
            logout::read_hint(services, hint)
                .map_err(|_| BAD_HINT)?
                .user_id,
        ),
    };
    Ok(Pending {
        fresh_sign_in: request.prompt.login || request.max_age == Some(0),
        request: Some(request),
        started_at: now,
        stale_session: session.map(|session| session.id),
        hinted_user,
        account_selected: false,
    })
}

const BAD_HINT: OAuthError = OAuthError::new(
    ErrorCode::InvalidRequest,
    "id_token_hint is no ID token of this issuer",
);

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

/// A sign-in under way comes back after a step.
pub async fn resume(
    services: &Services,
    sealed: &str,
    visitor: Visitor<'_>,
) -> Result<Outcome, StepError> {
    let (pending, client) = reopen(services, sealed, visitor.browser).await?;
    match client {
        Some(client) => Ok(advance(services, pending, client, visitor, false).await?),
        None => Ok(account(services, &pending, visitor)?),
    }
}

fn account(
    services: &Services,
    pending: &Pending,
    visitor: Visitor<'_>,
) -> Result<Outcome, Failure> {
    Ok(match visitor.signed_in {
        Some(_) => Outcome::Account,
        None => Outcome::Show(Box::new(Show {
            step: Step::SignIn {
                reauthenticate: false,
                login_hint: None,
            },
            client: None,
            redirect_uri: None,
            sealed: pending.seal(services, visitor.browser)?,
        })),
    })
}

/// Opens a sign-in under way; its client must still be there with the redirect URI.
async fn reopen(
    services: &Services,
    sealed: &str,
    browser: &Browser,
) -> Result<(Pending, Option<Client>), StepError> {
    let pending = Pending::open(services, browser, sealed)?;
    let Some(request) = &pending.request else {
        return Ok((pending, None));
    };
    let client = services.store.client(&request.client_id).await?;
    let client = client.ok_or(StepError::Gone("the client is not registered any more"))?;
    if !client.metadata.has_redirect_uri(&request.redirect_uri) {
        return Err(StepError::Gone(
            "the redirect URI is not registered any more",
        ));
    }
    Ok((pending, Some(client)))
}

/// The client and redirect URI of a sign-in under way, for showing its form again.
pub async fn client_of(
    services: &Services,
    sealed: &str,
    browser: &Browser,
) -> Result<(Option<Client>, Option<String>), StepError> {
    let (pending, client) = reopen(services, sealed, browser).await?;
    Ok((client, pending.request.map(|request| request.redirect_uri)))
}

/// The person goes on with the account that is signed in, or wants another.
pub async fn select_account(
    services: &Services,
    sealed: &str,
    visitor: Visitor<'_>,
    go_on: bool,
) -> Result<Outcome, StepError> {
    let (mut pending, client) = reopen(services, sealed, visitor.browser).await?;
    pending.account_selected = go_on;
    if !go_on {
        pending.fresh_sign_in = true;
        pending.stale_session = visitor.signed_in.map(|signed_in| signed_in.session.id);
    }
    match client {
        Some(client) => Ok(advance(services, pending, client, visitor, false).await?),
        None => Ok(account(services, &pending, visitor)?),
    }
}

/// The person allows or denies. Nobody but the signed-in person decides (security A22, E5).
pub async fn consent(
    services: &Services,
    sealed: &str,
    visitor: Visitor<'_>,
    allow: bool,
) -> Result<Outcome, StepError> {
    let (pending, client) = reopen(services, sealed, visitor.browser).await?;
    let client = client.ok_or(StepError::Gone("no app asked for consent"))?;
    if visitor.signed_in.is_none() {
        return Err(StepError::Gone("nobody is signed in any more"));
    }
    if allow {
        return Ok(advance(services, pending, client, visitor, true).await?);
    }
    Ok(refuse(services, &pending, &client, visitor))
}

/// The person goes back to the app without signing in.
pub async fn cancel(
    services: &Services,
    sealed: &str,
    visitor: Visitor<'_>,
) -> Result<Outcome, StepError> {
    let (pending, client) = reopen(services, sealed, visitor.browser).await?;
    match client {
        Some(client) => Ok(refuse(services, &pending, &client, visitor)),
        None => Ok(account(services, &pending, visitor)?),
    }
}

fn refuse(
    services: &Services,
    pending: &Pending,
    client: &Client,
    visitor: Visitor<'_>,
) -> Outcome {
    tracing::info!(
        event = "consent_denied",
        client_id = client.id.as_str(),
        sub = visitor
            .signed_in
            .map(|signed_in| signed_in.user.id.to_string()),
    );
    let error = OAuthError::new(ErrorCode::AccessDenied, "the person did not allow it");
    respond_error(services, pending, error)
}

fn respond_error(services: &Services, pending: &Pending, error: OAuthError) -> Outcome {
    match &pending.request {
        None => Outcome::Account,
        Some(request) => Outcome::Respond {
            response: request.destination().error(&error, services.issuer()),
            error: Some(error),
        },
    }
}

/// Takes the next step that [`decide::next`] names.
async fn advance(
    services: &Services,
    pending: Pending,
    client: Client,
    visitor: Visitor<'_>,
    consented: bool,
) -> Result<Outcome, Failure> {
    let Some(request) = pending.request.clone() else {
        return Ok(Outcome::Account);
    };
    let remembered = match visitor.signed_in {
        Some(signed_in) => {
            services
                .store
                .consent(signed_in.user.id, &client.id)
                .await?
        }
        None => None,
    };
    let next = decide::next(&Situation {
        pending: &pending,
        request: &request,
        signed_in: visitor.signed_in,
        trusted: client.metadata.trusted,
        remembered: remembered.as_ref().map(|consent| &consent.scope),
        consented,
        now: services.now(),
    });
    let step = match next {
        Next::Refuse(error) => return Ok(respond_error(services, &pending, error)),
        Next::Issue { scope, signed_in } => {
            if consented {
                remember(services, &client, signed_in, &scope).await?;
            }
            let code = code(services, &request, signed_in, scope)?;
            return Ok(Outcome::Respond {
                response: request.destination().code(&code, services.issuer()),
                error: None,
            });
        }
        Next::SignIn { reauthenticate } => Step::SignIn {
            reauthenticate,
            login_hint: request.login_hint.clone(),
        },
        Next::SelectAccount(signed_in) => Step::SelectAccount(signed_in.user.clone()),
        Next::Consent { scope, signed_in } => Step::Consent {
            user: signed_in.user.clone(),
            scope,
        },
    };
    Ok(Outcome::Show(Box::new(Show {
        step,
        client: Some(client),
        redirect_uri: Some(request.redirect_uri.clone()),
        sealed: pending.seal(services, visitor.browser)?,
    })))
}

async fn remember(
    services: &Services,
    client: &Client,
    signed_in: &SignedIn,
    scope: &ScopeSet,
) -> Result<(), StoreError> {
    let consent = Consent {
        user_id: signed_in.user.id,
        client_id: client.id.clone(),
        scope: scope.clone(),
        granted_at: services.now(),
    };
    services.store.remember_consent(consent).await?;
    tracing::info!(
        event = "consent_given",
        client_id = client.id.as_str(),
        sub = %signed_in.user.id,
        scope = %scope,
    );
    Ok(())
}

fn code(
    services: &Services,
    request: &AuthorizationRequest,
    signed_in: &SignedIn,
    scope: ScopeSet,
) -> Result<String, Failure> {
    let session = &signed_in.session;
    let code = AuthorizationCode {
        id: GrantId::new(services.clock.as_ref(), services.entropy.as_ref()),
        client_id: request.client_id.clone(),
        user_id: signed_in.user.id,
        session_id: session.id,
        redirect_uri: request.redirect_uri.clone(),
        scope,
        nonce: request.nonce.clone(),
        code_challenge: request.code_challenge.clone(),
        auth_time: session.auth_time,
        acr: session.acr.clone(),
        amr: session.amr.clone(),
        expires_at: services
            .now()
            .plus(services.config.lifetimes.authorization_code),
    };
    code.seal(services)
}

/// A visit to the person's own account, which may need a sign-in first.
pub fn visit_account(services: &Services, visitor: Visitor<'_>) -> Result<Outcome, Failure> {
    account(services, &Pending::account(services.now()), visitor)
}
