// Several changes as one. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Sql, lock};
use super::{clients, directory, groups, provisioning, user_changes, users, webhooks};
use crate::clock::Timestamp;
use crate::model::{Client, UserId};
use crate::store::{Batches, Result, StoreError, Write};
use async_trait::async_trait;

statements! {
    DECLARE_USER = "
        INSERT INTO declared_users (user_id) VALUES ($1) ON CONFLICT (user_id) DO NOTHING";
    DECLARED_USERS = "SELECT user_id FROM declared_users ORDER BY user_id";
}

#[async_trait]
impl Batches for Sql {
    async fn write_all(&self, writes: Vec<Write>, now: Timestamp) -> Result<()> {
        self.write(move |conn| Box::pin(write_all(conn, writes, now)))
            .await
    }

    async fn declared_users(&self) -> Result<Vec<UserId>> {
        self.read(|conn| Box::pin(declared_users(conn))).await
    }
}

async fn write_all(conn: &mut Conn, writes: Vec<Write>, now: Timestamp) -> Result<()> {
    // Before any row, as others take it.
    lock(conn, Lock::Names).await?;
    for write in writes {
        carry_out(conn, write, now).await?;
    }
    Ok(())
}

async fn carry_out(conn: &mut Conn, write: Write, now: Timestamp) -> Result<()> {
    match write {
        Write::CreateUser(account) => users::create(conn, *account).await,
        Write::UpdateUser(update) => is_as_seen(user_changes::replace(conn, *update, now).await?),
        Write::DeclareUser(id) => declare_user(conn, id).await,
        Write::RemoveUser(user) => is_as_seen(directory::remove(conn, *user, now).await?),
        Write::CreateClient(client) => is_as_seen(clients::insert(conn, *client).await?),
        Write::UpdateClient { before, after } => {
            expect_client(conn, &before).await?;
            clients::replace(conn, &before, *after, now).await
        }
        Write::RemoveClient(client) => {
            expect_client(conn, &client).await?;
            clients::remove(conn, client.id, now).await.map(drop)
        }
        Write::CreateGroup(group) => groups::create(conn, group).await,
        Write::UpdateGroup { before, after } => {
            is_as_seen(groups::replace(conn, before, after).await?)
        }
        Write::RemoveGroup(group) => is_as_seen(groups::remove(conn, group, now).await?),
        Write::CreateWebhook(webhook) => webhooks::put(conn, webhook).await,
        Write::UpdateWebhook { before, after } => {
            is_as_seen(webhooks::hold(conn, before.id).await?.as_ref() == Some(&before))?;
            webhooks::update(conn, after).await
        }
        Write::RemoveWebhook(webhook) => {
            is_as_seen(webhooks::hold(conn, webhook.id).await?.as_ref() == Some(&webhook))?;
            webhooks::remove(conn, webhook.id).await.map(drop)
        }
        Write::SetExternalId(of, external_id) => {
            provisioning::set_external_id(conn, of, external_id).await
        }
    }
}

async fn declare_user(conn: &mut Conn, id: UserId) -> Result<()> {
    sqlx::query(DECLARE_USER).bind(id).execute(conn).await?;
    Ok(())
}

async fn declared_users(conn: &mut Conn) -> Result<Vec<UserId>> {
    let ids = sqlx::query_scalar(DECLARED_USERS).fetch_all(conn).await?;
    Ok(ids)
}

/// Fails unless the client is still `seen`.
async fn expect_client(conn: &mut Conn, seen: &Client) -> Result<()> {
    let kept = clients::hold(conn, &seen.id).await?;
    is_as_seen(kept.as_ref() == Some(seen))
}

fn is_as_seen(so: bool) -> Result<()> {
    so.then_some(()).ok_or(StoreError::Stale)
}
