//! Letters on their way out.

use super::MailId;
use crate::clock::Timestamp;

/// What a letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum MailKind {
    /// A link that sets a new password.
    Recovery,
    /// A link that proves a mailbox.
    Verification,
    /// What self-registration answers.
    SignUp,
    /// A link that makes an account for somebody.
    Invitation,
    /// That something was changed.
    Notice,
}

/// How far a letter has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum MailState {
    /// To be tried, or tried again.
    Waiting,
    /// A mail server has taken it.
    Sent,
    /// Refused for good, or tried for the last time.
    Failed,
}

/// One letter. `Debug` does not print what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its identifier, also for the mail server.
    pub id: MailId,
    /// What it is about.
    pub kind: MailKind,
    /// The letter, sealed: it may hold a link. Empty once nobody needs it any more.
    pub sealed: SealedMail,
    /// The recipient, shortened for operators.
    pub recipient: String,
    /// How far it has come.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub next_attempt_at: Timestamp,
    /// When the last attempt ended.
    pub last_attempt_at: Option<Timestamp>,
    /// Why it failed.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
}

/// A sealed letter.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedMail(pub String);

impl std::fmt::Debug for SealedMail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[sealed mail]")
    }
}

impl MailKind {
    /// As operators read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recovery => "recovery",
            Self::Verification => "verification",
            Self::SignUp => "sign-up",
            Self::Invitation => "invitation",
            Self::Notice => "notice",
        }
    }
}
