//! Where events are sent.

mod change;
mod plan;

pub use change::{WebhookChange, plan_change, with_other_secret};
pub use plan::{PlannedWebhook, WantedWebhook, plan};

use super::part::{Part, Wanted};
use super::{Desk, DeskError, Forbidden, Operation, Target};
use crate::fetch::FetchError;
use crate::flow::{Failure, webhooks};
use crate::model::{Event, Webhook, WebhookDelivery, WebhookDeliveryId, WebhookId};
use crate::secret::Secret;
use crate::store::{Page, StoreError};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum WebhooksError {
    /// The operator may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Nothing can be sent there.
    #[error("{0} cannot be called: {1}")]
    Url(String, FetchError),
    /// No kind of event is written so.
    #[error("{0:?} is no kind of event: write area.what, such as user.disabled, or only the area")]
    Kind(String),
    /// No library would sign or verify by it.
    #[error("the secret is none: write whsec_ and the base64 of 24 to 64 random bytes")]
    Secret,
    /// It cannot be told which one is meant.
    #[error("there are several webhooks to this address: remove {0}, or the others")]
    Twice(WebhookId),
    /// There is no such target.
    #[error("there is no webhook {0}: `signet webhook list` shows all")]
    Unknown(WebhookId),
    /// Somebody else was faster.
    #[error("the webhook was changed by somebody else meanwhile: look again before you change it")]
    Stale,
    /// Something about the list.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// Signet itself failed.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Fails unless the operator may have events of `kinds` sent to `url`, and they can be.
pub fn check(desk: &Desk<'_>, url: &str, kinds: &[String]) -> Result<(), WebhooksError> {
    desk.may(Operation::EditWebhooks, Target::Deployment)?;
    if let Err(why) = desk.fetcher.check(url) {
        return Err(WebhooksError::Url(url.to_owned(), why));
    }
    match kinds.iter().find(|kind| !is_kind(kind)) {
        Some(wrong) => Err(WebhooksError::Kind(wrong.clone())),
        None => Ok(()),
    }
}

/// Adds a target for events of `kinds` (all if there are none), and gives the secret that signs what
/// is sent; it is shown this once.
pub async fn add(
    desk: &Desk<'_>,
    url: String,
    kinds: Vec<String>,
) -> Result<(Webhook, Secret<String>), WebhooksError> {
    let (webhook, secret) = planned(desk, url, kinds)?;
    put(desk, webhook.clone()).await?;
    Ok((webhook, secret))
}

/// Adds a target that was planned.
pub async fn put(desk: &Desk<'_>, planned: Webhook) -> Result<(), WebhooksError> {
    desk.may(Operation::EditWebhooks, Target::Deployment)?;
    let store = desk.recording(event(desk, "webhook.added", &planned));
    Ok(store.put_webhook(planned).await?)
}

/// As [`add`]; nothing is changed before [`put`].
pub fn planned(
    desk: &Desk<'_>,
    url: String,
    kinds: Vec<String>,
) -> Result<(Webhook, Secret<String>), WebhooksError> {
    check(desk, &url, &kinds)?;
    let id = WebhookId::new(desk.clock.as_ref(), desk.entropy.as_ref());
    let secret = webhooks::new_secret(desk);
    let webhook = Webhook {
        id,
        url,
        kinds,
        sealed_secret: webhooks::seal_secret(desk, id, &secret)?,
        created_at: desk.now(),
    };
    Ok((webhook, secret))
}

fn event(desk: &Desk<'_>, kind: &'static str, webhook: &Webhook) -> Event {
    let event = desk.event(kind).with("webhook", webhook.id);
    event.with("url", &webhook.url)
}

fn is_kind(kind: &str) -> bool {
    let is_word = |word: &str| {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        !word.is_empty() && word.bytes().all(fits)
    };
    let (area, what) = kind.split_once('.').unwrap_or((kind, "any"));
    is_word(area) && is_word(what)
}

/// All targets, oldest first.
pub async fn list(desk: &Desk<'_>) -> Result<Vec<Webhook>, WebhooksError> {
    desk.may(Operation::ReadDeliveries, Target::Deployment)?;
    Ok(desk.store.webhooks().await?)
}

/// Removes a target and what was to be sent there.
pub async fn remove(desk: &Desk<'_>, id: WebhookId) -> Result<(), WebhooksError> {
    desk.may(Operation::EditWebhooks, Target::Deployment)?;
    let event = desk.event("webhook.removed").with("webhook", id);
    if !desk.recording(event).remove_webhook(id).await? {
        return Err(WebhooksError::Unknown(id));
    }
    Ok(())
}

/// What was sent to a target within the last week, newest first.
pub async fn deliveries(
    desk: &Desk<'_>,
    id: WebhookId,
    page: Page<WebhookDeliveryId>,
) -> Result<Vec<WebhookDelivery>, WebhooksError> {
    desk.may(Operation::ReadDeliveries, Target::Deployment)?;
    find(desk, id).await?;
    Ok(desk.store.webhook_deliveries(id, page).await?)
}

/// A part of them, as lists go.
pub async fn deliveries_part(
    desk: &Desk<'_>,
    id: WebhookId,
    wanted: &Wanted,
) -> Result<Part<WebhookDelivery>, WebhooksError> {
    let (after, limit) = (wanted.place()?, wanted.limit());
    let page = Page { after, limit };
    let found = deliveries(desk, id, page).await?;
    Ok(Part::of(found, limit, |delivery| delivery.id))
}

/// Sends something to a target at once: the status of the answer, or why there was none.
pub async fn test(desk: &Desk<'_>, id: WebhookId) -> Result<Result<u16, String>, WebhooksError> {
    desk.may(Operation::EditWebhooks, Target::Deployment)?;
    let target = find(desk, id).await?;
    Ok(webhooks::test(desk, &target).await)
}

/// One target.
pub async fn show(desk: &Desk<'_>, id: WebhookId) -> Result<Webhook, WebhooksError> {
    desk.may(Operation::ReadDeliveries, Target::Deployment)?;
    find(desk, id).await
}

async fn find(desk: &Desk<'_>, id: WebhookId) -> Result<Webhook, WebhooksError> {
    let mut all = desk.store.webhooks().await?.into_iter();
    all.find(|webhook| webhook.id == id)
        .ok_or(WebhooksError::Unknown(id))
}

#[cfg(test)]
mod tests {
    use super::is_kind;

    #[test]
    fn kinds_are_an_area_and_what_happened() {
        for kind in ["user", "user.disabled", "sign_in.failed"] {
            assert!(is_kind(kind), "{kind}");
        }
        for kind in ["", ".", "user.", ".x", "User", "a.b.c", "user *", "%"] {
            assert!(!is_kind(kind), "{kind}");
        }
    }
}
