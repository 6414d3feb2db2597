// People and their passwords. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Row, Sql, lock};
use super::{changes, directory, groups, hot, rows, sessions};
use crate::clock::Timestamp;
use crate::model::{PasswordHash, Role, User, UserId, Username};
use crate::oidc::profile::Profile;
use crate::store::{Account, Change, Page, Result, StoreError, UserUpdate, Users};
use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::types::{Json, Uuid};
use std::sync::Arc;

macro_rules! columns {
    () => {
        "id, username, username_key, email_key, claims, groups, roles, \
         disabled_at, created_at, updated_at, subject"
    };
}

statements! {
    // Stops at the first owner, who as a rule is the first person.
    HAS_OWNER = r#"
        SELECT EXISTS (SELECT 1 FROM users WHERE CAST(roles AS TEXT) LIKE '%"owner"%')"#;
    IS_TAKEN = "
        SELECT EXISTS (
            SELECT 1 FROM users WHERE (username_key = $1 OR email_key = $1) AND id <> $2
        )";
    IS_KNOWN = "SELECT EXISTS (SELECT 1 FROM users WHERE subject = $1)";
    INSERT = concat!(
        "INSERT INTO users (", columns!(), ")
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    UPDATE = "
        UPDATE users SET
            username = $2, username_key = $3, email_key = $4, claims = $5, groups = $6,
            roles = $7, disabled_at = $8, updated_at = $9
        WHERE id = $1";
    SET_CLAIMS = "UPDATE users SET claims = $2, updated_at = $3 WHERE id = $1";
    // A write, so that nobody changes the row until the transaction ends.
    HOLD = concat!("UPDATE users SET id = id WHERE id = $1 RETURNING ", columns!());
    SET_ADDRESS = "
        UPDATE users SET claims = $2, email_key = $3, updated_at = $4 WHERE id = $1";
    SET_MEMBERSHIP = "UPDATE users SET groups = $2, roles = $3, updated_at = $4 WHERE id = $1";
    ONE = concat!("SELECT ", columns!(), " FROM users WHERE id = $1");
    BY_LOGIN = concat!(
        "SELECT ", columns!(), ", hash FROM users LEFT JOIN passwords ON user_id = id
         WHERE username_key = $1 OR email_key = $1",
    );
    PAGE = concat!("SELECT ", columns!(), " FROM users WHERE id > $1 ORDER BY id LIMIT $2");
    SET_PASSWORD = "
        INSERT INTO passwords (user_id, hash) VALUES ($1, $2)
        ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash";
    REHASH = "UPDATE passwords SET hash = $3 WHERE user_id = $1 AND hash = $2";
    DISABLE = "
        UPDATE users SET disabled_at = $2, updated_at = $2
        WHERE id = $1 AND disabled_at IS NULL";
    ENABLE = "
        UPDATE users SET disabled_at = NULL, updated_at = $2
        WHERE id = $1 AND disabled_at IS NOT NULL";
}

#[async_trait]
impl Users for Sql {
    async fn create_owner(&self, account: Account) -> Result<bool> {
        self.write(move |conn| {
            Box::pin(async move {
                lock(conn, Lock::Names).await?;
                if has_owner(conn).await? {
                    return Ok(false);
                }
                create(conn, account).await?;
                Ok(true)
            })
        })
        .await
    }

    async fn has_owner(&self) -> Result<bool> {
        self.read(|conn| Box::pin(has_owner(conn))).await
    }

    async fn create_user(&self, account: Account) -> Result<()> {
        self.write(move |conn| Box::pin(create(conn, account)))
            .await
    }

    async fn create_users(&self, accounts: Vec<Account>) -> Result<()> {
        self.write(move |conn| {
            Box::pin(async move {
                for account in accounts {
                    create(conn, account).await?;
                }
                Ok(())
            })
        })
        .await
    }

    async fn change_profile(&self, id: UserId, profile: Profile, now: Timestamp) -> Result<()> {
        self.write(move |conn| Box::pin(change_profile(conn, id, profile, now)))
            .await
    }

    async fn user(&self, id: UserId) -> Result<Option<Arc<User>>> {
        Ok(hot::user(self, id).await?.map(Arc::new))
    }

    async fn account_by_login(&self, key: &str) -> Result<Option<Account>> {
        let key = key.to_owned();
        self.read(move |conn| Box::pin(by_login(conn, key))).await
    }

    async fn users(&self, page: Page<UserId>) -> Result<Vec<User>> {
        self.read(move |conn| Box::pin(one_page(conn, page))).await
    }

    async fn set_password(
        &self,
        id: UserId,
        password: PasswordHash,
        end_sessions: bool,
        now: Timestamp,
    ) -> Result<()> {
        self.write(move |conn| Box::pin(set_password(conn, id, password, end_sessions, now)))
            .await
    }

    async fn rehash_password(
        &self,
        id: UserId,
        old: PasswordHash,
        new: PasswordHash,
    ) -> Result<()> {
        self.write_singly(move |conn| Box::pin(rehash(conn, id, old, new)))
            .await
    }

    async fn set_disabled(&self, id: UserId, disabled: bool, now: Timestamp) -> Result<()> {
        self.write(move |conn| Box::pin(set_disabled(conn, id, disabled, now)))
            .await
    }
}

/// A row of [`columns`].
pub fn user(row: &Row) -> sqlx::Result<User> {
    Ok(User {
        id: row.try_get("id")?,
        subject: row.try_get("subject")?,
        username: Username {
            display: row.try_get("username")?,
            key: row.try_get("username_key")?,
        },
        email_key: row.try_get("email_key")?,
        claims: rows::json(row, "claims")?,
        groups: rows::json(row, "groups")?,
        roles: rows::json(row, "roles")?,
        disabled_at: row.try_get("disabled_at")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}

fn account(row: &Row) -> sqlx::Result<Account> {
    Ok(Account {
        user: user(row)?,
        password: row.try_get::<Option<_>, _>("hash")?.map(PasswordHash),
    })
}

async fn has_owner(conn: &mut Conn) -> Result<bool> {
    let found = sqlx::query_scalar(HAS_OWNER).fetch_one(conn).await?;
    Ok(found)
}

async fn by_login(conn: &mut Conn, key: String) -> Result<Option<Account>> {
    let row = sqlx::query(BY_LOGIN)
        .bind(key)
        .try_map(|row| account(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

async fn one_page(conn: &mut Conn, page: Page<UserId>) -> Result<Vec<User>> {
    let rows = sqlx::query(PAGE)
        .bind(page.after.unwrap_or(UserId(Uuid::nil())))
        .bind(i64::from(page.limit))
        .try_map(|row| user(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// The person as they are now, as a part of another operation.
pub async fn one(conn: &mut Conn, id: UserId) -> Result<Option<User>> {
    found(conn, ONE, id).await
}

/// A person whom nobody else changes until the operation ends, as a part of it.
pub async fn hold(conn: &mut Conn, id: UserId) -> Result<Option<User>> {
    found(conn, HOLD, id).await
}

async fn found(conn: &mut Conn, statement: &'static str, id: UserId) -> Result<Option<User>> {
    let row = sqlx::query(statement)
        .bind(id)
        .try_map(|row| user(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

/// Makes an account, as a part of another operation.
pub async fn create(conn: &mut Conn, account: Account) -> Result<()> {
    refuse_taken(conn, &account.user).await?;
    refuse_known(conn, &account.user).await?;
    insert(conn, &account.user).await?;
    directory::note(conn, &account.user.id, &directory::terms(&account.user)).await?;
    groups::note(conn, &account.user).await?;
    if let Some(password) = account.password {
        write_password(conn, account.user.id, password).await?;
    }
    Ok(())
}

/// No name may be another's name or address, and no address either: both sign in. Nobody takes
/// one until the write that asked has ended.
async fn refuse_taken(conn: &mut Conn, user: &User) -> Result<()> {
    lock(conn, Lock::Names).await?;
    if is_taken(conn, &user.username.key, user.id).await? {
        return Err(StoreError::Taken("user name"));
    }
    if let Some(address) = &user.email_key
        && is_taken(conn, address, user.id).await?
    {
        return Err(StoreError::Taken("e-mail address"));
    }
    Ok(())
}

/// No subject is another's, either.
async fn refuse_known(conn: &mut Conn, user: &User) -> Result<()> {
    let Some(subject) = &user.subject else {
        return Ok(());
    };
    let is_known = sqlx::query_scalar(IS_KNOWN)
        .bind(subject)
        .fetch_one(conn)
        .await?;
    if is_known {
        return Err(StoreError::Taken("subject"));
    }
    Ok(())
}

async fn is_taken(conn: &mut Conn, key: &str, by_other_than: UserId) -> Result<bool> {
    let taken = sqlx::query_scalar(IS_TAKEN)
        .bind(key)
        .bind(by_other_than)
        .fetch_one(conn)
        .await?;
    Ok(taken)
}

async fn insert(conn: &mut Conn, user: &User) -> Result<()> {
    sqlx::query(INSERT)
        .bind(user.id)
        .bind(&user.username.display)
        .bind(&user.username.key)
        .bind(&user.email_key)
        .bind(Json(&user.claims))
        .bind(Json(&user.groups))
        .bind(Json(&user.roles))
        .bind(user.disabled_at)
        .bind(user.created_at)
        .bind(user.updated_at)
        .bind(&user.subject)
        .execute(conn)
        .await?;
    Ok(())
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
    if hold(conn, id).await?.as_ref() != Some(&before) {
        return Ok(false);
    }
    directory::keep_an_owner_between(conn, &before, &after).await?;
    let is_shut_out = after.disabled_at.is_some() && before.disabled_at.is_none();
    rewrite(conn, after).await?;
    if let Some(password) = password {
        set_password(conn, id, password, true, now).await?;
    } else if is_shut_out {
        sessions::end_everything_of(conn, id, now).await?;
    }
    Ok(true)
}

async fn rewrite(conn: &mut Conn, user: User) -> Result<()> {
    refuse_taken(conn, &user).await?;
    sqlx::query(UPDATE)
        .bind(user.id)
        .bind(&user.username.display)
        .bind(&user.username.key)
        .bind(&user.email_key)
        .bind(Json(&user.claims))
        .bind(Json(&user.groups))
        .bind(Json(&user.roles))
        .bind(user.disabled_at)
        .bind(user.updated_at)
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
async fn change_profile(
    conn: &mut Conn,
    id: UserId,
    profile: Profile,
    now: Timestamp,
) -> Result<()> {
    lock(conn, Lock::Names).await?;
    let Some(mut user) = hold(conn, id).await? else {
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

/// Gives a person an address that was proven, as a part of another operation.
pub async fn set_address(
    conn: &mut Conn,
    id: UserId,
    email: String,
    key: String,
    now: Timestamp,
) -> Result<()> {
    lock(conn, Lock::Names).await?;
    if is_taken(conn, &key, id).await? {
        return Err(StoreError::Taken("e-mail address"));
    }
    let Some(mut user) = one(conn, id).await? else {
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
    directory::renew(conn, &user).await?;
    changes::note(conn, Change::Person(id)).await
}

/// Sets a password, as a part of another operation.
pub async fn set_password(
    conn: &mut Conn,
    id: UserId,
    password: PasswordHash,
    end_sessions: bool,
    now: Timestamp,
) -> Result<()> {
    write_password(conn, id, password).await?;
    if end_sessions {
        sessions::end_everything_of(conn, id, now).await?;
    }
    changes::note(conn, Change::Person(id)).await
}

async fn write_password(conn: &mut Conn, id: UserId, password: PasswordHash) -> Result<()> {
    sqlx::query(SET_PASSWORD)
        .bind(id)
        .bind(password.0)
        .execute(conn)
        .await?;
    Ok(())
}

async fn rehash(conn: &mut Conn, id: UserId, old: PasswordHash, new: PasswordHash) -> Result<()> {
    sqlx::query(REHASH)
        .bind(id)
        .bind(old.0)
        .bind(new.0)
        .execute(conn)
        .await?;
    Ok(())
}

async fn set_disabled(conn: &mut Conn, id: UserId, disabled: bool, now: Timestamp) -> Result<()> {
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
