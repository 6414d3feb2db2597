//! Which of a browser's accounts a request is about. The current one is what a request gets; others
//! are looked at only where it is not the right one.

use super::Visitor;
use crate::flow::accounts::{self, is_named};
use crate::flow::pending::Pending;
use crate::flow::session::SignedIn;
use crate::flow::{Services, subject};
use crate::model::{Client, SessionId, User};
use crate::oidc::AuthorizationRequest;
use crate::store::StoreError;
use std::sync::Arc;

/// Who else may be meant.
#[derive(Debug)]
pub enum Choice {
    /// This session's person is whom the client asked for.
    Turn(SessionId),
    /// One of these people.
    Among(Vec<Arc<User>>),
    /// Nobody who is signed in.
    Nobody,
}

/// Whether the person is to choose: the client asks for that, or names somebody who is signed in but
/// is not the current account. A name proves nothing, so that nobody is turned to by it alone.
pub async fn is_due(
    services: &Services,
    pending: &Pending,
    request: &AuthorizationRequest,
    visitor: Visitor<'_>,
) -> Result<bool, StoreError> {
    if request.prompt.select_account {
        return Ok(true);
    }
    let (Some(hint), Some(signed_in)) = (&request.login_hint, visitor.signed_in) else {
        return Ok(false);
    };
    let settled = request.prompt.none || pending.account_selected || pending.another;
    if settled || visitor.waiting.is_empty() || is_named(&signed_in.user, hint) {
        return Ok(false);
    }
    let waiting = accounts::live(services, visitor.waiting).await?;
    Ok(waiting.iter().any(|one| is_named(&one.user, hint)))
}

/// Who is signed in besides and may be meant where the current account is not.
pub async fn instead(
    services: &Services,
    pending: &Pending,
    client: &Client,
    visitor: Visitor<'_>,
) -> Result<Choice, StoreError> {
    if pending.fresh_sign_in || visitor.waiting.is_empty() {
        return Ok(Choice::Nobody);
    }
    let current = |signed_in| is_meant(services, pending, client, signed_in);
    if visitor.signed_in.is_some_and(current) {
        // It has to be proved anew.
        return Ok(Choice::Nobody);
    }
    let mut waiting = accounts::live(services, visitor.waiting).await?;
    waiting.retain(|one| is_meant(services, pending, client, one));
    let asked = pending.request.as_ref();
    let by_claim = asked.is_some_and(|request| request.claims.sub.is_some());
    let by_hint = pending.hinted_subject.is_some() || by_claim;
    let hint = asked.and_then(|request| request.login_hint.as_deref());
    Ok(match waiting.as_slice() {
        [] => Choice::Nobody,
        [one] if by_hint => Choice::Turn(one.session.id),
        _ => Choice::Among(people(waiting, hint)),
    })
}

/// Everybody who is signed in.
pub async fn all(
    services: &Services,
    current: &SignedIn,
    visitor: Visitor<'_>,
    hint: Option<&str>,
) -> Result<Vec<Arc<User>>, StoreError> {
    let mut all = vec![current.clone()];
    all.extend(accounts::live(services, visitor.waiting).await?);
    Ok(people(all, hint))
}

/// Whoever `hint` names comes first.
fn people(all: Vec<SignedIn>, hint: Option<&str>) -> Vec<Arc<User>> {
    let mut people: Vec<_> = all.into_iter().map(|one| one.user).collect();
    people.sort_by_key(|user| !hint.is_some_and(|hint| is_named(user, hint)));
    people
}

/// Whether this is the person that the client asked for, by a hint or by a claim
/// (OpenID Connect Core §3.1.2.1 `id_token_hint`, §5.5.1 `sub`).
pub fn is_meant(
    services: &Services,
    pending: &Pending,
    client: &Client,
    signed_in: &SignedIn,
) -> bool {
    let asked = pending.request.as_ref();
    let asked = asked.and_then(|request| request.claims.sub.as_ref());
    let mut meant = pending.hinted_subject.iter().chain(asked).peekable();
    if meant.peek().is_none() {
        return true;
    }
    let subject = subject::of(services, client, &signed_in.user);
    meant.all(|meant| *meant == subject)
}
