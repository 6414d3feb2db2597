//! The ID token (OpenID Connect Core §2), from the token endpoint or from the authorization endpoint.

use super::encrypted::{self, Content, Wish};
use super::{Failure, Services, issue, mapped, person, subject};
use crate::clock::Timestamp;
use crate::keys::Typ;
use crate::model::{Client, SessionId, User};
use crate::oidc::claim_mapping::Place;
use crate::oidc::claims_request::chosen;
use crate::oidc::tokens::{self, IdTokenClaims, half_hash};
use crate::oidc::{ScopeSet, SigningAlgorithm};
use serde_json::{Map, Value};

/// What one ID token is made from.
pub struct IdToken<'a> {
    /// The app.
    pub client: &'a Client,
    /// The person.
    pub user: &'a User,
    /// The session in which they signed in.
    pub session_id: SessionId,
    /// When they proved who they are.
    pub auth_time: Timestamp,
    /// How strong the proof was.
    pub acr: &'a str,
    /// By which methods.
    pub amr: &'a [String],
    /// The request's `nonce`.
    pub nonce: Option<&'a str>,
    /// What was granted.
    pub scope: &'a ScopeSet,
    /// Claims that were asked for one by one.
    pub requested: &'a [String],
    /// Whether no access token comes with it or later, so that the claims of the scopes have to be
    /// here (§5.4).
    pub alone: bool,
    /// The access token beside it.
    pub access_token: Option<&'a str>,
    /// The code beside it.
    pub code: Option<&'a str>,
    /// The `state` beside it.
    pub state: Option<&'a str>,
    /// The second in which it is made.
    pub now: Timestamp,
}

impl IdToken<'_> {
    /// Signs it, and encrypts it, as the client is registered.
    pub async fn make(&self, services: &Services) -> Result<String, Failure> {
        let signed = self.sign(services)?;
        let wish = wish(self.client);
        encrypted::to_client(services, self.client, wish, signed, Content::Jwt).await
    }

    fn sign(&self, services: &Services) -> Result<String, Failure> {
        let algorithm = self.client.metadata.id_token_signed_response_alg;
        self.with_claims(services, |claims| {
            issue::sign(services, algorithm, Typ::Jwt, claims)
        })
    }

    /// Its claims, unsigned.
    pub fn json(&self, services: &Services) -> Map<String, Value> {
        self.with_claims(services, |claims| tokens::as_map(claims))
    }

    fn with_claims<T>(&self, services: &Services, then: impl FnOnce(&IdTokenClaims<'_>) -> T) -> T {
        let algorithm = self.client.metadata.id_token_signed_response_alg;
        then(&IdTokenClaims {
            iss: services.issuer(),
            sub: &subject::of(services, self.client, self.user),
            aud: &self.client.id,
            exp: self.now.plus(services.config.lifetimes.id_token),
            iat: self.now,
            auth_time: self.auth_time,
            nonce: self.nonce,
            acr: self.acr,
            amr: self.amr,
            at_hash: hash(self.access_token, algorithm),
            c_hash: hash(self.code, algorithm),
            s_hash: hash(self.state, algorithm),
            sid: &self.session_id.to_string(),
            person: self.person(services),
        })
    }

    fn person(&self, services: &Services) -> Map<String, Value> {
        let of_scopes = self.alone || self.client.metadata.claims_in_id_token;
        let mut claims = if of_scopes {
            person::claims(self.user, self.scope)
        } else {
            Map::new()
        };
        if !self.requested.is_empty() {
            let chosen = chosen(person::all(self.user), self.requested).into_iter();
            claims.extend(chosen.filter(|(name, _)| self.client.metadata.may_learn(name)));
        }
        let (client, user) = (self.client, self.user);
        claims.extend(mapped::claims(
            services,
            client,
            user,
            self.scope,
            Place::IdToken,
        ));
        claims
    }
}

/// How `client` wants its ID tokens encrypted.
pub fn wish(client: &Client) -> Wish {
    let metadata = &client.metadata;
    (
        metadata.id_token_encrypted_response_alg,
        metadata.id_token_encrypted_response_enc,
    )
}

fn hash(token: Option<&str>, algorithm: SigningAlgorithm) -> Option<String> {
    token.map(|token| half_hash(token, algorithm))
}
