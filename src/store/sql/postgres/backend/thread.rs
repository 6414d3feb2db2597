//! Where the store's work with PostgreSQL is done.
//!
//! A connection answers only while the runtime that it was made in runs. The
//! server's threads and those of tests come and go, so the store has its own.

use super::failure;
use crate::store::Result;
use std::num::NonZero;
use std::thread::available_parallelism;
use tokio::runtime::{Builder, Runtime};

/// CPUs that one thread for the database can keep busy with signing.
const CPUS_A_THREAD: usize = 4;

/// A runtime that ends with the store.
pub struct Thread(Option<Runtime>);

impl Thread {
    /// Starts it.
    pub fn start() -> Result<Self> {
        let cpus = available_parallelism().map_or(1, NonZero::get);
        let runtime = Builder::new_multi_thread()
            .worker_threads(cpus.div_ceil(CPUS_A_THREAD))
            .thread_name("signet-postgres")
            .enable_all()
            .build()
            .map_err(failure)?;
        Ok(Self(Some(runtime)))
    }

    /// Carries `work` out to its end, even if nobody waits for it any more.
    pub async fn run<R: Send + 'static>(
        &self,
        work: impl Future<Output = Result<R>> + Send + 'static,
    ) -> Result<R> {
        let Some(runtime) = &self.0 else {
            return Err(failure("the store is gone"));
        };
        let interrupted = |error| Err(failure(error));
        runtime.spawn(work).await.unwrap_or_else(interrupted)
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        // Dropping a runtime waits, which asynchronous callers must not.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
