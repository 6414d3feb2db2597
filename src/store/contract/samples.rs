//! Things to be kept, told apart by a number.

use crate::clock::{ManualClock, Timestamp};
use crate::entropy::SeededEntropy;
use crate::model::{
    Client, ClientOrigin, ClientSecretHash, Consent, Credential, CredentialId, CredentialKind,
    CredentialSecret, Ended, Event, EventId, EventIds, Grant, GrantId, KeyId, KeyState,
    PasswordHash, PastKey, RefreshKind, Role, SealedKey, Session, SessionId, SessionSecretHash,
    SigningKey, User, UserId, Username,
};
use crate::oidc::claims_request::RequestedClaims;
use crate::oidc::{Address, ClientId, ClientMetadata, ScopeSet, SigningAlgorithm, StandardClaims};
use crate::store::{Account, CredentialChange, KeyChange, NewSession, Removed, Store, StoreError};
use std::time::Duration;
use uuid::Uuid;

/// When the tests take place.
pub const NOW: Timestamp = Timestamp(1_800_000_000);

pub const HOUR: Duration = Duration::from_hours(1);

pub const DAY: Duration = Duration::from_hours(24);

/// `seconds` after [`NOW`].
pub fn after(seconds: u64) -> Timestamp {
    NOW.plus(Duration::from_secs(seconds))
}

pub fn user_id(n: u128) -> UserId {
    UserId(Uuid::from_u128(n))
}

pub fn session_id(n: u128) -> SessionId {
    SessionId(Uuid::from_u128(n))
}

pub fn grant_id(n: u128) -> GrantId {
    GrantId(Uuid::from_u128(n))
}

pub fn client_id(name: &str) -> ClientId {
    name.try_into().expect("a valid name")
}

