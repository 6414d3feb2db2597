//! Bytes on a socket, without a library that would make them right.

use crate::harness::TestServer;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// A connection.
pub struct Wire(TcpStream);

/// All that came back.
#[derive(Debug)]
pub struct Reply {
    pub text: String,
    /// Whether the server closed the connection.
    pub closed: bool,
}

impl Reply {
    /// The status lines of all answers in it.
    pub fn statuses(&self) -> Vec<u16> {
        let mut found = Vec::new();
        for (at, _) in self.text.match_indices("HTTP/1.1 ") {
            let digits = self.text.get(at + 9..at + 12).unwrap_or_default();
            found.extend(digits.parse::<u16>());
        }
        found
    }

    /// The status of the first answer; 0 if there is none.
    pub fn status(&self) -> u16 {
        self.statuses().first().copied().unwrap_or(0)
    }
}

impl Wire {
    pub fn open(server: &TestServer) -> Self {
        let stream = TcpStream::connect(server.services.config.listen[0]).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(stream)
    }

    /// Sends; what the server does not want any more is not sent.
    pub fn send(&mut self, bytes: &[u8]) {
        let _ = self.0.write_all(bytes);
    }

    /// No more will be sent.
    pub fn finish(&mut self) {
        let _ = self.0.shutdown(std::net::Shutdown::Write);
    }

    /// Reads until the server closes or is silent for `patience`.
    pub fn read(&mut self, patience: Duration) -> Reply {
        self.0.set_read_timeout(Some(patience)).unwrap();
        let mut bytes = Vec::new();
        let mut buffer = [0; 16 * 1024];
        let closed = loop {
            match self.0.read(&mut buffer) {
                Ok(0) => break true,
                Ok(read) => bytes.extend_from_slice(&buffer[..read]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error)
                    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) =>
                {
                    break false;
                }
                Err(_) => break true,
            }
        };
        Reply {
            text: String::from_utf8_lossy(&bytes).into_owned(),
            closed,
        }
    }
}

/// Sends bytes on a new connection and reads until it is closed or silent for `patience`.
pub fn exchange(server: &TestServer, bytes: &[u8], patience: Duration) -> Reply {
    let mut wire = Wire::open(server);
    wire.send(bytes);
    wire.read(patience)
}

/// A request line and headers with `Host` and `Connection: close`.
pub fn head(line: &str, headers: &str) -> String {
    format!("{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n")
}

/// Sends a whole request, so that only a silent server has to be waited for.
pub fn ask(server: &TestServer, line: &str, headers: &str, body: &[u8]) -> Reply {
    let mut bytes = head(line, headers).into_bytes();
    bytes.extend_from_slice(body);
    exchange(server, &bytes, Duration::from_secs(5))
}
