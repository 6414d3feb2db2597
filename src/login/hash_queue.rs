//! A fixed set of threads that hash, behind a bounded first-come-first-served queue.

use super::hash_memory::Memory;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{io, thread};
use tokio::sync::oneshot;
use tokio::time::timeout;

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// Why a job was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undone {
    /// Too many wait, or this one waited too long.
    Busy,
    /// It panicked, or nobody works any more.
    Failed,
}

/// The way to the workers. They end when it is dropped.
pub(super) struct HashQueue {
    jobs: SyncSender<Job>,
    wait: Duration,
}

impl HashQueue {
    /// Starts a worker for each of `memories`; `places` jobs may wait, each for `wait` at most.
    pub fn start(memories: Vec<Memory>, places: usize, wait: Duration) -> io::Result<Self> {
        let (sender, jobs) = sync_channel::<Job>(places);
        let jobs = Arc::new(Mutex::new(jobs));
        for memory in memories {
            let jobs = Arc::clone(&jobs);
            let worker = thread::Builder::new().name("password".to_owned());
            worker.spawn(move || work(&jobs, memory))?;
        }
        Ok(Self { jobs: sender, wait })
    }

    /// Has `task` done by the next free worker. It is skipped when nobody waits for it any more.
    pub async fn run<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, Undone> {
        let (start, started) = oneshot::channel();
        let (answer, answered) = oneshot::channel();
        self.enqueue(Box::new(move |memory| {
            if start.send(()).is_ok() {
                // Whoever has gone since does not need the answer.
                let _ = answer.send(task(memory));
            }
        }))?;
        match timeout(self.wait, started).await {
            Err(_) => Err(Undone::Busy),
            Ok(Err(_)) => Err(Undone::Failed),
            Ok(Ok(())) => answered.await.map_err(|_| Undone::Failed),
        }
    }

    fn enqueue(&self, job: Job) -> Result<(), Undone> {
        self.jobs.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => Undone::Busy,
            TrySendError::Disconnected(_) => Undone::Failed,
        })
    }
}

fn work(jobs: &Mutex<Receiver<Job>>, mut memory: Memory) {
    while let Some(job) = next(jobs, &mut memory) {
        // A panic drops the job's channels: its caller learns of it, and the next job is served.
        if catch_unwind(AssertUnwindSafe(|| job(&mut memory))).is_err() {
            tracing::error!("a password worker panicked and goes on");
        }
    }
    memory.wipe();
}

/// The next job. Memory is wiped before waiting for one, not between hashes, which overwrite it.
fn next(jobs: &Mutex<Receiver<Job>>, memory: &mut Memory) -> Option<Job> {
    let waiting = jobs.try_lock().ok().and_then(|jobs| jobs.try_recv().ok());
    if waiting.is_some() {
        return waiting;
    }
    memory.wipe();
    let jobs = jobs.lock().unwrap_or_else(PoisonError::into_inner);
    jobs.recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::{FutureExt, join_all};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    const LONG: Duration = Duration::from_secs(20);

    fn queue(workers: usize, places: usize, wait: Duration) -> Arc<HashQueue> {
        let memories = (0..workers)
            .map(|_| Memory::new(8, Arc::default()).unwrap())
            .collect();
        Arc::new(HashQueue::start(memories, places, wait).unwrap())
    }

    /// Keeps the only worker busy until the sender is dropped.
    async fn occupy(queue: &Arc<HashQueue>) -> mpsc::Sender<()> {
        let (release, released) = mpsc::channel::<()>();
        let (start, started) = oneshot::channel();
        let queue = Arc::clone(queue);
        tokio::spawn(async move {
            queue
                .run(move |_| {
                    start.send(()).unwrap();
                    let _ = released.recv();
                })
                .await
        });
        started.await.unwrap();
        release
    }

    #[tokio::test]
    async fn jobs_are_done_in_their_order() {
        let queue = queue(1, 20, LONG);
        let release = occupy(&queue).await;
        let done = Arc::new(Mutex::new(Vec::new()));
        let jobs: Vec<_> = (0..10)
            .map(|i| {
                let done = Arc::clone(&done);
                queue.run(move |_| done.lock().unwrap().push(i))
            })
            .collect();
        let all = join_all(jobs);
        let (results, ()) = tokio::join!(all, async {
            tokio::task::yield_now().await;
            drop(release);
        });
        assert!(results.iter().all(Result::is_ok));
        assert_eq!(*done.lock().unwrap(), (0..10).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once() {
        let queue = queue(1, 1, LONG);
        let release = occupy(&queue).await;
        let mut second = Box::pin(queue.run(|_| 2));
        assert!((&mut second).now_or_never().is_none());
        assert_eq!(queue.run(|_| 3).await, Err(Undone::Busy));
        drop(release);
        assert_eq!(second.await, Ok(2));
    }

    #[tokio::test]
    async fn who_waited_too_long_or_went_away_is_skipped() {
        let queue = queue(1, 4, Duration::from_millis(30));
        let release = occupy(&queue).await;
        let computed = Arc::new(AtomicUsize::new(0));
        let job = || {
            let computed = Arc::clone(&computed);
            move |_: &mut Memory| computed.fetch_add(1, Ordering::SeqCst)
        };
        assert_eq!(queue.run(job()).await, Err(Undone::Busy));
        let mut gone = Box::pin(queue.run(job()));
        assert!((&mut gone).now_or_never().is_none());
        drop(gone);
        drop(release);
        assert_eq!(queue.run(|_| ()).await, Ok(()));
        assert_eq!(computed.load(Ordering::SeqCst), 0);
    }

    #[tokio::test]
    async fn a_panic_reaches_its_caller_and_nobody_else() {
        let queue = queue(1, 4, LONG);
        let failed = queue.run(|_| panic!("on purpose")).await;
        assert_eq!(failed, Err::<(), _>(Undone::Failed));
        assert_eq!(queue.run(|_| 1).await, Ok(1));
    }
}
