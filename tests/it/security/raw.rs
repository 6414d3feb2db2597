//! Requests that are not as they should be (security N4, N5), byte for byte.

use super::wire::{Wire, exchange};
use crate::harness::TestServer;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(3);
const FORM: &str = "Host: l\r\nContent-Type: application/x-www-form-urlencoded\r\n";

const WHOLE: &str = "GET /jwks HTTP/1.1\r\nHost: l\r\n\r\n";

/// Sends `bytes`; a second request hides in some of them, which must never be answered.
fn send(server: &TestServer, bytes: &str) -> super::wire::Reply {
    exchange(server, bytes.as_bytes(), PATIENCE)
}

#[actix_web::test]
async fn security_n5_ambiguous_lengths_are_refused_and_the_connection_is_closed() {
    let server = TestServer::start().await;
    let hidden = "GET /health/live HTTP/1.1\r\nHost: l\r\n\r\n";
    let length = hidden.len();
    for headers in [
        // RFC 9112 §6.1: both.
        format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n\r\n0\r\n\r\n"),
        "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n".to_owned(),
        // §6.3: two that differ, and two alike.
        format!("Content-Length: 0\r\nContent-Length: {length}\r\n\r\n"),
        format!("Content-Length: {length}\r\nContent-Length: 0\r\n\r\n"),
        "Content-Length: 0, 0\r\n\r\n".to_owned(),
        format!("Content-Length: {length}, 0\r\n\r\n"),
        // Lengths that are none.
        "Content-Length: -1\r\n\r\n".to_owned(),
        "Content-Length: +0\r\n\r\n".to_owned(),
        "Content-Length: 0x0\r\n\r\n".to_owned(),
        "Content-Length: 1e1\r\n\r\n".to_owned(),
        "Content-Length: \r\n\r\n".to_owned(),
        "Content-Length: 99999999999999999999999\r\n\r\n".to_owned(),
        // Odd codings.
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n".to_owned(),
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n".to_owned(),
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n".to_owned(),
        "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n".to_owned(),
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n".to_owned(),
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n".to_owned(),
        "Content-Length : 0\r\n\r\n".to_owned(),
        " Content-Length: 0\r\n\r\n".to_owned(),
        "X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(),
    ] {
        let reply = send(
            &server,
            &format!("POST /token HTTP/1.1\r\n{FORM}{headers}{hidden}"),
        );
        assert!(
            matches!(reply.status(), 400 | 413 | 501 | 0),
            "{headers:?} {reply:?}"
        );
        assert!(reply.closed, "{headers:?} {reply:?}");
        assert!(!reply.text.contains("live"), "{headers:?} {reply:?}");
    }
}

#[actix_web::test]
async fn security_n5_broken_chunks_are_refused_and_the_connection_is_closed() {
    let server = TestServer::start().await;
    let hidden = "GET /health/live HTTP/1.1\r\nHost: l\r\n\r\n";
    for body in [
        "x\r\na=b\r\n0\r\n\r\n",
        "-3\r\na=b\r\n0\r\n\r\n",
        "+3\r\na=b\r\n0\r\n\r\n",
        "0x3\r\na=b\r\n0\r\n\r\n",
        " 3\r\na=b\r\n0\r\n\r\n",
        "fffffffffffffffffffff3\r\na=b\r\n0\r\n\r\n",
        "3\na=b\n0\n\n",
        "3\r\na=bXX0\r\n\r\n",
        "2\r\na=b\r\n0\r\n\r\n",
        "\r\n\r\n",
        "3;a\u{0}=b\r\na=b\r\n0\r\n\r\n",
    ] {
        let head = format!("POST /token HTTP/1.1\r\n{FORM}Transfer-Encoding: chunked\r\n\r\n");
        let reply = send(&server, &format!("{head}{body}{hidden}"));
        assert!(
            matches!(reply.status(), 400 | 401 | 408 | 413 | 0),
            "{body:?} {reply:?}"
        );
        assert!(reply.closed, "{body:?} {reply:?}");
        assert!(!reply.text.contains("live"), "{body:?} {reply:?}");
    }
}

