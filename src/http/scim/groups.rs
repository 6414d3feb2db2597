//! Groups.

use super::exchange::{Answer, expected, id, list as page, nothing, read, resource, unless_known};
use super::operator::desk;
use super::query::{of_query, of_search, projection};
use crate::admin::scim::group_resources as groups;
use crate::http::cx::Cx;
use crate::scim::{GROUP, Projection};
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// Groups, looked for.
pub async fn list(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = of_query(&cx, &GROUP)?;
    Ok(page(&groups::list(&desk, &query).await?))
}

/// The same, asked in the body.
pub async fn search(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let query = of_search(&cx, payload, &GROUP).await?;
    Ok(page(&groups::list(&desk, &query).await?))
}

/// Makes one.
pub async fn create(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let projection = projection(&cx, &GROUP)?;
    let made = groups::create(&desk, read(&cx, payload).await?).await?;
    Ok(resource(StatusCode::CREATED, made, &projection, &GROUP))
}

/// One group.
pub async fn show(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let projection = projection(&cx, &GROUP)?;
    let found = groups::show(&desk, id(&cx)?, &projection).await?;
    Ok(unless_known(&cx, found, &projection, &GROUP))
}

/// Makes one another.
pub async fn replace(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let (id, projection) = (id(&cx)?, projection(&cx, &GROUP)?);
    let body = read(&cx, payload).await?;
    let now = groups::replace(&desk, id, expected(&cx).as_ref(), body).await?;
    Ok(resource(StatusCode::OK, now, &projection, &GROUP))
}

/// Changes something of one. Answers with the group only where something of it is asked for: it
/// may have very many members (RFC 7644 §3.5.2).
pub async fn patch(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let (id, projection) = (id(&cx)?, projection(&cx, &GROUP)?);
    let body = read(&cx, payload).await?;
    groups::patch(&desk, id, expected(&cx).as_ref(), body).await?;
    if projection == Projection::All {
        return nothing();
    }
    let now = groups::show(&desk, id, &projection).await?;
    Ok(resource(StatusCode::OK, now, &projection, &GROUP))
}

/// Removes one.
pub async fn remove(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    groups::remove(&desk, id(&cx)?, expected(&cx).as_ref()).await?;
    nothing()
}
