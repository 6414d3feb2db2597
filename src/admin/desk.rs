//! An operator at work.

use super::access::{Operation, Reach, Target, reach};
use crate::flow::Services;
use crate::model::{Event, EventActor, Role, UserId};
use crate::oidc::ClientId;
use crate::store::{KeptAnswer, Store, StoreError};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Who operates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody on the machine itself, who has the database anyway.
    CommandLine,
    /// Signet itself: a declared file applied at start, scheduled work.
    System,
    /// Somebody in the console, or by a token of theirs.
    Person {
        /// Who.
        id: UserId,
        /// Their user name, for people who read the events.
        name: String,
        /// What they may do.
        roles: Vec<Role>,
    },
    /// A program by a token of its own.
    Client {
        /// Which.
        id: ClientId,
        /// What its token's scopes make of it.
        roles: Vec<Role>,
    },
    /// Another system by a SCIM token.
    ScimToken {
        /// What operators call the token.
        name: String,
        /// What it may do.
        roles: Vec<Role>,
    },
}

impl Actor {
    /// What they may do; none for whoever may do everything.
    fn roles(&self) -> Option<&[Role]> {
        match self {
            Self::CommandLine | Self::System => None,
            Self::Person { roles, .. }
            | Self::Client { roles, .. }
            | Self::ScimToken { roles, .. } => Some(roles),
        }
    }
}

impl From<&Actor> for EventActor {
    fn from(actor: &Actor) -> Self {
        match actor {
            Actor::CommandLine => Self::CommandLine,
            Actor::System => Self::System,
            Actor::Person { id, .. } => Self::Person(*id),
            Actor::Client { id, .. } => Self::Client(id.clone()),
            Actor::ScimToken { name, .. } => Self::ScimToken(name.clone()),
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CommandLine => f.write_str("the command line"),
            Self::System => f.write_str("Signet"),
            Self::Person { name, .. } => f.write_str(name),
            Self::Client { id, .. } => write!(f, "the app {id}"),
            Self::ScimToken { name, .. } => write!(f, "the SCIM token {name}"),
        }
    }
}

/// The operator may not do this. Nothing has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("your role does not allow this ({0:?})")]
pub struct Forbidden(pub Operation);

/// Why there is nothing to show, or nothing was done, where little can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The operator may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is none.
    #[error("there is no {0} {1:?}")]
    Unknown(&'static str, String),
    /// What is wanted is wrong.
    #[error("{0}")]
    Unfit(String),
    /// Not where this list went on.
    #[error("the cursor is none of this list: begin again without it")]
    Cursor,
    /// Somebody else was faster.
    #[error("it was changed by somebody else meanwhile: look at it again before you change it")]
    Stale,
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An operator at work: the parts of the use cases, and who it is that uses them.
#[derive(Clone)]
pub struct Desk<'a> {
    services: &'a Services,
    actor: Actor,
    /// What is kept with the next thing that is made.
    answer: Option<KeptAnswer>,
}

impl Deref for Desk<'_> {
    type Target = Services;

    fn deref(&self) -> &Services {
        self.services
    }
}

impl<'a> Desk<'a> {
    /// Whoever has the machine.
    pub const fn command_line(services: &'a Services) -> Self {
        Self::of(services, Actor::CommandLine)
    }

    /// That of `actor`.
    pub const fn of(services: &'a Services, actor: Actor) -> Self {
        Self {
            services,
            actor,
            answer: None,
        }
    }

    /// The same desk, which keeps `answer` with the next write, in its transaction. To be used for one.
    #[must_use]
    pub fn answering(self, answer: Option<KeptAnswer>) -> Self {
        Self { answer, ..self }
    }

    /// The store for one write, which writes `event` down along with what it does.
    pub fn recording(&self, event: Event) -> Arc<dyn Store> {
        self.recording_all(vec![event])
    }

    /// As [`Desk::recording`], with several events.
    pub fn recording_all(&self, events: Vec<Event>) -> Arc<dyn Store> {
        let store = self.services.store.recording(events);
        match &self.answer {
            Some(answer) => store.answering(answer.clone()),
            None => store,
        }
    }

    /// Fails with [`StoreError::Answered`] where the answer it keeps is known already. For whoever
    /// finds nothing to write, where the write would have told so.
    pub async fn refuse_answered(&self) -> Result<(), StoreError> {
        let Some(answer) = &self.answer else {
            return Ok(());
        };
        match self.store.kept_answer(answer.key, self.now()).await? {
            Some(_) => Err(StoreError::Answered),
            None => Ok(()),
        }
    }

    /// Who it is.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Something that the operator does.
    pub fn event(&self, kind: &'static str) -> Event {
        let event = self.services.event(kind).by(self.event_actor());
        match &self.actor {
            Actor::Person { name, .. } => event.with("by", name),
            _ => event,
        }
    }

    /// Who it is, as events have it.
    pub fn event_actor(&self) -> EventActor {
        (&self.actor).into()
    }

    /// Fails unless the operator may do `operation` to `target`.
    pub fn may(&self, operation: Operation, target: Target<'_>) -> Result<(), Forbidden> {
        self.reaches(operation, |reach| reach.includes(target))
    }

    /// Fails unless there is anything that the operator may do `operation` to. For what has to be
    /// looked up first: whoever may do it to nothing does not even learn what there is.
    pub fn may_somewhere(&self, operation: Operation) -> Result<(), Forbidden> {
        self.reaches(operation, |reach| *reach != Reach::Nothing)
    }

    fn reaches(
        &self,
        operation: Operation,
        far_enough: impl Fn(&Reach) -> bool,
    ) -> Result<(), Forbidden> {
        let Some(roles) = self.actor.roles() else {
            return Ok(());
        };
        let mut reaches = roles.iter().map(|role| reach(role, operation));
        let is_far_enough = reaches.any(|reach| far_enough(&reach));
        is_far_enough.then_some(()).ok_or(Forbidden(operation))
    }

    /// The one group that the operator is confined to with `operation`, if they are confined.
    pub fn confined_to(&self, operation: Operation) -> Option<&str> {
        let mut group = None;
        for role in self.actor.roles()? {
            match (reach(role, operation), role) {
                (Reach::Nothing, _) => {}
                (Reach::Group(_), Role::GroupAdministrator(name)) => group = Some(name.as_str()),
                _ => return None,
            }
        }
        group
    }
}

#[cfg(test)]
mod tests;
