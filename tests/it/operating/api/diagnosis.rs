//! What operators were refused, and sign-ins looked for.

use super::Api;
use super::house::shown;
use crate::harness::{Browser, Page, TestServer};
use reqwest::Method;
use serde_json::{Value, json};
use signet::model::{Role, UserId};
use std::time::Duration;

async fn id_of(server: &TestServer, login: &str) -> UserId {
    let account = server.services.store.account_by_login(login).await;
    account.unwrap().unwrap().user.id
}

/// What operators were refused, as soon as `count` events tell of it.
async fn refusals(api: &Api<'_>, count: usize) -> Vec<Value> {
    let path = "/events?kind=operator.refused";
    let token = &api.token("signet:auditor");
    for _ in 0..100 {
        let found = shown(api, path, token).await;
        let found = found["items"].as_array().unwrap();
        if found.len() >= count {
            return found.clone();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("not in time");
}

#[actix_web::test]
async fn security_m_what_operators_are_refused_is_in_the_record_and_bounded() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let helper = api.token_of("helper", Some(Role::HelpDesk)).await;
    // The owner is none whom the help desk may help: only the handler finds that out.
    api.token_of("owner", Some(Role::Owner)).await;
    let owner = id_of(&server, "owner").await;
    let path = format!("/users/{owner}/sessions");
    for _ in 0..5 {
        let refused = api.call(&Method::DELETE, &path, &helper).send().await;
        assert_eq!(refused.unwrap().status(), 403);
    }
    assert_eq!(api.get("/keys", &helper).await.status(), 403);
    // Whoever proves nothing, or is no operator, leaves nothing.
    let nobody = api.token_of("nobody", None).await;
    assert_eq!(api.get("/keys", "none").await.status(), 401);
    assert_eq!(api.get("/keys", &nobody).await.status(), 403);
    // The same in SCIM, where an app of the API is known too.
    let auditor = api.token("signet:auditor");
    let address = format!("{}/scim/v2/Users", server.issuer);
    let person = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "eve",
    });
    let call = api.http.post(address).bearer_auth(auditor);
    let call = call.header("content-type", "application/scim+json");
    let refused = call.body(person.to_string()).send().await.unwrap();
    assert_eq!(refused.status(), 403);

    let found = refusals(&api, 3).await;
    assert_eq!(found.len(), 3, "{found:#?}");
    let of = |operation: &str| {
        let mut found = found.iter();
        let found = found.find(|event| event["detail"]["operation"] == operation);
        found.unwrap_or_else(|| panic!("{operation}")).clone()
    };
    let helped = of("help_users");
    assert_eq!(helped["outcome"], "failure");
    assert_eq!(helped["detail"]["by"], "helper");
    assert_eq!(helped["detail"]["method"], "DELETE");
    assert_eq!(helped["detail"]["path"], format!("/api/v1{path}"));
    let helper = id_of(&server, "helper").await;
    assert_eq!(helped["actor"], format!("person:{helper}"));
    assert_eq!(of("edit_users")["actor"], "client:robot");
    // In the chain, as everything else that is in the record.
    let verified = shown(&api, "/audit/verification", &api.token("signet:auditor")).await;
    assert_eq!(verified["broken"], Value::Null);
}

#[actix_web::test]
async fn sign_ins_and_what_is_kept_apart_are_looked_for() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let ada = server.user("ada").await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:auditor");
    let browser = Browser::new();
    for _ in 0..3 {
        server.wait(1);
        let page = Page::of(browser.authorize(&server, &app.request()).await).await;
        browser
            .sign_in(&server, &page, "ada", "wrong wrong wrong")
            .await;
    }
    let notes = format!("/notes?kind=sign_in.failed&user_id={}&limit=2", ada.id);
    let traces = format!(
        "/traces?user_id={}&client_id=app&outcome=failure&limit=2",
        ada.id
    );
    for path in [notes, traces] {
        let mut whole = Value::Null;
        for _ in 0..100 {
            whole = shown(&api, &path.replace("limit=2", "limit=3"), token).await;
            if whole["items"].as_array().unwrap().len() == 3 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let whole = whole["items"].as_array().unwrap();
        let first = shown(&api, &path, token).await;
        assert_eq!(first["items"].as_array().unwrap(), &whole[..2]);
        let next = format!("{path}&cursor={}", first["next"].as_str().unwrap());
        let rest = shown(&api, &next, token).await;
        assert_eq!(rest["items"].as_array().unwrap(), &whole[2..], "{path}");
        assert_eq!(rest["next"], Value::Null);
    }
    let well = format!("/traces?user_id={}&outcome=success", ada.id);
    assert_eq!(shown(&api, &well, token).await["items"], json!([]));
    for wrong in ["outcome=maybe", "user_id=ada"] {
        let response = api.get(&format!("/traces?{wrong}"), token).await;
        assert_eq!(response.status(), 422, "{wrong}");
    }
    assert_eq!(api.get("/traces?kind=sign_in", token).await.status(), 400);
}
