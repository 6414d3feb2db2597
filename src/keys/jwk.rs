//! Public keys as the JWKS shows them (RFC 7517, RFC 7518 §6, RFC 8037).

use crate::model::KeyId;
use crate::oidc::SigningAlgorithm;
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{self, ParsedPublicKey, RsaPublicKeyComponents};
use data_encoding::BASE64URL_NOPAD;
use openssl::rsa::Rsa;
use serde_json::{Map, Value};

/// The public half of a signing key, as big-endian bytes of full length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicKey {
    /// RSA.
    Rsa {
        /// The modulus, without leading zeros.
        n: Vec<u8>,
        /// The exponent, without leading zeros.
        e: Vec<u8>,
    },
    /// A point on P-256.
    P256 {
        /// The first coordinate.
        x: [u8; 32],
        /// The second coordinate.
        y: [u8; 32],
    },
    /// Ed25519.
    Ed25519 {
        /// The encoded point.
        x: [u8; 32],
    },
}

impl PublicKey {
    /// From the `subjectPublicKey` of a key of `algorithm` (RFC 5280 §4.1.2.7).
    pub(super) fn from_bytes(algorithm: SigningAlgorithm, bytes: &[u8]) -> Option<Self> {
        match algorithm {
            SigningAlgorithm::RS256 | SigningAlgorithm::PS256 => Self::from_rsa_der(bytes),
            SigningAlgorithm::ES256 => Self::from_p256_point(bytes),
            SigningAlgorithm::EdDSA => Self::from_ed25519(bytes),
        }
    }

    /// From an `RSAPublicKey` (RFC 8017 §A.1.1).
    fn from_rsa_der(der: &[u8]) -> Option<Self> {
        let key = Rsa::public_key_from_der_pkcs1(der).ok()?;
        Some(Self::Rsa {
            n: key.n().to_vec(),
            e: key.e().to_vec(),
        })
    }

    /// From an uncompressed point (SEC 1 §2.3.3).
    pub(super) fn from_p256_point(point: &[u8]) -> Option<Self> {
        let [4, coordinates @ ..] = point else {
            return None;
        };
        let (x, y) = coordinates.split_at_checked(32)?;
        Some(Self::P256 {
            x: x.try_into().ok()?,
            y: y.try_into().ok()?,
        })
    }

    /// From the encoded point (RFC 8032 §5.1.5).
    fn from_ed25519(point: &[u8]) -> Option<Self> {
        Some(Self::Ed25519 {
            x: point.try_into().ok()?,
        })
    }

    /// SHA-256 thumbprint over the required members in lexicographic order (RFC 7638 §3).
    pub fn thumbprint(&self) -> KeyId {
        let mut members = self.members();
        members.sort_unstable_by_key(|(name, _)| *name);
        let canonical = Value::Object(object(members)).to_string();
        KeyId(BASE64URL_NOPAD.encode(digest(&SHA256, canonical.as_bytes()).as_ref()))
    }

    /// The public JWK with `kid`, `use` and `alg` (RFC 7517 §4).
    pub fn jwk(&self, kid: &KeyId, algorithm: SigningAlgorithm) -> Value {
        let head = [
            ("kid", kid.0.clone()),
            ("use", "sig".to_owned()),
            ("alg", algorithm.as_str().to_owned()),
        ];
        Value::Object(object(head.into_iter().chain(self.members())))
    }

