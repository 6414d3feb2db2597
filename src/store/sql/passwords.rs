// Passwords of people. Mounted by `mod.rs`.

use super::backend::Conn;
use super::{changes, links, sessions, users};
use crate::clock::Timestamp;
use crate::model::{PasswordHash, UserId};
use crate::store::{Change, Result};

statements! {
    SET_PASSWORD = "
        INSERT INTO passwords (user_id, hash) VALUES ($1, $2)
        ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash";
    REHASH = "UPDATE passwords SET hash = $3 WHERE user_id = $1 AND hash = $2";
}

/// Sets a password and voids the person's links, as a part of another operation.
pub async fn set(
    conn: &mut Conn,
    id: UserId,
    password: PasswordHash,
    end_sessions: bool,
    now: Timestamp,
) -> Result<()> {
    // The person first, then what is theirs: in the same order everywhere.
    users::hold(conn, id).await?;
    write(conn, id, password).await?;
    if end_sessions {
        sessions::end_everything_of(conn, id, now).await?;
    } else {
        links::void_all_of(conn, id, now).await?;
    }
    changes::note(conn, Change::Person(id)).await
}

/// Writes a password down, as a part of another operation.
pub async fn write(conn: &mut Conn, id: UserId, password: PasswordHash) -> Result<()> {
    sqlx::query(SET_PASSWORD)
        .bind(id)
        .bind(password.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Replaces the hash of a password that is still `old`.
pub async fn rehash(
    conn: &mut Conn,
    id: UserId,
    old: PasswordHash,
    new: PasswordHash,
) -> Result<()> {
    sqlx::query(REHASH)
        .bind(id)
        .bind(old.0)
        .bind(new.0)
        .execute(conn)
        .await?;
    Ok(())
}
