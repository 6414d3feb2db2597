use super::*;
use crate::admin::Outcome;
use crate::admin::Version;
use crate::admin::part::Wanted;
use crate::admin::testing::Deployment;
use crate::login::PasswordVerdict;
use crate::model::Role;
use crate::oidc::StandardClaims;
use std::time::Duration;

const GOOD: &str = "seventeen purple walruses";

fn text(password: &str) -> NewPassword {
    NewPassword::Text(Secret::new(password.to_owned()))
}

fn alice(password: &str) -> NewUser {
    NewUser {
        username: "Alice".to_owned(),
        claims: StandardClaims {
            email: Some("alice@example.com".to_owned()),
            name: Some("Alice Example".to_owned()),
            ..StandardClaims::default()
        },
        groups: vec!["staff".to_owned(), "staff".to_owned()],
        password: Some(text(password)),
        ..NewUser::default()
    }
}

async fn signs_in(desk: &Desk<'_>, login: &str, password: &str) -> bool {
    let stored = find(desk, login).await.unwrap().password;
    let password = Secret::new(password.to_owned());
    let verdict = desk.hasher.verify(&password, stored).await.unwrap();
    verdict != PasswordVerdict::Wrong
}

fn messages(desk: &Desk<'_>, new: NewUser) -> String {
    let problems = check(desk, new).err().unwrap_or_default();
    lines(&problems)
}

#[tokio::test]
async fn somebody_added_is_found_by_name_and_by_verified_address() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let added = add(desk, alice(GOOD)).await.unwrap();
    assert_eq!(added.warning, None);
    assert_eq!(added.user.claims.email_verified, Some(true));
    assert_eq!(added.user.groups, ["staff"]);
    assert!(added.user.roles.is_empty());
    for login in ["alice", "ALICE", " Alice@Example.com"] {
        assert!(signs_in(desk, login, GOOD).await);
    }
    assert_eq!(list(desk).await.unwrap(), [added.user]);
    let unknown = find(desk, "bob").await.unwrap_err();
    assert!(unknown.to_string().contains("\"bob\""));
}

#[tokio::test]
async fn names_and_addresses_belong_to_one_person() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    add(desk, alice(GOOD)).await.unwrap();
    let again = add(desk, alice(GOOD)).await;
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
        let refused = add(desk, new).await.unwrap_err();
        assert!(matches!(refused, UsersError::Taken { .. }), "{refused}");
    }
}

#[tokio::test]
async fn an_operator_may_set_a_weak_password_and_is_told() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let added = add(desk, alice("x")).await.unwrap();
    assert!(added.warning.unwrap().contains("at least 15 characters"));
    let login = "alice@example.com";
    let changed = set_password(desk, login, Secret::new(GOOD.to_owned())).await;
    assert_eq!(changed.unwrap().warning, None);
    assert!(signs_in(desk, "alice", GOOD).await);
    for (password, part) in [(String::new(), "empty"), ("x".repeat(129), "too long")] {
        let refused = set_password(desk, login, Secret::new(password)).await;
        assert!(refused.unwrap_err().to_string().contains(part));
    }
    assert!(signs_in(desk, "alice", GOOD).await);
}

#[tokio::test]
async fn disabling_and_enabling_say_whether_they_changed_anything() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    add(desk, alice(GOOD)).await.unwrap();
    for (disabled, changes) in [(false, false), (true, true), (true, false), (false, true)] {
        let (_, changed) = set_disabled(desk, "alice", disabled).await.unwrap();
        assert_eq!(changed, changes);
        let user = find(desk, "alice").await.unwrap().user;
        assert_eq!(user.disabled_at.is_some(), disabled);
    }
}

#[tokio::test]
async fn everything_wrong_is_told_at_once() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let wrong = NewUser {
        username: "a b".to_owned(),
        claims: StandardClaims {
            email: Some("nobody".to_owned()),
            nickname: Some("\u{1b}[2J".to_owned()),
            ..StandardClaims::default()
        },
        groups: vec![String::new(), "a\nb".to_owned()],
        password: Some(text("")),
        external_id: Some("x".repeat(256)),
        ..NewUser::default()
    };
    let said = messages(desk, wrong);
    assert_eq!(said.lines().count(), 7, "{said}");
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
    assert!(messages(desk, orphan).contains("email_verified"));
}

#[tokio::test]
async fn hashes_of_elsewhere_must_be_usable() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
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
        assert!(messages(desk, with(hash)).contains("Argon2id"), "{hash}");
    }
    let hash = desk.hasher.hash(&Secret::new(GOOD.to_owned())).await;
    add(desk, with(&hash.unwrap().0)).await.unwrap();
    assert!(signs_in(desk, "alice", GOOD).await);
}

