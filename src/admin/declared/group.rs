//! `[[group]]`: `name`, `description` and `external_id`.

use super::entry::Entry;
use crate::admin::groups::{NewGroup, WantedGroup};
use serde::Deserialize;

/// Members beside the name.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Others {
    description: String,
}

/// The group that `entry` declares; what is wrong stays with the entry.
pub(super) fn read(entry: &mut Entry) -> Option<WantedGroup> {
    if !entry.has("name") {
        entry.fail("name is missing: add one, such as name = \"staff\"");
    }
    let name = entry.take("name", "string").unwrap_or_default();
    let external_id = entry.take("external_id", "string");
    let Others { description } = entry.rest(&["name", "external_id"]);
    (!entry.has_failed()).then_some(WantedGroup {
        group: NewGroup { name, description },
        external_id,
    })
}
