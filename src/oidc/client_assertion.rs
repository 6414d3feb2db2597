//! Client assertions (RFC 7523 §3, OpenID Connect Core §9): what they must say.

use super::client_metadata::{ClientAlgorithm, ClientAuthMethod, ClientMetadata, SecurityProfile};
use super::jwt_claims::{Audience, JwtClaims, MalformedClaim};
use crate::clock::Timestamp;
use std::time::Duration;

/// `client_assertion_type` (RFC 7523 §2.2).
pub const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How far ahead an assertion may expire (security C8).
const LONGEST: Duration = Duration::from_mins(10);
/// How far ahead a client's clock may be.
const AHEAD: Duration = Duration::from_mins(1);
/// Longest `jti`.
const LONGEST_JTI: usize = 1024;
/// `typ` headers of assertions (RFC 7519 §5.1; RFC 7523 has none of its own, its successor has).
const TYPES: [&str; 2] = ["jwt", "client-authentication+jwt"];

/// Claims of request objects, which clients sign too, and which browsers get to see: untyped ones must
/// not pass for assertions (RFC 9101 §10.8, RFC 8725 §3.12).
const OF_REQUESTS: [&str; 2] = ["response_type", "redirect_uri"];

/// What an assertion is measured by.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The client that it must be about.
    pub client_id: &'a str,
    /// The client's rules.
    pub profile: SecurityProfile,
    /// This issuer.
    pub issuer: &'a str,
    /// Addresses that older rules take as audience: of the token endpoint, of the endpoint for pushed
    /// requests, and of the endpoint that was called.
    pub endpoints: &'a [String],
    /// Now.
    pub now: Timestamp,
}

/// Why an assertion does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum UnfitAssertion {
    #[error(transparent)]
    Malformed(#[from] MalformedClaim),
    #[error("it is another kind of JWT")]
    Typ,
    #[error("iss and sub must both be the client_id")]
    Subject,
    #[error("aud does not name this server as the client's profile wants it")]
    Audience,
    #[error("exp is missing")]
    NoExpiry,
    #[error("it has expired")]
    Expired,
    #[error("exp lies too far ahead")]
    TooLong,
    #[error("iat or nbf lies ahead")]
    Early,
    #[error("jti is missing, empty or too long")]
    Jti,
}

/// What makes an assertion the one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity<'a> {
    /// Its identifier.
    pub jti: &'a str,
    /// Until when it must be remembered.
    pub expires_at: Timestamp,
}

/// The algorithms that a client's assertions by `method` may be signed with.
pub fn algorithms(client: &ClientMetadata, method: ClientAuthMethod) -> Vec<ClientAlgorithm> {
    let all = match method {
        ClientAuthMethod::ClientSecretJwt if !client.profile.is_fapi() => {
            &[ClientAlgorithm::HS256][..]
        }
        ClientAuthMethod::PrivateKeyJwt => client.profile.client_algorithms(),
        _ => &[],
    };
    let only = client.token_endpoint_auth_signing_alg;
    let fits = |algorithm: &ClientAlgorithm| only.is_none_or(|only| only == *algorithm);
    all.iter().copied().filter(fits).collect()
}

/// Whether a header's `typ`, in lower case, can be that of an assertion (RFC 8725 §3.11).
pub fn check_typ(typ: Option<&str>) -> Result<(), UnfitAssertion> {
    let fits = typ.is_none_or(|typ| TYPES.contains(&typ));
    fits.then_some(()).ok_or(UnfitAssertion::Typ)
}

/// Checks everything that the signature does not prove.
pub fn check<'a>(
    claims: JwtClaims<'a>,
    expected: &Expected<'_>,
) -> Result<Identity<'a>, UnfitAssertion> {
    if OF_REQUESTS.iter().any(|name| claims.0.contains_key(*name)) {
        return Err(UnfitAssertion::Typ);
    }
    let about = |name| Ok::<_, MalformedClaim>(claims.text(name)? == Some(expected.client_id));
    if !(about("iss")? && about("sub")?) {
        return Err(UnfitAssertion::Subject);
    }
    if !is_for_us(&claims.audience()?, expected) {
        return Err(UnfitAssertion::Audience);
    }
    let expires_at = claims.time("exp")?.ok_or(UnfitAssertion::NoExpiry)?;
    check_times(claims, expires_at, expected.now)?;
    let jti = claims.text("jti")?.unwrap_or_default();
    if jti.is_empty() || jti.len() > LONGEST_JTI {
        return Err(UnfitAssertion::Jti);
    }
    Ok(Identity { jti, expires_at })
}

/// Security C9, protocol 87 to 89.
fn is_for_us(audience: &Audience<'_>, expected: &Expected<'_>) -> bool {
    match expected.profile {
        SecurityProfile::BestPractice | SecurityProfile::Fapi2 => {
            *audience == Audience::One(expected.issuer)
        }
        SecurityProfile::Openid | SecurityProfile::Fapi1 => {
            audience.contains(expected.issuer)
                || expected.endpoints.iter().any(|own| audience.contains(own))
        }
    }
}

