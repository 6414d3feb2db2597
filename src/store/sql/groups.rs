// Groups of people. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Row, Sql, lock};
use super::{changes, clients, user_changes, users};
use crate::clock::Timestamp;
use crate::model::{Group, GroupId, Role, User, UserId};
use crate::store::{Change, Groups, Result, StoreError};
use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::types::Uuid;

/// How many members are renamed at once.
const PART: i64 = 500;

macro_rules! columns {
    () => {
        "id, name, description, created_at, updated_at"
    };
}

statements! {
    INSERT = concat!(
        "INSERT INTO user_groups (", columns!(), ") VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (name) DO NOTHING",
    );
    MAKE = concat!(
        "INSERT INTO user_groups (", columns!(), ") VALUES (", random_id!(), ", $1, '', $2, $2)
         ON CONFLICT (name) DO NOTHING",
    );
    ONE = concat!("SELECT ", columns!(), " FROM user_groups WHERE id = $1");
    BY_NAME = concat!("SELECT ", columns!(), " FROM user_groups WHERE name = $1");
    PAGE = concat!(
        "SELECT ", columns!(), " FROM user_groups
         WHERE name > $1 AND name >= $3 AND name < $4 ORDER BY name LIMIT $2",
    );
    UPDATE = "
        UPDATE user_groups SET name = $2, description = $3, updated_at = $4 WHERE id = $1";
    REMOVE = "DELETE FROM user_groups WHERE id = $1";
    JOIN = "
        INSERT INTO group_members (group_id, user_id)
        SELECT id, $2 FROM user_groups WHERE name = $1
        ON CONFLICT DO NOTHING";
    LEAVE_ALL = "DELETE FROM group_members WHERE user_id = $1";
    MEMBERS = "
        SELECT user_id FROM group_members WHERE group_id = $1 AND user_id > $3
        ORDER BY user_id LIMIT $2";
    LOOK_AFTER = "
        SELECT id FROM users WHERE CAST(roles AS TEXT) <> '[]' AND id > $1 ORDER BY id LIMIT $2";
}

#[async_trait]
impl Groups for Sql {
    async fn create_group(&self, group: Group) -> Result<()> {
        self.write(move |conn| Box::pin(create(conn, group))).await
    }

    async fn group(&self, id: GroupId) -> Result<Option<Group>> {
        self.read(move |conn| Box::pin(one(conn, id))).await
    }

    async fn group_by_name(&self, name: &str) -> Result<Option<Group>> {
        let name = name.to_owned();
        self.read(move |conn| Box::pin(by_name(conn, name))).await
    }

    async fn groups(&self, prefix: &str, after: Option<&str>, limit: u32) -> Result<Vec<Group>> {
        let prefix = prefix.to_owned();
        let after = after.unwrap_or_default().to_owned();
        self.read(move |conn| Box::pin(page(conn, prefix, after, limit)))
            .await
    }

    async fn replace_group(&self, before: Group, after: Group) -> Result<bool> {
        self.write(move |conn| Box::pin(replace(conn, before, after)))
            .await
    }

    async fn remove_group(&self, seen: Group, now: Timestamp) -> Result<bool> {
        self.write(move |conn| Box::pin(remove(conn, seen, now)))
            .await
    }
}

