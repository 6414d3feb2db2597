//! Changes of a resource (PATCH, RFC 7644 §3.5.2), and the forms of them that are sent in practice:
//! operations in any case, paths as members of a value, truths as texts.

use super::attribute::{Attribute, Kind};
use super::canonical::{one, value_of};
use super::filter::{Comparison, Filter, shortened};
use super::message::{member, operations, syntax};
use super::refusal::{Refusal, ScimType};
use super::schemas::Schema;
use super::target::Target;
use serde_json::{Map, Value};

/// The URI of the request.
const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/// Most operations of one request.
const MOST: usize = 1_000;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Add,
    Remove,
    Replace,
}

/// One step of a change.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub op: Op,
    pub target: Target,
    pub value: Value,
}

/// A change: its steps, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch(pub(super) Vec<Step>);

impl Patch {
    /// Reads a request.
    pub fn read(mut body: Map<String, Value>, schema: &'static Schema) -> Result<Self, Refusal> {
        let operations = operations(&mut body, PATCH_OP)?;
        if operations.len() > MOST {
            let why = format!("there are more than {MOST} operations");
            return Err(Refusal::new(ScimType::TooMany, why));
        }
        let mut steps = Vec::new();
        for operation in operations {
            read(operation, schema, &mut steps)?;
        }
        Ok(Self(steps))
    }

    /// Makes the change. Where it fails, the resource is of no use any more.
    pub fn apply(self, resource: &mut Map<String, Value>) -> Result<(), Refusal> {
        self.0.into_iter().try_for_each(|step| step.apply(resource))
    }
}

/// Reads an operation; one without a path is as many steps as its value has members.
fn read(
    mut operation: Map<String, Value>,
    schema: &'static Schema,
    steps: &mut Vec<Step>,
) -> Result<(), Refusal> {
    let op = member(&mut operation, "op");
    let op = match op.as_ref().and_then(Value::as_str) {
        Some(op) if op.eq_ignore_ascii_case("add") => Op::Add,
        Some(op) if op.eq_ignore_ascii_case("remove") => Op::Remove,
        Some(op) if op.eq_ignore_ascii_case("replace") => Op::Replace,
        _ => return Err(syntax("op must be add, remove or replace")),
    };
    let path = member(&mut operation, "path");
    let value = member(&mut operation, "value").unwrap_or_default();
    match path {
        Some(Value::String(path)) if !path.is_empty() => {
            if let Some(target) = Target::parse(&path, schema)? {
                target.may_change()?;
                steps.push(Step { op, target, value });
            }
            Ok(())
        }
        None | Some(Value::Null | Value::String(_)) => match value {
            Value::Object(members) if op != Op::Remove => spread(op, members, schema, steps),
            _ if op == Op::Remove => Err(no_target("a path must say what to remove")),
            _ => Err(syntax("without a path the value must be an object")),
        },
        Some(_) => Err(syntax("path must be a text")),
    }
}

/// Members of a value as steps of their own. What only Signet says is passed over, for whole
/// resources are sent so.
fn spread(
    op: Op,
    members: Map<String, Value>,
    schema: &'static Schema,
    steps: &mut Vec<Step>,
) -> Result<(), Refusal> {
    for (path, value) in members {
        let Some(target) = Target::parse(&path, schema)? else {
            continue;
        };
        if target.may_change().is_ok() {
            steps.push(Step { op, target, value });
        }
    }
    Ok(())
}

fn no_target(why: impl Into<String>) -> Refusal {
    Refusal::new(ScimType::NoTarget, why)
}

impl Step {
    fn apply(self, resource: &mut Map<String, Value>) -> Result<(), Refusal> {
        let attribute = self.target.attribute;
        let before = resource.remove(attribute.name);
        let after = if attribute.is_many {
            let before = match before {
                Some(Value::Array(values)) => values,
                _ => Vec::new(),
            };
            let after = self.several(before)?;
            (!after.is_empty()).then_some(Value::Array(after))
        } else {
            self.single(before)?
        };
        if let Some(after) = after {
            resource.insert(attribute.name.to_owned(), after);
        }
        Ok(())
    }

    /// The attribute afterwards, of which there is one value.
    fn single(self, before: Option<Value>) -> Result<Option<Value>, Refusal> {
        let attribute = self.target.attribute;
        match (self.op, self.target.part) {
            (Op::Remove, None) => Ok(None),
            (Op::Add | Op::Replace, None) => match one(attribute, self.value)? {
                Some(value) => Ok(Some(merged(before, value))),
                None => Ok(None),
            },
            (op, Some(part)) => {
                let mut whole = before.unwrap_or_default();
                set_part(&mut whole, part, op, self.value)?;
                let is_empty = whole.as_object().is_none_or(Map::is_empty);
                Ok((!is_empty).then_some(whole))
            }
        }
    }

