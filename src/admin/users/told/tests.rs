use crate::admin::Desk;
use crate::admin::declared::{Source, Surroundings, apply};
use crate::admin::testing::Deployment;
use crate::admin::users::provision::{Seen, replace};
use crate::admin::users::{
    NewPassword, NewUser, UserChange, UsersError, add, change, find, put, set_password, set_roles,
};
use crate::keys::Purpose;
use crate::mail::Letter;
use crate::model::{Role, User};
use crate::oidc::StandardClaims;
use crate::secret::Secret;
use crate::store::{Page, StoreError};
use std::path::PathBuf;

const FIRST: &str = "seventeen purple walruses";
const SECOND: &str = "eighteen purple walruses";

const MOVED: &str = "Die E-Mail-Adresse Ihres Kontos wurde geändert";
const PASSWORD: &str = "Ihr Passwort wurde geändert";

fn claims(email: Option<&str>) -> StandardClaims {
    StandardClaims {
        email: email.map(str::to_owned),
        locale: Some("de".to_owned()),
        ..StandardClaims::default()
    }
}

fn alice(email: Option<&str>, password: &str) -> NewUser {
    NewUser {
        username: "alice".to_owned(),
        claims: claims(email),
        password: Some(NewPassword::Text(Secret::new(password.to_owned()))),
        ..NewUser::default()
    }
}

/// Alice, who can be reached.
async fn with_alice() -> (Deployment, User) {
    let deployment = Deployment::open().await;
    let new = alice(Some("alice@old.example"), FIRST);
    let added = add(&deployment.desk(), new).await.unwrap();
    (deployment, added.user)
}

/// The letters that are to be sent: to whom, and what about.
async fn letters(desk: &Desk<'_>) -> Vec<(String, String)> {
    let page = Page {
        after: None,
        limit: 100,
    };
    let mails = desk.store.mails(page).await.unwrap().into_iter();
    let opened = mails.map(|mail| {
        let letter = desk.open::<Letter>(Purpose::Mail, mail.id.0.as_bytes(), &mail.sealed.0);
        let letter = letter.unwrap();
        for secret in [FIRST, SECOND] {
            assert!(!letter.text.contains(secret) && !letter.html.contains(secret));
        }
        (letter.to, letter.subject)
    });
    let mut letters: Vec<_> = opened.collect();
    letters.sort();
    letters
}

/// Asserts that Alice was told of exactly this, where she was reached before.
async fn was_told(desk: &Desk<'_>, of: &[&str]) {
    let expected = of.iter().map(|subject| {
        let to = "alice@old.example".to_owned();
        (to, (*subject).to_owned())
    });
    let mut expected: Vec<_> = expected.collect();
    expected.sort();
    assert_eq!(letters(desk).await, expected);
}

async fn moves(desk: &Desk<'_>, user: &User, email: Option<&str>) -> Result<User, UsersError> {
    let change_to = UserChange {
        claims: Some(claims(email)),
        ..UserChange::default()
    };
    change(desk, user.id, None, change_to).await
}

#[tokio::test]
async fn security_h4_who_gets_another_password_is_told() {
    let (deployment, _) = with_alice().await;
    let desk = &deployment.desk();
    was_told(desk, &[]).await;
    let set = set_password(desk, "alice", Secret::new(SECOND.to_owned()));
    set.await.unwrap();
    was_told(desk, &[PASSWORD]).await;
    assert!(desk.config.mail.is_on());
}

#[tokio::test]
async fn security_h5_another_address_is_told_to_the_one_before() {
    let (deployment, user) = with_alice().await;
    let desk = &deployment.desk();
    // Neither another name nor the same address in other letters is one.
    let renamed = UserChange {
        username: Some("Alice".to_owned()),
        claims: Some(claims(Some("Alice@OLD.example"))),
        ..UserChange::default()
    };
    change(desk, user.id, None, renamed).await.unwrap();
    let roles = vec![Role::HelpDesk];
    set_roles(desk, user.id, None, roles).await.unwrap();
    moves(desk, &user, Some("alice@old.example")).await.unwrap();
    was_told(desk, &[]).await;
    moves(desk, &user, Some("alice@new.example")).await.unwrap();
    was_told(desk, &[MOVED]).await;
}

#[tokio::test]
async fn security_h5_an_address_that_is_taken_away_is_told_that() {
    let (deployment, user) = with_alice().await;
    let desk = &deployment.desk();
    moves(desk, &user, None).await.unwrap();
    was_told(desk, &[MOVED]).await;
    // Nobody knows where to.
    moves(desk, &user, Some("alice@new.example")).await.unwrap();
    was_told(desk, &[MOVED]).await;
}

#[tokio::test]
async fn security_h4_h5_what_other_systems_and_files_change_is_told_too() {
    let (deployment, user) = with_alice().await;
    let desk = &deployment.desk();
    let seen = Seen {
        user,
        external_id: None,
    };
    let new = alice(Some("alice@new.example"), SECOND);
    replace(desk, seen, new, None).await.unwrap();
    was_told(desk, &[PASSWORD, MOVED]).await;

    let (deployment, _) = with_alice().await;
    let desk = &deployment.desk();
    let new = || alice(Some("alice@new.example"), SECOND);
    put(desk, new()).await.unwrap();
    was_told(desk, &[PASSWORD, MOVED]).await;
    put(desk, new()).await.unwrap();
    was_told(desk, &[PASSWORD, MOVED]).await;

    let (deployment, _) = with_alice().await;
    let desk = &deployment.desk();
    let file = |password: &str, email: &str| Source {
        name: "".into(),
        content: format!(
            "[[user]]\nusername = \"alice\"\npassword = \"{password}\"\nemail = \"{email}\"\n\
             locale = \"de\"\n[[user]]\nusername = \"bob\"\npassword = \"{password}\"\n\
             email = \"bob@example.com\"\n"
        ),
        surroundings: Surroundings::Here {
            folder: PathBuf::new(),
            variable: |_| None,
        },
    };
    // Bob is new, and told of nothing.
    for _ in 0..2 {
        let file = file(FIRST, "alice@new.example");
        apply(desk, &[file]).await.unwrap();
        was_told(desk, &[MOVED]).await;
    }
}

#[tokio::test]
async fn who_cannot_be_reached_is_told_nothing_and_what_is_refused_neither() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let mut unproven = alice(Some("alice@old.example"), FIRST);
    unproven.claims.email_verified = Some(false);
    unproven.roles = Some(vec![Role::Owner]);
    let user = add(desk, unproven).await.unwrap().user;
    let set = set_password(desk, "alice", Secret::new(SECOND.to_owned()));
    set.await.unwrap();
    let user = moves(desk, &user, Some("alice@new.example")).await.unwrap();
    assert_eq!(letters(desk).await, []);
    // The last owner stays as they are.
    let leaves = UserChange {
        disabled: Some(true),
        claims: Some(claims(Some("alice@newer.example"))),
        ..UserChange::default()
    };
    let refused = change(desk, user.id, None, leaves).await;
    assert!(matches!(
        refused,
        Err(UsersError::Store(StoreError::LastOwner))
    ));
    assert_eq!(letters(desk).await, []);

    let (mut deployment, _) = with_alice().await;
    deployment.services.config.mail.to_log = false;
    let desk = &deployment.desk();
    let set = set_password(desk, "alice", Secret::new(SECOND.to_owned()));
    set.await.unwrap();
    assert_eq!(letters(desk).await, []);
    assert!(find(desk, "alice").await.is_ok());
}