    /// What checks signatures of `algorithm`, parsed once; none if this is another kind of key.
    pub(super) fn verifier(&self, algorithm: SigningAlgorithm) -> Option<ParsedPublicKey> {
        match (self, algorithm) {
            (Self::Rsa { n, e }, SigningAlgorithm::RS256) => {
                rsa_verifier(&signature::RSA_PKCS1_2048_8192_SHA256, n, e)
            }
            (Self::Rsa { n, e }, SigningAlgorithm::PS256) => {
                rsa_verifier(&signature::RSA_PSS_2048_8192_SHA256, n, e)
            }
            (Self::P256 { x, y }, SigningAlgorithm::ES256) => {
                let point = [&[4], x.as_slice(), y].concat();
                ParsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, point).ok()
            }
            (Self::Ed25519 { x }, SigningAlgorithm::EdDSA) => {
                ParsedPublicKey::new(&signature::ED25519, x).ok()
            }
            _ => None,
        }
    }

    /// The members that make up the key: what is hashed, and what a JWK must not contradict.
    pub(super) fn members(&self) -> Vec<(&'static str, String)> {
        let text = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
        match self {
            Self::Rsa { n, e } => vec![("kty", "RSA".to_owned()), ("n", text(n)), ("e", text(e))],
            Self::P256 { x, y } => vec![
                ("kty", "EC".to_owned()),
                ("crv", "P-256".to_owned()),
                ("x", text(x)),
                ("y", text(y)),
            ],
            Self::Ed25519 { x } => vec![
                ("kty", "OKP".to_owned()),
                ("crv", "Ed25519".to_owned()),
                ("x", text(x)),
            ],
        }
    }
}

fn object(members: impl IntoIterator<Item = (&'static str, String)>) -> Map<String, Value> {
    members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::String(value)))
        .collect()
}

fn rsa_verifier(
    algorithm: &'static signature::RsaParameters,
    n: &[u8],
    e: &[u8],
) -> Option<ParsedPublicKey> {
    let components = RsaPublicKeyComponents { n, e };
    components.to_parsed_public_key(algorithm).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::KeyPair;

    fn bytes(text: &str) -> Vec<u8> {
        BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
    }

    /// RFC 7638 §3.1.
    #[test]
    fn the_rsa_example_has_its_thumbprint() {
        let key = PublicKey::Rsa {
            n: bytes(concat!(
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJEC",
                "PebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2Qvz",
                "qY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZ",
                "u0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
            )),
            e: bytes("AQAB"),
        };
        assert_eq!(
            key.thumbprint().0,
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        );
    }

    /// RFC 8037 §A.3.
    #[test]
    fn the_ed25519_example_has_its_thumbprint() {
        let x = bytes("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        let key = PublicKey::from_ed25519(&x).unwrap();
        assert_eq!(
            key.thumbprint().0,
            "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
        );
    }

    #[test]
    fn jwks_are_public_and_of_full_length() {
        for algorithm in SigningAlgorithm::ALL {
            let pair = KeyPair::generate(algorithm).unwrap();
            let jwk = pair.public().jwk(&pair.kid(), algorithm);
            let names: Vec<_> = jwk
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            let length = |name: &str| bytes(jwk[name].as_str().unwrap()).len();
            match algorithm {
                SigningAlgorithm::RS256 | SigningAlgorithm::PS256 => {
                    assert_eq!(names, ["kid", "use", "alg", "kty", "n", "e"]);
                    assert_eq!((length("n"), length("e")), (256, 3));
                }
                SigningAlgorithm::ES256 => {
                    assert_eq!(names, ["kid", "use", "alg", "kty", "crv", "x", "y"]);
                    assert_eq!((length("x"), length("y")), (32, 32));
                }
                SigningAlgorithm::EdDSA => {
                    assert_eq!(names, ["kid", "use", "alg", "kty", "crv", "x"]);
                    assert_eq!(length("x"), 32);
                }
            }
        }
    }

    #[test]
    fn coordinates_keep_their_leading_zeros() {
        let mut point = [0; 65];
        point[0] = 4;
        point[64] = 9;
        let key = PublicKey::from_p256_point(&point).unwrap();
        let jwk = key.jwk(&key.thumbprint(), SigningAlgorithm::ES256);
        assert_eq!(jwk["x"].as_str().unwrap().len(), 43);
        assert_eq!(PublicKey::from_p256_point(&point[..64]), None);
    }
}