fn check_times(
    claims: JwtClaims<'_>,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), UnfitAssertion> {
    if expires_at <= now {
        return Err(UnfitAssertion::Expired);
    }
    if expires_at > now.plus(LONGEST) {
        return Err(UnfitAssertion::TooLong);
    }
    for name in ["iat", "nbf"] {
        if claims
            .time(name)?
            .is_some_and(|time| time > now.plus(AHEAD))
        {
            return Err(UnfitAssertion::Early);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const NOW: i64 = 1_000_000;

    fn check_under(profile: SecurityProfile, claims: &Value) -> Result<(), UnfitAssertion> {
        let endpoints = [
            "https://op.example/token".to_owned(),
            "https://op.example/par".to_owned(),
        ];
        let expected = Expected {
            client_id: "app",
            profile,
            issuer: "https://op.example",
            endpoints: &endpoints,
            now: Timestamp(NOW),
        };
        check(JwtClaims(claims.as_object().unwrap()), &expected).map(|_| ())
    }

    fn good() -> Value {
        json!({
            "iss": "app", "sub": "app", "aud": "https://op.example", "jti": "1",
            "exp": NOW + 60, "iat": NOW,
        })
    }

    fn with(name: &str, value: Value) -> Result<(), UnfitAssertion> {
        let mut claims = good();
        claims[name] = value;
        check_under(SecurityProfile::BestPractice, &claims)
    }

    fn without(name: &str) -> Result<(), UnfitAssertion> {
        let mut claims = good();
        claims.as_object_mut().unwrap().remove(name);
        check_under(SecurityProfile::BestPractice, &claims)
    }

    #[test]
    fn protocol_86_security_c8_every_claim_is_checked() {
        assert_eq!(check_under(SecurityProfile::BestPractice, &good()), Ok(()));
        for name in ["iss", "sub"] {
            assert_eq!(without(name), Err(UnfitAssertion::Subject));
            assert_eq!(with(name, json!("other")), Err(UnfitAssertion::Subject));
            assert!(with(name, json!(["app"])).is_err());
        }
        assert_eq!(without("exp"), Err(UnfitAssertion::NoExpiry));
        assert_eq!(with("exp", json!(NOW)), Err(UnfitAssertion::Expired));
        assert_eq!(with("exp", json!(NOW + 1)), Ok(()));
        assert_eq!(with("exp", json!(NOW + 600)), Ok(()));
        assert_eq!(with("exp", json!(NOW + 601)), Err(UnfitAssertion::TooLong));
        for name in ["iat", "nbf"] {
            assert_eq!(without(name), Ok(()));
            assert_eq!(with(name, json!(NOW + 10)), Ok(()));
            assert_eq!(with(name, json!(NOW + 60)), Ok(()));
            assert_eq!(with(name, json!(NOW + 61)), Err(UnfitAssertion::Early));
            assert!(with(name, json!("soon")).is_err());
        }
        assert_eq!(without("jti"), Err(UnfitAssertion::Jti));
        assert_eq!(with("jti", json!("")), Err(UnfitAssertion::Jti));
        let long = "x".repeat(1025);
        assert_eq!(with("jti", json!(long)), Err(UnfitAssertion::Jti));
    }

    #[test]
    fn security_c12_a_request_object_is_no_assertion() {
        for name in OF_REQUESTS {
            assert_eq!(with(name, json!("code")), Err(UnfitAssertion::Typ));
        }
    }

    #[test]
    fn protocol_87_to_89_security_c9_the_audience_follows_the_profile() {
        use SecurityProfile::{BestPractice, Fapi1, Fapi2, Openid};
        let of = |aud: Value| {
            let mut claims = good();
            claims["aud"] = aud;
            [BestPractice, Openid, Fapi1, Fapi2]
                .map(|profile| check_under(profile, &claims).is_ok())
        };
        assert_eq!(of(json!("https://op.example")), [true; 4]);
        let older = [false, true, true, false];
        assert_eq!(of(json!(["https://op.example"])), older);
        assert_eq!(of(json!("https://op.example/token")), older);
        assert_eq!(of(json!("https://op.example/par")), older);
        assert_eq!(of(json!(["x", "https://op.example/par"])), older);
        for aud in [
            json!("https://op.example/"),
            json!("https://other.example"),
            json!([]),
            json!(""),
            json!(null),
        ] {
            assert_eq!(of(aud), [false; 4]);
        }
    }

    #[test]
    fn protocol_90_security_c12_algorithms_and_types_are_fixed() {
        let mut client = ClientMetadata::default();
        let key = ClientAuthMethod::PrivateKeyJwt;
        assert_eq!(algorithms(&client, key), ClientAlgorithm::ASYMMETRIC);
        let secret = ClientAuthMethod::ClientSecretJwt;
        assert_eq!(algorithms(&client, secret), [ClientAlgorithm::HS256]);
        assert_eq!(algorithms(&client, ClientAuthMethod::None), []);
        client.token_endpoint_auth_signing_alg = Some(ClientAlgorithm::RS256);
        assert_eq!(algorithms(&client, key), [ClientAlgorithm::RS256]);
        assert_eq!(algorithms(&client, secret), []);
        client.profile = SecurityProfile::Fapi2;
        assert_eq!(algorithms(&client, key), []);
        client.token_endpoint_auth_signing_alg = None;
        let few = [
            ClientAlgorithm::PS256,
            ClientAlgorithm::ES256,
            ClientAlgorithm::EdDSA,
        ];
        assert_eq!(algorithms(&client, key), few);
        assert_eq!(algorithms(&client, secret), []);
        for typ in [
            "dpop+jwt",
            "oauth-authz-req+jwt",
            "logout+jwt",
            "at+jwt",
            "",
        ] {
            assert_eq!(check_typ(Some(typ)), Err(UnfitAssertion::Typ));
        }
        assert_eq!(check_typ(Some("jwt")), Ok(()));
        assert_eq!(check_typ(None), Ok(()));
    }
}
