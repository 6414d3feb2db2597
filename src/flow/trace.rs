//! What is kept of each way through a sign-in, step by step, for a time that the settings give. A
//! request that is answered without asking anybody leaves no trace.

use super::Services;
use crate::model::{Event, TraceId};

/// A new trace, where traces are kept.
pub fn begin(services: &Services) -> Option<TraceId> {
    let kept = !services.config.events.sign_in_trace.is_zero();
    kept.then(|| TraceId::new(services.clock.as_ref(), services.entropy.as_ref()))
}

/// Notes a step on `trace`, as `describe` completes it.
pub fn step(
    services: &Services,
    trace: Option<TraceId>,
    kind: &'static str,
    describe: impl FnOnce(Event) -> Event,
) {
    if trace.is_some() {
        let event = services.event(kind).trace(trace);
        services.notes.push(describe(event));
    }
}
