use super::*;
use crate::admin::Outcome;
use crate::admin::testing::Deployment;
use crate::login::PasswordVerdict;
use crate::oidc::StandardClaims;

const GOOD: &str = "seventeen purple walruses";

fn text(password: &str) -> NewPassword {
    NewPassword::Text(Secret::new(password.to_owned()))
}

fn alice(password: &str) -> NewUser {
    NewUser {
        roles: None,
        username: "Alice".to_owned(),
        claims: StandardClaims {
            email: Some("alice@example.com".to_owned()),
            name: Some("Alice Example".to_owned()),
            ..StandardClaims::default()
        },
        groups: vec!["staff".to_owned(), "staff".to_owned()],
        password: Some(text(password)),
        disabled: None,
    }
}

async fn signs_in(services: &Services, login: &str, password: &str) -> bool {
    let stored = find(services, login).await.unwrap().password;
    let password = Secret::new(password.to_owned());
    let verdict = services.hasher.verify(&password, stored).await.unwrap();
    verdict != PasswordVerdict::Wrong
}

fn messages(services: &Services, new: NewUser) -> String {
    let problems = check(services, new).err().unwrap_or_default();
    lines(&problems)
}

#[tokio::test]
async fn somebody_added_is_found_by_name_and_by_verified_address() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    let added = add(services, alice(GOOD)).await.unwrap();
    assert_eq!(added.warning, None);
    assert_eq!(added.user.claims.email_verified, Some(true));
    assert_eq!(added.user.groups, ["staff"]);
    assert!(added.user.roles.is_empty());
    for login in ["alice", "ALICE", " Alice@Example.com"] {
        assert!(signs_in(services, login, GOOD).await);
    }
    assert_eq!(list(services).await.unwrap(), [added.user]);
    let unknown = find(services, "bob").await.unwrap_err();
    assert!(unknown.to_string().contains("\"bob\""));
}

#[tokio::test]
async fn names_and_addresses_belong_to_one_person() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    add(services, alice(GOOD)).await.unwrap();
    let again = add(services, alice(GOOD)).await;
    assert!(matches!(again, Err(UsersError::Exists(_))));
    let named = |username: &str, email: &str| NewUser {
        username: username.to_owned(),
        claims: StandardClaims {
            email: Some(email.to_owned()),
            ..StandardClaims::default()
        },
        ..NewUser::default()
    };
    for new in [
        named("bob", "ALICE@example.com"),
        named("alice@example.com", "bob@example.com"),
    ] {
        let refused = add(services, new).await.unwrap_err();
        assert!(matches!(refused, UsersError::Taken { .. }), "{refused}");
    }
}

#[tokio::test]
async fn an_operator_may_set_a_weak_password_and_is_told() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    let added = add(services, alice("x")).await.unwrap();
    assert!(added.warning.unwrap().contains("at least 15 characters"));
    let login = "alice@example.com";
    let changed = set_password(services, login, Secret::new(GOOD.to_owned())).await;
    assert_eq!(changed.unwrap().warning, None);
    assert!(signs_in(services, "alice", GOOD).await);
    for (password, part) in [(String::new(), "empty"), ("x".repeat(129), "too long")] {
        let refused = set_password(services, login, Secret::new(password)).await;
        assert!(refused.unwrap_err().to_string().contains(part));
    }
    assert!(signs_in(services, "alice", GOOD).await);
}

#[tokio::test]
async fn disabling_and_enabling_say_whether_they_changed_anything() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    add(services, alice(GOOD)).await.unwrap();
    for (disabled, changes) in [(false, false), (true, true), (true, false), (false, true)] {
        let (_, changed) = set_disabled(services, "alice", disabled).await.unwrap();
        assert_eq!(changed, changes);
        let user = find(services, "alice").await.unwrap().user;
        assert_eq!(user.disabled_at.is_some(), disabled);
    }
}

#[tokio::test]
async fn everything_wrong_is_told_at_once() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    let wrong = NewUser {
        roles: None,
        username: "a b".to_owned(),
        claims: StandardClaims {
            email: Some("nobody".to_owned()),
            nickname: Some("\u{1b}[2J".to_owned()),
            ..StandardClaims::default()
        },
        groups: vec![String::new(), "a\nb".to_owned()],
        password: Some(text("")),
        disabled: None,
    };
    let said = messages(services, wrong);
    assert_eq!(said.lines().count(), 6, "{said}");
    let orphan = NewUser {
        claims: StandardClaims {
            email_verified: Some(true),
            ..StandardClaims::default()
        },
        ..NewUser {
            claims: StandardClaims::default(),
            ..alice(GOOD)
        }
    };
    assert!(messages(services, orphan).contains("email_verified"));
}

#[tokio::test]
async fn hashes_of_elsewhere_must_be_usable() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    let with = |hash: &str| NewUser {
        password: Some(NewPassword::Hash(PasswordHash(hash.to_owned()))),
        ..alice(GOOD)
    };
    for hash in [
        "",
        "secret",
        "$2b$12$abcdefghijklmnopqrstuu",
        "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
        "$argon2i$v=19$m=64,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNo",
        "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ",
        "$argon2id$v=19$m=4000000,t=2,p=1$c29tZXNhbHRzYWx0$aGFzaGhhc2hoYXNo",
    ] {
        assert!(
            messages(services, with(hash)).contains("Argon2id"),
            "{hash}"
        );
    }
    let hash = services.hasher.hash(&Secret::new(GOOD.to_owned())).await;
    add(services, with(&hash.unwrap().0)).await.unwrap();
    assert!(signs_in(services, "alice", GOOD).await);
}

#[tokio::test]
async fn a_weak_hash_that_was_strengthened_at_sign_in_stays() {
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    let with = |hash: &PasswordHash| NewUser {
        password: Some(NewPassword::Hash(hash.clone())),
        ..alice(GOOD)
    };
    let checked = |hash: &PasswordHash| check(services, with(hash)).unwrap();
    // One pass instead of two; the password does not matter.
    let weak = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g";
    let weak = PasswordHash(weak.to_owned());
    add(services, with(&weak)).await.unwrap();
    let same = plan(services, checked(&weak)).await.unwrap();
    assert_eq!(same.outcome, Outcome::Unchanged);
    let strong = services.hasher.hash(&Secret::new(GOOD.to_owned())).await;
    let strong = strong.unwrap();
    let replaced = plan(services, checked(&strong)).await.unwrap();
    assert_eq!(
        replaced.changes,
        [crate::admin::Difference::hidden("password")]
    );
    replaced.save(services).await.unwrap();
    let kept = plan(services, checked(&weak)).await.unwrap();
    assert_eq!(kept.outcome, Outcome::Unchanged);
}
