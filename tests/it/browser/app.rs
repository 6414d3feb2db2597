//! The address of an app that a browser is sent back to: a listener that keeps what it gets.

use crate::harness::{App, TestServer};
use signet::oidc::ClientMetadata;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use url::Url;

/// Says by its title whether script ran.
const PAGE: &str = "<!doctype html><meta charset=utf-8><title>script off</title><link rel=icon href=data:,><h1 id=arrived>You are back in the app</h1><script>document.title = 'script on'</script>";
const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48'><rect width='48' height='48' fill='#5b3cc4'/><path d='M12 34V14l12 12 12-12v20' fill='none' stroke='#fff' stroke-width='5'/></svg>";

/// A request that came.
#[derive(Clone, Debug)]
pub struct Received {
    pub method: String,
    /// Path and query.
    pub target: String,
    pub body: String,
}

impl Received {
    /// A parameter of the body, where there is one, or of the query.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let url = Url::parse("http://app")
            .unwrap()
            .join(&self.target)
            .unwrap();
        let text = if self.body.is_empty() {
            url.query().unwrap_or_default()
        } else {
            &self.body
        };
        url::form_urlencoded::parse(text.as_bytes())
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.into_owned())
    }
}

/// Listens on a free port of this machine as long as the test process lives.
pub struct Listener {
    pub origin: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Listener {
    pub fn start() -> Self {
        Self::on("127.0.0.1:0", "127.0.0.1")
    }

    /// Listens at an address, which the browser knows by another name.
    pub fn on(address: &str, host: &str) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&received);
        std::thread::spawn(move || {
            // Browsers open connections that they do not use: each has a thread.
            for stream in listener.incoming().map_while(Result::ok) {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || answer(&stream, &kept));
            }
        });
        Self {
            origin: format!("http://{host}:{port}"),
            received,
        }
    }

    /// An address here.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// An address here that sends browsers on to `target`.
    pub fn hop(&self, target: &str) -> String {
        Url::parse_with_params(&self.url("/hop"), [("to", target)])
            .unwrap()
            .into()
    }

    /// The first request to an address that begins so, as soon as it comes.
    pub async fn received(&self, path: &str) -> Received {
        let began = Instant::now();
        loop {
            let all = self.received.lock().unwrap().clone();
            if let Some(found) = all.iter().find(|one| one.target.starts_with(path)) {
                return found.clone();
            }
            assert!(began.elapsed() < Duration::from_secs(20), "only {all:?}");
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Forgets what came.
    pub fn forget(&self) {
        self.received.lock().unwrap().clear();
    }
}

fn answer(mut stream: &TcpStream, kept: &Mutex<Vec<Received>>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let url = Url::parse("http://app").ok()?.join(&target).ok()?;
    let onward = url.query_pairs().find(|(name, _)| name == "to");
    let received = Received {
        method,
        target,
        body: String::from_utf8(body).ok()?,
    };
    kept.lock().ok()?.push(received);
    let (head, body) = match (url.path(), onward) {
        ("/hop", Some((_, to))) => (format!("303 See Other\r\nlocation: {to}"), ""),
        ("/logo.svg", _) => ("200 OK\r\ncontent-type: image/svg+xml".to_owned(), LOGO),
        _ => ("200 OK\r\ncontent-type: text/html".to_owned(), PAGE),
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
    .ok()
}

/// Registers an app whose answers come to `callback`.
pub async fn registered(server: &TestServer, id: &str, callback: &str) -> App {
    let callback = callback.to_owned();
    let change = |metadata: &mut ClientMetadata| metadata.redirect_uris = vec![callback];
    server.app_with(id, change).await
}
