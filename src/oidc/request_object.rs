//! Request objects (RFC 9101, OpenID Connect Core §6): which are taken, what they must say, and the
//! parameters that they make.

use super::client_metadata::{
    ClientAlgorithm, ClientMetadata, RequestObjectAlgorithm, SecurityProfile,
};
use super::jwt_claims::{Audience, JwtClaims, MalformedClaim};
use super::{ClientId, Parameters};
use crate::clock::Timestamp;
use serde_json::{Map, Value};
use std::time::Duration;

/// `typ` headers of request objects, in lower case (RFC 9101 §10.8).
const TYPES: [&str; 2] = ["jwt", "oauth-authz-req+jwt"];
/// How far ahead a client's clock may be.
const AHEAD: Duration = Duration::from_mins(1);
/// How old `nbf` may be, and how far `exp` may lie after it (FAPI 1 Advanced §5.2.2, FAPI 2.0 Message
/// Signing §5.3.1).
const FAPI_LIFETIME: Duration = Duration::from_hours(1);
/// Claims that are about the object itself (RFC 7519 §4.1).
const ABOUT_ITSELF: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];
/// Parameters that an object must not have (RFC 9101 §4).
const NESTED: [&str; 2] = ["request", "request_uri"];

/// Parameters that decide something, so that one that cannot be read is no reason to go on without it.
/// Other claims are passed over like parameters that are not known (protocol 37).
const DECIDING: [&str; 16] = [
    "acr_values",
    "claims",
    "client_id",
    "code_challenge",
    "code_challenge_method",
    "id_token_hint",
    "login_hint",
    "max_age",
    "nonce",
    "prompt",
    "redirect_uri",
    "registration",
    "response_mode",
    "response_type",
    "scope",
    "state",
];

/// Why an object is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum UnfitObject {
    #[error(transparent)]
    Malformed(#[from] MalformedClaim),
    #[error("typ names another kind of JWT")]
    Typ,
    #[error("it is unsigned, and the client is not registered for that")]
    Unsigned,
    #[error("iss must be the client_id")]
    Issuer,
    #[error("aud must name this issuer")]
    Audience,
    #[error("it has expired")]
    Expired,
    #[error("nbf or iat lies ahead")]
    Early,
    #[error("nbf and exp must be there, at most 60 minutes old and apart")]
    Lifetime,
    #[error("client_id differs from the one outside")]
    ClientId,
    #[error("response_type differs from the one outside")]
    ResponseType,
    #[error("request and request_uri have no place inside")]
    Nested,
    #[error("a parameter is neither text nor a number nor an object")]
    Parameter,
}

/// What an object is measured by.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The client that asks.
    pub client_id: &'a ClientId,
    /// The client's rules.
    pub profile: SecurityProfile,
    /// This issuer.
    pub issuer: &'a str,
    /// Whether the client has signed it.
    pub signed: bool,
    /// Now.
    pub now: Timestamp,
}

/// The algorithms that a client's objects may be signed with.
pub fn algorithms(client: &ClientMetadata) -> Vec<ClientAlgorithm> {
    let all = client.profile.client_algorithms().iter().copied();
    match client.request_object_signing_alg {
        Some(RequestObjectAlgorithm::Signed(only)) => all.filter(|all| *all == only).collect(),
        Some(RequestObjectAlgorithm::None) | None => all.collect(),
    }
}

/// Whether unsigned objects are taken: only where that is registered, and nothing else wants a
/// signature (protocol 64, 69).
pub fn may_be_unsigned(client: &ClientMetadata) -> bool {
    client.request_object_signing_alg == Some(RequestObjectAlgorithm::None)
        && !client.must_sign_requests()
        && !client.profile.is_fapi()
}

/// Whether a header's `typ`, in lower case, can be that of a request object (RFC 8725 §3.11).
pub fn check_typ(typ: Option<&str>) -> Result<(), UnfitObject> {
    let fits = typ.is_none_or(|typ| TYPES.contains(&typ));
    fits.then_some(()).ok_or(UnfitObject::Typ)
}

