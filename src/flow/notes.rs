//! What anybody may cause: refused requests, failed sign-ins, steps of sign-ins. Kept in a bounded
//! memory, and written down in small batches by a background job; what does not fit is counted.

use crate::model::Event;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many wait to be written down at most.
const MOST: usize = 2_000;

/// Something to be written down.
#[derive(Clone, Debug)]
pub struct Note {
    /// What happened.
    pub event: Event,
    /// The canonical name under which somebody tried to sign in. It may be a password that went into
    /// the wrong field: it leads to the person, if there is one, and is never written down.
    pub login: Option<String>,
}

/// What waits to be written down.
#[derive(Debug, Default)]
pub struct Notes(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    notes: VecDeque<Note>,
    lost: u64,
}

impl Notes {
    /// Remembers `event` until it is written down.
    pub fn push(&self, event: Event) {
        self.push_for(event, None);
    }

    /// As [`Notes::push`], about whoever has this name.
    pub fn push_for(&self, event: Event, login: Option<String>) {
        let mut waiting = self.lock();
        if waiting.notes.len() < MOST {
            waiting.notes.push_back(Note { event, login });
        } else {
            waiting.lost += 1;
        }
    }

    /// Takes the oldest `most`, and how many did not fit since the last call.
    pub fn take(&self, most: usize) -> (Vec<Note>, u64) {
        let mut waiting = self.lock();
        let count = most.min(waiting.notes.len());
        let taken = waiting.notes.drain(..count).collect();
        (taken, std::mem::take(&mut waiting.lost))
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{ManualClock, Timestamp};
    use crate::entropy::SeededEntropy;
    use crate::model::EventIds;

    #[test]
    fn security_n_what_does_not_fit_is_counted_and_nothing_grows() {
        let notes = Notes::default();
        let clock = ManualClock::at(Timestamp(1_800_000_000));
        let (entropy, ids) = (SeededEntropy::new(1), EventIds::default());
        for _ in 0..MOST + 7 {
            notes.push(Event::new(&ids, &clock, &entropy, "request.refused"));
        }
        let (taken, lost) = notes.take(3);
        assert_eq!((taken.len(), lost), (3, 7));
        let (rest, lost) = notes.take(usize::MAX);
        assert_eq!((rest.len(), lost), (MOST - 3, 0));
    }
}
