use super::*;
use crate::admin::Difference;
use crate::admin::testing::Deployment;
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::oidc::{ScopeSet, SigningAlgorithm};

fn metadata() -> ClientMetadata {
    ClientMetadata {
        redirect_uris: vec!["https://app.example/callback".to_owned()],
        ..ClientMetadata::default()
    }
}

fn public() -> ClientMetadata {
    ClientMetadata {
        token_endpoint_auth_method: ClientAuthMethod::None,
        ..metadata()
    }
}

fn wanted(metadata: ClientMetadata, secret: Option<&str>) -> WantedClient {
    WantedClient {
        id: ClientId::try_from("app").unwrap(),
        metadata,
        secret: secret.map(|secret| Secret::new(secret.to_owned())),
    }
}

fn kept(desk: &Desk<'_>, planned: &PlannedClient, secret: &str) -> bool {
    planned.client.secret_hash == Some(desk.seals.client_secret_hash(secret))
}

#[tokio::test]
async fn a_confidential_client_gets_an_id_and_a_secret_that_is_kept_hashed() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let made = create(desk, None, metadata(), None).await.unwrap();
    assert_eq!(made.outcome, Outcome::Created);
    let secret = made.generated_secret.as_ref().unwrap().expose();
    assert!(kept(desk, &made, secret));
    let shown = show(desk, &made.client.id).await.unwrap();
    assert_eq!(*shown, made.client);
    assert_eq!(list(desk).await.unwrap(), [made.client]);
}

#[tokio::test]
async fn a_public_client_has_no_secret() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let made = create(desk, None, public(), None).await.unwrap();
    assert!(made.generated_secret.is_none() && made.client.secret_hash.is_none());
    let refused = put(desk, wanted(public(), Some("secret"))).await;
    assert!(matches!(refused, Err(ClientsError::SecretNotUsed(_))));
}

#[tokio::test]
async fn the_same_again_changes_nothing_and_other_members_are_named() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let first = put(desk, wanted(metadata(), Some("first"))).await.unwrap();
    assert!(first.warning.is_some() && first.generated_secret.is_none());
    deployment.clock.advance(std::time::Duration::from_mins(1));
    for secret in [Some("first"), None] {
        let again = put(desk, wanted(metadata(), secret)).await.unwrap();
        assert_eq!(again.outcome, Outcome::Unchanged);
    }
    assert_eq!(
        show(desk, &first.client.id).await.unwrap(),
        first.client.clone().into()
    );
    let trusted = ClientMetadata {
        trusted: true,
        ..metadata()
    };
    let changed = put(desk, wanted(trusted, Some("second"))).await.unwrap();
    assert_eq!(changed.outcome, Outcome::Updated);
    let expected = [
        Difference::shown("trusted", false, true),
        Difference::hidden("client_secret"),
    ];
    assert_eq!(changed.changes, expected);
    assert!(kept(desk, &changed, "second"));
    assert_eq!(changed.client.created_at, first.client.created_at);
}

#[tokio::test]
async fn a_client_that_becomes_public_loses_its_secret_and_back_again_gets_a_new_one() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    put(desk, wanted(metadata(), Some("old"))).await.unwrap();
    let open = put(desk, wanted(public(), None)).await.unwrap();
    assert!(open.client.secret_hash.is_none());
    let closed = put(desk, wanted(metadata(), None)).await.unwrap();
    assert!(closed.generated_secret.is_some() && !kept(desk, &closed, "old"));
}

#[tokio::test]
async fn keys_for_an_algorithm_exist_once_a_client_uses_it() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let has_eddsa = async || {
        let keys = desk.store.signing_keys().await.unwrap();
        keys.iter()
            .any(|key| key.algorithm == SigningAlgorithm::EdDSA)
    };
    assert!(!has_eddsa().await);
    let eddsa = ClientMetadata {
        id_token_signed_response_alg: SigningAlgorithm::EdDSA,
        ..metadata()
    };
    create(desk, None, eddsa, None).await.unwrap();
    assert!(has_eddsa().await);
}

#[tokio::test]
async fn what_is_wrong_changes_nothing() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let id = ClientId::try_from("app").unwrap();
    let wrong = ClientMetadata::default();
    let refused = create(desk, Some(id.clone()), wrong, None).await;
    assert!(matches!(refused, Err(ClientsError::Metadata(_))));
    let refused = put(desk, wanted(metadata(), Some(""))).await;
    assert!(matches!(
        refused,
        Err(ClientsError::Secret(ClientSecretError::Empty))
    ));
    assert!(list(desk).await.unwrap().is_empty());
    assert!(matches!(
        remove(desk, &id, None).await,
        Err(ClientsError::Unknown(_))
    ));
    put(desk, wanted(metadata(), None)).await.unwrap();
    let refused = create(desk, Some(id.clone()), metadata(), None).await;
    assert!(matches!(refused, Err(ClientsError::Exists(_))));
    remove(desk, &id, None).await.unwrap();
    assert!(list(desk).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_demo_app_is_left_alone() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let made = create(desk, None, metadata(), None).await.unwrap();
    let id = made.client.id.clone();
    let demo = Client {
        origin: ClientOrigin::Demo,
        ..made.client
    };
    desk.store.put_client(demo).await.unwrap();
    let again = WantedClient {
        id: id.clone(),
        ..wanted(metadata(), None)
    };
    assert!(matches!(
        put(desk, again).await,
        Err(ClientsError::BuiltIn(_))
    ));
    assert!(matches!(
        remove(desk, &id, None).await,
        Err(ClientsError::BuiltIn(_))
    ));
}

#[tokio::test]
async fn operators_are_told_when_trust_ends_and_where_it_counts_for_nothing() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let trusted = |trusted, scope: &str| ClientMetadata {
        trusted,
        scope: ScopeSet::parse(scope),
        ..metadata()
    };
    for (metadata, warning) in [
        (trusted(true, "openid"), None),
        (trusted(false, "openid"), Some("trusted no more")),
        (trusted(false, "openid email"), None),
        (
            trusted(true, "openid signet:api"),
            Some("counts for nothing"),
        ),
    ] {
        let planned = put(desk, wanted(metadata, None)).await.unwrap();
        match (&planned.warning, warning) {
            (Some(told), Some(warning)) => assert!(told.contains(warning), "{told}"),
            (told, warning) => assert_eq!(told.as_deref(), warning),
        }
    }
}