/// A row of [`columns`].
pub fn group(row: &Row) -> sqlx::Result<Group> {
    Ok(Group {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        description: row.try_get("description")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}

/// The group with this id, as a part of another operation or alone.
pub async fn one(conn: &mut Conn, id: GroupId) -> Result<Option<Group>> {
    let row = sqlx::query(ONE)
        .bind(id)
        .try_map(|row| group(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

async fn by_name(conn: &mut Conn, name: String) -> Result<Option<Group>> {
    let row = sqlx::query(BY_NAME)
        .bind(name)
        .try_map(|row| group(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

async fn page(conn: &mut Conn, prefix: String, after: String, limit: u32) -> Result<Vec<Group>> {
    let end = format!("{prefix}{}", char::MAX);
    let rows = sqlx::query(PAGE)
        .bind(after)
        .bind(i64::from(limit))
        .bind(prefix)
        .bind(end)
        .try_map(|row| group(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// Makes a group, as a part of another operation or alone.
pub async fn create(conn: &mut Conn, group: Group) -> Result<()> {
    let made = sqlx::query(INSERT)
        .bind(group.id)
        .bind(group.name)
        .bind(group.description)
        .bind(group.created_at)
        .bind(group.updated_at)
        .execute(conn)
        .await?;
    match made.rows_affected() {
        0 => Err(StoreError::Taken("group name")),
        _ => Ok(()),
    }
}

/// Has somebody new stand among the members of their groups, as a part of another operation.
pub async fn note(conn: &mut Conn, user: &User) -> Result<()> {
    for name in &user.groups {
        sqlx::query(MAKE)
            .bind(name)
            .bind(user.updated_at)
            .execute(&mut *conn)
            .await?;
        sqlx::query(JOIN)
            .bind(name)
            .bind(user.id)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Has somebody stand among the members of the groups they are in now, as a part of another
/// operation.
pub async fn renew(conn: &mut Conn, user: &User) -> Result<()> {
    sqlx::query(LEAVE_ALL)
        .bind(user.id)
        .execute(&mut *conn)
        .await?;
    note(conn, user).await
}

/// Replaces a group, as a part of another operation or alone.
pub async fn replace(conn: &mut Conn, before: Group, after: Group) -> Result<bool> {
    // Nobody joins or leaves meanwhile.
    lock(conn, Lock::Names).await?;
    if one(conn, before.id).await?.as_ref() != Some(&before) {
        return Ok(false);
    }
    let is_renamed = before.name != after.name;
    if is_renamed && by_name(conn, after.name.clone()).await?.is_some() {
        return Err(StoreError::Taken("group name"));
    }
    sqlx::query(UPDATE)
        .bind(after.id)
        .bind(&after.name)
        .bind(&after.description)
        .bind(after.updated_at)
        .execute(&mut *conn)
        .await?;
    if is_renamed {
        follow(conn, &before, Some(&after.name), after.updated_at).await?;
        clients::follow_group(conn, &before.name, &after.name, after.updated_at).await?;
    }
    Ok(true)
}

/// Removes a group that is as it was seen, as a part of another operation or alone; tells whether it was.
pub async fn remove(conn: &mut Conn, seen: Group, now: Timestamp) -> Result<bool> {
    lock(conn, Lock::Names).await?;
    if one(conn, seen.id).await?.as_ref() != Some(&seen) {
        return Ok(false);
    }
    follow(conn, &seen, None, now).await?;
    sqlx::query(REMOVE).bind(seen.id).execute(conn).await?;
    Ok(true)
}

/// Has people follow a group to another name, or leave it.
async fn follow(
    conn: &mut Conn,
    group: &Group,
    name: Option<&String>,
    now: Timestamp,
) -> Result<()> {
    let mut after = UserId(Uuid::nil());
    loop {
        let part: Vec<UserId> = sqlx::query_scalar(MEMBERS)
            .bind(group.id)
            .bind(PART)
            .bind(after)
            .fetch_all(&mut *conn)
            .await?;
        let Some(last) = part.last() else { break };
        after = *last;
        follow_all(conn, &part, &group.name, name, now).await?;
    }
    let mut after = UserId(Uuid::nil());
    loop {
        let part: Vec<UserId> = sqlx::query_scalar(LOOK_AFTER)
            .bind(after)
            .bind(PART)
            .fetch_all(&mut *conn)
            .await?;
        let Some(last) = part.last() else { break };
        after = *last;
        follow_all(conn, &part, &group.name, name, now).await?;
    }
    changes::note(conn, Change::Everybody).await
}

async fn follow_all(
    conn: &mut Conn,
    people: &[UserId],
    before: &str,
    after: Option<&String>,
    now: Timestamp,
) -> Result<()> {
    for id in people {
        let Some(user) = users::hold(conn, *id).await? else {
            continue;
        };
        let groups = user.groups.iter().filter_map(|name| {
            let is_it = name == before;
            if is_it { after } else { Some(name) }
        });
        let groups: Vec<String> = groups.cloned().collect();
        let roles = user.roles.iter().filter_map(|role| match role {
            Role::GroupAdministrator(name) if name == before => {
                after.cloned().map(Role::GroupAdministrator)
            }
            other => Some(other.clone()),
        });
        let roles: Vec<Role> = roles.collect();
        if groups != user.groups || roles != user.roles {
            user_changes::set_membership(conn, *id, &groups, &roles, now).await?;
        }
    }
    Ok(())
}
