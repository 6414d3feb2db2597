//! Where events go besides the database: a file or standard error, and syslog. What is in the chain
//! is handed on at least once, by one node; what strangers caused, by the node that saw it.

use super::syslog;
use crate::config::{EventFile, Syslog};
use crate::flow::Services;
use crate::model::Event;
use crate::store::StoreError;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::time::Duration;

/// Events handed on at a time.
const BATCH: u32 = 200;
/// How long one node has a sink for itself; longer than handing on a batch takes.
const LEASE: Duration = Duration::from_mins(1);

/// The sinks that are set.
pub struct Sinks(Vec<Sink>);

#[derive(Clone)]
enum Sink {
    File(EventFile),
    Syslog(Syslog),
}

impl Sinks {
    /// Those of the settings.
    pub fn of(services: &Services) -> Self {
        let settings = &services.config.events;
        let file = settings.file.clone().map(Sink::File);
        let syslog = settings.syslog.clone().map(Sink::Syslog);
        Self(file.into_iter().chain(syslog).collect())
    }

    /// Hands on what was chained since the last time.
    pub async fn advance(&self, services: &Services) -> Result<(), StoreError> {
        for sink in &self.0 {
            sink.advance(services).await?;
        }
        Ok(())
    }

    /// Hands on what is in no chain; what fails is lost.
    pub async fn hand_on(&self, services: &Services, events: Vec<Event>) {
        if events.is_empty() {
            return;
        }
        for sink in &self.0 {
            sink.send(services, events.clone()).await;
        }
    }
}

impl Sink {
    const fn name(&self) -> &'static str {
        match self {
            Self::File(_) => "file",
            Self::Syslog(_) => "syslog",
        }
    }

    async fn advance(&self, services: &Services) -> Result<(), StoreError> {
        let (store, now, name) = (&services.store, services.now(), self.name().to_owned());
        let until = now.plus(LEASE);
        let Some(mut position) = store.claim_sink(name.clone(), now, until).await? else {
            return Ok(());
        };
        loop {
            let chained = store.chained_events(position, BATCH).await?;
            let Some(last) = chained.last().map(|event| event.position) else {
                break;
            };
            let events = chained.into_iter().map(|chained| chained.event).collect();
            if !self.send(services, events).await {
                break;
            }
            position = last;
        }
        store.advance_sink(name, position).await
    }

    /// Tells whether all of them went.
    async fn send(&self, services: &Services, events: Vec<Event>) -> bool {
        let (sink, host) = (self.clone(), host(services));
        let sent = tokio::task::spawn_blocking(move || match sink {
            Self::File(file) => append(&file, &events),
            Self::Syslog(place) => syslog::send(&place, &host, &events),
        });
        match sent.await {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                tracing::error!(%error, sink = self.name(), "cannot hand events on");
                false
            }
            Err(error) => {
                tracing::error!(%error, sink = self.name(), "cannot hand events on");
                false
            }
        }
    }
}

/// Whose messages they are.
fn host(services: &Services) -> String {
    let origin = services.config.issuer.origin();
    origin
        .split_once("://")
        .map_or(origin, |(_, host)| host)
        .to_owned()
}

/// One JSON object a line; JSON itself escapes what could begin another.
fn append(file: &EventFile, events: &[Event]) -> io::Result<()> {
    let mut lines = Vec::new();
    for event in events {
        serde_json::to_writer(&mut lines, event)?;
        lines.push(b'\n');
    }
    match file {
        EventFile::Stderr => io::stderr().write_all(&lines),
        EventFile::Path(path) => {
            let mut options = OpenOptions::new();
            let options = options.create(true).append(true).mode(0o600);
            options.open(path)?.write_all(&lines)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{ManualClock, Timestamp};
    use crate::entropy::SeededEntropy;
    use crate::model::EventIds;

    #[test]
    fn security_m_each_event_is_one_line_of_a_private_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events");
        let clock = ManualClock::at(Timestamp(1_800_000_000));
        let event = Event::new(
            &EventIds::default(),
            &clock,
            &SeededEntropy::new(1),
            "user.created",
        );
        let event = event.with("name", "a\nb\u{2028}c");
        let file = EventFile::Path(path.clone());
        for _ in 0..2 {
            append(&file, std::slice::from_ref(&event)).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap();
        assert_eq!(written.lines().count(), 2);
        for line in written.lines() {
            let json: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(json["kind"], "user.created");
        }
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
