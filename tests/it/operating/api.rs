//! The HTTP API: every call against every role, and what it does.

mod apps;
mod diagnosis;
mod every_call;
mod house;
mod once;
mod schemathesis;
mod told;

use crate::harness::TestServer;
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use signet::admin::clients;
use signet::admin::{Desk, Operation, Reach, reach};
use signet::clock::Clock;
use signet::flow::access_token::{self, Subject};
use signet::model::{Client, Grant, GrantId, RefreshKind, Role, SessionId, UserId};
use signet::oidc::claims_request::RequestedClaims;
use signet::oidc::{ClientId, ClientMetadata, ScopeSet};
use std::time::Duration;

const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

struct Api<'a> {
    server: &'a TestServer,
    http: reqwest::Client,
    app: Client,
}

impl<'a> Api<'a> {
    /// With an app of an operator's that may have every scope.
    async fn of(server: &'a TestServer) -> Self {
        let scopes = "openid signet:api signet:administrator signet:help_desk signet:auditor other";
        let metadata = ClientMetadata {
            grant_types: vec!["client_credentials".to_owned()],
            response_types: Vec::new(),
            scope: ScopeSet::parse(scopes),
            ..ClientMetadata::default()
        };
        let id = ClientId::try_from("robot").unwrap();
        let desk = Desk::command_line(&server.services);
        let made = clients::create(&desk, Some(id), metadata, None).await;
        Self {
            server,
            http: reqwest::Client::new(),
            app: made.unwrap().client,
        }
    }

    /// A token of the app's own.
    fn token(&self, scope: &str) -> String {
        let scope = ScopeSet::parse(scope);
        let now = self.server.clock.now();
        let services = &self.server.services;
        access_token::issue(services, &self.app, Subject::Client, &scope, now).unwrap()
    }

    /// A token of somebody who has `role`.
    async fn token_of(&self, name: &str, role: Option<Role>) -> String {
        let id = self.server.user(name).await.id;
        let services = &self.server.services;
        if let Some(role) = role {
            let desk = Desk::command_line(services);
            let given = signet::admin::users::set_roles(&desk, id, None, vec![role]);
            given.await.unwrap();
        }
        let now = self.server.clock.now();
        let grant = Grant {
            id: GrantId::new(&*services.clock, &*services.entropy),
            client_id: self.app.id.clone(),
            user_id: id,
            session_id: SessionId::new(&*services.clock, &*services.entropy),
            scope: ScopeSet::parse("openid signet:api"),
            claims: RequestedClaims::default(),
            auth_time: now,
            acr: "1".to_owned(),
            amr: Vec::new(),
            refresh: RefreshKind::Offline,
            generation: 0,
            created_at: now,
            rotated_at: now,
            expires_at: now.plus(Duration::from_hours(1)),
            ended_at: None,
        };
        services.store.redeem(grant.clone().into()).await.unwrap();
        let user = services.store.user(id).await.unwrap().unwrap();
        let subject = Subject::Family(&grant, &user);
        access_token::issue(services, &self.app, subject, &grant.scope, now).unwrap()
    }

    fn call(&self, method: &Method, path: &str, token: &str) -> RequestBuilder {
        let address = format!("{}/api/v1{path}", self.server.issuer);
        self.http
            .request(method.clone(), address)
            .bearer_auth(token)
    }

    async fn get(&self, path: &str, token: &str) -> Response {
        self.call(&Method::GET, path, token).send().await.unwrap()
    }

    async fn document(&self) -> Value {
        self.get("/openapi.json", "").await.json().await.unwrap()
    }
}

/// Method, path and what is needed for each call in the document.
fn calls(document: &Value) -> Vec<(Method, String, Operation, bool)> {
    let mut calls = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let mut path = path.clone();
        for name in [
            "{id}",
            "{user_id}",
            "{client_id}",
            "{reference}",
            "{recipe}",
        ] {
            path = path.replace(name, NOBODY);
        }
        for (method, call) in methods.as_object().unwrap() {
            let method = method.to_uppercase().parse().unwrap();
            let needs = call["x-needs"].as_str().unwrap();
            let named = |operation: &&Operation| format!("{operation:?}") == needs;
            let needs = Operation::ALL.iter().find(named).unwrap();
            let takes = call.get("requestBody").is_some();
            calls.push((method, path.clone(), *needs, takes));
        }
    }
    calls
}

