//! Sessions and what people allowed apps, as an operator sees and ends them.

use super::part::{Part, Wanted};
use super::users::by_id;
use super::{Desk, DeskError, Operation, Target, UsersError};
use crate::model::{Consent, Ended, Session, SessionId, User, UserId};
use crate::oidc::ClientId;
use std::sync::Arc;

/// All sessions that go on, newest first.
pub async fn list(desk: &Desk<'_>, wanted: &Wanted) -> Result<Part<Session>, DeskError> {
    desk.may(Operation::ReadUsers, Target::Deployment)?;
    let (after, limit) = (wanted.place()?, wanted.limit());
    let sessions = desk.store.live_sessions(after, limit, desk.now()).await?;
    Ok(Part::of(sessions, limit, |session| session.id))
}

/// Sessions of a person that go on, newest first.
pub async fn of(desk: &Desk<'_>, user: UserId) -> Result<Vec<Session>, UsersError> {
    by_id(desk, user, Operation::ReadUsers).await?;
    Ok(desk.store.sessions_of(user, desk.now()).await?)
}

/// A session that goes on, and whose it is, for whoever may end it.
pub async fn find(desk: &Desk<'_>, id: SessionId) -> Result<(Arc<Session>, User), UsersError> {
    desk.may_somewhere(Operation::HelpUsers)?;
    let now = desk.now();
    let session = desk.store.session(id).await?;
    let session = session.filter(|one| one.ended_at.is_none() && one.expires_at > now);
    let unknown = || DeskError::Unknown("session", id.to_string());
    let session = session.ok_or_else(unknown)?;
    let user = by_id(desk, session.user_id, Operation::HelpUsers).await?;
    Ok((session, user))
}

/// Ends a session; apps are told. Tells whose it was.
pub async fn end(desk: &Desk<'_>, id: SessionId) -> Result<UserId, UsersError> {
    let (session, _) = find(desk, id).await?;
    let event = desk.event("session.ended").person(session.user_id);
    let store = desk.recording(event.session(id));
    store.end_session(id, desk.now()).await?;
    desk.outbox.wake();
    tracing::info!(event = "session_ended_by_operator", sid = %id);
    Ok(session.user_id)
}

/// Ends the sessions of everybody, the operator's own among them, from this moment on; with
/// `tokens` whatever was granted for longer than a session too. It is one write, however many there
/// are: a background job brings what is kept to that state, and has the apps told.
pub async fn end_all(desk: &Desk<'_>, tokens: bool) -> Result<(), DeskError> {
    desk.may(Operation::SignOutEverybody, Target::Deployment)?;
    let families = tokens.then_some(Ended::Families);
    let what = std::iter::once(Ended::Sessions).chain(families).collect();
    let event = desk.event("session.all_ended").with("tokens", tokens);
    let store = desk.recording(event);
    let millis = desk.clock.now_millis();
    store.end_everything(what, millis, desk.now()).await?;
    desk.endings.wake();
    tracing::warn!(event = "all_sessions_ended", tokens, by = %desk.actor());
    Ok(())
}

/// What a person allowed apps, newest first.
pub async fn consents_of(desk: &Desk<'_>, user: UserId) -> Result<Vec<Consent>, UsersError> {
    by_id(desk, user, Operation::ReadUsers).await?;
    Ok(desk.store.consents_of(user).await?)
}

/// What people allowed an app, in the order of the people.
pub async fn consents_at(
    desk: &Desk<'_>,
    client: &ClientId,
    wanted: &Wanted,
) -> Result<Part<Consent>, DeskError> {
    desk.may(Operation::ReadUsers, Target::Deployment)?;
    let (after, limit) = (wanted.place()?, wanted.limit());
    let consents = desk.store.consents_at(client, after, limit).await?;
    Ok(Part::of(consents, limit, |consent| consent.user_id))
}

/// Takes back what a person allowed an app, and ends what the app has of them.
pub async fn end_consent(
    desk: &Desk<'_>,
    user: UserId,
    client: &ClientId,
) -> Result<(), UsersError> {
    by_id(desk, user, Operation::HelpUsers).await?;
    let now = desk.now();
    let event = desk.event("consent.withdrawn").person(user);
    let store = desk.recording(event.client(client));
    if !store.revoke_consent(user, client, now).await? {
        return Err(DeskError::Unknown("consent", client.to_string()).into());
    }
    tracing::info!(event = "consent_ended_by_operator", user = %user, client_id = %client);
    Ok(())
}
