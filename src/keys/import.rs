//! Signing keys brought along as files: PEM or JWK.

use super::KeyPair;
use crate::model::KeyId;
use crate::oidc::SigningAlgorithm;
use josekit::jwk::alg::ec::EcKeyPair;
use josekit::jwk::alg::ed::EdKeyPair;
use josekit::jwk::alg::rsa::RsaKeyPair;
use josekit::jwk::{Jwk, KeyPair as _};
use openssl::pkey::{Id, PKey, Private};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A private key from a file.
#[derive(Debug)]
pub struct Imported {
    /// Where it came from.
    pub path: PathBuf,
    /// The key.
    pub pair: KeyPair,
}

impl Imported {
    /// The key's identifier: its thumbprint (RFC 7638), whatever `kid` the file gives it.
    pub fn kid(&self) -> KeyId {
        self.pair.kid()
    }
}

/// Why a key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file or directory cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It holds no key that Signet signs with.
    #[error("{path} {problem}. Replace the file, or take it out of the directory")]
    Unfit {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// Two files hold the same key. Each algorithm needs a key of its own.
    #[error("{first} and {second} hold the same key: take one of them out of the directory")]
    Twice {
        /// One file.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
}

/// Reads every `*.pem`, `*.jwk` and `*.json` in `keys_dir`, in the order of their names. A missing
/// directory holds none; hidden files are passed over.
pub fn import_dir(keys_dir: &Path) -> Result<Vec<Imported>, ImportError> {
    let mut seen: BTreeMap<KeyId, PathBuf> = BTreeMap::new();
    let mut all = Vec::new();
    for path in key_files(keys_dir)? {
        let imported = import_file(&path)?;
        if let Some(first) = seen.insert(imported.kid(), path.clone()) {
            return Err(ImportError::Twice {
                first,
                second: path,
            });
        }
        all.push(imported);
    }
    Ok(all)
}

/// Reads one private key. PEM: PKCS#8 (RFC 5958), `RSA PRIVATE KEY` or `EC PRIVATE KEY`, not
/// encrypted. JWK (RFC 7517): RSA with its primes, EC or OKP. RSA of 2048 bits or more signs RS256
/// unless a JWK says `"alg": "PS256"`, P-256 ES256, Ed25519 EdDSA.
pub fn import_file(path: &Path) -> Result<Imported, ImportError> {
    let text = std::fs::read(path)
        .map(Zeroizing::new)
        .map_err(|source| ImportError::Read {
            path: path.to_owned(),
            source,
        })?;
    let is_pem = path.extension().is_some_and(|extension| extension == "pem");
    let pair = if is_pem { pem(&text) } else { jwk(&text) };
    match pair {
        Ok(pair) => Ok(Imported {
            path: path.to_owned(),
            pair,
        }),
        Err(problem) => Err(ImportError::Unfit {
            path: path.to_owned(),
            problem,
        }),
    }
}

fn key_files(dir: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let unreadable = |source| ImportError::Read {
        path: dir.to_owned(),
        source,
    };
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(unreadable)?.path();
        if is_key_file(&path) {
            files.push(path);
        }
    }
    files.sort_unstable();
    Ok(files)
}

fn is_key_file(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let extension = path.extension().and_then(|extension| extension.to_str());
    name.is_some_and(|name| !name.starts_with('.'))
        && matches!(extension, Some("pem" | "jwk" | "json"))
        && path.is_file()
}

/// A problem is the end of a sentence that begins with the file's name.
type Problem = String;

fn pem(text: &[u8]) -> Result<KeyPair, Problem> {
    // The callback is asked for a password: without it OpenSSL would ask at the terminal.
    let mut encrypted = false;
    let key = PKey::private_key_from_pem_callback(text, |_| {
        encrypted = true;
        Ok(0)
    });
    match key {
        Ok(key) => pair_of(&key, None),
        Err(_) if encrypted => Err("is encrypted: store the key without a password".to_owned()),
        Err(_) => Err("holds no private key in PEM form".to_owned()),
    }
}

fn jwk(text: &[u8]) -> Result<KeyPair, Problem> {
    let jwk = Jwk::from_bytes(text).map_err(|_| "is not a JWK".to_owned())?;
    if jwk.key_use().is_some_and(|purpose| purpose != "sig") {
        return Err("is not for signing (`use`)".to_owned());
    }
    let named = match jwk.algorithm().map(str::parse) {
        None => None,
        Some(Ok(algorithm)) => Some(algorithm),
        Some(Err(unknown)) => return Err(format!("names an `alg` that is {unknown}")),
    };
    let pair = pair_of(&private_of_jwk(&jwk)?, named)?;
    agrees(&jwk, &pair)?;
    Ok(pair)
}

