//! The access log: one line a request, never a query string. Lines collect in memory and are
//! written by a thread of their own, many at once.

mod line;

pub use line::Line;

use crate::clock::Timestamp;
use crate::config::LogFormat;
use line::Clockface;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Bytes that are written at once, if so many come within [`DELAY`].
const BATCH: usize = 60 * 1024;
/// How long a line waits for others.
const DELAY: Duration = Duration::from_millis(200);
/// Bytes that may wait. Beyond them lines are lost rather than requests slowed down.
const MOST: usize = 4 * 1024 * 1024;
/// How long a flush waits for whoever reads the log.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where requests are noted. What has been noted is written when it is dropped.
pub struct AccessLog {
    shared: Arc<Shared>,
    format: LogFormat,
    writer: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    /// There is something to write, or to write at once.
    work: Condvar,
    /// Everything has been written.
    done: Condvar,
}

#[derive(Default)]
struct Waiting {
    lines: Vec<u8>,
    face: Clockface,
    writing: bool,
    /// Somebody waits until all is written.
    hurry: bool,
    ended: bool,
}

impl AccessLog {
    /// Starts the thread that writes to standard error.
    pub fn start(format: LogFormat) -> Self {
        Self::to(io::stderr(), format)
    }

    fn to(out: impl Write + Send + 'static, format: LogFormat) -> Self {
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let writer = thread::Builder::new().name("access-log".to_owned());
        // Without the thread lines are lost and nothing else.
        let writer = writer.spawn(move || theirs.write(out)).ok();
        Self {
            shared,
            format,
            writer,
        }
    }

    /// Notes a request that was answered at `now`.
    pub fn note(&self, now: Timestamp, line: &Line<'_>) {
        let mut waiting = self.shared.lock();
        let before = waiting.lines.len();
        if before > MOST {
            return;
        }
        let Waiting { lines, face, .. } = &mut *waiting;
        let time = face.at(now);
        Line { time, ..*line }.write(self.format, lines);
        let after = lines.len();
        drop(waiting);
        if before == 0 || (before < BATCH && after >= BATCH) {
            self.shared.work.notify_one();
        }
    }

    /// Returns when all that has been noted is written, or nobody takes it for two seconds.
    pub fn flush(&self) {
        let mut waiting = self.shared.lock();
        waiting.hurry = true;
        self.shared.work.notify_one();
        let open = |waiting: &mut Waiting| waiting.writing || !waiting.lines.is_empty();
        let waited = self.shared.done.wait_timeout_while(waiting, PATIENCE, open);
        drop(waited);
    }
}

impl Drop for AccessLog {
    fn drop(&mut self) {
        self.flush();
        self.shared.lock().ended = true;
        self.shared.work.notify_one();
        if let Some(writer) = self.writer.take()
            && !self.shared.lock().writing
        {
            // It has nothing left to do; a panic of its own has been reported.
            let _ = writer.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, mut out: impl Write) {
        let mut batch = Vec::new();
        while self.collect(&mut batch) {
            // A log that cannot be written must not end the service.
            let _ = out.write_all(&batch);
            batch.clear();
            // One jam must not cost memory for ever.
            batch.shrink_to(2 * BATCH);
            self.lock().writing = false;
            self.done.notify_all();
        }
    }

    /// Fills the empty `batch` once enough has come or waited long enough; false at the end.
    fn collect(&self, batch: &mut Vec<u8>) -> bool {
        let none = |waiting: &mut Waiting| waiting.lines.is_empty() && !waiting.ended;
        let few =
            |waiting: &mut Waiting| waiting.lines.len() < BATCH && !waiting.hurry && !waiting.ended;
        let waiting = self.work.wait_while(self.lock(), none);
        let waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        let waiting = self.work.wait_timeout_while(waiting, DELAY, few);
        let (mut waiting, _) = waiting.unwrap_or_else(PoisonError::into_inner);
        waiting.hurry = false;
        waiting.writing = !waiting.lines.is_empty();
        std::mem::swap(&mut waiting.lines, batch);
        waiting.writing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::Instant;

    struct Pipe(Sender<String>);

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.0.send(String::from_utf8(bytes.to_vec()).unwrap());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn log() -> (AccessLog, Receiver<String>) {
        let (sender, written) = channel();
        (AccessLog::to(Pipe(sender), LogFormat::Json), written)
    }

    fn note(log: &AccessLog) {
        log.note(Timestamp(0), &Line::default());
    }

    #[test]
    fn a_line_is_written_soon_and_with_its_neighbours() {
        let (log, written) = log();
        for _ in 0..3 {
            note(&log);
        }
        let batch = written.recv_timeout(Duration::from_secs(20)).unwrap();
        assert_eq!(batch.lines().count(), 3);
    }

    #[test]
    fn many_lines_do_not_wait_for_the_time_and_none_is_lost() {
        let (log, written) = log();
        for _ in 0..5_000 {
            note(&log);
        }
        drop(log);
        let batches: Vec<_> = written.iter().collect();
        assert!(batches.len() > 1);
        assert_eq!(batches.concat().lines().count(), 5_000);
    }

    #[test]
    fn a_flush_writes_what_was_noted_at_once() {
        let (log, written) = log();
        let began = Instant::now();
        for _ in 0..5 {
            note(&log);
            log.flush();
            assert_eq!(written.try_recv().unwrap().lines().count(), 1);
        }
        assert!(began.elapsed() < 5 * DELAY);
        log.flush();
        assert!(written.try_recv().is_err());
    }
}