#[tokio::test]
async fn a_weak_hash_that_was_strengthened_at_sign_in_stays() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let with = |hash: &PasswordHash| NewUser {
        password: Some(NewPassword::Hash(hash.clone())),
        ..alice(GOOD)
    };
    let checked = |hash: &PasswordHash| check(desk, with(hash)).unwrap();
    // One pass instead of two; the password does not matter.
    let weak = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g";
    let weak = PasswordHash(weak.to_owned());
    add(desk, with(&weak)).await.unwrap();
    let same = plan(desk, checked(&weak)).await.unwrap();
    assert_eq!(same.outcome, Outcome::Unchanged);
    let strong = desk.hasher.hash(&Secret::new(GOOD.to_owned())).await;
    let strong = strong.unwrap();
    let replaced = plan(desk, checked(&strong)).await.unwrap();
    let password = crate::admin::Difference::hidden("password");
    assert_eq!(replaced.changes, [password]);
    replaced.save(desk).await.unwrap();
    let kept = plan(desk, checked(&weak)).await.unwrap();
    assert_eq!(kept.outcome, Outcome::Unchanged);
}

#[actix_web::test]
async fn who_looks_after_a_group_changes_its_members_and_puts_nobody_anywhere_else() {
    let deployment = Deployment::open().await;
    let eve = &deployment.desk_of(Role::GroupAdministrator("staff".into()));
    let person = |username: &str, groups: &[&str]| NewUser {
        username: username.into(),
        groups: groups.iter().map(ToString::to_string).collect(),
        ..NewUser::default()
    };
    for (groups, allowed) in [
        (&["staff"][..], true),
        (&["staff", "admins"], false),
        (&["admins"], false),
        (&[], false),
    ] {
        let added = add(eve, person(&format!("p{}", groups.join("")), groups)).await;
        let refused = matches!(added, Err(UsersError::Forbidden(_)));
        assert_eq!((added.is_ok(), refused), (allowed, !allowed), "{groups:?}");
    }
    let desk = &deployment.desk();
    add(desk, person("bob", &["admins"])).await.unwrap();
    add(desk, person("carol", &["staff", "admins"]))
        .await
        .unwrap();
    let checked = |groups: &[&str]| check(desk, person("carol", groups)).unwrap();
    assert!(plan(eve, checked(&["admins", "staff"])).await.is_ok());
    for groups in [&["staff"][..], &["staff", "admins", "owners"], &["admins"]] {
        let refused = plan(eve, checked(groups)).await;
        assert!(
            matches!(refused, Err(UsersError::Forbidden(_))),
            "{groups:?}"
        );
    }
    // Not even that there is a Bob.
    let hidden = set_disabled(eve, "bob", true).await;
    assert!(matches!(hidden, Err(UsersError::Unknown(_))));
    assert!(set_disabled(eve, "carol", true).await.unwrap().1);
    let invited = |groups: &[&str]| {
        let groups = groups.iter().map(ToString::to_string).collect();
        let email = "dora@example.com".to_owned();
        let new = NewInvitation {
            email,
            groups,
            ..NewInvitation::default()
        };
        invite(eve, new, std::time::Duration::from_mins(5))
    };
    assert!(invited(&["staff"]).await.is_ok());
    assert!(invited(&["staff", "admins"]).await.is_err());
    assert!(invited(&[]).await.is_err());
}

#[actix_web::test]
async fn without_the_role_for_it_nobody_learns_who_there_is() {
    let deployment = Deployment::open().await;
    add(&deployment.desk(), alice(GOOD)).await.unwrap();
    let auditor = &deployment.desk_of(Role::Auditor);
    assert!(find(auditor, "alice").await.is_ok());
    for login in ["alice", "nobody"] {
        let refused = set_disabled(auditor, login, true).await;
        assert!(matches!(refused, Err(UsersError::Forbidden(_))), "{login}");
        let refused = reset_factors(auditor, login).await;
        assert!(matches!(refused, Err(UsersError::Forbidden(_))), "{login}");
    }
}

#[actix_web::test]
async fn people_are_searched_and_narrowed() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    for n in 0..5 {
        let new = NewUser {
            username: format!("user{n}"),
            groups: vec![if n % 2 == 0 { "even" } else { "odd" }.to_owned()],
            disabled: Some(n == 4),
            ..NewUser::default()
        };
        add(desk, new).await.unwrap();
        deployment.clock.advance(Duration::from_secs(1));
    }
    let names = async |desk: &Desk<'_>, query: PeopleQuery| {
        let mut names = Vec::new();
        let mut wanted = Wanted {
            cursor: None,
            limit: 2,
        };
        loop {
            let part = people(desk, &query, &wanted).await?;
            names.extend(part.items.into_iter().map(|user| user.username.key));
            wanted.cursor = part.next;
            if wanted.cursor.is_none() {
                return Ok::<_, DeskError>(names.join(" "));
            }
        }
    };
    let query = |search: &str, group: Option<&str>, state| PeopleQuery {
        search: search.to_owned(),
        group: group.map(str::to_owned),
        state,
        newest_first: false,
    };
    for (search, group, state, expected) in [
        ("", None, None, "user0 user1 user2 user3 user4"),
        ("USER", Some("even"), None, "user0 user2 user4"),
        ("", Some("even"), Some(UserState::Active), "user0 user2"),
        ("", None, Some(UserState::Disabled), "user4"),
        ("user4", None, Some(UserState::Active), ""),
    ] {
        let found = names(desk, query(search, group, state)).await.unwrap();
        assert_eq!(found, expected, "{search} {group:?} {state:?}");
    }
    let eve = &deployment.desk_of(Role::GroupAdministrator("odd".to_owned()));
    let own = names(eve, query("", Some("odd"), None)).await.unwrap();
    assert_eq!(own, "user1 user3");
    assert!(names(eve, query("", None, None)).await.is_err());
    assert!(names(eve, query("user", Some("even"), None)).await.is_err());
}

