//! Token introspection (RFC 7662).

use super::access_token::{self, DeadToken, LiveToken};
use super::client_auth::{self, ClientRequest, VerifiedClient};
use super::refresh_token::RefreshToken;
use super::{Failure, Services, mapped, person, subject};
use crate::model::{Client, Grant, RefreshKind};
use crate::oidc::ErrorCode;
use crate::oidc::claim_mapping::Place;
use serde_json::{Map, Value, json};

/// What is known of a token: `{"active": false}` and nothing else unless it holds and is the
/// caller's business, as the client it was issued to or one of its audience.
pub async fn introspect(
    services: &Services,
    request: &ClientRequest<'_>,
) -> Result<Map<String, Value>, Failure> {
    request.parameters.refuse_repetitions()?;
    let caller = client_auth::authenticate(services, request).await?;
    if caller.metadata.is_public() {
        let why = "a public client cannot introspect";
        return Err(Failure::refused(ErrorCode::InvalidClient, why));
    }
    let token = request.parameters.get("token")?;
    let missing = Failure::refused(ErrorCode::InvalidRequest, "token is missing");
    let token = token.ok_or(missing)?;
    let known = match RefreshToken::decode(services, token) {
        Some(refresh) => refresh_token(services, &caller, refresh).await?,
        None => access_token(services, &caller, token).await?,
    };
    Ok(known.unwrap_or_else(|| Map::from_iter([("active".to_owned(), json!(false))])))
}

async fn access_token(
    services: &Services,
    caller: &VerifiedClient,
    token: &str,
) -> Result<Option<Map<String, Value>>, Failure> {
    let live = match access_token::verify(services, token).await {
        Ok(live) => live,
        Err(DeadToken::Store(error)) => return Err(error.into()),
        Err(_) => return Ok(None),
    };
    let claims = &live.claims;
    let is_own = claims.client_id == caller.id;
    if !is_own && !claims.aud.contains(caller.id.as_str()) {
        return Ok(None);
    }
    let Some(client) = services.store.client(&claims.client_id).await? else {
        return Ok(None);
    };
    let mut answer = described(&live);
    if let Some(grant) = &live.grant {
        answer.extend(about_person(services, &client, grant, &live).await?);
    }
    Ok(Some(answer))
}

fn described(live: &LiveToken) -> Map<String, Value> {
    let claims = &live.claims;
    let members = [
        ("active", json!(true)),
        ("token_type", json!("Bearer")),
        ("iss", json!(claims.iss)),
        ("sub", json!(claims.sub)),
        ("aud", json!(claims.aud)),
        ("client_id", json!(claims.client_id)),
        ("iat", json!(claims.iat)),
        ("exp", json!(claims.exp)),
        ("jti", json!(claims.jti)),
        ("scope", json!(claims.scope)),
    ];
    members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Mail servers look for a mailbox name here: `username`, and the claims that the scopes open.
async fn about_person(
    services: &Services,
    client: &Client,
    grant: &Grant,
    live: &LiveToken,
) -> Result<Map<String, Value>, Failure> {
    let Some(user) = services.store.user(grant.user_id).await? else {
        return Ok(Map::new());
    };
    let mut claims = person::claims(&user, &live.claims.scope);
    claims.insert("username".to_owned(), json!(user.username.display));
    let scope = &live.claims.scope;
    claims.extend(mapped::claims(
        services,
        client,
        &user,
        scope,
        Place::Introspection,
    ));
    claims.insert("auth_time".to_owned(), json!(grant.auth_time));
    claims.insert("acr".to_owned(), json!(grant.acr));
    Ok(claims)
}

async fn refresh_token(
    services: &Services,
    caller: &VerifiedClient,
    token: RefreshToken,
) -> Result<Option<Map<String, Value>>, Failure> {
    let grant = services.store.current_grant(token.grant_id).await?;
    let now = services.now();
    let idle = services.config.lifetimes.refresh_token_idle;
    let live = grant.filter(|grant| {
        grant.client_id == caller.id
            && grant.refresh != RefreshKind::None
            && grant.ended_at.is_none()
            && grant.generation == token.generation
            && now < grant.expires_at
            && now < grant.rotated_at.plus(idle)
    });
    Ok(live.map(|grant| {
        let members = [
            ("active", json!(true)),
            ("iss", json!(services.issuer())),
            ("sub", json!(subject::of(services, caller, grant.user_id))),
            ("client_id", json!(grant.client_id)),
            ("iat", json!(grant.rotated_at)),
            (
                "exp",
                json!(grant.expires_at.min(grant.rotated_at.plus(idle))),
            ),
            ("scope", json!(grant.scope)),
        ];
        members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }))
}
