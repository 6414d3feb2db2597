//! Outgoing mail: a letter becomes a message (RFC 5322) and goes to a mail server (RFC 5321).
//!
//! Knows nothing of what letters are about, nor of when they are tried again.

mod letter;
mod mailer;

pub use letter::{Letter, LetterError, shortened};
pub use mailer::{Mailer, MailerStartError, SendError};
