//! Connections for looking things up inline: a point read takes less time than handing it to
//! another thread would.

use super::failure;
use crate::store::Result;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

/// More than the workers of a large machine would not be of use, and each keeps some memory.
const MOST: usize = 16;

/// How long a look waits, and its thread with it: only while another process recovers the file.
const PATIENCE: Duration = Duration::from_secs(1);

/// In KiB, for each connection. What is looked up often is in memory of its own.
const CACHE: i64 = 512;

thread_local! {
    /// Which connection the thread prefers: one that others prefer as rarely as possible.
    static PLACE: usize = {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        NEXT.fetch_add(1, Ordering::Relaxed)
    };
}

/// One connection for each processor, opened when first needed.
pub struct Looks {
    path: PathBuf,
    places: Vec<Mutex<Place>>,
}

enum Place {
    Unopened,
    Open(Connection),
    Closed,
}

impl Looks {
    /// Connections to the file at `path`.
    pub fn new(path: &Path) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let places = (0..processors.min(MOST)).map(|_| Mutex::new(Place::Unopened));
        Self {
            path: path.to_owned(),
            places: places.collect(),
        }
    }

    /// Carries out `look` at once on the caller's thread. It sees everything that was answered
    /// before.
    pub fn look<R>(&self, look: impl FnOnce(&Connection) -> Result<R>) -> Result<R> {
        let mut place = self.place().ok_or_else(|| failure("no processor"))?;
        if matches!(*place, Place::Unopened) {
            *place = Place::Open(open(&self.path)?);
        }
        match &*place {
            Place::Open(conn) => look(conn),
            Place::Unopened | Place::Closed => Err(failure("the store is closed")),
        }
    }

    /// The place of the thread, or another one that is free.
    fn place(&self) -> Option<MutexGuard<'_, Place>> {
        let preferred = PLACE.with(|place| place % self.places.len().max(1));
        let (before, from) = self.places.split_at_checked(preferred)?;
        let free = from
            .iter()
            .chain(before)
            .find_map(|place| match place.try_lock() {
                Ok(place) => Some(place),
                Err(TryLockError::Poisoned(place)) => Some(place.into_inner()),
                Err(TryLockError::WouldBlock) => None,
            });
        free.or_else(|| from.first().map(lock))
    }

    /// Closes the connections; looks fail from now on.
    pub fn close(&self) {
        for place in &self.places {
            *lock(place) = Place::Closed;
        }
    }
}

/// A look that panicked has given its statement back.
fn lock(place: &Mutex<Place>) -> MutexGuard<'_, Place> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

fn open(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(PATIENCE)?;
    conn.pragma_update(None, "cache_size", -CACHE)?;
    Ok(conn)
}
