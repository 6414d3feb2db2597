//! What Keycloak exports as a credential: JSON with `credentialData` and `secretData`, each of them
//! JSON in a string or as it is.

use super::pbkdf2::{self, Pbkdf2};
use data_encoding::{BASE64, BASE64_NOPAD};
use serde_json::Value;

/// A credential taken apart.
struct Credential {
    algorithm: String,
    iterations: u32,
    more: Value,
    salt: Vec<u8>,
    output: Vec<u8>,
}

/// Reads `pbkdf2-sha256`, `pbkdf2-sha512` and `pbkdf2`, which is by SHA-1.
pub(super) fn parse(text: &str) -> Option<Pbkdf2> {
    let credential = Credential::parse(text)?;
    let function = match credential.algorithm.as_str() {
        "pbkdf2" => "sha1",
        name => name.strip_prefix("pbkdf2-")?,
    };
    let hash = Pbkdf2 {
        function: pbkdf2::function(function)?,
        iterations: credential.iterations.try_into().ok()?,
        salt: credential.salt,
        output: credential.output,
    };
    hash.bounded()
}

/// Argon2 in the PHC string format.
pub(super) fn as_phc(text: &str) -> Option<String> {
    let credential = Credential::parse(text)?;
    if credential.algorithm != "argon2" {
        return None;
    }
    // Each of these is a list of one.
    let more = |name: &str| credential.more.get(name)?.get(0)?.as_str();
    let version = match more("version") {
        Some("1.0") => 16,
        _ => 19,
    };
    Some(format!(
        "$argon2{}$v={version}$m={},t={},p={}${}${}",
        more("type").unwrap_or("id"),
        more("memory")?,
        credential.iterations,
        more("parallelism").unwrap_or("1"),
        BASE64_NOPAD.encode(&credential.salt),
        BASE64_NOPAD.encode(&credential.output),
    ))
}

impl Credential {
    fn parse(text: &str) -> Option<Self> {
        if !text.starts_with('{') {
            return None;
        }
        let whole: Value = serde_json::from_str(text).ok()?;
        let data = inner(whole.get("credentialData")?)?;
        let secret = inner(whole.get("secretData")?)?;
        let bytes = |name: &str| BASE64.decode(secret.get(name)?.as_str()?.as_bytes()).ok();
        Some(Self {
            algorithm: data.get("algorithm")?.as_str()?.to_owned(),
            iterations: u32::try_from(data.get("hashIterations")?.as_u64()?).ok()?,
            more: data
                .get("additionalParameters")
                .cloned()
                .unwrap_or_default(),
            salt: bytes("salt")?,
            output: bytes("value")?,
        })
    }
}

fn inner(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) => serde_json::from_str(text).ok(),
        Value::Object(_) => Some(value.clone()),
        _ => None,
    }
}
