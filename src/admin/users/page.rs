//! People, a part at a time.

use super::{UsersError, find};
use crate::admin::{Desk, Operation, Target};
use crate::model::{User, UserId};
use crate::store::Page;

/// At most `limit` people after `after`, in the order in which they were added; the one with this user
/// name or e-mail address, if `login` is not empty.
pub async fn page(
    desk: &Desk<'_>,
    login: &str,
    after: Option<UserId>,
    limit: u32,
) -> Result<Vec<User>, UsersError> {
    if !login.is_empty() {
        return match find(desk, login).await {
            Ok(account) => Ok(vec![account.user]),
            Err(UsersError::Unknown(_)) => Ok(Vec::new()),
            Err(error) => Err(error),
        };
    }
    desk.may(Operation::ReadUsers, Target::Deployment)?;
    Ok(desk.store.users(Page { after, limit }).await?)
}
