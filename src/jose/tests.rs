//! What clients may send, and what attackers do (security C11, C12, D2).

mod encryption;

use super::{Jws, JwsError, KeySet, KeySetError, decrypt};
use crate::keys::{DecryptionKey, KeyPair, MasterKey};
use crate::oidc::SigningAlgorithm;
use crate::oidc::client_metadata::ClientAlgorithm;
use data_encoding::BASE64URL_NOPAD;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

fn encoded(value: &Value) -> String {
    BASE64URL_NOPAD.encode(value.to_string().as_bytes())
}

struct Signer(KeyPair);

impl Signer {
    fn new(algorithm: SigningAlgorithm) -> Self {
        Self(KeyPair::generate(algorithm).unwrap())
    }

    fn jwk(&self) -> Value {
        self.0.public().jwk(&self.0.kid(), self.0.algorithm())
    }

    fn set(&self) -> KeySet {
        set(&[self.jwk()])
    }

    fn sign(&self, header: &Value) -> String {
        let signed = format!("{}.{}", encoded(header), encoded(&json!({"a": 1})));
        let signature = self.0.sign(signed.as_bytes()).unwrap();
        format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature))
    }
}

fn set(keys: &[Value]) -> KeySet {
    KeySet::from_value(&json!({ "keys": keys })).unwrap()
}

fn verify(token: &str, keys: &KeySet) -> Result<(), JwsError> {
    Jws::parse(token)?.verify(keys, &ClientAlgorithm::ASYMMETRIC)
}

#[test]
fn each_algorithm_verifies_with_its_key() {
    for algorithm in SigningAlgorithm::ALL {
        let signer = Signer::new(algorithm);
        let token = signer.sign(&json!({"alg": algorithm.as_str(), "kid": signer.0.kid().0}));
        assert_eq!(verify(&token, &signer.set()), Ok(()), "{algorithm}");
        let stranger = Signer::new(algorithm);
        assert_eq!(verify(&token, &stranger.set()), Err(JwsError::UnknownKey));
        let (start, signature) = token.rsplit_once('.').unwrap();
        let mut bytes = BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap();
        bytes[7] ^= 1;
        let changed = format!("{start}.{}", BASE64URL_NOPAD.encode(&bytes));
        assert_eq!(verify(&changed, &signer.set()), Err(JwsError::Signature));
    }
}

#[test]
fn security_c11_the_token_does_not_choose_its_algorithm_or_key() {
    let es = Signer::new(SigningAlgorithm::ES256);
    let rs = Signer::new(SigningAlgorithm::RS256);
    let token = es.sign(&json!({"alg": "ES256"}));
    let jws = Jws::parse(&token).unwrap();
    let only = [ClientAlgorithm::PS256];
    assert_eq!(jws.verify(&es.set(), &only), Err(JwsError::Algorithm));
    // A key that is registered for RS256 is no key for PS256.
    let token = rs.sign(&json!({"alg": "PS256", "kid": rs.0.kid().0}));
    assert_eq!(verify(&token, &rs.set()), Err(JwsError::UnknownKey));
    for alg in [
        "none", "None", "NONE", "HS256", "hs256", "ES384", "RS512", "", "dir",
    ] {
        let token = es.sign(&json!({"alg": alg}));
        assert_eq!(verify(&token, &es.set()), Err(JwsError::Algorithm), "{alg}");
    }
    let stranger = Signer::new(SigningAlgorithm::ES256);
    for name in ["jwk", "jku", "x5u", "x5c"] {
        let key = match name {
            "jwk" => stranger.jwk(),
            "x5c" => json!(["AAAA"]),
            _ => json!("https://evil.example/keys"),
        };
        let token = stranger.sign(&json!({"alg": "ES256", name: key}));
        assert_eq!(
            verify(&token, &es.set()),
            Err(JwsError::UnknownKey),
            "{name}"
        );
        let token = es.sign(&json!({"alg": "ES256", name: key}));
        assert_eq!(verify(&token, &es.set()), Ok(()), "{name} is ignored");
    }
}

#[test]
fn security_c11_a_public_key_is_no_hmac_secret() {
    let es = Signer::new(SigningAlgorithm::ES256);
    let secret = es.jwk().to_string();
    let signed = format!(
        "{}.{}",
        encoded(&json!({"alg": "HS256"})),
        encoded(&json!({}))
    );
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret.as_bytes());
    let tag = aws_lc_rs::hmac::sign(&key, signed.as_bytes());
    let token = format!("{signed}.{}", BASE64URL_NOPAD.encode(tag.as_ref()));
    let jws = Jws::parse(&token).unwrap();
    let all = [&ClientAlgorithm::ASYMMETRIC[..], &[ClientAlgorithm::HS256]].concat();
    assert_eq!(jws.verify(&es.set(), &all), Err(JwsError::UnknownKey));
    assert_eq!(jws.verify_by_secret(secret.as_bytes()), Ok(()));
    assert_eq!(jws.verify_by_secret(b"x"), Err(JwsError::Signature));
    let token = es.sign(&json!({"alg": "ES256"}));
    let jws = Jws::parse(&token).unwrap();
    assert_eq!(jws.verify_by_secret(b"x"), Err(JwsError::Algorithm));
}

#[test]
fn security_c12_headers_that_change_the_rules_are_refused() {
    let es = Signer::new(SigningAlgorithm::ES256);
    for (name, value) in [
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("b64", json!(false)),
        ("b64", json!(true)),
        ("zip", json!("DEF")),
    ] {
        let token = es.sign(&json!({"alg": "ES256", name: value}));
        assert_eq!(verify(&token, &es.set()), Err(JwsError::Critical), "{name}");
    }
    for header in [
        json!({"alg": 1}),
        json!({}),
        json!([]),
        json!({"alg": "ES256", "kid": 1}),
    ] {
        let token = es.sign(&header);
        assert_eq!(
            verify(&token, &es.set()),
            Err(JwsError::Malformed),
            "{header}"
        );
    }
}

