//! Token families. What is a single statement as a rule is no more than that, and nothing needs a
//! savepoint: where there are two statements, the first alone does no harm.

use super::columns::Columns;
use super::statement::{execute, optional};
use crate::clock::Timestamp;
use crate::model::{Grant, GrantId, SessionId, TokenId, UserId};
use crate::store::sql::sqlite::changes;
use crate::store::sql::sqlite::backend::{Sql, failure};
use crate::store::sql::sqlite::grants::{
    END, IS_REVOKED, ONE, REDEEM, REVOKE_TOKEN, ROTATE, Refresh,
};
use crate::store::{Change, Redemption, Result, Rotation};
use rusqlite::Connection;
use std::future::{Ready, ready};
use std::sync::Arc;

/// See [`crate::store::Grants::redeem`].
pub async fn redeem(store: &Sql, grant: Arc<Grant>) -> Result<Redemption> {
    store
        .write_hot(move |conn| {
            if insert(conn, &grant)? {
                return Ok(Redemption::First);
            }
            finish(conn, grant.id, grant.created_at)?;
            Ok(Redemption::Replay)
        })
        .await
}

/// See [`crate::store::Grants::grant`].
pub fn one(store: &Sql, id: GrantId) -> Ready<Result<Option<Grant>>> {
    ready(store.look(|conn| select(conn, id)))
}

/// See [`crate::store::Grants::rotate`].
pub async fn rotate(store: &Sql, refresh: Refresh) -> Result<Rotation> {
    store
        .write_hot(move |conn| {
            if let Some(grant) = raise_generation(conn, refresh)? {
                return Ok(Rotation::Rotated(grant.into()));
            }
            let rotation = refresh.not_rotated(select(conn, refresh.id)?);
            if rotation == Rotation::Reused {
                finish(conn, refresh.id, refresh.now)?;
            }
            Ok(rotation)
        })
        .await
}

/// See [`crate::store::Grants::end_grant`].
pub async fn end(store: &Sql, id: GrantId, now: Timestamp) -> Result<()> {
    store.write_hot(move |conn| finish(conn, id, now)).await
}

/// See [`crate::store::Grants::revoke_access_token`].
pub async fn revoke_token(store: &Sql, id: TokenId, expires_at: Timestamp) -> Result<()> {
    store
        .write_hot(move |conn| {
            note(conn, Change::AccessToken(id))?;
            execute(conn, REVOKE_TOKEN, &[&id.0, &expires_at.0]).map(drop)
        })
        .await
}

/// See [`crate::store::Grants::is_access_token_revoked`].
pub fn is_revoked(store: &Sql, id: TokenId) -> Ready<Result<bool>> {
    let found = store.look(|conn| optional(conn, IS_REVOKED, &[&id.0], flag));
    ready(found.map(|revoked| revoked.unwrap_or(false)))
}

/// The row is the record of the use: whoever inserts it was first.
fn insert(conn: &Connection, grant: &Grant) -> Result<bool> {
    let amr = serde_json::to_string(&grant.amr).map_err(failure)?;
    let claims = Some(&grant.claims).filter(|claims| !claims.is_empty());
    let claims = claims.map(serde_json::to_string).transpose();
    let claims = claims.map_err(failure)?;
    let inserted = execute(
        conn,
        REDEEM,
        &[
            &grant.id.0,
            &grant.client_id.as_str(),
            &grant.user_id.0,
            &grant.session_id.0,
            &grant.scope.to_string(),
            &grant.auth_time.0,
            &grant.acr,
            &amr,
            &grant.refresh.as_str(),
            &grant.generation,
            &grant.created_at.0,
            &grant.created_at.0,
            &grant.expires_at.0,
            &grant.ended_at.map(|at| at.0),
            &claims,
        ],
    )?;
    Ok(inserted > 0)
}

fn select(conn: &Connection, id: GrantId) -> Result<Option<Grant>> {
    optional(conn, ONE, &[&id.0], grant)
}

/// The grant as it is then; nothing if `refresh` is not about its current generation.
fn raise_generation(conn: &Connection, refresh: Refresh) -> Result<Option<Grant>> {
    optional(
        conn,
        ROTATE,
        &[
            &refresh.id.0,
            &refresh.generation,
            &refresh.now.0,
            &refresh.used_since.0,
        ],
        grant,
    )
}

fn grant(columns: &mut Columns<'_>) -> rusqlite::Result<Grant> {
    Ok(Grant {
        id: GrantId(columns.next()?),
        client_id: columns.client_id()?,
        user_id: UserId(columns.next()?),
        session_id: SessionId(columns.next()?),
        scope: columns.scope()?,
        auth_time: columns.time()?,
        acr: columns.next()?,
        amr: columns.json()?,
        refresh: columns.name()?,
        generation: columns.next()?,
        created_at: columns.time()?,
        rotated_at: columns.time()?,
        expires_at: columns.time()?,
        ended_at: columns.maybe_time()?,
        claims: columns.maybe_json()?.unwrap_or_default(),
    })
}

fn flag(columns: &mut Columns<'_>) -> rusqlite::Result<bool> {
    columns.next()
}

fn finish(conn: &Connection, id: GrantId, now: Timestamp) -> Result<()> {
    note(conn, Change::Grant(id))?;
    execute(conn, END, &[&id.0, &now.0]).map(drop)
}

/// Notes a change that follows in the same commit. One that fails then was noted in vain, which
/// harms nobody: copies are read again. So the two need no savepoint around them.
fn note(conn: &Connection, change: Change) -> Result<()> {
    let (kind, subject) = changes::columns(change);
    execute(conn, changes::NOTE, &[&kind, &subject]).map(drop)
}
