//! People.

use super::exchange::{Answer, expected, id, list as page, nothing, read, resource, unless_known};
use super::operator::desk;
use super::query::{of_query, of_search, projection};
use crate::admin::scim::user_resources as users;
use crate::http::cx::Cx;
use crate::scim::USER;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// People, looked for.
pub async fn list(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = of_query(&cx, &USER)?;
    Ok(page(&users::list(&desk, &query).await?))
}

/// The same, asked in the body.
pub async fn search(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let query = of_search(&cx, payload, &USER).await?;
    Ok(page(&users::list(&desk, &query).await?))
}

/// Adds somebody.
pub async fn create(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let projection = projection(&cx, &USER)?;
    let made = users::create(&desk, read(&cx, payload).await?).await?;
    Ok(resource(StatusCode::CREATED, made, &projection, &USER))
}

/// One person.
pub async fn show(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let projection = projection(&cx, &USER)?;
    let found = users::show(&desk, id(&cx)?).await?;
    Ok(unless_known(&cx, found, &projection, &USER))
}

/// Makes somebody another.
pub async fn replace(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let (id, projection) = (id(&cx)?, projection(&cx, &USER)?);
    let body = read(&cx, payload).await?;
    let now = users::replace(&desk, id, expected(&cx).as_ref(), body).await?;
    Ok(resource(StatusCode::OK, now, &projection, &USER))
}

/// Changes something of somebody.
pub async fn patch(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let (id, projection) = (id(&cx)?, projection(&cx, &USER)?);
    let body = read(&cx, payload).await?;
    let now = users::patch(&desk, id, expected(&cx).as_ref(), body).await?;
    Ok(resource(StatusCode::OK, now, &projection, &USER))
}

/// Removes somebody.
pub async fn remove(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    users::remove(&desk, id(&cx)?, expected(&cx).as_ref()).await?;
    nothing()
}
