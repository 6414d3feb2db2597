//! Whom a command is about.

use crate::cli::operator::Operator;
use crate::http::api::bodies::UserBody;
use anyhow::Context;

/// The person with this user name, e-mail address or sub.
pub async fn named(operator: &Operator, name: &str) -> anyhow::Result<UserBody> {
    let found = operator
        .all::<UserBody>("/users", &[("login", name)])
        .await?;
    found.into_iter().next().with_context(|| {
        format!(
            "nobody has the user name, e-mail address or sub {name:?}: `signet user list` shows all"
        )
    })
}

/// Where a person is, or what `of` them.
pub fn path(user: &UserBody, of: &str) -> String {
    format!("/users/{}{of}", user.id)
}
