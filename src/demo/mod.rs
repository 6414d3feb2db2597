//! The built-in demo app: a real relying party, for seeing at once that a deployment works.
//!
//! Owns the demo's registration ([`register`]) and its side of a sign-in ([`start`], [`finish`]).
//! It asks the provider over HTTP as any app of somebody else would, with the `openidconnect`
//! crate, and takes nothing from the store but its own registration. What it keeps between the
//! two halves of a sign-in travels sealed in a cookie of the browser. Knows nothing of how its
//! pages are served: `crate::http` translates.

mod answer;
mod client;
mod error;
mod http;
mod meanings;
mod pending;
mod relying_party;
mod sections;
#[cfg(test)]
mod tests;

pub use client::{CLIENT_ID, register};
pub use error::DemoError;
pub use relying_party::{Finished, Start, finish, start};
