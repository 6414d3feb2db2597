//! Many operations in one request (RFC 7644 §3.7), which may name what others of them make
//! (§3.7.2).

use super::message::{member, operations, syntax};
use super::refusal::{Refusal, ScimType};
use super::schemas::{SCHEMAS, Schema};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The URI of the request.
const BULK_REQUEST: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
/// What stands before the `bulkId` of something that is yet to be made.
const REFERENCE: &str = "bulkId:";

/// What identifiers the resources got that had a `bulkId`.
pub type Made = BTreeMap<String, String>;

/// Many operations.
#[derive(Clone, Debug)]
pub struct Bulk {
    /// After so many errors nothing more is done; none to do as much as can be done.
    pub fail_on_errors: Option<u64>,
    /// The operations, as they were sent.
    pub operations: Vec<Operation>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its method, as it was sent.
    pub method: String,
    /// Its path, as it was sent.
    pub path: String,
    /// What others call the resource that it makes.
    pub bulk_id: Option<String>,
    /// The version that the resource must still have.
    pub version: Option<String>,
    /// What is to be done; or why that is nothing.
    pub change: Result<Change, Refusal>,
}

/// What is done to a resource of a kind.
#[derive(Clone, Debug)]
pub struct Change {
    /// The kind.
    pub schema: &'static Schema,
    /// Which resource; none for one that is to be made.
    pub id: Option<String>,
    /// What is done.
    pub what: What,
}

/// What is done, with its data.
#[derive(Clone, Debug)]
pub enum What {
    /// The resource is made (POST).
    Create(Map<String, Value>),
    /// It becomes another (PUT).
    Replace(Map<String, Value>),
    /// Something of it changes (PATCH).
    Patch(Map<String, Value>),
    /// It is removed (DELETE).
    Remove,
}

impl Bulk {
    /// Reads a request. What is wrong with one operation is told of that one (RFC 7644 §3.7.3).
    pub fn read(mut body: Map<String, Value>) -> Result<Self, Refusal> {
        let fail_on_errors = match member(&mut body, "failOnErrors").unwrap_or_default() {
            Value::Null => None,
            number => Some(number.as_u64().filter(|most| *most > 0).ok_or_else(|| {
                let why = "failOnErrors must be a whole number, at least 1";
                Refusal::new(ScimType::InvalidValue, why)
            })?),
        };
        let operations = operations(&mut body, BULK_REQUEST)?;
        let mut bulk = Self {
            fail_on_errors,
            operations: operations.into_iter().map(Operation::read).collect(),
        };
        bulk.refuse_namesakes();
        Ok(bulk)
    }

    /// What two operations make cannot be told apart by one name.
    fn refuse_namesakes(&mut self) {
        let mut seen = BTreeSet::new();
        for operation in &mut self.operations {
            if let Some(bulk_id) = &operation.bulk_id
                && !seen.insert(bulk_id.clone())
            {
                let why = format!("another operation has the bulkId {bulk_id:?} already");
                operation.change = Err(Refusal::new(ScimType::InvalidValue, why));
                operation.bulk_id = None;
            }
        }
    }

    /// The places of the operations in an order in which whatever names a resource comes after what
    /// makes it, where there is such an order; else as they were sent.
    pub fn order(&self) -> Vec<usize> {
        let makers = self.operations.iter().enumerate();
        let makers = makers.filter_map(|(place, one)| Some((one.bulk_id.as_deref()?, place)));
        let mut walk = Walk {
            operations: &self.operations,
            makers: makers.collect(),
            seen: BTreeSet::new(),
            order: Vec::new(),
        };
        for place in 0..self.operations.len() {
            walk.visit(place);
        }
        walk.order
    }

    /// The names of all that are to be made.
    pub fn names(&self) -> BTreeSet<String> {
        let names = self.operations.iter();
        names.filter_map(|one| one.bulk_id.clone()).collect()
    }
}

/// A walk from operations to those that they need.
struct Walk<'a> {
    operations: &'a [Operation],
    makers: BTreeMap<&'a str, usize>,
    seen: BTreeSet<usize>,
    order: Vec<usize>,
}

