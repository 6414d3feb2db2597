//! Client assertions (RFC 7521 §4.2, RFC 7523 §2.2): what both kinds have in common.

use super::{ClientRequest, Offered, Proof};
use crate::flow::{Failure, Services, pushed_request, token};
use crate::jose::Jws;
use crate::keys::MacPurpose;
use crate::model::Client;
use crate::oidc::client_assertion::{self, Expected, JWT_BEARER};
use crate::oidc::client_metadata::{ClientAlgorithm, ClientAuthMethod};
use crate::oidc::jwt_claims::JwtClaims;
use crate::oidc::{ClientId, ErrorCode, OAuthError};
use crate::secret::Secret;

/// An assertion, by the method that its algorithm belongs to. Which client it names is believed after
/// the proof.
pub(super) fn offered(
    request: &ClientRequest<'_>,
    method: ClientAuthMethod,
) -> Result<Option<Offered>, OAuthError> {
    let kind = request.parameters.get("client_assertion_type")?;
    let assertion = request.parameters.get("client_assertion")?;
    let assertion = match (kind, assertion) {
        (None, None) => return Ok(None),
        (Some(JWT_BEARER), Some(assertion)) => assertion,
        (Some(_), Some(_)) => return Err(UNKNOWN_TYPE),
        _ => return Err(HALF),
    };
    let Ok(jws) = Jws::parse(assertion) else {
        return Err(MALFORMED);
    };
    let by_secret = jws.is_signed_by(ClientAlgorithm::HS256);
    if by_secret != (method == ClientAuthMethod::ClientSecretJwt) {
        return Ok(None);
    }
    let subject = JwtClaims(jws.unproven_claims()).text("sub");
    let subject = subject.ok().flatten().ok_or(MALFORMED)?;
    let named = request.parameters.get("client_id")?;
    if named.is_some_and(|named| named != subject) {
        return Err(OTHER_CLIENT);
    }
    let id = ClientId::try_from(subject).map_err(|_| MALFORMED)?;
    let proof = Proof::Assertion(Secret::new(assertion.to_owned()));
    Ok(Some(Offered {
        method,
        readings: vec![(id, proof)],
    }))
}

const HALF: OAuthError = OAuthError::new(
    ErrorCode::InvalidRequest,
    "client_assertion and client_assertion_type belong together",
);
const UNKNOWN_TYPE: OAuthError = OAuthError::new(
    ErrorCode::InvalidClient,
    "client_assertion_type is not supported",
);
const MALFORMED: OAuthError = OAuthError::new(
    ErrorCode::InvalidClient,
    "client_assertion is no JWT of a client",
);
const OTHER_CLIENT: OAuthError = OAuthError::new(
    ErrorCode::InvalidRequest,
    "client_id differs from the client assertion",
);

/// Checks what the signature does not prove, once that is proven, and uses the assertion up (security
/// C10). What is wrong is told to the operator.
pub(super) async fn accept(
    services: &Services,
    request: &ClientRequest<'_>,
    client: &Client,
    jws: &Jws<'_>,
) -> Result<Result<(), String>, Failure> {
    let endpoints = [token::PATH, pushed_request::PATH, request.path];
    let expected = Expected {
        client_id: client.id.as_str(),
        profile: client.metadata.profile,
        issuer: services.issuer(),
        endpoints: &endpoints.map(|path| services.address(path)),
        now: services.now(),
    };
    let checked = client_assertion::check_typ(jws.typ().as_deref())
        .and_then(|()| client_assertion::check(JwtClaims(jws.unproven_claims()), &expected));
    let identity = match checked {
        Ok(identity) => identity,
        Err(why) => return Ok(Err(why.to_string())),
    };
    let parts = [
        b"client assertion",
        client.id.as_str().as_bytes(),
        identity.jti.as_bytes(),
    ];
    let key = services.seals.mac(MacPurpose::SpentKey, &parts);
    if services.store.spend(key, identity.expires_at).await? {
        return Ok(Ok(()));
    }
    tracing::warn!(
        event = "client_assertion_replayed",
        client_id = client.id.as_str(),
    );
    Ok(Err("jti was used before".to_owned()))
}
