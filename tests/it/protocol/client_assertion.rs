//! Clients that prove themselves by a JWT: `private_key_jwt` and `client_secret_jwt`.

use super::kit::{Answer, http};
use crate::harness::{App, Keys, TestServer, unsigned};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use signet::clock::Clock;
use signet::oidc::client_metadata::{ClientAlgorithm, ClientAuthMethod, SecurityProfile};
use signet::oidc::{ClientMetadata, SigningAlgorithm};
use std::sync::atomic::{AtomicU32, Ordering};

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// An app that signs.
struct Signing {
    app: App,
    keys: Keys,
}

async fn signing(
    server: &TestServer,
    id: &str,
    algorithm: SigningAlgorithm,
    change: impl FnOnce(&mut ClientMetadata),
) -> Signing {
    let keys = Keys::new(algorithm);
    let jwks = keys.jwks();
    let app = server.app_with(id, |metadata| {
        metadata.token_endpoint_auth_method = ClientAuthMethod::PrivateKeyJwt;
        metadata.jwks = Some(jwks);
        change(metadata);
    });
    Signing {
        app: app.await,
        keys,
    }
}

/// What an assertion of `id` usually says; never the same twice.
pub fn good(server: &TestServer, id: &str) -> Value {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let now = server.clock.now().0;
    json!({
        "iss": id, "sub": id, "aud": server.issuer, "iat": now, "exp": now + 60,
        "jti": COUNT.fetch_add(1, Ordering::Relaxed).to_string(),
    })
}

pub fn form(assertion: &str) -> Vec<(&str, &str)> {
    vec![
        ("grant_type", "authorization_code"),
        ("code", "x"),
        ("token", "x"),
        ("client_assertion_type", TYPE),
        ("client_assertion", assertion),
    ]
}

pub async fn ask(server: &TestServer, path: &str, form: &[(&str, &str)]) -> Answer {
    Answer::of(http().post(server.url(path)).form(form)).await
}

/// Whether the client is known, so that only its code is wrong.
pub async fn is_known(server: &TestServer, assertion: &str) -> bool {
    let answer = ask(server, "/token", &form(assertion)).await;
    let known = answer.is_error(400, "invalid_grant");
    assert!(
        known || answer.is_error(401, "invalid_client"),
        "{answer:?}"
    );
    known
}

/// protocol 84, security C1
#[actix_web::test]
async fn protocol_84_private_key_jwt_proves_a_client_everywhere() {
    let server = TestServer::start().await;
    for algorithm in SigningAlgorithm::ALL {
        let client = signing(&server, algorithm.as_str(), algorithm, |_| {}).await;
        let id = client.app.id.as_str();
        let assertion = client.keys.sign(&good(&server, id));
        assert!(is_known(&server, &assertion).await, "{algorithm}");
        for (path, status) in [("/introspect", 200), ("/revoke", 200), ("/par", 400)] {
            let assertion = client.keys.sign(&good(&server, id));
            let answer = ask(&server, path, &form(&assertion)).await;
            assert_eq!(answer.status.as_u16(), status, "{path} {}", answer.text);
            let again = ask(&server, path, &form(&assertion)).await;
            assert!(again.is_error(401, "invalid_client"), "{path}");
        }
    }
}

/// protocol 86, security C8
/// protocol 86, 155
#[actix_web::test]
async fn protocol_86_every_claim_of_an_assertion_is_checked() {
    let server = TestServer::start().await;
    let client = signing(&server, "app", SigningAlgorithm::ES256, |_| {}).await;
    let now = server.clock.now().0;
    let with = |name: &str, value: Value| {
        let mut claims = good(&server, "app");
        claims[name] = value;
        client.keys.sign(&claims)
    };
    for (name, value) in [
        ("iss", json!("other")),
        ("sub", json!("other")),
        ("sub", json!(null)),
        ("aud", json!("https://other.example")),
        ("aud", json!(null)),
        ("exp", json!(now)),
        ("exp", json!(now - 3600)),
        ("exp", json!(now + 601)),
        ("exp", json!("soon")),
        ("exp", json!(null)),
        ("nbf", json!(now + 61)),
        ("iat", json!(now + 61)),
        ("jti", json!(null)),
        ("jti", json!("")),
        ("jti", json!(7)),
    ] {
        let assertion = with(name, value.clone());
        assert!(!is_known(&server, &assertion).await, "{name} {value}");
    }
    for (name, value) in [("nbf", json!(now + 10)), ("iat", json!(now + 10))] {
        assert!(is_known(&server, &with(name, value)).await, "{name}");
    }
}

