//! A new password by a link, for somebody who has lost theirs.

use super::{UsersError, find};
use crate::admin::{Desk, Operation, Target};
use crate::flow::recovery;

/// Has a link sent to somebody with which they choose a new password, good for an hour and once. Gives
/// the link where no letter can be sent, for the operator to hand over.
pub async fn send_password_link(
    desk: &Desk<'_>,
    login: &str,
) -> Result<Option<String>, UsersError> {
    let user = find(desk, login).await?.user;
    desk.may(Operation::HelpUsers, Target::Person(&user))?;
    let event = desk.event("password.link_made").person(user.id);
    let link = recovery::link_for(desk, &user, event).await?;
    tracing::info!(event = "password_link_by_operator", user = %user.id, sub = %user.sub(), actor = %desk.actor());
    Ok(link)
}
