//! Letters: written, sealed and queued; then handed to the mail server until it takes them.

use super::wake::Wake;
use super::{Failure, Services, retry};
use crate::keys::Purpose;
use crate::mail::{Letter, Mailer, shortened};
use crate::model::{Mail, MailId, MailKind, MailState, SealedMail};
use crate::pages::{self, LetterHtml, LetterText};
use crate::store::{Mailed, StoreError};
use askama::Template;
use std::time::Duration;

/// After how long a letter that was not taken is tried again: about a day in all. The first is longer
/// than an attempt may take.
const PAUSES: [Duration; 9] = [
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(15),
    Duration::from_mins(30),
    Duration::from_hours(1),
    Duration::from_hours(2),
    Duration::from_hours(4),
    Duration::from_hours(8),
    Duration::from_hours(8),
];

/// Who sends letters. What is to be sent lies in the store.
#[derive(Debug)]
pub struct Post {
    mailer: Mailer,
    wake: Wake,
}

impl Post {
    /// Sends by `mailer`.
    pub fn new(mailer: Mailer) -> Self {
        Self {
            mailer,
            wake: Wake::default(),
        }
    }

    /// There may be a letter.
    pub fn wake(&self) {
        self.wake.wake();
    }

    /// Waits until there may be one.
    pub async fn woken(&self) {
        self.wake.woken().await;
    }
}

/// A letter to `to`, sealed and ready to be queued.
pub fn write(
    services: &Services,
    kind: MailKind,
    to: &str,
    words: &pages::Letter,
) -> Result<Mail, Failure> {
    let unwritten = |_| Failure::Internal("a letter could not be written");
    let letter = Letter {
        to: to.to_owned(),
        subject: words.subject.clone(),
        text: LetterText { words }.render().map_err(unwritten)?,
        html: LetterHtml { words }.render().map_err(unwritten)?,
    };
    let id = MailId::new(services.clock.as_ref(), services.entropy.as_ref());
    let now = services.now();
    Ok(Mail {
        id,
        kind,
        sealed: SealedMail(services.seal(Purpose::Mail, id.0.as_bytes(), &letter)?),
        recipient: shortened(to),
        state: MailState::Waiting,
        attempts: 0,
        next_attempt_at: now,
        last_attempt_at: None,
        last_error: None,
        created_at: now,
    })
}

/// What is in a letter that waits; nothing where it was sealed under another master key.
pub fn open(services: &Services, mail: &Mail) -> Option<Letter> {
    services.open(Purpose::Mail, mail.id.0.as_bytes(), &mail.sealed.0)
}

/// Has a letter sent that is a part of no other write.
pub async fn queue(services: &Services, mail: Mail) -> Result<(), StoreError> {
    services.store.queue_mail(mail).await?;
    services.post.wake();
    Ok(())
}

/// Takes up to `limit` attempts that are due for this node.
pub async fn claim(services: &Services, limit: u32) -> Result<Vec<Mail>, StoreError> {
    let now = services.now();
    let store = &services.store;
    let due = store.due_mails(now, limit).await?;
    retry::claimed(due, async |mail| {
        let next = pause(mail).map(|pause| now.plus(pause));
        store.claim_mail(mail.id, mail.attempts, next).await
    })
    .await
}

/// How long after the next attempt there is another one, if there is one at all.
fn pause(mail: &Mail) -> Option<Duration> {
    let attempts = usize::try_from(mail.attempts).ok()?;
    PAUSES.get(attempts).copied()
}

/// Makes one attempt and notes how it ended.
pub async fn deliver(services: &Services, mail: Mail) {
    let outcome = send(services, &mail).await;
    match &outcome {
        Mailed::Sent => {
            tracing::info!(event = "mail_sent", mail = %mail.id, kind = mail.kind.as_str());
        }
        Mailed::NotNow(why) | Mailed::Refused(why) => tracing::warn!(
            event = "mail_not_sent",
            mail = %mail.id,
            kind = mail.kind.as_str(),
            attempt = mail.attempts + 1,
            reason = why.as_str(),
        ),
    }
    let noted = services.store.note_mail(mail.id, outcome, services.now());
    if let Err(error) = noted.await {
        tracing::error!(%error, "cannot note what became of a letter");
    }
}

async fn send(services: &Services, mail: &Mail) -> Mailed {
    let Some(letter) = open(services, mail) else {
        return Mailed::Refused("it was sealed under another master key".to_owned());
    };
    let id = mail.id.to_string();
    let sent = services.post.mailer.send(&letter, &id, mail.created_at.0);
    match sent.await {
        Ok(()) => Mailed::Sent,
        Err(error) if error.permanent || pause(mail).is_none() => Mailed::Refused(error.reason),
        Err(error) => Mailed::NotNow(error.reason),
    }
}
