//! A disk that is full, and a folder that nobody can write into.

use super::{refresh, says_come_back, tells_people};
use crate::harness::{Browser, Deployment, Led, PASSWORD, Page, Process, Remote};
use reqwest::StatusCode;
use serde_json::Value;
use std::process::Command;

/// A server whose files the test may stop growing. The kernel would kill who does not ignore its
/// signal; a full disk sends none.
async fn server() -> (Deployment, Process) {
    let deployment = Deployment::on(None);
    let user = format!("[[user]]\nusername = \"ada\"\npassword = \"{PASSWORD}\"\n");
    let app = Remote::declaration("app", "trusted = true");
    deployment.write("seed.toml", &format!("{app}{user}"));
    let signet = deployment.command(&["serve", "--seed", "seed.toml", "--workers", "1"]);
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]);
    command.arg(signet.get_program()).args(signet.get_args());
    command.env_clear().current_dir(deployment.path());
    command.env("PATH", "/usr/bin:/bin");
    let mut process = deployment.spawn_command(command);
    deployment.wait_for(&mut process).await;
    (deployment, process)
}

/// Lets no file of the process grow beyond this.
fn limit_files(process: &Process, bytes: &str) {
    let limit = format!("--fsize={bytes}:unlimited");
    let id = process.id().to_string();
    let done = Command::new("prlimit")
        .args(["--pid", &id, &limit])
        .status();
    assert!(done.unwrap().success());
}

#[actix_web::test]
async fn a_full_disk_loses_nothing_and_heals() {
    let (deployment, process) = server().await;
    let app = Remote::new(&deployment, "app");
    let browser = Browser::new();
    let signed_in = deployment.sign_in(&browser, "ada", PASSWORD).await;
    assert_eq!(signed_in.unwrap(), StatusCode::SEE_OTHER);
    let waiting = Browser::new();
    let sign_in = Page::of(waiting.get(&deployment.url("/account")).await).await;
    let mut acknowledged = Vec::new();
    for _ in 0..5 {
        acknowledged.push(app.tokens(&browser).await);
    }

    let log = deployment.path().join("data/signet.db-wal");
    let size = std::fs::metadata(log).unwrap().len();
    limit_files(&process, &(size + 40_000).to_string());
    let refused = loop {
        let Led::Code(code) = app.authorize(&browser).await.unwrap() else {
            panic!("an authorization writes nothing");
        };
        match app.redeem(&browser, &code).await.unwrap() {
            (StatusCode::OK, tokens) => acknowledged.push(tokens),
            refused => break refused,
        }
        assert!(acknowledged.len() < 1000, "the disk never fills");
    };
    assert_eq!(refused.0, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.1["error"], "temporarily_unavailable");
    // A refresh is smaller: some may still fit.
    loop {
        let latest = acknowledged.last().unwrap();
        let token = latest["refresh_token"].as_str().unwrap();
        let answer = refresh(&browser, deployment.url("/token"), token).await;
        if answer.status() != StatusCode::OK {
            says_come_back(&answer);
            break;
        }
        *acknowledged.last_mut().unwrap() = answer.json().await.unwrap();
    }

    // What only looks goes on; people are told.
    let access_token = acknowledged[0]["access_token"].as_str().unwrap();
    let status = app.userinfo(&browser, access_token).await.unwrap();
    assert_eq!(status, StatusCode::OK);
    let jwks = browser.get(&deployment.url("/jwks")).await;
    assert_eq!(jwks.status(), StatusCode::OK);
    let (request, form_token) = (sign_in.hidden("request"), sign_in.hidden("form_token"));
    let form = [
        ("request", request.as_str()),
        ("form_token", &form_token),
        ("username", "ada"),
        ("password", PASSWORD),
    ];
    tells_people(waiting.post(&deployment.url("/sign-in"), &form).await).await;

    // There is room again: everything that was ever acknowledged is there.
    limit_files(&process, "unlimited");
    for tokens in &acknowledged {
        let token = tokens["refresh_token"].as_str().unwrap();
        let answer = refresh(&browser, deployment.url("/token"), token).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let refreshed: Value = answer.json().await.unwrap();
        assert!(refreshed["access_token"].is_string());
    }
    let answer = waiting.post(&deployment.url("/sign-in"), &form).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let log = process.log();
    assert!(!log.contains("panic"), "{log}");
}

#[actix_web::test]
async fn a_folder_that_cannot_be_written_stops_the_start_with_its_name() {
    // Not even root writes there.
    let deployment = Deployment::on(None);
    let said = deployment.run(&["serve", "--data-dir", "/proc/signet"]);
    let said = said.failed();
    assert!(
        said.contains("/proc/signet") && said.contains("data_dir"),
        "{said}"
    );
}
