//! Apps over the API: what is answered can be changed and sent back, and the document says all of it.

use super::Api;
use crate::harness::TestServer;
use reqwest::{Method, Response};
use serde_json::{Map, Value, json};
use signet::admin::declared::members_of;
use signet::oidc::ClientMetadata;

const WIKI: &str = "/clients/wiki";

async fn connected(api: &Api<'_>, token: &str) {
    let body = json!({"client_id": "wiki", "redirect_uris": ["https://wiki.example/cb"]});
    let made = api.call(&Method::POST, "/clients", token).json(&body);
    assert_eq!(made.send().await.unwrap().status(), 201);
}

/// The app as it is answered, and its version.
async fn shown(api: &Api<'_>, token: &str) -> (Map<String, Value>, String) {
    let answer = api.get(WIKI, token).await;
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    (answer.json().await.unwrap(), tag)
}

async fn put(api: &Api<'_>, token: &str, tag: &str, body: &Map<String, Value>) -> Response {
    let call = api.call(&Method::PUT, WIKI, token).header("If-Match", tag);
    call.json(body).send().await.unwrap()
}

#[actix_web::test]
async fn what_is_answered_of_an_app_can_be_changed_and_sent_back() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    connected(&api, token).await;
    server.wait(10);
    let (mut wiki, tag) = shown(&api, token).await;
    assert_eq!(wiki["origin"], "operator");

    // What is sent back as it is changes nothing, the version neither.
    let same = put(&api, token, &tag, &wiki).await;
    assert_eq!(same.status(), 200);
    assert_eq!(same.headers()["etag"].to_str().unwrap(), tag);

    wiki.insert("client_name".to_owned(), json!("Wiki"));
    let changed = put(&api, token, &tag, &wiki).await;
    assert_eq!(changed.status(), 200);
    let newer = changed.headers()["etag"].to_str().unwrap().to_owned();
    let changed: Map<String, Value> = changed.json().await.unwrap();
    assert_eq!(changed["client_name"], "Wiki");
    assert_ne!(changed["updated_at"], wiki["updated_at"]);

    // Whoever was slower is told so, though what is read only has become another as well.
    assert_eq!(put(&api, token, &tag, &wiki).await.status(), 412);
    for (name, value) in [
        ("origin", json!("demo")),
        ("created_at", json!("2001-01-01T00:00:00Z")),
        ("updated_at", json!(null)),
        ("owner", json!("me")),
    ] {
        let mut wrong = changed.clone();
        wrong.insert(name.to_owned(), value);
        let refused = put(&api, token, &newer, &wrong).await;
        assert_eq!(refused.status(), 422, "{name}");
        let why = refused.text().await.unwrap();
        assert!(why.contains(name), "{why}");
    }
    let gone = api
        .call(&Method::PUT, "/clients/none", token)
        .header("If-Match", "*");
    assert_eq!(gone.json(&changed).send().await.unwrap().status(), 404);
}

#[actix_web::test]
async fn the_document_says_every_member_of_an_app() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    connected(&api, token).await;
    let (wiki, _) = shown(&api, token).await;
    let document = api.document().await;
    let of = |method: &str, place: &str| {
        let path = document["paths"]["/clients/{id}"][method].clone();
        path.pointer(place).unwrap().clone()
    };
    let schema = "/content/application~1json/schema";
    let answered = of("get", &format!("/responses/200{schema}"));
    let asked = of("put", &format!("/requestBody{schema}"));
    for name in members_of::<ClientMetadata>() {
        assert!(answered["properties"][name].is_object(), "{name}");
        assert!(asked["properties"][name].is_object(), "{name}");
    }
    for name in wiki.keys() {
        assert!(answered["properties"][name].is_object(), "{name}");
    }
    let required = answered["required"].as_array().unwrap();
    for name in required {
        assert!(wiki.contains_key(name.as_str().unwrap()), "{name}");
    }
    assert_eq!(asked["additionalProperties"], false);
    assert_eq!(asked["properties"]["origin"]["readOnly"], true);
    let new = document["paths"]["/clients"]["post"].clone();
    let new = new.pointer(&format!("/requestBody{schema}")).unwrap();
    assert!(new["properties"]["origin"].is_null());
    assert!(new["properties"]["client_secret"].is_object());
}
