//! A system made with scim2-client says who there is, and scim2-tester looks at what it is answered.

use super::{installed_python, sources};
use crate::harness::TestServer;
use serde_json::json;
use signet::admin::{Desk, scim_tokens};
use signet::model::Role;
use std::process::Command;

#[actix_web::test]
async fn another_system_says_who_there_is() {
    let server = TestServer::start().await;
    let desk = Desk::command_line(&server.services);
    let added = scim_tokens::add(&desk, "python".to_owned(), Role::Administrator).await;
    let (_, secret) = added.unwrap();
    let told = json!({ "address": server.url("/scim/v2"), "token": secret.expose() });
    let end = Command::new(installed_python())
        .arg(sources().join("scim.py"))
        .arg(told.to_string())
        .status()
        .unwrap();
    assert!(end.success(), "{end}: its complaint stands above");
}
