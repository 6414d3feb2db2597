//! HTTP/1.1 as cheap as it gets, so that the generator leaves the machine to the server.

use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A kept connection, or one to each of several servers that are asked in turn.
pub struct Connection {
    streams: Vec<TcpStream>,
    next: usize,
    buffer: Vec<u8>,
}

/// An answer, whole.
pub struct Answer<'a> {
    pub status: u16,
    head: &'a str,
    pub body: &'a str,
}

impl Connection {
    /// Connects to all of `addresses`; the one at `first` is asked first.
    pub async fn open(addresses: &[SocketAddr], first: usize) -> Self {
        let mut streams = Vec::new();
        for address in addresses {
            let stream = TcpStream::connect(address).await.unwrap();
            stream.set_nodelay(true).unwrap();
            streams.push(stream);
        }
        Self {
            next: first % streams.len(),
            streams,
            buffer: Vec::with_capacity(16 * 1024),
        }
    }

    /// Sends a request and waits for the whole answer.
    pub async fn ask(&mut self, request: &[u8]) -> Answer<'_> {
        let servers = self.streams.len();
        let stream = &mut self.streams[self.next];
        self.next = (self.next + 1) % servers;
        stream.write_all(request).await.unwrap();
        self.buffer.clear();
        loop {
            let read = stream.read_buf(&mut self.buffer).await.unwrap();
            assert!(read > 0, "the server closed a connection");
            if let Some((head, length)) = ends(&self.buffer)
                && self.buffer.len() >= head + length
            {
                return Answer::read(&self.buffer, head);
            }
        }
    }

    /// As [`Connection::ask`], for an answer that must have this status.
    pub async fn expect(&mut self, request: &[u8], status: u16) -> Answer<'_> {
        let answer = self.ask(request).await;
        let (head, body) = (answer.head, answer.body);
        assert_eq!(answer.status, status, "{head}{body}");
        answer
    }
}

/// The lengths of head and body, once the head is there.
fn ends(buffer: &[u8]) -> Option<(usize, usize)> {
    let head = buffer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&buffer[..head]).unwrap();
    let length = header(text, "content-length").expect("an answer without a length");
    Some((head, length.parse().unwrap()))
}

fn header<'a>(head: &'a str, name: &'a str) -> Option<&'a str> {
    headers(head, name).next()
}

fn headers<'a>(head: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    head.split("\r\n").filter_map(move |line| {
        let (given, value) = line.split_once(": ")?;
        given.eq_ignore_ascii_case(name).then_some(value)
    })
}

impl<'a> Answer<'a> {
    fn read(buffer: &'a [u8], head: usize) -> Self {
        let text = std::str::from_utf8(buffer).unwrap();
        let (head, body) = text.split_at(head);
        Self {
            status: head[9..12].parse().unwrap(),
            head,
            body,
        }
    }

    /// A parameter of the address that the answer sends to.
    pub fn parameter(&self, name: &str) -> &'a str {
        let location = header(self.head, "location").unwrap();
        let (_, query) = location.split_once('?').unwrap();
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(given, _)| *given == name).unwrap().1
    }

    /// A member of a JSON body whose value is text.
    pub fn member(&self, name: &str) -> &'a str {
        between(self.body, &format!("\"{name}\":\""), "\"")
    }

    /// For how many seconds the server wants to be left alone.
    pub fn retry_after(&self) -> u64 {
        let seconds = header(self.head, "retry-after").expect("no time to come back at");
        seconds.parse().unwrap()
    }

    /// The value of a hidden field.
    pub fn field(&self, name: &str) -> &'a str {
        let mark = format!("name=\"{name}\"");
        let mut tags = self.body.split('<');
        let tag = tags.find(|tag| tag.contains(&mark)).unwrap();
        between(tag, "value=\"", "\"")
    }

    /// The cookies that are set, as a browser sends them back.
    pub fn cookies(&self) -> String {
        let pairs = headers(self.head, "set-cookie").map(|set| set.split(';').next().unwrap());
        pairs.collect::<Vec<_>>().join("; ")
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let found = text.split_once(before);
    let (_, rest) = found.unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}

/// The bytes of a request by GET.
pub fn get(path: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    request("GET", path, headers, "")
}

/// The bytes of a request that sends a form.
pub fn post(path: &str, headers: &[(&str, &str)], form: &[(&str, &str)]) -> Vec<u8> {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    let body = body.extend_pairs(form).finish();
    let length = body.len().to_string();
    let mut all = vec![
        ("content-type", "application/x-www-form-urlencoded"),
        ("content-length", &length),
    ];
    all.extend(headers);
    request("POST", path, &all, &body)
}

fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let headers = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    let headers: String = headers.collect();
    format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n{body}").into_bytes()
}
