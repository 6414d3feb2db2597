//! One `[[client]]`, `[[user]]` and the like: members with their lines, and what is wrong with them.

use super::fields;
use super::source::{Place, Source};
use crate::config::nearest;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use toml::de::{DeInteger, DeTable, DeValue};

/// One thing that is wrong with a declared file, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredError {
    /// Where.
    pub place: Place,
    /// The entry, such as `client "shop"`; empty for the file itself.
    pub entry: String,
    /// What is wrong, and what to do.
    pub problem: String,
}

impl fmt::Display for DeclaredError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if !self.entry.is_empty() {
            write!(f, "{}: ", self.entry)?;
        }
        f.write_str(&self.problem)
    }
}

impl DeclaredError {
    /// About the file at `path` as a whole.
    pub(super) fn of_file(path: &Path, problem: impl Into<String>) -> Self {
        Self {
            place: Place {
                file: path.display().to_string().into(),
                line: None,
            },
            entry: String::new(),
            problem: problem.into(),
        }
    }
}

/// A member's value and place.
pub(super) struct Member {
    pub value: Value,
    place: Place,
}

/// An entry whose members are taken out one after the other.
pub(super) struct Entry {
    /// `client "shop"`.
    pub name: String,
    /// Where it begins.
    pub place: Place,
    members: BTreeMap<String, Member>,
    errors: Vec<DeclaredError>,
}

impl Entry {
    /// The entry of `kind` in `table` of `source`, called after its member `id`.
    pub fn new(kind: &str, id: &str, table: &DeTable<'_>, source: &Source) -> Self {
        let members: BTreeMap<_, _> = table
            .iter()
            .map(|(name, value)| {
                let place = source.place(name.span().start);
                let value = json(value.get_ref());
                (name.get_ref().to_string(), Member { value, place })
            })
            .collect();
        let called = members.get(id).and_then(|member| member.value.as_str());
        Self {
            name: called.map_or_else(|| kind.to_owned(), |called| format!("{kind} {called:?}")),
            place: members
                .values()
                .map(|member| &member.place)
                .min()
                .map_or_else(|| Place::of(source), Place::clone),
            members,
            errors: Vec::new(),
        }
    }

    /// Adds an error about the entry as a whole.
    pub fn fail(&mut self, problem: impl Into<String>) {
        self.fail_at(self.place.clone(), problem);
    }

    fn fail_at(&mut self, place: Place, problem: impl Into<String>) {
        self.errors.push(DeclaredError {
            place,
            entry: self.name.clone(),
            problem: problem.into(),
        });
    }

    /// What is wrong so far.
    pub fn into_errors(self) -> Vec<DeclaredError> {
        self.errors
    }

    /// Whether something is wrong.
    pub fn has_failed(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Whether there is such a member still.
    pub fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// Where the member stands, or else where the entry does.
    pub fn place_of(&self, name: &str) -> Place {
        let member = self.members.get(name);
        member.map_or(&self.place, |member| &member.place).clone()
    }

    /// Replaces a member's value.
    pub fn change(&mut self, name: &str, change: impl FnOnce(&mut Value)) {
        if let Some(member) = self.members.get_mut(name) {
            change(&mut member.value);
        }
    }

    /// Takes a member out as `T`. Its value may be a secret: no message repeats it.
    pub fn take<T: DeserializeOwned>(&mut self, name: &str, expected: &str) -> Option<T> {
        let member = self.members.remove(name)?;
        let value = serde_json::from_value(member.value);
        if value.is_err() {
            self.fail_at(member.place, format!("{name} is no {expected}: write one"));
        }
        value.ok()
    }

    /// All members that are left as a `T`, whose members they must be.
    pub fn rest<T: DeserializeOwned + Default>(&mut self, taken: &[&str]) -> T {
        let known = fields::of::<T>();
        let mut good = Map::new();
        for (name, member) in std::mem::take(&mut self.members) {
            let problem = if known.contains(&name.as_str()) {
                wrong_value::<T>(&name, &member.value)
            } else {
                Some(unknown(&name, known.iter().chain(taken).copied()))
            };
            match problem {
                Some(problem) => self.fail_at(member.place, problem),
                None => drop(good.insert(name, member.value)),
            }
        }
        serde_json::from_value(Value::Object(good)).unwrap_or_default()
    }
}

/// What keeps `T` from taking `value` as its member `name`.
fn wrong_value<T: DeserializeOwned>(name: &str, value: &Value) -> Option<String> {
    let alone = Map::from_iter([(name.to_owned(), value.clone())]);
    let error = serde_json::from_value::<T>(Value::Object(alone)).err()?;
    Some(format!("{name}: {error}"))
}

/// What to say of a name that nobody knows.
pub(super) fn unknown<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let fix = nearest(name, known).map_or_else(
        || "remove it".to_owned(),
        |meant| format!("did you mean {meant}?"),
    );
    format!("{name} is not known: {fix}")
}

/// The value in JSON; dates become texts, as claims have them.
fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => integer(number),
        DeValue::Float(number) => number
            .as_str()
            .parse::<f64>()
            .map_or(Value::Null, Value::from),
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => Value::Object(
            table
                .iter()
                .map(|(name, value)| (name.get_ref().to_string(), json(value.get_ref())))
                .collect(),
        ),
    }
}

fn integer(number: &DeInteger<'_>) -> Value {
    let parsed = i64::from_str_radix(number.as_str(), number.radix());
    parsed.map_or_else(|_| Value::String(number.to_string()), Value::from)
}
