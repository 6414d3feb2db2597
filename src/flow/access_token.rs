//! Access tokens: made, and checked wherever Signet itself takes one.

use super::{Failure, Services, mapped};
use crate::clock::Timestamp;
use crate::keys::{Purpose, Typ, Verified};
use crate::model::{Client, Grant, GrantId, TokenId, User};
use crate::oidc::ScopeSet;
use crate::oidc::claim_mapping::Place;
use crate::oidc::client_metadata::{AccessTokenFormat, AccessTokenTyp};
use crate::oidc::tokens::{AccessTokenClaims, Audience};
use crate::store::StoreError;
use std::ops::Deref;
use std::sync::Arc;

/// Whom a token speaks for.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A person, by a token family.
    Family(&'a Grant, &'a User),
    /// The client itself.
    Client,
}

/// Where Signet's own API is, below the issuer: the audience of tokens that operate.
pub const API: &str = "/api/v1";

/// Makes an access token as `client` is set to have it.
pub fn issue(
    services: &Services,
    client: &Client,
    subject: Subject<'_>,
    scope: &ScopeSet,
    now: Timestamp,
) -> Result<String, Failure> {
    let claims = claims(services, client, subject, scope, now);
    match client.metadata.access_token_format {
        AccessTokenFormat::Jwt => sign(services, client, claims),
        AccessTokenFormat::Opaque => services.seal(Purpose::OpaqueAccessToken, b"", &claims),
    }
}

/// What an access token made now says.
pub fn claims(
    services: &Services,
    client: &Client,
    subject: Subject<'_>,
    scope: &ScopeSet,
    now: Timestamp,
) -> AccessTokenClaims {
    let is_jwt = client.metadata.access_token_format == AccessTokenFormat::Jwt;
    let operates = scope.operates();
    let own = [if operates {
        services.address(API)
    } else {
        client.id.as_str().to_owned()
    }];
    let audience = &client.metadata.access_token_audience;
    AccessTokenClaims {
        iss: services.issuer().to_owned(),
        sub: match subject {
            Subject::Family(_, user) => super::subject::of(services, client, user),
            Subject::Client => client.id.as_str().to_owned(),
        },
        aud: Audience::of(if audience.is_empty() || operates {
            &own
        } else {
            audience
        }),
        client_id: client.id.clone(),
        iat: now,
        exp: now.plus(services.config.lifetimes.access_token),
        jti: TokenId::new(services.clock.as_ref(), services.entropy.as_ref()).to_string(),
        scope: scope.clone(),
        grant_id: match subject {
            Subject::Family(grant, _) => Some(grant.id.to_string()),
            Subject::Client => None,
        },
        mapped: match subject {
            Subject::Family(_, user) if is_jwt => {
                let place = Place::AccessToken;
                let mapped = mapped::claims(services, client, user, scope, place);
                Some(mapped)
                    .filter(|mapped| !mapped.is_empty())
                    .map(Box::new)
            }
            _ => None,
        },
    }
}

fn sign(
    services: &Services,
    client: &Client,
    claims: AccessTokenClaims,
) -> Result<String, Failure> {
    let typ = match client.metadata.access_token_typ {
        AccessTokenTyp::AtJwt => Typ::AccessToken,
        AccessTokenTyp::Jwt => Typ::Jwt,
    };
    let algorithm = client.metadata.access_token_signed_response_alg;
    let keys = services.keys();
    let signer = super::issue::signer(&keys, algorithm)?;
    let token = signer
        .sign_jwt(typ, &claims)
        .map_err(|_| Failure::Internal("the signature failed"))?;
    let known = &services.known_tokens;
    known.remember(&token, signer.signed(typ, claims));
    Ok(token)
}

/// An access token that was made here.
#[derive(Clone, Debug)]
pub enum AccessToken {
    /// A signed one.
    Jwt(Arc<Verified<AccessTokenClaims>>),
    /// A sealed one.
    Opaque(AccessTokenClaims),
}

impl Deref for AccessToken {
    type Target = AccessTokenClaims;

    fn deref(&self) -> &AccessTokenClaims {
        match self {
            Self::Jwt(verified) => &verified.claims,
            Self::Opaque(claims) => claims,
        }
    }
}

/// An access token that holds now.
#[derive(Clone, Debug)]
pub struct LiveToken {
    /// What it says.
    pub claims: AccessToken,
    /// The family it comes of; none for client credentials.
    pub grant: Option<Arc<Grant>>,
}

/// Why a token does not hold; for the operator.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum DeadToken {
    #[error("it is no access token of this issuer: {0}")]
    NotOurs(String),
    #[error("it has expired")]
    Expired,
    #[error("it was revoked")]
    Revoked,
    #[error("its token family has ended")]
    FamilyEnded,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads an access token without asking whether it was revoked.
pub fn read(services: &Services, token: &str) -> Result<AccessToken, DeadToken> {
    let opened = services.open(Purpose::OpaqueAccessToken, b"", token);
    let claims = match opened {
        Some(claims) => AccessToken::Opaque(claims),
        // `client_id` and `jti`, which must be there, tell an access token typed `JWT` from an ID token.
        None => services
            .known_tokens
            .verify(&services.keys(), token, &[Typ::AccessToken, Typ::Jwt])
            .map(AccessToken::Jwt)
            .map_err(|why| DeadToken::NotOurs(why.to_string()))?,
    };
    if claims.iss != services.issuer() {
        return Err(DeadToken::NotOurs(format!("iss is {}", claims.iss)));
    }
    if services.now() >= claims.exp {
        return Err(DeadToken::Expired);
    }
    Ok(claims)
}

/// Reads an access token and makes sure that neither it nor its family has ended.
pub async fn verify(services: &Services, token: &str) -> Result<LiveToken, DeadToken> {
    let claims = read(services, token)?;
    if let Some(id) = token_id(&claims)
        && services.store.is_access_token_revoked(id).await?
    {
        return Err(DeadToken::Revoked);
    }
    let grant = match &claims.grant_id {
        None => None,
        Some(id) => Some(live_family(services, id).await?),
    };
    Ok(LiveToken { claims, grant })
}

async fn live_family(services: &Services, id: &str) -> Result<Arc<Grant>, DeadToken> {
    let id: GrantId = id
        .parse()
        .map_err(|_| DeadToken::NotOurs("grant_id".to_owned()))?;
    let grant = services.store.grant(id).await?;
    let grant = grant.filter(|grant| grant.ended_at.is_none());
    grant.ok_or(DeadToken::FamilyEnded)
}

/// The token's own identifier.
pub fn token_id(claims: &AccessTokenClaims) -> Option<TokenId> {
    claims.jti.parse().ok()
}
