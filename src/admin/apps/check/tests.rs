//! Sign-ins of every kind, played.

use super::proving::Proving;
use super::*;
use crate::admin::clients::create;
use crate::admin::testing::Deployment;
use crate::flow::Services;
use crate::keys::KeyPair;
use crate::model::Client;
use crate::oidc::client_metadata::{ClientAuthMethod, ClientMetadata, SecurityProfile};
use crate::oidc::{ScopeSet, SigningAlgorithm};
use crate::store::{EventFilter, Page};
use serde_json::json;
use uuid::Uuid;

const SECRET: &str = "a secret that is long enough for anybody";

/// A web app that may do everything that is usual.
fn usual() -> ClientMetadata {
    ClientMetadata {
        redirect_uris: vec!["http://localhost:3000/cb".to_owned()],
        grant_types: ["authorization_code", "refresh_token"]
            .map(str::to_owned)
            .into(),
        scope: ScopeSet::parse("openid profile email offline_access"),
        ..ClientMetadata::default()
    }
}

async fn registered(services: &Services, id: &str, metadata: ClientMetadata) -> Client {
    let method = metadata.token_endpoint_auth_method;
    let secret = method.has_secret().then(|| Secret::new(SECRET.to_owned()));
    let desk = Desk::command_line(services);
    let id = ClientId::try_from(id).unwrap();
    create(&desk, Some(id), metadata, secret)
        .await
        .unwrap()
        .client
}

/// Parts and verdicts of the sign-in itself.
async fn played(
    services: &Services,
    client: &Client,
    proof: Proof,
) -> Vec<(&'static str, Verdict)> {
    let wanted = Check {
        client: client.id.clone(),
        person: None,
        proof,
    };
    let all = check(&Desk::command_line(services), &wanted).await.unwrap();
    let around = ["discovery", "redirect URI", "access"];
    let all = all.into_iter().filter(|one| !around.contains(&one.part));
    let all: Vec<_> = all.inspect(|one| println!("{one:?}")).collect();
    all.iter().map(|one| (one.part, one.verdict)).collect()
}

fn secret(text: &str) -> Proof {
    Proof::Secret(Secret::new(text.to_owned()))
}

/// What a whole sign-in by a code consists of.
fn whole(proof: Verdict) -> Vec<(&'static str, Verdict)> {
    let parts = [
        "authorization request",
        "token endpoint",
        "ID token",
        "userinfo",
        "refresh",
    ];
    let first = ("client authentication", proof);
    let rest = parts.map(|part| (part, Verdict::Good));
    std::iter::once(first).chain(rest).collect()
}

#[tokio::test]
async fn a_secret_that_is_given_is_tried_and_another_is_played_with_where_none_is() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    for method in [
        ClientAuthMethod::ClientSecretBasic,
        ClientAuthMethod::ClientSecretPost,
        ClientAuthMethod::ClientSecretJwt,
    ] {
        let client = registered(
            services,
            method.as_str(),
            ClientMetadata {
                token_endpoint_auth_method: method,
                profile: SecurityProfile::Openid,
                ..usual()
            },
        )
        .await;
        let right = played(services, &client, secret(SECRET)).await;
        assert_eq!(right, whole(Verdict::Good), "{method:?}");
        let wrong = played(services, &client, secret("another")).await;
        assert_eq!(wrong, whole(Verdict::Bad), "{method:?}");
        // What it signs with is kept.
        let expected = if method == ClientAuthMethod::ClientSecretJwt {
            Verdict::Good
        } else {
            Verdict::Unknown
        };
        let none = played(services, &client, Proof::None).await;
        assert_eq!(none, whole(expected), "{method:?}");
    }
    let public = ClientMetadata {
        token_endpoint_auth_method: ClientAuthMethod::None,
        ..usual()
    };
    let public = registered(services, "public", public).await;
    let none = played(services, &public, Proof::None).await;
    assert_eq!(none, whole(Verdict::Good));
    let none = played(services, &public, secret(SECRET)).await;
    assert_eq!(none, whole(Verdict::Bad));
}

