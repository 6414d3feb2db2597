//! A target of events changed: where it is, which events are sent there, what signs them.

use super::{PlannedWebhook, WebhooksError, check, find};
use crate::admin::{Desk, Operation, Outcome, Target};
use crate::flow::webhooks;
use crate::model::{Webhook, WebhookId};
use crate::store::StoreError;

/// What is to become another. What is none stays.
#[derive(Clone, Debug, Default)]
pub struct WebhookChange {
    /// Where to; what is still to be sent goes there too.
    pub url: Option<String>,
    /// Kinds and areas of events; all if there are none.
    pub kinds: Option<Vec<String>>,
}

/// What `change` makes of a target; nothing is changed before [`PlannedWebhook::save`].
pub async fn plan_change(
    desk: &Desk<'_>,
    id: WebhookId,
    change: WebhookChange,
) -> Result<PlannedWebhook, WebhooksError> {
    desk.may(Operation::EditWebhooks, Target::Deployment)?;
    let stored = find(desk, id).await?;
    let webhook = Webhook {
        url: change.url.unwrap_or_else(|| stored.url.clone()),
        kinds: change.kinds.unwrap_or_else(|| stored.kinds.clone()),
        ..stored.clone()
    };
    check(desk, &webhook.url, &webhook.kinds)?;
    Ok(PlannedWebhook::of(Some(stored), webhook, false, None))
}

/// A target with another secret, to be shown once; nothing is changed before [`PlannedWebhook::save`].
pub async fn with_other_secret(
    desk: &Desk<'_>,
    id: WebhookId,
) -> Result<PlannedWebhook, WebhooksError> {
    desk.may(Operation::EditWebhooks, Target::Deployment)?;
    let stored = find(desk, id).await?;
    let secret = webhooks::new_secret(desk);
    let webhook = Webhook {
        sealed_secret: webhooks::seal_secret(desk, id, &secret)?,
        ..stored.clone()
    };
    let planned = PlannedWebhook::of(Some(stored), webhook, true, Some(secret));
    Ok(planned)
}

impl PlannedWebhook {
    /// Writes down what was planned, if anything is another than before.
    ///
    /// # Errors
    /// [`WebhooksError::Stale`] if the target is not any more as it was when it was planned.
    pub async fn save(&self, desk: &Desk<'_>) -> Result<(), WebhooksError> {
        desk.may(Operation::EditWebhooks, Target::Deployment)?;
        let (Some(write), Some(event)) = (self.write(), self.event(desk)) else {
            return Ok(());
        };
        let store = desk.recording(event);
        match store.write_all(vec![write], desk.now()).await {
            Err(StoreError::Stale) => return Err(WebhooksError::Stale),
            written => written?,
        }
        if self.outcome == Outcome::Updated {
            tracing::info!(event = "webhook_changed", webhook = %self.webhook.id);
        }
        Ok(())
    }
}
