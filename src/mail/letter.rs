//! A letter, and the message that it becomes.

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use serde::{Deserialize, Serialize};
use std::time::{Duration, SystemTime};

/// What is to be sent. `Debug` does not print it: it may hold a link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The address of the one person who gets it.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// For programs that show plain text.
    pub text: String,
    /// For all others.
    pub html: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[letter]")
    }
}

/// Why a letter cannot be sent to anybody.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// No mail server would know where to.
    #[error("the address is none that mail can be sent to")]
    Address,
    /// The parts do not make a message.
    #[error("the letter makes no message: {0}")]
    Message(#[from] lettre::error::Error),
}

/// Says that no person wrote it, so that no robot answers (RFC 3834 §5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Letter {
    /// The message, from `from`, written at the Unix second `at` and known by `id`.
    pub fn message(&self, from: &Mailbox, id: &str, at: i64) -> Result<Message, LetterError> {
        let to: Address = self.to.parse().map_err(|_| LetterError::Address)?;
        let at = Duration::from_secs(u64::try_from(at).unwrap_or_default());
        let message_id = format!("<{id}@{}>", from.email.domain());
        let message = Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(&self.subject))
            .date(SystemTime::UNIX_EPOCH + at)
            .message_id(Some(message_id))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(
                self.text.clone(),
                self.html.clone(),
            ))?;
        Ok(message)
    }
}

/// Nothing in a header begins another one.
fn one_line(text: &str) -> String {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(shown).collect()
}

/// An address for operators: enough to recognise it, not enough to write there.
pub fn shortened(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}…@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            to: "ada@example.com".to_owned(),
            subject: "Hello".to_owned(),
            text: "Grüße".to_owned(),
            html: "<p>Grüße</p>".to_owned(),
        }
    }

    fn formatted(letter: &Letter) -> String {
        let from = "Signet <no-reply@example.org>".parse().unwrap();
        let message = letter.message(&from, "id-1", 1_800_000_000).unwrap();
        String::from_utf8(message.formatted()).unwrap()
    }

    #[test]
    fn a_message_says_who_when_and_that_nobody_wrote_it() {
        let text = formatted(&letter());
        for line in [
            "From: Signet <no-reply@example.org>\r\n",
            "To: ada@example.com\r\n",
            "Subject: Hello\r\n",
            "Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n",
            "Message-ID: <id-1@example.org>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
    }

    #[test]
    fn no_header_comes_from_a_subject_or_an_address() {
        let subject = "Hello\r\nBcc: eve@example.com\r\n\r\nbody".to_owned();
        let text = formatted(&Letter {
            subject,
            ..letter()
        });
        assert!(!text.contains("\nBcc"), "{text}");
        let to = "ada@example.com\r\nBcc: eve@example.com".to_owned();
        let from = "no-reply@example.org".parse().unwrap();
        let refused = Letter { to, ..letter() }.message(&from, "1", 0);
        assert!(matches!(refused, Err(LetterError::Address)));
    }

    #[test]
    fn operators_see_half_an_address() {
        assert_eq!(shortened("ada@example.com"), "a…@example.com");
        assert_eq!(shortened("é"), "é…@");
    }
}
