//! The authorization endpoint and the one dispatcher behind it.
//!
//! Every step of a sign-in (password, account, consent) ends by coming back here; only
//! [`decide::next`] chooses what comes next, and the steps do not know each other.

mod decide;
mod outcome;
mod steps;

pub use outcome::{Outcome, Show, Step, StepError, Visitor};
pub use steps::{cancel, client_of, consent, resume, select_account, visit_account, visit_device};

use super::code::AuthorizationCode;
use super::pending::Pending;
use super::session::SignedIn;
use super::{Failure, Services, logout, session_state};
use crate::model::{Client, Consent, GrantId};
use crate::oidc::authorization_request::{self, Untrusted};
use crate::oidc::{AuthorizationRequest, Destination, ErrorCode, OAuthError, Parameters, ScopeSet};
use crate::store::StoreError;
use decide::{Next, Situation};
use std::sync::Arc;

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
    let mut destination = match authorization_request::destination(parameters, &client.metadata) {
        Ok(destination) => destination,
        Err(why) => return Ok(untrusted(why, parameters, Some(&client))),
    };
    let request = AuthorizationRequest::validate(parameters, id, &client.metadata, &destination)
        .and_then(|request| pending(services, parameters, request, visitor));
    match request {
        Ok(pending) => advance(services, pending, client, visitor, false).await,
        Err(error) => {
            let uri = &destination.redirect_uri;
            destination.session_state =
                session_state::of(services, client.id.as_str(), uri, visitor.signed_in);
            Ok(Outcome::Respond {
                response: destination.error(&error, services.issuer()),
                error: Some(error),
            })
        }
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
        stale_sign_in: session.map(|session| session.secret_hash),
        hinted_user,
        account_selected: false,
        user_code: None,
    })
}

const BAD_HINT: OAuthError = OAuthError::new(
    ErrorCode::InvalidRequest,
    "id_token_hint is no ID token of this issuer",
);

/// Where the answer goes, with the state of the browser's session.
fn destination(
    services: &Services,
    request: &AuthorizationRequest,
    visitor: Visitor<'_>,
) -> Destination {
    let (id, uri) = (request.client_id.as_str(), &request.redirect_uri);
    let is_openid = request.scope.contains("openid");
    let session_state = session_state::of(services, id, uri, visitor.signed_in);
    Destination {
        session_state: session_state.filter(|_| is_openid),
        ..request.destination()
    }
}

fn respond_error(
    services: &Services,
    pending: &Pending,
    visitor: Visitor<'_>,
    error: OAuthError,
) -> Outcome {
    match &pending.request {
        None => Outcome::home(pending),
        Some(request) => Outcome::Respond {
            response: destination(services, request, visitor).error(&error, services.issuer()),
            error: Some(error),
        },
    }
}

/// Takes the next step that [`decide::next`] names.
async fn advance(
    services: &Services,
    pending: Pending,
    client: Arc<Client>,
    visitor: Visitor<'_>,
    consented: bool,
) -> Result<Outcome, Failure> {
    let Some(request) = &pending.request else {
        return Ok(Outcome::home(&pending));
    };
    // Of a trusted client it matters only where nobody can be asked (see `decide`).
    let matters = !client.metadata.trusted || request.prompt.none;
    let remembered = match visitor.signed_in.filter(|_| matters) {
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
        request,
        signed_in: visitor.signed_in,
        trusted: client.metadata.trusted,
        remembered: remembered.as_ref().map(|consent| &consent.scope),
        consented,
        now: services.now(),
    });
    let step = match next {
        Next::Refuse(error) => return Ok(respond_error(services, &pending, visitor, error)),
        Next::Issue { scope, signed_in } => {
            if consented {
                remember(services, &client, signed_in, &scope).await?;
            }
            let code = code(services, request, signed_in, scope)?;
            return Ok(Outcome::Respond {
                response: destination(services, request, visitor).code(&code, services.issuer()),
                error: None,
            });
        }
        Next::SignIn { reauthenticate } => Step::SignIn {
            reauthenticate,
            login_hint: request.login_hint.clone(),
        },
        Next::SelectAccount(signed_in) => Step::SelectAccount(Arc::clone(&signed_in.user)),
        Next::Consent { scope, signed_in } => Step::Consent {
            user: Arc::clone(&signed_in.user),
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
