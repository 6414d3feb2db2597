//! Filters that are asked of resources of several kinds at once (RFC 7644 §3.4.2.1): of what a kind
//! does not have, no resource of that kind has a value.

use super::filter::Filter;
use super::path::Path;
use super::schemas::Schema;
use serde_json::{Map, Value, json};

/// What a filter means among the resources of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Meant {
    /// All of them.
    Everything,
    /// None of them.
    Nothing,
    /// Those that this means.
    These(Filter),
}

impl Meant {
    const fn of(truth: bool) -> Self {
        if truth {
            Self::Everything
        } else {
            Self::Nothing
        }
    }
}

impl Filter {
    /// What it means among the resources of the kind `schema`.
    pub fn among(self, schema: &'static Schema) -> Meant {
        match self {
            Self::And(a, b) => match (a.among(schema), b.among(schema)) {
                (Meant::Nothing, _) | (_, Meant::Nothing) => Meant::Nothing,
                (Meant::Everything, other) | (other, Meant::Everything) => other,
                (Meant::These(a), Meant::These(b)) => {
                    Meant::These(Self::And(Box::new(a), Box::new(b)))
                }
            },
            Self::Or(a, b) => match (a.among(schema), b.among(schema)) {
                (Meant::Everything, _) | (_, Meant::Everything) => Meant::Everything,
                (Meant::Nothing, other) | (other, Meant::Nothing) => other,
                (Meant::These(a), Meant::These(b)) => {
                    Meant::These(Self::Or(Box::new(a), Box::new(b)))
                }
            },
            Self::Not(inner) => match inner.among(schema) {
                Meant::Everything => Meant::Nothing,
                Meant::Nothing => Meant::Everything,
                Meant::These(inner) => Meant::These(Self::Not(Box::new(inner))),
            },
            Self::Present(path) | Self::Compare { path, .. } if is_settled(path, schema) => {
                Meant::of(self.matches(&all_have(schema)))
            }
            Self::Within { attribute, .. }
                if is_settled(
                    Path {
                        attribute,
                        part: None,
                    },
                    schema,
                ) =>
            {
                Meant::Nothing
            }
            other => Meant::These(other),
        }
    }
}

/// Whether all resources of a kind have the same there: nothing, or the name of the kind.
fn is_settled(path: Path, schema: &'static Schema) -> bool {
    path.is("meta", Some("resourceType"))
        || schema.attribute(path.attribute.name) != Some(path.attribute)
}

/// What all resources of a kind have.
fn all_have(schema: &Schema) -> Map<String, Value> {
    let meta = json!({"resourceType": schema.name});
    Map::from_iter([("meta".to_owned(), meta)])
}
