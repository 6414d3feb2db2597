//! What a refusal is explained with mends it: the command that is printed is one that works.

use super::{deployment, noticed, signed_in};
use crate::harness::{Browser, Deployment};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use url::Url;

/// An address with what shells would take for something else.
const OTHER: &str = "https://other.example/cb?a=1&b=$HOME;'x'";

async fn asked(deployment: &Deployment, browser: &Browser) -> Response {
    let request = [
        ("client_id", "app"),
        ("redirect_uri", OTHER),
        ("response_type", "code"),
        ("scope", "openid"),
        ("state", "s"),
        (
            "code_challenge",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ),
        ("code_challenge_method", "S256"),
    ];
    let address = Url::parse_with_params(&deployment.url("/authorize"), request).unwrap();
    browser.get(address.as_str()).await
}

/// Runs a command line as an operator pastes it.
fn pasted(deployment: &Deployment, line: &str) {
    let command = deployment.command(&[] as &[&str]);
    let program = Path::new(command.get_program()).parent().unwrap();
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", line]).current_dir(deployment.path());
    let variables = command.get_envs();
    shell.env_clear().env("PATH", program);
    shell.envs(variables.filter_map(|(name, value)| Some((name, value?))));
    let listen = format!("localhost:{}", deployment.port());
    shell.env("SIGNET_LISTEN", listen);
    let done = shell.output().unwrap();
    assert!(done.status.success(), "{line}: {done:?}");
}

#[actix_web::test]
async fn the_command_that_an_explanation_prints_mends_the_request() {
    let deployment = deployment();
    let _process = deployment.serve(&["serve", "--seed", "seed.toml"]).await;
    let browser = signed_in(&deployment).await;
    let refused = asked(&deployment, &browser).await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    let reference = refused.headers()["x-request-id"].to_str().unwrap();
    let mut fix = String::new();
    for _ in 0..50 {
        let said = deployment.run(&["explain", reference, "--json"]);
        if said.code == Some(0) {
            let found: Value = serde_json::from_str(&said.stdout).unwrap();
            fix = found["fix"].as_str().unwrap().to_owned();
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let command = fix.find("signet client set ").map(|at| &fix[at..]);
    pasted(&deployment, command.unwrap_or_else(|| panic!("{fix}")));
    let shown = deployment.run(&["client", "show", "app", "--json"]).done();
    let shown: Value = serde_json::from_str(&shown).unwrap();
    let uris = shown["redirect_uris"].as_array().unwrap();
    assert!(uris.iter().any(|uri| uri == OTHER), "{uris:?}");
    assert!(uris.len() > 1, "{uris:?}");
    noticed(|| async { asked(&deployment, &browser).await.status() != StatusCode::BAD_REQUEST })
        .await;
}
