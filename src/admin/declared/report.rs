//! What a plan says and what was done, for people and programs.

use super::read::Kind;
use crate::admin::{Difference, Outcome};
use crate::secret::Secret;

/// What becomes, or became, of one entry.
#[derive(Clone, Debug)]
pub struct ReportedEntry {
    /// `client "shop"`, `user "alice"`.
    pub name: String,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Members that change; of something new, those that it has.
    pub changes: Vec<Difference>,
    /// The secret that was made for an app or a webhook, to be shown once.
    pub generated_secret: Option<Secret<String>>,
    /// What the operator should know.
    pub warning: Option<String>,
}

impl ReportedEntry {
    /// The member that would have named the secret.
    pub fn secret_member(&self) -> &'static str {
        if self.name.starts_with(Kind::Webhook.as_str()) {
            "secret"
        } else {
            "client_secret"
        }
    }
}

/// What becomes of the entries, in the order in which they were looked at, and of what is not
/// declared.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// One for each entry, and for each thing to be removed.
    pub entries: Vec<ReportedEntry>,
}

impl Report {
    /// How many entries had this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        let same = |entry: &&ReportedEntry| entry.outcome == outcome;
        self.entries.iter().filter(same).count()
    }

    /// Whether everything is as declared.
    pub fn is_unchanged(&self) -> bool {
        self.count(Outcome::Unchanged) == self.entries.len()
    }

    /// The entries that are not as declared.
    pub fn changed(&self) -> impl Iterator<Item = &ReportedEntry> {
        let changed = |entry: &&ReportedEntry| entry.outcome != Outcome::Unchanged;
        self.entries.iter().filter(changed)
    }
}
