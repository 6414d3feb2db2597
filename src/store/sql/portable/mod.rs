//! Whole deployments on their way: into a backup, out of one, and from one database to the other.
//!
//! One engine copies every table that the schema has, row by row in the order of the primary key,
//! some hundreds at a time. It knows no table by name (the counters of changes apart), so that a
//! table of a later migration is carried along. A backup is a SQLite file with the schema of the
//! deployment it was made of, whichever database that is in.

pub mod backup;
mod copy;
mod error;
mod file;
mod json;
pub(super) mod last;
pub mod moving;
mod place;
mod plan;
mod postgres;
pub mod restore;
mod revisions;
mod schema;
mod side;
mod sqlite;
mod value;
mod version;

#[cfg(test)]
mod tests;

pub use copy::Counted;
pub use error::{PortableError, Result};
pub use file::Backup;
pub use last::last_snapshot;
pub use moving::UNFINISHED;
pub use place::Place;
pub(super) use side::Side;
