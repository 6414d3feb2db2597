//! Apps made with other people's libraries from npm (`tests/clients`): what they rely on holds.
//!
//! An app runs under Node as its developer would write it. It tells the addresses that its browser
//! is to be sent to, and the browser here brings back what the app gets.

use crate::harness::{Browser, Page, TestServer, hidden};
use serde_json::{Value, json};
use signet::clock::Clock;
use signet::oidc::client_metadata::ClientAuthMethod;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The folder where the libraries are installed, with the scripts beside them.
fn installed() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let there = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients");
        fs::create_dir_all(&there).unwrap();
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients");
        let lock = fs::read(here.join("package-lock.json")).unwrap();
        // Written by npm as the last thing of an installation, and by this only after it.
        let done = there.join("installed.json");
        let is_done = fs::read(&done).is_ok_and(|done| done == lock);
        for file in fs::read_dir(&here).unwrap().map(Result::unwrap) {
            if file.file_type().unwrap().is_file() {
                fs::copy(file.path(), there.join(file.file_name())).unwrap();
            }
        }
        if !is_done {
            let npm = Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
                .current_dir(&there)
                .status();
            let npm = npm.expect("npm does not start: install nodejs and npm");
            assert!(npm.success(), "npm ci: {npm}");
            fs::write(done, lock).unwrap();
        }
        there
    })
}

/// Runs a case of a script to its end, which must be good.
async fn run(server: &TestServer, script: &str, told: Value) {
    let mut told = told;
    told["issuer"] = server.issuer.as_str().into();
    told["now"] = server.clock.now().0.into();
    let mut app = Command::new("node")
        .arg(installed().join(script))
        .arg(told.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node does not start: install nodejs");
    let browser = Browser::new();
    let mut answers = app.stdin.take().unwrap();
    for url in BufReader::new(app.stdout.take().unwrap()).lines() {
        let back = visit(server, &browser, &url.unwrap()).await;
        writeln!(answers, "{back}").unwrap();
    }
    let end = app.wait().unwrap();
    assert!(end.success(), "{end}: its complaint stands above");
}

/// Sends the browser to an address, and tells what comes to the app.
async fn visit(server: &TestServer, browser: &Browser, url: &str) -> Value {
    let response = browser.get(url).await;
    if !url.contains("response_mode=form_post") {
        let at = browser.arrive(server, response, "ada").await;
        return json!({ "at": at });
    }
    let page = Page::of(response).await;
    let action = page.text.split("method=\"post\" action=\"").nth(1).unwrap();
    let names = ["code", "state", "iss", "id_token", "session_state", "error"];
    let fields = names.map(|name| hidden(&page.text, name).map(|value| (name, value)));
    let form: BTreeMap<&str, String> = fields.into_iter().flatten().collect();
    json!({ "at": action.split('"').next(), "form": form })
}

/// An app of the operator's, which authenticates by `method`.
async fn by_method(method: ClientAuthMethod, case: &str) {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = server
        .app_with("app", |metadata| {
            metadata.token_endpoint_auth_method = method;
        })
        .await;
    let told = json!({ "case": case, "client_id": app.id, "client_secret": app.secret });
    run(&server, "openid-client.mjs", told).await;
}

#[actix_web::test]
async fn openid_client_discovers() {
    by_method(ClientAuthMethod::ClientSecretBasic, "discovery").await;
}

#[actix_web::test]
async fn openid_client_signs_in_by_client_secret_basic() {
    by_method(ClientAuthMethod::ClientSecretBasic, "client_secret_basic").await;
}

#[actix_web::test]
async fn openid_client_signs_in_by_client_secret_post() {
    by_method(ClientAuthMethod::ClientSecretPost, "client_secret_post").await;
}

#[actix_web::test]
async fn openid_client_signs_in_by_client_secret_jwt() {
    by_method(ClientAuthMethod::ClientSecretJwt, "client_secret_jwt").await;
}

#[actix_web::test]
async fn openid_client_signs_in_without_a_secret() {
    by_method(ClientAuthMethod::None, "none").await;
}
