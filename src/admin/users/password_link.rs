//! A new password by a link, for somebody who has lost theirs.

use super::{UsersError, find};
use crate::admin::{Desk, Operation, Target};
use crate::flow::recovery::{self, Help};
use crate::model::User;

/// A link with which somebody chooses a new password, good for an hour and once; nobody knows of it
/// before it is sent.
pub struct PasswordLink {
    user: User,
    help: Help,
}

impl PasswordLink {
    /// The link, where no letter can be sent: for the operator to hand over.
    pub fn unsent(&self) -> Option<String> {
        self.help.unsent.clone()
    }

    /// Has it work and be sent.
    pub async fn send(self, desk: &Desk<'_>) -> Result<(), UsersError> {
        desk.may(Operation::HelpUsers, Target::Person(&self.user))?;
        let user = self.user;
        let store = desk.recording(desk.event("password.link_made").person(user.id));
        self.help.send(desk, store.as_ref()).await?;
        tracing::info!(event = "password_link_by_operator", user = %user.id, sub = %user.sub(), actor = %desk.actor());
        Ok(())
    }
}

/// A link for the person with this user name or e-mail address.
pub async fn password_link(desk: &Desk<'_>, login: &str) -> Result<PasswordLink, UsersError> {
    let user = find(desk, login).await?.user;
    desk.may(Operation::HelpUsers, Target::Person(&user))?;
    let help = recovery::help(desk, &user)?;
    Ok(PasswordLink { user, help })
}

/// Has a link sent to somebody with which they choose a new password. Gives the link where no letter
/// can be sent, for the operator to hand over.
pub async fn send_password_link(
    desk: &Desk<'_>,
    login: &str,
) -> Result<Option<String>, UsersError> {
    let link = password_link(desk, login).await?;
    let unsent = link.unsent();
    link.send(desk).await?;
    Ok(unsent)
}
