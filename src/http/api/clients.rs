//! Apps, and what people allowed them.

use super::client_body::{body, described, planned_body, without_known};
use super::exchange::{
    Answer, Query, escaped, expected, list, nothing, object, segment, versioned,
};
use super::once::{Made, once, once_bare};
use super::operator::desk;
use super::problem::Problem;
use super::users::ConsentBody;
use crate::admin::clients::{self, PlannedClient, WantedClient};
use crate::admin::{Version, sessions};
use crate::http::cx::Cx;
use crate::oidc::ClientId;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use serde_json::{Map, Value};

/// The parameters of the list.
pub const LIST: &[&str] = &["search", "cursor", "limit"];

fn put(planned: &PlannedClient) -> Answer {
    let version = Version::from(&planned.client);
    versioned(StatusCode::OK, &version, &planned_body(planned))
}

fn id(cx: &Cx) -> Result<ClientId, Problem> {
    let text: String = segment(cx, "id")?;
    ClientId::try_from(text).map_err(|_| Problem::not_found())
}

/// Apps, searched.
pub async fn all(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let part = query.get("search")?.unwrap_or_default();
    let found = clients::search(&desk, part, &query.part()?).await?;
    list(found, |client| body(&client))
}

/// Connects one.
pub async fn create(cx: Cx, payload: Payload) -> Answer {
    once(&cx, payload, async |making, body: Map<String, Value>| {
        let new = described(body)?;
        let desk = &making.desk;
        let planned = clients::planned(desk, new.id, new.metadata, new.secret).await?;
        let path = format!("/clients/{}", escaped(planned.client.id.as_str()));
        let made = Made::of(&planned_body(&planned))
            .at(desk, &path)
            .version(&Version::from(&planned.client));
        planned.save(&making.keeping(&made)?).await?;
        Ok(made)
    })
    .await
}

/// One app.
pub async fn show(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let client = clients::show(&desk, &id(&cx)?).await?;
    versioned(StatusCode::OK, &Version::from(&*client), &body(&client))
}

/// Replaces what is registered about one.
pub async fn replace(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let seen = expected(&cx)?;
    let id = id(&cx)?;
    let sent = object(&cx, payload).await?;
    let stored = clients::show_as_seen(&desk, &id, seen.as_ref()).await?;
    let new = described(without_known(sent, &stored)?)?;
    if new.id.is_some_and(|named| named != id) {
        return Err(Problem::unfit("client_id is another than in the path"));
    }
    let wanted = WantedClient {
        id,
        metadata: new.metadata,
        secret: new.secret,
    };
    put(&clients::replace(&desk, seen.as_ref(), wanted).await?)
}

/// Gives one another secret.
pub async fn rotate_secret(cx: Cx) -> Answer {
    once_bare(&cx, async |making| {
        let planned = clients::with_other_secret(&making.desk, &id(&cx)?).await?;
        let version = Version::from(&planned.client);
        let made = Made::done(&planned_body(&planned)).version(&version);
        planned.save(&making.keeping(&made)?).await?;
        Ok(made)
    })
    .await
}

/// Removes one.
pub async fn remove(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let seen = expected(&cx)?;
    let id = id(&cx)?;
    clients::remove(&desk, &id, seen.as_ref()).await?;
    nothing()
}

/// What people allowed one.
pub async fn consents(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let part = sessions::consents_at(&desk, &id(&cx)?, &query.part()?).await?;
    list(part, ConsentBody::from)
}
