//! A deployment that is served with files.

use super::*;
use crate::config::Declaring;
use crate::login::PasswordVerdict;

/// A deployment that is served with `content`.
async fn served(content: &str) -> Deployment {
    let mut deployment = Deployment::open().await;
    let path = deployment.folder.path().join("declared.toml");
    std::fs::write(&path, content).unwrap();
    deployment.services.config.declared = Some(Declaring {
        path,
        enforced: false,
    });
    deployment
}

async fn drifted(desk: &Desk<'_>) -> Vec<String> {
    let found = drift(desk).await.unwrap().unwrap().found.unwrap();
    found.changed().map(|entry| entry.name.clone()).collect()
}

#[tokio::test]
async fn what_is_clicked_is_drift_and_a_password_of_ones_own_is_not() {
    let users = "[[user]]\nusername = \"alice\"\npassword = \"seventeen purple walruses\"\n\
                 [[user]]\nusername = \"bob\"\n";
    let deployment = served(users).await;
    let desk = deployment.desk();
    let path = deployment.folder.path().join("declared.toml");
    assert_eq!(drifted(&desk).await, ["user \"alice\"", "user \"bob\""]);
    apply_unattended(&desk, &path).await.unwrap();
    assert!(drifted(&desk).await.is_empty());
    let own = Secret::new("another of her own choice".to_owned());
    users::set_password(&desk, "alice", own).await.unwrap();
    assert!(drifted(&desk).await.is_empty());
    let bob = users::find(&desk, "bob").await.unwrap().user;
    let moved = User {
        groups: vec!["elsewhere".to_owned()],
        ..bob.clone()
    };
    let now = desk.now();
    assert!(desk.store.replace_user(bob, moved, now).await.unwrap());
    let auditor = deployment.desk_of(Role::Auditor);
    assert_eq!(drifted(&auditor).await, ["user \"bob\""]);
    assert!(drift(&deployment.desk_of(Role::HelpDesk)).await.is_err());
    std::fs::write(&path, "[[user]\n").unwrap();
    let found = drift(&desk).await.unwrap().unwrap().found;
    let said = found.unwrap_err().to_string();
    assert!(
        said.contains("declared.toml line 1: this is not TOML"),
        "{said}"
    );
}

#[tokio::test]
async fn a_password_of_ones_own_stays_whatever_else_is_made_so_again() {
    let person = "[[user]]\nusername = \"alice\"\ngroups = [\"staff\"]\n";
    let password = "password = \"seventeen purple walruses\"\n";
    let deployment = served(person).await;
    let desk = deployment.desk();
    let path = deployment.folder.path().join("declared.toml");
    apply_unattended(&desk, &path).await.unwrap();
    std::fs::write(&path, format!("{person}{password}")).unwrap();
    assert_eq!(drifted(&desk).await, ["user \"alice\""], "she has none yet");
    apply_unattended(&desk, &path).await.unwrap();
    assert!(drifted(&desk).await.is_empty());
    let own = || Secret::new("another of her own choice".to_owned());
    users::set_password(&desk, "alice", own()).await.unwrap();
    let alice = users::find(&desk, "alice").await.unwrap().user;
    let moved = User {
        groups: Vec::new(),
        ..alice.clone()
    };
    let now = desk.now();
    assert!(desk.store.replace_user(alice, moved, now).await.unwrap());
    let report = apply_unattended(&desk, &path).await.unwrap();
    let changes = report.changed().map(|entry| members(&entry.changes));
    assert_eq!(changes.collect::<Vec<_>>(), ["groups"]);
    let signs_in = async |password| {
        let stored = users::find(&desk, "alice").await.unwrap().password;
        desk.hasher.verify(&password, stored).await.unwrap() != PasswordVerdict::Wrong
    };
    assert!(signs_in(own()).await);
    // Whoever applies the file by hand means it.
    let report = apply_at(&desk, &path).await.unwrap();
    assert!(!report.is_unchanged() && !signs_in(own()).await);
}

#[tokio::test]
async fn no_secret_is_made_where_nobody_looks_on() {
    let client = "[[client]]\nclient_id = \"shop\"\nredirect_uris = [\"https://shop.example/\"]\n";
    let deployment = served(client).await;
    let desk = deployment.desk();
    let path = deployment.folder.path().join("declared.toml");
    let said = apply_unattended(&desk, &path)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("client \"shop\"") && said.contains("client_secret_env"),
        "{said}"
    );
    assert!(clients::list(&desk).await.unwrap().is_empty());
    let secret = "client_secret = \"0123456789abcdef0123456789abcdef\"\n";
    std::fs::write(&path, format!("{client}{secret}")).unwrap();
    apply_unattended(&desk, &path).await.unwrap();
    std::fs::write(&path, client).unwrap();
    assert!(apply_unattended(&desk, &path).await.unwrap().is_unchanged());
}

#[tokio::test]
async fn a_changed_file_has_another_stamp() {
    let deployment = served("").await;
    let path = deployment.folder.path().join("declared.toml");
    let before = Stamp::of(&path);
    assert_eq!(Stamp::of(&path), before);
    std::fs::write(&path, "prune = false\n").unwrap();
    assert_ne!(Stamp::of(&path), before);
    std::fs::remove_file(&path).unwrap();
    assert_ne!(Stamp::of(&path), before);
}
