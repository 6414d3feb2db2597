//! A deployment that is served with declared files, and one whose applying is killed.

use super::{declared, signed_in};
use crate::harness::{Browser, Deployment, PASSWORD};
use reqwest::StatusCode;
use serde_json::Value;
use std::fmt::Write as _;
use std::time::Duration;

/// People, and as many apps.
const ENTRIES: usize = 400;

#[actix_web::test]
async fn a_server_follows_the_files_that_it_is_served_with() {
    let deployment = Deployment::new();
    std::fs::create_dir(deployment.path().join("declared")).unwrap();
    deployment.write("declared/1.toml", "[[user]\n");
    let mut refused = deployment.spawn(&["serve", "--declared=declared"]);
    assert!(!refused.ended().await.success());
    assert!(
        refused
            .log()
            .contains("declared/1.toml line 1: this is not TOML")
    );

    deployment.write("declared/1.toml", &declared());
    let process = deployment.serve(&["serve", "--declared=declared"]).await;
    signed_in(&deployment).await;
    let bob = format!("[[user]]\nusername = \"bob\"\npassword = \"{PASSWORD}\"\n");
    deployment.write("declared/2.toml", &bob);
    process.wrote("bob").await;
    let status = deployment.sign_in(&Browser::new(), "bob", PASSWORD).await;
    assert_eq!(status.unwrap(), StatusCode::SEE_OTHER);
    deployment.write("declared/2.toml", "[[user]\n");
    process
        .wrote("the declared configuration is not applied")
        .await;
}

#[actix_web::test]
async fn a_password_of_ones_own_is_no_drift_and_stays() {
    let deployment = Deployment::new();
    let settings = "declared = \"declared\"\ndeclared_mode = \"enforce\"\n";
    deployment.write("signet.toml", settings);
    std::fs::create_dir(deployment.path().join("declared")).unwrap();
    deployment.write("declared/1.toml", &declared());
    let process = deployment.serve(&["serve"]).await;
    signed_in(&deployment).await;
    let own = "another of her own choice";
    let set = deployment.run_with(&["user", "set-password", "ada"], &format!("{own}\n"));
    set.done();
    let plan = || deployment.run(&["plan", "--detailed-exitcode"]);
    assert_eq!(plan().code, Some(0), "{:?}", plan());
    let bob = "[[user]]\nusername = \"bob\"\n";
    deployment.write("declared/2.toml", bob);
    let differs = plan();
    assert!(!differs.stdout.contains("password"), "{differs:?}");
    process.wrote("bob").await;
    drop(process);
    deployment.run(&["user", "disable", "ada"]).done();
    let enabled = format!("{}disabled = false\n", declared());
    deployment.write("declared/1.toml", &enabled);
    assert_eq!(plan().code, Some(2));
    let _process = deployment.serve(&["serve"]).await;
    let status = deployment.sign_in(&Browser::new(), "ada", own).await;
    assert_eq!(status.unwrap(), StatusCode::SEE_OTHER);
    assert_eq!(plan().code, Some(0), "{:?}", plan());
}

#[actix_web::test]
async fn an_apply_that_is_killed_has_changed_nothing_or_everything() {
    let deployment = Deployment::new();
    deployment.run(&["user", "list"]).done();
    let mut all = String::new();
    for n in 0..ENTRIES {
        writeln!(
            all,
            "[[user]]\nusername = \"person{n}\"\nemail = \"p{n}@example.com\""
        )
        .unwrap();
        writeln!(
            all,
            "[[client]]\nclient_id = \"app{n}\"\nredirect_uris = [\"https://a.example/{n}\"]"
        )
        .unwrap();
    }
    deployment.write("all.toml", &all);
    let count = |list: &str| {
        let list: Value =
            serde_json::from_str(&deployment.run(&[list, "list", "--json"]).done()).unwrap();
        list.as_array().unwrap().len()
    };
    for after in 1.. {
        let mut process = deployment.spawn(&["apply", "all.toml"]);
        tokio::time::sleep(Duration::from_millis(60 * after)).await;
        process.kill();
        let (users, clients) = (count("user"), count("client"));
        assert_eq!(users, clients, "killed after {after}");
        if users == ENTRIES {
            break;
        }
        assert_eq!(users, 0, "killed after {after}");
    }
    deployment.run(&["apply", "all.toml"]).done();
    let again = deployment.run(&["plan", "all.toml"]).done();
    assert!(
        again.contains("nothing to change: 800 as declared"),
        "{again}"
    );
}
