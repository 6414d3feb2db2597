//! What people are told by mail when operators change how they sign in (security H4, H5).

use crate::flow::notice::{self, Change};
use crate::flow::{Failure, Services};
use crate::model::{Mail, User};

/// Letters about another address in `after` than in `before`, and about another `password`, to where the
/// person was reached before: whoever takes an account over does not read them.
pub(super) fn letters(
    services: &Services,
    before: &User,
    after: &User,
    password: bool,
) -> Result<Vec<Mail>, Failure> {
    let is_moved = before.email_key != after.email_key;
    let moved = is_moved.then(|| Change::Email(after.claims.email.clone()));
    let changes = password
        .then_some(Change::Password)
        .into_iter()
        .chain(moved);
    let language = services.config.default_locale;
    let letters = changes.map(|change| notice::letter(services, before, &change, language));
    letters.filter_map(Result::transpose).collect()
}

#[cfg(test)]
mod tests;
