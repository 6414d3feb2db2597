//! An app's own server, as far as Signet sends requests to it.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver as Queue, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request that came.
#[derive(Clone, Debug)]
pub struct Received {
    /// Method and path.
    pub line: String,
    /// In small letters, as they came.
    pub headers: Vec<String>,
    pub body: String,
}

/// How a request is answered.
#[derive(Clone, Copy, Debug)]
struct Answer {
    status: u16,
    after: Duration,
}

/// A server on this machine that answers what it is told to, 200 by default.
pub struct Receiver {
    pub url: String,
    received: Queue<Received>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
}

impl Receiver {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, received) = channel();
        let answers = Arc::<Mutex<VecDeque<Answer>>>::default();
        let next = Arc::clone(&answers);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (sender, next) = (sender.clone(), Arc::clone(&next));
                std::thread::spawn(move || serve(stream.unwrap(), &sender, &next));
            }
        });
        Self {
            url,
            received,
            answers,
        }
    }

    /// Answers the next request (after those already arranged) so.
    pub fn will_answer(&self, status: u16, after: Duration) {
        let answer = Answer { status, after };
        self.answers.lock().unwrap().push_back(answer);
    }

    /// The next request; waits some seconds for it.
    pub fn next(&self) -> Received {
        let next = self.received.recv_timeout(Duration::from_secs(10));
        next.expect("a request")
    }

    /// A request that has come already.
    pub fn already(&self) -> Option<Received> {
        self.received.try_recv().ok()
    }

    /// Whether nothing comes within `time`.
    pub fn is_quiet_for(&self, time: Duration) -> bool {
        let nothing = self.received.recv_timeout(time);
        matches!(nothing, Err(RecvTimeoutError::Timeout))
    }
}

fn serve(stream: TcpStream, sender: &Sender<Received>, answers: &Mutex<VecDeque<Answer>>) {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let headers: Vec<_> = lines[1..].iter().map(|line| line.to_lowercase()).collect();
    let length = headers
        .iter()
        .find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    let received = Received {
        line: lines[0].clone(),
        headers,
        body: String::from_utf8(body).unwrap(),
    };
    let answer = answers.lock().unwrap().pop_front();
    // A test that has ended wants to know no more.
    let _ = sender.send(received);
    let (status, after) = answer.map_or((200, Duration::ZERO), |it| (it.status, it.after));
    std::thread::sleep(after);
    let answer = format!("HTTP/1.1 {status} Any\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let _ = reader.get_mut().write_all(answer.as_bytes());
}
