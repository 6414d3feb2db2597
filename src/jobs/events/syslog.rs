//! Events as syslog messages (RFC 5424).

use crate::config::Syslog;
use crate::model::{Event, EventOutcome};
use std::io::{self, Write};
use std::net::{TcpStream, ToSocketAddrs, UdpSocket};
use std::os::unix::net::UnixDatagram;
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Security and authorization messages (§6.2.1, facility 10).
const FACILITY: u8 = 10;
const WARNING: u8 = 4;
const INFORMATIONAL: u8 = 6;

/// Sends one message for each event.
pub fn send(place: &Syslog, host: &str, events: &[Event]) -> io::Result<()> {
    let mut messages = events.iter().map(|event| message(host, event));
    match place {
        Syslog::Udp(place) => {
            let address = resolved(place)?;
            let any = if address.is_ipv4() {
                "0.0.0.0:0"
            } else {
                "[::]:0"
            };
            let socket = UdpSocket::bind(any)?;
            socket.connect(address)?;
            messages.try_for_each(|text| socket.send(text.as_bytes()).map(drop))
        }
        Syslog::Tcp(place) => {
            let stream = TcpStream::connect_timeout(&resolved(place)?, PATIENCE)?;
            stream.set_write_timeout(Some(PATIENCE))?;
            let mut stream = io::BufWriter::new(stream);
            // Octet counting (RFC 6587 §3.4.1).
            messages.try_for_each(|text| write!(stream, "{} {text}", text.len()))?;
            stream.flush()
        }
        Syslog::Unix(path) => {
            let socket = UnixDatagram::unbound()?;
            socket.connect(path)?;
            socket.set_write_timeout(Some(PATIENCE))?;
            messages.try_for_each(|text| socket.send(text.as_bytes()).map(drop))
        }
    }
}

fn resolved(place: &str) -> io::Result<std::net::SocketAddr> {
    let found = place.to_socket_addrs()?.next();
    found.ok_or_else(|| io::Error::other("the name stands for no address"))
}

/// Header without structured data, and the event as JSON (§6).
fn message(host: &str, event: &Event) -> String {
    let severity = match event.outcome {
        EventOutcome::Success => INFORMATIONAL,
        EventOutcome::Failure => WARNING,
    };
    let time = OffsetDateTime::from_unix_timestamp(event.at.0).ok();
    let time = time.and_then(|time| time.format(&Rfc3339).ok());
    let json = serde_json::to_string(event).unwrap_or_default();
    format!(
        "<{}>1 {} {} signet {} {} - {json}",
        FACILITY * 8 + severity,
        time.as_deref().unwrap_or("-"),
        word(host, 255),
        std::process::id(),
        word(&event.kind, 32),
    )
}

/// A field of the header: visible ASCII, and not longer than it may be (§6).
fn word(text: &str, most: usize) -> String {
    let visible = text.chars().filter(char::is_ascii_graphic);
    let word: String = visible.take(most).collect();
    if word.is_empty() {
        "-".to_owned()
    } else {
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{ManualClock, Timestamp};
    use crate::entropy::SeededEntropy;
    use crate::model::EventIds;
    use std::io::Read;
    use std::net::TcpListener;

    fn event() -> Event {
        let clock = ManualClock::at(Timestamp(1_800_000_000));
        Event::new(
            &EventIds::default(),
            &clock,
            &SeededEntropy::new(1),
            "user.disabled",
        )
    }

    #[test]
    fn a_message_has_the_header_of_the_standard() {
        let text = message("id.example", &event().failed());
        let pid = std::process::id();
        let header =
            format!("<84>1 2027-01-15T08:00:00Z id.example signet {pid} user.disabled - {{");
        assert!(text.starts_with(&header), "{text}");
        assert!(
            message("a b\n<0>", &event()).starts_with("<86>1 2027-01-15T08:00:00Z ab<0> signet")
        );
    }

    #[test]
    fn every_way_brings_the_message() {
        let expected = message("id.example", &event());
        let events = [event()];
        let mut buffer = [0; 2048];

        let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
        let place = Syslog::Udp(udp.local_addr().unwrap().to_string());
        send(&place, "id.example", &events).unwrap();
        let length = udp.recv(&mut buffer).unwrap();
        assert_eq!(&buffer[..length], expected.as_bytes());

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let unix = UnixDatagram::bind(&path).unwrap();
        send(&Syslog::Unix(path), "id.example", &events).unwrap();
        let length = unix.recv(&mut buffer).unwrap();
        assert_eq!(&buffer[..length], expected.as_bytes());

        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = Syslog::Tcp(tcp.local_addr().unwrap().to_string());
        send(&place, "id.example", &events).unwrap();
        let mut text = String::new();
        tcp.accept().unwrap().0.read_to_string(&mut text).unwrap();
        assert_eq!(text, format!("{} {expected}", expected.len()));
    }
}
