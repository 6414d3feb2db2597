//! What people sign in with besides the password, as an operator sees and removes it.

use super::{UsersError, find_for};
use crate::admin::{Desk, Operation};
use crate::flow::enrolment;
use crate::flow::notice::{self, Change};
use crate::model::{Credential, User};
use crate::store::{CredentialChange, Removed};

/// What a person has, oldest first.
pub async fn factors(desk: &Desk<'_>, login: &str) -> Result<(User, Vec<Credential>), UsersError> {
    factors_for(desk, login, Operation::ReadUsers).await
}

async fn factors_for(
    desk: &Desk<'_>,
    login: &str,
    operation: Operation,
) -> Result<(User, Vec<Credential>), UsersError> {
    let user = find_for(desk, login, operation).await?.user;
    let credentials = desk.store.credentials_of(user.id).await?;
    Ok((user, credentials))
}

/// Removes all that a person has, and ends their sessions. Tells how many factors there were.
pub async fn reset_factors(desk: &Desk<'_>, login: &str) -> Result<(User, usize), UsersError> {
    loop {
        let (user, credentials) = factors_for(desk, login, Operation::HelpUsers).await?;
        let names = credentials.iter().filter(|one| one.kind.is_factor());
        let names: Vec<_> = names.map(|one| one.name.clone()).collect();
        let expected = enrolment::factor_ids(&credentials);
        let count = expected.len();
        let change = CredentialChange {
            user_id: user.id,
            expected,
            epoch: None,
            removed: Removed::All,
            added: Vec::new(),
            ends_sessions: true,
            kept: None,
        };
        let now = desk.now();
        // Otherwise the person has changed something in between: once more.
        let event = desk.event("factor.reset").person(user.id);
        let store = desk.recording(event.with("count", count));
        if store.change_credentials(change, now).await? {
            desk.outbox.wake();
            tracing::info!(event = "factors_reset_by_operator", user = %user.id, sub = %user.sub(), count);
            if count > 0 {
                let change = Change::FactorsRemoved(names);
                let language = desk.config.default_locale;
                notice::tell(desk, &user, &change, language).await;
            }
            return Ok((user, count));
        }
    }
}
