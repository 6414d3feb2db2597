//! What differs between two values.

use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt;

/// A member that is, or will be, another than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its name.
    pub member: String,
    /// What it was and what it is then; none for a secret, which is never shown.
    pub values: Option<(Value, Value)>,
}

impl Difference {
    /// Of a member whose values may be seen; null stands for none.
    pub fn shown(member: &str, before: impl Into<Value>, after: impl Into<Value>) -> Self {
        Self {
            member: member.to_owned(),
            values: Some((before.into(), after.into())),
        }
    }

    /// Of a secret.
    pub fn hidden(member: &str) -> Self {
        Self {
            member: member.to_owned(),
            values: None,
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let member = &self.member;
        match &self.values {
            None => write!(f, "{member}: another (not shown)"),
            Some((Value::Null, after)) => write!(f, "{member}: {after}"),
            Some((before, Value::Null)) => write!(f, "{member}: {before} -> none"),
            Some((before, after)) => write!(f, "{member}: {before} -> {after}"),
        }
    }
}

/// The members that are not the same in `before` and `after`.
pub fn differing_members<T: Serialize>(before: &T, after: &T) -> Vec<Difference> {
    let (before, after) = (members(before), members(after));
    let names = before
        .keys()
        .chain(after.keys().filter(|name| !before.contains_key(*name)));
    let value = |of: &Map<String, Value>, name| of.get(name).cloned().unwrap_or_default();
    names
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| Difference::shown(name, value(&before, name), value(&after, name)))
        .collect()
}

/// The names of what differs, as events have them: they never hold values.
pub(super) fn names(differences: &[Difference]) -> String {
    let names: Vec<_> = differences.iter().map(|one| one.member.as_str()).collect();
    names.join(" ")
}

fn members(value: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}
