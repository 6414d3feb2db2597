//! People who are to make an account for themselves.

use super::check::is_group;
use super::{UserProblem, UsersError};
use crate::admin::{Desk, Operation, Target};
use crate::flow::sign_up::{self, Invitation, Written};
use crate::login::{email_address, login_key};
use std::time::Duration;

/// Somebody who is to be invited, as an operator describes them.
#[derive(Clone, Debug, Default)]
pub struct NewInvitation {
    /// Their e-mail address, which counts as verified.
    pub email: String,
    /// Their full name, which they may change; empty if it is not known.
    pub name: String,
    /// Names of groups that they will be in.
    pub groups: Vec<String>,
}

/// Invites somebody: sends a letter where there is mail, and returns the link, which is good for
/// `lifetime` and works once.
pub async fn invite(
    desk: &Desk<'_>,
    new: NewInvitation,
    lifetime: Duration,
) -> Result<String, UsersError> {
    let invitation = invitation(desk, new, lifetime).await?;
    let link = invitation.address.clone();
    send_invitation(desk, invitation).await?;
    Ok(link)
}

/// Has an invitation work and be sent.
pub async fn send_invitation(desk: &Desk<'_>, invitation: Written) -> Result<(), UsersError> {
    let event = desk.event("user.invited");
    let store = desk.recording(event.with("groups", &invitation.groups));
    Ok(invitation.send(desk, store.as_ref()).await?)
}

/// An invitation, which nobody knows of before [`send_invitation`].
pub async fn invitation(
    desk: &Desk<'_>,
    new: NewInvitation,
    lifetime: Duration,
) -> Result<Written, UsersError> {
    may_invite(desk, &new.groups)?;
    let email = match email_address(&new.email) {
        Ok(email) => email.address,
        Err(why) => return Err(problem(UserProblem::Email(new.email, why))),
    };
    if let Some(unfit) = new.groups.iter().find(|group| !is_group(group)) {
        return Err(problem(UserProblem::Group(unfit.clone())));
    }
    let key = login_key(&email).unwrap_or_default();
    if let Some(holder) = desk.store.account_by_login(&key).await? {
        return Err(UsersError::Taken {
            what: "e-mail address",
            value: email,
            by: holder.user.username.display,
        });
    }
    let invitation = Invitation {
        email,
        name: new.name,
        groups: new.groups,
        invited_at: Some(desk.now()),
        invited_by: desk.actor().to_string(),
    };
    Ok(sign_up::written(desk, &invitation, lifetime)?)
}

fn problem(problem: UserProblem) -> UsersError {
    UsersError::Problems(vec![problem])
}

/// Who looks after one group invites into it and into no other.
fn may_invite(desk: &Desk<'_>, groups: &[String]) -> Result<(), UsersError> {
    Ok(desk.may(Operation::EditUsers, target(groups))?)
}

/// What an invitation into these groups is about.
pub(super) const fn target(groups: &[String]) -> Target<'_> {
    match groups {
        [group] => Target::Group(group.as_str()),
        _ => Target::Deployment,
    }
}
