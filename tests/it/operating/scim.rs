//! SCIM over HTTP: who may ask, and what systems send in practice.

mod bulk;

use crate::harness::{Browser, TestServer};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use signet::admin::{Desk, clients, scim_tokens};
use signet::clock::Clock;
use signet::flow::access_token::{self, Subject};
use signet::model::Role;
use signet::oidc::{ClientId, ClientMetadata, ScopeSet};

struct Scim<'a> {
    server: &'a TestServer,
    http: reqwest::Client,
    token: String,
}

impl<'a> Scim<'a> {
    /// With a token of its own.
    async fn of(server: &'a TestServer, name: &str, role: Role) -> Self {
        let desk = Desk::command_line(&server.services);
        let added = scim_tokens::add(&desk, name.to_owned(), role).await;
        let (_, secret) = added.unwrap();
        Self {
            server,
            http: reqwest::Client::new(),
            token: secret.expose().clone(),
        }
    }

    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        let address = self.server.url(&format!("/scim/v2{path}"));
        let call = self.http.request(method, address);
        call.bearer_auth(&self.token)
    }

    async fn get(&self, path: &str) -> Response {
        self.call(Method::GET, path).send().await.unwrap()
    }

    /// Sends a body as systems do.
    async fn send(&self, method: Method, path: &str, body: &Value) -> Response {
        let call = self.call(method, path);
        let call = call.header("content-type", "application/scim+json; charset=utf-8");
        call.body(body.to_string()).send().await.unwrap()
    }

    async fn patch(&self, path: &str, operations: Value) -> Response {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": operations,
        });
        self.send(Method::PATCH, path, &body).await
    }
}

async fn body(response: Response) -> Value {
    let kind = response.headers()["content-type"].to_str().unwrap();
    assert_eq!(kind, "application/scim+json");
    response.json().await.unwrap()
}

/// Asserts that a request was refused so.
async fn refused(response: Response, status: u16, kind: Option<&str>) {
    assert_eq!(response.status(), status);
    let told = body(response).await;
    assert_eq!(told["status"], status.to_string());
    assert_eq!(told["scimType"].as_str(), kind, "{told}");
    let schema = "urn:ietf:params:scim:api:messages:2.0:Error";
    assert_eq!(told["schemas"], json!([schema]));
}

#[actix_web::test]
async fn security_k1_only_tokens_that_are_good_here_open_anything() {
    let server = TestServer::start().await;
    let scim = Scim::of(&server, "okta", Role::Administrator).await;
    let auditor = Scim::of(&server, "inventory", Role::Auditor).await;
    assert_eq!(scim.get("/Users").await.status(), 200);
    let new = json!({"userName": "ada"});
    assert_eq!(auditor.get("/Users").await.status(), 200);
    refused(auditor.send(Method::POST, "/Users", &new).await, 403, None).await;

    for token in ["", "x", &format!("{}x", scim.token)] {
        let without = Scim {
            token: token.to_owned(),
            http: scim.http.clone(),
            ..scim
        };
        for path in ["/Users", "/Groups", "/Me", "/Users/x"] {
            let answer = without.get(path).await;
            let challenge = answer.headers()["www-authenticate"].to_str().unwrap();
            assert!(challenge.starts_with("Bearer "), "{challenge}");
            refused(answer, 401, None).await;
        }
        assert_eq!(without.get("/ServiceProviderConfig").await.status(), 200);
    }
    // The token is good nowhere else.
    let elsewhere = server.url("/api/v1/users");
    let elsewhere = scim.http.get(elsewhere).bearer_auth(&scim.token);
    assert_eq!(elsewhere.send().await.unwrap().status(), 401);

    let desk = Desk::command_line(&server.services);
    let all = scim_tokens::list(&desk).await.unwrap();
    let okta = all.iter().find(|token| token.name == "okta").unwrap();
    scim_tokens::remove(&desk, okta.id).await.unwrap();
    refused(scim.get("/Users").await, 401, None).await;
}

#[actix_web::test]
async fn tokens_of_the_http_api_are_good_here_by_their_scopes() {
    let server = TestServer::start().await;
    let metadata = ClientMetadata {
        grant_types: vec!["client_credentials".to_owned()],
        response_types: Vec::new(),
        scope: ScopeSet::parse("signet:administrator signet:auditor other"),
        ..ClientMetadata::default()
    };
    let id = ClientId::try_from("robot").unwrap();
    let desk = Desk::command_line(&server.services);
    let app = clients::create(&desk, Some(id), metadata, None).await;
    let app = app.unwrap().client;
    for (scope, read, write) in [
        ("signet:administrator", 200, 201),
        ("signet:auditor", 200, 403),
        ("other", 401, 401),
    ] {
        let scope = ScopeSet::parse(scope);
        let now = server.clock.now();
        let token = access_token::issue(&server.services, &app, Subject::Client, &scope, now);
        let scim = Scim {
            server: &server,
            http: reqwest::Client::new(),
            token: token.unwrap(),
        };
        assert_eq!(scim.get("/Users").await.status(), read, "{scope}");
        let new = json!({"userName": "ada"});
        let made = scim.send(Method::POST, "/Users", &new).await;
        assert_eq!(made.status(), write, "{scope}");
        if read == 200 {
            // It is nobody's.
            refused(scim.get("/Me").await, 404, None).await;
        }
    }
}

