//! What a person may do with their own account.

use super::session::SignedIn;
use super::{Services, logout};
use crate::model::{Client, Consent, Session, SessionId};
use crate::oidc::ClientId;
use crate::oidc::profile::Profile;
use crate::store::StoreError;
use std::sync::Arc;

/// What a person sees of their account.
#[derive(Debug)]
pub struct Overview {
    /// Browsers that are signed in, newest first.
    pub sessions: Vec<Session>,
    /// Apps that were allowed something, newest first.
    pub apps: Vec<(Consent, Arc<Client>)>,
}

/// What a person sees of their account.
pub async fn overview(services: &Services, signed_in: &SignedIn) -> Result<Overview, StoreError> {
    let store = &services.store;
    let mut apps = Vec::new();
    for consent in store.consents_of(signed_in.user.id).await? {
        if let Some(client) = store.client(&consent.client_id).await? {
            apps.push((consent, client));
        }
    }
    Ok(Overview {
        sessions: store.sessions_of(signed_in.user.id, services.now()).await?,
        apps,
    })
}

/// Ends one of the person's sessions; what is no session of theirs is left alone.
pub async fn end_session(
    services: &Services,
    signed_in: &SignedIn,
    session: &str,
) -> Result<(), StoreError> {
    let Ok(id) = session.parse::<SessionId>() else {
        return Ok(());
    };
    let session = services.store.session(id).await?;
    if session.is_some_and(|session| session.user_id == signed_in.user.id) {
        logout::end_session(services, id, signed_in.user.id).await?;
    }
    Ok(())
}

/// Ends all of the person's sessions but the one that asks (security E10, E11).
pub async fn end_other_sessions(
    services: &Services,
    signed_in: &SignedIn,
) -> Result<(), StoreError> {
    let (user, kept) = (signed_in.user.id, signed_in.session.id);
    let event = services.event("session.others_ended").by_person(user);
    let store = services.recording(event.session(kept));
    let told = store.end_other_sessions(user, kept, services.now()).await?;
    tracing::info!(event = "signed_out_elsewhere", %user, sub = %signed_in.user.sub(), sid = %kept, apps = told.len());
    services.outbox.told(&told).await;
    Ok(())
}

/// Changes what the person says of themselves.
pub async fn change_profile(
    services: &Services,
    signed_in: &SignedIn,
    profile: Profile,
) -> Result<(), StoreError> {
    let user = signed_in.user.id;
    let store = services.recording(services.event("profile.changed").by_person(user));
    store.change_profile(user, profile, services.now()).await?;
    tracing::info!(event = "profile_changed", %user, sub = %signed_in.user.sub());
    Ok(())
}

/// Withdraws what an app was allowed; its tokens end in the same write.
pub async fn withdraw(
    services: &Services,
    signed_in: &SignedIn,
    client: &ClientId,
) -> Result<(), StoreError> {
    let user = signed_in.user.id;
    let event = services.event("consent.withdrawn").by_person(user);
    if services
        .recording(event.client(client))
        .revoke_consent(user, client, services.now())
        .await?
    {
        tracing::info!(event = "consent_withdrawn", %user, sub = %signed_in.user.sub(), client_id = client.as_str());
    }
    Ok(())
}