#[test]
fn security_d9_one_token_has_one_spelling() {
    let es = Signer::new(SigningAlgorithm::ES256);
    let token = es.sign(&json!({"alg": "ES256"}));
    let cut = &token[..token.len() - 1];
    let (start, _) = token.rsplit_once('.').unwrap();
    for other in [
        cut,
        start,
        &format!("{token}="),
        &format!("{token} "),
        &format!("{token}."),
        &format!(".{token}"),
        &format!("{token}A"),
        "",
        ".",
        "..",
        "a.b.c",
        &format!("{}.{}.", "[".repeat(50_000), "A"),
        &"A".repeat(70_000),
    ] {
        assert!(verify(other, &es.set()).is_err(), "{other}");
    }
    let deep = BASE64URL_NOPAD.encode(br#"{"a":"#.repeat(9_000).as_slice());
    assert!(Jws::parse(&format!("{deep}.{deep}.AAAA")).is_err());
}

#[test]
fn keys_without_a_name_are_tried() {
    let es = Signer::new(SigningAlgorithm::ES256);
    let mut nameless = es.jwk();
    nameless.as_object_mut().unwrap().remove("kid");
    nameless.as_object_mut().unwrap().remove("use");
    nameless.as_object_mut().unwrap().remove("alg");
    let keys = set(&[Signer::new(SigningAlgorithm::ES256).jwk(), nameless]);
    assert_eq!(verify(&es.sign(&json!({"alg": "ES256"})), &keys), Ok(()));
    let named = es.sign(&json!({"alg": "ES256", "kid": "anything"}));
    assert_eq!(verify(&named, &keys), Ok(()));
}

#[test]
fn unfit_keys_are_left_out() {
    let es = Signer::new(SigningAlgorithm::ES256);
    let with = |name: &str, value: Value| {
        let mut key = es.jwk();
        key[name] = value;
        key
    };
    let token = es.sign(&json!({"alg": "ES256"}));
    for key in [
        with("use", json!("enc")),
        with("use", json!(1)),
        with("alg", json!("ES384")),
        with("crv", json!("P-384")),
        with("crv", json!("secp256k1")),
        with("kty", json!("RSA")),
        with("x", json!("AAAA")),
        with("y", with("y", json!(null))["x"].clone()),
        with("d", json!("AAAA")),
        with("kid", json!(["a"])),
        json!({"kty": "oct", "k": "AAAA"}),
    ] {
        let keys = set(std::slice::from_ref(&key));
        assert_eq!(verify(&token, &keys), Err(JwsError::UnknownKey), "{key}");
    }
    let private = set(&[with("d", json!("AAAA"))]);
    assert!(private.has_private_keys() && private.is_empty());
    assert!(set(&[json!({"kty": "oct", "k": "AAAA"})]).has_private_keys());
    let n = BASE64URL_NOPAD.encode(&[0xff; 128]);
    assert!(set(&[json!({"kty": "RSA", "n": n, "e": "AQAB"})]).is_empty());
}

#[test]
fn sets_are_bounded() {
    let parse = |text: &str| KeySet::from_json(text.as_bytes()).err();
    let key = r#"{"kty":"OKP"}"#;
    let many = |count| format!(r#"{{"keys":[{}]}}"#, vec![key; count].join(","));
    assert_eq!(parse(&many(64)), None);
    assert_eq!(parse(&many(65)), Some(KeySetError::TooLarge));
    assert_eq!(parse(&many(4_000)), Some(KeySetError::TooLarge));
    assert_eq!(parse(&" ".repeat(65_537)), Some(KeySetError::TooLarge));
    for text in ["", "{}", "[]", r#"{"keys":{}}"#, r#"{"keys":[],"keys":[]}"#] {
        assert_eq!(parse(text), Some(KeySetError::Malformed), "{text}");
    }
}

fn own_key() -> DecryptionKey {
    DecryptionKey::derive(&MasterKey::from_text(&"1".repeat(64)).unwrap()).unwrap()
}

proptest! {
    #[test]
    fn security_n6_no_text_makes_it_panic(parts in prop::collection::vec(".{0,40}", 0..7)) {
        let plain = parts.join(".");
        let encoded: Vec<_> = parts
            .iter()
            .map(|part| BASE64URL_NOPAD.encode(part.as_bytes()))
            .collect();
        for token in [plain, encoded.join(".")] {
            let _ = Jws::parse(&token);
            let _ = KeySet::from_json(token.as_bytes());
            let _ = decrypt(&token, &own_key(), None);
        }
    }

    #[test]
    fn security_d9_a_changed_byte_is_never_accepted(position in any::<prop::sample::Index>(), byte: u8) {
        static SIGNED: LazyLock<(Signer, String)> = LazyLock::new(|| {
            let signer = Signer::new(SigningAlgorithm::EdDSA);
            let token = signer.sign(&json!({"alg": "EdDSA"}));
            (signer, token)
        });
        let (signer, token) = &*SIGNED;
        let mut bytes = token.clone().into_bytes();
        let place = position.get_mut(&mut bytes);
        prop_assume!(*place != byte);
        *place = byte;
        if let Ok(changed) = String::from_utf8(bytes) {
            prop_assert!(verify(&changed, &signer.set()).is_err());
        }
    }
}
