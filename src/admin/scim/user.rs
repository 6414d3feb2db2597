//! One person: read, made, replaced, changed and removed.

use super::again::again;
use super::error::ScimError;
use super::meta::{Resource, is_as_seen};
use super::people::{People, external_id, without_groups};
use crate::admin::users::provision::{self, Seen};
use crate::admin::users::{NewPassword, NewUser, UsersError, by_id};
use crate::admin::{Desk, Operation, Version};
use crate::model::{User, UserId};
use crate::scim::{self, Patch, USER, WantedUser};
use serde_json::{Map, Value};

/// A person.
pub async fn show(desk: &Desk<'_>, id: UserId) -> Result<Resource, ScimError> {
    let user = by_id(desk, id, Operation::ReadUsers).await?;
    People::new(desk).resource(&user).await
}

fn described(wanted: WantedUser, groups: Vec<String>) -> (NewUser, Option<String>) {
    let new = NewUser {
        username: wanted.user_name,
        claims: wanted.claims,
        groups,
        password: wanted.password.map(NewPassword::Text),
        disabled: wanted.active.map(|active| !active),
        ..NewUser::default()
    };
    (new, wanted.external_id)
}

/// Adds the person that `body` describes (RFC 7644 §3.3).
pub async fn create(desk: &Desk<'_>, body: Map<String, Value>) -> Result<Resource, ScimError> {
    let resource = scim::resource(body, &USER)?;
    let wanted = WantedUser::read(&resource, None)?;
    let (new, external_id) = described(wanted, Vec::new());
    let user = provision::create(desk, new, external_id).await?;
    People::new(desk).resource(&user).await
}

/// Somebody who is to be changed, and still is as they were `seen`.
async fn held(desk: &Desk<'_>, id: UserId, seen: Option<&Version>) -> Result<Seen, ScimError> {
    let user = by_id(desk, id, Operation::EditUsers).await?;
    let external_id = external_id(desk, &user).await?;
    let now = Version::from((&user, external_id.as_deref()));
    if !is_as_seen(Some(&now), seen) {
        return Err(UsersError::Stale.into());
    }
    Ok(Seen { user, external_id })
}

async fn put(desk: &Desk<'_>, seen: Seen, wanted: WantedUser) -> Result<Resource, ScimError> {
    let (new, external_id) = described(wanted, seen.user.groups.clone());
    let user: User = provision::replace(desk, seen, new, external_id).await?;
    People::new(desk).resource(&user).await
}

/// Makes of a person what `body` describes (RFC 7644 §3.5.1). What Signet knows besides stays.
pub async fn replace(
    desk: &Desk<'_>,
    id: UserId,
    seen: Option<&Version>,
    body: Map<String, Value>,
) -> Result<Resource, ScimError> {
    let resource = scim::resource(body, &USER)?;
    again(seen, async || {
        let held = held(desk, id, seen).await?;
        let mut before = held.user.claims.clone();
        // It counts what is sent, not what of it is new.
        before.name = None;
        let wanted = WantedUser::read(&resource, Some(&before))?;
        put(desk, held, wanted).await
    })
    .await
}

/// Changes a person as `body` says (RFC 7644 §3.5.2).
pub async fn patch(
    desk: &Desk<'_>,
    id: UserId,
    seen: Option<&Version>,
    body: Map<String, Value>,
) -> Result<Resource, ScimError> {
    let patch = Patch::read(body, &USER)?;
    again(seen, async || {
        let held = held(desk, id, seen).await?;
        let mut resource = without_groups(&held.user, held.external_id.as_deref());
        patch.clone().apply(&mut resource)?;
        let wanted = WantedUser::read(&resource, Some(&held.user.claims))?;
        put(desk, held, wanted).await
    })
    .await
}

/// Removes a person with all that is theirs.
pub async fn remove(desk: &Desk<'_>, id: UserId, seen: Option<&Version>) -> Result<(), ScimError> {
    let held = held(desk, id, seen).await?;
    let version = Version::from(&held.user);
    crate::admin::users::remove(desk, id, Some(&version)).await?;
    Ok(())
}