impl Walk<'_> {
    /// As deep as there are operations, at the most.
    fn visit(&mut self, place: usize) {
        if !self.seen.insert(place) {
            return;
        }
        let change = self.operations.get(place).map(|one| &one.change);
        if let Some(Ok(change)) = change {
            let makers = change.references();
            let makers = makers.filter_map(|name| self.makers.get(name).copied());
            for maker in makers.collect::<Vec<_>>() {
                self.visit(maker);
            }
        }
        self.order.push(place);
    }
}

impl Operation {
    fn read(mut sent: Map<String, Value>) -> Self {
        let mut text = |name: &str| match member(&mut sent, name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let method = text("method").unwrap_or_default();
        let path = text("path").unwrap_or_default();
        let (bulk_id, version) = (text("bulkId"), text("version"));
        let data = match member(&mut sent, "data") {
            Some(Value::Object(data)) => Some(data),
            _ => None,
        };
        let change = Change::read(&method, &path, bulk_id.as_deref(), data);
        Self {
            method,
            path,
            bulk_id,
            version,
            change,
        }
    }
}

impl Change {
    fn read(
        method: &str,
        path: &str,
        bulk_id: Option<&str>,
        data: Option<Map<String, Value>>,
    ) -> Result<Self, Refusal> {
        let data = data.ok_or_else(|| syntax("data must be an object"));
        let what = match method.to_ascii_uppercase().as_str() {
            "POST" if bulk_id.is_none() => return Err(syntax("POST needs a bulkId")),
            "POST" => What::Create(data?),
            "PUT" => What::Replace(data?),
            "PATCH" => What::Patch(data?),
            "DELETE" => What::Remove,
            _ => return Err(syntax("method must be POST, PUT, PATCH or DELETE")),
        };
        let is_new = matches!(what, What::Create(_));
        let found = SCHEMAS.into_iter().find_map(|schema| {
            let rest = path.strip_prefix(schema.path)?;
            match rest.strip_prefix('/') {
                None => (rest.is_empty() && is_new).then_some((schema, None)),
                Some(id) => (!id.is_empty() && !is_new).then(|| (schema, Some(id.to_owned()))),
            }
        });
        let (schema, id) = found.ok_or_else(|| {
            let why = "path must be /Users or /Groups for POST, else that of one of them";
            Refusal::new(ScimType::InvalidPath, why)
        })?;
        Ok(Self { schema, id, what })
    }

    /// The names of what others make that stand here.
    fn references(&self) -> impl Iterator<Item = &str> {
        let mut all = Vec::new();
        all.extend(self.id.as_deref().and_then(reference));
        if let Some(data) = self.what.data() {
            data.values().for_each(|value| gather(value, &mut all));
        }
        all.into_iter()
    }

    /// The same with identifiers in place of names. Fails where something of `names`, which others
    /// were to make, was not made.
    pub fn resolved(mut self, names: &BTreeSet<String>, made: &Made) -> Result<Self, String> {
        let missing = self
            .references()
            .find(|name| names.contains(*name) && !made.contains_key(*name));
        if let Some(missing) = missing {
            return Err(missing.to_owned());
        }
        if let Some(id) = &mut self.id {
            put_id(id, made);
        }
        if let Some(data) = self.what.data_mut() {
            data.values_mut().for_each(|value| put_ids(value, made));
        }
        Ok(self)
    }
}

impl What {
    const fn data(&self) -> Option<&Map<String, Value>> {
        match self {
            Self::Create(data) | Self::Replace(data) | Self::Patch(data) => Some(data),
            Self::Remove => None,
        }
    }

    const fn data_mut(&mut self) -> Option<&mut Map<String, Value>> {
        match self {
            Self::Create(data) | Self::Replace(data) | Self::Patch(data) => Some(data),
            Self::Remove => None,
        }
    }
}

fn reference(text: &str) -> Option<&str> {
    text.strip_prefix(REFERENCE)
}

fn gather<'a>(value: &'a Value, all: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => all.extend(reference(text)),
        Value::Array(values) => values.iter().for_each(|value| gather(value, all)),
        Value::Object(members) => members.values().for_each(|value| gather(value, all)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn put_id(text: &mut String, made: &Made) {
    if let Some(id) = reference(text).and_then(|name| made.get(name)) {
        text.clone_from(id);
    }
}

fn put_ids(value: &mut Value, made: &Made) {
    match value {
        Value::String(text) => put_id(text, made),
        Value::Array(values) => values.iter_mut().for_each(|value| put_ids(value, made)),
        Value::Object(members) => members.values_mut().for_each(|value| put_ids(value, made)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
