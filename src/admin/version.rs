//! What something was when it was looked at, so that two operators do not undo each other's work.

use crate::model::{Client, Group, User, UserId};
use aws_lc_rs::digest;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use std::fmt;

/// Bytes of the hash that are kept.
const BYTES: usize = 16;

/// Names the content of something: the same as long as nothing of it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version(String);

impl Version {
    /// The one that somebody names, who has it from here.
    pub const fn named(text: String) -> Self {
        Self(text)
    }

    fn of(content: &Value) -> Self {
        let hash = digest::digest(&digest::SHA256, content.to_string().as_bytes());
        let part = hash.as_ref().get(..BYTES).unwrap_or_default();
        Self(BASE64URL_NOPAD.encode(part))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&User> for Version {
    fn from(user: &User) -> Self {
        Self::of(&json!([
            user.id,
            user.username.display,
            user.claims,
            user.groups,
            user.roles,
            user.disabled_at.map(|at| at.0),
            user.updated_at.0,
        ]))
    }
}

impl From<&Group> for Version {
    fn from(group: &Group) -> Self {
        Self::of(&json!([
            group.id,
            group.name,
            group.description,
            group.updated_at.0
        ]))
    }
}

impl From<&Client> for Version {
    fn from(client: &Client) -> Self {
        Self::of(&json!([
            client.id,
            client.metadata,
            client.secret_hash.map(|hash| hash.0),
            client.updated_at.0
        ]))
    }
}

/// A person with what another system knows them by.
impl From<(&User, Option<&str>)> for Version {
    fn from((user, external_id): (&User, Option<&str>)) -> Self {
        Self::of(&json!([Self::from(user).0, external_id]))
    }
}

/// A group with what another system knows it by, and who is in it.
impl From<(&Group, Option<&str>, &[UserId])> for Version {
    fn from((group, external_id, members): (&Group, Option<&str>, &[UserId])) -> Self {
        Self::of(&json!([Self::from(group).0, external_id, members]))
    }
}
