//! Bearer tokens of systems that say by SCIM who there is.

use super::{Desk, DeskError, Operation, Target};
use crate::flow::scim_token;
use crate::model::{Event, Role, ScimToken, ScimTokenId};
use crate::secret::Secret;
use crate::store::StoreError;

/// Longest name, in characters.
const LONGEST: usize = 100;

/// What a token may do: change people and groups, or read them.
pub const ROLES: [Role; 2] = [Role::Administrator, Role::Auditor];

/// Makes a token of this name that may do what `role` may; its text is shown this once.
pub async fn add(
    desk: &Desk<'_>,
    name: String,
    role: Role,
) -> Result<(ScimToken, Secret<String>), DeskError> {
    let (token, secret) = planned(desk, name, role).await?;
    put(desk, token.clone()).await?;
    Ok((token, secret))
}

/// As [`add`]; nothing is changed before [`put`].
pub async fn planned(
    desk: &Desk<'_>,
    name: String,
    role: Role,
) -> Result<(ScimToken, Secret<String>), DeskError> {
    check(desk, &name, &role).await?;
    let (id, secret_hash, secret) = scim_token::make(desk);
    let token = ScimToken {
        id,
        name,
        secret_hash,
        role,
        created_at: desk.now(),
        last_used_at: None,
    };
    Ok((token, secret))
}

/// Fails unless the operator may make tokens, and a new one can have this name and this role.
pub async fn check(desk: &Desk<'_>, name: &str, role: &Role) -> Result<(), DeskError> {
    may_make(desk)?;
    if !(1..=LONGEST).contains(&name.chars().count()) || name.contains(char::is_control) {
        let why = format!("name: use 1 to {LONGEST} characters, none of them a control character");
        return Err(DeskError::Unfit(why));
    }
    if !ROLES.contains(role) {
        let why = "role: use administrator, which changes people and groups, or auditor, which \
                   reads them";
        return Err(DeskError::Unfit(why.to_owned()));
    }
    let all = desk.store.scim_tokens().await?;
    if all.iter().any(|token| token.name == name) {
        return Err(StoreError::Taken("token name").into());
    }
    Ok(())
}

/// Fails unless the operator may make tokens, which can do what a role can.
pub fn may_make(desk: &Desk<'_>) -> Result<(), DeskError> {
    desk.may(Operation::EditClients, Target::Deployment)?;
    desk.may(Operation::GrantRoles, Target::Deployment)?;
    Ok(())
}

/// Keeps a token that was planned.
pub async fn put(desk: &Desk<'_>, planned: ScimToken) -> Result<(), DeskError> {
    may_make(desk)?;
    let id = planned.id;
    let event = event(desk, "scim_token.added", &planned).with("role", &planned.role);
    let store = desk.recording(event);
    store.create_scim_token(planned).await?;
    tracing::info!(event = "scim_token_added", token = %id);
    Ok(())
}

fn event(desk: &Desk<'_>, kind: &'static str, token: &ScimToken) -> Event {
    desk.event(kind)
        .with("token", token.id)
        .with("name", &token.name)
}

/// All of them by name.
pub async fn list(desk: &Desk<'_>) -> Result<Vec<ScimToken>, DeskError> {
    desk.may(Operation::ReadClients, Target::Deployment)?;
    Ok(desk.store.scim_tokens().await?)
}

/// One of them.
pub async fn show(desk: &Desk<'_>, id: ScimTokenId) -> Result<ScimToken, DeskError> {
    desk.may(Operation::ReadClients, Target::Deployment)?;
    let token = desk.store.scim_token(id).await?;
    token.ok_or_else(|| unknown(id))
}

fn unknown(id: ScimTokenId) -> DeskError {
    DeskError::Unknown("SCIM token", id.to_string())
}

