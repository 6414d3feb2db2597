//! What people see of their sign-ins, and what is kept of failed ones.

use super::sign_in::Origin;
use super::{Services, trace};
use crate::login::{Proof, SignInError, Who, login_key};
use crate::model::{Event, EventActor, EventOutcome, Session, UserId};
use crate::store::{EventFilter, Notes, Page, StoreError};

/// What begins a session.
pub const STARTED: &str = "session.started";
/// Evidence that was not taken.
pub const FAILED: &str = "sign_in.failed";

/// A session begins.
pub fn started(services: &Services, session: &Session, origin: &Origin) -> Event {
    let event = services.event(STARTED).by_person(session.user_id);
    let event = event.session(session.id).from(origin.address);
    let event = event
        .trace(origin.way.trace)
        .with("acr", &session.acr)
        .with("amr", session.amr.join(" "))
        .with("user_agent", &session.user_agent);
    match &origin.way.client {
        Some(client) => event.client(client),
        None => event,
    }
}

/// Notes how evidence was taken. Whoever fails has proved nothing, and writes nothing.
pub fn examined(
    services: &Services,
    who: Who<'_>,
    methods: &str,
    origin: &Origin,
    proved: Result<&Proof, &SignInError>,
) {
    let why = match proved {
        Ok(proof) => {
            let step = |event: Event| event.person(proof.user.id).with("methods", methods);
            return trace::step(services, origin.way.trace, "sign_in.proved", step);
        }
        Err(why) => why,
    };
    let mut event = services
        .event(FAILED)
        .failed()
        .by(EventActor::Anonymous)
        .from(origin.address)
        .trace(origin.way.trace)
        .with("methods", methods)
        .with("reason", why)
        .with("user_agent", &origin.user_agent);
    event.client.clone_from(&origin.way.client);
    let login = match who {
        Who::Named(login) => login_key(login),
        Who::Known(account) => {
            event.person = Some(account.user.id);
            None
        }
        Who::Nobody => None,
    };
    services.notes.push_for(event, login);
}

/// A line of a person's history.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// What happened.
    pub event: Event,
    /// Whether it began a session.
    pub succeeded: bool,
}

/// How many lines are shown.
pub const SHOWN: u32 = 100;

/// A person's latest sign-ins, and failed ones as far as they are known, newest first.
pub async fn of(services: &Services, person: UserId) -> Result<Vec<SignIn>, StoreError> {
    let page = Page {
        after: None,
        limit: SHOWN,
    };
    let filter = EventFilter {
        kind: Some(STARTED.to_owned()),
        person: Some(person),
        ..EventFilter::default()
    };
    let mut all = services.store.events(filter, page).await?;
    let failed = EventFilter {
        kind: Some(FAILED.to_owned()),
        person: Some(person),
        ..EventFilter::default()
    };
    all.extend(services.store.notes(Notes::Like(failed), page).await?);
    all.sort_by_key(|event| std::cmp::Reverse(event.id));
    all.truncate(usize::try_from(SHOWN).unwrap_or(usize::MAX));
    let lines = all.into_iter().map(|event| SignIn {
        succeeded: event.outcome == EventOutcome::Success,
        event,
    });
    Ok(lines.collect())
}
