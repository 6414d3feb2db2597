// People: made and looked up. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Query, Row, Sql, lock};
use super::{directory, epochs, groups, hot, passwords, rows, user_changes};
use crate::clock::Timestamp;
use crate::model::{Epoch, PasswordHash, User, UserId, Username};
use crate::oidc::profile::Profile;
use crate::store::{Account, Page, Result, StoreError, Users};
use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::types::{Json, Uuid};
use std::sync::Arc;

macro_rules! columns {
    () => {
        "id, username, username_key, email_key, claims, groups, roles, \
         disabled_at, updated_at, created_at, subject"
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
    // A write, so that nobody changes the row until the transaction ends.
    HOLD = concat!("UPDATE users SET id = id WHERE id = $1 RETURNING ", columns!());
    ONE = concat!("SELECT ", columns!(), " FROM users WHERE id = $1");
    BY_LOGIN = concat!(
        "SELECT ", columns!(), ", hash, epoch FROM users LEFT JOIN passwords ON user_id = id
         WHERE username_key = $1 OR email_key = $1",
    );
    PAGE = concat!("SELECT ", columns!(), " FROM users WHERE id > $1 ORDER BY id LIMIT $2");
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
        self.write(move |conn| Box::pin(user_changes::change_profile(conn, id, profile, now)))
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
        self.write(move |conn| Box::pin(passwords::set(conn, id, password, end_sessions, now)))
            .await
    }

    async fn change_password(
        &self,
        id: UserId,
        epoch: Epoch,
        password: PasswordHash,
        now: Timestamp,
    ) -> Result<bool> {
        self.write(move |conn| {
            Box::pin(async move {
                if !epochs::hold(conn, id, epoch).await? {
                    return Ok(false);
                }
                passwords::set(conn, id, password, true, now).await?;
                Ok(true)
            })
        })
        .await
    }

    async fn rehash_password(
        &self,
        id: UserId,
        old: PasswordHash,
        new: PasswordHash,
    ) -> Result<()> {
        self.write_singly(move |conn| Box::pin(passwords::rehash(conn, id, old, new)))
            .await
    }

    async fn set_disabled(&self, id: UserId, disabled: bool, now: Timestamp) -> Result<()> {
        self.write(move |conn| Box::pin(user_changes::set_disabled(conn, id, disabled, now)))
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
        epoch: row.try_get("epoch")?,
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
        passwords::write(conn, account.user.id, password).await?;
    }
    Ok(())
}

/// No name may be another's name or address, and no address either: both sign in. Nobody takes
/// one until the write that asked has ended.
pub async fn refuse_taken(conn: &mut Conn, user: &User) -> Result<()> {
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

/// Whether a canonical name or address is that of somebody else.
pub async fn is_taken(conn: &mut Conn, key: &str, by_other_than: UserId) -> Result<bool> {
    let taken = sqlx::query_scalar(IS_TAKEN)
        .bind(key)
        .bind(by_other_than)
        .fetch_one(conn)
        .await?;
    Ok(taken)
}

async fn insert(conn: &mut Conn, user: &User) -> Result<()> {
    with_columns(INSERT, user)
        .bind(user.created_at)
        .bind(&user.subject)
        .execute(conn)
        .await?;
    Ok(())
}

/// A statement whose first parameters are the columns of a person in their order, without the last
/// two, which never change.
pub fn with_columns<'q>(statement: &'static str, user: &'q User) -> Query<'q> {
    sqlx::query(statement)
        .bind(user.id)
        .bind(&user.username.display)
        .bind(&user.username.key)
        .bind(&user.email_key)
        .bind(Json(&user.claims))
        .bind(Json(&user.groups))
        .bind(Json(&user.roles))
        .bind(user.disabled_at)
        .bind(user.updated_at)
}
