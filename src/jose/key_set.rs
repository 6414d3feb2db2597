//! The public keys of a client (RFC 7517 §5), read once.

use crate::oidc::client_metadata::{ClientAlgorithm, KeyManagement};
use crate::oidc::strict_json;
use aws_lc_rs::signature::{self, ParsedPublicKey, RsaParameters, RsaPublicKeyComponents};
use data_encoding::BASE64URL_NOPAD;
use josekit::jwk::Jwk;
use serde_json::{Map, Value};
use std::ops::RangeInclusive;

/// Most bytes of a set.
const MOST_BYTES: usize = 64 * 1024;
/// Most keys of a set.
const MOST_KEYS: usize = 64;
/// Longest `kid`.
const LONGEST_KID: usize = 256;
/// Lengths of RSA moduli.
const RSA_BITS: RangeInclusive<usize> = 2048..=8192;
/// Members that only a private or a shared key has (RFC 7518 §6).
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Why a document is no key set that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeySetError {
    /// Not the form of RFC 7517 §5.
    #[error("no key set: a JSON object with a list \"keys\" is needed")]
    Malformed,
    /// Nobody has so many keys.
    #[error("more than {} KiB or {MOST_KEYS} keys", MOST_BYTES / 1024)]
    TooLarge,
}

/// A client's keys. Those of kinds that are not used here are left out.
#[derive(Debug)]
pub struct KeySet {
    keys: Vec<ClientKey>,
    has_private: bool,
}

#[derive(Debug)]
struct ClientKey {
    kid: Option<String>,
    verifiers: Vec<(ClientAlgorithm, ParsedPublicKey)>,
    encryption: Option<Encryption>,
}

/// What may be encrypted to a key.
#[derive(Debug)]
struct Encryption {
    /// The one algorithm it is for, if it says so.
    only: Option<String>,
    /// Whether it is for encryption alone (`use` is `enc`).
    is_meant: bool,
    is_rsa: bool,
    jwk: Map<String, Value>,
}

impl KeySet {
    /// Reads a document.
    pub fn from_json(text: &[u8]) -> Result<Self, KeySetError> {
        if text.len() > MOST_BYTES {
            return Err(KeySetError::TooLarge);
        }
        let value = strict_json::parse(text).map_err(|_| KeySetError::Malformed)?;
        Self::read(&value)
    }

    /// Reads a registered `jwks`.
    pub fn from_value(value: &Value) -> Result<Self, KeySetError> {
        Self::from_json(value.to_string().as_bytes())
    }

    fn read(value: &Value) -> Result<Self, KeySetError> {
        let keys = value.get("keys").and_then(Value::as_array);
        let keys = keys.ok_or(KeySetError::Malformed)?;
        if keys.len() > MOST_KEYS {
            return Err(KeySetError::TooLarge);
        }
        let keys = keys.iter().filter_map(Value::as_object);
        let (private, public): (Vec<_>, Vec<_>) =
            keys.partition(|key| PRIVATE.iter().any(|name| key.contains_key(*name)));
        Ok(Self {
            keys: public.into_iter().filter_map(ClientKey::read).collect(),
            has_private: !private.is_empty(),
        })
    }

    /// Whether the document had private or shared keys, which nobody should have seen. They are left out.
    pub const fn has_private_keys(&self) -> bool {
        self.has_private
    }

    /// Whether no key can be used for anything.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// What may check a signature of `algorithm` by a token that names the key `kid`, or none. A key
    /// without a `kid` may be the one that is named.
    pub(super) fn verifiers<'a>(
        &'a self,
        algorithm: ClientAlgorithm,
        kid: Option<&'a str>,
    ) -> impl Iterator<Item = &'a ParsedPublicKey> {
        let named = move |key: &&ClientKey| match (kid, key.kid.as_deref()) {
            (Some(wanted), Some(given)) => wanted == given,
            _ => true,
        };
        let verifiers = self
            .keys
            .iter()
            .filter(named)
            .flat_map(|key| &key.verifiers);
        verifiers
            .filter(move |(given, _)| *given == algorithm)
            .map(|(_, verifier)| verifier)
    }

    /// The key that `algorithm` can encrypt to: the first that is for encryption, or the first that does
    /// not say what it is for.
    pub(super) fn encryption_key(&self, algorithm: KeyManagement) -> Option<Jwk> {
        let fitting = |meant: bool| {
            self.keys.iter().find_map(move |key| {
                let encryption = key.encryption.as_ref()?;
                let fits = encryption.is_meant == meant && encryption.fits(algorithm);
                fits.then_some((key, encryption))
            })
        };
        let (key, encryption) = fitting(true).or_else(|| fitting(false))?;
        let mut members = encryption.jwk.clone();
        if let Some(kid) = &key.kid {
            members.insert("kid".to_owned(), kid.clone().into());
        }
        Jwk::from_map(members).ok()
    }
}

