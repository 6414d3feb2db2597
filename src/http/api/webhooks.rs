//! Where events are sent, and what was.

use super::exchange::{Answer, Query, list, members, nothing, ok, segment, time, whole};
use super::once::{Made, once};
use super::operator::desk;
use super::schema::{Schema, object, request, with_member};
use crate::admin::webhooks;
use crate::http::cx::Cx;
use crate::model::{DeliveryState, Webhook, WebhookDelivery};
use actix_web::web::Payload;
use serde_json::{Value, json};

object! {
    /// A target of events.
    WebhookBody {
        /// Its identifier
        id: String,
        /// Where to
        url: String,
        /// Kinds and areas that are sent; all if there are none
        kinds: Vec<String>,
        /// When it was added
        created_at: String,
    }

    /// One event on its way to a target.
    WebhookDeliveryBody {
        /// Its identifier, the `webhook-id` of every attempt
        id: String,
        /// The event
        event_id: String,
        /// The kind of the event
        kind: String,
        /// waiting, delivered or failed
        state: String,
        /// How often it was tried
        attempts: i64,
        /// When it is tried next
        next_attempt_at: Option<String>,
        /// When it was last tried
        last_attempt_at: Option<String>,
        /// The HTTP status of the last answer
        last_status: Option<i64>,
        /// Why there was none
        last_error: Option<String>,
        /// When the event was chained
        created_at: String,
    }

    /// What a target answered.
    TestBody {
        /// The HTTP status
        status: Option<i64>,
        /// Why there was none
        error: Option<String>,
    }
}

request! {
    /// A target to be added.
    NewWebhookBody {
        /// Where to; https, and public or among fetch_networks
        url: String,
        /// Only events of these kinds (user.disabled) or areas (user)
        kinds: Option<Vec<String>>,
    }
}

impl From<Webhook> for WebhookBody {
    fn from(webhook: Webhook) -> Self {
        Self {
            id: webhook.id.to_string(),
            url: webhook.url,
            kinds: webhook.kinds,
            created_at: time(webhook.created_at),
        }
    }
}

impl From<WebhookDelivery> for WebhookDeliveryBody {
    fn from(delivery: WebhookDelivery) -> Self {
        let is_waiting = delivery.state == DeliveryState::Waiting;
        Self {
            id: delivery.id.to_string(),
            event_id: delivery.event_id.to_string(),
            kind: delivery.kind,
            state: delivery.state.as_str().to_owned(),
            attempts: delivery.attempts,
            next_attempt_at: is_waiting.then(|| time(delivery.next_attempt_at)),
            last_attempt_at: delivery.last_attempt_at.map(time),
            last_status: delivery.last_status,
            last_error: delivery.last_error,
            created_at: time(delivery.created_at),
        }
    }
}

/// A target with the secret that signs what is sent, which is shown once.
pub fn added() -> Value {
    let what = "What signs what is sent; shown this once";
    with_member(WebhookBody::schema(), "secret", what, String::schema())
}

/// All targets, oldest first.
pub async fn all(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let all = webhooks::list(&desk).await?;
    whole(all.into_iter().map(WebhookBody::from))
}

/// Adds a target.
pub async fn add(cx: Cx, payload: Payload) -> Answer {
    once(&cx, payload, async |making, body: NewWebhookBody| {
        let kinds = body.kinds.unwrap_or_default();
        let (webhook, secret) = webhooks::planned(&making.desk, body.url, kinds)?;
        let mut all = members(&WebhookBody::from(webhook.clone()));
        all.insert("secret".to_owned(), json!(secret.expose()));
        let made = Made::of(&all);
        webhooks::put(&making.keeping(&made)?, webhook).await?;
        Ok(made)
    })
    .await
}

/// Removes a target.
pub async fn remove(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    webhooks::remove(&desk, segment(&cx, "id")?).await?;
    nothing()
}

/// Sends something to a target at once.
pub async fn test(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let answered = webhooks::test(&desk, segment(&cx, "id")?).await?;
    ok(&match answered {
        Ok(status) => TestBody {
            status: Some(status.into()),
            error: None,
        },
        Err(why) => TestBody {
            status: None,
            error: Some(why),
        },
    })
}

/// What was sent to a target within the last week, newest first.
pub async fn deliveries(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx, super::PART)?;
    let id = segment(&cx, "id")?;
    let part = webhooks::deliveries_part(&desk, id, &query.part()?).await?;
    list(part, WebhookDeliveryBody::from)
}
