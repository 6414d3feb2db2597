//! How sign-ins went, step by step, as long as the settings keep it.

use super::part::{Part, Wanted};
use super::{Desk, DeskError, Operation, Target};
use crate::clock::Timestamp;
use crate::model::{Event, EventId, EventOutcome, TraceId, UserId};
use crate::oidc::ClientId;
use crate::store::{Notes, Page, StoreError, TraceFilter};

/// Most steps of one sign-in.
const STEPS: u32 = 200;

/// One way through a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Its identifier.
    pub id: TraceId,
    /// Its first step.
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

/// A part of the sign-ins that `filter` lets through, those that began last first. They are kept as long
/// as the settings say, and as long as there is room.
pub async fn list(
    desk: &Desk<'_>,
    filter: TraceFilter,
    wanted: &Wanted,
) -> Result<Part<Trace>, DeskError> {
    desk.may(Operation::ReadEvents, Target::Deployment)?;
    let kept = desk.now().minus(desk.config.events.sign_in_trace);
    let filter = TraceFilter {
        since: filter.since.max(Some(kept)),
        ..filter
    };
    let (after, limit) = (wanted.place()?, wanted.limit());
    let ids = desk.store.traces(filter, Page { after, limit }).await?;
    let Part { items, next } = Part::of(ids, limit, |id| *id);
    let mut traces = Vec::with_capacity(items.len());
    for id in items {
        // What has made room for others meanwhile has no steps any more.
        traces.extend(Trace::of(id, steps(desk, id).await?));
    }
    Ok(Part {
        items: traces,
        next,
    })
}

impl Trace {
    /// That of these steps, the newest first; none of none.
    fn of(id: TraceId, steps: Vec<Event>) -> Option<Self> {
        let mut steps = steps.into_iter();
        let last = steps.next()?;
        let mut trace = Self {
            id,
            began_at: last.at,
            last_at: last.at,
            last_step: last.kind.into_owned(),
            outcome: last.outcome,
            person: last.person,
            client: last.client,
            steps: 1,
        };
        for step in steps {
            trace.add(step);
        }
        Some(trace)
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
    let mut steps = steps(desk, id).await?;
    steps.reverse();
    Ok(steps)
}

/// The same, the newest first.
async fn steps(desk: &Desk<'_>, id: TraceId) -> Result<Vec<Event>, StoreError> {
    let page: Page<EventId> = Page {
        after: None,
        limit: STEPS,
    };
    desk.store.notes(Notes::Trace(id), page).await
}
