//! What apps were told of ended sessions, and letters.

use super::exchange::{Answer, Query, list, time};
use super::operator::desk;
use super::schema::object;
use crate::admin::{logouts, mails};
use crate::http::cx::Cx;
use crate::model::{LogoutDelivery, Mail, MailState};

/// Declares what goes over HTTP to somebody else, and how far it has come: members of its own, then those
/// that all have.
macro_rules! delivery {
    (
        $(#[doc = $about:literal])*
        $name:ident of $kept:ty { $(#[doc = $what:literal] $member:ident,)* }
    ) => {
        $crate::http::api::schema::object! {
            $(#[doc = $about])*
            $name {
                $(#[doc = $what] $member: String,)*
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
                /// When it came about
                created_at: String,
            }
        }

        impl From<$kept> for $name {
            fn from(kept: $kept) -> Self {
                use $crate::http::api::exchange::time;
                let is_waiting = kept.state == $crate::model::DeliveryState::Waiting;
                Self {
                    $($member: kept.$member.to_string(),)*
                    state: kept.state.as_str().to_owned(),
                    attempts: kept.attempts,
                    next_attempt_at: is_waiting.then(|| time(kept.next_attempt_at)),
                    last_attempt_at: kept.last_attempt_at.map(time),
                    last_status: kept.last_status,
                    last_error: kept.last_error,
                    created_at: time(kept.created_at),
                }
            }
        }
    };
}

pub(super) use delivery;

delivery! {
    /// What an app was told of the end of a session.
    LogoutBody of LogoutDelivery {
        /// Its identifier
        id,
        /// The app
        client_id,
        /// Whose session it was
        user_id,
        /// The `sid` of the session
        session_id,
    }
}

object! {
    /// A letter, without what it says.
    LetterBody {
        /// Its identifier
        id: String,
        /// To which address
        to: String,
        /// What it is about
        kind: String,
        /// waiting, sent or failed
        state: String,
        /// How often it was tried
        attempts: i64,
        /// When it is tried next
        next_attempt_at: Option<String>,
        /// When it was last tried
        last_attempt_at: Option<String>,
        /// Why the last attempt failed
        last_error: Option<String>,
        /// When it was written
        created_at: String,
    }
}

impl From<Mail> for LetterBody {
    fn from(mail: Mail) -> Self {
        let is_waiting = mail.state == MailState::Waiting;
        Self {
            id: mail.id.to_string(),
            to: mail.recipient,
            kind: mail.kind.as_str().to_owned(),
            state: match mail.state {
                MailState::Waiting => "waiting",
                MailState::Sent => "sent",
                MailState::Failed => "failed",
            }
            .to_owned(),
            attempts: mail.attempts,
            next_attempt_at: is_waiting.then(|| time(mail.next_attempt_at)),
            last_attempt_at: mail.last_attempt_at.map(time),
            last_error: mail.last_error,
            created_at: time(mail.created_at),
        }
    }
}

/// What apps were told of ended sessions within the last week, newest first.
pub async fn logouts(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let part = logouts::latest(&desk, &Query::of(&cx)?.part()?).await?;
    list(part, LogoutBody::from)
}

/// Letters within the last week, newest first.
pub async fn letters(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let part = mails::latest(&desk, &Query::of(&cx)?.part()?).await?;
    list(part, LetterBody::from)
}
