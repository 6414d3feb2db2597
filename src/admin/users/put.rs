//! People as they are to be.

use super::{ChangedUser, NewUser, UsersError, check, plan};
use crate::admin::{Desk, Operation};

/// Adds somebody, or makes of whoever has the user name what `new` says; the same again changes nothing.
pub async fn put(desk: &Desk<'_>, new: NewUser) -> Result<ChangedUser, UsersError> {
    desk.may_somewhere(Operation::EditUsers)?;
    let checked = check(desk, new).map_err(UsersError::Problems)?;
    let planned = plan(desk, checked).await?;
    planned.save(desk).await?;
    Ok(ChangedUser {
        user: planned.user,
        warning: planned.warning,
    })
}