pub fn user(n: u128) -> User {
    User {
        id: user_id(n),
        subject: None,
        username: Username {
            display: format!("Person{n}"),
            key: format!("person{n}"),
        },
        email_key: Some(format!("person{n}@example.org")),
        claims: StandardClaims {
            name: Some(format!("Person “{n}”")),
            email_verified: Some(false),
            address: Some(Address {
                country: Some("DE".to_owned()),
                ..Address::default()
            }),
            ..StandardClaims::default()
        },
        groups: vec!["staff".to_owned(), "a\"b".to_owned()],
        roles: Vec::new(),
        disabled_at: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

/// Makes of a person what `changed` says, whatever they are.
pub async fn change(store: &dyn Store, changed: User) -> Result<(), StoreError> {
    let before = (*store.user(changed.id).await?.unwrap()).clone();
    assert!(store.replace_user(before, changed, NOW).await?);
    Ok(())
}

pub fn hash(text: &str) -> PasswordHash {
    PasswordHash(text.to_owned())
}

pub fn account(n: u128) -> Account {
    Account::new(user(n), Some(hash("first")))
}

pub fn owner(n: u128) -> Account {
    let mut owner = account(n);
    owner.user.roles = vec![Role::Owner];
    owner
}

/// Session `n` of person 1, from [`NOW`] for a day.
pub fn session(n: u128) -> Session {
    Session {
        id: session_id(n),
        secret_hash: SessionSecretHash([7; 32]),
        user_id: user_id(1),
        auth_time: NOW,
        acr: "1".to_owned(),
        amr: vec!["pwd".to_owned()],
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW.plus(DAY),
        ended_at: None,
        user_agent: "Browser/1 (“any”)".to_owned(),
        address: "2001:db8::1".to_owned(),
    }
}

pub fn begins(session: Session) -> NewSession {
    NewSession {
        session,
        replaces: None,
        families_live: DAY,
        proved_in: None,
        clears_attempts: Vec::new(),
    }
}

pub fn client(name: &str) -> Client {
    Client {
        id: client_id(name),
        secret_hash: Some(ClientSecretHash([3; 32])),
        sealed_secret: None,
        registration_token_hash: None,
        metadata: ClientMetadata {
            redirect_uris: vec![format!("https://{name}.example/callback")],
            client_name: Some(format!("The {name} app")),
            ..ClientMetadata::default()
        },
        origin: ClientOrigin::Operator,
        created_at: NOW,
        updated_at: NOW,
    }
}

pub fn credential_id(n: u128) -> CredentialId {
    CredentialId(Uuid::from_u128(n))
}

/// Credential `n` of person 1.
pub fn credential(n: u128, kind: CredentialKind) -> Credential {
    Credential {
        id: credential_id(n),
        user_id: user_id(1),
        kind,
        name: format!("Thing “{n}”"),
        secret: CredentialSecret(vec![0, 1, 255]),
        data: serde_json::json!({"key": [1, null]}),
        counter: 0,
        created_at: NOW,
        last_used_at: None,
    }
}

/// Adds to what person 1 has, whose factors are `expected`.
pub fn adds(expected: &[u128], added: Vec<Credential>) -> CredentialChange {
    CredentialChange {
        user_id: user_id(1),
        expected: expected.iter().map(|n| credential_id(*n)).collect(),
        epoch: None,
        removed: Removed::Nothing,
        added,
        ends_sessions: false,
        kept: None,
    }
}

/// What person `user` allowed `client` `seconds` after [`NOW`].
pub fn consent(user: u128, client: &str, scope: &str, seconds: u64) -> Consent {
    Consent {
        user_id: user_id(user),
        client_id: client_id(client),
        scope: ScopeSet::parse(scope),
        granted_at: after(seconds),
    }
}

/// Family `n` of person 1 at the app "app", online in session 1, for a day.
pub fn grant(n: u128) -> Grant {
    Grant {
        id: grant_id(n),
        client_id: client_id("app"),
        user_id: user_id(1),
        session_id: session_id(1),
        scope: ScopeSet::parse("openid email"),
        claims: RequestedClaims {
            userinfo: Vec::new(),
            id_token: vec!["name".to_owned()],
        },
        auth_time: NOW,
        acr: "1".to_owned(),
        amr: vec!["pwd".to_owned(), "otp".to_owned()],
        refresh: RefreshKind::Online,
        generation: 0,
        created_at: NOW,
        rotated_at: NOW,
        expires_at: NOW.plus(DAY),
        ended_at: None,
    }
}

pub fn offline(n: u128) -> Grant {
    Grant {
        refresh: RefreshKind::Offline,
        ..grant(n)
    }
}

/// Key `n`, published `n` seconds after [`NOW`].
pub fn key(n: u64) -> SigningKey {
    SigningKey {
        kid: KeyId(format!("key-{n}")),
        algorithm: SigningAlgorithm::EdDSA,
        state: KeyState::Next,
        sealed: SealedKey(vec![1, 0, 255]),
        published_at: after(n),
        signs_from: after(n + 60),
        gone_at: None,
    }
}

pub fn put(key: SigningKey) -> KeyChange {
    KeyChange::Put(key)
}

/// Redeems the families.
pub async fn with_grants(store: &dyn Store, grants: impl IntoIterator<Item = Grant>) {
    for grant in grants {
        store.redeem(grant.into()).await.expect("redeemed");
    }
}

/// Whether family `n` lives.
pub async fn lives(store: &dyn Store, n: u128) -> bool {
    let grant = store.grant(grant_id(n)).await.expect("read");
    grant.expect("known").ended_at.is_none()
}

/// Whether session `n` has not been ended.
pub async fn is_open(store: &dyn Store, n: u128) -> bool {
    let session = store.session(session_id(n)).await.expect("read");
    session.expect("known").ended_at.is_none()
}

/// Something in every table that requests fill.
pub async fn fill(store: &dyn Store) {
    store.create_owner(owner(1)).await.expect("made");
    let mut odd = account(2);
    odd.user.email_key = None;
    odd.user.claims.name = Some("tab\t, line\r\n, \\N, \\., “quote\", 🦭".to_owned());
    store.create_user(odd).await.expect("made");
    for name in ["app", "other"] {
        let mut client = client(name);
        client.metadata.backchannel_logout_uri = Some("https://a.example/out".to_owned());
        store.put_client(client).await.expect("put");
        let given = consent(1, name, "openid email", 0);
        store.remember_consent(given).await.expect("kept");
    }
    let mut odd = session(2);
    odd.user_agent = "\t\\N\n\\.\n\r“🦭”\\".to_owned();
    for session in [session(1), odd] {
        store.begin_session(begins(session)).await.expect("begun");
    }
    let told = Grant {
        session_id: session_id(2),
        ..grant(3)
    };
    with_grants(store, [grant(1), offline(2), told, grant(u128::MAX)]).await;
    store
        .end_session(session_id(2), after(5))
        .await
        .expect("ended");
    let totp = credential(1, CredentialKind::Totp);
    store
        .change_credentials(adds(&[], vec![totp]), NOW)
        .await
        .expect("changed");
    let token = crate::model::TokenId(Uuid::from_u128(7));
    store
        .revoke_access_token(token, after(9))
        .await
        .expect("revoked");
    let revision = store.revisions().await.expect("read").keys;
    let gone = key(3).kid;
    let past = PastKey {
        kid: gone.clone(),
        algorithm: SigningAlgorithm::EdDSA,
        public: vec![0, 255],
        until: after(9),
    };
    let gone = [KeyChange::Remove(gone), KeyChange::Remember(past)];
    let changes = [put(key(1)), put(key(2))].into_iter().chain(gone).collect();
    store
        .change_signing_keys(revision, changes)
        .await
        .expect("changed");
    let nothing = store.end_everything(vec![Ended::Families], -1, NOW);
    nothing.await.expect("ordered");
    store
        .count_attempt([255; 32], NOW, HOUR)
        .await
        .expect("counted");
}

/// Event `n`, of the second `n` after [`NOW`].
pub fn event(n: u64, kind: &'static str) -> Event {
    let clock = ManualClock::at(after(n));
    Event {
        id: EventId(Uuid::from_u128(EventId::first_of(after(n)).0.as_u128() + 1)),
        ..Event::new(&EventIds::default(), &clock, &SeededEntropy::new(n), kind)
    }
}
