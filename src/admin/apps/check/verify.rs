//! What the app is given, looked at as the app should look at it (OpenID Connect Core §3.1.3.7).

use super::Checked;
use crate::fetch::JSON;
use crate::flow::Services;
use crate::jose::{Jws, KeySet};
use crate::model::Client;
use crate::oidc::client_metadata::ClientAlgorithm;
use crate::oidc::tokens::half_hash;
use serde_json::{Map, Value};

/// Where the keys are published, below the issuer.
const JWKS: &str = "/jwks";

/// The published keys: fetched as apps do where the deployment is reached, else as they would be told.
pub(super) async fn published(services: &Services, is_reached: bool) -> Result<KeySet, Checked> {
    const PART: &str = "keys";
    let unreadable = |why: String| {
        let fix = "let the proxy pass on what this deployment publishes at /jwks";
        Checked::bad(PART, why, fix)
    };
    let read = |bytes: &[u8]| KeySet::from_json(bytes).map_err(|why| unreadable(why.to_string()));
    if !is_reached {
        return read(&services.jwks().json);
    }
    let address = services.address(JWKS);
    match services.fetcher.get_anew(&address, JSON).await {
        Ok(document) => read(&document.body),
        Err(why) => Err(unreadable(format!("{address} was not fetched: {why}"))),
    }
}

/// What an ID token has to go with.
pub(super) struct Expected<'a> {
    pub client: &'a Client,
    pub nonce: &'a str,
    pub access_token: Option<&'a str>,
}

/// The claims of an ID token that holds; or what is wrong with it.
pub(super) fn id_token(
    services: &Services,
    keys: &KeySet,
    token: &str,
    expected: &Expected<'_>,
) -> Result<Map<String, Value>, String> {
    let algorithm = expected.client.metadata.id_token_signed_response_alg;
    let claims = signed(keys, token, algorithm.as_str())?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
    let number = |name: &str| claims.get(name).and_then(Value::as_i64).unwrap_or_default();
    let now = services.now().0;
    let at_hash = claims.get("at_hash").and_then(Value::as_str);
    let of_token = expected
        .access_token
        .map(|token| half_hash(token, algorithm));
    let id = expected.client.id.as_str();
    let wrong = [
        (text("iss") != services.issuer(), "iss is not the issuer"),
        (text("aud") != id, "aud is not the client_id"),
        (
            text("nonce") != expected.nonce,
            "nonce is not that of the request",
        ),
        (text("sub").is_empty(), "sub is missing"),
        (number("exp") <= now, "it has expired"),
        (number("iat") > now, "it was made in time to come"),
        (
            at_hash.is_some() && of_token.as_deref() != at_hash,
            "at_hash is not that of the access token",
        ),
    ];
    match wrong.into_iter().find(|(is_wrong, _)| *is_wrong) {
        None => Ok(claims),
        Some((_, why)) => Err(why.to_owned()),
    }
}

/// What `token` says, which one of the published keys has signed.
pub(super) fn signed(
    keys: &KeySet,
    token: &str,
    algorithm: &str,
) -> Result<Map<String, Value>, String> {
    let jws = Jws::parse(token).map_err(|why| why.to_string())?;
    let mut known = ClientAlgorithm::ASYMMETRIC.into_iter();
    let allowed = known.find(|known| known.as_str() == algorithm);
    let allowed = allowed.ok_or_else(|| format!("{algorithm} is not known"))?;
    let verified = jws.verify(keys, &[allowed]);
    verified.map_err(|_| format!("no published key has signed it with {algorithm}"))?;
    Ok(jws.into_claims())
}
