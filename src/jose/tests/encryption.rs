//! What is encrypted to us and to clients (security D15).

use super::super::{JweError, OPENED, decrypt, encrypt, is_encrypted};
use super::{Signer, encoded, own_key, set};
use crate::keys::DecryptionKey;
use crate::keys::MasterKey;
use crate::oidc::SigningAlgorithm;
use crate::oidc::client_metadata::{ContentEncryption, KeyManagement};
use data_encoding::BASE64URL_NOPAD;
use josekit::jwe::alg::rsaes::RsaesJweAlgorithm;
use josekit::jwk::Jwk;
use serde_json::{Value, json};

/// What a client sends that is encrypted to the key that we publish.
fn to_us(algorithm: KeyManagement, encryption: ContentEncryption) -> String {
    let published = set(&[own_key().public_jwk()]);
    encrypt(b"secret", &published, algorithm, encryption, Some("JWT")).unwrap()
}

#[test]
fn what_is_encrypted_to_us_opens() {
    for algorithm in OPENED {
        for encryption in ContentEncryption::ALL {
            let token = to_us(algorithm, encryption);
            assert!(is_encrypted(&token));
            let open = |wanted| decrypt(&token, &own_key(), wanted);
            assert_eq!(open(Some(encryption)).unwrap().as_slice(), b"secret");
            assert_eq!(open(None).unwrap().as_slice(), b"secret");
        }
    }
    let published = set(&[own_key().public_jwk()]);
    let gcm = ContentEncryption::A256GCM;
    assert!(encrypt(b"x", &published, KeyManagement::EcdhEs, gcm, None).is_ok());
    assert!(encrypt(b"x", &published, KeyManagement::RsaOaep, gcm, None).is_err());
}

#[test]
fn security_d15_absurd_encryption_is_refused_and_does_no_harm() {
    let key = own_key();
    let token = to_us(KeyManagement::EcdhEs, ContentEncryption::A256GCM);
    let open = |token: &str| decrypt(token, &key, None).map(|_| ());
    let part = |position: usize, value: &str| {
        let mut parts: Vec<&str> = token.split('.').collect();
        parts[position] = value;
        parts.join(".")
    };
    for (position, value) in [(1, "AAAA"), (2, ""), (2, "AAAA"), (4, ""), (4, "AAAA")] {
        assert_eq!(open(&part(position, value)), Err(JweError::Malformed));
    }
    let tag = token.rsplit_once('.').unwrap().1;
    let short = &BASE64URL_NOPAD.decode(tag.as_bytes()).unwrap()[..12];
    assert_eq!(
        open(&part(4, &BASE64URL_NOPAD.encode(short))),
        Err(JweError::Malformed)
    );
    assert_eq!(open(&part(3, "AAAA")), Err(JweError::Unopened));
    let header = token.split('.').next().unwrap();
    let header: Value =
        serde_json::from_slice(&BASE64URL_NOPAD.decode(header.as_bytes()).unwrap()).unwrap();
    let with = |name: &str, value: Value| {
        let mut header = header.clone();
        header[name] = value;
        part(0, &encoded(&header))
    };
    for (name, value, error) in [
        ("zip", json!("DEF"), JweError::Malformed),
        ("crit", json!(["x"]), JweError::Malformed),
        ("p2c", json!(1_000_000_000), JweError::Malformed),
        ("alg", json!("PBES2-HS256+A128KW"), JweError::Algorithm),
        ("alg", json!("dir"), JweError::Algorithm),
        ("alg", json!("RSA-OAEP"), JweError::Algorithm),
        ("alg", json!("ECDH-ES+A256KW"), JweError::Algorithm),
        ("enc", json!("A192GCM"), JweError::Algorithm),
        ("enc", json!(1), JweError::Algorithm),
        ("epk", json!({}), JweError::Unopened),
        ("epk", json!("x"), JweError::Unopened),
        (
            "epk",
            json!({"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"}),
            JweError::Unopened,
        ),
        (
            "epk",
            json!({"kty": "EC", "crv": "P-521", "x": "AAAA", "y": "AAAA"}),
            JweError::Unopened,
        ),
        ("apu", json!("A".repeat(40_000)), JweError::Unopened),
    ] {
        assert_eq!(open(&with(name, value)), Err(error), "{name}");
    }
    let long = format!("{token}{}", "A".repeat(70_000));
    for token in ["", "....", "a.b.c", "a.b.c.d.e.f", &long] {
        assert_eq!(open(token), Err(JweError::Malformed));
    }
    let other = DecryptionKey::derive(&MasterKey::from_text(&"2".repeat(64)).unwrap()).unwrap();
    assert!(decrypt(&token, &other, None).is_err());
}

#[test]
fn clients_open_what_is_encrypted_to_their_rsa_key() {
    let pair = RsaesJweAlgorithm::RsaOaep.generate_key_pair(2048).unwrap();
    let mut public: Value = serde_json::to_value(pair.to_jwk_public_key()).unwrap();
    public.as_object_mut().unwrap().remove("alg");
    public["use"] = json!("enc");
    public["kid"] = json!("theirs");
    let private: Jwk = pair.to_jwk_private_key();
    let any = |signer: Signer| {
        let mut jwk = signer.jwk();
        jwk.as_object_mut().unwrap().remove("use");
        jwk.as_object_mut().unwrap().remove("alg");
        jwk
    };
    let keys = set(&[
        Signer::new(SigningAlgorithm::RS256).jwk(),
        any(Signer::new(SigningAlgorithm::RS256)),
        public,
    ]);
    for (algorithm, theirs) in [
        (KeyManagement::RsaOaep, RsaesJweAlgorithm::RsaOaep),
        (KeyManagement::RsaOaep256, RsaesJweAlgorithm::RsaOaep256),
    ] {
        let encryption = ContentEncryption::A128CbcHs256;
        let token = encrypt(b"secret", &keys, algorithm, encryption, Some("JWT")).unwrap();
        let mut private = private.clone();
        private.set_parameter("alg", None).unwrap();
        let decrypter = theirs.decrypter_from_jwk(&private).unwrap();
        let (plain, header) = josekit::jwe::deserialize_compact(&token, &decrypter).unwrap();
        assert_eq!(plain, b"secret");
        assert_eq!(header.content_type(), Some("JWT"));
        assert_eq!(header.key_id(), Some("theirs"));
        assert!(decrypt(&token, &own_key(), None).is_err());
    }
}
