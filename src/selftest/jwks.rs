//! The key set (RFC 7517, OpenID Connect Discovery 1.0 §3).

use super::jwt::text;
use super::report::{Area, Check, Fault, Outcome, advise, demand, short};
use super::run::Run;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

const ANSWER: Check = check("keys-answer", "The key set is there", "RFC 7517 §5");

type Holds = fn(&[Value]) -> Outcome;

/// What is demanded of the keys alone.
const CHECKS: &[(Check, Holds)] = &[
    (
        check(
            "keys-private",
            "No private and no symmetric key is shown",
            "OpenID Connect Discovery §3",
        ),
        private,
    ),
    (
        check(
            "keys-kid",
            "Every key has a kid of its own",
            "RFC 7517 §4.5, OpenID Connect Core §10.1",
        ),
        kid,
    ),
    (
        check(
            "keys-members",
            "Every key has kty, use and alg",
            "RFC 7517 §4",
        ),
        members,
    ),
    (
        check(
            "keys-encoding",
            "Numbers are base64url of their full length",
            "RFC 7518 §6.2, §6.3",
        ),
        encoding,
    ),
    (
        check(
            "keys-strength",
            "Keys are long enough",
            "RFC 7518 §3.3, §3.4",
        ),
        strength,
    ),
];

const RS256: Check = check(
    "keys-rs256",
    "There is a key for RS256",
    "OpenID Connect Core §15.1",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Keys, id, title, section)
}

/// Fetches the key set and looks at it.
pub(super) async fn play(run: &mut Run<'_>) {
    let keys = fetch(run).await;
    run.note(ANSWER, keys.as_ref().map(drop).map_err(Clone::clone));
    let Ok(keys) = keys else {
        return;
    };
    for (check, holds) in CHECKS {
        run.note(*check, holds(&keys));
    }
    run.note(RS256, rs256(&keys));
    run.keys = keys;
}

/// The keys as they are published now.
async fn fetch(run: &Run<'_>) -> Result<Vec<Value>, Fault> {
    let url = run.endpoint("jwks_uri");
    let url = url.ok_or_else(|| short("no jwks_uri", "an address"))?;
    let answer = run.http.get(url).await?;
    demand(answer.status == 200, answer.summary(), "200")?;
    // RFC 7517 §8.5.2 has a type of its own; both are used.
    let set: Option<Value> = serde_json::from_str(&answer.body).ok();
    let keys = set.as_ref().and_then(|set| set.get("keys")?.as_array());
    let keys = keys.filter(|keys| !keys.is_empty());
    let keys = keys.ok_or_else(|| short("no keys", "an object with keys"))?;
    Ok(keys.clone())
}

fn objects(keys: &[Value]) -> impl Iterator<Item = &Map<String, Value>> {
    keys.iter().filter_map(Value::as_object)
}

fn private(keys: &[Value]) -> Outcome {
    for key in objects(keys) {
        let secret = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
        let shown = secret.into_iter().find(|name| key.contains_key(*name));
        let received = format!(
            "the member {} of the key {:?}",
            shown.unwrap_or_default(),
            text(key, "kid")
        );
        demand(shown.is_none(), received, "public members only")?;
        demand(text(key, "kty") != "oct", "a symmetric key", "key pairs")?;
    }
    Ok(())
}

fn kid(keys: &[Value]) -> Outcome {
    let mut seen = BTreeSet::new();
    for key in objects(keys) {
        let kid = text(key, "kid");
        demand(!kid.trim().is_empty(), "a key without kid", "a kid")?;
        demand(
            seen.insert(kid),
            format!("two keys with the kid {kid:?}"),
            "a kid of its own for each",
        )?;
    }
    Ok(())
}

fn members(keys: &[Value]) -> Outcome {
    for key in objects(keys) {
        let kid = text(key, "kid");
        demand(
            !text(key, "kty").is_empty(),
            format!("no kty of {kid:?}"),
            "kty",
        )?;
        let purpose = text(key, "use");
        demand(
            matches!(purpose, "sig" | "enc" | ""),
            format!("use {purpose:?} of {kid:?}"),
            "sig or enc",
        )?;
        let told = !purpose.is_empty() && !text(key, "alg").is_empty();
        advise(told, format!("use or alg is missing in the key {kid:?}"))?;
    }
    Ok(())
}

/// A number of a key.
fn number(key: &Map<String, Value>, name: &str) -> Result<Vec<u8>, Fault> {
    let decoded = BASE64URL_NOPAD.decode(text(key, name).as_bytes());
    decoded
        .ok()
        .filter(|bytes| !bytes.is_empty())
        .ok_or_else(|| {
            let received = format!("{name} of the key {:?}", text(key, "kid"));
            short(received, "unpadded base64url")
        })
}

fn encoding(keys: &[Value]) -> Outcome {
    for key in objects(keys) {
        match text(key, "kty") {
            "RSA" => {
                number(key, "n")?;
                number(key, "e")?;
            }
            "EC" => {
                let length = match text(key, "crv") {
                    "P-256" | "secp256k1" => 32,
                    "P-384" => 48,
                    "P-521" => 66,
                    other => return advise(false, format!("the curve {other:?}")),
                };
                for name in ["x", "y"] {
                    let bytes = number(key, name)?.len();
                    demand(bytes == length, format!("{bytes} bytes in {name}"), length)?;
                }
            }
            "OKP" => {
                number(key, "x")?;
            }
            other => advise(false, format!("a key of the kind {other:?}"))?,
        }
    }
    Ok(())
}

fn strength(keys: &[Value]) -> Outcome {
    for key in objects(keys).filter(|key| text(key, "kty") == "RSA") {
        let modulus = number(key, "n")?;
        let leading = modulus.first().map_or(0, |byte| byte.leading_zeros());
        let bits = modulus.len() * 8 - leading as usize;
        demand(
            bits >= 2048,
            format!("{bits} bits of {:?}", text(key, "kid")),
            "2048 or more",
        )?;
    }
    Ok(())
}

fn rs256(keys: &[Value]) -> Outcome {
    let fits = |key: &Map<String, Value>| {
        text(key, "kty") == "RSA"
            && matches!(text(key, "use"), "sig" | "")
            && matches!(text(key, "alg"), "RS256" | "")
    };
    let count = objects(keys).filter(|key| fits(key)).count();
    demand(count > 0, "no such key", "an RSA key to sign with")
}
