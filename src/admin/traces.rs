//! How sign-ins went, step by step, as long as the settings keep it.

use super::{Desk, DeskError, Operation, Target};
use crate::clock::Timestamp;
use crate::model::{Event, EventId, EventOutcome, TraceId, UserId};
use crate::oidc::ClientId;
use crate::store::{Notes, Page};

/// How many steps are looked through for a list.
const LOOKED_THROUGH: u32 = 1_000;

/// Most steps of one sign-in.
const STEPS: u32 = 200;

/// One way through a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Its identifier.
    pub id: TraceId,
    /// Its first step among those looked at.
    pub began_at: Timestamp,
    /// Its last one.
    pub last_at: Timestamp,
    /// The kind of the last step.
    pub last_step: String,
    /// Whether that went well.
    pub outcome: EventOutcome,
    /// Who it turned out to be.
    pub person: Option<UserId>,
    /// For which app.
    pub client: Option<ClientId>,
    /// How many steps there are.
    pub steps: usize,
}

/// The latest sign-ins, those with the latest step first.
pub async fn list(desk: &Desk<'_>) -> Result<Vec<Trace>, DeskError> {
    desk.may(Operation::ReadEvents, Target::Deployment)?;
    let since = desk.now().minus(desk.config.events.sign_in_trace);
    let page = Page {
        after: None,
        limit: LOOKED_THROUGH,
    };
    let notes = desk.store.notes(Notes::All, page).await?;
    let mut traces: Vec<Trace> = Vec::new();
    for step in notes.into_iter().filter(|step| step.at >= since) {
        let Some(id) = step.trace else { continue };
        match traces.iter_mut().find(|trace| trace.id == id) {
            Some(trace) => trace.add(step),
            None => traces.push(Trace::of(id, step)),
        }
    }
    Ok(traces)
}

impl Trace {
    fn of(id: TraceId, last: Event) -> Self {
        Self {
            id,
            began_at: last.at,
            last_at: last.at,
            last_step: last.kind.into_owned(),
            outcome: last.outcome,
            person: last.person,
            client: last.client,
            steps: 1,
        }
    }

    /// An earlier step.
    fn add(&mut self, step: Event) {
        self.began_at = step.at;
        self.person = self.person.or(step.person);
        self.client = self.client.take().or(step.client);
        self.steps += 1;
    }
}

/// The steps of a sign-in, in order.
pub async fn show(desk: &Desk<'_>, id: TraceId) -> Result<Vec<Event>, DeskError> {
    desk.may(Operation::ReadEvents, Target::Deployment)?;
    let page: Page<EventId> = Page {
        after: None,
        limit: STEPS,
    };
    let mut steps = desk.store.notes(Notes::Trace(id), page).await?;
    steps.reverse();
    Ok(steps)
}
