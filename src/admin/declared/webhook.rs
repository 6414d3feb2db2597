//! `[[webhook]]`: `url`, `kinds`, and the secret.

use super::entry::Entry;
use super::secret::{self, Surroundings};
use crate::admin::webhooks::WantedWebhook;
use serde::Deserialize;

/// Members that are read by themselves.
const OWN: [&str; 4] = ["url", "secret", "secret_file", "secret_env"];

/// The other members.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Others {
    kinds: Vec<String>,
}

/// The target that `entry` declares; what is wrong stays with the entry.
pub(super) fn read(entry: &mut Entry, surroundings: &Surroundings) -> Option<WantedWebhook> {
    if !entry.has("url") {
        entry.fail("url is missing: say where to, such as url = \"https://siem.example/signet\"");
    }
    let url = entry.take("url", "string").unwrap_or_default();
    let secret = secret::take(entry, "secret", surroundings);
    let Others { kinds } = entry.rest(&OWN);
    (!entry.has_failed()).then_some(WantedWebhook { url, kinds, secret })
}
