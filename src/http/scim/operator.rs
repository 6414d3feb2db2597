//! Who asks: a system by a token of its own, or whoever may use the HTTP API.

use super::refused::Refused;
use crate::admin::{Actor, Desk};
use crate::flow::scim_token;
use crate::http::api::operator;
use crate::http::cx::Cx;
use crate::http::refusals;

/// The desk of whoever sent the bearer token. A token of the HTTP API is good here too.
pub async fn desk(cx: &Cx) -> Result<Desk<'_>, Refused> {
    let sent = operator::sent(cx)?;
    let actor = if sent.starts_with(scim_token::PREFIX) {
        by_token(cx, sent).await?
    } else {
        operator::actor(cx, sent).await?
    };
    let desk = Desk::of(cx.services(), actor);
    refusals::operates(cx, &desk);
    Ok(desk)
}

async fn by_token(cx: &Cx, sent: &str) -> Result<Actor, Refused> {
    let token = scim_token::open(cx.services(), sent).await?;
    let gone = || operator::invalid_token("the SCIM token is none of ours, or was removed");
    let token = token.ok_or_else(gone)?;
    cx.note_client(&format!("scim:{}", token.name));
    Ok(Actor::ScimToken {
        name: token.name,
        roles: vec![token.role],
    })
}