#[actix_web::test]
async fn security_n5_broken_heads_are_refused_and_the_connection_is_closed() {
    let server = TestServer::start().await;
    for head in [
        "GET /jwks HTTP/1.1\rHost: l\r\r",
        "GET /jwks HTTP/1.1\r\nHost: l\rX: y\r\n\r\n",
        "GET /jwks HTTP/1.1\r\nHost: l\r\nX: a\rb\r\n\r\n",
        "GET /jwks HTTP/1.1\r\nHost: l\r\nX: a\0b\r\n\r\n",
        "GET /jwks HTTP/1.1\r\nHost: l\r\nX\0: b\r\n\r\n",
        "GET /jwks HTTP/1.1\r\nHost: l\r\n: b\r\n\r\n",
        "GET /jwks HTTP/1.1\r\nHost: l\r\nno colon\r\n\r\n",
        "GET /jw\0ks HTTP/1.1\r\nHost: l\r\n\r\n",
        "GET  /jwks HTTP/1.1\r\nHost: l\r\n\r\n",
        "GET /jwks HTTP/2.0\r\nHost: l\r\n\r\n",
        "GET /jwks HTTP/9.9\r\nHost: l\r\n\r\n",
        "GET /jwks\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\u{fc}\x03\x03",
        "GET jwks HTTP/1.1\r\nHost: l\r\n\r\n",
        "G\u{e9}T /jwks HTTP/1.1\r\nHost: l\r\n\r\n",
    ] {
        let mut wire = Wire::open(&server);
        wire.send(head.as_bytes());
        let reply = wire.read(Duration::from_secs(12));
        assert!(
            matches!(reply.status(), 400 | 404 | 405 | 408 | 505 | 0),
            "{head:?} {reply:?}"
        );
        assert!(reply.closed || reply.status() == 404, "{head:?} {reply:?}");
    }
}

#[actix_web::test]
async fn security_n4_half_sent_requests_end() {
    let server = TestServer::start().await;
    let post = format!("POST /token HTTP/1.1\r\n{FORM}");
    let cases = [
        String::new(),
        "G".to_owned(),
        "GET /jwks HTTP/1.1\r\nHost: l".to_owned(),
        format!("{post}Content-Length: 10\r\n\r\na"),
        format!("{post}Transfer-Encoding: chunked\r\n\r\n5\r\na"),
        format!("{post}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\na"),
        // The body of a request that needs none.
        "GET /jwks HTTP/1.1\r\nHost: l\r\nContent-Length: 10\r\n\r\na".to_owned(),
    ];
    let began = Instant::now();
    let mut threads = Vec::new();
    for (case, is_first) in cases.iter().flat_map(|case| [(case, true), (case, false)]) {
        if case.is_empty() && !is_first {
            // A connection is kept for a next request of which nothing has come.
            continue;
        }
        let (mut wire, case) = (Wire::open(&server), case.clone());
        threads.push(std::thread::spawn(move || {
            if !is_first {
                wire.send(WHOLE.as_bytes());
                assert_eq!(wire.read(Duration::from_secs(2)).status(), 200);
            }
            wire.send(case.as_bytes());
            let reply = wire.read(Duration::from_secs(25));
            (case, is_first, reply)
        }));
    }
    for thread in threads {
        let (bytes, is_first, reply) = thread.join().unwrap();
        let statuses = reply.statuses();
        let what = format!("{bytes:?} first {is_first} {reply:?}");
        assert!(reply.closed || statuses.last() == Some(&408), "{what}");
        assert!(statuses.iter().all(|s| matches!(s, 200 | 408)), "{what}");
    }
    assert!(began.elapsed() < Duration::from_secs(40));
}

#[actix_web::test]
async fn security_n4_a_request_sent_drop_by_drop_ends() {
    let server = TestServer::start().await;
    let mut wire = Wire::open(&server);
    wire.send(WHOLE.as_bytes());
    let began = Instant::now();
    let endless = "GET /jwks HTTP/1.1\r\nX-Slow: "
        .bytes()
        .chain(std::iter::repeat(b'a'));
    for byte in endless.take(40) {
        wire.send(&[byte]);
        if wire.read(Duration::from_millis(500)).closed {
            break;
        }
    }
    assert!(
        began.elapsed() < Duration::from_secs(15),
        "{:?}",
        began.elapsed()
    );
}

#[actix_web::test]
async fn security_n4_whoever_takes_time_between_requests_is_answered() {
    let server = TestServer::start().await;
    let mut wire = Wire::open(&server);
    for _ in 0..2 {
        wire.send(WHOLE.as_bytes());
        // Longer than the rest of a request may take.
        let reply = wire.read(Duration::from_secs(14));
        assert!(reply.status() == 200 && !reply.closed, "{reply:?}");
    }
}
