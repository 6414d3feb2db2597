//! What an app proves itself by, from files.

use crate::clock::{Clock, SystemClock};
use crate::entropy::{self, SystemEntropy};
use anyhow::{Context, bail};
use data_encoding::HEXLOWER;
use josekit::jwk::Jwk;
use josekit::jws::{ES256, EdDSA, JwsHeader, JwsSigner, PS256, RS256};
use serde_json::json;
use std::path::Path;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long an assertion is good.
const LIFETIME: Duration = Duration::from_mins(1);

fn read(path: &Path) -> anyhow::Result<Zeroizing<String>> {
    let text = std::fs::read_to_string(path);
    let text = text.with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Zeroizing::new(text))
}

/// The secret in a file, without the end of its line.
pub fn secret(path: &Path) -> anyhow::Result<String> {
    Ok(read(path)?.trim_end_matches(['\n', '\r']).to_owned())
}

/// What the private key in a file proves of the app `client_id` to `issuer` (RFC 7523 §2.2).
pub fn assertion(path: &Path, client_id: &str, issuer: &str) -> anyhow::Result<String> {
    let text = read(path)?;
    let bad = || format!("{} is no private key as a JWK", path.display());
    let jwk = Jwk::from_bytes(text.as_bytes()).with_context(bad)?;
    let signer = signer(&jwk).with_context(bad)?;
    let now = SystemClock.now();
    let id: [u8; 16] = entropy::bytes(&SystemEntropy);
    let claims = json!({
        "iss": client_id,
        "sub": client_id,
        "aud": issuer,
        "iat": now,
        "exp": now.plus(LIFETIME),
        "jti": HEXLOWER.encode(&id),
    });
    let mut header = JwsHeader::new();
    if let Some(kid) = jwk.key_id() {
        header.set_key_id(kid);
    }
    let claims = claims.to_string();
    let token = josekit::jws::serialize_compact(claims.as_bytes(), &header, signer.as_ref());
    token.context("the key signs nothing")
}

fn signer(jwk: &Jwk) -> anyhow::Result<Box<dyn JwsSigner>> {
    let algorithm = jwk.algorithm().or(match (jwk.key_type(), jwk.curve()) {
        ("RSA", _) => Some("RS256"),
        ("EC", Some("P-256")) => Some("ES256"),
        ("OKP", Some("Ed25519")) => Some("EdDSA"),
        _ => None,
    });
    Ok(match algorithm {
        Some("RS256") => Box::new(RS256.signer_from_jwk(jwk)?),
        Some("PS256") => Box::new(PS256.signer_from_jwk(jwk)?),
        Some("ES256") => Box::new(ES256.signer_from_jwk(jwk)?),
        Some("EdDSA") => Box::new(EdDSA.signer_from_jwk(jwk)?),
        _ => bail!("use a key for RS256, PS256, ES256 or EdDSA"),
    })
}
