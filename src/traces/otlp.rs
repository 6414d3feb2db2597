//! Sends spans to a collector (OpenTelemetry Protocol 1.x, OTLP/HTTP with JSON).

use super::Span;
use data_encoding::HEXLOWER;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::OnceCell;

/// How long a collector may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// `SPAN_KIND_SERVER`.
const SERVER: u32 = 2;
/// `STATUS_CODE_ERROR`.
const ERROR: u32 = 2;

/// Where spans are sent. The operator names it, so it may be anywhere.
#[derive(Debug)]
pub struct Collector {
    url: String,
    name: String,
    /// Made when it is first needed.
    client: OnceCell<Client>,
}

/// Why spans are lost.
#[derive(Debug, thiserror::Error)]
pub enum CollectorError {
    /// It cannot be reached.
    #[error("the collector cannot be reached: {0}")]
    Unreachable(#[from] reqwest::Error),
    /// It does not take them.
    #[error("the collector answers {0}")]
    Refused(StatusCode),
}

impl Collector {
    /// The one at `endpoint`, to which the service is known as `name`.
    pub fn new(endpoint: &str, name: &str) -> Self {
        Self {
            url: format!("{}/v1/traces", endpoint.trim_end_matches('/')),
            name: name.to_owned(),
            client: OnceCell::new(),
        }
    }

    /// Sends `spans`, once.
    pub async fn send(&self, spans: &[Span]) -> Result<(), CollectorError> {
        let client = self.client.get_or_try_init(|| async {
            Client::builder()
                .redirect(Policy::none())
                .timeout(PATIENCE)
                .no_proxy()
                .build()
        });
        let request = client.await?.post(&self.url);
        let request = request.header(CONTENT_TYPE, "application/json");
        let answer = request.body(body(&self.name, spans).to_string()).send();
        match answer.await?.status() {
            status if status.is_success() => Ok(()),
            status => Err(CollectorError::Refused(status)),
        }
    }
}

fn body(name: &str, spans: &[Span]) -> Value {
    json!({
        "resourceSpans": [{
            "resource": { "attributes": [
                text("service.name", name),
                text("service.version", env!("CARGO_PKG_VERSION")),
            ] },
            "scopeSpans": [{
                "scope": { "name": "signet" },
                "spans": spans.iter().map(span).collect::<Vec<_>>(),
            }],
        }],
    })
}

fn span(span: &Span) -> Value {
    let begun = &span.begun;
    let start = i128::from(begun.began_at) * 1_000_000;
    let end = start + i128::from(span.micros) * 1_000;
    let mut attributes = vec![
        text("http.request.method", span.method),
        text("http.route", span.route),
        json!({
            "key": "http.response.status_code",
            "value": { "intValue": span.status.to_string() },
        }),
    ];
    attributes.extend(span.error.map(|error| text("error.type", error)));
    let status = if span.status >= 500 {
        json!({ "code": ERROR })
    } else {
        json!({})
    };
    json!({
        "traceId": HEXLOWER.encode(&begun.trace.0),
        "spanId": HEXLOWER.encode(&begun.span.0),
        "parentSpanId": begun.parent.map(|parent| HEXLOWER.encode(&parent.0)).unwrap_or_default(),
        "name": format!("{} {}", span.method, span.route),
        "kind": SERVER,
        "startTimeUnixNano": start.to_string(),
        "endTimeUnixNano": end.to_string(),
        "attributes": attributes,
        "status": status,
    })
}

fn text(key: &str, value: &str) -> Value {
    json!({ "key": key, "value": { "stringValue": value } })
}

#[cfg(test)]
mod tests {
    use super::super::{Begun, SpanId, TraceId};
    use super::*;

    #[test]
    fn a_span_is_told_as_the_protocol_wants_it() {
        let one = Span {
            begun: Begun {
                trace: TraceId([0xab; 16]),
                span: SpanId([1; 8]),
                parent: None,
                began_at: 1_700_000_000_123,
            },
            micros: 456,
            method: "POST",
            route: "/token",
            status: 503,
            error: Some("temporarily_unavailable"),
        };
        let told = body("id.example", &[one]);
        let resource = &told["resourceSpans"][0];
        let name = &resource["resource"]["attributes"][0];
        assert_eq!(name["value"]["stringValue"], "id.example");
        let span = &resource["scopeSpans"][0]["spans"][0];
        assert_eq!(span["traceId"], "ab".repeat(16));
        assert_eq!(span["parentSpanId"], "");
        assert_eq!(span["name"], "POST /token");
        assert_eq!(span["startTimeUnixNano"], "1700000000123000000");
        assert_eq!(span["endTimeUnixNano"], "1700000000123456000");
        assert_eq!(span["status"]["code"], 2);
        assert_eq!(span["attributes"][2]["value"]["intValue"], "503");
    }
}
