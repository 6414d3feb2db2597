//! One thing, and what becomes of it.

use super::report::ReportedEntry;
use crate::admin::clients::PlannedClient;
use crate::admin::groups::PlannedGroup;
use crate::admin::users::{PlannedUser, removed};
use crate::admin::webhooks::PlannedWebhook;
use crate::admin::{Desk, Outcome};
use crate::model::{Client, Event, Group, Mail, User, UserId, Webhook};
use crate::store::Write;
use std::collections::BTreeSet;

/// What has to become of one thing.
pub(super) enum Step {
    Group(Box<PlannedGroup>),
    User(Box<PlannedUser>),
    Client(Box<PlannedClient>),
    Webhook(Box<PlannedWebhook>),
    RemoveGroup(Box<Group>),
    RemoveUser(Box<User>),
    RemoveClient(Box<Client>),
    RemoveWebhook(Box<Webhook>),
}

impl Step {
    /// Whether a secret is made, which somebody has to be shown.
    pub fn makes_a_secret(&self) -> bool {
        match self {
            Self::Client(planned) => planned.generated_secret.is_some(),
            Self::Webhook(planned) => planned.generated_secret.is_some(),
            _ => false,
        }
    }

    /// What is to be written.
    pub async fn writes(
        &self,
        desk: &Desk<'_>,
        named_before: &BTreeSet<UserId>,
    ) -> Result<Vec<Write>, String> {
        match self {
            Self::User(planned) => {
                let id = planned.user.id;
                let writes = planned.writes(desk).await;
                let mut writes = writes.map_err(|error| error.to_string())?;
                if !named_before.contains(&id) {
                    writes.push(Write::DeclareUser(id));
                }
                Ok(writes)
            }
            Self::Group(planned) => Ok(planned.writes()),
            Self::Client(planned) => Ok(planned.write().into_iter().collect()),
            Self::Webhook(planned) => Ok(planned.write().into_iter().collect()),
            Self::RemoveGroup(group) => Ok(vec![Write::RemoveGroup((**group).clone())]),
            Self::RemoveUser(user) => Ok(vec![Write::RemoveUser(user.clone())]),
            Self::RemoveClient(client) => Ok(vec![Write::RemoveClient(client.clone())]),
            Self::RemoveWebhook(webhook) => Ok(vec![Write::RemoveWebhook((**webhook).clone())]),
        }
    }

    /// What is to be written down with them.
    pub fn events(&self, desk: &Desk<'_>) -> Vec<Event> {
        match self {
            Self::User(planned) => planned.events(desk),
            Self::Client(planned) if planned.outcome == Outcome::Unchanged => Vec::new(),
            Self::Client(planned) => vec![planned.tell(desk.event("client.changed"))],
            Self::Group(planned) => planned.event(desk).into_iter().collect(),
            Self::Webhook(planned) => planned.event(desk).into_iter().collect(),
            Self::RemoveGroup(group) => {
                let event = desk.event("group.removed").with("group", group.id);
                vec![event.with("name", &group.name)]
            }
            Self::RemoveUser(user) => vec![removed(desk, user)],
            Self::RemoveClient(client) => vec![desk.event("client.removed").client(&client.id)],
            Self::RemoveWebhook(webhook) => {
                let event = desk.event("webhook.removed").with("webhook", webhook.id);
                vec![event.with("url", &webhook.url)]
            }
        }
    }

    /// What people are to be told with them.
    pub fn letters(&self, desk: &Desk<'_>) -> Result<Vec<Mail>, String> {
        match self {
            Self::User(planned) => planned.letters(desk).map_err(|error| error.to_string()),
            _ => Ok(Vec::new()),
        }
    }

    /// Tells what has been written.
    pub fn note(&self, desk: &Desk<'_>) {
        match self {
            Self::User(planned) => planned.note(desk),
            Self::Client(planned) => planned.note(),
            Self::Group(planned) => {
                tracing::info!(event = "group_declared", group = %planned.group.id);
            }
            Self::Webhook(planned) => {
                tracing::info!(event = "webhook_declared", webhook = %planned.webhook.id);
            }
            Self::RemoveGroup(group) => {
                tracing::info!(event = "group_removed", group = %group.id);
            }
            Self::RemoveUser(user) => {
                desk.outbox.wake();
                tracing::info!(event = "user_removed", user = %user.id, sub = %user.sub());
            }
            Self::RemoveWebhook(webhook) => {
                tracing::info!(event = "webhook_removed", webhook = %webhook.id);
            }
            Self::RemoveClient(client) => {
                tracing::info!(event = "client_removed", client_id = %client.id);
            }
        }
    }

    /// What is said of it.
    pub fn reported(&self, name: &str) -> ReportedEntry {
        let entry = |outcome| ReportedEntry {
            name: name.to_owned(),
            outcome,
            changes: Vec::new(),
            generated_secret: None,
            warning: None,
        };
        match self {
            Self::User(planned) => ReportedEntry {
                changes: planned.changes.clone(),
                warning: planned.warning.clone(),
                ..entry(planned.outcome)
            },
            Self::Client(planned) => ReportedEntry {
                changes: planned.changes.clone(),
                generated_secret: planned.generated_secret.clone(),
                warning: planned.warning.clone(),
                ..entry(planned.outcome)
            },
            Self::Group(planned) => ReportedEntry {
                changes: planned.changes.clone(),
                ..entry(planned.outcome)
            },
            Self::Webhook(planned) => ReportedEntry {
                changes: planned.changes.clone(),
                generated_secret: planned.generated_secret.clone(),
                ..entry(planned.outcome)
            },
            Self::RemoveGroup(_)
            | Self::RemoveUser(_)
            | Self::RemoveClient(_)
            | Self::RemoveWebhook(_) => entry(Outcome::Removed),
        }
    }
}
