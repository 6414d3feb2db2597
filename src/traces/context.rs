//! Which trace a request belongs to (W3C Trace Context Level 1 §3.2).

use data_encoding::HEXLOWER;

/// A trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceId(pub [u8; 16]);

/// A step of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanId(pub [u8; 8]);

/// What a request was caused by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parent {
    /// The trace.
    pub trace: TraceId,
    /// The step that caused it.
    pub span: SpanId,
    /// Whether the trace is being recorded.
    pub is_sampled: bool,
}

impl Parent {
    /// Reads `traceparent`; nothing if it is not to the letter.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let [version] = bytes(parts.next()?)?;
        let (trace, span) = (bytes(parts.next()?)?, bytes(parts.next()?)?);
        let [flags] = bytes(parts.next()?)?;
        // Later versions may say more, this one may not.
        let is_whole = version != 0 || parts.next().is_none();
        let is_valid = version != 0xff && trace != [0; 16] && span != [0; 8] && is_whole;
        is_valid.then_some(Self {
            trace: TraceId(trace),
            span: SpanId(span),
            is_sampled: flags & 1 == 1,
        })
    }
}

fn bytes<const N: usize>(hex: &str) -> Option<[u8; N]> {
    HEXLOWER.decode(hex.as_bytes()).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::Parent;

    #[test]
    fn the_example_of_the_recommendation_is_read_and_nothing_like_it() {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        let good = format!("00-{trace}-00f067aa0ba902b7-01");
        let read = Parent::read(&good).unwrap();
        assert!(read.is_sampled && read.trace.0[0] == 0x4b && read.span.0[7] == 0xb7);
        let later = format!("cc-{trace}-00f067aa0ba902b7-00-what-comes");
        assert!(!Parent::read(&later).unwrap().is_sampled);
        for bad in [
            String::new(),
            format!("{good}-more"),
            good.to_uppercase(),
            good.replace("00-4b", "ff-4b"),
            good.replace(trace, &"0".repeat(32)),
            good.replace("00f067aa0ba902b7", "0000000000000000"),
            good.replace("-01", "-1"),
            good.replace(trace, "4bf92f"),
        ] {
            assert_eq!(Parent::read(&bad), None, "{bad}");
        }
    }
}
