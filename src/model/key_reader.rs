//! Who fetches the published keys.

use crate::clock::Timestamp;
use crate::oidc::ClientId;
use std::fmt;

/// A program at an address that has fetched the published keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyReader {
    /// Where from.
    pub address: String,
    /// What it calls itself (`User-Agent`), shortened.
    pub user_agent: String,
    /// The app that has been given tokens at that address, if one has.
    pub client_id: Option<ClientId>,
    /// When it was first seen.
    pub first_seen_at: Timestamp,
    /// When it last fetched them.
    pub last_seen_at: Timestamp,
}

impl fmt::Display for KeyReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)?;
        if let Some(client_id) = &self.client_id {
            write!(f, " [{client_id}]")?;
        }
        if self.user_agent.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", self.user_agent)
    }
}
