//! Request objects that are fetched, and those that are encrypted.

use super::kit::{Answer, error_in, http, is_error_page};
use super::request_objects::case_with;
use crate::harness::{Keys, Page, Served, Site, TestServer, location, unsigned};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use signet::jose::{KeySet, encrypt};
use signet::oidc::SigningAlgorithm;
use signet::oidc::client_metadata::{ContentEncryption, KeyManagement};

/// protocol 65, 66, security J1
#[actix_web::test]
async fn protocol_65_an_object_is_fetched_from_a_registered_address_only() {
    let site = Site::start();
    let registered = [
        site.url("/r"),
        site.url("/hashed#abc"),
        site.url("/nothing"),
        site.url("/endless"),
        site.url("/rubbish"),
    ];
    let uris = registered.to_vec();
    let case = case_with(site.server().await, |metadata| metadata.request_uris = uris).await;
    let object = case.keys.sign(&case.claims());
    let served = || Served::Body("application/oauth-authz-req+jwt", object.clone());
    site.put("/r", served());
    site.put("/hashed", served());
    site.put("/other", served());
    site.put("/endless", Served::Endless);
    site.put(
        "/rubbish",
        Served::Body("application/jwt", "rubbish".to_owned()),
    );
    for uri in [site.url("/r"), site.url("/hashed#abc")] {
        let response = case.ask(&[("request_uri", &uri)]).await;
        assert!(case.shows_sign_in(response).await, "{uri}");
    }
    for (uri, code) in [
        (site.url("/other"), "invalid_request_uri"),
        (site.url("/r?x"), "invalid_request_uri"),
        (site.url("/r#abc"), "invalid_request_uri"),
        (site.url("/hashed"), "invalid_request_uri"),
        (site.url("/hashed#abd"), "invalid_request_uri"),
        (site.url("/nothing"), "invalid_request_uri"),
        (site.url("/endless"), "invalid_request_uri"),
        (site.url("/rubbish"), "invalid_request_object"),
        ("https://127.0.0.1/".to_owned(), "invalid_request_uri"),
        ("file:///etc/passwd".to_owned(), "invalid_request_uri"),
        (
            "urn:ietf:params:oauth:request_uri:x".to_owned(),
            "invalid_request_uri",
        ),
    ] {
        let alone = Page::of(case.ask(&[("request_uri", &uri)]).await).await;
        assert!(
            alone.status.is_client_error() && alone.text.contains(code),
            "{uri}"
        );
        let outside = [
            ("request_uri", uri.as_str()),
            ("redirect_uri", case.app.redirect_uri.as_str()),
        ];
        assert_eq!(error_in(&case.ask(&outside).await), code, "{uri}");
    }
    assert!(site.seen().iter().all(|seen| seen.path != "/other"));
}

/// Security J1: a registered address within the house is not called unless the operator says so.
#[actix_web::test]
async fn security_j1_a_private_request_uri_is_not_called() {
    let site = Site::start();
    let uri = site.url("/r");
    let registered = vec![uri.clone()];
    let case = case_with(TestServer::start().await, |metadata| {
        metadata.request_uris = registered;
    });
    let case = case.await;
    let page = Page::of(case.ask(&[("request_uri", &uri)]).await).await;
    assert!(page.text.contains("invalid_request_uri"), "{}", page.text);
    assert!(site.seen().is_empty());
}

async fn jwks(server: &TestServer) -> Vec<Value> {
    let jwks = Answer::of(http().get(server.url("/jwks"))).await.json();
    jwks["keys"].as_array().unwrap().clone()
}

