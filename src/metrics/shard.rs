//! Which of several copies of a number a thread counts in.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Copies of what every request counts. More workers than that share them.
pub const SHARDS: usize = 8;

static NEXT: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static OWN: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// The copy of this thread, less than [`SHARDS`].
pub fn own() -> usize {
    OWN.with(|own| {
        if own.get() == usize::MAX {
            own.set(NEXT.fetch_add(1, Ordering::Relaxed) % SHARDS);
        }
        own.get()
    })
}
