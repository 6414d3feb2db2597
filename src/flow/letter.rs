//! What letters have in common: in whose language they are, and how they begin.

use super::Services;
use crate::model::User;
use crate::pages;
use crate::words::{Language, Words};

/// The language that an account names (`locale`, OpenID Connect Core §5.1), if it is spoken here.
pub fn of_account(person: &User) -> Option<&'static Language> {
    let locale = person.claims.locale.as_deref()?;
    Language::find(&locale.replace('_', "-"))
}

/// What is said to `person`: in the language of their account, else in that of the page that caused
/// the letter.
pub fn words_for(services: &Services, person: &User, page: &'static Language) -> Words {
    services.words(of_account(person).unwrap_or(page))
}

/// A letter about `subject`, which says nothing yet.
pub fn about(services: &Services, words: &Words, subject: String) -> pages::Letter {
    pages::Letter {
        site_name: services.config.name.clone(),
        language: words.language(),
        subject,
        before: Vec::new(),
        link: None,
        after: Vec::new(),
    }
}
