//! A fixed set of threads that hash, behind a bounded first-come-first-served queue.

use super::hash_memory::Memory;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{io, thread};
use tokio::sync::oneshot;
use tokio::time::timeout;

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// How long a worker without work keeps its memory.
const IDLE: Duration = Duration::from_secs(10);

/// How far password workers stand back behind other threads.
#[cfg(target_os = "linux")]
const NICE: i32 = 5;

/// Why a job was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undone {
    /// Too many wait, or this one waited too long.
    Busy,
    /// It panicked.
    Failed,
}

/// The way to the workers. They end when it is dropped.
pub(super) struct HashQueue {
    line: Arc<Line>,
    places: usize,
    wait: Duration,
}

/// The jobs that wait.
#[derive(Default)]
struct Line {
    waiting: Mutex<Waiting>,
    come: Condvar,
}

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<Job>,
    ended: bool,
}

impl HashQueue {
    /// Starts a worker for each of `memories`; `places` jobs may wait, each for `wait` at most.
    pub fn start(memories: Vec<Memory>, places: usize, wait: Duration) -> io::Result<Self> {
        let queue = Self {
            line: Arc::default(),
            places,
            wait,
        };
        for memory in memories {
            let line = Arc::clone(&queue.line);
            let worker = thread::Builder::new().name("password".to_owned());
            worker.spawn(move || work(&line, memory))?;
        }
        Ok(queue)
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

    /// How many jobs wait.
    pub fn waiting(&self) -> usize {
        self.line.lock().jobs.len()
    }

    fn enqueue(&self, job: Job) -> Result<(), Undone> {
        let mut waiting = self.line.lock();
        if waiting.jobs.len() >= self.places {
            return Err(Undone::Busy);
        }
        waiting.jobs.push_back(job);
        drop(waiting);
        self.line.come.notify_one();
        Ok(())
    }
}

impl Drop for HashQueue {
    fn drop(&mut self) {
        self.line.lock().ended = true;
        self.line.come.notify_all();
    }
}

impl Line {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next job; none after the end. Memory is wiped before waiting for one, not between
    /// hashes, which overwrite it, and given back when the waiting takes long.
    fn next(&self, memory: &mut Memory) -> Option<Job> {
        if let Some(job) = self.lock().jobs.pop_front() {
            return Some(job);
        }
        memory.wipe();
        let nothing = |waiting: &mut Waiting| waiting.jobs.is_empty() && !waiting.ended;
        let waited = self.come.wait_timeout_while(self.lock(), IDLE, nothing);
        let (mut waiting, time) = waited.unwrap_or_else(PoisonError::into_inner);
        if time.timed_out() {
            drop(waiting);
            memory.give_back();
            let waited = self.come.wait_while(self.lock(), nothing);
            waiting = waited.unwrap_or_else(PoisonError::into_inner);
        }
        waiting.jobs.pop_front()
    }
}

fn work(line: &Line, mut memory: Memory) {
    step_back();
    while let Some(job) = line.next(&mut memory) {
        // A panic drops the job's channels: its caller learns of it, and the next job is served.
        if catch_unwind(AssertUnwindSafe(|| job(&mut memory))).is_err() {
            tracing::error!("a password worker panicked and goes on");
        }
    }
    memory.wipe();
}

/// Lets the threads that answer requests go first: a hash takes long anyway.
fn step_back() {
    // Elsewhere priorities are those of whole processes.
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, NICE) {
        tracing::debug!(%error, "password workers keep their priority");
    }
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
        let queue = queue(1, 4, Duration::from_millis(300));
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
