//! Declared configuration: clients and people in a TOML file, made so.
//!
//! [`plan`] compares the file with what there is and changes nothing; [`Plan::carry_out`] makes it
//! so. Doing it again changes nothing. What the file does not name is left alone: nothing is ever
//! removed, and of an entry that is named, a secret, a password and `disabled` stay as they are
//! unless they are given. All other members are as the file says, those left out at their default.

mod client;
mod entry;
mod fields;
mod read;
mod secret;
mod user;

pub use entry::DeclaredError;
pub use secret::Surroundings;

use super::clients::{self, PlannedClient, WantedClient};
use super::users::{self, NewUser, PlannedUser};
use super::{Desk, Forbidden, Operation, Outcome, Target};
use crate::secret::Secret;
use read::{Declared, DeclaredFile};
use std::collections::BTreeMap;

/// Why a file was not, or not wholly, applied.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The operator may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Something in the file is wrong. Nothing was changed.
    #[error("nothing was changed:\n  {}", lines(.0))]
    Wrong(Vec<DeclaredError>),
    /// Something failed on the way.
    #[error("{entry}: {why}. What comes before it was changed; apply the file again")]
    Interrupted {
        /// What was done before, with the secrets that were made.
        done: Report,
        /// Where it failed.
        entry: String,
        /// What happened.
        why: String,
    },
}

fn lines(errors: &[DeclaredError]) -> String {
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n  ")
}

/// What became of one entry.
#[derive(Clone, Debug)]
pub struct ReportedEntry {
    /// `client "shop"`, `user "alice"`.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Members that changed.
    pub changes: Vec<String>,
    /// The secret that was made for a client, to be shown once.
    pub generated_secret: Option<Secret<String>>,
    /// What the operator should know.
    pub warning: Option<String>,
}

/// What became of a file's entries, in the order in which they were looked at.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// One for each entry.
    pub entries: Vec<ReportedEntry>,
}

impl Report {
    /// How many entries had this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        let same = |entry: &&ReportedEntry| entry.outcome == outcome;
        self.entries.iter().filter(same).count()
    }

    /// Whether nothing was different from what the file says.
    pub fn is_unchanged(&self) -> bool {
        self.count(Outcome::Unchanged) == self.entries.len()
    }
}

enum Step {
    User(Box<PlannedUser>),
    Client(Box<PlannedClient>),
}

/// What a file would change.
pub struct Plan(Vec<(String, Step)>);

/// Makes what `content` declares so.
pub async fn apply(
    desk: &Desk<'_>,
    content: &str,
    surroundings: &Surroundings,
) -> Result<Report, ApplyError> {
    let plan = plan(desk, content, surroundings).await?;
    plan.carry_out(desk).await
}

/// Compares what `content` declares with what there is. Fails with all that is wrong.
pub async fn plan(
    desk: &Desk<'_>,
    content: &str,
    surroundings: &Surroundings,
) -> Result<Plan, ApplyError> {
    desk.may(Operation::Declare, Target::Deployment)?;
    let mut file = DeclaredFile::read(content, surroundings);
    let mut steps = Vec::new();
    let mut errors = std::mem::take(&mut file.errors);
    let mut seen = BTreeMap::new();
    for declared in file.users {
        match plan_user(desk, &declared, &mut seen).await {
            Ok(planned) => steps.push((declared.name, Step::User(Box::new(planned)))),
            Err(wrong) => errors.extend(wrong),
        }
    }
    seen.clear();
    for declared in file.clients {
        match plan_client(desk, &declared, &mut seen).await {
            Ok(planned) => steps.push((declared.name, Step::Client(Box::new(planned)))),
            Err(wrong) => errors.push(wrong),
        }
    }
    if errors.is_empty() {
        return Ok(Plan(steps));
    }
    errors.sort_by_key(|error| error.line);
    Err(ApplyError::Wrong(errors))
}

/// Where names stand that may stand there once.
type Seen = BTreeMap<String, Option<usize>>;

async fn plan_user(
    desk: &Desk<'_>,
    declared: &Declared<NewUser>,
    seen: &mut Seen,
) -> Result<PlannedUser, Vec<DeclaredError>> {
    let checked = users::check(desk, declared.wanted.clone()).map_err(|problems| {
        let errors = problems.iter().map(|problem| declared.error(problem));
        errors.collect::<Vec<_>>()
    })?;
    // Somebody's name may be their own address.
    let mut keys: Vec<_> = checked.keys().map(str::to_owned).collect();
    keys.dedup();
    for key in keys {
        once(declared, &key, seen).map_err(|error| vec![error])?;
    }
    let planned = users::plan(desk, checked).await;
    planned.map_err(|error| vec![declared.error(&error)])
}

async fn plan_client(
    desk: &Desk<'_>,
    declared: &Declared<WantedClient>,
    seen: &mut Seen,
) -> Result<PlannedClient, DeclaredError> {
    once(declared, declared.wanted.id.as_str(), seen)?;
    let planned = clients::plan(desk, declared.wanted.clone()).await;
    planned.map_err(|error| declared.error(&error))
}

/// Refuses a name that stood in the file before.
fn once<T>(declared: &Declared<T>, key: &str, seen: &mut Seen) -> Result<(), DeclaredError> {
    match seen.insert(key.to_owned(), declared.line) {
        None => Ok(()),
        Some(before) => Err(declared.error(&format!(
            "{key:?} stands in line {} already: keep one of the two entries",
            before.unwrap_or_default()
        ))),
    }
}

impl Plan {
    /// What carrying it out would do. Secrets are made when it is carried out, so there is none.
    pub fn report(&self) -> Report {
        let entries = self.0.iter().map(|(name, step)| ReportedEntry {
            generated_secret: None,
            ..step.reported(name)
        });
        Report {
            entries: entries.collect(),
        }
    }

    /// Does it.
    pub async fn carry_out(self, desk: &Desk<'_>) -> Result<Report, ApplyError> {
        desk.may(Operation::Declare, Target::Deployment)?;
        let mut done = Report::default();
        let mut keys_may_lack = false;
        for (name, step) in &self.0 {
            let saved = step.save(desk).await;
            if let Err(why) = saved {
                let entry = name.clone();
                return Err(ApplyError::Interrupted { done, entry, why });
            }
            let reported = step.reported(name);
            keys_may_lack |=
                matches!(step, Step::Client(_)) && reported.outcome != Outcome::Unchanged;
            done.entries.push(reported);
        }
        if keys_may_lack {
            clients::tend_keys(desk).await;
        }
        Ok(done)
    }
}

impl Step {
    async fn save(&self, desk: &Desk<'_>) -> Result<(), String> {
        match self {
            Self::User(user) => user.save(desk).await.map_err(|error| error.to_string()),
            Self::Client(client) => {
                let saved = clients::save(desk, client, desk.event("client.changed")).await;
                saved.map(|_| ()).map_err(|error| error.to_string())
            }
        }
    }

    fn reported(&self, name: &str) -> ReportedEntry {
        let name = name.to_owned();
        match self {
            Self::User(user) => ReportedEntry {
                name,
                outcome: user.outcome,
                changes: user.changes.clone(),
                generated_secret: None,
                warning: user.warning.clone(),
            },
            Self::Client(client) => ReportedEntry {
                name,
                outcome: client.outcome,
                changes: client.changes.clone(),
                generated_secret: client.generated_secret.clone(),
                warning: client.warning.clone(),
            },
        }
    }
}

#[cfg(test)]
mod tests;
