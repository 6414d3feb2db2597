//! Where events are sent.

use super::{DeliveryState, EventId, WebhookDeliveryId, WebhookId};
use crate::clock::Timestamp;

/// The secret that signs what is sent, sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedWebhookSecret(pub String);

/// A target of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its identifier.
    pub id: WebhookId,
    /// Where to.
    pub url: String,
    /// Kinds (`user.disabled`) and areas (`user`) that are sent; all if there are none.
    pub kinds: Vec<String>,
    /// What signs them.
    pub sealed_secret: SealedWebhookSecret,
    /// When it was added.
    pub created_at: Timestamp,
}

impl Webhook {
    /// Whether events of `kind` are sent there.
    pub fn wants(&self, kind: &str) -> bool {
        let area = kind.split_once('.').map_or(kind, |(area, _)| area);
        self.kinds.is_empty()
            || self
                .kinds
                .iter()
                .any(|wanted| wanted == kind || wanted == area)
    }
}

/// One event on its way to one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookDelivery {
    /// Its identifier, the `webhook-id` of every attempt.
    pub id: WebhookDeliveryId,
    /// Where to.
    pub webhook_id: WebhookId,
    /// What.
    pub event_id: EventId,
    /// Its kind.
    pub kind: String,
    /// How far it has come.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub next_attempt_at: Timestamp,
    /// When the last attempt was answered or given up.
    pub last_attempt_at: Option<Timestamp>,
    /// The HTTP status of that answer, if there was one.
    pub last_status: Option<i64>,
    /// Why there was none.
    pub last_error: Option<String>,
    /// When the event was chained.
    pub created_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_target_gets_kinds_and_areas_that_it_wants() {
        let webhook = |kinds: &[&str]| Webhook {
            id: WebhookId(Uuid::nil()),
            url: String::new(),
            kinds: kinds.iter().map(ToString::to_string).collect(),
            sealed_secret: SealedWebhookSecret(String::new()),
            created_at: Timestamp(0),
        };
        assert!(webhook(&[]).wants("user.disabled"));
        assert!(webhook(&["user"]).wants("user.disabled"));
        assert!(webhook(&["client", "user.disabled"]).wants("user.disabled"));
        assert!(!webhook(&["user.enabled", "use"]).wants("user.disabled"));
    }
}