/// protocol 87 to 89, security C9
#[actix_web::test]
async fn protocol_87_88_89_the_audience_follows_the_clients_profile() {
    let server = TestServer::start().await;
    let (token, par) = (server.url("/token"), server.url("/par"));
    for (profile, older) in [
        (SecurityProfile::BestPractice, false),
        (SecurityProfile::Openid, true),
        (SecurityProfile::Fapi1, true),
        (SecurityProfile::Fapi2, false),
    ] {
        let id = format!("{profile:?}");
        let client = signing(&server, &id, SigningAlgorithm::ES256, |metadata| {
            metadata.profile = profile;
        });
        let client = client.await;
        for (aud, expected) in [
            (json!(server.issuer), true),
            (json!(token), older),
            (json!(par), older),
            (json!([server.issuer]), older),
            (json!(["https://a.example", token]), older),
            (json!(server.url("/introspect")), false),
            (json!(format!("{}/", server.issuer)), false),
        ] {
            let mut claims = good(&server, &id);
            claims["aud"] = aud.clone();
            let known = is_known(&server, &client.keys.sign(&claims)).await;
            assert_eq!(known, expected, "{id} {aud}");
        }
    }
}

/// protocol 90, security C11, C12
#[actix_web::test]
async fn protocol_90_security_c11_c12_algorithm_and_key_come_from_the_registration() {
    let server = TestServer::start().await;
    let client = signing(&server, "app", SigningAlgorithm::RS256, |_| {}).await;
    let claims = || good(&server, "app");
    assert!(!is_known(&server, &unsigned(&claims())).await, "none");
    let other = Keys::new(SigningAlgorithm::RS256);
    assert!(!is_known(&server, &other.sign(&claims())).await, "stranger");
    let named = json!({"kid": client.keys.jwk()["kid"]});
    assert!(!is_known(&server, &other.sign_with(&named, &claims())).await);
    for header in [
        json!({"jwk": other.jwk()}),
        json!({"jku": "https://evil.example/jwks"}),
        json!({"x5u": "https://evil.example/x5u"}),
    ] {
        let forged = other.sign_with(&header, &claims());
        assert!(!is_known(&server, &forged).await, "{header}");
    }
    for header in [
        json!({"alg": "PS256"}),
        json!({"alg": "ES256"}),
        json!({"alg": "HS256"}),
        json!({"alg": "none"}),
        json!({"crit": ["exp"]}),
        json!({"b64": false}),
        json!({"typ": "dpop+jwt"}),
        json!({"typ": "oauth-authz-req+jwt"}),
        json!({"typ": "logout+jwt"}),
        json!({"typ": "at+jwt"}),
    ] {
        let assertion = client.keys.sign_with(&header, &claims());
        assert!(!is_known(&server, &assertion).await, "{header}");
    }
    for header in [
        json!({"typ": "JWT"}),
        json!({"typ": "client-authentication+jwt"}),
    ] {
        let assertion = client.keys.sign_with(&header, &claims());
        assert!(is_known(&server, &assertion).await, "{header}");
    }
    for (id, algorithm, works) in [
        ("rs", SigningAlgorithm::RS256, false),
        ("ps", SigningAlgorithm::PS256, true),
        ("es", SigningAlgorithm::ES256, true),
        ("ed", SigningAlgorithm::EdDSA, true),
    ] {
        let fapi = signing(&server, id, algorithm, |metadata| {
            metadata.profile = SecurityProfile::Fapi2;
        });
        let assertion = fapi.await.keys.sign(&good(&server, id));
        assert_eq!(is_known(&server, &assertion).await, works, "{id}");
    }
    let only = signing(&server, "only", SigningAlgorithm::ES256, |metadata| {
        metadata.token_endpoint_auth_signing_alg = Some(ClientAlgorithm::PS256);
    });
    let assertion = only.await.keys.sign(&good(&server, "only"));
    assert!(!is_known(&server, &assertion).await, "another registered");
}

