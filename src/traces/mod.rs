//! Traces of requests for OpenTelemetry collectors (OTLP over HTTP, as JSON).
//!
//! Owns what is kept of sampled requests until it is sent. A span says which route was asked, how it
//! was answered and how long that took; nothing of what was asked or of who asked. Beyond bounds spans
//! are lost rather than requests slowed down. Without an endpoint nothing of this runs.

mod context;
mod otlp;

pub use context::{Parent, SpanId, TraceId};
pub use otlp::{Collector, CollectorError};

use crate::entropy::{self, Entropy};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Spans that may wait to be sent.
const MOST: usize = 4096;

/// A request that is traced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    trace: TraceId,
    span: SpanId,
    parent: Option<SpanId>,
    /// Unix milliseconds.
    began_at: i64,
}

/// A request that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    begun: Begun,
    micros: u64,
    method: &'static str,
    route: &'static str,
    status: u16,
    error: Option<&'static str>,
}

/// How a traced request was answered.
#[derive(Clone, Copy, Debug)]
pub struct Answered {
    /// Microseconds until the answer's head was ready.
    pub micros: u64,
    /// The request's method.
    pub method: &'static str,
    /// The route's pattern.
    pub route: &'static str,
    /// The answer's status.
    pub status: u16,
    /// The error that was answered.
    pub error: Option<&'static str>,
}

/// Which requests are traced, and what is known of those that were.
#[derive(Debug)]
pub struct Tracer {
    percent: u32,
    spans: Mutex<Vec<Span>>,
}

impl Tracer {
    /// One that traces so many of a hundred requests.
    pub fn new(percent: u32) -> Self {
        Self {
            percent,
            spans: Mutex::default(),
        }
    }

    /// Begins to trace a request, if it is to be traced: as whoever passed it on has decided, else by
    /// chance. `now` is in Unix milliseconds.
    pub fn begin(&self, parent: Option<Parent>, entropy: &dyn Entropy, now: i64) -> Option<Begun> {
        let is_wanted = parent.map_or_else(
            || self.percent > 0 && self.is_chosen(entropy),
            |parent| parent.is_sampled,
        );
        is_wanted.then(|| Begun {
            trace: parent.map_or_else(|| TraceId(entropy::bytes(entropy)), |parent| parent.trace),
            span: SpanId(entropy::bytes(entropy)),
            parent: parent.map(|parent| parent.span),
            began_at: now,
        })
    }

    fn is_chosen(&self, entropy: &dyn Entropy) -> bool {
        let drawn = u64::from(u32::from_be_bytes(entropy::bytes(entropy)));
        drawn * 100 < u64::from(self.percent) << 32
    }

    /// Keeps what became of a traced request.
    pub fn end(&self, begun: Begun, answered: Answered) {
        let mut spans = self.lock();
        if spans.len() < MOST {
            spans.push(Span {
                begun,
                micros: answered.micros,
                method: answered.method,
                route: answered.route,
                status: answered.status,
                error: answered.error,
            });
        }
    }

    /// Takes what has been kept since the last call.
    pub fn drain(&self) -> Vec<Span> {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Span>> {
        self.spans.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn share(percent: u32, parent: Option<Parent>) -> usize {
        let (tracer, entropy) = (Tracer::new(percent), SeededEntropy::new(1));
        let begun = (0..1000).filter_map(|_| tracer.begin(parent, &entropy, 0));
        begun.count()
    }

    #[test]
    fn a_share_of_the_requests_is_traced_and_what_was_begun_goes_on() {
        assert_eq!(share(0, None), 0);
        assert_eq!(share(100, None), 1000);
        assert!((50..150).contains(&share(10, None)));
        let parent = |is_sampled| Parent {
            trace: TraceId([1; 16]),
            span: SpanId([2; 8]),
            is_sampled,
        };
        assert_eq!(share(0, Some(parent(true))), 1000);
        assert_eq!(share(100, Some(parent(false))), 0);
    }

    #[test]
    fn what_nobody_takes_fills_no_memory() {
        let (tracer, entropy) = (Tracer::new(100), SeededEntropy::new(1));
        for _ in 0..MOST + 10 {
            let begun = tracer.begin(None, &entropy, 0).unwrap();
            let answered = Answered {
                micros: 1,
                method: "GET",
                route: "/jwks",
                status: 200,
                error: None,
            };
            tracer.end(begun, answered);
        }
        assert_eq!(tracer.drain().len(), MOST);
        assert_eq!(tracer.drain(), []);
    }
}
