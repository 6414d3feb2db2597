//! People and groups as other systems read and write them by SCIM (RFC 7643, RFC 7644).
//!
//! Owns what a person and a group look like as resources, how they are looked for, and what a
//! resource that was sent means. What may be done is decided by the desk, and done by
//! [`super::users`] and [`super::groups`].

mod again;
mod bulk;
mod error;
mod everything;
mod group;
mod groups;
mod list;
mod meta;
mod people;
mod search;
mod user;
mod users;

pub use bulk::{Done, Outcome, carry_out};
pub use error::ScimError;
pub use everything::list as list_everything;
pub use list::{Listed, Query, Start};
pub use meta::{Resource, seen, tag, untagged};

/// Groups as resources.
pub mod group_resources {
    pub use super::group::{create, patch, remove, replace, show};
    pub use super::groups::list;
}

/// People as resources.
pub mod user_resources {
    pub use super::user::{create, patch, remove, replace, show};
    pub use super::users::list;
}

/// Where it is, below the issuer.
pub const PATH: &str = "/scim/v2";

/// So many resources are looked at, at most, where no index leads to those that are meant.
const LOOKED_AT: u32 = 2_000;

/// So many members are given, at most, in one answer.
const MOST_MEMBERS: usize = 10_000;

#[cfg(test)]
mod tests;
