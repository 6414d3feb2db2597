//! Where events are sent, and what was.

use super::deliveries::delivery;
use super::exchange::{Answer, Query, list, members, nothing, ok, read, segment, time, whole};
use super::once::{Made, once, once_bare};
use super::operator::desk;
use super::schema::{Schema, object, request, with_member};
use crate::admin::webhooks::{self, WebhookChange};
use crate::http::cx::Cx;
use crate::model::{Webhook, WebhookDelivery};
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

    /// What a target answered.
    TestBody {
        /// The HTTP status
        status: Option<i64>,
        /// Why there was none
        error: Option<String>,
    }
}

delivery! {
    /// One event on its way to a target.
    WebhookDeliveryBody of WebhookDelivery {
        /// Its identifier, the `webhook-id` of every attempt
        id,
        /// The event
        event_id,
        /// The kind of the event
        kind,
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

    /// What is to become another; what is left out stays.
    WebhookChangeBody {
        /// Where to; what is still to be sent goes there too
        url: Option<String>,
        /// Only events of these kinds or areas; all if there are none
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

/// Changes a target.
pub async fn change(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let body: WebhookChangeBody = read(&cx, payload).await?;
    let change = WebhookChange {
        url: body.url,
        kinds: body.kinds,
    };
    let planned = webhooks::plan_change(&desk, segment(&cx, "id")?, change).await?;
    planned.save(&desk).await?;
    ok(&WebhookBody::from(planned.webhook))
}

/// Gives a target another secret.
pub async fn rotate_secret(cx: Cx) -> Answer {
    once_bare(&cx, async |making| {
        let planned = webhooks::with_other_secret(&making.desk, segment(&cx, "id")?).await?;
        let secret = planned.generated_secret.as_ref();
        let secret = secret.map(|secret| ("secret".to_owned(), json!(secret.expose())));
        let mut all = members(&WebhookBody::from(planned.webhook.clone()));
        all.extend(secret);
        let made = Made::done(&all);
        planned.save(&making.keeping(&made)?).await?;
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
    let query = Query::of(&cx)?;
    let id = segment(&cx, "id")?;
    let part = webhooks::deliveries_part(&desk, id, &query.part()?).await?;
    list(part, WebhookDeliveryBody::from)
}
