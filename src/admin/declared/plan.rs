//! What has to change, found out first and then done at once.

use super::entry::DeclaredError;
use super::prune;
use super::read::{Declarations, Declared};
use super::report::{Report, ReportedEntry};
use super::source::Place;
use super::{ApplyError, Problems};
use crate::admin::clients::{self, PlannedClient, WantedClient};
use crate::admin::users::{self, NewUser, PlannedUser};
use crate::admin::{Desk, Operation, Outcome, Target};
use crate::model::{Client, Event, UserId};
use crate::store::{StoreError, Write};
use std::collections::{BTreeMap, BTreeSet};

/// What to say where a secret would have to be made.
const NO_SECRET: &str = "it needs a secret and has none, and there is nobody here to show a new one to: \
                         name one by client_secret_env or client_secret_file, or run `signet apply`";

/// What has to become of one thing.
pub(super) enum Step {
    User(Box<PlannedUser>),
    Client(Box<PlannedClient>),
    RemoveClient(Box<Client>),
}

/// What has to change for a deployment to be as declared.
pub struct Plan {
    steps: Vec<(String, Step)>,
    /// People whom a file named before.
    named_before: BTreeSet<UserId>,
}

/// Where names stand that may stand there once.
type Seen = BTreeMap<String, Place>;

impl Plan {
    /// Compares what is declared with what there is. Fails with all that is wrong.
    pub(super) async fn make(
        desk: &Desk<'_>,
        mut declared: Declarations,
    ) -> Result<Self, ApplyError> {
        let mut steps = Vec::new();
        let mut errors = std::mem::take(&mut declared.errors);
        let mut seen = Seen::new();
        for user in &declared.users {
            match plan_user(desk, user, &mut seen).await {
                Ok(planned) => steps.push((user.name.clone(), Step::User(Box::new(planned)))),
                Err(wrong) => errors.extend(wrong),
            }
        }
        seen.clear();
        for client in &declared.clients {
            match plan_client(desk, client, &mut seen).await {
                Ok(planned) => steps.push((client.name.clone(), Step::Client(Box::new(planned)))),
                Err(wrong) => errors.push(wrong),
            }
        }
        if !errors.is_empty() {
            errors.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(ApplyError::Wrong(Problems(errors)));
        }
        steps.extend(prune::steps(desk, &declared).await?);
        let named_before = desk.store.declared_users().await?;
        Ok(Self {
            steps,
            named_before: named_before.into_iter().collect(),
        })
    }

    /// What carrying it out would do. Secrets are made when it is carried out, so there is none.
    pub fn report(&self) -> Report {
        let entries = self.steps.iter().map(|(name, step)| ReportedEntry {
            generated_secret: None,
            ..step.reported(name)
        });
        Report {
            entries: entries.collect(),
        }
    }

    /// Fails if carrying it out would make a secret, which can be shown to somebody only.
    pub(super) fn refuse_secrets(&self) -> Result<(), ApplyError> {
        let makes_one = |step: &Step| matches!(step, Step::Client(planned) if planned.generated_secret.is_some());
        match self.steps.iter().find(|(_, step)| makes_one(step)) {
            None => Ok(()),
            Some((entry, _)) => Err(ApplyError::Failed {
                entry: entry.clone(),
                why: NO_SECRET.to_owned(),
            }),
        }
    }

    /// Does it, whole or not at all.
    ///
    /// # Errors
    /// [`ApplyError::Meanwhile`] if something is not any more as it was when the plan was made.
    pub async fn carry_out(self, desk: &Desk<'_>) -> Result<Report, ApplyError> {
        desk.may(Operation::Declare, Target::Deployment)?;
        let (mut writes, mut events) = (Vec::new(), Vec::new());
        for (name, step) in &self.steps {
            events.extend(step.events(desk));
            let written = step.writes(desk, &self.named_before).await;
            writes.extend(written.map_err(|why| ApplyError::Failed {
                entry: name.clone(),
                why,
            })?);
        }
        if !writes.is_empty() {
            let store = desk.store.recording(events);
            let written = store.write_all(writes, desk.now()).await;
            written.map_err(|error| match error {
                StoreError::Stale | StoreError::Taken(_) => ApplyError::Meanwhile,
                other => other.into(),
            })?;
        }
        Ok(self.done(desk).await)
    }

    /// Tells everybody of what has been written.
    async fn done(&self, desk: &Desk<'_>) -> Report {
        let mut report = Report::default();
        let mut keys_may_lack = false;
        for (name, step) in &self.steps {
            let reported = step.reported(name);
            if reported.outcome != Outcome::Unchanged {
                step.note(desk);
                keys_may_lack |= !matches!(step, Step::User(_));
            }
            report.entries.push(reported);
        }
        if keys_may_lack {
            clients::tend_keys(desk).await;
        }
        report
    }
}

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

/// Refuses a name that stood in the files before.
fn once<T>(declared: &Declared<T>, key: &str, seen: &mut Seen) -> Result<(), DeclaredError> {
    match seen.insert(key.to_owned(), declared.place.clone()) {
        None => Ok(()),
        Some(before) => Err(declared.error(&format!(
            "{key:?} stands in {before} already: keep one of the two entries"
        ))),
    }
}

impl Step {
    async fn writes(
        &self,
        desk: &Desk<'_>,
        named_before: &BTreeSet<UserId>,
    ) -> Result<Vec<Write>, String> {
        match self {
            Self::User(planned) => {
                let id = planned.user.id;
                let write = planned.write(desk).await;
                let mut writes: Vec<_> = write
                    .map_err(|error| error.to_string())?
                    .into_iter()
                    .collect();
                if !named_before.contains(&id) {
                    writes.push(Write::DeclareUser(id));
                }
                Ok(writes)
            }
            Self::Client(planned) => Ok(planned.write().into_iter().collect()),
            Self::RemoveClient(client) => Ok(vec![Write::RemoveClient(client.clone())]),
        }
    }

    /// What is to be written down with them.
    fn events(&self, desk: &Desk<'_>) -> Vec<Event> {
        match self {
            Self::User(planned) => planned.events(desk),
            Self::Client(planned) if planned.outcome == Outcome::Unchanged => Vec::new(),
            Self::Client(planned) => vec![planned.tell(desk.event("client.changed"))],
            Self::RemoveClient(client) => vec![desk.event("client.removed").client(&client.id)],
        }
    }

    fn note(&self, desk: &Desk<'_>) {
        match self {
            Self::User(planned) => planned.note(desk),
            Self::Client(planned) => planned.note(),
            Self::RemoveClient(client) => {
                tracing::info!(event = "client_removed", client_id = %client.id);
            }
        }
    }

    fn reported(&self, name: &str) -> ReportedEntry {
        let entry = |outcome| ReportedEntry {
            name: name.to_owned(),
            outcome,
            changes: Vec::new(),
            generated_secret: None,
            warning: None,
        };
        match self {
            Self::User(planned) => ReportedEntry {
                changes: planned.changes.clone(),
                warning: planned.warning.clone(),
                ..entry(planned.outcome)
            },
            Self::Client(planned) => ReportedEntry {
                changes: planned.changes.clone(),
                generated_secret: planned.generated_secret.clone(),
                warning: planned.warning.clone(),
                ..entry(planned.outcome)
            },
            Self::RemoveClient(_) => entry(Outcome::Removed),
        }
    }
}