#[actix_web::test]
async fn security_k1_every_call_against_every_role() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let group = Role::GroupAdministrator("staff".to_owned());
    let mut tokens = vec![
        (Some(Role::Administrator), api.token("signet:administrator")),
        (Some(Role::HelpDesk), api.token("signet:help_desk")),
        (Some(Role::Auditor), api.token("signet:auditor other")),
        (None, api.token("signet:owner signet:api")),
        (None, api.token_of("nobody", None).await),
    ];
    for (name, role) in [
        ("owner", Role::Owner),
        ("administrator", Role::Administrator),
        ("helper", Role::HelpDesk),
        ("auditor", Role::Auditor),
        ("delegate", group.clone()),
    ] {
        let token = api.token_of(name, Some(role.clone())).await;
        tokens.push((Some(role), token));
    }
    let calls = calls(&api.document().await);
    assert!(calls.len() > 50);
    let elsewhere = api.token("other");
    let forged = format!("{}x", api.token("signet:auditor"));
    for (method, path, needs, takes) in &calls {
        let send = |token: &str| {
            let call = api.call(method, path, token).header("If-Match", "*");
            // Nothing that is asked for with an empty object is done, but for the keys.
            let call = if *takes {
                call.json(&json!({"x": 1}))
            } else {
                call
            };
            call.send()
        };
        for token in ["", "x", &forged, &elsewhere] {
            let refused = send(token).await.unwrap();
            assert_eq!(refused.status(), 401, "{method} {path}");
            assert!(refused.headers().contains_key("www-authenticate"));
        }
        for (role, token) in &tokens {
            let answer = send(token).await.unwrap();
            let status = answer.status();
            let reach = role.as_ref().map(|role| reach(role, *needs));
            let may = reach.is_some_and(|reach| reach != Reach::Nothing);
            let what = format!("{method} {path} as {role:?}: {status}");
            assert!(!status.is_server_error() && status != 401, "{what}");
            if !may {
                assert_eq!(status, 403, "{what}");
                let kind = answer.headers()["content-type"].to_str().unwrap();
                assert_eq!(kind, "application/problem+json", "{what}");
            } else if *role != Some(group.clone()) {
                assert_ne!(status, 403, "{what}");
            }
        }
    }
}

#[actix_web::test]
async fn security_k3_people_are_changed_as_they_were_seen_and_nothing_slips_in() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    let post =
        |path: &'static str, body: Value| api.call(&Method::POST, path, token).json(&body).send();
    let made = post("/users", json!({"username": "ada", "groups": ["staff"]}))
        .await
        .unwrap();
    assert_eq!(made.status(), 201);
    let tag = made.headers()["etag"].to_str().unwrap().to_owned();
    let ada: Value = made.json().await.unwrap();
    let path = format!("/users/{}", ada["id"].as_str().unwrap());
    for (body, status) in [
        (json!({"username": "ada"}), 409),
        (json!({"username": "a b"}), 422),
        (json!({}), 422),
        (json!([]), 400),
        (json!({"username": "eve", "roles": ["owner"]}), 422),
        (json!({"username": "eve", "id": NOBODY}), 422),
        (json!({"username": "eve", "claims": {"sub": "x"}}), 422),
        (
            json!({"username": "eve", "claims": {"nickname": "\0"}}),
            422,
        ),
    ] {
        let refused = post("/users", body.clone()).await.unwrap();
        assert_eq!(refused.status(), status, "{body}");
    }
    let twice = api.call(&Method::POST, "/users", token);
    let twice = twice
        .header("content-type", "application/json")
        .body(r#"{"username": "eve", "username": "mallory"}"#);
    assert_eq!(twice.send().await.unwrap().status(), 400);
    let form = api
        .call(&Method::POST, "/users", token)
        .body("username=eve");
    assert_eq!(form.send().await.unwrap().status(), 415);

    let change = |tag: Option<String>| {
        let call = api.call(&Method::PATCH, &path, token);
        let call = tag
            .into_iter()
            .fold(call, |call, tag| call.header("If-Match", tag));
        call.json(&json!({"claims": {"name": "Ada"}})).send()
    };
    assert_eq!(change(None).await.unwrap().status(), 428);
    let changed = change(Some(tag.clone())).await.unwrap();
    assert_eq!(changed.status(), 200);
    let newer = changed.headers()["etag"].to_str().unwrap().to_owned();
    assert_ne!(newer, tag);
    assert_eq!(change(Some(tag)).await.unwrap().status(), 412);

    let roles = format!("{path}/roles");
    let roles = |role: &str| {
        let call = api
            .call(&Method::PUT, &roles, token)
            .header("If-Match", "*");
        call.json(&json!({"roles": [role]})).send()
    };
    assert_eq!(roles("owner").await.unwrap().status(), 403);
    assert_eq!(roles("king").await.unwrap().status(), 422);
    assert_eq!(roles("auditor").await.unwrap().status(), 200);

    let groups: Value = api.get("/groups", token).await.json().await.unwrap();
    assert_eq!(groups["items"][0]["name"], "staff");
    let group = format!("/groups/{}", groups["items"][0]["id"].as_str().unwrap());
    let renamed = api
        .call(&Method::PUT, &group, token)
        .header("If-Match", "*");
    let renamed = renamed.json(&json!({"name": "crew"})).send().await.unwrap();
    assert_eq!(renamed.status(), 200);
    let shown: Value = api.get(&path, token).await.json().await.unwrap();
    assert_eq!(shown["groups"], json!(["crew"]));
    assert_eq!(shown["claims"], json!({"name": "Ada"}));
    let removed = api
        .call(&Method::DELETE, &path, token)
        .header("If-Match", "*");
    assert_eq!(removed.send().await.unwrap().status(), 204);
    assert_eq!(api.get(&path, token).await.status(), 404);
}

