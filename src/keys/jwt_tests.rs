//! Our tokens seen by an independent library, and everything done to them that must fail.

use super::*;
use crate::keys::fixture;
use josekit::jwk::JwkSet;
use josekit::jws::{ES256, EdDSA, HS256, JwsVerifier, PS256, RS256};
use josekit::jwt as josekit_jwt;
use proptest::prelude::*;
use std::sync::LazyLock;

static RING: LazyLock<KeyRing> =
    LazyLock::new(|| KeyRing::new(&fixture::keys(), fixture::seals(), 1).unwrap());

fn sign(algorithm: SigningAlgorithm, typ: Typ) -> String {
    let claims = json!({ "sub": "u", "n": [1, "ä"], "nonce": "x".repeat(384) });
    let signer = RING.active(algorithm).unwrap();
    signer.sign_jwt(typ, &claims).unwrap()
}

fn verify(token: &str, allowed: &[Typ]) -> Result<Verified, JwtError> {
    verify_jwt(&RING, token, allowed)
}

fn verify_any(token: &str) -> Result<Verified, JwtError> {
    verify(token, &[Typ::Jwt, Typ::AccessToken, Typ::LogoutToken])
}

/// Signs `header` and `claims` as they stand with the ES256 key.
fn forge(header: &str, claims: &str) -> String {
    let signer = RING.active(SigningAlgorithm::ES256).unwrap();
    let encode = |text: &str| BASE64URL_NOPAD.encode(text.as_bytes());
    let message = format!("{}.{}", encode(header), encode(claims));
    let signature = signer.pair.sign(message.as_bytes()).unwrap();
    format!("{message}.{}", BASE64URL_NOPAD.encode(&signature))
}

fn es256_kid() -> &'static str {
    &RING.active(SigningAlgorithm::ES256).unwrap().kid().0
}

fn josekit_verifier(algorithm: SigningAlgorithm, kid: &str) -> Box<dyn JwsVerifier> {
    let set = JwkSet::from_bytes(&RING.jwks().json).unwrap();
    let jwk = set.get(kid)[0];
    match algorithm {
        SigningAlgorithm::RS256 => Box::new(RS256.verifier_from_jwk(jwk).unwrap()),
        SigningAlgorithm::PS256 => Box::new(PS256.verifier_from_jwk(jwk).unwrap()),
        SigningAlgorithm::ES256 => Box::new(ES256.verifier_from_jwk(jwk).unwrap()),
        SigningAlgorithm::EdDSA => Box::new(EdDSA.verifier_from_jwk(jwk).unwrap()),
    }
}

#[test]
fn josekit_and_we_accept_every_algorithm_and_type() {
    for algorithm in SigningAlgorithm::ALL {
        for typ in [Typ::Jwt, Typ::AccessToken, Typ::LogoutToken] {
            let token = sign(algorithm, typ);
            let kid = RING.active(algorithm).unwrap().kid();
            let independent = josekit_verifier(algorithm, &kid.0);
            let (payload, header) =
                josekit_jwt::decode_with_verifier(&token, &*independent).unwrap();
            assert_eq!(header.token_type(), Some(typ.as_str()));
            assert_eq!(header.claims_set().len(), 3);
            let verified = verify(&token, &[typ]).unwrap();
            assert_eq!(&verified.claims, payload.claims_set());
            assert_eq!((&verified.kid, verified.algorithm), (kid, algorithm));
            assert_eq!(verified.typ, typ);
        }
    }
}

#[test]
fn one_type_never_passes_for_another() {
    let all = [Typ::Jwt, Typ::AccessToken, Typ::LogoutToken];
    for typ in all {
        let token = sign(SigningAlgorithm::ES256, typ);
        for other in all.into_iter().filter(|other| *other != typ) {
            assert_eq!(verify(&token, &[other]), Err(JwtError::WrongType));
        }
        assert_eq!(verify(&token, &[]), Err(JwtError::WrongType));
    }
}

#[test]
fn a_missing_type_counts_as_jwt_only() {
    let header = json!({ "alg": "ES256", "kid": es256_kid() }).to_string();
    let token = forge(&header, "{}");
    assert_eq!(verify(&token, &[Typ::Jwt]).unwrap().typ, Typ::Jwt);
    assert_eq!(
        verify(&token, &[Typ::AccessToken]),
        Err(JwtError::WrongType)
    );
}

