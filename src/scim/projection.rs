//! Which attributes an answer has (RFC 7644 §3.9).

use super::attribute::Returned;
use super::path::{Meaning, Path, Scope};
use super::schemas::Schema;
use serde_json::{Map, Value};

/// Which attributes are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Projection {
    /// All that are returned by default.
    All,
    /// These, and those that always are.
    Only(Vec<Path>),
    /// All but these.
    Without(Vec<Path>),
}

impl Projection {
    /// What `attributes` and `excludedAttributes` ask for: names between commas. Names that mean
    /// nothing are passed over.
    pub fn read(attributes: Option<&str>, excluded: Option<&str>, schema: &'static Schema) -> Self {
        let paths = |names: &str| {
            let names = names.split(',').map(str::trim);
            let meanings = names.map(|name| Scope::Resource(schema).meaning(name));
            let known = meanings.filter_map(|meaning| match meaning {
                Meaning::Known(path) => Some(path),
                Meaning::Ignored | Meaning::Unknown => None,
            });
            known.collect::<Vec<_>>()
        };
        match (attributes, excluded) {
            (Some(names), _) if !names.trim().is_empty() => Self::Only(paths(names)),
            (_, Some(names)) if !names.trim().is_empty() => Self::Without(paths(names)),
            _ => Self::All,
        }
    }

    /// Whether anything of an attribute of this name is wanted.
    pub fn wants(&self, attribute: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(paths) => paths.iter().any(|path| path.attribute.name == attribute),
            Self::Without(paths) => !paths.iter().any(|path| path.is(attribute, None)),
        }
    }

    /// What is wanted of `resource`.
    pub fn of(&self, mut resource: Map<String, Value>, schema: &Schema) -> Map<String, Value> {
        match self {
            Self::All => resource,
            Self::Only(paths) => {
                resource.retain(|name, value| {
                    let always = schema.attribute(name).map(|found| found.returned);
                    let of_it = paths.iter().filter(|path| path.attribute.name == *name);
                    let of_it: Vec<_> = of_it.collect();
                    if always == Some(Returned::Always) {
                        return true;
                    }
                    keep_parts(value, &of_it);
                    !of_it.is_empty()
                });
                resource
            }
            Self::Without(paths) => {
                for path in paths {
                    leave_out(&mut resource, path, schema);
                }
                resource
            }
        }
    }
}

/// The objects that are a value, or are in its list.
fn objects(value: &mut Value) -> Vec<&mut Map<String, Value>> {
    match value {
        Value::Object(members) => vec![members],
        Value::Array(all) => all.iter_mut().filter_map(Value::as_object_mut).collect(),
        _ => Vec::new(),
    }
}

fn keep_parts(value: &mut Value, paths: &[&Path]) {
    if paths.iter().any(|path| path.part.is_none()) {
        return;
    }
    for members in objects(value) {
        members.retain(|name, _| {
            let named = |path: &&Path| path.part.is_some_and(|part| part.name == *name);
            paths.iter().any(named)
        });
    }
}

fn leave_out(resource: &mut Map<String, Value>, path: &Path, schema: &Schema) {
    let name = path.attribute.name;
    let is_always = schema
        .attribute(name)
        .is_some_and(|found| found.returned == Returned::Always);
    match path.part {
        _ if is_always => {}
        None => {
            resource.remove(name);
        }
        Some(part) => {
            for members in resource.get_mut(name).map(objects).unwrap_or_default() {
                members.remove(part.name);
            }
        }
    }
}
