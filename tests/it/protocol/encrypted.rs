//! ID tokens and userinfo answers that are signed, encrypted, or both (OpenID Connect Core 5.3.2, 10).

use super::kit::{Answer, error_in, http, text, tokens, verified};
use crate::harness::{App, Browser, Receiver, TestServer};
use josekit::jwe::{self, ECDH_ES, ECDH_ES_A128KW, ECDH_ES_A256KW, RSA_OAEP, RSA_OAEP_256};
use josekit::jwk::Jwk;
use reqwest::StatusCode;
use serde_json::{Value, json};
use signet::oidc::client_metadata::{ContentEncryption, KeyManagement};
use signet::oidc::{ClientMetadata, SigningAlgorithm};

struct Keys {
    rsa: Jwk,
    ec: Jwk,
}

impl Keys {
    fn new() -> Self {
        Self {
            rsa: Jwk::generate_rsa_key(2048).unwrap(),
            ec: Jwk::generate_ec_key(josekit::jwk::alg::ec::EcCurve::P256).unwrap(),
        }
    }

    /// What the client registers, beside a signing key that must not be taken.
    fn public(&self) -> Value {
        let key = |jwk: &Jwk, kid: &str| {
            let mut public = jwk.to_public_key().unwrap();
            public.set_key_use(if kid == "sig" { "sig" } else { "enc" });
            public.set_key_id(kid);
            serde_json::to_value(public.as_ref()).unwrap()
        };
        let signing = Jwk::generate_rsa_key(2048).unwrap();
        json!({"keys": [key(&signing, "sig"), key(&self.rsa, "rsa"), key(&self.ec, "ec")]})
    }

    /// What only the client can read, its header, and what is inside.
    fn decrypt(&self, token: &str, algorithm: KeyManagement) -> (Value, String) {
        let header = token.split('.').next().unwrap();
        let header = data_encoding::BASE64URL_NOPAD
            .decode(header.as_bytes())
            .unwrap();
        let header: Value = serde_json::from_slice(&header).unwrap();
        let (plain, _) = match algorithm {
            KeyManagement::RsaOaep => {
                jwe::deserialize_compact(token, &RSA_OAEP.decrypter_from_jwk(&self.rsa).unwrap())
            }
            KeyManagement::RsaOaep256 => jwe::deserialize_compact(
                token,
                &RSA_OAEP_256.decrypter_from_jwk(&self.rsa).unwrap(),
            ),
            KeyManagement::EcdhEs => {
                jwe::deserialize_compact(token, &ECDH_ES.decrypter_from_jwk(&self.ec).unwrap())
            }
            KeyManagement::EcdhEsA128Kw => jwe::deserialize_compact(
                token,
                &ECDH_ES_A128KW.decrypter_from_jwk(&self.ec).unwrap(),
            ),
            KeyManagement::EcdhEsA256Kw => jwe::deserialize_compact(
                token,
                &ECDH_ES_A256KW.decrypter_from_jwk(&self.ec).unwrap(),
            ),
        }
        .unwrap();
        (header, String::from_utf8(plain).unwrap())
    }
}

async fn app(server: &TestServer, id: &str, change: impl FnOnce(&mut ClientMetadata)) -> App {
    server.app_with(id, change).await
}

/// Every algorithm with every encryption: a signed token inside, which other libraries can read.
#[actix_web::test]
async fn id_tokens_are_encrypted_to_the_client() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let (keys, browser) = (Keys::new(), Browser::new());
    for (number, algorithm) in KeyManagement::ALL.into_iter().enumerate() {
        for encryption in ContentEncryption::ALL {
            let id = format!("app-{number}-{}", encryption.as_str());
            let jwks = keys.public();
            let app = app(&server, &id, |metadata| {
                metadata.jwks = Some(jwks);
                metadata.id_token_encrypted_response_alg = Some(algorithm);
                metadata.id_token_encrypted_response_enc = Some(encryption);
            })
            .await;
            let given = tokens(&server, &app, &browser, "ada").await;
            let (header, inside) = keys.decrypt(text(&given, "id_token"), algorithm);
            assert_eq!(header["alg"], algorithm.as_str());
            assert_eq!(header["enc"], encryption.as_str());
            assert_eq!(header["cty"], "JWT");
            let (_, claims) = verified(&server, &inside, &id).await;
            assert_eq!(claims["nonce"], "the nonce");
        }
    }
}

