//! What has happened.

use super::{EventId, EventIds, SessionId, TraceId, UserId};
use crate::clock::{Clock, Timestamp};
use crate::entropy::Entropy;
use crate::logging::escaped;
use crate::oidc::ClientId;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Most characters of one detail: events are kept by the million, and some tell what was sent.
pub(super) const DETAIL: usize = 300;

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventActor {
    /// Somebody who has not proved who they are.
    Anonymous,
    /// A person, in a browser of theirs or by a token.
    Person(UserId),
    /// A program by a token of its own.
    Client(ClientId),
    /// Another system by the SCIM token of this name.
    ScimToken(String),
    /// Somebody on the machine itself.
    CommandLine,
    /// Signet itself: scheduled work, a declared file applied at start.
    System,
}

/// How something ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum EventOutcome {
    /// It was done.
    Success,
    /// It was refused, or went wrong.
    Failure,
}

/// Something that happened. Holds no secret, and nothing that a terminal or a log could take for
/// something else (security M).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Identifies it; in the order of time.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// What, as `area.what`: `session.started`, `client.removed`.
    pub kind: Cow<'static, str>,
    /// How it ended.
    pub outcome: EventOutcome,
    /// Who did it.
    pub actor: EventActor,
    /// Whom it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<UserId>,
    /// Which app it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    /// In which session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// From which address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The reference of the request, as error pages show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// On which way through a sign-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<TraceId>,
    /// What else there is to say.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub detail: BTreeMap<Cow<'static, str>, String>,
}

impl Event {
    /// Something that has just happened, after all that `ids` were given for, done by Signet itself
    /// unless said otherwise.
    pub fn new(
        ids: &EventIds,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
        kind: &'static str,
    ) -> Self {
        let millis = clock.now_millis();
        Self {
            id: ids.next(millis, entropy),
            at: Timestamp(millis.div_euclid(1000)),
            kind: Cow::Borrowed(kind),
            outcome: EventOutcome::Success,
            actor: EventActor::System,
            person: None,
            client: None,
            session: None,
            address: None,
            reference: None,
            trace: None,
            detail: BTreeMap::new(),
        }
    }

    /// It was refused, or went wrong.
    #[must_use]
    pub fn failed(mut self) -> Self {
        self.outcome = EventOutcome::Failure;
        self
    }

    /// Who did it.
    #[must_use]
    pub fn by(mut self, actor: EventActor) -> Self {
        self.actor = actor;
        self
    }

    /// A person did it, to their own account.
    #[must_use]
    pub fn by_person(mut self, person: UserId) -> Self {
        self.actor = EventActor::Person(person);
        self.person = Some(person);
        self
    }

    /// Whom it is about.
    #[must_use]
    pub const fn person(mut self, person: UserId) -> Self {
        self.person = Some(person);
        self
    }

    /// Which app it is about.
    #[must_use]
    pub fn client(mut self, client: &ClientId) -> Self {
        self.client = Some(client.clone());
        self
    }

    /// In which session.
    #[must_use]
    pub const fn session(mut self, session: SessionId) -> Self {
        self.session = Some(session);
        self
    }

    /// From which address.
    #[must_use]
    pub fn from(mut self, address: impl fmt::Display) -> Self {
        self.address = Some(bounded(&address));
        self
    }

    /// The reference of the request.
    #[must_use]
    pub fn reference(mut self, reference: impl fmt::Display) -> Self {
        self.reference = Some(bounded(&reference));
        self
    }

    /// On which way through a sign-in.
    #[must_use]
    pub const fn trace(mut self, trace: Option<TraceId>) -> Self {
        self.trace = trace;
        self
    }

    /// Something else to say; never a secret.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl fmt::Display) -> Self {
        self.detail.insert(name.into(), bounded(&value));
        self
    }
}

/// On one line, harmless, and not long.
fn bounded(value: &impl fmt::Display) -> String {
    let cut: String = value.to_string().chars().take(DETAIL).collect();
    escaped(&cut).into_owned()
}