    /// The values of the attribute afterwards.
    fn several(self, before: Vec<Value>) -> Result<Vec<Value>, Refusal> {
        match (&self.target.filter, self.target.part) {
            (None, None) => self.whole(before),
            _ => self.chosen(before),
        }
    }

    fn whole(self, before: Vec<Value>) -> Result<Vec<Value>, Refusal> {
        let attribute = self.target.attribute;
        let value = value_of(attribute, self.value)?;
        let values = match value {
            Some(Value::Array(values)) => values,
            _ => Vec::new(),
        };
        Ok(match self.op {
            Op::Replace => values,
            Op::Add => added(before, values),
            Op::Remove if values.is_empty() => Vec::new(),
            Op::Remove => {
                let mut before = before;
                before.retain(|old| !values.iter().any(|gone| same(old, gone)));
                before
            }
        })
    }

    /// Changes the values that the filter means. Where none is meant and the filter says what such
    /// a value is, one is made.
    fn chosen(self, mut before: Vec<Value>) -> Result<Vec<Value>, Refusal> {
        let Target {
            attribute,
            filter,
            part,
        } = self.target;
        let is_meant = |value: &Value| match (&filter, value) {
            (None, _) => true,
            (Some(filter), Value::Object(members)) => filter.matches(members),
            (Some(_), _) => false,
        };
        if let (Op::Remove, None) = (self.op, part) {
            before.retain(|value| !is_meant(value));
            return Ok(before);
        }
        let mut found = false;
        for value in before.iter_mut().filter(|value| is_meant(value)) {
            found = true;
            match part {
                Some(part) => set_part(value, part, self.op, self.value.clone())?,
                None => {
                    if let Some(new) = one(attribute, self.value.clone())? {
                        *value = merged(Some(value.take()), new);
                    }
                }
            }
        }
        if !found && self.op != Op::Remove {
            let mut made = made_of(attribute, filter.as_ref())?;
            match part {
                Some(part) => set_part(&mut made, part, self.op, self.value)?,
                None => {
                    if let Some(new) = one(attribute, self.value)? {
                        made = merged(Some(made), new);
                    }
                }
            }
            before = added(before, vec![made]);
        }
        before.retain(|value| value.as_object().is_some_and(|parts| !parts.is_empty()));
        Ok(before)
    }
}

/// Values that have come to others: none twice, and the one that is primary last stays so.
fn added(mut before: Vec<Value>, values: Vec<Value>) -> Vec<Value> {
    let primary = |value: &Value| value.get("primary") == Some(&Value::Bool(true));
    if values.iter().any(primary) {
        for value in before.iter_mut().filter_map(Value::as_object_mut) {
            value.remove("primary");
        }
    }
    for value in values {
        before.retain(|old| !same(old, &value));
        before.push(value);
    }
    before
}

/// Whether two values of an attribute are one: the same, or with the same `value`.
fn same(one: &Value, other: &Value) -> bool {
    match (one.get("value"), other.get("value")) {
        (Some(a), Some(b)) => a == b,
        _ => one == other,
    }
}

/// A value over what was there: of parts, those that are said.
fn merged(before: Option<Value>, value: Value) -> Value {
    match (before, value) {
        (Some(Value::Object(mut all)), Value::Object(parts)) => {
            all.extend(parts);
            Value::Object(all)
        }
        (_, value) => value,
    }
}

fn set_part(whole: &mut Value, part: &Attribute, op: Op, value: Value) -> Result<(), Refusal> {
    if !whole.is_object() {
        *whole = Value::Object(Map::new());
    }
    let value = if op == Op::Remove {
        None
    } else {
        value_of(part, value)?
    };
    let Some(parts) = whole.as_object_mut() else {
        return Ok(());
    };
    match value {
        Some(value) => parts.insert(part.name.to_owned(), value),
        None => parts.remove(part.name),
    };
    Ok(())
}

/// A value that `filter` means, where it says with `eq` alone what that is.
fn made_of(attribute: &Attribute, filter: Option<&Filter>) -> Result<Value, Refusal> {
    let mut parts = Map::new();
    if filter.is_none_or(|filter| describe(filter, &mut parts)) {
        return Ok(Value::Object(parts));
    }
    let name = shortened(attribute.name);
    Err(no_target(format!("there is no such value of {name}")))
}

fn describe(filter: &Filter, parts: &mut Map<String, Value>) -> bool {
    match filter {
        Filter::And(a, b) => describe(a, parts) && describe(b, parts),
        Filter::Compare {
            path,
            comparison: Comparison::Eq,
            value,
        } if !matches!(path.attribute.kind, Kind::Complex(_)) => {
            parts.insert(path.attribute.name.to_owned(), value.clone());
            true
        }
        _ => false,
    }
}