impl Encryption {
    fn fits(&self, algorithm: KeyManagement) -> bool {
        let wants_rsa = matches!(
            algorithm,
            KeyManagement::RsaOaep | KeyManagement::RsaOaep256
        );
        let only = self.only.as_deref();
        self.is_rsa == wants_rsa && only.is_none_or(|only| only == algorithm.as_str())
    }
}

impl ClientKey {
    /// The key, if it is of a kind and use that means something here.
    fn read(members: &Map<String, Value>) -> Option<Self> {
        let kid = match text(members, "kid") {
            Ok(kid) => kid.filter(|kid| kid.len() <= LONGEST_KID),
            Err(NoText) => return None,
        };
        let usage = text(members, "use").ok()?;
        let only = text(members, "alg").ok()?;
        let (mut verifiers, is_rsa, jwk) = public(members)?;
        verifiers.retain(|(algorithm, _)| only.is_none_or(|only| only == algorithm.as_str()));
        if usage.is_some_and(|usage| usage != "sig") {
            verifiers.clear();
        }
        let encrypts = usage.is_none_or(|usage| usage == "enc")
            && only.is_none_or(|only| KeyManagement::ALL.iter().any(|all| all.as_str() == only));
        let encryption = jwk.filter(|_| encrypts).map(|jwk| Encryption {
            only: only.map(str::to_owned),
            is_meant: usage.is_some(),
            is_rsa,
            jwk,
        });
        let is_useful = !verifiers.is_empty() || encryption.is_some();
        is_useful.then(|| Self {
            kid: kid.map(str::to_owned),
            verifiers,
            encryption,
        })
    }
}

struct NoText;

/// A member that is text, if it is there.
fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, NoText> {
    let Some(value) = members.get(name) else {
        return Ok(None);
    };
    value.as_str().map(Some).ok_or(NoText)
}

type Public = (
    Vec<(ClientAlgorithm, ParsedPublicKey)>,
    bool,
    Option<Map<String, Value>>,
);

/// What a key can check, whether it is RSA, and what it is made of if one can encrypt to it. The
/// library refuses points that are not on the curve.
fn public(members: &Map<String, Value>) -> Option<Public> {
    let bytes = |name| {
        let encoded = text(members, name).ok().flatten()?;
        BASE64URL_NOPAD.decode(encoded.as_bytes()).ok()
    };
    let kind = text(members, "kty").ok().flatten()?;
    match (kind, text(members, "crv").ok().flatten()) {
        ("RSA", _) => {
            let (n, e) = (bytes("n")?, bytes("e")?);
            let verifiers = vec![
                (
                    ClientAlgorithm::RS256,
                    rsa(&signature::RSA_PKCS1_2048_8192_SHA256, &n, &e)?,
                ),
                (
                    ClientAlgorithm::PS256,
                    rsa(&signature::RSA_PSS_2048_8192_SHA256, &n, &e)?,
                ),
            ];
            Some((verifiers, true, Some(picked(members, &["kty", "n", "e"]))))
        }
        ("EC", Some("P-256")) => {
            let (x, y) = (bytes("x")?, bytes("y")?);
            let point = [&[4], x.as_slice(), &y].concat();
            let key = ParsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, point).ok()?;
            let jwk = picked(members, &["kty", "crv", "x", "y"]);
            Some((vec![(ClientAlgorithm::ES256, key)], false, Some(jwk)))
        }
        ("OKP", Some("Ed25519")) => {
            let key = ParsedPublicKey::new(&signature::ED25519, bytes("x")?).ok()?;
            Some((vec![(ClientAlgorithm::EdDSA, key)], false, None))
        }
        _ => None,
    }
}

/// Parsing alone does not look at the length of the modulus (RFC 7518 §3.3).
fn rsa(algorithm: &'static RsaParameters, n: &[u8], e: &[u8]) -> Option<ParsedPublicKey> {
    let (first, rest) = n.split_first()?;
    let bits = 8 * rest.len() + first.checked_ilog2()? as usize + 1;
    if !RSA_BITS.contains(&bits) {
        return None;
    }
    let components = RsaPublicKeyComponents { n, e };
    components.to_parsed_public_key(algorithm).ok()
}

fn picked(members: &Map<String, Value>, names: &[&str]) -> Map<String, Value> {
    let wanted = |(name, value): (&String, &Value)| {
        names
            .contains(&name.as_str())
            .then(|| (name.clone(), value.clone()))
    };
    members.iter().filter_map(wanted).collect()
}
