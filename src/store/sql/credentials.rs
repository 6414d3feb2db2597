// What people prove who they are with, besides the password. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Row, Sql, lock};
use super::{changes, epochs, rows, sessions};
use crate::clock::Timestamp;
use crate::model::{Credential, CredentialId, CredentialSecret, UserId};
use crate::store::{Change, CredentialChange, Credentials, Removed, Result};
use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::types::Json;

macro_rules! columns {
    () => {
        "id, user_id, kind, name, secret, data, counter, created_at, last_used_at"
    };
}

statements! {
    OF_USER = concat!("SELECT ", columns!(), " FROM credentials WHERE user_id = $1 ORDER BY id");
    INSERT = concat!(
        "INSERT INTO credentials (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    USE = "
        UPDATE credentials SET counter = $2, last_used_at = $3 WHERE id = $1 AND counter < $2";
    USE_PASSKEY = "
        UPDATE credentials SET counter = $2, last_used_at = $3
        WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))";
    RENAME = "UPDATE credentials SET name = $3 WHERE user_id = $1 AND id = $2";
    REMOVE_ONE = "DELETE FROM credentials WHERE user_id = $1 AND id = $2";
    REMOVE_KIND = "DELETE FROM credentials WHERE user_id = $1 AND kind = $2";
    REMOVE_ALL = "DELETE FROM credentials WHERE user_id = $1";
}

#[async_trait]
impl Credentials for Sql {
    async fn credentials_of(&self, user: UserId) -> Result<Vec<Credential>> {
        self.read(move |conn| Box::pin(of_user(conn, user))).await
    }

    async fn change_credentials(&self, change: CredentialChange, now: Timestamp) -> Result<bool> {
        self.write(move |conn| Box::pin(async move { alter(conn, &change, now).await }))
            .await
    }

    async fn use_credential(&self, id: CredentialId, counter: i64, now: Timestamp) -> Result<bool> {
        self.write_singly(move |conn| Box::pin(note_use(conn, USE, id, counter, now)))
            .await
    }

    async fn use_passkey(&self, id: CredentialId, counter: i64, now: Timestamp) -> Result<bool> {
        self.write_singly(move |conn| Box::pin(note_use(conn, USE_PASSKEY, id, counter, now)))
            .await
    }

    async fn rename_credential(
        &self,
        user: UserId,
        id: CredentialId,
        name: String,
    ) -> Result<bool> {
        self.write(move |conn| {
            let name = name.clone();
            Box::pin(rename(conn, user, id, name))
        })
        .await
    }
}

/// A row of [`columns`].
fn credential(row: &Row) -> sqlx::Result<Credential> {
    Ok(Credential {
        id: row.try_get("id")?,
        user_id: row.try_get("user_id")?,
        kind: row.try_get("kind")?,
        name: row.try_get("name")?,
        secret: CredentialSecret(row.try_get("secret")?),
        data: rows::json(row, "data")?,
        counter: row.try_get("counter")?,
        created_at: row.try_get("created_at")?,
        last_used_at: row.try_get("last_used_at")?,
    })
}

async fn of_user(conn: &mut Conn, user: UserId) -> Result<Vec<Credential>> {
    let found = sqlx::query(OF_USER)
        .bind(user)
        .try_map(|row| credential(&row))
        .fetch_all(conn)
        .await?;
    Ok(found)
}

/// One change of a person's after the other: each sees what the one before it left.
async fn alter(conn: &mut Conn, change: &CredentialChange, now: Timestamp) -> Result<bool> {
    lock(conn, Lock::Credentials(change.user_id)).await?;
    let all = of_user(conn, change.user_id).await?;
    let factors = all.iter().filter(|one| one.kind.is_factor());
    let mut factors: Vec<_> = factors.map(|one| one.id).collect();
    let mut expected = change.expected.clone();
    factors.sort_unstable();
    expected.sort_unstable();
    if factors != expected {
        return Ok(false);
    }
    if let Some(epoch) = change.epoch
        && !epochs::hold(conn, change.user_id, epoch).await?
    {
        return Ok(false);
    }
    if let Some(kept) = change.kept
        && !sessions::goes_on(conn, change.user_id, kept).await?
    {
        return Ok(false);
    }
    remove(conn, change).await?;
    for credential in &change.added {
        insert(conn, credential).await?;
    }
    if change.ends_sessions {
        epochs::next(conn, change.user_id).await?;
        sessions::end_others_of(conn, change.user_id, change.kept, now).await?;
    }
    changes::note(conn, Change::Person(change.user_id)).await?;
    Ok(true)
}

async fn remove(conn: &mut Conn, change: &CredentialChange) -> Result<()> {
    let user = change.user_id;
    let query = match change.removed {
        Removed::Nothing => return Ok(()),
        Removed::One(id) => sqlx::query(REMOVE_ONE).bind(user).bind(id),
        Removed::Kind(kind) => sqlx::query(REMOVE_KIND).bind(user).bind(kind),
        Removed::All => sqlx::query(REMOVE_ALL).bind(user),
    };
    query.execute(conn).await?;
    Ok(())
}

async fn insert(conn: &mut Conn, credential: &Credential) -> Result<()> {
    sqlx::query(INSERT)
        .bind(credential.id)
        .bind(credential.user_id)
        .bind(credential.kind)
        .bind(&credential.name)
        .bind(&credential.secret.0)
        .bind(Json(&credential.data))
        .bind(credential.counter)
        .bind(credential.created_at)
        .bind(credential.last_used_at)
        .execute(conn)
        .await?;
    Ok(())
}

async fn note_use(
    conn: &mut Conn,
    statement: &'static str,
    id: CredentialId,
    counter: i64,
    now: Timestamp,
) -> Result<bool> {
    let used = sqlx::query(statement)
        .bind(id)
        .bind(counter)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(used.rows_affected() > 0)
}

async fn rename(conn: &mut Conn, user: UserId, id: CredentialId, name: String) -> Result<bool> {
    let renamed = sqlx::query(RENAME)
        .bind(user)
        .bind(id)
        .bind(name)
        .execute(conn)
        .await?;
    Ok(renamed.rows_affected() > 0)
}
