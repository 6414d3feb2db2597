// Changes of people. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, lock};
use super::{changes, directory, groups, links, passwords, sessions, users};
use crate::clock::Timestamp;
use crate::model::{Role, User, UserId};
use crate::oidc::profile::Profile;
use crate::store::{Change, Result, StoreError, UserUpdate};
use sqlx::types::Json;

statements! {
    UPDATE = "
        UPDATE users SET
            username = $2, username_key = $3, email_key = $4, claims = $5, groups = $6,
            roles = $7, disabled_at = $8, updated_at = $9
        WHERE id = $1";
    SET_CLAIMS = "UPDATE users SET claims = $2, updated_at = $3 WHERE id = $1";
    SET_ADDRESS = "
        UPDATE users SET claims = $2, email_key = $3, updated_at = $4 WHERE id = $1";
    SET_MEMBERSHIP = "UPDATE users SET groups = $2, roles = $3, updated_at = $4 WHERE id = $1";
    DISABLE = "
        UPDATE users SET disabled_at = $2, updated_at = $2
        WHERE id = $1 AND disabled_at IS NULL";
    ENABLE = "
        UPDATE users SET disabled_at = NULL, updated_at = $2
        WHERE id = $1 AND disabled_at IS NOT NULL";
}

/// Replaces a person who still is as they were seen, as a part of another operation; tells whether they
/// were.
pub async fn replace(conn: &mut Conn, update: UserUpdate, now: Timestamp) -> Result<bool> {
    let UserUpdate {
        before,
        after,
        password,
    } = update;
    // Every change of a person takes it: nothing happens between looking and writing.
    lock(conn, Lock::Names).await?;
    let id = after.id;
    if users::hold(conn, id).await?.as_ref() != Some(&before) {
        return Ok(false);
    }
    directory::keep_an_owner_between(conn, &before, &after).await?;
    let is_shut_out = after.disabled_at.is_some() && before.disabled_at.is_none();
    let has_other_mailbox = mailbox(&before) != mailbox(&after);
    rewrite(conn, after).await?;
    if let Some(password) = password {
        passwords::set(conn, id, password, true, now).await?;
    } else if is_shut_out {
        sessions::end_everything_of(conn, id, now).await?;
    } else if has_other_mailbox {
        links::void_all_of(conn, id, now).await?;
    }
    Ok(true)
}

/// Where letters go, and whether it was proven.
const fn mailbox(user: &User) -> (Option<&String>, Option<bool>) {
    (user.email_key.as_ref(), user.claims.email_verified)
}

async fn rewrite(conn: &mut Conn, user: User) -> Result<()> {
    users::refuse_taken(conn, &user).await?;
    users::with_columns(UPDATE, &user)
        .execute(&mut *conn)
        .await?;
    directory::renew(conn, &user).await?;
    groups::renew(conn, &user).await?;
    changes::note(conn, Change::Person(user.id)).await
}

/// Puts somebody under other names of groups, as a part of an operation on a group.
pub async fn set_membership(
    conn: &mut Conn,
    id: UserId,
    groups: &[String],
    roles: &[Role],
    now: Timestamp,
) -> Result<()> {
    sqlx::query(SET_MEMBERSHIP)
        .bind(id)
        .bind(Json(groups))
        .bind(Json(roles))
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Reads and writes under the lock that every change of a person takes: none is lost.
pub async fn change_profile(
    conn: &mut Conn,
    id: UserId,
    profile: Profile,
    now: Timestamp,
) -> Result<()> {
    lock(conn, Lock::Names).await?;
    let Some(mut user) = users::hold(conn, id).await? else {
        return Ok(());
    };
    user.claims = profile.applied_to(user.claims);
    sqlx::query(SET_CLAIMS)
        .bind(id)
        .bind(Json(&user.claims))
        .bind(now)
        .execute(&mut *conn)
        .await?;
    directory::renew(conn, &user).await?;
    changes::note(conn, Change::Person(id)).await
}

/// Gives a person an address that was proven, and voids what was sent to the one before, as a part of
/// another operation.
pub async fn set_address(
    conn: &mut Conn,
    id: UserId,
    email: String,
    key: String,
    now: Timestamp,
) -> Result<()> {
    lock(conn, Lock::Names).await?;
    if users::is_taken(conn, &key, id).await? {
        return Err(StoreError::Taken("e-mail address"));
    }
    let Some(mut user) = users::one(conn, id).await? else {
        return Ok(());
    };
    user.claims.email = Some(email);
    user.claims.email_verified = Some(true);
    user.email_key = Some(key);
    sqlx::query(SET_ADDRESS)
        .bind(id)
        .bind(Json(&user.claims))
        .bind(&user.email_key)
        .bind(now)
        .execute(&mut *conn)
        .await?;
    links::void_all_of(conn, id, now).await?;
    directory::renew(conn, &user).await?;
    changes::note(conn, Change::Person(id)).await
}

/// Shuts somebody out, or lets them in again.
pub async fn set_disabled(
    conn: &mut Conn,
    id: UserId,
    disabled: bool,
    now: Timestamp,
) -> Result<()> {
    if disabled {
        directory::keep_an_owner(conn, id).await?;
    }
    let statement = if disabled { DISABLE } else { ENABLE };
    sqlx::query(statement)
        .bind(id)
        .bind(now)
        .execute(&mut *conn)
        .await?;
    if disabled {
        sessions::end_everything_of(conn, id, now).await?;
    }
    changes::note(conn, Change::Person(id)).await
}
