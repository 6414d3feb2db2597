//! Sending events to whom they are for, as Standard Webhooks has it: signed, again when nobody took
//! them.

use super::{Failure, Services, retry};
use crate::clock::Timestamp;
use crate::entropy;
use crate::keys::Purpose;
use crate::model::{
    DeliveryState, Event, SealedWebhookSecret, Webhook, WebhookDelivery, WebhookDeliveryId,
    WebhookId,
};
use crate::secret::Secret;
use crate::store::{Attempted, StoreError};
use aws_lc_rs::hmac;
use data_encoding::BASE64;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use serde_json::json;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// How long a target may take before it is sent the next event. With all that are claimed at once it
/// stays below the first pause before an attempt is made again.
const PATIENCE: Duration = Duration::from_millis(250);

/// How many targets are sent something at once, and how many events are taken for them at once.
const AT_ONCE: u32 = 16;

/// How many times as much is looked through when too much of it is for targets that have to wait.
const FURTHER: u32 = 32;

/// How much of what is due is looked through at most.
const FURTHEST: u32 = AT_ONCE * FURTHER * FURTHER;

/// The targets that this node is sending something. What becomes due for them waits, so that they are
/// sent it in its order, and one that does not answer never has more than its pace allows.
#[derive(Debug, Default)]
pub struct Sending(Mutex<HashSet<WebhookId>>);

impl Sending {
    /// How many more may be sent something.
    fn room(&self) -> u32 {
        let sending = u32::try_from(self.lock().len());
        AT_ONCE.saturating_sub(sending.unwrap_or(AT_ONCE))
    }

    fn has(&self, target: WebhookId) -> bool {
        self.lock().contains(&target)
    }

    fn begin(&self, target: WebhookId) {
        self.lock().insert(target);
    }

    fn end(&self, target: WebhookId) {
        self.lock().remove(&target);
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<WebhookId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What secrets begin with, as the receivers' libraries expect it.
const PREFIX: &str = "whsec_";

/// A new secret, as the receiver is told it.
pub fn new_secret(services: &Services) -> Secret<String> {
    let key: [u8; 32] = entropy::bytes(services.entropy.as_ref());
    Secret::new(format!("{PREFIX}{}", BASE64.encode(&key)))
}

/// Seals the secret of `webhook`.
pub fn seal_secret(
    services: &Services,
    webhook: WebhookId,
    secret: &Secret<String>,
) -> Result<SealedWebhookSecret, Failure> {
    let context = webhook.0.as_bytes();
    let sealed = services.seal(Purpose::WebhookSecret, context, secret.expose());
    sealed.map(SealedWebhookSecret)
}

/// The secret of `webhook`; none if it does not open with this master key.
pub fn open_secret(services: &Services, webhook: &Webhook) -> Option<Secret<String>> {
    let context = webhook.id.0.as_bytes();
    let sealed = &webhook.sealed_secret.0;
    let secret = services.open::<String>(Purpose::WebhookSecret, context, sealed);
    secret.map(Secret::new)
}

/// Whether a text can be a secret: between 24 and 64 bytes after `whsec_` (Standard Webhooks).
pub fn is_secret(text: &Secret<String>) -> bool {
    let key = text.expose().strip_prefix(PREFIX);
    let key = key.and_then(|key| BASE64.decode(key.as_bytes()).ok());
    key.is_some_and(|key| (24..=64).contains(&Secret::new(key).expose().len()))
}

/// What is to be sent of `event`, and where.
pub fn deliveries<'a>(
    services: &'a Services,
    targets: &'a [Webhook],
    event: &'a Event,
) -> impl Iterator<Item = WebhookDelivery> + 'a {
    let wants = targets.iter().filter(|target| target.wants(&event.kind));
    wants.map(|target| delivery(services, target, event))
}

fn delivery(services: &Services, target: &Webhook, event: &Event) -> WebhookDelivery {
    let now = services.now();
    let (millis, entropy) = (services.clock.now_millis(), services.entropy.as_ref());
    WebhookDelivery {
        id: services.event_ids.next_delivery(millis, entropy),
        webhook_id: target.id,
        event_id: event.id,
        kind: event.kind.to_string(),
        state: DeliveryState::Waiting,
        attempts: 0,
        next_attempt_at: now,
        last_attempt_at: None,
        last_status: None,
        last_error: None,
        created_at: now,
    }
}

/// Takes up to `limit` attempts that are due for this node: those of a target together, in the order of
/// their events. Each such target is among `sending` until [`deliver_all`] has sent it all of them.
pub async fn claim(
    services: &Services,
    sending: &Sending,
    limit: u32,
) -> Result<Vec<(WebhookId, Vec<WebhookDelivery>)>, StoreError> {
    let now = services.now();
    let store = &services.store;
    let due = due(services, sending, now, limit.min(sending.room())).await?;
    let claimed = retry::claimed(due, async |delivery| {
        let next = retry::next(delivery.attempts, now);
        let claim = store.claim_webhook_delivery(delivery.id, delivery.attempts, next);
        claim.await
    });
    let mut of_targets = BTreeMap::<_, Vec<_>>::new();
    for delivery in claimed.await? {
        sending.begin(delivery.webhook_id);
        let of_target = of_targets.entry(delivery.webhook_id).or_default();
        of_target.push(delivery);
    }
    Ok(of_targets.into_iter().collect())
}