/// The parameters that count: those inside, and under OpenID Connect Core §6.1 those outside that are
/// missing inside. Elsewhere nothing outside counts but `client_id` (RFC 9101 §6.3, protocol 68).
pub fn parameters(
    claims: &Map<String, Value>,
    outside: &Parameters,
    expected: &Expected<'_>,
) -> Result<Parameters, UnfitObject> {
    check_itself(JwtClaims(claims), expected)?;
    if NESTED.iter().any(|name| claims.contains_key(*name)) {
        return Err(UnfitObject::Nested);
    }
    let inside = JwtClaims(claims);
    let client_id = expected.client_id.as_str();
    if inside.text("client_id")?.is_some_and(|id| id != client_id) {
        return Err(UnfitObject::ClientId);
    }
    let response_type = outside.get("response_type").ok().flatten();
    let other =
        |outer: &str| matches!(inside.text("response_type"), Ok(Some(inner)) if inner != outer);
    if response_type.is_some_and(other) {
        return Err(UnfitObject::ResponseType);
    }
    merged(claims, outside, expected)
}

fn merged(
    claims: &Map<String, Value>,
    outside: &Parameters,
    expected: &Expected<'_>,
) -> Result<Parameters, UnfitObject> {
    let mut pairs = Vec::with_capacity(claims.len());
    for (name, value) in claims {
        if ABOUT_ITSELF.contains(&name.as_str()) {
            continue;
        }
        match text(value) {
            Some(text) => pairs.push((name.clone(), text)),
            None if DECIDING.contains(&name.as_str()) => return Err(UnfitObject::Parameter),
            None => {}
        }
    }
    if !claims.contains_key("client_id") {
        let client_id = expected.client_id.as_str().to_owned();
        pairs.push(("client_id".to_owned(), client_id));
    }
    let inside = Parameters::from_pairs(pairs).map_err(|_| UnfitObject::Parameter)?;
    if expected.profile != SecurityProfile::Openid {
        return Ok(inside);
    }
    let known =
        |name: &str| NESTED.contains(&name) || inside.iter().any(|(given, _)| given == name);
    let missing = outside.without(known);
    Ok(inside.and(missing))
}

/// A parameter as a query would carry it; none for what no query carries.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(_) => Some(value.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    }
}

/// Security A18, protocol 67: whom the object is from and for, and when.
fn check_itself(claims: JwtClaims<'_>, expected: &Expected<'_>) -> Result<(), UnfitObject> {
    // Older software leaves these out, and OpenID Connect Core §6.1 lets it.
    let optional = expected.profile == SecurityProfile::Openid || !expected.signed;
    match claims.text("iss")? {
        Some(issuer) if issuer == expected.client_id.as_str() => {}
        None if optional => {}
        _ => return Err(UnfitObject::Issuer),
    }
    match claims.audience()? {
        Audience::None if optional => {}
        audience if audience.contains(expected.issuer) => {}
        _ => return Err(UnfitObject::Audience),
    }
    check_times(claims, expected)
}

fn check_times(claims: JwtClaims<'_>, expected: &Expected<'_>) -> Result<(), UnfitObject> {
    let (nbf, exp, iat) = (
        claims.time("nbf")?,
        claims.time("exp")?,
        claims.time("iat")?,
    );
    if exp.is_some_and(|exp| exp <= expected.now) {
        return Err(UnfitObject::Expired);
    }
    let latest = expected.now.plus(AHEAD);
    if nbf.is_some_and(|nbf| nbf > latest) || iat.is_some_and(|iat| iat > latest) {
        return Err(UnfitObject::Early);
    }
    if expected.profile.is_fapi() {
        let (Some(nbf), Some(exp)) = (nbf, exp) else {
            return Err(UnfitObject::Lifetime);
        };
        if expected.now > nbf.plus(FAPI_LIFETIME) || exp > nbf.plus(FAPI_LIFETIME) {
            return Err(UnfitObject::Lifetime);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