/// security C10
#[actix_web::test]
async fn security_c10_an_assertion_works_once_also_of_many_at_once() {
    let server = TestServer::start().await;
    let client = signing(&server, "app", SigningAlgorithm::ES256, |_| {}).await;
    let other = signing(&server, "other", SigningAlgorithm::ES256, |_| {}).await;
    let mut claims = good(&server, "app");
    claims["jti"] = json!("same");
    let assertion = client.keys.sign(&claims);
    let all = (0..8).map(|_| is_known(&server, &assertion));
    let known = futures_util::future::join_all(all).await;
    assert_eq!(known.iter().filter(|known| **known).count(), 1);
    server.wait(30);
    claims["exp"] = json!(server.clock.now().0 + 30);
    assert!(
        !is_known(&server, &client.keys.sign(&claims)).await,
        "the jti"
    );
    let mut theirs = good(&server, "other");
    theirs["jti"] = json!("same");
    assert!(is_known(&server, &other.keys.sign(&theirs)).await);
    // What proves nothing uses nothing up.
    let mut early = good(&server, "app");
    early["jti"] = json!("early");
    let forged = other.keys.sign(&early);
    assert!(!is_known(&server, &forged).await);
    assert!(is_known(&server, &client.keys.sign(&early)).await);
}

/// security C10, O6
#[actix_web::test]
async fn security_o6_a_clock_set_back_makes_no_assertion_good_again() {
    let server = TestServer::start().await;
    let client = signing(&server, "app", SigningAlgorithm::ES256, |_| {}).await;
    let start = server.clock.now();
    let assertion = client.keys.sign(&good(&server, "app"));
    assert!(is_known(&server, &assertion).await);
    server.wait(300);
    let store = &server.services.store;
    store.sweep(server.clock.now(), 500).await.unwrap();
    server.clock.set(start);
    assert!(!is_known(&server, &assertion).await);
}

/// protocol 84, 85, security C4, C5, C6
#[actix_web::test]
async fn protocol_85_one_method_the_registered_one_and_one_client() {
    let server = TestServer::start().await;
    let client = signing(&server, "app", SigningAlgorithm::ES256, |_| {}).await;
    let assertion = || client.keys.sign(&good(&server, "app"));
    let basic = server.app("basic").await;

    let jwt = assertion();
    let mut named = form(&jwt);
    named.push(("client_id", "app"));
    let answer = ask(&server, "/token", &named).await;
    assert!(answer.is_error(400, "invalid_grant"), "{}", answer.text);
    let jwt = assertion();
    let mut other = form(&jwt);
    other.push(("client_id", "basic"));
    let answer = ask(&server, "/token", &other).await;
    assert!(answer.is_error(400, "invalid_request"), "{}", answer.text);

    let jwt = assertion();
    let mut secret = form(&jwt);
    secret.extend([("client_id", "app"), ("client_secret", "x")]);
    let answer = ask(&server, "/token", &secret).await;
    assert!(answer.is_error(400, "invalid_request"), "{}", answer.text);
    let jwt = assertion();
    let request = http()
        .post(server.url("/token"))
        .basic_auth("app", Some("x"))
        .form(&form(&jwt));
    assert!(Answer::of(request).await.is_error(400, "invalid_request"));

    let nothing = [("grant_type", "authorization_code"), ("client_id", "app")];
    let answer = ask(&server, "/token", &nothing).await;
    assert!(answer.is_error(401, "invalid_client"), "no falling back");
    let signed_as_basic = client.keys.sign(&good(&server, &basic.id));
    assert!(!is_known(&server, &signed_as_basic).await);

    let jwt = assertion();
    let half = [("grant_type", "x"), ("client_assertion", jwt.as_str())];
    let answer = ask(&server, "/token", &half).await;
    assert!(answer.is_error(400, "invalid_request"), "{}", answer.text);
    let saml = "urn:ietf:params:oauth:client-assertion-type:saml2-bearer";
    let mut kind = form(&jwt);
    kind.retain(|(name, _)| *name != "client_assertion_type");
    kind.push(("client_assertion_type", saml));
    let answer = ask(&server, "/token", &kind).await;
    assert!(answer.is_error(401, "invalid_client"), "{}", answer.text);
}