#[test]
fn a_character_changed_anywhere_is_noticed() {
    for algorithm in [SigningAlgorithm::ES256, SigningAlgorithm::EdDSA] {
        let token = sign(algorithm, Typ::Jwt);
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(verify_any(&changed).is_err(), "{algorithm} at {at}");
        }
    }
}

#[test]
fn every_other_last_character_is_noticed() {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. ";
    for algorithm in SigningAlgorithm::ALL {
        let token = sign(algorithm, Typ::Jwt);
        for at in token.len() - 3..token.len() {
            for other in alphabet.chars().filter(|c| !token[at..].starts_with(*c)) {
                let changed = format!("{}{other}{}", &token[..at], &token[at + 1..]);
                assert!(
                    verify_any(&changed).is_err(),
                    "{algorithm} {other:?} at {at}"
                );
            }
        }
    }
}

#[test]
fn cut_extended_and_respelled_tokens_are_refused() {
    let token = sign(SigningAlgorithm::ES256, Typ::Jwt);
    for end in 0..token.len() {
        assert!(verify_any(&token[..end]).is_err(), "cut to {end}");
    }
    let dots: Vec<usize> = token.match_indices('.').map(|(at, _)| at).collect();
    for changed in [
        format!("{token}A"),
        format!("{token}AAAA"),
        format!("{token}="),
        format!("{token}=="),
        format!("{token}."),
        format!("{token}.e30"),
        format!(".{token}"),
        format!(" {token}"),
        format!("{token}\n"),
        format!("{} {}", &token[..dots[0]], &token[dots[0]..]),
        format!("{}=.{}", &token[..dots[0]], &token[dots[0] + 1..]),
        format!("{}={}", &token[..dots[1]], &token[dots[1]..]),
        format!("{token}\0"),
        token[..=dots[1]].to_owned(),
        token.replacen('.', "..", 1),
        "..".to_owned(),
        String::new(),
    ] {
        let error = verify_any(&changed).unwrap_err();
        let refused = [JwtError::BadSignature, JwtError::UnknownKey];
        let malformed = matches!(error, JwtError::Malformed(_));
        assert!(
            malformed || refused.contains(&error),
            "{changed:?}: {error}"
        );
    }
}

#[test]
fn none_and_symmetric_algorithms_are_refused() {
    let token = sign(SigningAlgorithm::ES256, Typ::Jwt);
    let claims = token.split('.').nth(1).unwrap();
    for alg in [
        "none", "None", "HS256", "RS256", "PS256", "EdDSA", "ES384", "",
    ] {
        let header = json!({ "alg": alg, "kid": es256_kid(), "typ": "JWT" }).to_string();
        let unsigned = format!("{}.{claims}.", BASE64URL_NOPAD.encode(header.as_bytes()));
        assert_eq!(
            verify_any(&unsigned),
            Err(JwtError::WrongAlgorithm),
            "{alg}"
        );
        assert_eq!(
            verify_any(&forge(&header, "{}")),
            Err(JwtError::WrongAlgorithm)
        );
    }
}

#[test]
fn the_public_key_is_no_shared_secret() {
    let kid = &RING.active(SigningAlgorithm::RS256).unwrap().kid().0;
    let set = JwkSet::from_bytes(&RING.jwks().json).unwrap();
    let public = josekit_verifier_pem(set.get(kid)[0]);
    let mut header = josekit::jws::JwsHeader::new();
    header.set_key_id(kid);
    header.set_token_type("JWT");
    let signer = HS256.signer_from_bytes(&public).unwrap();
    let payload = josekit_jwt::JwtPayload::new();
    let token = josekit_jwt::encode_with_signer(&payload, &header, &signer).unwrap();
    assert_eq!(verify_any(&token), Err(JwtError::WrongAlgorithm));
}

fn josekit_verifier_pem(jwk: &josekit::jwk::Jwk) -> Vec<u8> {
    let number = |name: &str| {
        let text = jwk.parameter(name).unwrap().as_str().unwrap();
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
        openssl::bn::BigNum::from_slice(&bytes).unwrap()
    };
    let key = openssl::rsa::Rsa::from_public_components(number("n"), number("e")).unwrap();
    key.public_key_to_pem().unwrap()
}

