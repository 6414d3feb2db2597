//! SCIM 2.0 (RFC 7643, RFC 7644) as values and pure functions: how other systems say who there is.
//!
//! Owns schemas, filters, changes (PATCH, bulk) and how a person's claims are spelled. Resources are JSON
//! objects whose members are written as the [`schemas`] write them. Knows nothing of HTTP, nor of
//! where people are kept.

mod attribute;
mod bulk;
mod canonical;
mod filter;
mod group;
mod kinds;
mod matching;
mod message;
mod patch;
mod path;
mod projection;
mod refusal;
mod schemas;
mod target;
mod user;

pub use attribute::{Attribute, Kind, Mutability, Returned};
pub use bulk::{Bulk, Change, Made, Operation, What};
pub use canonical::resource;
pub use filter::{Comparison, Filter};
pub use group::{Members, WantedGroup};
pub use kinds::Meant;
pub use message::member;
pub use patch::Patch;
pub use path::Path;
pub use projection::Projection;
pub use refusal::{Refusal, ScimType};
pub use schemas::{GROUP, SCHEMAS, Schema, USER};
pub use user::{WantedUser, claims};

#[cfg(test)]
mod tests;
