//! Whether a resource is what a filter means.

use super::filter::{Comparison, Filter};
use super::path::Path;
use serde_json::{Map, Value};

impl Filter {
    /// Whether `resource`, or a value of an attribute, is meant.
    pub fn matches(&self, resource: &Map<String, Value>) -> bool {
        match self {
            Self::And(a, b) => a.matches(resource) && b.matches(resource),
            Self::Or(a, b) => a.matches(resource) || b.matches(resource),
            Self::Not(inner) => !inner.matches(resource),
            Self::Present(path) => values(*path, resource).iter().any(|value| is_there(value)),
            Self::Compare {
                path,
                comparison,
                value,
            } => compares(&values(*path, resource), *path, *comparison, value),
            Self::Within { attribute, filter } => {
                let all = resource.get(attribute.name).map_or(&[][..], elements);
                all.iter()
                    .filter_map(Value::as_object)
                    .any(|value| filter.matches(value))
            }
        }
    }
}

fn is_there(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(all) => !all.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// One or several.
fn elements(value: &Value) -> &[Value] {
    match value {
        Value::Array(all) => all,
        one => std::slice::from_ref(one),
    }
}

/// What there is at `path`.
fn values(path: Path, resource: &Map<String, Value>) -> Vec<&Value> {
    let all = resource.get(path.attribute.name).map_or(&[][..], elements);
    match path.part {
        None => all.iter().collect(),
        Some(part) => all
            .iter()
            .filter_map(|value| value.get(part.name))
            .collect(),
    }
}

fn compares(values: &[&Value], path: Path, comparison: Comparison, wanted: &Value) -> bool {
    let is_exact = path.leaf().is_exact;
    let any = |fits: &dyn Fn(&str, &str) -> bool| {
        let wanted = folded(wanted, is_exact);
        values
            .iter()
            .any(|value| fits(&folded(value, is_exact), &wanted))
    };
    let is_same = || match wanted {
        Value::Null => !values.iter().any(|value| is_there(value)),
        _ => any(&|value, wanted| value == wanted),
    };
    match comparison {
        Comparison::Eq => is_same(),
        Comparison::Ne => !is_same(),
        Comparison::Co => any(&|value, wanted| value.contains(wanted)),
        Comparison::Sw => any(&|value, wanted| value.starts_with(wanted)),
        Comparison::Ew => any(&|value, wanted| value.ends_with(wanted)),
        Comparison::Gt => any(&|value, wanted| value > wanted),
        Comparison::Ge => any(&|value, wanted| value >= wanted),
        Comparison::Lt => any(&|value, wanted| value < wanted),
        Comparison::Le => any(&|value, wanted| value <= wanted),
    }
}

/// A value as it is compared: moments are written so that their texts are in the order of time.
fn folded(value: &Value, is_exact: bool) -> String {
    match value {
        Value::String(text) if is_exact => text.clone(),
        Value::String(text) => text.to_lowercase(),
        other => other.to_string(),
    }
}