fn private_of_jwk(jwk: &Jwk) -> Result<PKey<Private>, Problem> {
    let der = match jwk.key_type() {
        "RSA" => RsaKeyPair::from_jwk(jwk).map(|pair| pair.to_der_private_key()),
        "EC" => EcKeyPair::from_jwk(jwk).map(|pair| pair.to_der_private_key()),
        "OKP" => EdKeyPair::from_jwk(jwk).map(|pair| pair.to_der_private_key()),
        _ => return Err("is no RSA, EC or OKP key".to_owned()),
    };
    der.ok()
        .map(Zeroizing::new)
        .and_then(|der| PKey::private_key_from_der(&der).ok())
        .ok_or_else(|| "holds no complete private key".to_owned())
}

/// The public members that the file gives must be those of its private key.
fn agrees(jwk: &Jwk, pair: &KeyPair) -> Result<(), Problem> {
    let contradicts = |(name, value): &(&str, String)| {
        jwk.parameter(name)
            .is_some_and(|given| given.as_str() != Some(value.as_str()))
    };
    match pair
        .public()
        .members()
        .iter()
        .find(|member| contradicts(member))
    {
        Some((name, _)) => Err(format!("has a `{name}` that is not its private key's")),
        None => Ok(()),
    }
}

fn pair_of(key: &PKey<Private>, named: Option<SigningAlgorithm>) -> Result<KeyPair, Problem> {
    let own = own_algorithm(key)?;
    let algorithm = match (own, named) {
        (SigningAlgorithm::RS256, Some(SigningAlgorithm::PS256)) => SigningAlgorithm::PS256,
        (own, Some(named)) if own != named => {
            return Err(format!("names {named}, which its key cannot sign"));
        }
        (own, _) => own,
    };
    let unusable = || format!("holds a damaged {algorithm} key");
    let pkcs8 = key.private_key_to_pkcs8().map_err(|_| unusable())?;
    let pkcs8 = Zeroizing::new(pkcs8);
    KeyPair::from_pkcs8(algorithm, &pkcs8).map_err(|_| unusable())
}

fn own_algorithm(key: &PKey<Private>) -> Result<SigningAlgorithm, Problem> {
    match key.id() {
        Id::RSA if key.bits() < 2048 => Err(format!(
            "holds an RSA key of {} bits: at least 2048 are needed",
            key.bits()
        )),
        Id::RSA => Ok(SigningAlgorithm::RS256),
        Id::EC if is_p256(key) => Ok(SigningAlgorithm::ES256),
        Id::EC => Err("holds a key on another curve than P-256".to_owned()),
        Id::ED25519 => Ok(SigningAlgorithm::EdDSA),
        _ => Err("holds a key that is neither RSA, P-256 nor Ed25519".to_owned()),
    }
}

