//! Many operations in one request (RFC 7644 §3.7). Each is done as it would be alone: by itself,
//! with the same rights and the same events.

use super::error::ScimError;
use super::meta::{Resource, seen};
use super::{PATH, group, user};
use crate::admin::{Desk, DeskError, Version};
use crate::model::{GroupId, UserId};
use crate::scim::{Bulk, Change, GROUP, Made, Operation, What};
use serde_json::Value;
use std::collections::BTreeSet;
use std::str::FromStr;

/// What became of an operation.
#[derive(Debug)]
pub struct Done {
    /// Its method, as it was sent.
    pub method: String,
    /// What others call the resource that it was to make.
    pub bulk_id: Option<String>,
    /// Where the resource is; none where it was not made.
    pub location: Option<String>,
    /// What there is to be told of it, or why it was not done.
    pub outcome: Result<Outcome, ScimError>,
}

/// What was done.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is something that was not there.
    Created(Option<Version>),
    /// It is another now.
    Changed(Option<Version>),
    /// It is gone, or nothing is told of it: a group may have very many members.
    Nothing,
}

/// Carries the operations out, each whole or not at all, whatever becomes of the others, until there
/// are as many errors as the request accepts. What makes a resource comes before what names it; what
/// became of them is told in the order in which they were sent.
pub async fn carry_out(desk: &Desk<'_>, bulk: Bulk) -> Vec<Done> {
    let (order, names) = (bulk.order(), bulk.names());
    let mut operations: Vec<_> = bulk.operations.into_iter().map(Some).collect();
    let (mut made, mut done) = (Made::new(), Vec::new());
    let mut errors = 0;
    for place in order {
        let Some(operation) = operations.get_mut(place).and_then(Option::take) else {
            continue;
        };
        let one = carry_out_one(desk, operation, &names, &mut made).await;
        errors += u64::from(one.outcome.is_err());
        done.push((place, one));
        if bulk.fail_on_errors.is_some_and(|most| errors >= most) {
            break;
        }
    }
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, one)| one).collect()
}

async fn carry_out_one(
    desk: &Desk<'_>,
    operation: Operation,
    names: &BTreeSet<String>,
    made: &mut Made,
) -> Done {
    let Operation {
        method,
        path,
        bulk_id,
        version,
        change,
    } = operation;
    let seen = version.as_deref().and_then(seen);
    let (mut location, outcome) = match change.map(|change| change.resolved(names, made)) {
        Ok(Ok(change)) => {
            let at = change.id.as_ref();
            let at = at.map(|id| desk.address(&format!("{PATH}{}/{id}", change.schema.path)));
            (at, one(desk, change, seen.as_ref()).await)
        }
        Ok(Err(missing)) => (None, Err(ScimError::Unresolved(missing))),
        Err(refusal) => (None, Err(refusal.into())),
    };
    let is_new = method.eq_ignore_ascii_case("POST");
    if !is_new && location.is_none() {
        location = Some(desk.address(&format!("{PATH}{path}")));
    }
    let outcome = outcome.map(|(what, resource)| {
        if let Some(resource) = resource {
            if let (Some(bulk_id), Some(Value::String(id))) = (&bulk_id, resource.body.get("id")) {
                made.insert(bulk_id.clone(), id.clone());
            }
            location = Some(resource.location);
        }
        what
    });
    Done {
        method,
        bulk_id,
        location,
        outcome,
    }
}

/// The identifier in a path. What can be nothing's leads nowhere.
fn id<T: FromStr>(change: &Change) -> Result<T, ScimError> {
    let text = change.id.clone().unwrap_or_default();
    let parsed = text.parse();
    parsed.map_err(|_| DeskError::Unknown("resource with the id", text).into())
}

type Answer = Result<(Outcome, Option<Resource>), ScimError>;

async fn one(desk: &Desk<'_>, change: Change, seen: Option<&Version>) -> Answer {
    if change.schema == &GROUP {
        of_group(desk, change, seen).await
    } else {
        of_person(desk, change, seen).await
    }
}

async fn of_person(desk: &Desk<'_>, change: Change, seen: Option<&Version>) -> Answer {
    let id = id::<UserId>(&change);
    match change.what {
        What::Create(data) => Ok(created(user::create(desk, data).await?)),
        What::Replace(data) => Ok(changed(user::replace(desk, id?, seen, data).await?)),
        What::Patch(data) => Ok(changed(user::patch(desk, id?, seen, data).await?)),
        What::Remove => {
            user::remove(desk, id?, seen).await?;
            Ok((Outcome::Nothing, None))
        }
    }
}

async fn of_group(desk: &Desk<'_>, change: Change, seen: Option<&Version>) -> Answer {
    let id = id::<GroupId>(&change);
    match change.what {
        What::Create(data) => Ok(created(group::create(desk, data).await?)),
        What::Replace(data) => Ok(changed(group::replace(desk, id?, seen, data).await?)),
        What::Patch(data) => {
            group::patch(desk, id?, seen, data).await?;
            Ok((Outcome::Nothing, None))
        }
        What::Remove => {
            group::remove(desk, id?, seen).await?;
            Ok((Outcome::Nothing, None))
        }
    }
}

fn created(resource: Resource) -> (Outcome, Option<Resource>) {
    (Outcome::Created(resource.version.clone()), Some(resource))
}

fn changed(resource: Resource) -> (Outcome, Option<Resource>) {
    (Outcome::Changed(resource.version.clone()), Some(resource))
}
