//! The one owner of writing connections: group commit.
//!
//! Runs on a thread of its own, so that nothing but its callers waits for a
//! slow disk. While one batch is synced, the next collects; there is no timer.
//! What was taken out of the queue together is two commits: first the hot
//! operations, then the others, so that neither kind waits for more than one
//! batch of the other.

mod general;
mod hot;
mod task;

use super::super::work::{Answer, Work};
use super::{Conn, failure};
use crate::metrics::StoreMeters;
use crate::store::{Result, StoreError};
pub use hot::whole;
use rusqlite::Connection;
use sqlx::Connection as _;
use std::sync::Arc;
use std::time::Instant;
use task::Task;
use tokio::runtime;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot, watch};

/// At most so many operations share a commit.
const BATCH: usize = 256;

/// The queue in front of the writer.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Job>,
    stop: watch::Sender<bool>,
    meters: Arc<StoreMeters>,
}

/// An operation and its lane.
enum Job {
    General(general::Job),
    Hot(Box<dyn hot::Job>),
}

impl Writer {
    /// Starts the thread that writes through `general` and `hot`, behind a queue of `capacity`.
    pub fn start(
        general: Conn,
        hot: Connection,
        capacity: usize,
        meters: Arc<StoreMeters>,
    ) -> Result<Self> {
        let (queue, jobs) = mpsc::channel(capacity);
        let (stop, stopping) = watch::channel(false);
        let runtime = runtime::Builder::new_current_thread()
            .build()
            .map_err(failure)?;
        let lanes = Lanes {
            general,
            hot,
            general_batch: Vec::new(),
            hot_batch: Vec::new(),
        };
        std::thread::Builder::new()
            .name("signet-writer".to_owned())
            .spawn({
                let meters = Arc::clone(&meters);
                move || runtime.block_on(serve(lanes, jobs, stopping, &meters))
            })
            .map_err(failure)?;
        Ok(Self {
            queue,
            stop,
            meters,
        })
    }

    /// See [`super::Sql::write`].
    pub async fn write(&self, work: Work) -> Result<Answer> {
        let (task, answer) = Task::new(work);
        self.answered(Job::General(task), answer).await
    }

    /// See [`super::Sql::write_hot`].
    pub async fn write_hot<F, R>(&self, operation: F) -> Result<R>
    where
        F: FnOnce(&mut Connection) -> Result<R> + Send + 'static,
        R: Send + 'static,
    {
        let (task, answer) = Task::new(operation);
        self.answered(Job::Hot(Box::new(task)), answer).await
    }

    async fn answered<R>(&self, job: Job, answer: oneshot::Receiver<Result<R>>) -> Result<R> {
        self.queue.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => {
                self.meters.refused.note();
                StoreError::Busy
            }
            TrySendError::Closed(_) => failure("the store is closed"),
        })?;
        let lost = |_| Err(failure("the writer is gone"));
        answer.await.unwrap_or_else(lost)
    }

    /// How many operations wait.
    pub fn waiting(&self) -> usize {
        self.queue
            .max_capacity()
            .saturating_sub(self.queue.capacity())
    }

    /// Accepts nothing more and waits until everything accepted has been answered and the
    /// connections are closed.
    pub async fn stop(&self) {
        self.stop.send_replace(true);
        self.stop.closed().await;
    }
}

/// Until stopped or no longer owned: commits batch after batch, then what is left.
async fn serve(
    mut lanes: Lanes,
    mut jobs: mpsc::Receiver<Job>,
    mut stopping: watch::Receiver<bool>,
    meters: &StoreMeters,
) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut is_busy = false;
    loop {
        tokio::select! {
            biased;
            _ = stopping.wait_for(|stop| *stop), if !jobs.is_closed() => jobs.close(),
            taken = jobs.recv_many(&mut batch, BATCH) => {
                if taken == 0 {
                    break;
                }
                if is_busy {
                    gather(&mut jobs, &mut batch);
                }
                is_busy = batch.len() > 1;
                meters.batches.note(batch.len() as u64);
                let began = Instant::now();
                lanes.carry_out(&mut batch).await;
                meters.commits.note_time(began.elapsed());
            }
        }
    }
    lanes.close().await;
}

/// Where several operations have just come together, more are on their way: lets those who bring them
/// run first if they wait for this processor, and takes what they bring.
fn gather(jobs: &mut mpsc::Receiver<Job>, batch: &mut Vec<Job>) {
    std::thread::yield_now();
    while batch.len() < BATCH
        && let Ok(job) = jobs.try_recv()
    {
        batch.push(job);
    }
}

/// A connection for each kind of operation, and what of the current batch is for it.
struct Lanes {
    general: Conn,
    hot: Connection,
    general_batch: Vec<general::Job>,
    hot_batch: Vec<Box<dyn hot::Job>>,
}

impl Lanes {
    async fn carry_out(&mut self, batch: &mut Vec<Job>) {
        for job in batch.drain(..) {
            match job {
                Job::General(job) => self.general_batch.push(job),
                Job::Hot(job) => self.hot_batch.push(job),
            }
        }
        hot::carry_out(&mut self.hot, &mut self.hot_batch);
        general::carry_out(&mut self.general, &mut self.general_batch).await;
    }

    async fn close(self) {
        if let Err((_, error)) = self.hot.close() {
            tracing::error!(%error, "closing the database failed");
        }
        if let Err(error) = self.general.close().await {
            tracing::error!(%error, "closing the database failed");
        }
    }
}
