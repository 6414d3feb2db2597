//! A group as another system says it is to be. Who is in one is told apart from the rest: a group
//! may have very many members, and a change names few of them.

use super::canonical::value_of;
use super::filter::{Comparison, Filter};
use super::patch::{Op, Patch, Step};
use super::refusal::{Refusal, ScimType};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Who is to be in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Members {
    /// These and nobody else.
    Exactly(BTreeSet<Uuid>),
    /// Those who are, and some more and some less.
    But {
        /// Who comes.
        added: BTreeSet<Uuid>,
        /// Who goes.
        removed: BTreeSet<Uuid>,
    },
}

impl Default for Members {
    fn default() -> Self {
        Self::But {
            added: BTreeSet::new(),
            removed: BTreeSet::new(),
        }
    }
}

/// A group as another system says it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedGroup {
    /// What apps know it by.
    pub display_name: String,
    /// What the other system knows it by.
    pub external_id: Option<String>,
    /// Who is in it.
    pub members: Members,
}

fn invalid(why: impl Into<String>) -> Refusal {
    Refusal::new(ScimType::InvalidValue, why)
}

impl WantedGroup {
    /// The group that a resource describes.
    pub fn read(resource: &Map<String, Value>) -> Result<Self, Refusal> {
        let text = |name: &str| {
            let value = resource.get(name).and_then(Value::as_str);
            value.map(str::to_owned)
        };
        let members = match resource.get("members") {
            Some(members) => ids(members)?,
            None => BTreeSet::new(),
        };
        Ok(Self {
            display_name: text("displayName")
                .ok_or_else(|| invalid("displayName must be there"))?,
            external_id: text("externalId"),
            members: Members::Exactly(members),
        })
    }

    /// What `patch` makes of a group that is this `resource`, without its members.
    pub fn patched(mut resource: Map<String, Value>, patch: Patch) -> Result<Self, Refusal> {
        let mut members = Members::default();
        let mut others = Vec::new();
        for step in patch.0 {
            if step.target.attribute.name == "members" {
                members.change(step)?;
            } else {
                others.push(step);
            }
        }
        Patch(others).apply(&mut resource)?;
        Ok(Self {
            members,
            ..Self::read(&resource)?
        })
    }
}

impl Members {
    fn change(&mut self, step: Step) -> Result<(), Refusal> {
        let named = match &step.target.filter {
            Some(filter) => chosen(filter).ok_or_else(|| {
                let why = "choose members by value eq and the id of a person";
                Refusal::new(ScimType::InvalidFilter, why)
            })?,
            None => match value_of(step.target.attribute, step.value)? {
                Some(members) => ids(&members)?,
                None => BTreeSet::new(),
            },
        };
        match step.op {
            // A member that is chosen by its id stays what it is.
            Op::Replace if step.target.filter.is_some() => self.add(named),
            Op::Replace => *self = Self::Exactly(named),
            Op::Add => self.add(named),
            Op::Remove if named.is_empty() && step.target.filter.is_none() => {
                *self = Self::Exactly(named);
            }
            Op::Remove => self.remove(named),
        }
        Ok(())
    }

    fn add(&mut self, ids: BTreeSet<Uuid>) {
        match self {
            Self::Exactly(all) => all.extend(ids),
            Self::But { added, removed } => {
                removed.retain(|id| !ids.contains(id));
                added.extend(ids);
            }
        }
    }

    fn remove(&mut self, ids: BTreeSet<Uuid>) {
        match self {
            Self::Exactly(all) => all.retain(|id| !ids.contains(id)),
            Self::But { added, removed } => {
                added.retain(|id| !ids.contains(id));
                removed.extend(ids);
            }
        }
    }
}

/// The ids of members as they are written down.
fn ids(members: &Value) -> Result<BTreeSet<Uuid>, Refusal> {
    let members = members.as_array().map_or(&[][..], Vec::as_slice);
    let mut ids = BTreeSet::new();
    for member in members {
        let is_group = member
            .get("type")
            .and_then(Value::as_str)
            .is_some_and(|kind| kind.eq_ignore_ascii_case("Group"));
        if is_group {
            return Err(invalid("members are people, not groups"));
        }
        let id = member.get("value").and_then(Value::as_str);
        let id = id.and_then(|id| id.parse().ok());
        ids.insert(id.ok_or_else(|| invalid("the value of a member must be the id of a person"))?);
    }
    Ok(ids)
}

/// The members that a filter means, where it names them.
fn chosen(filter: &Filter) -> Option<BTreeSet<Uuid>> {
    match filter {
        Filter::Or(a, b) => {
            let mut all = chosen(a)?;
            all.extend(chosen(b)?);
            Some(all)
        }
        Filter::Compare {
            path,
            comparison: Comparison::Eq,
            value,
        } if path.attribute.name == "value" => {
            let id = value.as_str()?.parse().ok();
            // Nobody has an id that is none.
            Some(id.into_iter().collect())
        }
        _ => None,
    }
}
