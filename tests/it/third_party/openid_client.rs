//! An app with openid-client, under Node. It tells the addresses that its browser is to be sent to, and
//! the browser here brings back what the app gets.

use super::installed;
use crate::harness::{Browser, Page, TestServer, hidden};
use serde_json::{Value, json};
use signet::clock::Clock;
use signet::oidc::client_metadata::ClientAuthMethod;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Runs a case of the script to its end, which must be good.
async fn run(server: &TestServer, mut told: Value) {
    told["issuer"] = server.issuer.as_str().into();
    told["now"] = server.clock.now().0.into();
    let mut app = Command::new("node")
        // Node 18, which Debian 12 has, knows `crypto` only so; later ones take no notice.
        .arg("--experimental-global-webcrypto")
        .arg(installed().join("openid-client.mjs"))
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
    run(&server, told).await;
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

/// An app that registers itself.
async fn by_itself(case: &str) {
    let server = TestServer::with(&[("registration", "open")]).await;
    server.user("ada").await;
    run(&server, json!({ "case": case })).await;
}

#[actix_web::test]
async fn openid_client_registers_itself_and_signs_in() {
    by_itself("registration").await;
}

#[actix_web::test]
async fn openid_client_signs_in_by_private_key_jwt() {
    by_itself("private_key_jwt").await;
}

#[actix_web::test]
async fn openid_client_takes_an_answer_by_form_post() {
    by_method(ClientAuthMethod::ClientSecretBasic, "form_post").await;
}

#[actix_web::test]
async fn openid_client_takes_an_answer_of_the_hybrid_flow() {
    by_itself("fragment").await;
}

#[actix_web::test]
async fn openid_client_takes_an_id_token_of_the_implicit_flow() {
    by_itself("implicit").await;
}

#[actix_web::test]
async fn openid_client_signs_its_request() {
    by_itself("request_object").await;
}

#[actix_web::test]
async fn openid_client_pushes_its_request() {
    by_itself("pushed_request").await;
}

#[actix_web::test]
async fn openid_client_decrypts_its_id_token() {
    by_itself("encrypted_id_token").await;
}

#[actix_web::test]
async fn openid_client_asks_for_itself_by_client_credentials() {
    by_itself("client_credentials").await;
}

#[actix_web::test]
async fn openid_client_signs_out() {
    by_itself("logout").await;
}
