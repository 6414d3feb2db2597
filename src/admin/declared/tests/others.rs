//! Groups and webhooks, and people who are not declared any more.

use super::*;
use crate::admin::groups::{self, NewGroup};
use crate::admin::users::NewUser;
use crate::admin::webhooks;

const OTHERS: &str = r#"
[[group]]
name = "staff"
description = "Everybody who works here"

[[webhook]]
url = "https://siem.example/signet"
kinds = ["user", "session.started"]
secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

[[user]]
username = "alice"
groups = ["staff", "crew"]
"#;

async fn changed(deployment: &Deployment, content: &str) -> Vec<(String, Outcome)> {
    let report = run(deployment, content).await.unwrap();
    let changed = report.changed();
    changed
        .map(|entry| (entry.name.clone(), entry.outcome))
        .collect()
}

#[tokio::test]
async fn groups_and_webhooks_are_made_changed_and_left_as_they_are() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    assert_eq!(changed(&deployment, OTHERS).await.len(), 3);
    assert!(changed(&deployment, OTHERS).await.is_empty());
    let staff = groups::find(desk, "staff").await.unwrap();
    assert_eq!(staff.description, "Everybody who works here");
    let [target] = &webhooks::list(desk).await.unwrap()[..] else {
        panic!("there is one")
    };
    assert_eq!(target.kinds, ["user", "session.started"]);
    let secret = crate::flow::webhooks::open_secret(desk, target).unwrap();
    assert_eq!(secret.expose(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    let other = OTHERS
        .replace("Everybody", "All")
        .replace(", \"session.started\"", "")
        .replace("secret = \"whsec_M", "secret = \"whsec_N");
    let report = plan(desk, &[source(&deployment, &other)]).await.unwrap();
    let said: Vec<_> = report
        .report()
        .changed()
        .flat_map(|entry| entry.changes.clone())
        .map(|change| change.to_string())
        .collect();
    let expected = [
        r#"description: "Everybody who works here" -> "All who works here""#,
        r#"kinds: ["user","session.started"] -> ["user"]"#,
        "secret: another (not shown)",
    ];
    assert_eq!(said, expected);
    let outcomes = changed(&deployment, &other).await;
    assert!(
        outcomes
            .iter()
            .all(|(_, outcome)| *outcome == Outcome::Updated)
    );
    let kept = other.replace("secret = \"whsec_NfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"", "");
    assert!(changed(&deployment, &kept).await.is_empty());
}

#[tokio::test]
async fn a_new_webhook_without_a_secret_is_given_one_that_is_shown_once() {
    let deployment = Deployment::open().await;
    let content = "[[webhook]]\nurl = \"https://siem.example/\"\n";
    let report = run(&deployment, content).await.unwrap();
    let secret = report.entries[0].generated_secret.as_ref().unwrap();
    assert!(crate::flow::webhooks::is_secret(secret));
    assert_eq!(report.entries[0].secret_member(), "secret");
    let again = run(&deployment, content).await.unwrap();
    assert!(again.is_unchanged() && again.entries[0].generated_secret.is_none());

    let elsewhere = Deployment::open().await;
    let path = elsewhere.folder.path().join("declared.toml");
    std::fs::write(&path, content).unwrap();
    let unattended = apply_unattended(&elsewhere.desk(), &path).await;
    assert!(unattended.unwrap_err().to_string().contains("secret_env"));
}

#[tokio::test]
async fn what_is_wrong_with_groups_and_webhooks_is_told_by_its_line() {
    let deployment = Deployment::open().await;
    for (content, told) in [
        (
            "[[group]]\ndescription = \"x\"",
            "line 2: group: name is missing",
        ),
        (
            "[[group]]\nname = \"\"",
            "line 2: group \"\": name: use 1 to 200",
        ),
        (
            "[[group]]\nname = \"a\"\nmembers = []",
            "line 3: group \"a\": members is not known",
        ),
        (
            "[[group]]\nname = \"a\"\n[[group]]\nname = \"a\"",
            "line 4: group \"a\": \"a\" stands in line 2 already",
        ),
        ("[[webhook]]\nkinds = []", "line 2: webhook: url is missing"),
        (
            "[[webhook]]\nurl = \"ftp://x\"",
            "line 2: webhook \"ftp://x\": ftp://x cannot be called",
        ),
        (
            "[[webhook]]\nurl = \"https://a.example\"\nkinds = [\"A\"]",
            "line 2: webhook \"https://a.example\": \"A\" is no kind",
        ),
        (
            "[[webhook]]\nurl = \"https://a.example\"\nsecret = \"short\"",
            "line 2: webhook \"https://a.example\": the secret is none",
        ),
    ] {
        let said = wrong(&deployment, content).await;
        assert!(said.contains(told), "{content}: {said}");
        assert!(!said.contains("short"), "{said}");
    }
}

#[tokio::test]
async fn what_is_not_declared_goes_but_for_what_others_made() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let bob = "[[user]]\nusername = \"bob\"\n";
    run(&deployment, &format!("{OTHERS}{bob}")).await.unwrap();
    let carol = NewUser {
        username: "carol".to_owned(),
        groups: vec!["clicked".to_owned()],
        ..NewUser::default()
    };
    users::add(desk, carol).await.unwrap();
    let pushed = serde_json::json!({"displayName": "pushed", "externalId": "7"});
    let pushed = pushed.as_object().unwrap().clone();
    crate::admin::scim::group_resources::create(desk, pushed)
        .await
        .unwrap();
    let other = "https://other.example/".to_owned();
    webhooks::add(desk, other, Vec::new()).await.unwrap();

    assert!(changed(&deployment, OTHERS).await.is_empty());
    let gone = changed(&deployment, &format!("prune = true\n{OTHERS}")).await;
    let expected = [
        "group \"clicked\"",
        "user \"bob\"",
        "webhook \"https://other.example/\"",
    ];
    let names: Vec<_> = gone.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, expected);
    assert!(gone.iter().all(|(_, outcome)| *outcome == Outcome::Removed));
    let left = users::list(desk).await.unwrap();
    let mut left: Vec<_> = left
        .iter()
        .map(|user| (user.username.key.as_str(), user.groups.len()))
        .collect();
    left.sort_unstable();
    assert_eq!(left, [("alice", 2), ("carol", 0)]);
    let again = changed(&deployment, &format!("prune = true\n{OTHERS}")).await;
    assert!(again.is_empty());
}

#[tokio::test]
async fn the_last_owner_is_not_removed_by_a_file() {
    let deployment = Deployment::open().await;
    run(
        &deployment,
        "[[user]]\nusername = \"alice\"\nroles = [\"owner\"]\n",
    )
    .await
    .unwrap();
    let said = wrong(&deployment, "prune = [\"user\"]").await;
    assert!(said.contains("the last owner stays"), "{said}");
    let group = NewGroup {
        name: "staff".to_owned(),
        ..NewGroup::default()
    };
    groups::create(&deployment.desk(), group).await.unwrap();
    let kept = changed(&deployment, "prune = [\"client\"]").await;
    assert!(kept.is_empty());
}
