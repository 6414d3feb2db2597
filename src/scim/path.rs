//! Names of attributes as they stand in filters, changes and queries (RFC 7644 §3.10).

use super::attribute::{Attribute, Kind, named};
use super::schemas::{SCHEMAS, Schema};

/// An attribute, or an attribute of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    /// The attribute.
    pub attribute: &'static Attribute,
    /// Its own attribute, if that is meant.
    pub part: Option<&'static Attribute>,
}

/// Where names lead.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// The attributes of a resource.
    Resource(&'static Schema),
    /// The attributes of a resource of one of several kinds: first its own, then those of the others.
    Among(&'static Schema),
    /// The attributes of an attribute.
    Parts(&'static [Attribute]),
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This.
    Known(Path),
    /// Something that Signet does not keep and that others do.
    Ignored,
    /// Nothing.
    Unknown,
}

impl Path {
    /// What is compared: of a list of values, the value.
    pub(super) fn to_value(self) -> Self {
        let part = self.part.or_else(|| self.attribute.part("value"));
        Self { part, ..self }
    }

    /// What the path ends at.
    pub(super) fn leaf(&self) -> &'static Attribute {
        self.part.unwrap_or(self.attribute)
    }

    /// Whether it leads to `attribute`, or to its part.
    pub fn is(&self, attribute: &str, part: Option<&str>) -> bool {
        self.attribute.name == attribute && self.part.map(|part| part.name) == part
    }
}

impl Scope {
    /// What `name` means here: `[URI:]attribute[.part]`.
    pub(super) fn meaning(self, name: &str) -> Meaning {
        match self {
            Self::Resource(schema) => of_resource(schema, name),
            Self::Among(own) => {
                let others = SCHEMAS.into_iter().map(|schema| of_resource(schema, name));
                let mut all = std::iter::once(of_resource(own, name)).chain(others);
                let known = all.find(|meaning| matches!(meaning, Meaning::Known(_)));
                known.unwrap_or(Meaning::Unknown)
            }
            Self::Parts(parts) => match named(parts, name) {
                Some(attribute) => Meaning::Known(Path {
                    attribute,
                    part: None,
                }),
                None => Meaning::Unknown,
            },
        }
    }
}

fn of_resource(schema: &'static Schema, name: &str) -> Meaning {
    let Some(name) = without_uri(schema, name) else {
        return Meaning::Ignored;
    };
    let (name, part) = match name.split_once('.') {
        Some((name, part)) => (name, Some(part)),
        None => (name, None),
    };
    let Some(attribute) = schema.attribute(name) else {
        return if schema.ignores(name) {
            Meaning::Ignored
        } else {
            Meaning::Unknown
        };
    };
    match part.map(|part| attribute.part(part)) {
        None => Meaning::Known(Path {
            attribute,
            part: None,
        }),
        Some(Some(part)) => Meaning::Known(Path {
            attribute,
            part: Some(part),
        }),
        Some(None) if matches!(attribute.kind, Kind::Complex(_)) => Meaning::Ignored,
        Some(None) => Meaning::Unknown,
    }
}

/// The name within the schema; none if it is of another.
fn without_uri<'a>(schema: &Schema, name: &'a str) -> Option<&'a str> {
    if !name
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("urn:"))
    {
        return Some(name);
    }
    let start = name.get(..schema.id.len())?;
    let rest = name.get(schema.id.len()..)?;
    if !start.eq_ignore_ascii_case(schema.id) {
        return None;
    }
    rest.strip_prefix(':')
}
