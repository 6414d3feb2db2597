//! The demo against the real use cases over real HTTP, with a person who signs in.

mod provider;

use super::{CLIENT_ID, DemoError, client, finish, register, start};
use crate::flow::Services;
use crate::model::{Client, ClientOrigin};
use crate::oidc::{ClientId, Parameters};
use crate::pages::TokenSection;
use provider::{Mischief, provider, services};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

fn value<'a>(section: &'a TokenSection, name: &str) -> &'a str {
    let line = section.claims.iter().find(|line| line.name == name);
    &line.unwrap_or_else(|| panic!("no {name}")).value
}

#[actix_web::test]
async fn a_person_signs_in_and_everything_is_shown() {
    let provider = provider().await;
    let finished = provider.run(|_| ()).await.unwrap();
    let [id_token, access_token, userinfo] = finished.sections.as_slice() else {
        panic!("not three sections");
    };
    assert_eq!(value(id_token, "aud"), CLIENT_ID);
    assert_eq!(
        value(id_token, "iat"),
        "1600000000 (2020-09-13 12:26:40 UTC)"
    );
    assert_eq!(value(access_token, "scope"), "openid profile email groups");
    assert_eq!(value(userinfo, "name"), "Ada Lovelace");
    assert_eq!(value(userinfo, "email_verified"), "true");
    assert_eq!(value(userinfo, "groups"), "[]");
    for section in &finished.sections {
        assert_eq!(value(section, "sub"), value(id_token, "sub"));
        let lines = section.header.iter().chain(&section.claims);
        assert!(lines.into_iter().all(|line| !line.meaning.is_empty()));
    }
    assert_eq!(finished.checks.len(), 8);
    let (address, query) = finished.end_session_url.split_once('?').unwrap();
    assert!(address.ends_with("/logout"));
    let sign_out = Parameters::parse(query.as_bytes()).unwrap();
    let home = client::home(&provider.services);
    assert_eq!(sign_out.get("client_id"), Ok(Some(CLIENT_ID)));
    assert_eq!(sign_out.get("id_token_hint"), Ok(id_token.raw.as_deref()));
    assert_eq!(
        sign_out.get("post_logout_redirect_uri"),
        Ok(Some(home.as_str()))
    );
}

#[actix_web::test]
async fn a_person_who_declines_is_told_so() {
    let provider = provider().await;
    let started = start(&provider.services).await.unwrap();
    let query = provider.authorize(&started.authorize_url, false).await;
    let result = finish(&provider.services, &started.sealed_state, &query).await;
    let error = result.map(|_| ()).unwrap_err();
    assert!(
        matches!(&error, DemoError::Refused { error, .. } if error == "access_denied"),
        "{error:?}"
    );
}

#[actix_web::test]
async fn an_answer_to_another_sign_in_is_refused() {
    let provider = provider().await;
    let services = &provider.services;
    let (mine, other) = (
        start(services).await.unwrap(),
        start(services).await.unwrap(),
    );
    let query = provider.authorize(&other.authorize_url, true).await;
    let state = |sealed: String| {
        let query = query.clone();
        async move { finish(services, &sealed, &query).await.map(|_| ()) }
    };
    let crossed = state(mine.sealed_state.clone()).await;
    assert!(matches!(crossed, Err(DemoError::Mismatch(_))));
    let junk = state(format!("{}A", other.sealed_state)).await;
    assert!(matches!(junk, Err(DemoError::NotStarted)));
    provider
        .clock
        .advance(services.config.lifetimes.sign_in + Duration::from_secs(1));
    let late = state(other.sealed_state).await;
    assert!(matches!(late, Err(DemoError::NotStarted)));
}

#[actix_web::test]
async fn a_code_of_somebody_else_is_refused() {
    let provider = provider().await;
    let nonce = provider.run(|pending| pending.nonce.push('x')).await;
    let nonce = nonce.map(|_| ()).unwrap_err().detail();
    assert!(nonce.contains("nonce mismatch"), "{nonce}");
    let verifier = provider.run(|pending| pending.verifier.push('x')).await;
    let verifier = verifier.map(|_| ()).unwrap_err();
    assert!(
        matches!(&verifier, DemoError::Refused { error, .. } if error == "invalid_grant"),
        "{verifier:?}"
    );
}

