//! Groups.

use super::exchange::{Answer, Query, expected, list, nothing, ok, read, segment, time, versioned};
use super::keys::ChangedBody;
use super::once::{Made, once};
use super::operator::desk;
use super::schema::{object, request};
use crate::admin::Version;
use crate::admin::groups::{self, NewGroup};
use crate::http::cx::Cx;
use crate::model::Group;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

object! {
    /// A group.
    GroupBody {
        /// Stays when the name changes
        id: String,
        /// What apps know it by
        name: String,
        /// What it is for
        description: String,
        /// When it was made
        created_at: String,
        /// When name or description last changed
        updated_at: String,
    }
}

request! {
    /// What a group is to be.
    NewGroupBody {
        /// What apps know it by
        name: String,
        /// What it is for
        description: Option<String>,
    }
}

impl From<Group> for GroupBody {
    fn from(group: Group) -> Self {
        Self {
            id: group.id.to_string(),
            name: group.name,
            description: group.description,
            created_at: time(group.created_at),
            updated_at: time(group.updated_at),
        }
    }
}

impl From<NewGroupBody> for NewGroup {
    fn from(body: NewGroupBody) -> Self {
        Self {
            name: body.name,
            description: body.description.unwrap_or_default(),
        }
    }
}

/// The parameters of the list.
pub const LIST: &[&str] = &["search", "cursor", "limit"];

fn answer(group: Group) -> Answer {
    let version = Version::from(&group);
    versioned(StatusCode::OK, &version, &GroupBody::from(group))
}

/// Groups by name.
pub async fn all(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let prefix = query.get("search")?.unwrap_or_default();
    let part = groups::list(&desk, prefix, &query.part()?).await?;
    list(part, GroupBody::from)
}

/// Makes one.
pub async fn create(cx: Cx, payload: Payload) -> Answer {
    once(&cx, payload, async |making, body: NewGroupBody| {
        let group = groups::planned(&making.desk, body.into())?;
        let path = format!("/groups/{}", group.id);
        let made = Made::of(&GroupBody::from(group.clone()))
            .at(&making.desk, &path)
            .version(&Version::from(&group));
        groups::make(&making.keeping(&made)?, group).await?;
        Ok(made)
    })
    .await
}

/// One group.
pub async fn show(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let group = groups::show(&desk, segment(&cx, "id")?).await?;
    answer(group)
}

/// Renames or describes one.
pub async fn change(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let seen = expected(&cx)?;
    let body: NewGroupBody = read(&cx, payload).await?;
    let id = segment(&cx, "id")?;
    let group = groups::change(&desk, id, seen.as_ref(), body.into()).await?;
    answer(group)
}

/// Removes one.
pub async fn remove(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let seen = expected(&cx)?;
    groups::remove(&desk, segment(&cx, "id")?, seen.as_ref()).await?;
    nothing()
}

async fn set_member(cx: Cx, member: bool) -> Answer {
    let desk = desk(&cx).await?;
    let group = groups::show(&desk, segment(&cx, "id")?).await?;
    let user = crate::admin::users::show(&desk, segment(&cx, "user_id")?).await?;
    let login = &user.username.key;
    let (_, changed) = groups::set_member(&desk, &group.name, login, member).await?;
    ok(&ChangedBody { changed })
}

/// Puts somebody into one.
pub async fn join(cx: Cx) -> Answer {
    set_member(cx, true).await
}

/// Takes somebody out of one.
pub async fn leave(cx: Cx) -> Answer {
    set_member(cx, false).await
}
