//! Who calls the API: a client of an operator's by its scopes, or a person by their roles.

use super::exchange::Query;
use super::problem::Problem;
use crate::admin::{Actor, Desk};
use crate::flow::access_token::{self, DeadToken, LiveToken};
use crate::http::bearer;
use crate::http::cx::Cx;
use crate::http::refusals;
use crate::model::{Client, ClientOrigin, Role};
use crate::oidc::scope;
use actix_web::HttpMessage;
use actix_web::http::StatusCode;
use std::sync::Arc;

/// Marks a call that a command of this process makes. What comes over the network has no marks.
pub struct OfCommandLine;

/// The desk of whoever sent the bearer token.
///
/// # Errors
/// 401 without a token that is good for this API, 403 for a token that makes nobody an operator, or
/// none who may do anything of the kind that this call does; 400 for parameters that the call does not
/// have.
pub async fn desk(cx: &Cx) -> Result<Desk<'_>, Problem> {
    let call = super::called(&cx.request).ok_or_else(Problem::not_found)?;
    let desk = if cx.request.extensions().contains::<OfCommandLine>() {
        Desk::command_line(cx.services())
    } else {
        let desk = Desk::of(cx.services(), actor(cx, sent(cx)?).await?);
        refusals::operates(cx, &desk);
        desk.may_somewhere(call.needs)?;
        desk
    };
    Query::of(cx)?.has_only(call.query)?;
    Ok(desk)
}

/// The token that was sent.
pub fn sent(cx: &Cx) -> Result<&str, Problem> {
    bearer::of(cx)
        .ok_or_else(|| Problem::unauthorized(None, "send an access token as a bearer token"))
}

/// Whoever has this access token.
pub async fn actor(cx: &Cx, token: &str) -> Result<Actor, Problem> {
    let live = access_token::verify(cx.services(), token).await;
    let live = live.map_err(dead)?;
    if !live
        .claims
        .aud
        .contains(&cx.services().address(super::PATH))
    {
        return Err(invalid_token("the access token is for another audience"));
    }
    cx.note_client(live.claims.client_id.as_str());
    let client = cx.services().store.client(&live.claims.client_id).await?;
    // What registers itself operates nothing, whatever its tokens say.
    let client = client.filter(|client| client.origin == ClientOrigin::Operator);
    let client = client.ok_or_else(|| invalid_token("the app is gone"))?;
    match &live.grant {
        None => of_client(&live, &client),
        Some(_) => of_person(cx, &live, &client).await,
    }
}

/// A scope counts as long as it is registered.
fn of_client(live: &LiveToken, client: &Arc<Client>) -> Result<Actor, Problem> {
    let scopes = live.claims.scope.iter();
    let registered = scopes.filter(|name| client.metadata.scope.contains(name));
    let roles: Vec<Role> = registered.filter_map(role).collect();
    if roles.is_empty() {
        let needed = "the access token needs one of the scopes signet:administrator, \
                      signet:help_desk and signet:auditor";
        return Err(Problem::new(StatusCode::FORBIDDEN, needed));
    }
    let id = client.id.clone();
    Ok(Actor::Client { id, roles })
}

/// What a client's scope makes of it.
fn role(scope: &str) -> Option<Role> {
    match scope {
        scope::ADMINISTRATOR => Some(Role::Administrator),
        scope::HELP_DESK => Some(Role::HelpDesk),
        scope::AUDITOR => Some(Role::Auditor),
        _ => None,
    }
}

/// Roles are the person's own, as they are now.
async fn of_person(cx: &Cx, live: &LiveToken, client: &Client) -> Result<Actor, Problem> {
    let has = |scope: &crate::oidc::ScopeSet| scope.contains(scope::API);
    if !has(&live.claims.scope) || !has(&client.metadata.scope) {
        let needed = "the access token needs the scope signet:api";
        return Err(Problem::new(StatusCode::FORBIDDEN, needed));
    }
    let user = match &live.grant {
        Some(grant) => cx.services().store.user(grant.user_id).await?,
        None => None,
    };
    let user = user.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or_else(|| invalid_token("the account is gone"))?;
    if user.roles.is_empty() {
        let needed = "your account has no role in Signet";
        return Err(Problem::new(StatusCode::FORBIDDEN, needed));
    }
    Ok(Actor::Person {
        id: user.id,
        name: user.username.display.clone(),
        roles: user.roles.clone(),
    })
}

fn dead(why: DeadToken) -> Problem {
    match why {
        DeadToken::Store(error) => error.into(),
        why => invalid_token(&why.to_string()),
    }
}

/// The token is none that is good here.
pub fn invalid_token(why: &str) -> Problem {
    Problem::unauthorized(Some("invalid_token"), why)
}
