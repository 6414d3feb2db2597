//! What an ID token says and who signed it (OpenID Connect Core §2, §3.1.3.7).

use super::jwt::Jwt;
use super::report::{Area, Check, Outcome, applies, demand};
use super::session::Session;
use serde_json::Value;

/// How far the clocks may be apart, in seconds.
const SKEW: i64 = 60;
/// Longer lives no ID token that is one.
const LONGEST: i64 = 366 * 86_400;

/// An ID token and what its client knows about it.
pub(super) struct Seen<'a> {
    pub session: &'a Session<'a>,
    pub jwt: Jwt,
    pub nonce: &'a str,
    pub access_token: Option<&'a str>,
    pub code: Option<&'a str>,
    /// Whether it came from the authorization endpoint.
    pub in_front: bool,
}

type Holds = fn(&Seen<'_>) -> Outcome;

/// All that is demanded of any ID token.
const CHECKS: &[(Check, Holds)] = &[
    (
        check(
            "id-token-signature",
            "The published key that it names has signed it",
            "OpenID Connect Core §3.1.3.7, §10.1",
        ),
        signature,
    ),
    (
        check(
            "id-token-algorithm",
            "It is signed by a listed algorithm",
            "OpenID Connect Core §3.1.3.7",
        ),
        algorithm,
    ),
    (
        check(
            "id-token-iss",
            "iss is the issuer",
            "OpenID Connect Core §2",
        ),
        iss,
    ),
    (
        check(
            "id-token-aud",
            "aud and azp are the client",
            "OpenID Connect Core §2",
        ),
        aud,
    ),
    (
        check(
            "id-token-times",
            "It was made now and has not expired",
            "OpenID Connect Core §2",
        ),
        times,
    ),
    (
        check(
            "id-token-sub",
            "sub is 1 to 255 characters of ASCII",
            "OpenID Connect Core §2",
        ),
        sub,
    ),
    (
        check(
            "id-token-nonce",
            "nonce comes back unchanged",
            "OpenID Connect Core §3.1.2.1",
        ),
        nonce,
    ),
    (
        check(
            "id-token-at-hash",
            "at_hash is the access token's",
            "OpenID Connect Core §3.1.3.6, §3.3.2.11",
        ),
        at_hash,
    ),
    (
        check(
            "id-token-c-hash",
            "c_hash is the code's",
            "OpenID Connect Core §3.3.2.11",
        ),
        c_hash,
    ),
    (
        check(
            "id-token-claims",
            "auth_time, acr and amr have their types",
            "OpenID Connect Core §2",
        ),
        types,
    ),
];

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::IdToken, id, title, section)
}

/// Notes every demand.
pub(super) fn note_all(seen: &Seen<'_>) {
    for (check, holds) in CHECKS {
        seen.session.run.note(*check, holds(seen));
    }
}

/// The first demand that does not hold.
pub(super) fn all(seen: &Seen<'_>) -> Outcome {
    use super::report::Fault;
    for (_, holds) in CHECKS {
        match holds(seen) {
            Ok(()) | Err(Fault::NotApplicable(_)) => {}
            fault => return fault,
        }
    }
    Ok(())
}

fn signature(seen: &Seen<'_>) -> Outcome {
    seen.jwt.verify(&seen.session.run.keys)
}

fn algorithm(seen: &Seen<'_>) -> Outcome {
    let name = seen.jwt.algorithm();
    let list = "id_token_signing_alg_values_supported";
    let listed = seen.session.run.supports(list, name, false);
    demand(listed && name != "none", name, "one of the metadata's list")
}

fn iss(seen: &Seen<'_>) -> Outcome {
    let (iss, issuer) = (seen.jwt.text("iss"), seen.session.run.issuer());
    demand(iss == issuer, format!("{iss:?}"), format!("{issuer:?}"))
}

fn aud(seen: &Seen<'_>) -> Outcome {
    let id = &seen.session.client.id;
    let aud = seen.jwt.claims.get("aud").unwrap_or(&Value::Null);
    let alone = aud == id;
    let listed = aud
        .as_array()
        .is_some_and(|list| list.iter().any(|aud| aud == id));
    demand(alone || listed, format!("aud {aud}"), format!("{id:?}"))?;
    let azp = seen.jwt.claims.get("azp");
    demand(
        azp.is_none_or(|azp| azp == id),
        format!("azp {azp:?}"),
        format!("{id:?}"),
    )
}

fn times(seen: &Seen<'_>) -> Outcome {
    let now = seen.session.run.now();
    let said = |name: &str| {
        let value = seen.jwt.claims.get(name);
        format!("{name} {}, and it is {now}", value.unwrap_or(&Value::Null))
    };
    let exp = seen.jwt.number("exp").unwrap_or(0);
    demand(
        exp > now && exp < now + LONGEST,
        said("exp"),
        "a time to come",
    )?;
    let iat = seen.jwt.number("iat").unwrap_or(0);
    demand((iat - now).abs() <= SKEW, said("iat"), "now")?;
    let nbf = seen.jwt.number("nbf").unwrap_or(0);
    demand(nbf <= now + SKEW, said("nbf"), "a time that has come")
}

fn sub(seen: &Seen<'_>) -> Outcome {
    let sub = seen.jwt.text("sub");
    let good = (1..=255).contains(&sub.len()) && sub.is_ascii();
    demand(good, format!("{sub:?}"), "1 to 255 characters of ASCII")
}

fn nonce(seen: &Seen<'_>) -> Outcome {
    let nonce = seen.jwt.text("nonce");
    demand(
        nonce == seen.nonce,
        format!("{nonce:?}"),
        format!("{:?}", seen.nonce),
    )
}

fn at_hash(seen: &Seen<'_>) -> Outcome {
    hash(seen, "at_hash", seen.access_token)
}

fn c_hash(seen: &Seen<'_>) -> Outcome {
    hash(seen, "c_hash", seen.code)
}

fn hash(seen: &Seen<'_>, name: &str, of: Option<&str>) -> Outcome {
    let said = seen.jwt.claims.get(name).and_then(Value::as_str);
    let needed = seen.in_front && of.is_some();
    applies(
        said.is_some() || needed,
        format!("{name} is optional here and not there"),
    )?;
    let right = of.and_then(|of| seen.jwt.half_hash(of));
    applies(right.is_some(), format!("{name} of nothing that is known"))?;
    demand(
        said == right.as_deref(),
        format!("{name} {said:?}"),
        "the left half of the hash",
    )
}

fn types(seen: &Seen<'_>) -> Outcome {
    let claims = &seen.jwt.claims;
    let demand_type = |name: &str, is: fn(&Value) -> bool, expected: &str| {
        let value = claims.get(name);
        demand(
            value.is_none_or(is),
            format!("{name} {}", value.unwrap_or(&Value::Null)),
            expected,
        )
    };
    let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    let is_list = |value: &Value| {
        let list = value.as_array();
        list.is_some_and(|list| list.iter().all(Value::is_string))
    };
    demand_type("auth_time", Value::is_i64, "a whole number of seconds")?;
    demand_type("acr", is_text, "a string")?;
    demand_type("amr", is_list, "a list of strings")
}
