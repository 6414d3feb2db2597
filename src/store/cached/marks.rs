//! How copies learn that their originals have changed.
//!
//! Changes are counted, and every subject (with others that share its place) knows the number of
//! its last one. A copy is good if its subjects have not changed since the count at which its
//! original was read: a change costs one addition, however many copies it takes along.

use crate::model::{Client, Grant, Session, TokenId, User};
use crate::store::Change;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// For how long copies are good without a look for changes by others: a node that cannot reach the
/// database must not go on honouring what they have ended.
const TRUSTED: Duration = Duration::from_secs(5);

/// Places of subjects; copies of those that share one are read again needlessly at times.
const PLACES: usize = 4096;

/// The count of changes, and the last change of every subject.
pub struct Marks {
    count: AtomicU64,
    subjects: Box<[AtomicU64]>,
    everybody: AtomicU64,
    clients: AtomicU64,
    hashing: RandomState,
    began: Instant,
    /// When somebody last looked, in milliseconds since `began`.
    looked: AtomicU64,
}

impl Marks {
    /// No changes yet.
    pub fn new() -> Self {
        Self {
            count: AtomicU64::new(0),
            subjects: (0..PLACES).map(|_| AtomicU64::new(0)).collect(),
            everybody: AtomicU64::new(0),
            clients: AtomicU64::new(0),
            hashing: RandomState::new(),
            began: Instant::now(),
            looked: AtomicU64::new(0),
        }
    }

    /// `change` is on disk.
    pub fn note(&self, change: Change) {
        self.changed(match change {
            Change::Everybody => &self.everybody,
            Change::Person(id) => self.subject(&id),
            Change::Session(id) => self.subject(&id),
            Change::Grant(id) => self.subject(&id),
            Change::AccessToken(id) => self.subject(&id),
        });
    }

    /// A change of apps is on disk.
    pub fn note_clients(&self) {
        self.changed(&self.clients);
    }

    /// How many changes there were. What is read afterwards is newer than all of them.
    pub fn count(&self) -> u64 {
        read(&self.count)
    }

    /// Changes by others have been looked for.
    pub fn looked(&self) {
        self.looked.fetch_max(millis(self.age()), Ordering::SeqCst);
    }

    /// The time by this clock, if changes by others have been looked for lately.
    pub fn fresh_at(&self) -> Option<Duration> {
        let now = self.age();
        let looked = Duration::from_millis(read(&self.looked));
        (now.saturating_sub(looked) < TRUSTED).then_some(now)
    }

    /// The time by this clock, which began with it.
    pub fn age(&self) -> Duration {
        self.began.elapsed()
    }

    fn changed(&self, place: &AtomicU64) {
        let number = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        place.fetch_max(number, Ordering::SeqCst);
    }

    /// The last change of `subject` or of everybody.
    fn last(&self, subject: &impl Hash) -> u64 {
        read(self.subject(subject)).max(read(&self.everybody))
    }

    #[expect(
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "a remainder is below the number of places"
    )]
    fn subject(&self, subject: &impl Hash) -> &AtomicU64 {
        &self.subjects[self.hashing.hash_one(subject) as usize % PLACES]
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn read(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::SeqCst)
}

/// What copies are made of.
pub trait Original {
    /// The last change that concerns it.
    fn changed(&self, marks: &Marks) -> u64;
}

impl Original for Client {
    fn changed(&self, marks: &Marks) -> u64 {
        read(&marks.clients)
    }
}

impl Original for User {
    fn changed(&self, marks: &Marks) -> u64 {
        marks.last(&self.id)
    }
}

impl Original for Session {
    fn changed(&self, marks: &Marks) -> u64 {
        marks.last(&self.id).max(marks.last(&self.user_id))
    }
}

impl Original for Grant {
    fn changed(&self, marks: &Marks) -> u64 {
        let family = marks.last(&self.id).max(marks.last(&self.session_id));
        family.max(marks.last(&self.user_id))
    }
}

impl<T: Original> Original for Arc<T> {
    fn changed(&self, marks: &Marks) -> u64 {
        T::changed(self, marks)
    }
}

/// The fact that an access token was not revoked by itself.
#[derive(Clone, Copy)]
pub struct Unrevoked(pub TokenId);

impl Original for Unrevoked {
    fn changed(&self, marks: &Marks) -> u64 {
        marks.last(&self.0)
    }
}
