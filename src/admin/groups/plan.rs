//! A group as one is to be, compared with what there is.

use super::{NewGroup, check_text, event};
use crate::admin::users::KnownAs;
use crate::admin::users::provision::check_external_id;
use crate::admin::{Desk, DeskError, Difference, Operation, Outcome, Target};
use crate::model::{Event, Group, GroupId};
use crate::store::{Resource, Write};

/// A group as an operator describes one who says what others know it by.
#[derive(Clone, Debug, Default)]
pub struct WantedGroup {
    /// The group.
    pub group: NewGroup,
    /// What another system knows it by; empty for nothing, none to leave it as it is.
    pub external_id: Option<String>,
}

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
    external_id: Option<KnownAs>,
}

/// Compares `wanted` with the group of its name, and changes nothing.
pub async fn plan(desk: &Desk<'_>, wanted: WantedGroup) -> Result<PlannedGroup, DeskError> {
    desk.may(Operation::EditGroups, Target::Deployment)?;
    let WantedGroup { group, external_id } = wanted;
    check_text(&group)?;
    check_external_id(external_id.as_deref())?;
    let stored = desk.store.group_by_name(&group.name).await?;
    let mut changes = Vec::new();
    let before = stored.as_ref().map_or("", |group| &group.description);
    if before != group.description {
        let after = group.description.as_str();
        changes.push(Difference::shown("description", before, after));
    }
    let of = stored.as_ref().map(|group| Resource::Group(group.id));
    let external_id = KnownAs::planned(desk, external_id.as_deref(), of).await?;
    changes.extend(external_id.as_ref().map(KnownAs::difference));
    let now = desk.now();
    Ok(PlannedGroup {
        outcome: match (&stored, changes.is_empty()) {
            (None, _) => Outcome::Created,
            (Some(_), false) => Outcome::Updated,
            (Some(_), true) => Outcome::Unchanged,
        },
        group: Group {
            id: stored.as_ref().map_or_else(
                || GroupId::new(desk.clock.as_ref(), desk.entropy.as_ref()),
                |stored| stored.id,
            ),
            name: group.name,
            description: group.description,
            created_at: stored.as_ref().map_or(now, |stored| stored.created_at),
            updated_at: now,
        },
        changes,
        stored,
        external_id,
    })
}

impl PlannedGroup {
    /// What is to be written, if anything is.
    pub(in crate::admin) fn writes(&self) -> Vec<Write> {
        let group = self.group.clone();
        let mut writes = match (self.outcome, self.stored.clone()) {
            (Outcome::Unchanged, _) => Vec::new(),
            (_, None) => vec![Write::CreateGroup(group)],
            (_, Some(before)) => vec![Write::UpdateGroup {
                before,
                after: group,
            }],
        };
        let of = Resource::Group(self.group.id);
        let external_id = self.external_id.as_ref();
        writes.extend(external_id.map(|known| known.write(of)));
        writes
    }

    /// What is to be written down with it.
    pub(in crate::admin) fn event(&self, desk: &Desk<'_>) -> Option<Event> {
        let event = match self.outcome {
            Outcome::Unchanged | Outcome::Removed => return None,
            Outcome::Created => event(desk, "group.created", &self.group),
            Outcome::Updated => event(desk, "group.changed", &self.group),
        };
        Some(match &self.external_id {
            Some(known) => event.with("external_id", known.now()),
            None => event,
        })
    }
}
