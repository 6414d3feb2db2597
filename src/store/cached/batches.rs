//! Several changes as one.

use super::Cached;
use crate::clock::Timestamp;
use crate::model::UserId;
use crate::store::{Batches, Change, Result, Store, Write};
use async_trait::async_trait;

#[async_trait]
impl<S: Store> Batches for Cached<S> {
    async fn write_all(&self, writes: Vec<Write>, now: Timestamp) -> Result<()> {
        let mut changes = Vec::new();
        let mut clients = false;
        for write in &writes {
            match write {
                Write::CreateUser(_)
                | Write::DeclareUser(_)
                | Write::CreateGroup(_)
                | Write::CreateWebhook(_)
                | Write::UpdateWebhook { .. }
                | Write::RemoveWebhook(_)
                | Write::SetExternalId(..) => {}
                Write::RemoveUser(user) => changes.push(Change::Person(user.id)),
                Write::RemoveGroup(_) => changes.push(Change::Everybody),
                Write::UpdateUser(update) => changes.push(Change::Person(update.after.id)),
                Write::CreateClient(_) => clients = true,
                Write::UpdateClient { before, after } => {
                    clients = true;
                    if before.is_trusted() && !after.is_trusted() {
                        changes.push(Change::Everybody);
                    }
                }
                // Apps follow the name of a group, as people do.
                Write::RemoveClient(_) | Write::UpdateGroup { .. } => {
                    clients = true;
                    changes.push(Change::Everybody);
                }
            }
        }
        let written = self.inner.write_all(writes, now).await;
        // Also where it came too late: what it was planned by is old.
        if clients {
            self.marks.note_clients();
        }
        for change in changes {
            self.marks.note(change);
        }
        written
    }

    async fn declared_users(&self) -> Result<Vec<UserId>> {
        self.inner.declared_users().await
    }
}
