//! From nothing to the first account, and again after a restart.

use super::{kids, page};
use crate::harness::{Browser, Deployment, PASSWORD, Page};
use reqwest::StatusCode;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// The setup link that was printed.
fn link(deployment: &Deployment, text: &str) -> String {
    let start = deployment.url("/setup?token=");
    let link = text
        .split_whitespace()
        .find(|word| word.starts_with(&start));
    link.unwrap_or_else(|| panic!("no setup link in {text}"))
        .to_owned()
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[actix_web::test]
async fn it_starts_from_nothing_and_a_restart_keeps_everything() {
    let deployment = Deployment::new();
    let mut process = deployment.serve(&[]).await;
    let first = link(&deployment, &process.wrote("/setup?").await);
    assert_eq!(
        page(&deployment, &Browser::new(), "/demo").await.status,
        StatusCode::OK
    );
    let keys = kids(&deployment).await;
    assert!(process.stop().await.success());

    let mut process = deployment.serve(&["serve"]).await;
    assert_eq!(link(&deployment, &process.wrote("/setup?").await), first);
    assert_eq!(
        link(&deployment, &deployment.run(&["setup-link"]).done()),
        first
    );
    assert_eq!(kids(&deployment).await, keys);

    let owner = make_owner(&first, &deployment).await;
    let account = page(&deployment, &owner, "/account").await;
    assert!(account.text.contains("Grace Hopper"), "{}", account.text);
    assert!(deployment.run(&["setup-link"]).failed().contains("owner"));
    assert!(process.stop().await.success());

    let process = deployment.serve(&["serve"]).await;
    let log = process.wrote("Signet is running").await;
    assert!(!log.contains("/setup?token="), "{log}");
    let account = page(&deployment, &owner, "/account").await;
    assert!(account.text.contains("Grace Hopper"), "{}", account.text);
    let used = Page::of(owner.get(&first).await).await;
    assert_eq!(used.status, StatusCode::FORBIDDEN);
}

async fn make_owner(link: &str, deployment: &Deployment) -> Browser {
    let browser = Browser::new();
    let setup = Page::of(browser.get(link).await).await;
    let (token, form_token) = (setup.hidden("token"), setup.hidden("form_token"));
    let form = [
        ("token", token.as_str()),
        ("form_token", &form_token),
        ("name", "Grace Hopper"),
        ("username", "grace"),
        ("email", "grace@example.com"),
        ("password", PASSWORD),
    ];
    let made = browser.post(&deployment.url("/setup"), &form).await;
    assert_eq!(made.status(), StatusCode::SEE_OTHER);
    browser
}

#[actix_web::test]
async fn what_it_makes_is_for_its_owner_only() {
    let deployment = Deployment::on(None);
    let _process = deployment.serve(&[]).await;
    let data = deployment.path().join("data");
    assert_eq!(mode(&data), 0o700);
    for name in ["signet.db", "signet.db-wal", "signet.db-shm"] {
        assert_eq!(mode(&data.join(name)), 0o600, "{name}");
    }
    let keys = std::fs::read_dir(deployment.path().join("keys")).unwrap();
    let keys: Vec<_> = keys.map(|entry| entry.unwrap().path()).collect();
    assert!(!keys.is_empty());
    for key in keys {
        assert_eq!(mode(&key) & 0o077, 0, "{}", key.display());
    }
}

#[actix_web::test]
async fn the_setup_link_can_be_printed_before_the_first_start() {
    let deployment = Deployment::new();
    let printed = link(&deployment, &deployment.run(&["setup-link"]).done());
    let process = deployment.serve(&[]).await;
    assert_eq!(link(&deployment, &process.wrote("/setup?").await), printed);
}
