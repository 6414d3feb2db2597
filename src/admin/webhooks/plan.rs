//! A target of events as one is to be, compared with what there is.

use super::{WebhooksError, check};
use crate::admin::difference::{differing_members, names};
use crate::admin::{Desk, Difference, Operation, Outcome, Target};
use crate::flow::webhooks;
use crate::model::{Event, Webhook, WebhookId};
use crate::secret::Secret;
use crate::store::Write;
use serde_json::json;

/// A target of events as one is to be.
#[derive(Clone, Debug, Default)]
pub struct WantedWebhook {
    /// Where to; what one is known by.
    pub url: String,
    /// Kinds and areas of events; all if there are none.
    pub kinds: Vec<String>,
    /// What signs them; none for the one there is, or a new one.
    pub secret: Option<Secret<String>>,
}

/// A target as one is to be, compared with what there is.
#[derive(Clone, Debug)]
pub struct PlannedWebhook {
    /// What there will be.
    pub webhook: Webhook,
    /// What that means.
    pub outcome: Outcome,
    /// What will be another than before, or is said of something new.
    pub changes: Vec<Difference>,
    /// The secret that is made, to be shown once.
    pub generated_secret: Option<Secret<String>>,
    stored: Option<Webhook>,
}

/// Compares `wanted` with the target at its address, and changes nothing.
pub async fn plan(desk: &Desk<'_>, wanted: WantedWebhook) -> Result<PlannedWebhook, WebhooksError> {
    desk.may(Operation::EditWebhooks, Target::Deployment)?;
    check(desk, &wanted.url, &wanted.kinds)?;
    let secret = wanted.secret;
    if secret
        .as_ref()
        .is_some_and(|secret| !webhooks::is_secret(secret))
    {
        return Err(WebhooksError::Secret);
    }
    let mut stored = desk.store.webhooks().await?;
    stored.retain(|webhook| webhook.url == wanted.url);
    let second = stored.get(1).map(|webhook| webhook.id);
    if let Some(second) = second {
        return Err(WebhooksError::Twice(second));
    }
    let stored = stored.pop();
    let is_other = match (&stored, &secret) {
        (Some(stored), Some(secret)) => {
            webhooks::open_secret(desk, stored).as_ref() != Some(secret)
        }
        (None, _) => true,
        (Some(_), None) => false,
    };
    let is_made = stored.is_none() && secret.is_none();
    let secret = secret.or_else(|| is_made.then(|| webhooks::new_secret(desk)));
    let mut webhook = stored.clone().unwrap_or_else(|| Webhook {
        id: WebhookId::new(desk.clock.as_ref(), desk.entropy.as_ref()),
        url: wanted.url,
        kinds: Vec::new(),
        sealed_secret: crate::model::SealedWebhookSecret(String::new()),
        created_at: desk.now(),
    });
    webhook.kinds = wanted.kinds;
    let is_other = is_other && secret.is_some();
    if let Some(secret) = secret.as_ref().filter(|_| is_other) {
        webhook.sealed_secret = webhooks::seal_secret(desk, webhook.id, secret)?;
    }
    let made = secret.filter(|_| is_made);
    Ok(PlannedWebhook::of(stored, webhook, is_other, made))
}

impl PlannedWebhook {
    /// `webhook` in place of `stored`, with another secret or not.
    pub(super) fn of(
        stored: Option<Webhook>,
        webhook: Webhook,
        has_other_secret: bool,
        generated_secret: Option<Secret<String>>,
    ) -> Self {
        let said = |webhook: &Webhook| json!({"url": webhook.url, "kinds": webhook.kinds});
        let nothing = || json!({"url": webhook.url, "kinds": []});
        let before = stored.as_ref().map_or_else(nothing, said);
        let mut changes = differing_members(&before, &said(&webhook));
        changes.extend(has_other_secret.then(|| Difference::hidden("secret")));
        Self {
            outcome: match (&stored, changes.is_empty()) {
                (None, _) => Outcome::Created,
                (Some(_), false) => Outcome::Updated,
                (Some(_), true) => Outcome::Unchanged,
            },
            webhook,
            changes,
            generated_secret,
            stored,
        }
    }

    /// What is to be written, if anything is.
    pub(in crate::admin) fn write(&self) -> Option<Write> {
        let webhook = self.webhook.clone();
        match (self.outcome, self.stored.clone()) {
            (Outcome::Unchanged, _) => None,
            (_, None) => Some(Write::CreateWebhook(webhook)),
            (_, Some(before)) => Some(Write::UpdateWebhook {
                before,
                after: webhook,
            }),
        }
    }

    /// What is to be written down with it.
    pub(in crate::admin) fn event(&self, desk: &Desk<'_>) -> Option<Event> {
        match self.outcome {
            Outcome::Unchanged | Outcome::Removed => None,
            Outcome::Created => Some(super::event(desk, "webhook.added", &self.webhook)),
            Outcome::Updated => {
                let event = super::event(desk, "webhook.changed", &self.webhook);
                Some(event.with("members", names(&self.changes)))
            }
        }
    }
}
