//! What messages have in common (RFC 7644 §3.1): members in whatever case, the URI that says what
//! they are, operations in a list.

use super::refusal::{Refusal, ScimType};
use serde_json::{Map, Value};

/// Takes out a member, its name in whatever case.
pub fn member(body: &mut Map<String, Value>, name: &str) -> Option<Value> {
    let key = body.keys().find(|key| key.eq_ignore_ascii_case(name))?;
    let key = key.clone();
    body.remove(&key)
}

pub(super) fn syntax(why: impl Into<String>) -> Refusal {
    Refusal::new(ScimType::InvalidSyntax, why)
}

/// The operations of a message, which must be one of `kind`.
pub(super) fn operations(
    body: &mut Map<String, Value>,
    kind: &str,
) -> Result<Vec<Map<String, Value>>, Refusal> {
    let schemas = member(body, "schemas").unwrap_or_default();
    let is_it = |uri: &Value| {
        uri.as_str()
            .is_some_and(|uri| uri.eq_ignore_ascii_case(kind))
    };
    if !schemas.as_array().is_some_and(|all| all.iter().any(is_it)) {
        return Err(syntax(format!("schemas must name {kind}")));
    }
    let Some(Value::Array(all)) = member(body, "Operations") else {
        return Err(syntax("Operations must be a list"));
    };
    let all = all.into_iter().map(|operation| match operation {
        Value::Object(operation) => Ok(operation),
        _ => Err(syntax("an operation must be an object")),
    });
    all.collect()
}