#[actix_web::test]
async fn administrators_make_and_unmake_no_owners_and_one_owner_stays() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let admin = &deployment.desk_of(Role::Administrator);
    let ada = add(desk, alice(GOOD)).await.unwrap().user.id;
    let refused = set_roles(admin, ada, None, vec![Role::Owner]).await;
    assert!(matches!(refused, Err(UsersError::Forbidden(_))));
    let made = set_roles(admin, ada, None, vec![Role::HelpDesk; 2]).await;
    assert_eq!(made.unwrap().roles, [Role::HelpDesk]);
    set_roles(desk, ada, None, vec![Role::Owner]).await.unwrap();
    let refused = set_roles(admin, ada, None, Vec::new()).await;
    assert!(matches!(refused, Err(UsersError::Forbidden(_))));
    let is_last = |error| matches!(error, UsersError::Store(StoreError::LastOwner));
    let demoted = set_roles(desk, ada, None, Vec::new()).await;
    assert!(is_last(demoted.unwrap_err()));
    assert!(is_last(remove(desk, ada, None).await.unwrap_err()));
    assert!(is_last(
        set_disabled(desk, "alice", true).await.unwrap_err()
    ));
    for role in [Role::HelpDesk, Role::Auditor] {
        let other = &deployment.desk_of(role);
        let refused = set_roles(other, ada, None, Vec::new()).await;
        assert!(matches!(refused, Err(UsersError::Forbidden(_))));
    }
}

#[actix_web::test]
async fn two_operators_do_not_undo_each_others_work() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let seen = add(desk, alice(GOOD)).await.unwrap().user;
    let version = Version::from(&seen);
    let rename = |name: &str| UserChange {
        username: Some(name.to_owned()),
        ..UserChange::default()
    };
    let changed = change(desk, seen.id, Some(&version), rename("Ada")).await;
    let changed = changed.unwrap();
    assert_eq!((changed.claims, changed.groups), (seen.claims, seen.groups));
    let late = change(desk, seen.id, Some(&version), rename("Eve")).await;
    assert!(matches!(late, Err(UsersError::Stale)));
    let late = remove(desk, seen.id, Some(&version)).await;
    assert!(matches!(late, Err(UsersError::Stale)));
    unlock(desk, "ada").await.unwrap();
    sign_out(desk, "ada").await.unwrap();
    let version = Version::from(&show(desk, seen.id).await.unwrap());
    remove(desk, seen.id, Some(&version)).await.unwrap();
    assert!(matches!(
        show(desk, seen.id).await,
        Err(UsersError::Unknown(_))
    ));
}

#[actix_web::test]
async fn what_is_planned_changes_nothing_and_is_refused_as_the_change_would_be() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let alice = add(desk, alice(GOOD)).await.unwrap().user;
    let bob = NewUser {
        username: "bob".to_owned(),
        ..NewUser::default()
    };
    let bob = add(desk, bob).await.unwrap().user;
    let rename = |name: &str| UserChange {
        username: Some(name.to_owned()),
        ..UserChange::default()
    };
    let planned = plan_change(desk, bob.id, None, rename("Robert")).await;
    let (before, after) = planned.unwrap();
    assert_eq!(before, bob);
    assert_eq!(after.username.display, "Robert");
    for taken in ["ALICE", "alice@example.com"] {
        let refused = plan_change(desk, bob.id, None, rename(taken)).await;
        let refused = refused.unwrap_err();
        assert!(matches!(refused, UsersError::Taken { .. }), "{refused}");
    }
    let own = plan_change(desk, alice.id, None, rename("ALICE")).await;
    assert_eq!(own.unwrap().1.username.display, "ALICE");
    let planned = plan_roles(desk, bob.id, None, vec![Role::Auditor; 2]).await;
    assert_eq!(planned.unwrap().1.roles, [Role::Auditor]);
    let admin = &deployment.desk_of(Role::Administrator);
    let refused = plan_roles(admin, bob.id, None, vec![Role::Owner]).await;
    assert!(matches!(refused, Err(UsersError::Forbidden(_))));
    assert_eq!(show(desk, bob.id).await.unwrap(), bob);
}