fn is_p256(key: &PKey<Private>) -> bool {
    key.ec_key()
        .is_ok_and(|key| key.group().curve_name() == Some(openssl::nid::Nid::X9_62_PRIME256V1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use josekit::jwk::alg::ec::EcCurve;
    use josekit::jwk::alg::ed::EdCurve;
    use openssl::symm::Cipher;
    use serde_json::json;
    use std::fs;

    fn import(name: &str, content: impl AsRef<[u8]>) -> Result<Imported, String> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        fs::write(&path, content).unwrap();
        import_file(&path).map_err(|error| {
            assert!(error.to_string().contains(name), "{error}");
            error.to_string()
        })
    }

    fn algorithm(name: &str, content: impl AsRef<[u8]>) -> SigningAlgorithm {
        import(name, content).unwrap().pair.algorithm()
    }

    #[test]
    fn pems_of_every_kind_are_read() {
        let rsa = RsaKeyPair::generate(2048).unwrap();
        let ec = EcKeyPair::generate(EcCurve::P256).unwrap();
        let ed = EdKeyPair::generate(EdCurve::Ed25519).unwrap();
        let rs256 = SigningAlgorithm::RS256;
        assert_eq!(algorithm("a.pem", rsa.to_pem_private_key()), rs256);
        assert_eq!(
            algorithm("a.pem", rsa.to_traditional_pem_private_key()),
            rs256
        );
        let es256 = SigningAlgorithm::ES256;
        assert_eq!(algorithm("a.pem", ec.to_pem_private_key()), es256);
        assert_eq!(
            algorithm("a.pem", ec.to_traditional_pem_private_key()),
            es256
        );
        let eddsa = SigningAlgorithm::EdDSA;
        assert_eq!(algorithm("a.pem", ed.to_pem_private_key()), eddsa);
    }

    #[test]
    fn jwks_of_every_kind_are_read() {
        let mut rsa = Jwk::generate_rsa_key(2048).unwrap();
        let text = rsa.to_string();
        assert_eq!(algorithm("a.jwk", &text), SigningAlgorithm::RS256);
        let kid = import("a.json", &text).unwrap().kid();
        rsa.set_algorithm("PS256");
        rsa.set_key_use("sig");
        rsa.set_key_id("old");
        let imported = import("a.jwk", rsa.to_string()).unwrap();
        assert_eq!(imported.pair.algorithm(), SigningAlgorithm::PS256);
        assert_eq!(imported.kid(), kid);
        let ec = Jwk::generate_ec_key(EcCurve::P256).unwrap();
        assert_eq!(algorithm("a.json", ec.to_string()), SigningAlgorithm::ES256);
        let ed = Jwk::generate_ed_key(EdCurve::Ed25519).unwrap();
        assert_eq!(algorithm("a.jwk", ed.to_string()), SigningAlgorithm::EdDSA);
    }

    #[test]
    fn the_same_key_has_one_kid_in_both_forms() {
        let pair = EcKeyPair::generate(EcCurve::P256).unwrap();
        let pem = import("a.pem", pair.to_pem_private_key()).unwrap();
        let jwk = import("a.jwk", pair.to_jwk_private_key().to_string()).unwrap();
        assert_eq!(pem.kid(), jwk.kid());
    }

    #[test]
    fn unfit_pems_say_why() {
        let small = RsaKeyPair::generate(1024).unwrap();
        let curve = EcKeyPair::generate(EcCurve::P384).unwrap();
        let ed448 = EdKeyPair::generate(EdCurve::Ed448).unwrap();
        let ec = EcKeyPair::generate(EcCurve::P256).unwrap();
        let key = PKey::private_key_from_pem(&ec.to_pem_private_key()).unwrap();
        let locked = key
            .private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), b"secret")
            .unwrap();
        for (content, why) in [
            (small.to_pem_private_key(), "1024 bits"),
            (curve.to_pem_private_key(), "curve"),
            (ed448.to_pem_private_key(), "neither"),
            (ec.to_pem_public_key(), "no private key"),
            (locked, "encrypted"),
            (b"rubbish".to_vec(), "no private key"),
            (Vec::new(), "no private key"),
        ] {
            let error = import("a.pem", content).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn unfit_jwks_say_why() {
        let ec = Jwk::generate_ec_key(EcCurve::P256).unwrap();
        let with = |name: &str, value: serde_json::Value| {
            let mut jwk: serde_json::Map<_, _> = ec.clone().into();
            jwk.insert(name.to_owned(), value);
            serde_json::Value::Object(jwk).to_string()
        };
        let other = Jwk::generate_ec_key(EcCurve::P256).unwrap();
        let okp = Jwk::generate_ed_key(EdCurve::Ed25519).unwrap();
        let mut mixed: serde_json::Map<_, _> = okp.into();
        mixed.insert("x".to_owned(), ec.parameter("x").unwrap().clone());
        for (content, why) in [
            (ec.to_public_key().unwrap().to_string(), "complete"),
            (with("use", json!("enc")), "signing"),
            (with("alg", json!("RS256")), "cannot sign"),
            (with("alg", json!("ES384")), "alg"),
            (with("alg", json!("none")), "alg"),
            (with("x", other.parameter("x").unwrap().clone()), "holds"),
            (serde_json::Value::Object(mixed).to_string(), "`x`"),
            (
                json!({ "kty": "oct", "k": "AAAA" }).to_string(),
                "RSA, EC or OKP",
            ),
            (json!({ "keys": [] }).to_string(), "not a JWK"),
            ("rubbish".to_owned(), "not a JWK"),
        ] {
            let error = import("a.jwk", content).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn a_directory_is_read_in_order_and_without_the_master_key() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, content: &[u8]| fs::write(dir.path().join(name), content).unwrap();
        let ec = EcKeyPair::generate(EcCurve::P256).unwrap();
        let ed = EdKeyPair::generate(EdCurve::Ed25519).unwrap();
        write("master.key", b"x");
        write("README.md", b"x");
        write(".hidden.pem", b"x");
        write("b.pem", &ec.to_pem_private_key());
        write("a.jwk", ed.to_jwk_private_key().to_string().as_bytes());
        let all = import_dir(dir.path()).unwrap();
        let algorithms: Vec<_> = all.iter().map(|key| key.pair.algorithm()).collect();
        assert_eq!(
            algorithms,
            [SigningAlgorithm::EdDSA, SigningAlgorithm::ES256]
        );

        write("c.json", ec.to_jwk_private_key().to_string().as_bytes());
        let error = import_dir(dir.path()).unwrap_err().to_string();
        assert!(
            error.contains("b.pem") && error.contains("c.json"),
            "{error}"
        );
        assert!(import_dir(&dir.path().join("missing")).unwrap().is_empty());
    }
}
