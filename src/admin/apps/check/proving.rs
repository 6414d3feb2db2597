//! How an app proves itself while its sign-in is played, and what it signs.

use crate::entropy;
use crate::flow::client_auth::ClientRequest;
use crate::flow::{Failure, Services};
use crate::keys::KeyPair;
use crate::model::Client;
use crate::oidc::authorization_response::encode;
use crate::oidc::client_assertion::JWT_BEARER;
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::oidc::{Parameters, SigningAlgorithm};
use crate::secret::Secret;
use aws_lc_rs::hmac;
use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use serde_json::{Map, Value, json};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

/// How long what an app signs is good.
const LIFETIME: Duration = Duration::from_mins(1);

/// Where requests on the stage come from.
const ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// Pairs of a form.
pub(super) type Form = Vec<(&'static str, String)>;

/// What an app proves itself by, and signs with.
pub(super) struct Proving {
    /// Its secret, where it has one.
    pub secret: Option<Secret<String>>,
    /// Its key, where it has one.
    pub key: Option<KeyPair>,
}

/// A request that proves who sends it.
pub(super) struct Proven {
    /// The value of the `Authorization` header.
    pub authorization: Option<String>,
    /// The form.
    pub form: Parameters,
}

impl Proven {
    /// The request as an endpoint at `path` takes it.
    pub fn request(&self, path: &'static str) -> ClientRequest<'_> {
        ClientRequest {
            authorization: self.authorization.as_deref(),
            parameters: &self.form,
            path,
            address: ADDRESS,
        }
    }
}

impl Proving {
    /// A key pair for whoever has none at hand.
    pub fn new_key() -> Result<KeyPair, Failure> {
        let made = KeyPair::generate(SigningAlgorithm::ES256);
        made.map_err(|_| Failure::Internal("no key could be made"))
    }

    /// A form that `client` sends, proven by its registered method.
    pub fn proven(
        &self,
        services: &Services,
        client: &Client,
        form: Form,
    ) -> Result<Proven, Failure> {
        let id = client.id.as_str();
        let secret = self.secret.as_ref().map(|secret| secret.expose().as_str());
        let secret = secret.unwrap_or_default();
        match client.metadata.token_endpoint_auth_method {
            ClientAuthMethod::None => with(form, vec![("client_id", id.to_owned())]),
            ClientAuthMethod::ClientSecretPost => with(
                form,
                vec![
                    ("client_id", id.to_owned()),
                    ("client_secret", secret.to_owned()),
                ],
            ),
            ClientAuthMethod::ClientSecretBasic => Ok(Proven {
                authorization: Some(basic(id, secret)),
                ..with(form, Vec::new())?
            }),
            ClientAuthMethod::ClientSecretJwt => {
                let claims = assertion(services, client);
                with_assertion(form, signed_by_secret(secret, &claims))
            }
            ClientAuthMethod::PrivateKeyJwt => {
                let claims = assertion(services, client);
                with_assertion(form, self.signed(&claims)?)
            }
        }
    }

    /// The parameters of an authorization request as a signed object (RFC 9101 §4).
    pub fn request_object(
        &self,
        services: &Services,
        client: &Client,
        parameters: &Form,
    ) -> Result<String, Failure> {
        let mut claims = usual_claims(services, client);
        let said = parameters.iter();
        claims.extend(said.map(|(name, value)| ((*name).to_owned(), json!(value))));
        self.signed(&claims)
    }

    fn signed(&self, claims: &Map<String, Value>) -> Result<String, Failure> {
        let failed = Failure::Internal("nothing could be signed");
        let Some(key) = &self.key else {
            return Err(failed);
        };
        let header = json!({ "alg": key.algorithm().as_str(), "kid": key.kid().0 });
        let text = unsigned(&header, claims);
        let signature = key.sign(text.as_bytes()).map_err(|_| failed)?;
        Ok(format!("{text}.{}", BASE64URL_NOPAD.encode(&signature)))
    }
}

/// What `assertion`, which the app itself made, proves of `form`.
pub(super) fn with_assertion(form: Form, assertion: String) -> Result<Proven, Failure> {
    let kind = ("client_assertion_type", JWT_BEARER.to_owned());
    with(form, vec![kind, ("client_assertion", assertion)])
}

fn with(form: Form, more: Form) -> Result<Proven, Failure> {
    Ok(Proven {
        authorization: None,
        form: parameters(form.into_iter().chain(more))?,
    })
}

/// Pairs as parameters.
pub(super) fn parameters(
    pairs: impl Iterator<Item = (&'static str, String)>,
) -> Result<Parameters, Failure> {
    let owned = pairs.map(|(name, value)| (name.to_owned(), value));
    let parameters = Parameters::from_pairs(owned.collect());
    parameters.map_err(|_| Failure::Internal("the request is none"))
}

/// RFC 6749 §2.3.1.
fn basic(id: &str, secret: &str) -> String {
    // The form encoding of a single value.
    let encoded = |text: &str| encode(&[("", text)]).split_off(1);
    let credentials = format!("{}:{}", encoded(id), encoded(secret));
    format!("Basic {}", BASE64.encode(credentials.as_bytes()))
}

/// What proves the client (RFC 7523 §3).
fn assertion(services: &Services, client: &Client) -> Map<String, Value> {
    let mut claims = usual_claims(services, client);
    claims.insert("sub".to_owned(), json!(client.id));
    claims
}

/// Of whatever the client signs for us.
fn usual_claims(services: &Services, client: &Client) -> Map<String, Value> {
    let now = services.now();
    let id: [u8; 16] = entropy::bytes(services.entropy.as_ref());
    let claims = [
        ("iss", json!(client.id)),
        ("aud", json!(services.issuer())),
        ("iat", json!(now)),
        ("nbf", json!(now)),
        ("exp", json!(now.plus(LIFETIME))),
        ("jti", json!(HEXLOWER.encode(&id))),
    ];
    let owned = claims.map(|(name, value)| (name.to_owned(), value));
    owned.into_iter().collect()
}

fn unsigned(header: &Value, claims: &Map<String, Value>) -> String {
    let encoded = |text: String| BASE64URL_NOPAD.encode(text.as_bytes());
    let claims = serde_json::to_string(claims).unwrap_or_default();
    format!("{}.{}", encoded(header.to_string()), encoded(claims))
}

fn signed_by_secret(secret: &str, claims: &Map<String, Value>) -> String {
    let text = unsigned(&json!({ "alg": "HS256" }), claims);
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signature = hmac::sign(&key, text.as_bytes());
    format!("{text}.{}", BASE64URL_NOPAD.encode(signature.as_ref()))
}
