//! What the store measures.

use super::Text;
use super::counter::Counter;
use super::families::{
    STORE_BATCH_OPERATIONS, STORE_COMMIT_DURATION, STORE_CONNECTIONS, STORE_REFUSED,
    STORE_WRITE_QUEUE,
};
use super::histogram::{Histogram, SECONDS, SIZES};

/// Connections to a database, and who waits for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connections {
    /// Doing something.
    pub used: usize,
    /// Waiting for something to do.
    pub idle: usize,
    /// There may be so many.
    pub most: usize,
    /// Operations that wait to be carried out: writes of the embedded database, any on PostgreSQL.
    pub waiting: usize,
}

/// What the store measures of its writes and connections.
#[derive(Debug)]
pub struct StoreMeters {
    /// Operations that share a commit.
    pub batches: Histogram,
    /// How long a batch took, until it was on disk.
    pub commits: Histogram,
    /// Operations that were told to come back.
    pub refused: Counter,
}

impl Default for StoreMeters {
    fn default() -> Self {
        Self {
            batches: Histogram::new(&SIZES),
            commits: Histogram::new(&SECONDS),
            refused: Counter::default(),
        }
    }
}

impl StoreMeters {
    /// Tells of it, and of `connections`.
    pub fn tell(&self, text: &mut Text, connections: Connections) {
        text.one(&STORE_WRITE_QUEUE, &connections.waiting);
        text.one(&STORE_REFUSED, &self.refused.total());
        text.family(&STORE_BATCH_OPERATIONS);
        self.batches.tell(text, &STORE_BATCH_OPERATIONS, &[]);
        text.family(&STORE_COMMIT_DURATION);
        self.commits.tell(text, &STORE_COMMIT_DURATION, &[]);
        text.family(&STORE_CONNECTIONS);
        for (state, number) in [
            ("used", connections.used),
            ("idle", connections.idle),
            ("most", connections.most),
        ] {
            text.sample(STORE_CONNECTIONS.name, &[("state", state)], &number);
        }
    }
}
