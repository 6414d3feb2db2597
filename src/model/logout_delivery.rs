//! What apps are told of sessions that have ended (OpenID Connect Back-Channel Logout).

use super::{LogoutId, SessionId, UserId};
use crate::clock::Timestamp;
use crate::oidc::ClientId;

/// How far a delivery has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum DeliveryState {
    /// To be tried, or tried again.
    Waiting,
    /// The app has confirmed it.
    Delivered,
    /// Tried for the last time, in vain as far as is known.
    Failed,
}

impl DeliveryState {
    /// The state as a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

/// What one app is to be told of the end of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoutDelivery {
    /// Its identifier.
    pub id: LogoutId,
    /// The app.
    pub client_id: ClientId,
    /// Whose session it was.
    pub user_id: UserId,
    /// What apps know the person by, if that is not the identifier.
    pub subject: Option<String>,
    /// The session as the app knows it.
    pub session_id: SessionId,
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
    /// When the session ended.
    pub created_at: Timestamp,
}
