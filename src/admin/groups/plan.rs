//! A group as one is to be, compared with what there is.

use super::{NewGroup, check_text, event};
use crate::admin::{Desk, DeskError, Difference, Operation, Outcome, Target};
use crate::model::{Event, Group, GroupId};
use crate::store::Write;

/// A group as one is to be, compared with what there is.
#[derive(Clone, Debug)]
pub struct PlannedGroup {
    /// What there will be.
    pub group: Group,
    /// What that means.
    pub outcome: Outcome,
    /// What will be another than before, or is said of something new.
    pub changes: Vec<Difference>,
    stored: Option<Group>,
}

/// Compares `wanted` with the group of its name, and changes nothing.
pub async fn plan(desk: &Desk<'_>, wanted: NewGroup) -> Result<PlannedGroup, DeskError> {
    desk.may(Operation::EditGroups, Target::Deployment)?;
    check_text(&wanted)?;
    let stored = desk.store.group_by_name(&wanted.name).await?;
    let before = stored.as_ref().map_or("", |group| &group.description);
    let is_same = before == wanted.description;
    let changes = if is_same {
        Vec::new()
    } else {
        let after = wanted.description.as_str();
        vec![Difference::shown("description", before, after)]
    };
    let now = desk.now();
    Ok(PlannedGroup {
        outcome: match (&stored, is_same) {
            (None, _) => Outcome::Created,
            (Some(_), false) => Outcome::Updated,
            (Some(_), true) => Outcome::Unchanged,
        },
        group: Group {
            id: stored.as_ref().map_or_else(
                || GroupId::new(desk.clock.as_ref(), desk.entropy.as_ref()),
                |stored| stored.id,
            ),
            name: wanted.name,
            description: wanted.description,
            created_at: stored.as_ref().map_or(now, |stored| stored.created_at),
            updated_at: now,
        },
        changes,
        stored,
    })
}

impl PlannedGroup {
    /// What is to be written, if anything is.
    pub(in crate::admin) fn write(&self) -> Option<Write> {
        let group = self.group.clone();
        match (self.outcome, self.stored.clone()) {
            (Outcome::Unchanged, _) => None,
            (_, None) => Some(Write::CreateGroup(group)),
            (_, Some(before)) => Some(Write::UpdateGroup {
                before,
                after: group,
            }),
        }
    }

    /// What is to be written down with it.
    pub(in crate::admin) fn event(&self, desk: &Desk<'_>) -> Option<Event> {
        match self.outcome {
            Outcome::Unchanged | Outcome::Removed => None,
            Outcome::Created => Some(event(desk, "group.created", &self.group)),
            Outcome::Updated => Some(event(desk, "group.changed", &self.group)),
        }
    }
}
