//! What differs between two values.

use serde::Serialize;
use serde_json::{Map, Value};

/// Names of the members that are not the same in `a` and `b`.
pub(super) fn differing_members<T: Serialize>(a: &T, b: &T) -> Vec<String> {
    let (a, b) = (members(a), members(b));
    let names = a
        .keys()
        .chain(b.keys().filter(|name| !a.contains_key(*name)));
    names
        .filter(|name| a.get(*name) != b.get(*name))
        .cloned()
        .collect()
}

fn members(value: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}
