//! Time limits of a connection that the HTTP library leaves open: a second request that is sent
//! half, a body that nobody reads, an answer that nobody takes (security N4).

use super::wire::Wire;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// How long the rest of a request may take after its first byte. A little more than the library
/// gives the first one, so that its answer (408) comes first.
const REQUEST: Duration = Duration::from_secs(12);
/// How long nothing may move otherwise. A little more than connections are kept for.
const SILENCE: Duration = Duration::from_secs(80);

/// Whether a request of the connection is being answered, which may take its time.
#[derive(Clone, Debug, Default)]
pub struct Answering(Arc<AtomicBool>);

impl Answering {
    /// From now on until the result is dropped.
    pub fn begin(&self) -> impl Drop + use<> {
        self.0.store(true, Ordering::Relaxed);
        Ended(self.clone())
    }

    fn now(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

struct Ended(Answering);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.0.store(false, Ordering::Relaxed);
    }
}

/// A connection that ends when it takes too long.
pub struct Patient {
    stream: Wire,
    answering: Answering,
    /// Bytes have come since the last answer.
    receiving: bool,
    /// When it takes too long.
    due: Instant,
    /// When to look, at the latest: moving a timer with every request would cost more than
    /// looking in vain now and then.
    look: Pin<Box<Sleep>>,
}

impl Patient {
    /// Begins with a new connection.
    pub fn new(stream: Wire) -> Self {
        Self {
            stream,
            answering: Answering::default(),
            receiving: false,
            due: Instant::now() + SILENCE,
            look: Box::pin(sleep(REQUEST)),
        }
    }

    /// What says that a request is being answered.
    pub fn answering(&self) -> Answering {
        self.answering.clone()
    }

    fn wait(&mut self, receiving: bool) {
        self.receiving = receiving;
        // Never less than until the next look.
        let wait = if receiving { REQUEST } else { SILENCE };
        self.due = Instant::now() + wait;
    }

    /// Pending, or an error once the deadline has passed.
    fn pending<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        while self.look.as_mut().poll(cx).is_ready() {
            let now = Instant::now();
            if now >= self.due {
                if !self.answering.now() {
                    return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                }
                self.wait(self.receiving);
            }
            let next = self.due.min(now + REQUEST);
            self.look.as_mut().reset(next);
        }
        Poll::Pending
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(cx, buffer) {
            Poll::Pending => self.pending(cx),
            ready @ Poll::Ready(_) => {
                if buffer.filled().len() > before && !self.receiving {
                    self.wait(true);
                }
                ready
            }
        }
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(cx, bytes) {
            Poll::Pending => self.pending(cx),
            ready @ Poll::Ready(_) => {
                self.wait(false);
                ready
            }
        }
    }

    /// Under TLS what was written may still wait for the one who reads.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_flush(cx) {
            Poll::Pending => self.pending(cx),
            ready @ Poll::Ready(_) => ready,
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
