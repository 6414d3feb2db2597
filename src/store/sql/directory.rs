// What operators look through. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Row, Sql, lock};
use super::{changes, clients, consents, sessions, user_changes, users};
use crate::clock::Timestamp;
use crate::model::{Client, Consent, Role, Session, SessionId, User, UserId};
use crate::oidc::ClientId;
use crate::store::{Change, Directory, ListedUser, People, Place, Result, StoreError, UserUpdate};
use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::types::Uuid;

/// Longest text that somebody is found by, in characters.
const MAX_TERM_CHARS: usize = 100;

/// So many names of apps are read at once where not all of them fit.
const AT_ONCE: i64 = 1_000;

/// Comes after everything that begins with what is before it.
const LAST: char = char::MAX;

macro_rules! people {
    ($place:literal) => {
        concat!(
            "SELECT ",
            $place,
            " AS place, users.id, username, username_key, email_key, claims,
             groups, roles, disabled_at, created_at, updated_at, subject FROM users "
        )
    };
}

statements! {
    BY_NAME = concat!(
        people!("username_key"),
        "WHERE username_key > $1 ORDER BY username_key LIMIT $2",
    );
    NEWEST = concat!(people!("''"), "WHERE id < $1 ORDER BY id DESC LIMIT $2");
    // Whoever is found by several terms stands at the first.
    MATCHING = concat!(
        people!("term"),
        "JOIN people_terms ON people_terms.user_id = users.id
         WHERE term >= $4 AND term < $5 AND (term, people_terms.user_id) > ($3, $1)
             AND NOT EXISTS (
                 SELECT 1 FROM people_terms AS earlier
                 WHERE earlier.user_id = users.id AND earlier.term >= $4
                     AND earlier.term < people_terms.term
             )
         ORDER BY term, people_terms.user_id LIMIT $2",
    );
    MEMBERS = concat!(
        people!("''"),
        "JOIN group_members ON group_members.user_id = users.id
         WHERE group_id = $3 AND group_members.user_id > $1
         ORDER BY group_members.user_id LIMIT $2",
    );
    DISABLED = concat!(
        people!("''"),
        "WHERE disabled_at IS NOT NULL AND id > $1 ORDER BY id LIMIT $2",
    );
    WITH_ROLES = concat!(
        people!("''"),
        "WHERE CAST(roles AS TEXT) <> '[]' AND id > $1 ORDER BY id LIMIT $2",
    );
    ADD_TERM = "
        INSERT INTO people_terms (term, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    REMOVE_TERMS = "DELETE FROM people_terms WHERE user_id = $1";
    IS_LAST_OWNER = r#"
        SELECT EXISTS (
            SELECT 1 FROM users
            WHERE id = $1 AND disabled_at IS NULL AND CAST(roles AS TEXT) LIKE '%"owner"%'
        ) AND NOT EXISTS (
            SELECT 1 FROM users
            WHERE CAST(roles AS TEXT) <> '[]' AND CAST(roles AS TEXT) LIKE '%"owner"%'
                AND disabled_at IS NULL AND id <> $1
        )"#;
    REMOVE = "DELETE FROM users WHERE id = $1";
    SESSIONS = "
        SELECT id, secret_hash, user_id, auth_time, acr, amr, created_at, last_seen_at,
            expires_at, ended_at, user_agent, address
        FROM sessions WHERE id < $1 AND ended_at IS NULL AND expires_at > $3
        ORDER BY id DESC LIMIT $2";
    CONSENTS = "
        SELECT user_id, client_id, scope, granted_at FROM consents
        WHERE client_id = $3 AND user_id > $1 ORDER BY user_id LIMIT $2";
    CLIENTS = "
        SELECT id AS client_id, secret_hash, sealed_secret, registration_token_hash, metadata,
            origin, created_at, updated_at
        FROM clients WHERE id > $1 ORDER BY id LIMIT $2";
    NAMES = "
        SELECT id, COALESCE(metadata ->> 'client_name', '') FROM clients
        WHERE id > $1 ORDER BY id LIMIT $2";
}

#[async_trait]
impl Directory for Sql {
    async fn people(
        &self,
        people: People,
        after: Option<Place>,
        limit: u32,
    ) -> Result<Vec<ListedUser>> {
        self.read(move |conn| Box::pin(list(conn, people, after, limit)))
            .await
    }

    async fn replace_user(&self, before: User, after: User, now: Timestamp) -> Result<bool> {
        let update = UserUpdate {
            before,
            after,
            password: None,
        };
        self.write(move |conn| Box::pin(user_changes::replace(conn, update, now)))
            .await
    }

    async fn remove_user(&self, seen: User, now: Timestamp) -> Result<bool> {
        self.write(move |conn| Box::pin(remove(conn, seen, now)))
            .await
    }

    async fn sign_out_everywhere(&self, id: UserId, now: Timestamp) -> Result<()> {
        self.write(move |conn| {
            Box::pin(async move {
                sessions::end_everything_of(conn, id, now).await?;
                changes::note(conn, Change::Person(id)).await
            })
        })
        .await
    }

    async fn live_sessions(
        &self,
        after: Option<SessionId>,
        limit: u32,
        now: Timestamp,
    ) -> Result<Vec<Session>> {
        self.read(move |conn| Box::pin(live_sessions(conn, after, limit, now)))
            .await
    }

    async fn consents_at(
        &self,
        client: &ClientId,
        after: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<Consent>> {
        let client = client.clone();
        self.read(move |conn| Box::pin(consents_at(conn, client, after, limit)))
            .await
    }

    async fn clients_after(
        &self,
        part: &str,
        after: Option<&ClientId>,
        limit: u32,
    ) -> Result<Vec<Client>> {
        let part = part.to_owned();
        let after = after.cloned();
        self.read(move |conn| Box::pin(clients_after(conn, part, after, limit)))
            .await
    }
}

fn listed(row: &Row) -> sqlx::Result<ListedUser> {
    let user = users::user(row)?;
    let id = user.id;
    let key = row.try_get("place")?;
    Ok(ListedUser {
        user,
        place: Place { key, id },
    })
}

async fn list(
    conn: &mut Conn,
    people: People,
    after: Option<Place>,
    limit: u32,
) -> Result<Vec<ListedUser>> {
    let first = match people {
        People::Newest => Uuid::max(),
        _ => Uuid::nil(),
    };
    let place = after.unwrap_or(Place {
        key: String::new(),
        id: UserId(first),
    });
    let limit = i64::from(limit);
    let by_id = |statement| sqlx::query(statement).bind(place.id).bind(limit);
    let query = match people {
        People::ByName => sqlx::query(BY_NAME).bind(place.key).bind(limit),
        People::Newest => by_id(NEWEST),
        People::Disabled => by_id(DISABLED),
        People::WithRoles => by_id(WITH_ROLES),
        People::Members(group) => by_id(MEMBERS).bind(group),
        People::Matching(prefix) => {
            let end = format!("{prefix}{LAST}");
            // PostgreSQL enters the index by the place, and would read all that lies before the prefix.
            let after = Some(place.key).filter(|key| !key.is_empty());
            let after = after.unwrap_or_else(|| prefix.clone());
            by_id(MATCHING).bind(after).bind(prefix).bind(end)
        }
    };
    let rows = query.try_map(|row| listed(&row)).fetch_all(conn).await?;
    Ok(rows)
}

/// What `user` is found by, each once.
pub fn terms(user: &User) -> Vec<String> {
    let claims = &user.claims;
    let names = [&claims.name, &claims.family_name].into_iter().flatten();
    let keys = [Some(&user.username.key), user.email_key.as_ref()];
    let all = keys.into_iter().flatten().chain(names);
    let mut terms: Vec<String> = all
        .map(|text| text.to_lowercase().chars().take(MAX_TERM_CHARS).collect())
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Has somebody found by `terms`, as a part of another operation.
pub async fn note(conn: &mut Conn, id: &UserId, terms: &[String]) -> Result<()> {
    for term in terms {
        sqlx::query(ADD_TERM)
            .bind(term)
            .bind(*id)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Has somebody found by what they are called now, as a part of another operation.
pub async fn renew(conn: &mut Conn, user: &User) -> Result<()> {
    sqlx::query(REMOVE_TERMS)
        .bind(user.id)
        .execute(&mut *conn)
        .await?;
    note(conn, &user.id, &terms(user)).await
}

/// Fails if nobody would own the deployment without this person, as a part of an operation that
/// takes that from them.
pub async fn keep_an_owner(conn: &mut Conn, id: UserId) -> Result<()> {
    lock(conn, Lock::Names).await?;
    let is_last: bool = sqlx::query_scalar(IS_LAST_OWNER)
        .bind(id)
        .fetch_one(conn)
        .await?;
    if is_last {
        return Err(StoreError::LastOwner);
    }
    Ok(())
}

/// As [`keep_an_owner`], if `after` owns nothing any more.
pub async fn keep_an_owner_between(conn: &mut Conn, before: &User, after: &User) -> Result<()> {
    let owns = |user: &User| user.disabled_at.is_none() && user.roles.contains(&Role::Owner);
    if owns(before) && !owns(after) {
        keep_an_owner(conn, before.id).await?;
    }
    Ok(())
}

/// Removes a person who is as they were seen, as a part of another operation or alone; tells whether
/// they were.
pub async fn remove(conn: &mut Conn, seen: User, now: Timestamp) -> Result<bool> {
    lock(conn, Lock::Names).await?;
    let id = seen.id;
    if users::hold(conn, id).await? != Some(seen) {
        return Ok(false);
    }
    keep_an_owner(conn, id).await?;
    sessions::end_everything_of(conn, id, now).await?;
    sqlx::query(REMOVE).bind(id).execute(&mut *conn).await?;
    changes::note(conn, Change::Person(id)).await?;
    Ok(true)
}

async fn live_sessions(
    conn: &mut Conn,
    after: Option<SessionId>,
    limit: u32,
    now: Timestamp,
) -> Result<Vec<Session>> {
    let rows = sqlx::query(SESSIONS)
        .bind(after.unwrap_or(SessionId(Uuid::max())))
        .bind(i64::from(limit))
        .bind(now)
        .try_map(|row| sessions::session(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

async fn consents_at(
    conn: &mut Conn,
    client: ClientId,
    after: Option<UserId>,
    limit: u32,
) -> Result<Vec<Consent>> {
    let rows = sqlx::query(CONSENTS)
        .bind(after.unwrap_or(UserId(Uuid::nil())))
        .bind(i64::from(limit))
        .bind(client.as_str())
        .try_map(|row| consents::consent(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// Names are compared here: databases know the lower case of few letters, and not of the same ones.
async fn clients_after(
    conn: &mut Conn,
    part: String,
    after: Option<ClientId>,
    limit: u32,
) -> Result<Vec<Client>> {
    let after = after.map_or_else(String::new, String::from);
    if !part.is_empty() {
        return called(conn, &folded(&part), after, limit as usize).await;
    }
    let found = sqlx::query(CLIENTS)
        .bind(after)
        .bind(i64::from(limit))
        .try_map(|row| clients::client(&row))
        .fetch_all(conn)
        .await?;
    Ok(found)
}

/// Those that have `part` in their id or name: of the others no more is read than that.
async fn called(
    conn: &mut Conn,
    part: &str,
    mut after: String,
    limit: usize,
) -> Result<Vec<Client>> {
    let mut found = Vec::new();
    loop {
        let names: Vec<(String, String)> = sqlx::query_as(NAMES)
            .bind(&after)
            .bind(AT_ONCE)
            .fetch_all(&mut *conn)
            .await?;
        for (id, name) in &names {
            if ![id, name].iter().any(|text| folded(text).contains(part)) {
                continue;
            }
            let row = sqlx::query(clients::ONE).bind(id);
            let client = row.try_map(|row| clients::client(&row));
            found.extend(client.fetch_optional(&mut *conn).await?);
            if found.len() == limit {
                return Ok(found);
            }
        }
        match names.last() {
            Some((last, _)) if i64::try_from(names.len()) == Ok(AT_ONCE) => after.clone_from(last),
            _ => return Ok(found),
        }
    }
}

/// `text` without its case. Letter by letter, so that what is a part of it stays one, and by way of
/// capitals, which some small letters share.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let capitals = text.chars().flat_map(char::to_uppercase);
    capitals.flat_map(char::to_lowercase).collect()
}
