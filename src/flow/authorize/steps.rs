//! The steps of a sign-in: each ends by going back to the dispatcher.

use super::{
    NOT_ADMITTED, Outcome, Step, StepError, Visitor, advance, choice, decide, respond_error, show,
    use_up,
};
use crate::flow::pending::{Browser, Pending};
use crate::flow::session::SignedIn;
use crate::flow::{Failure, Services, accounts, subject};
use crate::login::policy::Level;
use crate::model::{Client, SessionSecretHash};
use crate::oidc::{ErrorCode, OAuthError, UserCode};
use crate::store::StoreError;
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
        None => Ok(account(services, &pending, visitor).await?),
    }
}

pub(super) async fn account(
    services: &Services,
    pending: &Pending,
    visitor: Visitor<'_>,
) -> Result<Outcome, Failure> {
    let step = match visitor.signed_in {
        Some(signed_in) if is_enough(pending, signed_in) => return Ok(Outcome::home(pending)),
        None if !pending.fresh_sign_in => choose(services, visitor).await?,
        known => sign_in(known.is_some() && !pending.another),
    };
    show(services, pending, None, visitor, step)
}

/// Whether the person need not sign in anew.
fn is_enough(pending: &Pending, signed_in: &SignedIn) -> bool {
    !pending.fresh_sign_in || pending.stale_sign_in != Some(signed_in.session.secret_hash)
}

/// Whoever goes no further has come for themselves. Where they were on the way to would ask them again.
async fn leave(
    services: &Services,
    pending: &Pending,
    visitor: Visitor<'_>,
) -> Result<Outcome, Failure> {
    match visitor.signed_in {
        Some(signed_in) if is_enough(pending, signed_in) => Ok(Outcome::Start),
        _ => account(services, pending, visitor).await,
    }
}

const fn sign_in(reauthenticate: bool) -> Step {
    Step::SignIn {
        reauthenticate,
        login_hint: None,
    }
}