/// Removes a token: it is good for nothing any more.
pub async fn remove(desk: &Desk<'_>, id: ScimTokenId) -> Result<(), DeskError> {
    desk.may(Operation::EditClients, Target::Deployment)?;
    let token = show(desk, id).await?;
    let store = desk.recording(event(desk, "scim_token.removed", &token));
    if !store.remove_scim_token(id).await? {
        return Err(unknown(id));
    }
    tracing::info!(event = "scim_token_removed", token = %id);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admin::testing::Deployment;
    use std::time::Duration;

    #[tokio::test]
    async fn a_token_is_good_until_it_is_removed() {
        let deployment = Deployment::open().await;
        let (desk, services) = (deployment.desk(), &deployment.services);
        let added = add(&desk, "okta".into(), Role::Administrator).await;
        let (token, secret) = added.unwrap();
        let found = scim_token::open(services, secret.expose()).await.unwrap();
        assert_eq!(found, Some(token.clone()));
        let again = add(&desk, "okta".into(), Role::Auditor).await;
        assert!(again.is_err(), "a name is one token's");
        remove(&desk, token.id).await.unwrap();
        let gone = scim_token::open(services, secret.expose()).await.unwrap();
        assert_eq!(gone, None);
        let again = remove(&desk, token.id).await;
        assert!(matches!(again, Err(DeskError::Unknown(..))));
    }

    #[tokio::test]
    async fn security_a_nothing_else_opens() {
        let deployment = Deployment::open().await;
        let (desk, services) = (deployment.desk(), &deployment.services);
        let (_, one) = add(&desk, "one".into(), Role::Auditor).await.unwrap();
        let (_, two) = add(&desk, "two".into(), Role::Auditor).await.unwrap();
        let (one, two) = (one.expose(), two.expose());
        let mixed = format!("{}{}", &one[..40], &two[40..]);
        let cut = &one[..one.len() - 4];
        for sent in ["", scim_token::PREFIX, &mixed, cut, &one[12..]] {
            let opened = scim_token::open(services, sent).await.unwrap();
            assert_eq!(opened, None, "{sent}");
        }
    }

    #[tokio::test]
    async fn uses_are_noted_by_the_minute() {
        let deployment = Deployment::open().await;
        let (desk, services) = (deployment.desk(), &deployment.services);
        let (token, secret) = add(&desk, "okta".into(), Role::Auditor).await.unwrap();
        let sent = async |seconds: u64| {
            deployment.clock.advance(Duration::from_secs(seconds));
            let opened = scim_token::open(services, secret.expose()).await;
            assert!(opened.unwrap().is_some());
            let used = services.scim_token_uses.drain();
            services
                .store
                .touch_scim_tokens(used.clone())
                .await
                .unwrap();
            used.len()
        };
        assert_eq!(sent(1).await, 1);
        assert_eq!(sent(30).await, 0);
        assert_eq!(sent(30).await, 1);
        let all = list(&desk).await.unwrap();
        assert_eq!(
            all[0].last_used_at,
            Some(token.created_at.plus(Duration::from_secs(61)))
        );
    }

    #[tokio::test]
    async fn who_may_make_tokens_and_for_what() {
        let deployment = Deployment::open().await;
        for (by, allowed) in [
            (Role::Administrator, true),
            (Role::HelpDesk, false),
            (Role::Auditor, false),
        ] {
            let desk = deployment.desk_of(by.clone());
            let added = add(&desk, "okta".into(), Role::Administrator).await;
            assert_eq!(added.is_ok(), allowed);
            let made = list(&deployment.desk()).await.unwrap();
            let removed = remove(&desk, made[0].id).await;
            assert_eq!(removed.is_ok(), by == Role::Administrator);
            if removed.is_ok() {
                add(&deployment.desk(), "theirs".into(), Role::Auditor)
                    .await
                    .unwrap();
            }
        }
        let desk = deployment.desk();
        for role in [
            Role::Owner,
            Role::HelpDesk,
            Role::GroupAdministrator("a".into()),
        ] {
            let added = add(&desk, "other".into(), role).await;
            assert!(matches!(added, Err(DeskError::Unfit(_))));
        }
        for name in ["", "a\nb", &"x".repeat(101)] {
            let added = add(&desk, name.into(), Role::Auditor).await;
            assert!(matches!(added, Err(DeskError::Unfit(_))), "{name:?}");
        }
    }
}