/// The key that clients encrypt to, once it is published.
async fn published_for_encryption(server: &TestServer) -> Value {
    for _ in 0..100 {
        let keys = jwks(server).await;
        if let Some(last) = keys.last().filter(|key| key["use"] == "enc") {
            assert_eq!(last["alg"], "ECDH-ES");
            assert!(last.get("d").is_none());
            return last.clone();
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no key to encrypt to is published");
}

/// OpenID Connect Core §6.1, security D15
#[actix_web::test]
async fn security_d15_encrypted_objects_open_for_clients_that_are_registered_for_it() {
    let case = case_with(TestServer::start().await, |metadata| {
        metadata.request_object_encryption_alg = Some(KeyManagement::EcdhEs);
        metadata.request_object_encryption_enc = Some(ContentEncryption::A256GCM);
    });
    let case = case.await;
    let ours = published_for_encryption(&case.server).await;
    let ours = KeySet::from_value(&json!({ "keys": [ours] })).unwrap();
    let object = case.keys.sign(&case.claims());
    let to_us = |payload: &str, enc| {
        let algorithm = KeyManagement::EcdhEs;
        encrypt(payload.as_bytes(), &ours, algorithm, enc, Some("JWT")).unwrap()
    };
    let gcm = ContentEncryption::A256GCM;
    let sealed = to_us(&object, gcm);
    assert!(
        case.shows_sign_in(case.ask(&[("request", &sealed)]).await)
            .await
    );
    assert!(
        case.shows_sign_in(case.ask(&[("request", &object)]).await)
            .await
    );
    let stranger = Keys::new(SigningAlgorithm::ES256).sign(&case.claims());
    for refused in [
        to_us(&object, ContentEncryption::A128GCM),
        to_us(&stranger, gcm),
        to_us(&unsigned(&case.claims()), gcm),
        to_us(&sealed, gcm),
        to_us("rubbish", gcm),
        format!("{sealed}A"),
        "a.b.c.d.e".to_owned(),
        "....".to_owned(),
    ] {
        let page = Page::of(case.ask(&[("request", &refused)]).await).await;
        assert!(page.text.contains("invalid_request_object"), "{refused}");
    }
    let plain = case_with(TestServer::start().await, |_| {}).await;
    let others = jwks(&plain.server).await;
    assert!(others.iter().all(|key| key["use"] == "sig"));
    assert!(is_error_page(plain.ask(&[("request", &sealed)]).await).await);
}

/// security N3, N6, D15: objects that are no objects.
#[actix_web::test]
async fn security_n6_monstrous_objects_are_refused() {
    let case = case_with(TestServer::start().await, |metadata| {
        metadata.request_object_encryption_alg = Some(KeyManagement::EcdhEs);
    });
    let case = case.await;
    let mut nested = case.claims();
    nested["claims"] = (0..40).fold(json!(1), |inner, _| json!({ "a": inner }));
    let mut many = case.claims();
    for number in 0..150 {
        many[format!("p{number}")] = json!("x");
    }
    let deep = BASE64URL_NOPAD.encode(br#"{"a":"#.repeat(3_000).as_slice());
    let bomb = json!({"alg": "PBES2-HS512+A256KW", "enc": "A256GCM", "p2c": 2_000_000_000});
    let bomb = BASE64URL_NOPAD.encode(bomb.to_string().as_bytes());
    for object in [
        case.keys.sign(&nested),
        case.keys.sign(&many),
        format!("{deep}.{deep}.AAAA"),
        format!("{bomb}.AAAA.AAAA.AAAA.AAAA"),
        format!("{deep}.AAAA.AAAA.AAAA.AAAA"),
        ".".repeat(50_000),
        "x".repeat(60_000),
    ] {
        let form = [("client_id", "app"), ("request", object.as_str())];
        let mut response = case
            .browser
            .post(&case.server.url("/authorize"), &form)
            .await;
        if response.status().is_redirection() && response.headers()["location"].len() < 8_000 {
            let next = location(&response);
            if next.as_str().starts_with(&case.server.issuer) {
                response = case.browser.get(next.as_str()).await;
            }
        }
        let told = match response.headers().get("location") {
            Some(_) => error_in(&response),
            None => Page::of(response).await.text,
        };
        assert!(told.contains("invalid_request_object"), "{told}");
    }
}
