//! Lists in pages by number (RFC 7644 §3.4.2.4) and by cursor (RFC 9865).

use super::error::ScimError;
use crate::admin::part::{Wanted, cursor};
use crate::scim::{Filter, Meant, Projection, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Most resources of one page.
pub(super) const MOST: u32 = 200;

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// At this one, counted from 1.
    At(u64),
    /// Where the page before ended; at the beginning if none.
    After(Option<String>),
}

/// What is asked of a list.
#[derive(Clone, Debug)]
pub struct Query {
    /// Which resources; all if none.
    pub filter: Option<String>,
    /// Where to begin.
    pub start: Start,
    /// How many at most.
    pub count: u32,
    /// Which attributes.
    pub projection: Projection,
    /// Whether resources of other kinds are looked for too, so that the filter may speak of what only
    /// they have.
    pub is_among: bool,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Listed {
    /// How many there are on all pages.
    pub total: u64,
    /// The number of the first of this page.
    pub start_index: Option<u64>,
    /// Those of this page.
    pub resources: Vec<Map<String, Value>>,
    /// Where a list by cursor goes on.
    pub next_cursor: Option<String>,
}

/// What of a list is on a page.
#[derive(Clone, Debug)]
pub(super) struct Page<T> {
    pub items: Vec<T>,
    pub start_index: Option<u64>,
    pub next_cursor: Option<String>,
}

impl Query {
    /// What is looked for among the resources of the kind `schema`.
    pub(super) fn meant(&self, schema: &'static Schema) -> Result<Meant, ScimError> {
        let Some(text) = &self.filter else {
            return Ok(Meant::Everything);
        };
        let filter = if self.is_among {
            Filter::parse_among(text, schema)?
        } else {
            Filter::parse(text, schema)?
        };
        Ok(filter.among(schema))
    }

    /// How many at most, which is never too many.
    pub(super) fn limit(&self) -> u32 {
        self.count.min(MOST)
    }

    /// Of all that fit, in the order of their ids, those of the page.
    pub(super) fn page_of<T, Id>(
        &self,
        all: Vec<T>,
        id: impl Fn(&T) -> Id,
    ) -> Result<Page<T>, ScimError>
    where
        Id: PartialOrd + Serialize + DeserializeOwned,
    {
        let limit = self.limit() as usize;
        match &self.start {
            Start::At(start) => {
                let start = (*start).max(1);
                let skipped = usize::try_from(start - 1).unwrap_or(usize::MAX);
                let items = all.into_iter().skip(skipped).take(limit);
                Ok(Page {
                    items: items.collect(),
                    start_index: Some(start),
                    next_cursor: None,
                })
            }
            Start::After(at) => {
                let after: Option<Id> = place(at.clone())?;
                let mut rest = all;
                rest.retain(|item| after.as_ref().is_none_or(|after| id(item) > *after));
                rest.truncate(limit + 1);
                Ok(part(rest, limit, id))
            }
        }
    }
}

/// What a cursor was made of.
pub(super) fn place<Id: DeserializeOwned>(at: Option<String>) -> Result<Option<Id>, ScimError> {
    let at = at.filter(|at| !at.is_empty());
    let wanted = Wanted {
        cursor: at,
        limit: MOST,
    };
    Ok(wanted.place()?)
}

/// A page by cursor, made of one more than it has.
pub(super) fn part<T, Id: Serialize>(
    mut items: Vec<T>,
    limit: usize,
    id: impl Fn(&T) -> Id,
) -> Page<T> {
    let goes_on = items.len() > limit;
    items.truncate(limit);
    let last = items.last().filter(|_| goes_on);
    Page {
        next_cursor: last.map(|last| cursor(&id(last))),
        start_index: None,
        items,
    }
}
