//! What tests share: a server, a browser without script, and a client.

mod authenticator;
mod browser;
mod client;
pub mod cluster;
pub mod front;
mod keys;
mod mailbox;
mod passkey;
mod ports;
mod process;
mod receiver;
mod remote;
mod server;
mod site;
mod stored;

pub use authenticator::Authenticator;
pub use browser::{Browser, Page, hidden, location, parameter};
pub use client::{App, CHALLENGE, VERIFIER, claims};
pub use keys::{Keys, unsigned};
pub use mailbox::{Mailbox, Mood};
pub use passkey::{SoftPasskey, asked};
pub use ports::free_port;
pub use process::{Deployment, Process, Said};
pub use receiver::{Received, Receiver};
pub use remote::{Arrived, Led, Remote, SECRET};
pub use server::{PASSWORD, TestServer, is_postgres};
pub use site::{Served, Site};
pub use stored::{holds, rows, stored};
