//! How what was made leads to the calls about it (OpenAPI 3.1 §4.8.20).

use super::table::{self, Call};
use serde_json::{Map, Value, json};

/// The calls about what `call` makes, with where they find its identifier and version in the answer.
pub(super) fn of(call: &Call) -> Map<String, Value> {
    let one = format!("{}/{{id}}", call.path);
    // What has no path of its own leads nowhere.
    let is_about = |other: &&Call| {
        let rest = other.path.strip_prefix(&one);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let calls = table::all().filter(is_about);
    calls
        .map(|other| (other.id.to_owned(), link(call, other)))
        .collect()
}

fn link(call: &Call, other: &Call) -> Value {
    let id = match call.path {
        "/clients" => "$response.body#/client_id",
        _ => "$response.body#/id",
    };
    let mut parameters = Map::from_iter([("path.id".to_owned(), json!(id))]);
    if other.is_conditional {
        let tag = json!("$response.header.ETag");
        parameters.insert("header.If-Match".to_owned(), tag);
    }
    json!({"operationId": other.id, "parameters": parameters})
}