/// protocol 116: signed with the registered algorithm, with `iss` and `aud` and no nonce.
#[actix_web::test]
async fn userinfo_is_signed_and_encrypted_as_registered() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let (keys, browser) = (Keys::new(), Browser::new());
    let userinfo = |access_token: String| {
        let url = server.url("/userinfo");
        async move { Answer::of(http().get(url).bearer_auth(access_token)).await }
    };
    for algorithm in SigningAlgorithm::ALL {
        let id = format!("app-{algorithm}");
        let app = app(&server, &id, |metadata| {
            metadata.userinfo_signed_response_alg = Some(algorithm);
        })
        .await;
        let given = tokens(&server, &app, &browser, "ada").await;
        let answer = userinfo(text(&given, "access_token").to_owned()).await;
        assert_eq!(answer.header("content-type"), "application/jwt");
        let key = jsonwebtoken::decode_header(&answer.text).unwrap();
        assert_eq!(format!("{:?}", key.alg), algorithm.as_str());
        let claims = crate::harness::claims(&answer.text);
        assert_eq!(claims["iss"], server.issuer);
        assert_eq!(claims["aud"], *id);
        assert_eq!(
            claims["sub"],
            crate::harness::claims(text(&given, "id_token"))["sub"]
        );
        assert!(claims.get("nonce").is_none() && claims.get("preferred_username").is_some());
        // It is neither an access token nor a hint (security D4).
        let again = userinfo(answer.text.clone()).await;
        assert_eq!(again.status, StatusCode::UNAUTHORIZED);
        let request = app.request_with(&[("id_token_hint", &answer.text)]);
        let refused = browser.authorize(&server, &request).await;
        assert_eq!(error_in(&refused), "invalid_request");
    }
    for signed in [None, Some(SigningAlgorithm::ES256)] {
        let id = format!("encrypted-{}", signed.is_some());
        let jwks = keys.public();
        let app = app(&server, &id, |metadata| {
            metadata.jwks = Some(jwks);
            metadata.userinfo_signed_response_alg = signed;
            metadata.userinfo_encrypted_response_alg = Some(KeyManagement::EcdhEs);
        })
        .await;
        let given = tokens(&server, &app, &browser, "ada").await;
        let answer = userinfo(text(&given, "access_token").to_owned()).await;
        assert_eq!(answer.header("content-type"), "application/jwt");
        let (header, inside) = keys.decrypt(&answer.text, KeyManagement::EcdhEs);
        assert_eq!(header["enc"], "A128CBC-HS256", "the standard's default");
        let claims = match signed {
            Some(_) => crate::harness::claims(&inside),
            None => serde_json::from_str(&inside).unwrap(),
        };
        assert_eq!(
            claims["sub"],
            crate::harness::claims(text(&given, "id_token"))["sub"]
        );
    }
}

/// Back-Channel Logout 2.6: a logout token is encrypted as the client's ID tokens are.
#[actix_web::test]
async fn protocol_147_logout_tokens_are_encrypted_as_id_tokens_are() {
    let server = TestServer::with(&[("fetch-networks", "127.0.0.0/8")]).await;
    server.user("ada").await;
    let (keys, browser, receiver) = (Keys::new(), Browser::new(), Receiver::start());
    let (jwks, uri) = (keys.public(), format!("{}/logout", receiver.url));
    let app = app(&server, "app", |metadata| {
        metadata.jwks = Some(jwks);
        metadata.backchannel_logout_uri = Some(uri);
        metadata.id_token_encrypted_response_alg = Some(KeyManagement::EcdhEs);
        metadata.id_token_encrypted_response_enc = Some(ContentEncryption::A256GCM);
    })
    .await;
    let given = tokens(&server, &app, &browser, "ada").await;
    let (_, id_token) = keys.decrypt(text(&given, "id_token"), KeyManagement::EcdhEs);
    let hint = [("id_token_hint", id_token.as_str())];
    browser.post(&server.url("/logout"), &hint).await;

    let body = receiver.next().body;
    let mut form = url::form_urlencoded::parse(body.as_bytes());
    let (name, token) = form.next().unwrap();
    assert_eq!(name, "logout_token");
    let (header, inside) = keys.decrypt(&token, KeyManagement::EcdhEs);
    assert_eq!(
        (&header["cty"], &header["enc"]),
        (&json!("JWT"), &json!("A256GCM"))
    );
    let (header, said) = verified(&server, &inside, "app").await;
    assert_eq!(header.typ.as_deref(), Some("logout+jwt"));
    assert_eq!(said["sid"], crate::harness::claims(&id_token)["sid"]);
}

/// Nothing is used up, and nothing goes out in the clear, where the client has no key to encrypt to.
#[actix_web::test]
async fn without_a_key_nothing_is_issued() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let browser = Browser::new();
    let wrong = json!({"keys": [Jwk::generate_ec_key(josekit::jwk::alg::ec::EcCurve::P256)
        .unwrap().to_public_key().unwrap().as_ref()]});
    let app = app(&server, "app", |metadata| {
        metadata.jwks = Some(wrong);
        metadata.id_token_encrypted_response_alg = Some(KeyManagement::RsaOaep256);
        metadata.response_types = vec!["code".into(), "id_token".into()];
    })
    .await;
    let code = browser.code(&server, &app, "ada").await;
    for _ in 0..2 {
        let (status, answer) = server.redeem(&app, &code).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(
            answer["error"], "invalid_request",
            "the code is not used up: {answer}"
        );
    }
    let request = app.request_with(&[("response_type", "id_token")]);
    let response = browser.authorize(&server, &request).await;
    assert_eq!(error_in(&response), "invalid_request");
}
