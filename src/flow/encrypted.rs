//! JWTs that only their client can read (OpenID Connect Core §10.2).

use super::{Failure, Services, client_keys};
use crate::jose;
use crate::model::Client;
use crate::oidc::ErrorCode;
use crate::oidc::client_metadata::{ContentEncryption, KeyManagement};

/// How a client wants something encrypted; nothing if it does not.
pub type Wish = (Option<KeyManagement>, Option<ContentEncryption>);

/// Of what media type the encrypted text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A signed JWT (RFC 7519 §5.2).
    Jwt,
    /// JSON.
    Json,
}

/// `text`, encrypted to `client` if it wishes so.
pub async fn to_client(
    services: &Services,
    client: &Client,
    (algorithm, encryption): Wish,
    text: String,
    content: Content,
) -> Result<String, Failure> {
    let Some(algorithm) = algorithm else {
        return Ok(text);
    };
    let keys = client_keys::of(services, client).await;
    let keys = keys.map_err(|why| no_key(&why))?;
    let content_type = match content {
        Content::Jwt => Some("JWT"),
        Content::Json => None,
    };
    let encryption = encryption.unwrap_or_default();
    let encrypted = jose::encrypt(text.as_bytes(), &keys, algorithm, encryption, content_type);
    encrypted.map_err(|why| no_key(&why))
}

/// Whether what `client` wishes can be encrypted; before a code or token is used up for it.
pub async fn check(services: &Services, client: &Client, wish: Wish) -> Result<(), Failure> {
    if wish.0.is_none() {
        return Ok(());
    }
    let probe = to_client(services, client, wish, String::new(), Content::Json).await;
    probe.map(drop)
}

fn no_key(why: &dyn std::fmt::Display) -> Failure {
    let description = "there is no key of the client that its answers can be encrypted to";
    Failure::explained(ErrorCode::InvalidRequest, description, why.to_string())
}
