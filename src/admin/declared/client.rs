//! `[[client]]`: the members of RFC 7591 and Signet's own, `client_id`, and the secret.

use super::entry::Entry;
use super::secret::{self, Surroundings};
use crate::admin::clients::{WantedClient, check_secret, validate};
use crate::oidc::client_metadata::usual_response_types;
use crate::oidc::{ClientId, ClientMetadata, ScopeSet};
use crate::secret::Secret;
use serde_json::Value;

/// Members that are no metadata.
const OWN: [&str; 4] = [
    "client_id",
    "client_secret",
    "client_secret_file",
    "client_secret_env",
];

/// The client that `entry` declares; what is wrong stays with the entry.
pub(super) fn read(entry: &mut Entry, surroundings: &Surroundings) -> Option<WantedClient> {
    let id = id(entry);
    let secret = secret::take(entry, "client_secret", surroundings);
    scope(entry);
    let names_response_types = entry.has("response_types");
    let mut metadata: ClientMetadata = entry.rest(&OWN);
    if !names_response_types {
        metadata.response_types = usual_response_types(&metadata.grant_types);
    }
    if !entry.has_failed() {
        check(entry, &metadata, secret.as_ref());
    }
    let id = id.filter(|_| !entry.has_failed())?;
    Some(WantedClient {
        id,
        metadata,
        secret,
    })
}

fn id(entry: &mut Entry) -> Option<ClientId> {
    if !entry.has("client_id") {
        entry.fail("client_id is missing: give the client a name, such as client_id = \"shop\"");
        return None;
    }
    let expected = "text of 1 to 255 printable ASCII characters";
    entry.take("client_id", expected)
}

/// `scope` is text with spaces (RFC 7591 §2); a list is understood too.
fn scope(entry: &mut Entry) {
    let mut wrong = None;
    entry.change("scope", |value| {
        if let Value::Array(items) = value
            && let Some(names) = items.iter().map(Value::as_str).collect::<Option<Vec<_>>>()
        {
            *value = Value::String(names.join(" "));
        }
        let read = ScopeSet::parse_all(value.as_str().unwrap_or_default());
        wrong = read.err();
    });
    if let Some(wrong) = wrong {
        entry.fail(format!("scope: {wrong}"));
    }
}

fn check(entry: &mut Entry, metadata: &ClientMetadata, secret: Option<&Secret<String>>) {
    for error in validate(metadata).err().unwrap_or_default() {
        entry.fail(error.to_string());
    }
    if let Some(Err(error)) = secret.map(check_secret) {
        entry.fail(error.to_string());
    }
}
