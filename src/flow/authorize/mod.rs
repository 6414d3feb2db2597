//! The authorization endpoint and the one dispatcher behind it.
//!
//! Every step of a sign-in (password, account, consent) ends by coming back here; only
//! [`decide::next`] chooses what comes next, and the steps do not know each other.

mod choice;
mod decide;
mod issue;
mod outcome;
mod step_up;
mod steps;
mod traced;

pub use decide::NOT_ADMITTED;
pub use outcome::{Outcome, Show, Step, StepError, Visitor};
pub use step_up::{floor, missing, visit_device_with, visit_page_with};
pub use steps::{
    UnderWay, cancel, consent, demanded, give_up, resume, select_account, sign_in_instead, switch,
    under_way, visit_account, visit_another, visit_device, visit_page, visit_security,
};

use super::pending::{Pending, asks_for_fresh};
use super::pushed_request::{self, Ticket};
use super::request_object::{self, Refused};
use super::{Failure, Services, discovery, logout, passkey, second_factor, session_state, sign_up};
use crate::login::policy::{self, Demand};
use crate::model::Client;
use crate::oidc::authorization_request::{self, Untrusted};
use crate::oidc::{AuthorizationRequest, Destination, ErrorCode, OAuthError, Parameters};
use crate::store::StoreError;
use choice::Choice;
use decide::{Next, Situation};
use issue::{Granted, grant};
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
    let uri = parameters.get("request_uri").ok().flatten();
    if let Some(uri) = uri.filter(|uri| pushed_request::is_pushed(uri)) {
        return begin_pushed(services, parameters, client, uri, visitor).await;
    }
    let inside = match request_object::read(services, &client, parameters).await {
        Ok(inside) => inside,
        Err(refused) => return Ok(refuse(services, parameters, &client, refused)),
    };
    let parameters = inside.as_ref().unwrap_or(parameters);
    let mut destination = match authorization_request::destination(parameters, &client.metadata) {
        Ok(destination) => destination,
        Err(why) => return Ok(untrusted(why, parameters, Some(&client))),
    };
    let served = discovery::response_types(&services.config);
    let metadata = &client.metadata;
    let request = must_not_push(&client)
        .and_then(|()| {
            AuthorizationRequest::validate(parameters, id, metadata, &destination, served)
        })
        .and_then(|request| Ok((request, hinted_subject(services, parameters)?)));
    match request {
        Ok((request, hinted_subject)) => {
            let pending = pending(services, request, hinted_subject, None, visitor);
            advance(services, pending, client, visitor, false).await
        }
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

/// A request that was pushed before: nothing else of `parameters` counts (RFC 9126 §4, protocol 74),
/// but none of them may be there twice.
async fn begin_pushed(
    services: &Services,
    parameters: &Parameters,
    client: Arc<Client>,
    uri: &str,
    visitor: Visitor<'_>,
) -> Result<Outcome, Failure> {
    if let Err(refused) = request_object::refuse_repetitions(parameters) {
        return Ok(refuse(services, parameters, &client, refused));
    }
    let pushed = match pushed_request::take(services, &client, uri).await? {
        Ok(pushed) => pushed,
        Err(refused) => return Ok(refuse(services, parameters, &client, refused)),
    };
    let ticket = Some(pushed.ticket);
    let pending = pending(
        services,
        pushed.request,
        pushed.hinted_subject,
        ticket,
        visitor,
    );
    advance(services, pending, client, visitor, false).await
}

fn must_not_push(client: &Client) -> Result<(), OAuthError> {
    if client.metadata.must_push_requests() {
        let description = "this client must push its authorization requests";
        return Err(OAuthError::new(ErrorCode::InvalidRequest, description));
    }
    Ok(())
}

/// An object or address that cannot be used: told to the client if it names where to, by a registered
/// redirect URI of its own and never by a default (protocol 63, 66).
fn refuse(services: &Services, outside: &Parameters, client: &Client, refused: Refused) -> Outcome {
    let Refused { error, detail, .. } = refused;
    let way_back = refused.way_back.as_ref().unwrap_or(outside);
    match authorization_request::destination(way_back, &client.metadata) {
        Ok(destination) => {
            tracing::info!(
                event = "request_object_refused",
                client_id = client.id.as_str(),
                detail,
            );
            Outcome::Respond {
                response: destination.error(&error, services.issuer()),
                error: Some(error),
            }
        }
        Err(_) => Outcome::Untrusted {
            why: Untrusted::Refused(error.code),
            detail: format!("client_id {:?}: {detail}", client.id.as_str()),
        },
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
    mut request: AuthorizationRequest,
    hinted_subject: Option<String>,
    ticket: Option<Ticket>,
    visitor: Visitor<'_>,
) -> Pending {
    // Where people may not, it is a value like any other that is not known.
    request.prompt.create &= sign_up::is_on(&services.config);
    let session = visitor.signed_in.map(|signed_in| &signed_in.session);
    Pending {
        fresh_sign_in: asks_for_fresh(&request),
        request: Some(request),
        started_at: services.now(),
        stale_sign_in: session.map(|session| session.secret_hash),
        hinted_subject,
        account_selected: false,
        ticket,
        user_code: None,
        another: false,
        security: false,
        trace: None,
        page: None,
    }
}

/// Whom `id_token_hint` names, as the client knows them.
pub(super) fn hinted_subject(
    services: &Services,
    parameters: &Parameters,
) -> Result<Option<String>, OAuthError> {
    let Some(hint) = parameters.get("id_token_hint")? else {
        return Ok(None);
    };
    let hint = logout::read_hint(services, hint).map_err(|_| BAD_HINT)?;
    Ok(Some(hint.sub))
}

const BAD_HINT: OAuthError = OAuthError::new(
    ErrorCode::InvalidRequest,
    "id_token_hint is no ID token of this issuer",
);

const USED: OAuthError =
    OAuthError::new(ErrorCode::InvalidRequestUri, "request_uri was used before");

/// Uses up the pushed request that `pending` came from; tells whether it may be answered.
async fn use_up(services: &Services, pending: &Pending) -> Result<bool, StoreError> {
    match &pending.ticket {
        Some(ticket) => pushed_request::use_up(services, ticket).await,
        None => Ok(true),
    }
}

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
    traced::refused(services, pending.trace, &error);
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
    mut pending: Pending,
    client: Arc<Client>,
    visitor: Visitor<'_>,
    consented: bool,
) -> Result<Outcome, Failure> {
    let Some(request) = &pending.request else {
        return Ok(Outcome::home(&pending));
    };
    // Of a trusted client it matters only where nobody can be asked (see `decide`).
    let matters = !client.is_trusted() || request.prompt.none;
    let remembered = match visitor.signed_in.filter(|_| matters) {
        Some(signed_in) => {
            services
                .store
                .consent(signed_in.user.id, &client.id)
                .await?
        }
        None => None,
    };
    let demand = match visitor.signed_in {
        Some(signed_in) => {
            let floor = floor(services, visitor, signed_in, &client).await?;
            decide::demand(request, floor, signed_in)
        }
        None => Demand::Met,
    };
    // Read only where something is missing, so that other requests cost nothing more.
    let credentials = match (demand, visitor.signed_in) {
        (Demand::Unmet { .. }, Some(signed_in)) => {
            services.store.credentials_of(signed_in.user.id).await?
        }
        _ => Vec::new(),
    };
    let next = decide::next(&Situation {
        demand,
        reachable: passkey::reachable(services, &credentials),
        best_to_set_up: policy::best_to_set_up(&services.config),
        pending: &pending,
        request,
        signed_in: visitor.signed_in,
        choose: choice::is_due(services, &pending, request, visitor).await?,
        is_meant: visitor
            .signed_in
            .is_none_or(|signed_in| choice::is_meant(services, &pending, &client, signed_in)),
        admitted: visitor.is_admitted_to(&client),
        trusted: client.is_trusted(),
        remembered: remembered.as_ref().map(|consent| &consent.scope),
        consented,
        now: services.now(),
    });
    let step = match next {
        Next::Refuse(error) => return Ok(respond_error(services, &pending, visitor, error)),
        Next::Issue { scope, signed_in } => {
            let granted = Granted {
                client: &client,
                request,
                destination: destination(services, request, visitor),
                signed_in,
                scope,
                trace: pending.trace,
            };
            return grant(services, &pending, granted, visitor, consented).await;
        }
        Next::SignIn { reauthenticate } => {
            let known = choice::instead(services, &pending, &client, visitor).await?;
            if let Choice::Turn(to) = known {
                let request = pending.seal(services, visitor.browser)?;
                return Ok(Outcome::Turn { to, request });
            }
            who(known, reauthenticate, request)
        }
        Next::StepUp { goal, signed_in } => {
            let request = pending.seal(services, visitor.browser)?;
            let browser = visitor.browser;
            let state =
                second_factor::step_up(services, signed_in, &credentials, goal, &request, browser);
            let state = state.await?;
            return Ok(Outcome::Second { request, state });
        }
        Next::SignUp => Step::SignUp {
            login_hint: request.login_hint.clone(),
        },
        Next::SelectAccount(signed_in) => {
            let hint = request.login_hint.as_deref();
            Step::SelectAccount(choice::all(services, signed_in, visitor, hint).await?)
        }
        Next::TurnAway(signed_in) => Step::TurnAway(Arc::clone(&signed_in.user)),
        Next::Consent { scope, signed_in } => Step::Consent {
            user: Arc::clone(&signed_in.user),
            scope,
        },
    };
    traced::asked(services, &mut pending.trace, request, &step);
    show(services, &pending, Some(client), visitor, step)
}

/// Asks who it is: one of those who are signed in, or somebody who signs in.
fn who(known: Choice, reauthenticate: bool, request: &AuthorizationRequest) -> Step {
    match known {
        Choice::Among(people) => Step::SelectAccount(people),
        Choice::Turn(_) | Choice::Nobody => Step::SignIn {
            reauthenticate,
            login_hint: request.login_hint.clone(),
        },
    }
}

/// The page for `step`.
fn show(
    services: &Services,
    pending: &Pending,
    client: Option<Arc<Client>>,
    visitor: Visitor<'_>,
    step: Step,
) -> Result<Outcome, Failure> {
    let request = pending.request.as_ref();
    Ok(Outcome::Show(Box::new(Show {
        step,
        client,
        redirect_uri: request.map(|request| request.redirect_uri.clone()),
        ui_locales: request.and_then(|request| request.ui_locales.clone()),
        sealed: pending.seal(services, visitor.browser)?,
    })))
}
