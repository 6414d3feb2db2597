//! Keys that clients publish.

use super::client_assertion::{ask, form, good, is_known};
use crate::harness::{Keys, Served, Site, TestServer};
use serde_json::json;
use signet::oidc::SigningAlgorithm;
use signet::oidc::client_metadata::ClientAuthMethod;

async fn publishing(server: &TestServer, id: &str, jwks_uri: &str) {
    let app = server.app_with(id, |metadata| {
        metadata.token_endpoint_auth_method = ClientAuthMethod::PrivateKeyJwt;
        metadata.jwks_uri = Some(jwks_uri.to_owned());
    });
    app.await;
}

/// protocol 91
#[actix_web::test]
async fn protocol_91_published_keys_are_fetched_and_fetched_anew_for_an_unknown_kid() {
    let site = Site::start();
    let server = site.server().await;
    let (old, new) = (
        Keys::new(SigningAlgorithm::ES256),
        Keys::new(SigningAlgorithm::ES256),
    );
    site.put_json("/jwks", &old.jwks());
    publishing(&server, "app", &site.url("/jwks")).await;
    assert!(is_known(&server, &old.sign(&good(&server, "app"))).await);
    assert!(is_known(&server, &old.sign(&good(&server, "app"))).await);
    assert_eq!(site.seen().len(), 1, "kept");

    site.put_json("/jwks", &new.jwks());
    assert!(!is_known(&server, &new.sign(&good(&server, "app"))).await);
    assert_eq!(site.seen().len(), 1, "not within five seconds");
    server.wait(6);
    assert!(is_known(&server, &new.sign(&good(&server, "app"))).await);
    assert_eq!(site.seen().len(), 2);
    assert!(!is_known(&server, &old.sign(&good(&server, "app"))).await);
    for _ in 0..5 {
        let stranger = Keys::new(SigningAlgorithm::ES256);
        assert!(!is_known(&server, &stranger.sign(&good(&server, "app"))).await);
    }
    assert_eq!(site.seen().len(), 2, "strangers cause no calls");
}

/// security J1, J3, D15: a `jwks_uri` cannot be used against us.
#[actix_web::test]
async fn security_j3_a_hostile_jwks_uri_does_no_harm() {
    let site = Site::start();
    let server = site.server().await;
    let keys = Keys::new(SigningAlgorithm::ES256);
    site.put("/endless", Served::Endless);
    let many = vec![keys.jwk(); 5_000];
    let deep = format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000));
    let twice = format!("{{\"keys\":[],\"keys\":[{}]}}", keys.jwk());
    site.put_json("/many", &json!({ "keys": many }));
    site.put("/deep", Served::Body("application/json", deep));
    site.put("/twice", Served::Body("application/json", twice));
    site.put("/page", Served::Body("text/html", keys.jwks().to_string()));
    for path in ["/endless", "/many", "/deep", "/twice", "/page", "/nothing"] {
        let id = path.trim_start_matches('/');
        publishing(&server, id, &site.url(path)).await;
        let answer = ask(&server, "/token", &form(&keys.sign(&good(&server, id)))).await;
        assert!(answer.is_error(401, "invalid_client"), "{path}");
        assert!(!answer.text.contains("jwks"), "{}", answer.text);
    }
    let inside = TestServer::start().await;
    site.put_json("/jwks", &keys.jwks());
    let before = site.seen().len();
    for (id, uri) in [
        ("name", site.url("/jwks")),
        ("literal", format!("https://127.0.0.1:{}/jwks", site.port)),
        ("http", format!("http://127.0.0.1:{}/jwks", site.port)),
    ] {
        publishing(&inside, id, &uri).await;
        assert!(
            !is_known(&inside, &keys.sign(&good(&inside, id))).await,
            "{id}"
        );
    }
    assert_eq!(site.seen().len(), before);
}
