//! Token introspection (RFC 7662).

use super::access_token::{self, AccessToken, DeadToken};
use super::client_auth::{self, ClientRequest, VerifiedClient};
use super::refresh_token::RefreshToken;
use super::{Failure, Services, grants, mapped, person, subject};
use crate::model::{Client, Grant, RefreshKind};
use crate::oidc::claim_mapping::Place;
use crate::oidc::{ErrorCode, ScopeSet};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

/// What is known of a token (§2.2).
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Introspection {
    /// It does not hold, or is not the caller's business.
    Inactive {
        /// Never.
        active: bool,
    },
    /// An access token that holds.
    AccessToken(Box<Described>),
    /// A refresh token that holds.
    RefreshToken(Map<String, Value>),
}

/// A live access token, written as it is: this is asked for with every call of some APIs.
#[derive(Debug)]
pub struct Described {
    claims: AccessToken,
    /// Which of its scopes count.
    scope: ScopeSet,
    /// What these open of the person.
    person: Map<String, Value>,
}

impl Serialize for Described {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let claims = &*self.claims;
        let mut members = serializer.serialize_map(None)?;
        members.serialize_entry("active", &true)?;
        members.serialize_entry("token_type", "Bearer")?;
        members.serialize_entry("iss", &claims.iss)?;
        members.serialize_entry("sub", &claims.sub)?;
        members.serialize_entry("aud", &claims.aud)?;
        members.serialize_entry("client_id", &claims.client_id)?;
        members.serialize_entry("iat", &claims.iat)?;
        members.serialize_entry("exp", &claims.exp)?;
        members.serialize_entry("jti", &claims.jti)?;
        members.serialize_entry("scope", &self.scope)?;
        for (name, value) in &self.person {
            members.serialize_entry(name, value)?;
        }
        members.end()
    }
}

/// What is known of a token: `{"active": false}` and nothing else unless it holds and is the
/// caller's business, as the client it was issued to or one of its audience.
pub async fn introspect(
    services: &Services,
    request: &ClientRequest<'_>,
) -> Result<Introspection, Failure> {
    request.parameters.refuse_repetitions()?;
    let caller = client_auth::authenticate(services, request).await?;
    if caller.metadata.is_public() {
        let why = "a public client cannot introspect";
        return Err(Failure::refused(ErrorCode::InvalidClient, why));
    }
    let token = request.parameters.get("token")?;
    let missing = Failure::refused(ErrorCode::InvalidRequest, "token is missing");
    let token = token.ok_or(missing)?;
    let known = if let Some(refresh) = RefreshToken::decode(services, token) {
        let known = refresh_token(services, &caller, refresh).await?;
        known.map(Introspection::RefreshToken)
    } else {
        let known = access_token(services, &caller, token).await?;
        known.map(|known| Introspection::AccessToken(Box::new(known)))
    };
    Ok(known.unwrap_or(Introspection::Inactive { active: false }))
}

async fn access_token(
    services: &Services,
    caller: &VerifiedClient,
    token: &str,
) -> Result<Option<Described>, Failure> {
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
    let scope = client.metadata.still_granted(&claims.scope);
    let person = match &live.grant {
        Some(grant) => about_person(services, &client, grant, &scope).await?,
        None => Map::new(),
    };
    Ok(Some(Described {
        claims: live.claims,
        scope,
        person,
    }))
}

/// Mail servers look for a mailbox name here: `username`, and the claims that the scopes open.
async fn about_person(
    services: &Services,
    client: &Client,
    grant: &Grant,
    scope: &ScopeSet,
) -> Result<Map<String, Value>, Failure> {
    let Some(user) = services.store.user(grant.user_id).await? else {
        return Ok(Map::new());
    };
    let mut claims = person::claims(&user, scope);
    claims.insert("username".to_owned(), json!(user.username.display));
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
            && caller.metadata.allows_grant("refresh_token")
            && grant.ended_at.is_none()
            && grant.generation == token.generation
            && now < grant.expires_at
            && now < grant.rotated_at.plus(idle)
    });
    let Some(grant) = live else { return Ok(None) };
    let (user, scope) = match grants::usable(services, caller, &grant).await {
        Ok(usable) => usable,
        // The token endpoint would say so too.
        Err(Failure::Refused { .. }) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let members = [
        ("active", json!(true)),
        ("iss", json!(services.issuer())),
        ("sub", json!(subject::of(services, caller, &user))),
        ("client_id", json!(grant.client_id)),
        ("iat", json!(grant.rotated_at)),
        (
            "exp",
            json!(grant.expires_at.min(grant.rotated_at.plus(idle))),
        ),
        ("scope", json!(scope)),
    ];
    let members = members.into_iter();
    Ok(Some(
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    ))
}
