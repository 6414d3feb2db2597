//! Ways to what a filter means that go through an index.

use crate::scim::{Comparison, Filter, Path};
use serde_json::Value;

/// A way to some of the resources, among which all are that a filter means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The one with this id.
    Id(String),
    /// Those that another system knows so.
    ExternalId(String),
    /// The person who signs in by this, or the group of this name.
    Name(String),
    /// Those that are found by what begins so.
    Prefix(String),
    /// The members of the group with this id, or the groups of the person with this id.
    Membership(String),
    /// Those who may not sign in.
    Disabled,
}

impl Way {
    /// How many there may be on the way, as a rough guess.
    const fn length(&self) -> u8 {
        match self {
            Self::Id(_) | Self::ExternalId(_) | Self::Name(_) => 0,
            Self::Prefix(_) => 1,
            Self::Membership(_) => 2,
            Self::Disabled => 3,
        }
    }
}

/// Ways that together lead to everything that `filter` means, where `of` knows a way for a
/// comparison. None if there is no such way.
pub(super) fn ways(
    filter: &Filter,
    of: &dyn Fn(Path, Comparison, &Value) -> Option<Way>,
) -> Option<Vec<Way>> {
    match filter {
        Filter::And(a, b) => shortest(ways(a, of), ways(b, of)),
        Filter::Or(a, b) => {
            let mut all = ways(a, of)?;
            all.extend(ways(b, of)?);
            Some(all)
        }
        Filter::Compare {
            path,
            comparison,
            value,
        } => of(*path, *comparison, value).map(|way| vec![way]),
        Filter::Within { attribute, filter } => ways(filter, &|path, comparison, value| {
            let path = Path {
                attribute,
                part: Some(path.attribute),
            };
            of(path, comparison, value)
        }),
        Filter::Not(_) | Filter::Present(_) => None,
    }
}

fn shortest(one: Option<Vec<Way>>, other: Option<Vec<Way>>) -> Option<Vec<Way>> {
    let length = |ways: &Vec<Way>| {
        let longest = ways.iter().map(Way::length).max();
        (longest, ways.len())
    };
    match (one, other) {
        (Some(one), Some(other)) if length(&other) < length(&one) => Some(other),
        (Some(one), _) => Some(one),
        (None, other) => other,
    }
}