#[test]
fn another_kid_does_not_verify() {
    let token = sign(SigningAlgorithm::ES256, Typ::Jwt);
    let (_, rest) = token.split_once('.').unwrap();
    let with = |kid: Value| {
        let header = json!({ "alg": "ES256", "kid": kid, "typ": "JWT" }).to_string();
        let header = BASE64URL_NOPAD.encode(header.as_bytes());
        verify_any(&format!("{header}.{rest}"))
    };
    for key in RING.keys().iter().filter(|key| key.kid().0 != es256_kid()) {
        let expected = if key.algorithm() == SigningAlgorithm::ES256 {
            JwtError::BadSignature
        } else {
            JwtError::WrongAlgorithm
        };
        assert_eq!(with(json!(key.kid().0)), Err(expected));
    }
    assert_eq!(with(json!("unknown")), Err(JwtError::UnknownKey));
    assert_eq!(with(json!("")), Err(JwtError::UnknownKey));
    for kid in [json!(null), json!(1), json!(["a"])] {
        assert!(matches!(with(kid), Err(JwtError::Malformed(_))));
    }
}

#[test]
fn headers_we_do_not_write_are_refused_even_when_signed() {
    let kid = es256_kid();
    for header in [
        format!(r#"{{"alg":"ES256","kid":"{kid}","typ":"JWT","crit":["exp"]}}"#),
        format!(r#"{{"alg":"ES256","kid":"{kid}","typ":"JWT","crit":[]}}"#),
        format!(r#"{{"alg":"ES256","kid":"{kid}","typ":"JWT","b64":false}}"#),
        format!(r#"{{"alg":"ES256","kid":"{kid}","typ":"JWT","jku":"https://x"}}"#),
        format!(r#"{{"alg":"none","alg":"ES256","kid":"{kid}","typ":"JWT"}}"#),
        format!(r#"{{"alg":"ES256","kid":"x","kid":"{kid}","typ":"JWT"}}"#),
        format!(r#"{{"alg":"ES256","kid":"{kid}","typ":"at+jwt","typ":"JWT"}}"#),
        format!(r#"{{"alg":"\u0045S256","kid":"{kid}","typ":"JWT"}}"#),
        r#"{"alg":"ES256","typ":"JWT"}"#.to_owned(),
        "{}".to_owned(),
        "null".to_owned(),
        String::new(),
    ] {
        let error = verify_any(&forge(&header, "{}")).unwrap_err();
        assert_eq!(error, JwtError::Malformed("unexpected header"), "{header}");
    }
}

#[derive(Debug, PartialEq, Deserialize)]
struct Sub {
    sub: String,
}

#[test]
fn claims_must_be_what_the_caller_expects() {
    let header = json!({ "alg": "ES256", "kid": es256_kid(), "typ": "JWT" }).to_string();
    for claims in ["[]", "\"text\"", "{", "", "{} x"] {
        let error = verify_any(&forge(&header, claims)).unwrap_err();
        assert_eq!(error, JwtError::Malformed("unexpected claims"), "{claims}");
    }
    let token = forge(&header, r#"{"sub":"u"}"#);
    let verified: Verified<Sub> = verify_jwt(&RING, &token, &[Typ::Jwt]).unwrap();
    assert_eq!(verified.claims.sub, "u");
}

#[test]
fn a_token_beyond_the_limit_is_not_looked_at() {
    let header = json!({ "alg": "ES256", "kid": es256_kid(), "typ": "JWT" }).to_string();
    let claims = json!({ "x": "y".repeat(MAX_TOKEN) }).to_string();
    let error = verify_any(&forge(&header, &claims)).unwrap_err();
    assert_eq!(error, JwtError::Malformed("too long"));
}

proptest! {
    #[test]
    fn rubbish_is_refused(token in "\\PC{0,300}") {
        prop_assert!(verify_any(&token).is_err());
    }

    #[test]
    fn shuffled_parts_are_refused(a in 0..3_usize, b in 0..3_usize, c in 0..3_usize) {
        prop_assume!((a, b, c) != (0, 1, 2));
        let token = sign(SigningAlgorithm::EdDSA, Typ::Jwt);
        let parts: Vec<&str> = token.split('.').collect();
        let shuffled = format!("{}.{}.{}", parts[a], parts[b], parts[c]);
        prop_assert!(verify_any(&shuffled).is_err());
    }
}
