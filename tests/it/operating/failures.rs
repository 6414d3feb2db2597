//! What is wrong is said with its name and what to do about it.

use super::deployment;
use crate::harness::{Deployment, Said};
use std::process::Stdio;

/// What `signet serve` says that cannot start.
fn refused(deployment: &Deployment, arguments: &[&str], environment: &[(&str, &str)]) -> Said {
    let mut command = deployment.command(arguments);
    command
        .envs(environment.iter().copied())
        .stdin(Stdio::null());
    Said::of(command.output().unwrap())
}

#[actix_web::test]
async fn wrong_settings_stop_the_start_with_their_name_and_the_fix() {
    let deployment = Deployment::new();
    deployment.write(
        "signet.toml",
        "session_idle = \"banana\"\nsesion_absolute = \"1d\"\n",
    );
    let said = refused(&deployment, &["serve"], &[("SIGNET_DEMO", "maybe")]).failed();
    for part in [
        "session_idle",
        "banana",
        "signet.toml line 1",
        "sesion_absolute",
        "session_absolute",
        "SIGNET_DEMO",
        "Fix:",
    ] {
        assert!(said.contains(part), "{part:?} is not in {said}");
    }
    assert!(
        !deployment.path().join("data").exists(),
        "something was made already"
    );
}

#[actix_web::test]
async fn flags_that_nobody_knows_and_public_http_are_refused() {
    let deployment = Deployment::new();
    let unknown = refused(&deployment, &["serve", "--sesion-idle", "1h"], &[]);
    assert_eq!(unknown.code, Some(2));
    assert!(
        unknown.stderr.contains("--session-idle"),
        "{}",
        unknown.stderr
    );
    let public = ["serve", "--issuer", "http://id.example.com"];
    let said = refused(&deployment, &public, &[]).failed();
    assert!(said.contains("issuer") && said.contains("https"), "{said}");
    let secret = ("SIGNET_MASTER_KEY", "not-a-key-but-secret-anyway");
    let said = refused(&deployment, &["serve"], &[secret]).failed();
    assert!(
        said.contains("master_key") && !said.contains(secret.1),
        "{said}"
    );
}

#[actix_web::test]
async fn a_seed_with_mistakes_stops_the_start_and_changes_nothing() {
    let deployment = deployment();
    deployment.write(
        "wrong.toml",
        "[[client]]\nclient_id = \"app\"\nredirect_uri = \"x\"\n",
    );
    let said = refused(&deployment, &["serve", "--seed", "wrong.toml"], &[]).failed();
    assert!(
        said.contains("wrong.toml") && said.contains("redirect_uris"),
        "{said}"
    );
    assert!(
        deployment
            .run(&["client", "list"])
            .done()
            .contains("no apps")
    );
}

#[actix_web::test]
async fn a_port_in_use_is_named() {
    let deployment = Deployment::new();
    let _process = deployment.serve(&["serve"]).await;
    let second = Deployment::new();
    let listen = format!("127.0.0.1:{}", deployment.port());
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_signet"));
    command.env_clear().current_dir(second.path());
    command
        .args(["serve", "--listen", &listen])
        .stdin(Stdio::null());
    let said = Said::of(command.output().unwrap()).failed();
    assert!(
        said.contains(&listen) && said.contains("--listen"),
        "{said}"
    );
    assert!(said.contains("in use"), "{said}");
}

#[actix_web::test]
async fn health_says_by_its_exit_code_whether_the_server_is_ready() {
    let deployment = Deployment::new();
    let said = deployment.run(&["health"]).failed();
    assert!(said.contains(&deployment.port().to_string()), "{said}");
    let mut process = deployment.serve(&["serve"]).await;
    assert_eq!(deployment.run(&["health"]).done().trim(), "ready");
    assert!(process.stop().await.success());
    deployment.run(&["health"]).failed();
}
