//! What has to change, found out first and then done at once.

use super::entry::DeclaredError;
use super::prune;
use super::read::{Declarations, Declared};
use super::report::Report;
use super::source::Place;
use super::step::Step;
use super::{ApplyError, Problems};
use crate::admin::clients::{self, PlannedClient, WantedClient};
use crate::admin::groups::{self, PlannedGroup, WantedGroup};
use crate::admin::users::{self, NewUser, PlannedUser};
use crate::admin::webhooks::{self, PlannedWebhook, WantedWebhook};
use crate::admin::{Desk, Operation, Outcome, Target};
use crate::model::UserId;
use crate::store::StoreError;
use std::collections::{BTreeMap, BTreeSet};

/// What to say where a secret would have to be made.
const NO_SECRET: &str = "it needs a secret and has none, and there is nobody here to show a new one to: \
                         name one by client_secret_env or client_secret_file (of a webhook, by secret_env or \
                         secret_file), or run `signet apply`";

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
        for group in &declared.groups {
            match plan_group(desk, group, &mut seen).await {
                Ok(planned) => steps.push((group.name.clone(), Step::Group(Box::new(planned)))),
                Err(wrong) => errors.push(wrong),
            }
        }
        seen.clear();
        let mut named = BTreeSet::new();
        for user in &declared.users {
            match plan_user(desk, user, &mut seen).await {
                Ok(planned) => {
                    named.insert(planned.user.id);
                    steps.push((user.name.clone(), Step::User(Box::new(planned))));
                }
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
        seen.clear();
        for webhook in &declared.webhooks {
            match plan_webhook(desk, webhook, &mut seen).await {
                Ok(planned) => {
                    steps.push((webhook.name.clone(), Step::Webhook(Box::new(planned))));
                }
                Err(wrong) => errors.push(wrong),
            }
        }
        if !errors.is_empty() {
            errors.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(ApplyError::Wrong(Problems(errors)));
        }
        let named_before = desk.store.declared_users().await?;
        let named_before = BTreeSet::from_iter(named_before);
        let gone = &named_before - &named;
        steps.extend(prune::steps(desk, &declared, &gone).await?);
        Ok(Self {
            steps,
            named_before,
        })
    }

    /// What carrying it out would do, without the secrets that would be made.
    pub fn report(&self) -> Report {
        let mut report = self.outcome();
        for entry in &mut report.entries {
            entry.generated_secret = None;
        }
        report
    }

    /// What is to be said once it is carried out, with the secrets that are made.
    pub fn outcome(&self) -> Report {
        let entries = self.steps.iter();
        let entries = entries.map(|(name, step)| step.reported(name));
        Report {
            entries: entries.collect(),
        }
    }

    /// Fails if carrying it out would make a secret, which can be shown to somebody only.
    pub(super) fn refuse_secrets(&self) -> Result<(), ApplyError> {
        match self.steps.iter().find(|(_, step)| step.makes_a_secret()) {
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
        let (mut writes, mut events, mut letters) = (Vec::new(), Vec::new(), Vec::new());
        for (name, step) in &self.steps {
            let failed = |why| ApplyError::Failed {
                entry: name.clone(),
                why,
            };
            events.extend(step.events(desk));
            letters.extend(step.letters(desk).map_err(failed)?);
            let written = step.writes(desk, &self.named_before).await;
            writes.extend(written.map_err(failed)?);
        }
        if writes.is_empty() {
            // Somebody faster with the same request may have left nothing to be done.
            desk.refuse_answered().await?;
        } else {
            let store = desk.recording_all(events).telling(letters);
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
        let report = self.outcome();
        let mut keys_may_lack = false;
        for ((_, step), reported) in self.steps.iter().zip(&report.entries) {
            if reported.outcome != Outcome::Unchanged {
                step.note(desk);
                keys_may_lack |= matches!(step, Step::Client(_) | Step::RemoveClient(_));
            }
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
    keys.extend(checked.subject().map(|subject| format!("sub {subject}")));
    for key in keys {
        once(declared, &key, seen).map_err(|error| vec![error])?;
    }
    let planned = users::plan(desk, checked).await;
    planned.map_err(|error| vec![declared.error(&error)])
}

async fn plan_group(
    desk: &Desk<'_>,
    declared: &Declared<WantedGroup>,
    seen: &mut Seen,
) -> Result<PlannedGroup, DeclaredError> {
    once(declared, &declared.wanted.group.name, seen)?;
    let planned = groups::plan(desk, declared.wanted.clone()).await;
    planned.map_err(|error| declared.error(&error))
}

async fn plan_webhook(
    desk: &Desk<'_>,
    declared: &Declared<WantedWebhook>,
    seen: &mut Seen,
) -> Result<PlannedWebhook, DeclaredError> {
    once(declared, &declared.wanted.url, seen)?;
    let planned = webhooks::plan(desk, declared.wanted.clone()).await;
    planned.map_err(|error| declared.error(&error))
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
