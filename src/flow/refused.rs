//! What operators were refused, until it is written down with what they did: an event for each
//! operator and operation, and after that at most one in a quarter of an hour, which counts those in
//! between. Whoever tries again and again is seen, and fills nothing.

use crate::clock::Timestamp;
use crate::model::Event;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The kind of these events.
pub const KIND: &str = "operator.refused";

/// How long after an event there is no other of the same operator and operation.
const QUIET: Duration = Duration::from_mins(15);

/// Of so many operators and operations something is remembered at most.
const MOST: usize = 1_000;

/// What waits to be written down.
#[derive(Debug, Default)]
pub struct RefusedOperators(Mutex<HashMap<Tried, Refusals>>);

/// Who tried what.
type Tried = (String, &'static str);

/// What waited of one operator and operation.
#[derive(Debug)]
pub struct Waited {
    tried: Tried,
    first: Event,
    count: u64,
}

impl Waited {
    /// The event that tells of it.
    pub fn event(&self) -> Event {
        self.first.clone().with("count", self.count)
    }
}

#[derive(Debug)]
struct Refusals {
    /// The first that no event has told of.
    waiting: Option<Event>,
    /// How many no event has told of.
    count: u64,
    /// When there may be an event.
    due: Timestamp,
}

impl Refusals {
    /// None yet.
    const fn none(due: Timestamp) -> Self {
        Self {
            waiting: None,
            count: 0,
            due,
        }
    }
}

impl RefusedOperators {
    /// Remembers `event`, of an operator who was refused `operation`.
    pub fn push(&self, event: Event, operation: &'static str) {
        let mut all = self.lock();
        let tried = (event.actor.to_string(), operation);
        if all.len() >= MOST && !all.contains_key(&tried) {
            tracing::warn!(event = "refusal_lost", operator = tried.0, operation);
            return;
        }
        let of_it = all.entry(tried).or_insert(Refusals::none(event.at));
        of_it.count += 1;
        of_it
            .waiting
            .get_or_insert_with(|| event.with("operation", operation));
    }

    /// Takes what is to be written down now.
    pub fn due(&self, now: Timestamp) -> Vec<Waited> {
        self.take(now, |refusals| refusals.due <= now)
    }

    /// Takes all that waits, for nothing is remembered any longer.
    pub fn all(&self, now: Timestamp) -> Vec<Event> {
        let waited = self.take(now, |_| true);
        waited.iter().map(Waited::event).collect()
    }

    /// Gives back what was taken and could not be written down: it is due at once.
    pub fn restore(&self, waited: Vec<Waited>, now: Timestamp) {
        let mut all = self.lock();
        for of_one in waited {
            let of_it = all.entry(of_one.tried).or_insert(Refusals::none(now));
            // Before all that came since.
            of_it.waiting = Some(of_one.first);
            of_it.count += of_one.count;
            of_it.due = now;
        }
    }

    fn take(&self, now: Timestamp, is_due: impl Fn(&Refusals) -> bool) -> Vec<Waited> {
        let mut taken = Vec::new();
        self.lock().retain(|tried, refusals| {
            if !is_due(refusals) {
                return true;
            }
            let Some(first) = refusals.waiting.take() else {
                return false;
            };
            taken.push(Waited {
                tried: tried.clone(),
                first,
                count: refusals.count,
            });
            (refusals.count, refusals.due) = (0, now.plus(QUIET));
            true
        });
        taken
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Tried, Refusals>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use crate::entropy::SeededEntropy;
    use crate::model::{EventActor, EventIds, UserId};
    use uuid::Uuid;

    fn refused(refused: &RefusedOperators, who: u128, operation: &'static str, at: i64) {
        let clock = ManualClock::at(Timestamp(at));
        let event = Event::new(&EventIds::default(), &clock, &SeededEntropy::new(1), KIND);
        let actor = EventActor::Person(UserId(Uuid::from_u128(who)));
        refused.push(event.by(actor).with("path", at), operation);
    }

    fn due(refused: &RefusedOperators, now: Timestamp) -> Vec<Event> {
        let waited = refused.due(now);
        waited.iter().map(Waited::event).collect()
    }

    fn told(mut events: Vec<Event>) -> Vec<(String, String, String)> {
        let detail = |event: &Event, name: &str| event.detail.get(name).cloned().unwrap();
        events.sort_by_key(|event| (event.actor.to_string(), detail(event, "operation")));
        let events = events.iter();
        events
            .map(|event| {
                let [operation, path, count] =
                    ["operation", "path", "count"].map(|name| detail(event, name));
                (operation, path, count)
            })
            .collect()
    }

    fn line(operation: &str, path: &str, count: &str) -> (String, String, String) {
        (operation.to_owned(), path.to_owned(), count.to_owned())
    }

    #[test]
    fn security_m_whoever_tries_again_is_counted_and_fills_nothing() {
        let all = RefusedOperators::default();
        refused(&all, 1, "edit_users", 100);
        refused(&all, 1, "edit_users", 101);
        refused(&all, 1, "read_keys", 101);
        refused(&all, 2, "edit_users", 101);
        assert_eq!(
            told(due(&all, Timestamp(102))),
            [
                line("edit_users", "100", "2"),
                line("read_keys", "101", "1"),
                line("edit_users", "101", "1"),
            ]
        );
        for at in 103..200 {
            refused(&all, 1, "edit_users", at);
        }
        assert!(all.due(Timestamp(200)).is_empty());
        let later = Timestamp(102).plus(QUIET);
        let told_later = told(due(&all, later));
        assert_eq!(told_later, [line("edit_users", "103", "97")]);
        // What nobody tries any more is forgotten.
        assert!(all.due(later.plus(QUIET)).is_empty());
        assert!(all.lock().is_empty());
    }

    #[test]
    fn security_m_what_was_not_written_down_waits_with_what_came_since() {
        let all = RefusedOperators::default();
        refused(&all, 1, "edit_users", 100);
        refused(&all, 1, "edit_users", 101);
        let now = Timestamp(102);
        let lost = all.due(now);
        let first = lost.first().unwrap().event();
        refused(&all, 1, "edit_users", 102);
        all.restore(lost, now);
        let again = due(&all, now);
        assert_eq!(again.first().unwrap().id, first.id);
        assert_eq!(told(again), [line("edit_users", "100", "3")]);
        // Now it was.
        refused(&all, 1, "edit_users", 103);
        assert!(all.due(Timestamp(103)).is_empty());
    }

    #[test]
    fn what_waits_at_the_end_is_taken() {
        let all = RefusedOperators::default();
        refused(&all, 1, "edit_users", 100);
        assert_eq!(all.due(Timestamp(100)).len(), 1);
        refused(&all, 1, "edit_users", 101);
        assert!(all.due(Timestamp(101)).is_empty());
        let rest = told(all.all(Timestamp(101)));
        assert_eq!(rest, [line("edit_users", "101", "1")]);
    }

    #[test]
    fn security_n_no_more_is_remembered_than_there_is_room_for() {
        let all = RefusedOperators::default();
        for who in 0..MOST + 7 {
            refused(&all, who as u128, "edit_users", 100);
        }
        assert_eq!(all.due(Timestamp(100)).len(), MOST);
    }
}
