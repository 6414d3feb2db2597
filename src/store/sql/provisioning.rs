// People and groups as other systems look through them. Mounted by `mod.rs`.

use super::backend::{Conn, Sql};
use super::{groups, users};
use crate::model::{Group, GroupId, User, UserId};
use crate::store::{Provisioning, Resource, Result};
use async_trait::async_trait;
use sqlx::types::Uuid;

statements! {
    USER_COUNT = "SELECT COUNT(*) FROM users";
    // The rows before are only looked at in the index.
    USERS_FROM = "
        SELECT id, username, username_key, email_key, claims, groups, roles, disabled_at,
            created_at, updated_at, subject
        FROM users
        WHERE id >= (SELECT id FROM users ORDER BY id LIMIT 1 OFFSET $1)
        ORDER BY id LIMIT $2";
    GROUP_COUNT = "SELECT COUNT(*) FROM user_groups";
    GROUPS_FROM = "
        SELECT id, name, description, created_at, updated_at FROM user_groups
        ORDER BY id LIMIT $2 OFFSET $1";
    MEMBERS = "
        SELECT user_id FROM group_members WHERE group_id = $1 AND user_id > $2
        ORDER BY user_id LIMIT $3";
    OF_USER = "SELECT external_id FROM user_external_ids WHERE user_id = $1";
    OF_GROUP = "SELECT external_id FROM group_external_ids WHERE group_id = $1";
    OF_SUBJECT = "SELECT id FROM users WHERE subject = $1";
    USERS = "
        SELECT user_id FROM user_external_ids WHERE external_id = $1 ORDER BY user_id LIMIT $2";
    GROUPS = "
        SELECT group_id FROM group_external_ids WHERE external_id = $1
        ORDER BY group_id LIMIT $2";
    SET_OF_USER = "
        INSERT INTO user_external_ids (user_id, external_id) VALUES ($1, $2)
        ON CONFLICT (user_id) DO UPDATE SET external_id = excluded.external_id";
    SET_OF_GROUP = "
        INSERT INTO group_external_ids (group_id, external_id) VALUES ($1, $2)
        ON CONFLICT (group_id) DO UPDATE SET external_id = excluded.external_id";
    UNSET_OF_USER = "DELETE FROM user_external_ids WHERE user_id = $1";
    UNSET_OF_GROUP = "DELETE FROM group_external_ids WHERE group_id = $1";
}

#[async_trait]
impl Provisioning for Sql {
    async fn user_count(&self) -> Result<u64> {
        self.read(|conn| Box::pin(count(conn, USER_COUNT))).await
    }

    async fn users_from(&self, skipped: u64, limit: u32) -> Result<Vec<User>> {
        self.read(move |conn| Box::pin(users_from(conn, skipped, limit)))
            .await
    }

    async fn group_count(&self) -> Result<u64> {
        self.read(|conn| Box::pin(count(conn, GROUP_COUNT))).await
    }

    async fn groups_from(&self, skipped: u64, limit: u32) -> Result<Vec<Group>> {
        self.read(move |conn| Box::pin(groups_from(conn, skipped, limit)))
            .await
    }

    async fn members(
        &self,
        group: GroupId,
        after: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<UserId>> {
        self.read(move |conn| Box::pin(members(conn, group, after, limit)))
            .await
    }

    async fn external_id(&self, of: Resource) -> Result<Option<String>> {
        self.read(move |conn| Box::pin(external_id(conn, of))).await
    }

    async fn user_by_subject(&self, subject: &str) -> Result<Option<UserId>> {
        let subject = subject.to_owned();
        self.read(move |conn| {
            Box::pin(async move {
                let query = sqlx::query_scalar(OF_SUBJECT).bind(subject);
                Ok(query.fetch_optional(conn).await?)
            })
        })
        .await
    }

    async fn users_known_as(&self, external_id: &str, limit: u32) -> Result<Vec<UserId>> {
        let external_id = external_id.to_owned();
        self.read(move |conn| {
            Box::pin(async move {
                let query = sqlx::query_scalar(USERS).bind(external_id);
                Ok(query.bind(i64::from(limit)).fetch_all(conn).await?)
            })
        })
        .await
    }

    async fn groups_known_as(&self, external_id: &str, limit: u32) -> Result<Vec<GroupId>> {
        let external_id = external_id.to_owned();
        self.read(move |conn| {
            Box::pin(async move {
                let query = sqlx::query_scalar(GROUPS).bind(external_id);
                Ok(query.bind(i64::from(limit)).fetch_all(conn).await?)
            })
        })
        .await
    }
}

async fn count(conn: &mut Conn, statement: &'static str) -> Result<u64> {
    let count: i64 = sqlx::query_scalar(statement).fetch_one(conn).await?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

async fn users_from(conn: &mut Conn, skipped: u64, limit: u32) -> Result<Vec<User>> {
    let rows = sqlx::query(USERS_FROM)
        .bind(whole(skipped))
        .bind(i64::from(limit))
        .try_map(|row| users::user(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

async fn groups_from(conn: &mut Conn, skipped: u64, limit: u32) -> Result<Vec<Group>> {
    let rows = sqlx::query(GROUPS_FROM)
        .bind(whole(skipped))
        .bind(i64::from(limit))
        .try_map(|row| groups::group(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

async fn members(
    conn: &mut Conn,
    group: GroupId,
    after: Option<UserId>,
    limit: u32,
) -> Result<Vec<UserId>> {
    let ids = sqlx::query_scalar(MEMBERS)
        .bind(group)
        .bind(after.unwrap_or(UserId(Uuid::nil())))
        .bind(i64::from(limit))
        .fetch_all(conn)
        .await?;
    Ok(ids)
}

async fn external_id(conn: &mut Conn, of: Resource) -> Result<Option<String>> {
    let query = match of {
        Resource::User(id) => sqlx::query_scalar(OF_USER).bind(id),
        Resource::Group(id) => sqlx::query_scalar(OF_GROUP).bind(id),
    };
    Ok(query.fetch_optional(conn).await?)
}

/// Has another system know it by `external_id`, or by nothing, as a part of another operation.
pub async fn set_external_id(
    conn: &mut Conn,
    of: Resource,
    external_id: Option<String>,
) -> Result<()> {
    let (set, unset, id) = match of {
        Resource::User(UserId(id)) => (SET_OF_USER, UNSET_OF_USER, id),
        Resource::Group(GroupId(id)) => (SET_OF_GROUP, UNSET_OF_GROUP, id),
    };
    let query = match external_id {
        Some(external_id) => sqlx::query(set).bind(id).bind(external_id),
        None => sqlx::query(unset).bind(id),
    };
    query.execute(conn).await?;
    Ok(())
}
