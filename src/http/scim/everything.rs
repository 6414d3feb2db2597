//! People and groups, looked for at once (RFC 7644 §3.4.3).

use super::exchange::{Answer, list as page};
use super::operator::desk;
use super::query::of_search_everywhere;
use crate::admin::scim::list_everything;
use crate::http::cx::Cx;
use actix_web::web::Payload;

/// All that the body asks for.
pub async fn search(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let [people, groups] = of_search_everywhere(&cx, payload).await?;
    Ok(page(&list_everything(&desk, &people, &groups).await?))
}
