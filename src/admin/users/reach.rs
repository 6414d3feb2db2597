//! How far an operator may change a person.

use crate::admin::{Desk, Forbidden, Operation, Target};
use crate::model::User;

/// Fails unless the operator may make `after` of `before`, who is nobody yet if none. Who looks after
/// one group puts nobody into others and takes nobody out of them.
pub(super) fn may_edit(
    desk: &Desk<'_>,
    before: Option<&User>,
    after: &User,
) -> Result<(), Forbidden> {
    if let Some(before) = before {
        desk.may(Operation::EditUsers, Target::Person(before))?;
    }
    desk.may(Operation::EditUsers, Target::Person(after))?;
    let Some(own) = desk.confined_to(Operation::EditUsers) else {
        return Ok(());
    };
    let before = before.map_or(&[][..], |before| &before.groups);
    let differ =
        |a: &[String], b: &[String]| a.iter().any(|group| group != own && !b.contains(group));
    if differ(before, &after.groups) || differ(&after.groups, before) {
        return Err(Forbidden(Operation::EditGroups));
    }
    Ok(())
}
