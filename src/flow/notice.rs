//! Telling people by mail what was changed in their accounts (security H4, H5; ASVS 6.3.7), so that
//! whoever did not do it learns of it.

use super::{Failure, Services, enrolment, letter, post};
use crate::clock::Timestamp;
use crate::model::{Mail, MailKind, User};
use crate::pages;
use crate::words::{Language, Words};

/// What was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The password.
    Password,
    /// A way to sign in was added, called so.
    FactorAdded(String),
    /// Ways to sign in were removed, called so.
    FactorsRemoved(Vec<String>),
    /// There are new recovery codes; old ones do not work any more.
    RecoveryCodes,
    /// The e-mail address is this one from now on, or there is none.
    Email(Option<String>),
    /// The person has left: the account will be deleted then.
    AccountLeft(Timestamp),
    /// The account is gone.
    AccountDeleted,
}

impl Change {
    fn subject(&self, words: &Words) -> String {
        match self {
            Self::Password => words.text("letter-password"),
            Self::FactorAdded(_) => words.text("letter-factor-added"),
            Self::FactorsRemoved(_) => words.text("letter-factor-removed"),
            Self::RecoveryCodes => words.text("letter-codes"),
            Self::Email(_) => words.text("letter-email"),
            Self::AccountLeft(_) => words.text("letter-left"),
            Self::AccountDeleted => words.text("letter-deleted"),
        }
    }

    fn detail(&self, words: &Words) -> String {
        match self {
            Self::Password => words.text("letter-password-detail"),
            Self::FactorAdded(name) => {
                let name = enrolment::called(words, name);
                words.with("letter-factor-added-detail", &[("name", (&*name).into())])
            }
            Self::FactorsRemoved(names) => {
                let names = names.iter().map(|name| enrolment::called(words, name));
                let names = names.collect::<Vec<_>>().join(", ");
                words.with(
                    "letter-factor-removed-detail",
                    &[("name", (&*names).into())],
                )
            }
            Self::RecoveryCodes => words.text("letter-codes-detail"),
            Self::Email(Some(address)) => {
                words.with("letter-email-detail", &[("email", (&**address).into())])
            }
            Self::Email(None) => words.text("letter-email-gone-detail"),
            Self::AccountLeft(due_at) => {
                let date = due_at.shown();
                words.with("letter-left-detail", &[("date", (&*date).into())])
            }
            Self::AccountDeleted => words.text("letter-deleted-detail"),
        }
    }
}

/// Tells a person of a change that was made on a page in this language. That it cannot be told
/// undoes nothing: the log says so.
pub async fn tell(services: &Services, person: &User, change: &Change, page: &'static Language) {
    let queued = match letter(services, person, change, page) {
        Ok(Some(mail)) => post::queue(services, mail).await.map_err(Failure::from),
        Ok(None) => Ok(()),
        Err(failure) => Err(failure),
    };
    if let Err(error) = queued {
        tracing::error!(%error, user = %person.id, sub = %person.sub(), "cannot tell a person of a change");
    }
}

/// The letter about a change, to be queued with the change's own write. None for whoever cannot be
/// reached: an address that was not proven may be somebody else's.
pub fn letter(
    services: &Services,
    person: &User,
    change: &Change,
    page: &'static Language,
) -> Result<Option<Mail>, Failure> {
    let Some(address) = reachable(services, person) else {
        return Ok(None);
    };
    let words = letter::words_for(services, person, page);
    let subject = change.subject(&words);
    let what = [
        ("change", subject.as_str().into()),
        ("username", person.username.display.as_str().into()),
    ];
    let letter = pages::Letter {
        before: vec![
            words.with("letter-change", &what),
            change.detail(&words),
            words.text("letter-was-you"),
        ],
        after: vec![words.text("letter-was-not-you")],
        ..letter::about(services, &words, subject.clone())
    };
    post::write(services, MailKind::Notice, address, &letter).map(Some)
}

/// The address at which a person can be reached, if mail goes out and the address was proven.
pub fn reachable<'a>(services: &Services, person: &'a User) -> Option<&'a str> {
    let proven = person.claims.email_verified == Some(true);
    let address = person.claims.email.as_deref();
    address.filter(|_| proven && services.config.mail.is_on())
}