/// `token` with its first character changed after the `dots`th dot.
fn forge(token: &mut Value, dots: usize) {
    let mut parts: Vec<_> = token
        .as_str()
        .unwrap()
        .split('.')
        .map(str::to_owned)
        .collect();
    let first = if parts[dots].starts_with('A') {
        "B"
    } else {
        "A"
    };
    parts[dots].replace_range(..1, first);
    *token = parts.join(".").into();
}

#[actix_web::test]
async fn a_provider_that_lies_is_found_out() {
    let provider = provider().await;
    let cases: [(&str, Mischief); 8] = [
        ("unexpected issuer", |path, json| {
            if path.starts_with("/.well-known") {
                json["issuer"] = "https://other.example".into();
            }
        }),
        ("ID token does not hold", |_, json| {
            if json.get("id_token").is_some() {
                forge(&mut json["id_token"], 2);
            }
        }),
        ("ID token does not hold", |path, json| {
            if path == "/jwks" {
                json["keys"] = json!([]);
            }
        }),
        ("at_hash", |_, json| {
            if json.get("id_token").is_some() {
                forge(&mut json["access_token"], 2);
            }
        }),
        ("no ID token", |_, json| {
            json.as_object_mut().unwrap().remove("id_token");
        }),
        ("token answer cannot be read", |path, json| {
            if path == "/token" {
                json["expires_in"] = "soon".into();
            }
        }),
        ("userinfo does not hold", |path, json| {
            if path == "/userinfo" {
                json["sub"] = "somebody else".into();
            }
        }),
        ("userinfo cannot be read", |path, json| {
            if path == "/userinfo" {
                json["groups"] = "admins".into();
            }
        }),
    ];
    for (expected, mischief) in cases {
        let told = provider.betrayed(mischief).await;
        assert!(told.contains(expected), "{expected:?} is not in {told:?}");
        assert!(!told.contains("eyJ"), "{told:?} holds a token");
    }
    assert!(provider.run(|_| ()).await.is_ok());
}

#[actix_web::test]
async fn a_provider_that_is_not_there_is_told_with_its_address() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let issuer = format!("http://localhost:{port}");
    let (services, _, _dir) = services(&issuer, "on").await;
    let error = start(&services).await.map(|_| ()).unwrap_err();
    assert!(matches!(error, DemoError::Unreachable { .. }), "{error:?}");
    assert!(error.to_string().contains(&issuer));
}

async fn known(services: &Services) -> Option<Arc<Client>> {
    let id = ClientId::try_from(CLIENT_ID).unwrap();
    services.store.client(&id).await.unwrap()
}

#[actix_web::test]
async fn the_registration_follows_the_settings() {
    let (mut services, clock, _dir) = services("http://localhost:8080/", "on").await;
    register(&services).await.unwrap();
    let first = known(&services).await.unwrap();
    assert_eq!(
        first.metadata.redirect_uris,
        ["http://localhost:8080/demo/callback"]
    );
    clock.advance(Duration::from_secs(9));
    register(&services).await.unwrap();
    assert_eq!(known(&services).await, Some(first.clone()));
    services.config.issuer = "https://op.example/a".parse().unwrap();
    register(&services).await.unwrap();
    let moved = known(&services).await.unwrap();
    assert_eq!(
        moved.metadata.post_logout_redirect_uris,
        ["https://op.example/a/demo"]
    );
    services.config.demo = false;
    register(&services).await.unwrap();
    assert_eq!(known(&services).await, None);
    let foreign = Client {
        origin: ClientOrigin::Operator,
        ..Client::clone(&moved)
    };
    services.store.put_client(foreign.clone()).await.unwrap();
    register(&services).await.unwrap();
    assert_eq!(
        known(&services).await.map(|client| client.origin),
        Some(foreign.origin)
    );
}
