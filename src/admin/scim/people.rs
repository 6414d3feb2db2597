//! People as resources (RFC 7643 §4.1).

use super::error::ScimError;
use super::meta::{Resource, common, location, meta};
use crate::admin::{Desk, Version};
use crate::model::{GroupId, User};
use crate::scim::{GROUP, USER, claims};
use crate::store;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// Turns people into resources, and looks each group up once.
pub(super) struct People<'a> {
    desk: &'a Desk<'a>,
    groups: HashMap<String, Option<GroupId>>,
}

impl<'a> People<'a> {
    pub fn new(desk: &'a Desk<'a>) -> Self {
        Self {
            desk,
            groups: HashMap::new(),
        }
    }

    /// The whole resource.
    pub async fn resource(&mut self, user: &User) -> Result<Resource, ScimError> {
        let external_id = external_id(self.desk, user).await?;
        let mut body = without_groups(user, external_id.as_deref());
        self.add_groups(user, &mut body).await?;
        let version = Version::from((user, external_id.as_deref()));
        let location = location(self.desk, &USER, user.id);
        let times = (user.created_at, user.updated_at);
        let meta = meta(&USER, times, &location, Some(&version));
        body.insert("meta".to_owned(), meta);
        Ok(Resource {
            body,
            version: Some(version),
            location,
        })
    }

    /// Says in which groups somebody is.
    pub async fn add_groups(
        &mut self,
        user: &User,
        body: &mut Map<String, Value>,
    ) -> Result<(), ScimError> {
        let mut groups = Vec::new();
        for name in &user.groups {
            if let Some(id) = self.group(name).await? {
                groups.push(json!({
                    "value": id,
                    "$ref": location(self.desk, &GROUP, id),
                    "display": name,
                    "type": "direct",
                }));
            }
        }
        if !groups.is_empty() {
            body.insert("groups".to_owned(), json!(groups));
        }
        Ok(())
    }

    async fn group(&mut self, name: &str) -> Result<Option<GroupId>, ScimError> {
        if let Some(known) = self.groups.get(name) {
            return Ok(*known);
        }
        let group = self.desk.store.group_by_name(name).await?;
        let id = group.map(|group| group.id);
        self.groups.insert(name.to_owned(), id);
        Ok(id)
    }
}

/// What another system knows somebody by.
pub(super) async fn external_id(desk: &Desk<'_>, user: &User) -> Result<Option<String>, ScimError> {
    let of = store::Resource::User(user.id);
    Ok(desk.store.external_id(of).await?)
}

/// What can be said of a person without looking at groups; neither is `meta` said.
pub(super) fn without_groups(user: &User, external_id: Option<&str>) -> Map<String, Value> {
    let mut body = common(&USER, user.id, external_id);
    body.insert("userName".to_owned(), json!(user.username.display));
    body.extend(claims(&user.claims));
    body.insert("active".to_owned(), json!(user.disabled_at.is_none()));
    body
}
