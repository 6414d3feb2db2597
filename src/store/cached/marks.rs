//! How copies learn that their originals have changed.
//!
//! Every subject of a change has a counter, which it may share with others. A copy is good while
//! the counters of its subjects stand where they stood when the original was read: a change costs
//! one addition, however many copies it takes along.

use crate::model::{Client, Grant, Session, TokenId, User};
use crate::store::Change;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// For how long copies are good without a look for changes by others: a node that cannot reach the
/// database must not go on honouring what they have ended.
const TRUSTED: Duration = Duration::from_secs(5);

/// Counters for subjects; copies of those that share one are read again needlessly at times.
const COUNTERS: usize = 4096;

/// Counters of changes.
pub struct Marks {
    subjects: Box<[AtomicU64]>,
    everybody: AtomicU64,
    clients: AtomicU64,
    /// All changes together.
    all: AtomicU64,
    hashing: RandomState,
    began: Instant,
    /// When somebody last looked, in milliseconds since `began`.
    looked: AtomicU64,
}

impl Marks {
    /// No changes yet.
    pub fn new() -> Self {
        Self {
            subjects: (0..COUNTERS).map(|_| AtomicU64::new(0)).collect(),
            everybody: AtomicU64::new(0),
            clients: AtomicU64::new(0),
            all: AtomicU64::new(0),
            hashing: RandomState::new(),
            began: Instant::now(),
            looked: AtomicU64::new(0),
        }
    }

    /// `change` is on disk.
    pub fn note(&self, change: Change) {
        self.raise(match change {
            Change::Everybody => &self.everybody,
            Change::Person(id) => self.subject(&id),
            Change::Session(id) => self.subject(&id),
            Change::Grant(id) => self.subject(&id),
            Change::AccessToken(id) => self.subject(&id),
        });
    }

    /// A change of apps is on disk.
    pub fn note_clients(&self) {
        self.raise(&self.clients);
    }

    /// How many changes there were of whatever.
    pub fn all(&self) -> u64 {
        read(&self.all)
    }

    /// Changes by others have been looked for.
    pub fn looked(&self) {
        self.looked.fetch_max(self.millis(), Ordering::SeqCst);
    }

    /// Whether changes by others have been looked for lately.
    pub fn are_fresh(&self) -> bool {
        let age = self.millis().saturating_sub(read(&self.looked));
        u128::from(age) < TRUSTED.as_millis()
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn raise(&self, counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::SeqCst);
        self.all.fetch_add(1, Ordering::SeqCst);
    }

    /// How many changes there were of `subject` or of everybody.
    fn of(&self, subject: &impl Hash) -> u64 {
        read(self.subject(subject)) + read(&self.everybody)
    }

    #[expect(
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "a remainder is below the number of counters"
    )]
    fn subject(&self, subject: &impl Hash) -> &AtomicU64 {
        &self.subjects[self.hashing.hash_one(subject) as usize % COUNTERS]
    }
}

fn read(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::SeqCst)
}

/// What copies are made of.
pub trait Original {
    /// Grows with every change that concerns it.
    fn standing(&self, marks: &Marks) -> u64;
}

impl Original for Client {
    fn standing(&self, marks: &Marks) -> u64 {
        read(&marks.clients)
    }
}

impl Original for User {
    fn standing(&self, marks: &Marks) -> u64 {
        marks.of(&self.id)
    }
}

impl Original for Session {
    fn standing(&self, marks: &Marks) -> u64 {
        marks.of(&self.id) + marks.of(&self.user_id)
    }
}

impl Original for Grant {
    fn standing(&self, marks: &Marks) -> u64 {
        marks.of(&self.id) + marks.of(&self.session_id) + marks.of(&self.user_id)
    }
}

/// The fact that an access token was not revoked by itself.
#[derive(Clone, Copy)]
pub struct Unrevoked(pub TokenId);

impl Original for Unrevoked {
    fn standing(&self, marks: &Marks) -> u64 {
        marks.of(&self.0)
    }
}
