//! People who have been invited and have not made their account yet.

use super::UsersError;
use super::invite::target;
use crate::admin::part::{Part, Wanted, cursor};
use crate::admin::{Desk, DeskError, Operation};
use crate::clock::Timestamp;
use crate::flow::sign_up::Invitation;
use crate::model::{Link, LinkHash, LinkPurpose};

/// How many are looked through for one part of the list at most, where not all may be seen.
const LOOKED_THROUGH: u32 = 2_000;

/// An invitation that can still be used.
#[derive(Clone, Debug)]
pub struct OpenInvitation {
    /// What names it. It opens nothing.
    pub id: LinkHash,
    /// Whom it was sent to.
    pub invitation: Invitation,
    /// Until when it works.
    pub expires_at: Timestamp,
}

impl OpenInvitation {
    fn of(link: &Link) -> Option<Self> {
        Some(Self {
            id: link.hash,
            invitation: serde_json::from_str(&link.data).ok()?,
            expires_at: link.expires_at,
        })
    }

    /// Whether the operator may do `operation` to it.
    pub fn is_for(&self, desk: &Desk<'_>, operation: Operation) -> bool {
        let about = target(&self.invitation.groups);
        desk.may(operation, about).is_ok()
    }
}

/// Invitations that can still be used, those that can be used longest first. Who looks after one group
/// sees those into it.
pub async fn invitations(
    desk: &Desk<'_>,
    wanted: &Wanted,
) -> Result<Part<OpenInvitation>, DeskError> {
    desk.may_somewhere(Operation::ReadUsers)?;
    let (mut place, limit) = (read_place(wanted)?, wanted.limit());
    let mut items = Vec::new();
    let mut left = LOOKED_THROUGH;
    loop {
        let links = desk.store.invitations(place, limit, desk.now()).await?;
        let is_last = links.len() < limit as usize;
        for link in &links {
            place = Some((link.expires_at, link.hash));
            let open = OpenInvitation::of(link);
            items.extend(open.filter(|open| open.is_for(desk, Operation::ReadUsers)));
            if items.len() >= limit as usize {
                break;
            }
        }
        left = left.saturating_sub(limit);
        if is_last && items.len() < limit as usize {
            return Ok(Part { items, next: None });
        }
        if items.len() >= limit as usize || left == 0 {
            let next = place.map(|(end, hash)| cursor(&(end, hash.to_string())));
            return Ok(Part { items, next });
        }
    }
}

fn read_place(wanted: &Wanted) -> Result<Option<(Timestamp, LinkHash)>, DeskError> {
    let Some((end, hash)) = wanted.place::<(Timestamp, String)>()? else {
        return Ok(None);
    };
    let hash = hash.parse().map_err(|_| DeskError::Cursor)?;
    Ok(Some((end, hash)))
}

/// An invitation that can still be used, for whoever may see it.
pub async fn invitation_of(desk: &Desk<'_>, id: LinkHash) -> Result<OpenInvitation, DeskError> {
    desk.may_somewhere(Operation::ReadUsers)?;
    let is_open = |link: &Link| {
        link.purpose == LinkPurpose::Invitation
            && link.used_at.is_none()
            && link.expires_at > desk.now()
    };
    let link = desk.store.link(id).await?.filter(is_open);
    let open = link.as_ref().and_then(OpenInvitation::of);
    let open = open.filter(|open| open.is_for(desk, Operation::ReadUsers));
    open.ok_or_else(|| unknown(id))
}

/// Makes an invitation worthless that nobody has used; tells what it was.
pub async fn withdraw_invitation(
    desk: &Desk<'_>,
    id: LinkHash,
) -> Result<OpenInvitation, UsersError> {
    desk.may_somewhere(Operation::EditUsers)?;
    let open = invitation_of(desk, id).await?;
    desk.may(Operation::EditUsers, target(&open.invitation.groups))?;
    let event = desk.event("user.invitation_withdrawn");
    let store = desk.recording(event.with("groups", open.invitation.groups.join(" ")));
    if !store.withdraw_invitation(id, desk.now()).await? {
        return Err(unknown(id).into());
    }
    tracing::info!(event = "invitation_withdrawn");
    Ok(open)
}

fn unknown(id: LinkHash) -> DeskError {
    DeskError::Unknown("invitation", id.to_string())
}