#[tokio::test]
async fn an_app_with_a_key_proves_itself_signs_and_pushes_what_it_has_to() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    let key = || KeyPair::generate(SigningAlgorithm::ES256).unwrap();
    for profile in [
        SecurityProfile::Openid,
        SecurityProfile::BestPractice,
        SecurityProfile::Fapi1,
        SecurityProfile::Fapi2,
    ] {
        let own = key();
        let jwk = own.public().jwk(&own.kid(), own.algorithm());
        let client = registered(
            services,
            &format!("{profile:?}").to_lowercase(),
            ClientMetadata {
                token_endpoint_auth_method: ClientAuthMethod::PrivateKeyJwt,
                jwks: Some(json!({ "keys": [jwk] })),
                redirect_uris: vec!["https://app.invalid/cb".to_owned()],
                id_token_signed_response_alg: SigningAlgorithm::ES256,
                access_token_signed_response_alg: SigningAlgorithm::ES256,
                profile,
                ..usual()
            },
        )
        .await;
        let none = played(services, &client, Proof::None).await;
        assert_eq!(none, whole(Verdict::Unknown), "{profile:?}");
        for (key, verdict) in [(own, Verdict::Good), (key(), Verdict::Bad)] {
            let key = Proving {
                secret: None,
                key: Some(key),
            };
            let form = key.proven(services, &client, Vec::new()).unwrap().form;
            let assertion = form.get("client_assertion").unwrap().unwrap();
            let assertion = Secret::new(assertion.to_owned());
            let tried = played(services, &client, Proof::Assertion(assertion)).await;
            assert_eq!(tried, whole(verdict), "{profile:?}");
        }
    }
}

#[tokio::test]
async fn other_ways_to_tokens_are_played_too() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    let machine = ClientMetadata {
        grant_types: vec!["client_credentials".to_owned()],
        response_types: Vec::new(),
        redirect_uris: Vec::new(),
        scope: ScopeSet::parse("signet:auditor"),
        ..usual()
    };
    let machine = registered(services, "machine", machine).await;
    let found = played(services, &machine, secret(SECRET)).await;
    let own = [
        ("client authentication", Verdict::Good),
        ("token endpoint", Verdict::Good),
    ];
    assert_eq!(found, own);
    let front = ClientMetadata {
        grant_types: vec!["implicit".to_owned()],
        response_types: vec!["id_token".to_owned()],
        redirect_uris: vec!["https://app.invalid/cb".to_owned()],
        scope: ScopeSet::parse("openid"),
        ..usual()
    };
    let front = registered(services, "front", front).await;
    let found = played(services, &front, secret(SECRET)).await;
    let own = [
        ("client authentication", Verdict::Good),
        ("authorization request", Verdict::Good),
        ("ID token", Verdict::Good),
    ];
    assert_eq!(found, own);
}

#[tokio::test]
async fn security_nothing_of_a_played_sign_in_is_left_but_an_event_without_secrets() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    let client = registered(services, "app", usual()).await;
    let ada = crate::admin::users::NewUser {
        username: "ada".to_owned(),
        ..Default::default()
    };
    let desk = deployment.desk();
    let ada = crate::admin::users::add(&desk, ada).await.unwrap().user;
    let wanted = Check {
        client: client.id.clone(),
        person: Some("ada".to_owned()),
        proof: secret(SECRET),
    };
    let found = check(&desk, &wanted).await.unwrap();
    assert!(
        found.iter().all(|one| one.verdict != Verdict::Bad),
        "{found:?}"
    );
    let (store, now) = (&services.store, services.now());
    assert_eq!(store.live_sessions(None, 9, now).await.unwrap(), []);
    assert!(store.consent(ada.id, &client.id).await.unwrap().is_none());
    let people = store
        .users(Page {
            after: None,
            limit: 9,
        })
        .await
        .unwrap();
    assert_eq!(people, [ada]);
    assert_eq!(*store.client(&client.id).await.unwrap().unwrap(), client);
    let filter = EventFilter {
        kind: Some("client.checked".to_owned()),
        ..EventFilter::default()
    };
    let events = store
        .events(
            filter,
            Page {
                after: None,
                limit: 9,
            },
        )
        .await
        .unwrap();
    let [event] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert_eq!(event.client.as_ref(), Some(&client.id));
    let told = serde_json::to_string(&found).unwrap();
    for text in [told, serde_json::to_string(event).unwrap()] {
        assert!(!text.contains(SECRET) && !text.contains("eyJ"), "{text}");
    }
    let nobody = Check {
        person: Some(Uuid::nil().to_string()),
        ..wanted
    };
    assert!(check(&desk, &nobody).await.is_err());
}
