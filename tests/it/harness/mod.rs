//! What tests share: a server, a browser without script, and a client.

mod browser;
mod client;
mod server;

pub use browser::{Browser, Page, hidden, location, parameter};
pub use client::{App, CHALLENGE, VERIFIER, claims};
pub use server::{PASSWORD, TestServer};
