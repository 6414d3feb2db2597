//! `[[user]]`: `username`, `sub`, `external_id`, a password, standard claims by their OpenID names,
//! `groups`, `roles`, `disabled`.

use super::entry::Entry;
use super::secret::{self, Surroundings};
use crate::admin::users::{NewPassword, NewUser, Subject};
use crate::model::{PasswordHash, Role, RoleError};

/// Members that are no claims.
const OWN: [&str; 10] = [
    "username",
    "sub",
    "external_id",
    "password",
    "password_file",
    "password_env",
    "password_hash",
    "groups",
    "roles",
    "disabled",
];

/// The person whom `entry` declares; what is wrong stays with the entry.
pub(super) fn read(entry: &mut Entry, surroundings: &Surroundings) -> Option<NewUser> {
    if !entry.has("username") {
        entry.fail("username is missing: add one, such as username = \"alice\"");
    }
    let new = NewUser {
        username: entry.take("username", "string").unwrap_or_default(),
        subject: subject(entry),
        external_id: entry.take("external_id", "string"),
        password: password(entry, surroundings),
        groups: entry.take("groups", "list of strings").unwrap_or_default(),
        roles: roles(entry),
        disabled: entry.take("disabled", "true or false"),
        claims: entry.rest(&OWN),
    };
    (!entry.has_failed()).then_some(new)
}

fn subject(entry: &mut Entry) -> Option<Subject> {
    let sub = entry.take("sub", "string")?;
    Subject::read(sub).map_err(|why| entry.fail(why)).ok()
}

fn roles(entry: &mut Entry) -> Option<Vec<Role>> {
    let names: Vec<String> = entry.take("roles", "list of strings")?;
    let read: Result<_, RoleError> = names.iter().map(|name| name.parse()).collect();
    read.map_err(|error| entry.fail(format!("roles: {error}")))
        .ok()
}

fn password(entry: &mut Entry, surroundings: &Surroundings) -> Option<NewPassword> {
    let text = secret::take(entry, "password", surroundings);
    let hash = entry.take::<String>("password_hash", "string");
    match (text, hash) {
        (Some(_), Some(_)) => {
            entry.fail("there are a password and a password_hash: keep one of them");
            None
        }
        (Some(text), None) => Some(NewPassword::Text(text)),
        (None, hash) => hash.map(|hash| NewPassword::Imported(PasswordHash(hash))),
    }
}
