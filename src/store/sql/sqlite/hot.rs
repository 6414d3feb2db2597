//! What nearly every request needs, on SQLite: `rusqlite` instead of sqlx.
//!
//! sqlx has a thread for each connection and a hop to it for each statement, which costs more
//! than the statement. Here reads are called inline and writes run on the writer's own thread.
//! The statements are those of the shared text; only binding and reading rows is written anew.

mod columns;
pub mod grants;
mod statement;
#[cfg(test)]
mod tests;

use super::backend::{Sql, whole};
use super::{clients, consents, sessions, users};
use crate::clock::Timestamp;
use crate::model::{
    Client, ClientSecretHash, Consent, Session, SessionId, SessionSecretHash, User, UserId,
    Username, RegistrationTokenHash, SealedSecret,
};
use crate::oidc::ClientId;
use crate::store::Result;
use columns::Columns;
use rusqlite::Connection;
use statement::{execute, optional};
use std::future::{Ready, ready};

/// See [`crate::store::Clients::client`].
pub fn client(store: &Sql, id: &ClientId) -> Ready<Result<Option<Client>>> {
    ready(store.look(|conn| optional(conn, clients::ONE, &[&id.as_str()], read_client)))
}

/// See [`crate::store::Consents::consent`].
pub fn consent(store: &Sql, user: UserId, client: &ClientId) -> Ready<Result<Option<Consent>>> {
    let pair = [&user.0 as _, &client.as_str() as _];
    ready(store.look(|conn| optional(conn, consents::ONE, &pair, read_consent)))
}

/// See [`crate::store::Sessions::session`].
pub fn session(store: &Sql, id: SessionId) -> Ready<Result<Option<Session>>> {
    ready(store.look(|conn| optional(conn, sessions::ONE, &[&id.0], read_session)))
}

/// See [`crate::store::Sessions::touch_sessions`].
pub async fn touch_sessions(store: &Sql, seen: Vec<(SessionId, Timestamp)>) -> Result<()> {
    let operation = move |conn: &Connection| {
        for (id, at) in &seen {
            execute(conn, sessions::TOUCH, &[&id.0, &at.0])?;
        }
        Ok(())
    };
    store.write_hot(|conn| whole(conn, operation)).await
}

/// See [`crate::store::Users::user`].
pub fn user(store: &Sql, id: UserId) -> Ready<Result<Option<User>>> {
    ready(store.look(|conn| optional(conn, users::ONE, &[&id.0], read_user)))
}

fn read_client(columns: &mut Columns<'_>) -> rusqlite::Result<Client> {
    Ok(Client {
        id: columns.client_id()?,
        secret_hash: columns.next::<Option<_>>()?.map(ClientSecretHash),
        sealed_secret: columns.next::<Option<_>>()?.map(SealedSecret),
        registration_token_hash: columns.next::<Option<_>>()?.map(RegistrationTokenHash),
        metadata: columns.json()?,
        origin: columns.name()?,
        created_at: columns.time()?,
        updated_at: columns.time()?,
    })
}

fn read_consent(columns: &mut Columns<'_>) -> rusqlite::Result<Consent> {
    Ok(Consent {
        user_id: UserId(columns.next()?),
        client_id: columns.client_id()?,
        scope: columns.scope()?,
        granted_at: columns.time()?,
    })
}

fn read_session(columns: &mut Columns<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: SessionId(columns.next()?),
        secret_hash: SessionSecretHash(columns.next()?),
        user_id: UserId(columns.next()?),
        auth_time: columns.time()?,
        acr: columns.next()?,
        amr: columns.json()?,
        created_at: columns.time()?,
        last_seen_at: columns.time()?,
        expires_at: columns.time()?,
        ended_at: columns.maybe_time()?,
        user_agent: columns.next()?,
        address: columns.next()?,
    })
}

fn read_user(columns: &mut Columns<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: UserId(columns.next()?),
        username: Username {
            display: columns.next()?,
            key: columns.next()?,
        },
        email_key: columns.next()?,
        claims: columns.json()?,
        groups: columns.json()?,
        roles: columns.json()?,
        disabled_at: columns.maybe_time()?,
        updated_at: columns.time()?,
        created_at: columns.time()?,
        subject: columns.next()?,
    })
}
