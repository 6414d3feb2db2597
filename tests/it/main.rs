//! Integration tests: a real server over HTTP, asked as browsers, clients and attackers ask.
//!
//! Each test starts a server of its own in this process, with a clock that it moves by hand.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod backup;
mod browser;
mod cli;
mod crash;
mod failing;
mod harness;
mod mail;
mod nodes;
mod operating;
mod protocol;
mod readme;
mod relying_party;
mod replaced;
mod resource_server;
mod security;
mod selftest;
mod third_party;
