//! What every resource has (RFC 7643 §3.1).

use super::PATH;
use crate::admin::Version;
use crate::clock::Timestamp;
use crate::flow::Services;
use crate::scim::Schema;
use serde_json::{Map, Value, json};
use std::fmt::Display;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A resource as it is now.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its members.
    pub body: Map<String, Value>,
    /// Which version it is; none where telling that would take too much.
    pub version: Option<Version>,
    /// Where it is.
    pub location: String,
}

/// Where a resource is.
pub(super) fn location(services: &Services, schema: &Schema, id: impl Display) -> String {
    services.address(&format!("{PATH}{}/{id}", schema.path))
}

/// A version as headers and resources have it (RFC 7644 §3.14).
pub fn tag(version: &Version) -> String {
    format!("W/\"{version}\"")
}

/// A tag without what marks it as weak.
pub fn untagged(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"')
}

/// The version that a tag names; none if it names none, or `*`.
pub fn seen(tag: &str) -> Option<Version> {
    let tag = untagged(tag);
    let is_one = !tag.is_empty() && tag != "*";
    is_one.then(|| Version::named(tag.to_owned()))
}

fn time(at: Timestamp) -> Option<String> {
    let moment = OffsetDateTime::from_unix_timestamp(at.0).ok()?;
    moment.format(&Rfc3339).ok()
}

/// What is common to all resources, as their first members.
pub(super) fn common(
    schema: &Schema,
    id: impl Display,
    external_id: Option<&str>,
) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("schemas".to_owned(), json!([schema.id]));
    body.insert("id".to_owned(), json!(id.to_string()));
    if let Some(external_id) = external_id {
        body.insert("externalId".to_owned(), json!(external_id));
    }
    body
}

/// The `meta` attribute.
pub(super) fn meta(
    schema: &Schema,
    (created, changed): (Timestamp, Timestamp),
    location: &str,
    version: Option<&Version>,
) -> Value {
    let mut meta = json!({
        "resourceType": schema.name,
        "created": time(created),
        "lastModified": time(changed),
        "location": location,
    });
    if let (Some(meta), Some(version)) = (meta.as_object_mut(), version) {
        meta.insert("version".to_owned(), json!(tag(version)));
    }
    meta
}

/// Whether what was seen is still so: none was asked for, or it is this one.
pub(super) fn is_as_seen(now: Option<&Version>, seen: Option<&Version>) -> bool {
    seen.is_none_or(|seen| now == Some(seen))
}