/// What stands before the identifier of a person, in text.
const PERSON: &str = "person:";
/// What stands before the identifier of an app, in text.
const CLIENT: &str = "client:";
/// What stands before the name of a SCIM token, in text.
const SCIM_TOKEN: &str = "scim_token:";

/// No text of an actor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is nobody who could have done something")]
pub struct ActorError(String);

impl fmt::Display for EventActor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anonymous => f.write_str("anonymous"),
            Self::Person(id) => write!(f, "{PERSON}{id}"),
            Self::Client(id) => write!(f, "{CLIENT}{id}"),
            Self::ScimToken(name) => write!(f, "{SCIM_TOKEN}{name}"),
            Self::CommandLine => f.write_str("command_line"),
            Self::System => f.write_str("system"),
        }
    }
}

impl FromStr for EventActor {
    type Err = ActorError;

    fn from_str(text: &str) -> Result<Self, ActorError> {
        let unknown = || ActorError(text.to_owned());
        match text {
            "anonymous" => return Ok(Self::Anonymous),
            "command_line" => return Ok(Self::CommandLine),
            "system" => return Ok(Self::System),
            _ => {}
        }
        if let Some(id) = text.strip_prefix(PERSON) {
            return id.parse().map(Self::Person).map_err(|_| unknown());
        }
        if let Some(name) = text.strip_prefix(SCIM_TOKEN) {
            return Ok(Self::ScimToken(name.to_owned()));
        }
        let id = text.strip_prefix(CLIENT).ok_or_else(unknown)?;
        ClientId::try_from(id.to_owned())
            .map(Self::Client)
            .map_err(|_| unknown())
    }
}

impl Serialize for EventActor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use crate::entropy::SeededEntropy;
    use uuid::Uuid;

    fn event() -> Event {
        let clock = ManualClock::at(Timestamp(1_800_000_000));
        Event::new(
            &EventIds::default(),
            &clock,
            &SeededEntropy::new(1),
            "user.disabled",
        )
    }

    #[test]
    fn an_actor_is_read_as_it_is_written() {
        for actor in [
            EventActor::Anonymous,
            EventActor::Person(UserId(Uuid::from_u128(7))),
            EventActor::Client("app: one".try_into().unwrap()),
            EventActor::ScimToken("okta: one".to_owned()),
            EventActor::CommandLine,
            EventActor::System,
        ] {
            assert_eq!(actor.to_string().parse(), Ok(actor));
        }
        for text in ["", "person:", "person:7", "client:", "root"] {
            assert_eq!(
                text.parse::<EventActor>(),
                Err(ActorError(text.to_owned())),
                "{text:?}"
            );
        }
    }

    #[test]
    fn security_m_details_are_short_and_harmless() {
        let event = event().with(
            "agent",
            format!("a\n\u{1b}[2J\u{202e}{}", "x".repeat(9_000)),
        );
        let agent = event.detail.get("agent").unwrap();
        assert!(agent.starts_with("a\\n\\u{1b}[2J\\u{202e}xx"), "{agent}");
        assert!(agent.len() < 400);
    }

    #[test]
    fn identifiers_are_in_the_order_of_time() {
        let event = event();
        assert!(EventId::first_of(event.at) < event.id);
        let next = Timestamp(event.at.0 + 1);
        assert!(event.id < EventId::first_of(next));
    }

    #[test]
    fn json_says_what_there_is() {
        let event = event()
            .person(UserId(Uuid::from_u128(7)))
            .with("by", "hand");
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(json["kind"], "user.disabled");
        assert_eq!(json["outcome"], "success");
        assert_eq!(json["actor"], "system");
        assert_eq!(json["person"], "00000000-0000-0000-0000-000000000007");
        assert_eq!(json["detail"]["by"], "hand");
        assert!(json.get("client").is_none());
    }
}
