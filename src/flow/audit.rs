//! The chain of events: each carries a hash over the one before, so that whoever alters, removes or
//! moves one breaks it; both ends carry a proof by a key that is not in the database, so that nobody
//! can make another chain.

use super::{Services, webhooks};
use crate::clock::Timestamp;
use crate::keys::MacPurpose;
use crate::model::{Event, EventId};
use crate::secret::same_bytes;
use crate::store::{AuditMark, ChainedEvent, Chaining, StoreError};
use aws_lc_rs::digest::{Context, SHA256};

/// Events chained in one write, and read at once.
const BATCH: u32 = 200;

/// What stands before the first event.
const NOTHING: (i64, [u8; 32]) = (0, [0; 32]);

/// The ends of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where it begins, after what was cut off.
    Start,
    /// The last event.
    Head,
}

impl End {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Head => "head",
        }
    }
}

/// Where the chain is broken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The mark of an end was not set by Signet.
    #[error("the mark of the chain's {} was altered", .0.as_str())]
    Mark(End),
    /// An event is not there any more.
    #[error("event number {0} was removed")]
    Removed(i64),
    /// An event is not what was chained, or stands where another was.
    #[error("event number {position} (id {id}, {kind}) was altered or moved")]
    Altered {
        /// Its number.
        position: i64,
        /// Its identifier.
        id: EventId,
        /// Its kind as it is now.
        kind: String,
    },
    /// An event stands after the end of the chain.
    #[error("event number {position} (id {id}) was added")]
    Added {
        /// Its number.
        position: i64,
        /// Its identifier.
        id: EventId,
    },
}

/// What a look at the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The number of the first event that is there.
    pub first: i64,
    /// The number of the last.
    pub last: i64,
    /// Where the chain is broken for the first time, if it is.
    pub broken: Option<Broken>,
}

/// SHA-256 over the hash before, the position and the event. Its JSON has its members in a fixed
/// order; what is in it must never be written otherwise.
fn link(before: &[u8; 32], position: i64, event: &Event) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    context.update(before);
    context.update(&position.to_be_bytes());
    context.update(&serde_json::to_vec(event).unwrap_or_default());
    let hash = context.finish();
    hash.as_ref().try_into().unwrap_or_default()
}

fn mac(services: &Services, end: End, position: i64, hash: &[u8; 32]) -> [u8; 32] {
    let parts = [end.as_str().as_bytes(), &position.to_be_bytes(), hash];
    services.seals.mac(MacPurpose::AuditMark, &parts)
}

fn mark(services: &Services, end: End, position: i64, hash: [u8; 32]) -> AuditMark {
    AuditMark {
        position,
        hash,
        mac: mac(services, end, position, &hash),
    }
}

/// Chains some events that are not in the chain yet, and has them sent to whom they are for. Tells
/// whether there were any.
pub async fn advance(services: &Services) -> Result<bool, StoreError> {
    let store = &services.store;
    let events = store.unchained_events(BATCH).await?;
    if events.is_empty() {
        return Ok(false);
    }
    let head = store.audit_marks().await?.head;
    let (from, mut hash) = place(head);
    let targets = store.webhooks().await?;
    let (mut position, mut links, mut deliveries) = (from, Vec::new(), Vec::new());
    for event in &events {
        position += 1;
        hash = link(&hash, position, event);
        links.push((event.id, position, hash));
        deliveries.extend(webhooks::deliveries(services, &targets, event));
    }
    let chaining = Chaining {
        from,
        links,
        head: mark(services, End::Head, position, hash),
        deliveries,
    };
    if store.chain_events(chaining).await? {
        services.webhooks.wake();
    }
    Ok(true)
}

/// Cuts off some of what was chained before `since`. Tells whether there may be more.
pub async fn cut(services: &Services, since: Timestamp) -> Result<bool, StoreError> {
    let start = services.store.audit_marks().await?.start;
    let position = start.map_or(0, |start| start.position);
    let oldest = services.store.chained_events(position, BATCH).await?;
    let old = oldest.iter().take_while(|event| event.event.at < since);
    let Some(last) = old.last() else {
        return Ok(false);
    };
    let start = mark(services, End::Start, last.position, last.hash);
    services.store.cut_chain(start).await?;
    Ok(true)
}

/// Looks through the whole chain.
pub async fn verify(services: &Services) -> Result<Verified, StoreError> {
    let marks = services.store.audit_marks().await?;
    let (position, hash) = place(marks.start);
    let (last, last_hash) = place(marks.head);
    let verified = |broken| Verified {
        first: position + 1,
        last,
        broken,
    };
    for (end, mark) in [(End::Start, marks.start), (End::Head, marks.head)] {
        if !mark.is_none_or(|mark| is_ours(services, end, &mark)) {
            return Ok(verified(Some(Broken::Mark(end))));
        }
    }
    let mut walk = Walk {
        position,
        hash,
        last,
    };
    loop {
        let events = services.store.chained_events(walk.position, BATCH).await?;
        if events.is_empty() {
            return Ok(verified(walk.end(&last_hash)));
        }
        for chained in events {
            if let Some(broken) = walk.step(chained) {
                return Ok(verified(Some(broken)));
            }
        }
    }
}

fn place(mark: Option<AuditMark>) -> (i64, [u8; 32]) {
    mark.map_or(NOTHING, |mark| (mark.position, mark.hash))
}

fn is_ours(services: &Services, end: End, mark: &AuditMark) -> bool {
    same_bytes(&mac(services, end, mark.position, &mark.hash), &mark.mac)
}

/// A look at one event after the other.
struct Walk {
    position: i64,
    hash: [u8; 32],
    /// Where it must end.
    last: i64,
}

impl Walk {
    /// The next event that is there; what is wrong with it.
    fn step(&mut self, chained: ChainedEvent) -> Option<Broken> {
        let ChainedEvent {
            position,
            hash,
            event,
        } = chained;
        self.position += 1;
        self.hash = link(&self.hash, self.position, &event);
        if self.position > self.last {
            let id = event.id;
            return Some(Broken::Added { position, id });
        }
        if position != self.position {
            return Some(Broken::Removed(self.position));
        }
        (hash != self.hash).then(|| Broken::Altered {
            position,
            id: event.id,
            kind: event.kind.into_owned(),
        })
    }

    /// There are no more events; what is wrong with that.
    fn end(&self, hash: &[u8; 32]) -> Option<Broken> {
        if self.position < self.last {
            return Some(Broken::Removed(self.position + 1));
        }
        (self.hash != *hash).then_some(Broken::Mark(End::Head))
    }
}
