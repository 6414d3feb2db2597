//! Ports for servers that are told theirs before they listen.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

/// Below the ports that Linux gives to outgoing connections, so that none of the thousands that
/// tests make takes one between its choice and the server's start.
const FIRST: u16 = 12_000;
const COUNT: u16 = 20_000;

static NEXT: AtomicU16 = AtomicU16::new(0);

/// A port of the loopback interface that nobody listens on; no two calls answer the same before
/// thousands of others.
pub fn free_port() -> u16 {
    // Runs of the tests at the same time begin in different places.
    let start = std::process::id().wrapping_mul(257) % u32::from(COUNT);
    let start = u16::try_from(start).unwrap();
    std::iter::repeat_with(|| NEXT.fetch_add(1, Ordering::Relaxed))
        .take(usize::from(COUNT))
        .map(|step| FIRST + (start + step % COUNT) % COUNT)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("no port is free")
}