#[actix_web::test]
async fn lists_come_in_parts_and_paths_are_taken_to_the_letter() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    for name in ["ada", "bob", "carol"] {
        server.user(name).await;
    }
    let first: Value = api.get("/users?limit=2", token).await.json().await.unwrap();
    assert_eq!(first["items"][1]["username"], "bob");
    let rest = format!("/users?limit=2&cursor={}", first["next"].as_str().unwrap());
    let rest: Value = api.get(&rest, token).await.json().await.unwrap();
    assert_eq!(rest["items"][0]["username"], "carol");
    assert_eq!(
        (rest["items"].as_array().unwrap().len(), &rest["next"]),
        (1, &Value::Null)
    );
    for (path, status) in [
        ("/users?cursor=x", 422),
        ("/users?limit=x", 422),
        ("/users?limit=1&limit=2", 422),
        ("/users?page=2", 400),
        ("/users?sort=password", 422),
        ("/users?group=none", 404),
        ("/users?group=%00", 400),
        ("/events?kind=%00", 400),
        ("/users/ada", 404),
        ("//users", 404),
        ("/users/", 404),
        ("/USERS", 404),
        ("/users;x", 404),
        ("/users%2f", 404),
        ("/nothing", 404),
    ] {
        assert_eq!(api.get(path, token).await.status(), status, "{path}");
    }
    let made = api.call(&Method::POST, "/clients", token);
    let body = json!({"client_id": "wiki", "redirect_uris": ["https://wiki.example/cb"]});
    let made: Value = made.json(&body).send().await.unwrap().json().await.unwrap();
    assert!(made["client_secret"].as_str().unwrap().len() > 40);
    let shown = api.get("/clients/wiki", token).await.text().await.unwrap();
    assert!(
        !shown.contains("secret\":") && !shown.contains("hash"),
        "{shown}"
    );
    let unknown = api.call(&Method::POST, "/clients", token);
    let unknown = unknown
        .json(&json!({"origin": "demo"}))
        .send()
        .await
        .unwrap();
    assert_eq!(unknown.status(), 422);
    let put = api
        .call(&Method::POST, "/users/x", token)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (put.status().as_u16(), put.headers().contains_key("allow")),
        (405, true)
    );
}

#[actix_web::test]
async fn what_a_token_opens_ends_with_what_made_it_so() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let of_ada = api.token_of("ada", Some(Role::Auditor)).await;
    let own = api.token("signet:auditor");
    for token in [&of_ada, &own] {
        assert_eq!(api.get("/keys", token).await.status(), 200);
    }
    let desk = Desk::command_line(&server.services);
    let ada: UserId = signet::admin::users::named(&desk, "ada").await.unwrap().id;
    let taken = signet::admin::users::set_roles(&desk, ada, None, Vec::new());
    taken.await.unwrap();
    assert_eq!(api.get("/keys", &of_ada).await.status(), 403);
    let narrowed = ClientMetadata {
        scope: ScopeSet::parse("openid"),
        ..api.app.metadata.clone()
    };
    let wanted = clients::WantedClient {
        id: api.app.id.clone(),
        metadata: narrowed,
        secret: None,
    };
    clients::put(&desk, wanted).await.unwrap();
    assert_eq!(api.get("/keys", &own).await.status(), 403);
}
