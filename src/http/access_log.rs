//! The access log: one line a request, never a query string. Lines are collected and written by a
//! thread of their own, many at once.

use crate::config::LogFormat;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Lines that may wait. Beyond them lines are lost rather than requests slowed down.
const WAITING: usize = 16 * 1024;
/// Bytes written at once.
const BATCH: usize = 60 * 1024;

/// Where requests are noted.
pub struct AccessLog {
    sender: SyncSender<String>,
    format: LogFormat,
}

/// What is noted of a request.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    /// RFC 3339, UTC.
    pub time: String,
    /// The reference that error pages show.
    pub request_id: &'a str,
    /// The method, if it is a usual one.
    pub method: &'a str,
    /// The route, not the path: paths may hold anything.
    pub route: &'a str,
    /// The answer's status.
    pub status: u16,
    /// Microseconds until the answer's head was ready.
    pub micros: u64,
    /// Who asked, at endpoints that clients call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<&'a str>,
    /// The error that was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'a str>,
}

impl AccessLog {
    /// Starts the writing thread; it ends with the log.
    pub fn start(format: LogFormat) -> Self {
        let (sender, receiver) = sync_channel(WAITING);
        // Without the thread lines are lost and nothing else.
        let _ = thread::Builder::new()
            .name("access-log".to_owned())
            .spawn(move || write(&receiver));
        Self { sender, format }
    }

    /// Notes a request.
    pub fn note(&self, line: &Line<'_>) {
        let text = match self.format {
            LogFormat::Json => serde_json::to_string(line).unwrap_or_default(),
            LogFormat::Human => human(line),
        };
        let _ = self.sender.try_send(text);
    }
}

fn human(line: &Line<'_>) -> String {
    let mut text = format!(
        "{} {} {} {} {}us {}",
        line.time, line.status, line.method, line.route, line.micros, line.request_id
    );
    if let Some(client_id) = line.client_id {
        let _ = write!(text, " client_id={client_id:?}");
    }
    if let Some(error) = line.error {
        let _ = write!(text, " error={error}");
    }
    text
}

fn write(lines: &Receiver<String>) {
    let mut batch = String::new();
    while let Ok(line) = lines.recv() {
        push(&mut batch, &line);
        while batch.len() < BATCH
            && let Ok(line) = lines.try_recv()
        {
            push(&mut batch, &line);
        }
        let _ = std::io::stderr().lock().write_all(batch.as_bytes());
        batch.clear();
    }
}

fn push(batch: &mut String, line: &str) {
    batch.push_str(line);
    batch.push('\n');
}
