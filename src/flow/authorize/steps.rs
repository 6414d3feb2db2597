//! The steps of a sign-in: each ends by going back to the dispatcher.

use super::{Outcome, Show, Step, StepError, Visitor, advance, respond_error, use_up};
use crate::flow::pending::{Browser, Pending};
use crate::flow::{Failure, Services};
use crate::model::Client;
use crate::oidc::{AuthorizationRequest, ErrorCode, OAuthError, UserCode};
use std::sync::Arc;

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
        Some(_) => Outcome::home(pending),
        None => Outcome::Show(Box::new(Show {
            step: Step::SignIn {
                reauthenticate: false,
                login_hint: None,
            },
            client: None,
            redirect_uri: None,
            ui_locales: None,
            sealed: pending.seal(services, visitor.browser)?,
        })),
    })
}

/// Opens a sign-in under way; its client must still be there with the redirect URI.
async fn reopen(
    services: &Services,
    sealed: &str,
    browser: &Browser,
) -> Result<(Pending, Option<Arc<Client>>), StepError> {
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

/// The client and request of a sign-in under way, for showing its form again.
pub async fn client_of(
    services: &Services,
    sealed: &str,
    browser: &Browser,
) -> Result<(Option<Arc<Client>>, Option<AuthorizationRequest>), StepError> {
    let (pending, client) = reopen(services, sealed, browser).await?;
    Ok((client, pending.request))
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
        let signed_in = visitor.signed_in;
        pending.stale_sign_in = signed_in.map(|signed_in| signed_in.session.secret_hash);
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
    refuse(services, &pending, &client, visitor).await
}

/// The person goes back to the app without signing in.
pub async fn cancel(
    services: &Services,
    sealed: &str,
    visitor: Visitor<'_>,
) -> Result<Outcome, StepError> {
    let (pending, client) = reopen(services, sealed, visitor.browser).await?;
    match client {
        Some(client) => refuse(services, &pending, &client, visitor).await,
        None => Ok(account(services, &pending, visitor)?),
    }
}

async fn refuse(
    services: &Services,
    pending: &Pending,
    client: &Client,
    visitor: Visitor<'_>,
) -> Result<Outcome, StepError> {
    // Who is not signed in writes nothing.
    if visitor.signed_in.is_some() {
        use_up(services, pending).await?;
    }
    tracing::info!(
        event = "consent_denied",
        client_id = client.id.as_str(),
        sub = visitor
            .signed_in
            .map(|signed_in| signed_in.user.id.to_string()),
    );
    let error = OAuthError::new(ErrorCode::AccessDenied, "the person did not allow it");
    Ok(respond_error(services, pending, visitor, error))
}

/// A visit to the person's own account, which may need a sign-in first.
pub fn visit_account(services: &Services, visitor: Visitor<'_>) -> Result<Outcome, Failure> {
    account(services, &Pending::account(services.now()), visitor)
}

/// A visit with the code of a device, which needs a sign-in first.
pub fn visit_device(
    services: &Services,
    visitor: Visitor<'_>,
    user_code: &UserCode,
) -> Result<Outcome, Failure> {
    account(
        services,
        &Pending::device(services.now(), user_code),
        visitor,
    )
}