/// Up to `limit` of what is due at `now` for targets that are not `sending`, also behind much that is
/// due for those that are.
async fn due(
    services: &Services,
    sending: &Sending,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<WebhookDelivery>, StoreError> {
    let wanted = usize::try_from(limit).unwrap_or_default();
    let mut depth = AT_ONCE;
    loop {
        let found = services.store.due_webhook_deliveries(now, depth).await?;
        let is_all = u32::try_from(found.len()).is_ok_and(|found| found < depth);
        let free = found.into_iter().filter(|one| !sending.has(one.webhook_id));
        let free: Vec<_> = free.take(wanted).collect();
        if is_all || free.len() >= wanted || depth >= FURTHEST {
            return Ok(free);
        }
        depth = depth.saturating_mul(FURTHER);
    }
}

/// Makes attempts at what one target is to be sent, one after the other, so that what arrives is in its
/// order; only a target that takes its time is sent the next one meanwhile. When the last one was sent
/// so, what became due for the target since may follow.
pub async fn deliver_all(
    services: &Services,
    sending: &Sending,
    (target, deliveries): (WebhookId, Vec<WebhookDelivery>),
) {
    let mut under_way = FuturesUnordered::new();
    for delivery in deliveries {
        under_way.push(deliver(services, delivery));
        let all = async { while under_way.next().await.is_some() {} };
        // Whether it has ended or not: the next one is sent.
        let _ = tokio::time::timeout(PATIENCE, all).await;
    }
    sending.end(target);
    if !under_way.is_empty() {
        // What follows does not wait for these answers.
        services.webhooks.wake();
    }
    while under_way.next().await.is_some() {}
}

/// Makes one attempt and notes how it ended.
async fn deliver(services: &Services, delivery: WebhookDelivery) {
    let attempted = Attempted::of(find_and_send(services, &delivery).await, services.now());
    if !attempted.delivered {
        tracing::warn!(
            event = "webhook_not_delivered",
            webhook = %delivery.webhook_id,
            kind = delivery.kind,
            attempt = delivery.attempts + 1,
            status = attempted.status,
            error = attempted.error,
        );
    }
    let noted = services.store.note_webhook_delivery(delivery.id, attempted);
    if let Err(error) = noted.await {
        tracing::error!(%error, "cannot note what a target was sent");
    }
}

async fn find_and_send(services: &Services, delivery: &WebhookDelivery) -> Result<u16, String> {
    let store = &services.store;
    let targets = store.webhooks().await.map_err(|error| error.to_string())?;
    let mut targets = targets.into_iter();
    let target = targets.find(|target| target.id == delivery.webhook_id);
    let target = target.ok_or("the target was removed")?;
    let event = store.event(delivery.event_id).await;
    let event = event.map_err(|error| error.to_string())?;
    let event = event.ok_or("the event is not kept any more")?;
    send(services, &target, delivery.id, &event).await
}

/// Sends an event made up for it at once: the status of the answer, or why there was none.
pub async fn test(services: &Services, target: &Webhook) -> Result<u16, String> {
    let event = services.event("webhook.tested").with("webhook", target.id);
    let id = delivery(services, target, &event).id;
    send(services, target, id, &event).await
}

async fn send(
    services: &Services,
    target: &Webhook,
    id: WebhookDeliveryId,
    event: &Event,
) -> Result<u16, String> {
    let secret = open_secret(services, target);
    let secret = secret.ok_or("the secret does not open with this master key")?;
    let (id, now) = (format!("msg_{id}"), services.now());
    let body = body(event);
    let headers = vec![
        ("webhook-signature", signature(&secret, &id, now, &body)),
        ("webhook-timestamp", now.0.to_string()),
        ("webhook-id", id),
    ];
    let sent = services.fetcher.post_json(&target.url, headers, body).await;
    sent.map_err(|error| error.to_string())
}

/// `type`, `timestamp` and `data` (Standard Webhooks, payload structure).
fn body(event: &Event) -> String {
    let time = OffsetDateTime::from_unix_timestamp(event.at.0).ok();
    let time = time.and_then(|time| time.format(&Rfc3339).ok());
    json!({ "type": event.kind, "timestamp": time, "data": event }).to_string()
}

/// `v1`, HMAC-SHA256 over id, time and body (Standard Webhooks, symmetric signatures).
fn signature(secret: &Secret<String>, id: &str, now: Timestamp, body: &str) -> String {
    let text = secret.expose();
    let key = text.strip_prefix(PREFIX).unwrap_or(text).as_bytes();
    let key = Secret::new(BASE64.decode(key).unwrap_or_default());
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.expose());
    let signed = format!("{id}.{}.{body}", now.0);
    let tag = hmac::sign(&key, signed.as_bytes());
    format!("v1,{}", BASE64.encode(tag.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_enough() {
        for (text, good) in [
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true),
            ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa", false),
            ("whsec_short", false),
            ("", false),
        ] {
            assert_eq!(is_secret(&Secret::new(text.to_owned())), good, "{text}");
        }
    }

    #[test]
    fn the_example_of_the_standard_is_signed_alike() {
        let secret = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned());
        let signed = signature(
            &secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Timestamp(1_614_265_330),
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