/// Nobody is the current account of the browser, but somebody may be signed in there.
async fn choose(services: &Services, visitor: Visitor<'_>) -> Result<Step, Failure> {
    let waiting = accounts::live(services, visitor.waiting).await?;
    if waiting.is_empty() {
        return Ok(sign_in(false));
    }
    let people = waiting.into_iter().map(|one| one.user);
    Ok(Step::SelectAccount(people.collect()))
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

/// The person has an account already and need not make one.
pub async fn sign_in_instead(
    services: &Services,
    sealed: &str,
    visitor: Visitor<'_>,
) -> Result<Outcome, StepError> {
    let (mut pending, client) = reopen(services, sealed, visitor.browser).await?;
    if let Some(request) = &mut pending.request {
        request.prompt.create = false;
    }
    match client {
        Some(client) => Ok(advance(services, pending, client, visitor, false).await?),
        None => Ok(account(services, &pending, visitor).await?),
    }
}

/// What the pages of a sign-in under way need of it.
#[derive(Debug)]
pub struct UnderWay {
    /// The app that asked.
    pub client: Option<Arc<Client>>,
    /// Where the answer will go.
    pub redirect_uri: Option<String>,
    /// The languages that the app would like, as it names them.
    pub ui_locales: Option<String>,
    /// Whether everything is to be proved anew.
    pub fresh: bool,
}

/// What the pages of a sign-in under way need of it.
pub async fn under_way(
    services: &Services,
    sealed: &str,
    browser: &Browser,
) -> Result<UnderWay, StepError> {
    let (pending, client) = reopen(services, sealed, browser).await?;
    Ok(UnderWay {
        client,
        fresh: pending.fresh_sign_in,
        ui_locales: pending
            .request
            .as_ref()
            .and_then(|request| request.ui_locales.clone()),
        redirect_uri: pending.request.map(|request| request.redirect_uri),
    })
}

/// The person goes on as `chosen`, the identifier of an account that the browser is signed in to;
/// anything else is an account that it is not signed in to.
pub async fn select_account(
    services: &Services,
    sealed: &str,
    visitor: Visitor<'_>,
    chosen: &str,
) -> Result<Outcome, StepError> {
    let (pending, client) = reopen(services, sealed, visitor.browser).await?;
    let is_chosen = |signed_in: &SignedIn| signed_in.user.id.to_string() == chosen;
    if !visitor.signed_in.is_some_and(is_chosen) {
        let waiting = accounts::live(services, visitor.waiting).await?;
        if let Some(other) = waiting.iter().find(|one| is_chosen(one)) {
            let (to, pending) = (other.session.id, pending.of_chosen());
            let request = pending.seal(services, visitor.browser)?;
            return Ok(Outcome::Turn { to, request });
        }
        return elsewhere(services, pending, client, visitor).await;
    }
    let pending = pending.of_chosen();
    match client {
        Some(client) => Ok(advance(services, pending, client, visitor, false).await?),
        None => Ok(account(services, &pending, visitor).await?),
    }
}

/// The person is somebody else than whoever is signed in: they choose among the accounts of the
/// browser, or sign in where there is no other.
pub async fn switch(
    services: &Services,
    sealed: &str,
    visitor: Visitor<'_>,
) -> Result<Outcome, StepError> {
    let (pending, client) = reopen(services, sealed, visitor.browser).await?;
    let signed_in = visitor.signed_in;
    let signed_in = signed_in.ok_or(StepError::Gone("nobody is signed in any more"))?;
    let all = choice::all(services, signed_in, visitor, None).await?;
    if all.len() > 1 {
        let step = Step::SelectAccount(all);
        return Ok(show(services, &pending, client, visitor, step)?);
    }
    elsewhere(services, pending, client, visitor).await
}

/// Goes on with an account that the browser is not signed in to.
async fn elsewhere(
    services: &Services,
    pending: Pending,
    client: Option<Arc<Client>>,
    visitor: Visitor<'_>,
) -> Result<Outcome, StepError> {
    let pending = pending.of_another(stale(visitor));
    match client {
        Some(client) => Ok(advance(services, pending, client, visitor, false).await?),
        None => Ok(account(services, &pending, visitor).await?),
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
        None => Ok(leave(services, &pending, visitor).await?),
    }
}

/// The person gives up what they were to set up. An app that demanded it is told so.
pub async fn give_up(
    services: &Services,
    sealed: &str,
    visitor: Visitor<'_>,
) -> Result<Outcome, StepError> {
    let (pending, client) = reopen(services, sealed, visitor.browser).await?;
    let (Some(client), Some(request)) = (client, &pending.request) else {
        return Ok(leave(services, &pending, visitor).await?);
    };
    if decide::demanded(request, &client) == Level::Password {
        return refuse(services, &pending, &client, visitor).await;
    }
    let error = decide::unmet("the person did not set up what the request demands");
    turn_back(services, &pending, &client, visitor, error).await
}

/// How strong the sign-in under way behind `sealed` has to be for the app that asked, whoever signs in.
/// What cannot go on demands nothing.
pub async fn demanded(
    services: &Services,
    sealed: &str,
    browser: &Browser,
) -> Result<Level, StoreError> {
    match reopen(services, sealed, browser).await {
        Ok((pending, Some(client))) => {
            let request = pending.request.as_ref();
            Ok(request.map_or(Level::Password, |it| decide::demanded(it, &client)))
        }
        Err(StepError::Failure(Failure::Store(error))) => Err(error),
        Ok((_, None)) | Err(_) => Ok(Level::Password),
    }
}

async fn refuse(
    services: &Services,
    pending: &Pending,
    client: &Client,
    visitor: Visitor<'_>,
) -> Result<Outcome, StepError> {
    let error = OAuthError::new(ErrorCode::AccessDenied, "the person did not allow it");
    turn_back(services, pending, client, visitor, error).await
}

/// Sends the person back to the app with `error`.
async fn turn_back(
    services: &Services,
    pending: &Pending,
    client: &Client,
    visitor: Visitor<'_>,
    error: OAuthError,
) -> Result<Outcome, StepError> {
    // Who is not signed in writes nothing.
    if visitor.signed_in.is_some() {
        use_up(services, pending).await?;
    }
    let user = visitor.signed_in.map(|signed_in| &signed_in.user);
    if user.is_some_and(|user| !client.admits(user)) {
        let error = OAuthError::new(ErrorCode::AccessDenied, NOT_ADMITTED);
        return Ok(respond_error(services, pending, visitor, error));
    }
    tracing::info!(
        event = "consent_denied",
        client_id = client.id.as_str(),
        error = error.code.as_str(),
        user = user.map(|user| user.id.to_string()),
        sub = user.map(|user| subject::of(services, client, user)),
    );
    Ok(respond_error(services, pending, visitor, error))
}

/// A visit to the person's own account, which may need a sign-in first.
pub async fn visit_account(services: &Services, visitor: Visitor<'_>) -> Result<Outcome, Failure> {
    account(services, &Pending::account(services.now()), visitor).await
}

/// A sign-in with one more account.
pub async fn visit_another(services: &Services, visitor: Visitor<'_>) -> Result<Outcome, Failure> {
    let pending = Pending::another(services.now(), stale(visitor));
    account(services, &pending, visitor).await
}

/// The sign-in that is no fresh one.
fn stale(visitor: Visitor<'_>) -> Option<SessionSecretHash> {
    let signed_in = visitor.signed_in;
    signed_in.map(|signed_in| signed_in.session.secret_hash)
}

/// A visit to what secures the person's account, for which they sign in anew.
pub async fn visit_security(services: &Services, visitor: Visitor<'_>) -> Result<Outcome, Failure> {
    let pending = Pending::security(services.now(), stale(visitor));
    account(services, &pending, visitor).await
}

/// A visit to the page with this path and query, which may need a sign-in first, or a new one: `anew`.
pub async fn visit_page(
    services: &Services,
    visitor: Visitor<'_>,
    page: String,
    anew: bool,
) -> Result<Outcome, Failure> {
    let known = visitor.signed_in.filter(|_| anew);
    let stale = known.map(|signed_in| signed_in.session.secret_hash);
    let pending = Pending::page(services.now(), page, stale);
    account(services, &pending, visitor).await
}

/// A visit with the code of a device, which needs a sign-in first.
pub async fn visit_device(
    services: &Services,
    visitor: Visitor<'_>,
    user_code: &UserCode,
) -> Result<Outcome, Failure> {
    let pending = Pending::device(services.now(), user_code);
    account(services, &pending, visitor).await
}
