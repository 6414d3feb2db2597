//! What others send, as the schemas write it: names in one spelling, lists where there may be
//! several, truths that were written as texts.

use super::attribute::{Attribute, Kind, Mutability};
use super::filter::{shortened, truth};
use super::path::{Meaning, Scope};
use super::refusal::{Refusal, ScimType};
use super::schemas::Schema;
use serde_json::{Map, Value};

/// Most values of one attribute.
const MOST_VALUES: usize = 10_000;

/// The resource that `body` describes. What Signet does not keep, or only Signet says, is left out
/// (RFC 7644 §3.3, §3.5.1).
pub fn resource(
    body: Map<String, Value>,
    schema: &'static Schema,
) -> Result<Map<String, Value>, Refusal> {
    let mut all = Map::new();
    for (name, value) in body {
        let Meaning::Known(path) = Scope::Resource(schema).meaning(&name) else {
            continue;
        };
        if path.part.is_some() || path.attribute.mutability == Mutability::ReadOnly {
            continue;
        }
        if let Some(value) = value_of(path.attribute, value)? {
            all.insert(path.attribute.name.to_owned(), value);
        }
    }
    Ok(all)
}

/// `value` as `attribute` has it; none if it is nothing.
pub(super) fn value_of(attribute: &Attribute, value: Value) -> Result<Option<Value>, Refusal> {
    if !attribute.is_many {
        return one(attribute, value);
    }
    let values = match value {
        Value::Null => return Ok(None),
        Value::Array(values) => values,
        one => vec![one],
    };
    if values.len() > MOST_VALUES {
        let why = format!("{} has more than {MOST_VALUES} values", attribute.name);
        return Err(Refusal::new(ScimType::TooMany, why));
    }
    let values = values.into_iter().map(|value| one(attribute, value));
    let values: Vec<_> = values
        .filter_map(Result::transpose)
        .collect::<Result<_, _>>()?;
    Ok((!values.is_empty()).then_some(Value::Array(values)))
}

/// One value of `attribute`.
pub(super) fn one(attribute: &Attribute, value: Value) -> Result<Option<Value>, Refusal> {
    match (attribute.kind, value) {
        (_, Value::Null) => Ok(None),
        (Kind::Complex(_), Value::Object(members)) => parts(attribute, members),
        (Kind::Complex(_), Value::String(text)) if attribute.part("value").is_some() => {
            let members = Map::from_iter([("value".to_owned(), Value::String(text))]);
            parts(attribute, members)
        }
        (Kind::Boolean, value) => match truth(&value) {
            Some(truth) => Ok(Some(Value::Bool(truth))),
            None => Err(unfit(attribute, "true or false")),
        },
        (Kind::Complex(_), _) => Err(unfit(attribute, "an object")),
        (_, Value::String(text)) => Ok((!text.is_empty()).then_some(Value::String(text))),
        (_, _) => Err(unfit(attribute, "a text")),
    }
}

fn parts(attribute: &Attribute, members: Map<String, Value>) -> Result<Option<Value>, Refusal> {
    let mut all = Map::new();
    for (name, value) in members {
        let Some(part) = attribute.part(&name) else {
            continue;
        };
        if let Some(value) = value_of(part, value)? {
            all.insert(part.name.to_owned(), value);
        }
    }
    Ok((!all.is_empty()).then_some(Value::Object(all)))
}

fn unfit(attribute: &Attribute, kind: &str) -> Refusal {
    let name = shortened(attribute.name);
    Refusal::new(ScimType::InvalidValue, format!("{name} must be {kind}"))
}