#[actix_web::test]
async fn who_is_deactivated_is_signed_out_at_once() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let code = browser.code(&server, &app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    let scim = Scim::of(&server, "entra", Role::Administrator).await;
    let found = body(scim.get("/Users?filter=userName+eq+%22Ada%22").await).await;
    assert_eq!(found["totalResults"], 1);
    let path = format!("/Users/{}", found["Resources"][0]["id"].as_str().unwrap());

    let off = json!([{"op": "Replace", "path": "active", "value": "False"}]);
    let off = body(scim.patch(&path, off).await).await;
    assert_eq!(off["active"], false);
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let (status, _) = server.refresh(&app, refresh).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let at = browser.get(&server.url("/account")).await;
    assert!(!at.status().is_success() || !at.text().await.unwrap().contains("ada@example.com"));

    let on = json!([{"op": "replace", "value": {"active": true}}]);
    assert_eq!(body(scim.patch(&path, on).await).await["active"], true);
}

#[actix_web::test]
async fn a_person_is_changed_as_they_were_seen() {
    let server = TestServer::start().await;
    let scim = Scim::of(&server, "okta", Role::Administrator).await;
    let new = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "ada@example.org",
        "name": {"givenName": "Ada", "familyName": "Lovelace"},
        "emails": [{"primary": true, "value": "ada@example.org", "type": "work"}],
        "displayName": "Ada Lovelace",
        "locale": "en-US",
        "externalId": "00ujl29u0le5T6Aj10h7",
        "groups": [],
        "password": "1mz050nq-and-more",
        "active": true,
    });
    let made = scim.send(Method::POST, "/Users", &new).await;
    assert_eq!(made.status(), 201);
    let tag = made.headers()["etag"].to_str().unwrap().to_owned();
    let location = made.headers()["location"].to_str().unwrap().to_owned();
    let made = body(made).await;
    assert_eq!(made["meta"]["location"], *location);
    assert_eq!(made["meta"]["version"], *tag);
    assert_eq!(made.get("password"), None);
    let path = format!("/Users/{}", made["id"].as_str().unwrap());

    let again = scim.send(Method::POST, "/Users", &new).await;
    refused(again, 409, Some("uniqueness")).await;
    let known = scim.call(Method::GET, &path).header("if-none-match", &tag);
    assert_eq!(known.send().await.unwrap().status(), 304);
    let part = body(scim.get(&format!("{path}?attributes=userName")).await).await;
    assert_eq!(part.as_object().unwrap().len(), 3, "{part}");

    let put = |tag: &str| {
        let call = scim.call(Method::PUT, &path).header("if-match", tag);
        call.json(&json!({"userName": "ada", "displayName": "Countess"}))
    };
    let put_once = put(&tag).send().await.unwrap();
    assert_eq!(put_once.status(), 200);
    let late = put(&tag).send().await.unwrap();
    refused(late, 412, None).await;
    assert_eq!(put("*").send().await.unwrap().status(), 200);
    let removed = scim.call(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(removed.status(), 204);
    refused(scim.get(&path).await, 404, None).await;
}

#[actix_web::test]
async fn security_n_what_cannot_be_is_refused_in_the_words_of_scim() {
    let server = TestServer::start().await;
    let scim = Scim::of(&server, "okta", Role::Administrator).await;
    for (path, status, kind) in [
        ("/Users?filter=x", 400, Some("invalidFilter")),
        ("/Users?count=many", 400, Some("invalidValue")),
        ("/Users?cursor=x", 400, Some("invalidCursor")),
        (
            "/Users?filter=active+eq+true&filter=active+eq+false",
            400,
            Some("invalidSyntax"),
        ),
        ("/Users/ada", 404, None),
        ("/Users/", 404, None),
        ("/users", 404, None),
        ("/Nothing", 404, None),
        ("", 404, None),
        ("/Schemas/urn:x", 404, None),
    ] {
        refused(scim.get(path).await, status, kind).await;
    }
    for (body, kind) in [
        (json!({}), "invalidValue"),
        (json!({"userName": "a b"}), "invalidValue"),
        (
            json!({"userName": "ada", "active": "perhaps"}),
            "invalidValue",
        ),
        (json!([]), "invalidSyntax"),
    ] {
        let answer = scim.send(Method::POST, "/Users", &body).await;
        refused(answer, 400, Some(kind)).await;
    }
    let form = scim.call(Method::POST, "/Users").body("userName=ada");
    refused(form.send().await.unwrap(), 415, None).await;
    let long = json!({"userName": "x".repeat(2 * 1024 * 1024)});
    let long = scim.send(Method::POST, "/Users", &long).await;
    refused(long, 413, None).await;
    let wrong = scim.call(Method::DELETE, "/Users").send().await.unwrap();
    assert_eq!(wrong.headers()["allow"], "GET, POST");
    refused(wrong, 405, None).await;
    let bulk = scim.send(Method::POST, "/Bulk", &json!({})).await;
    refused(bulk, 400, Some("invalidSyntax")).await;
    let asked = scim.get("/.search").await;
    assert_eq!(asked.headers()["allow"], "POST");
    refused(asked, 405, None).await;
    let posted = scim.send(Method::POST, "/Nothing", &json!({})).await;
    refused(posted, 404, None).await;
}
