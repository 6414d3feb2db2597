//! The userinfo endpoint (OpenID Connect Core §5.3).

use super::access_token::{self, DeadToken};
use super::encrypted::{self, Content};
use super::{Failure, Services, issue, mapped, person};
use crate::keys::Typ;
use crate::model::{Client, User};
use crate::oidc::claim_mapping::Place;
use crate::oidc::claims_request::chosen;
use crate::oidc::{ErrorCode, ScopeSet};
use serde_json::{Map, Value, json};

/// The claims that an access token opens, `sub` always among them.
///
/// # Errors
/// `invalid_token` for a token that does not hold, `insufficient_scope` without `openid`.
pub async fn userinfo(services: &Services, token: &str) -> Result<UserinfoAnswer, Failure> {
    let live = access_token::verify(services, token).await.map_err(dead)?;
    if !live.claims.scope.contains("openid") {
        return Err(Failure::refused(
            ErrorCode::InsufficientScope,
            "the access token lacks the scope openid",
        ));
    }
    let user = match &live.grant {
        Some(grant) => services.store.user(grant.user_id).await?,
        None => None,
    };
    let user = user.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or_else(|| invalid_token("the account is gone"))?;
    let client = services.store.client(&live.claims.client_id).await?;
    let client = client.ok_or_else(|| invalid_token("the client is gone"))?;
    let requested = live.grant.as_ref().map(|grant| &grant.claims.userinfo);
    let requested = requested.map_or(&[][..], Vec::as_slice);
    let scope = client.metadata.still_granted(&live.claims.scope);
    let mut claims = about(services, &client, &user, &scope, requested);
    claims.insert("sub".to_owned(), json!(live.claims.sub));
    in_form(services, &client, claims).await
}

/// What `client` is told of `user`: the claims that `scope` opens, those `requested` one by one, and those
/// of its own making.
pub fn about(
    services: &Services,
    client: &Client,
    user: &User,
    scope: &ScopeSet,
    requested: &[String],
) -> Map<String, Value> {
    let mut claims = person::claims(user, scope);
    if !requested.is_empty() {
        let chosen = chosen(person::all(user), requested).into_iter();
        claims.extend(chosen.filter(|(name, _)| client.metadata.may_learn(name)));
    }
    claims.extend(mapped::claims(
        services,
        client,
        user,
        scope,
        Place::Userinfo,
    ));
    claims
}

/// What the client gets, as it is registered (§5.3.2).
#[derive(Debug)]
pub enum UserinfoAnswer {
    /// Plain claims.
    Json(Map<String, Value>),
    /// Signed, encrypted or both.
    Jwt(String),
}

async fn in_form(
    services: &Services,
    client: &Client,
    mut claims: Map<String, Value>,
) -> Result<UserinfoAnswer, Failure> {
    let metadata = &client.metadata;
    let wish = (
        metadata.userinfo_encrypted_response_alg,
        metadata.userinfo_encrypted_response_enc,
    );
    let (text, content) = match metadata.userinfo_signed_response_alg {
        Some(algorithm) => {
            claims.insert("iss".to_owned(), json!(services.issuer()));
            claims.insert("aud".to_owned(), json!(client.id));
            let signed = issue::sign(services, algorithm, Typ::Jwt, &claims)?;
            (signed, Content::Jwt)
        }
        None if wish.0.is_some() => (Value::Object(claims).to_string(), Content::Json),
        None => return Ok(UserinfoAnswer::Json(claims)),
    };
    let text = encrypted::to_client(services, client, wish, text, content).await?;
    Ok(UserinfoAnswer::Jwt(text))
}

fn dead(why: DeadToken) -> Failure {
    match why {
        DeadToken::Store(error) => error.into(),
        why => invalid_token(&why.to_string()),
    }
}

fn invalid_token(why: &str) -> Failure {
    let description = "the access token is not valid here or not any more";
    Failure::explained(ErrorCode::InvalidToken, description, why)
}
