//! The person whose token was sent (RFC 7644 §3.11).

use super::exchange::{Answer, unless_known};
use super::operator::desk;
use super::query::projection;
use super::refused::Refused;
use crate::admin::Actor;
use crate::admin::scim::user_resources as users;
use crate::http::cx::Cx;
use crate::scim::USER;

/// Them.
pub async fn show(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let projection = projection(&cx, &USER)?;
    let Actor::Person { id, .. } = desk.actor() else {
        // The token is nobody's.
        return Err(Refused::not_found());
    };
    let found = users::show(&desk, *id).await?;
    Ok(unless_known(&cx, found, &projection, &USER))
}
