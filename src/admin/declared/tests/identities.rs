//! What apps and other systems know people and groups by.

use super::*;
use crate::store::Resource;

const ALICE: &str =
    "[[user]]\nusername = \"alice\"\nsub = \"auth0|5f7c\"\nexternal_id = \"00u1\"\n";
const UUID: &str = "3f6b4f0e-6c3a-4e0b-9f3b-6a2f5d9a1c55";

async fn known_as(deployment: &Deployment, login: &str) -> (String, Option<String>) {
    let desk = deployment.desk();
    let user = users::find(&desk, login).await.unwrap().user;
    let known = desk.store.external_id(Resource::User(user.id)).await;
    (user.sub().into_owned(), known.unwrap())
}

#[tokio::test]
async fn somebody_new_keeps_what_apps_and_other_systems_know_them_by() {
    let deployment = Deployment::open().await;
    let bob = format!("[[user]]\nusername = \"bob\"\nsub = \"{UUID}\"\n");
    let file = format!("{ALICE}{bob}");
    run(&deployment, &file).await.unwrap();
    let alice = ("auth0|5f7c".to_owned(), Some("00u1".to_owned()));
    assert_eq!(known_as(&deployment, "alice").await, alice);
    assert_eq!(known_as(&deployment, "bob").await, (UUID.to_owned(), None));
    assert!(run(&deployment, &file).await.unwrap().is_unchanged());
    // What a file does not say stays.
    let without = "[[user]]\nusername = \"alice\"\n";
    assert!(run(&deployment, without).await.unwrap().is_unchanged());
    assert_eq!(known_as(&deployment, "alice").await, alice);

    for (id, told) in [("00u2", "00u2"), ("", "none")] {
        let other = ALICE.replace("00u1", id);
        let report = run(&deployment, &other).await.unwrap();
        let changes = &report.entries[0].changes;
        assert_eq!(members(changes), "external_id");
        assert!(changes[0].to_string().contains(told), "{}", changes[0]);
        let known = known_as(&deployment, "alice").await.1;
        assert_eq!(known.unwrap_or_default(), id);
        assert!(run(&deployment, &other).await.unwrap().is_unchanged());
    }
}

#[tokio::test]
async fn nobody_becomes_another_and_nobody_two() {
    let deployment = Deployment::open().await;
    let plain = "[[user]]\nusername = \"carol\"\n";
    run(&deployment, &format!("{ALICE}{plain}")).await.unwrap();
    let (carol, _) = known_as(&deployment, "carol").await;
    let person =
        |name: &str, sub: &str| format!("[[user]]\nusername = \"{name}\"\nsub = \"{sub}\"\n");
    let long = "x".repeat(256);
    let twice = format!("{}{}", person("eve", UUID), person("fay", UUID));
    for (file, told) in [
        (
            person("alice", UUID),
            "apps know the user \"alice\" as \"auth0|5f7c\"",
        ),
        (
            person("carol", "auth0|5f7c"),
            "apps know the user \"carol\" as",
        ),
        (
            person("dave", "auth0|5f7c"),
            "the sub \"auth0|5f7c\" is taken by the user \"alice\"",
        ),
        (person("dave", &carol), "is taken by the user \"carol\""),
        (person("dave", ""), "sub: \"\" cannot be kept"),
        (person("dave", &long), "cannot be kept"),
        (twice, "stands in line 2 already"),
        (
            format!("[[user]]\nusername = \"dave\"\nexternal_id = \"{long}\"\n"),
            "external_id: use at most 255 characters",
        ),
    ] {
        let said = wrong(&deployment, &file).await;
        assert!(said.contains(told), "{file}: {said}");
    }
    let desk = deployment.desk();
    assert_eq!(users::list(&desk).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_group_keeps_what_another_system_knows_it_by() {
    let deployment = Deployment::open().await;
    let file = "[[group]]\nname = \"staff\"\nexternal_id = \"7\"\n";
    let known = async || {
        let store = &deployment.services.store;
        let group = store.group_by_name("staff").await.unwrap().unwrap();
        store.external_id(Resource::Group(group.id)).await.unwrap()
    };
    run(&deployment, file).await.unwrap();
    assert_eq!(known().await.as_deref(), Some("7"));
    assert!(run(&deployment, file).await.unwrap().is_unchanged());
    let plain = "[[group]]\nname = \"staff\"\n";
    assert!(run(&deployment, plain).await.unwrap().is_unchanged());
    let report = run(&deployment, &file.replace('7', "8")).await.unwrap();
    assert_eq!(members(&report.entries[0].changes), "external_id");
    assert_eq!(known().await.as_deref(), Some("8"));
    // Another system made it: it stays, also when it was written down and applied.
    let pruned = run(&deployment, "prune = [\"group\"]\n").await.unwrap();
    assert!(pruned.is_unchanged());
    run(&deployment, &file.replace('7', "")).await.unwrap();
    assert_eq!(known().await, None);
}
