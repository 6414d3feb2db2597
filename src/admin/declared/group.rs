//! `[[group]]`: `name` and `description`.

use super::entry::Entry;
use crate::admin::groups::NewGroup;
use serde::Deserialize;

/// Members beside the name.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Others {
    description: String,
}

/// The group that `entry` declares; what is wrong stays with the entry.
pub(super) fn read(entry: &mut Entry) -> Option<NewGroup> {
    if !entry.has("name") {
        entry.fail("name is missing: add one, such as name = \"staff\"");
    }
    let name = entry.take("name", "string").unwrap_or_default();
    let Others { description } = entry.rest(&["name"]);
    (!entry.has_failed()).then_some(NewGroup { name, description })
}
