//! Signing keys, and what was delivered.

use super::clients::done;
use super::exchange::{Answer, ok, read, time};
use super::operator::desk;
use super::schema::object;
use crate::admin::{keys, logouts, mails};
use crate::http::cx::Cx;
use crate::model::{DeliveryState, KeyState, MailState};
use actix_web::web::Payload;
use serde_json::json;

object! {
    /// A signing key.
    KeyBody {
        /// Its identifier in the JWKS
        kid: String,
        /// What it signs with
        alg: String,
        /// next, active or retired
        state: String,
        /// Since when it has been published
        published_at: String,
        /// When it signs from
        signs_from: String,
        /// When it will be gone
        gone_at: Option<String>,
    }

    /// How to rotate.
    RotationBody {
        /// Remove all keys at once: everything they signed is void
        emergency: Option<bool>,
    }

    /// What became of something that was to be delivered.
    DeliveryBody {
        /// Its identifier
        id: String,
        /// To whom: an app, or an address
        to: String,
        /// What it is
        kind: String,
        /// waiting, delivered or failed
        state: String,
        /// How often it was tried
        attempts: i64,
        /// Why the last attempt failed
        last_error: Option<String>,
        /// When it was last tried
        last_attempt_at: Option<String>,
        /// When it was written
        created_at: String,
    }
}

/// All keys, in the order of the JWKS.
pub async fn all(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let all = keys::list(&desk).await?.into_iter().map(|key| KeyBody {
        kid: key.kid.0,
        alg: key.algorithm.to_string(),
        state: match key.state {
            KeyState::Next => "next",
            KeyState::Active => "active",
            KeyState::Retired => "retired",
        }
        .to_owned(),
        published_at: time(key.published_at),
        signs_from: time(key.signs_from),
        gone_at: key.gone_at.map(time),
    });
    ok(&json!({"items": all.collect::<Vec<_>>(), "next": null}))
}

/// Replaces the keys.
pub async fn rotate(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let body: RotationBody = read(&cx, payload).await?;
    let changed = keys::rotate(&desk, body.emergency == Some(true)).await?;
    done(changed)
}

/// What apps were told of ended sessions within the last week.
pub async fn logout_deliveries(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let all = logouts::list(&desk).await?;
    let all = all.into_iter().map(|delivery| DeliveryBody {
        id: delivery.id.to_string(),
        to: delivery.client_id.to_string(),
        kind: "logout".to_owned(),
        state: match delivery.state {
            DeliveryState::Waiting => "waiting",
            DeliveryState::Delivered => "delivered",
            DeliveryState::Failed => "failed",
        }
        .to_owned(),
        attempts: delivery.attempts,
        last_error: delivery.last_error,
        last_attempt_at: delivery.last_attempt_at.map(time),
        created_at: time(delivery.created_at),
    });
    ok(&json!({"items": all.collect::<Vec<_>>(), "next": null}))
}

/// Letters within the last week.
pub async fn letters(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let all = mails::list(&desk).await?.into_iter();
    let all = all.map(|mail| DeliveryBody {
        id: mail.id.to_string(),
        to: mail.recipient,
        kind: mail.kind.as_str().to_owned(),
        state: match mail.state {
            MailState::Waiting => "waiting",
            MailState::Sent => "delivered",
            MailState::Failed => "failed",
        }
        .to_owned(),
        attempts: mail.attempts,
        last_error: mail.last_error,
        last_attempt_at: mail.last_attempt_at.map(time),
        created_at: time(mail.created_at),
    });
    ok(&json!({"items": all.collect::<Vec<_>>(), "next": null}))
}
