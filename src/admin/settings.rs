//! Settings in force, and whether what they ask for works.

use super::{Desk, Forbidden, Operation, Target};
use crate::config::Effective;
use crate::store::StoreError;

/// Every setting with its value and where that came from. Secrets are not among them, only that they
/// are there.
pub fn list<'a>(desk: &'a Desk<'_>) -> Result<&'a [Effective], Forbidden> {
    desk.may(Operation::ReadSettings, Target::Deployment)?;
    Ok(&desk.config.in_force)
}

/// How a node is.
#[derive(Debug)]
pub struct Health {
    /// Whether the database answers, or why not.
    pub database: Result<(), StoreError>,
    /// Which database it is.
    pub database_kind: &'static str,
    /// Which version of Signet it is.
    pub version: &'static str,
    /// Whether letters go out.
    pub sends_mail: bool,
}

/// How this node is.
pub async fn health(desk: &Desk<'_>) -> Result<Health, Forbidden> {
    desk.may(Operation::ReadSettings, Target::Deployment)?;
    Ok(Health {
        database: desk.store.ping().await,
        database_kind: match desk.config.database_url {
            Some(_) => "PostgreSQL",
            None => "SQLite",
        },
        version: env!("CARGO_PKG_VERSION"),
        sends_mail: desk.config.mail.is_on(),
    })
}