fn by_secret(secret: &str, claims: &Value) -> String {
    let encoded = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let signed = format!("{}.{}", encoded(&json!({"alg": "HS256"})), encoded(claims));
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret.as_bytes());
    let tag = aws_lc_rs::hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", BASE64URL_NOPAD.encode(tag.as_ref()))
}

/// protocol 84, security C11
#[actix_web::test]
async fn protocol_84_client_secret_jwt_proves_who_has_the_secret() {
    let server = TestServer::start().await;
    let of = |profile| {
        move |metadata: &mut ClientMetadata| {
            metadata.token_endpoint_auth_method = ClientAuthMethod::ClientSecretJwt;
            metadata.profile = profile;
        }
    };
    let app = server
        .app_with("app", of(SecurityProfile::BestPractice))
        .await;
    let secret = app.secret.unwrap();
    let assertion = by_secret(&secret, &good(&server, "app"));
    assert!(is_known(&server, &assertion).await);
    assert!(!is_known(&server, &assertion).await, "a second time");
    let wrong = by_secret(&format!("{secret}x"), &good(&server, "app"));
    assert!(!is_known(&server, &wrong).await);
    let plain = [
        ("grant_type", "authorization_code"),
        ("client_id", "app"),
        ("client_secret", secret.as_str()),
    ];
    let answer = ask(&server, "/token", &plain).await;
    assert!(answer.is_error(401, "invalid_client"), "the secret itself");

    let fapi = server.app_with("fapi", of(SecurityProfile::Fapi1)).await;
    let assertion = by_secret(&fapi.secret.unwrap(), &good(&server, "fapi"));
    assert!(!is_known(&server, &assertion).await);
    // A public key is known to everybody, and no secret.
    let signing = signing(&server, "signing", SigningAlgorithm::ES256, |_| {}).await;
    let public = signing.keys.jwk().to_string();
    let forged = by_secret(&public, &good(&server, "signing"));
    assert!(!is_known(&server, &forged).await);
}

/// security N3, N6: assertions that are no assertions.
#[actix_web::test]
async fn security_n6_monstrous_assertions_are_refused() {
    let server = TestServer::start().await;
    let client = signing(&server, "app", SigningAlgorithm::ES256, |_| {}).await;
    let deep = BASE64URL_NOPAD.encode(br#"{"a":"#.repeat(3_000).as_slice());
    let mut large = good(&server, "app");
    large["x"] = json!("y".repeat(20_000));
    let mut nested = good(&server, "app");
    nested["x"] = serde_json::from_str(&format!("{}{}", "[".repeat(40), "]".repeat(40))).unwrap();
    assert!(is_known(&server, &client.keys.sign(&large)).await);
    for assertion in [
        client.keys.sign(&nested),
        format!("{deep}.{deep}.AAAA"),
        "a.b.c".to_owned(),
        "...".to_owned(),
        ".".repeat(20_000),
        "x".repeat(20_000),
        "null.null.null".to_owned(),
    ] {
        assert!(!is_known(&server, &assertion).await);
    }
}
