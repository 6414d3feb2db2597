//! Requests that come again, and operators who change the same thing at once.

use super::Api;
use crate::harness::TestServer;
use futures_util::future::join_all;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use signet::store::EventFilter;

async fn post(api: &Api<'_>, path: &str, token: &str, key: &str, body: &Value) -> Response {
    let call = api.call(&Method::POST, path, token).json(body);
    let call = match key {
        "" => call,
        key => call.header("Idempotency-Key", key),
    };
    call.send().await.unwrap()
}

/// Status, what the headers say of what was made, and the body.
async fn told(response: Response) -> (u16, [Option<String>; 2], String) {
    let status = response.status().as_u16();
    let header = |name| {
        let value = response.headers().get(name);
        value.map(|value| value.to_str().unwrap().to_owned())
    };
    let headers = [header("etag"), header("location")];
    (status, headers, response.text().await.unwrap())
}

#[actix_web::test]
async fn what_was_made_is_answered_again_and_made_once() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    let issuer = server.issuer.trim_end_matches('/');
    let shop = json!({"client_id": "shop", "redirect_uris": ["https://shop.example/cb"]});
    for (path, body, at) in [
        ("/groups", json!({"name": "crew"}), true),
        (
            "/users",
            json!({"username": "ada", "password": "seventeen purple walruses"}),
            true,
        ),
        ("/clients", shop, true),
        ("/invitations", json!({"email": "eve@example.com"}), false),
        ("/registration-tokens", json!({"once": true}), false),
        ("/scim-tokens", json!({"name": "okta"}), false),
        (
            "/imports",
            json!({"content": "username\nbea\nben\n"}),
            false,
        ),
    ] {
        let key = &format!("\"key of {}\"", &path[1..]).replace(' ', "-");
        let first = told(post(&api, path, token, key, &body).await).await;
        assert_eq!(first.0, 201, "{path}: {}", first.2);
        let again = told(post(&api, path, token, key, &body).await).await;
        assert_eq!(first, again);
        assert_eq!(first.1[1].is_some(), at, "{path}");
        if let Some(at) = &first.1[1] {
            let inner = at.strip_prefix(&format!("{issuer}/api/v1")).unwrap();
            let shown = api.get(inner, token).await;
            assert_eq!(shown.headers()["etag"], *first.1[0].as_ref().unwrap());
        }
        // The quotes make no other key.
        let bare = post(&api, path, token, key.trim_matches('"'), &body).await;
        assert_eq!(told(bare).await, first);
        let mut other = body.clone();
        other["x"] = json!(1);
        let refused = post(&api, path, token, key, &other).await;
        assert_eq!(refused.status(), 422, "{path}");
    }
    let elsewhere = post(
        &api,
        "/users",
        token,
        "key-of-groups",
        &json!({"name": "crew"}),
    )
    .await;
    assert_eq!(elsewhere.status(), 422);
    let twice = post(&api, "/groups", token, "another", &json!({"name": "crew"})).await;
    assert_eq!(twice.status(), 409);
    // What was refused is no answer that is kept.
    let good = post(&api, "/groups", token, "another", &json!({"name": "mates"})).await;
    assert_eq!(good.status(), 201);
    for bad in ["a b", "\"\"", "a\"b", &"x".repeat(256)] {
        let refused = post(&api, "/groups", token, bad, &json!({"name": "bad"})).await;
        assert_eq!(refused.status(), 400, "{bad}");
    }

    // A key is its operator's.
    let theirs = api
        .token_of("owner", Some(signet::model::Role::Owner))
        .await;
    let made = post(
        &api,
        "/groups",
        &theirs,
        "key-of-groups",
        &json!({"name": "own"}),
    )
    .await;
    assert_eq!(made.status(), 201);

    // A day later it is a key like any other.
    server.wait(86_401);
    let token = &api.token("signet:administrator");
    let taken = post(
        &api,
        "/groups",
        token,
        "key-of-groups",
        &json!({"name": "crew"}),
    )
    .await;
    assert_eq!(taken.status(), 409);
}

/// What is done rather than made, with what is shown once.
#[actix_web::test]
async fn what_was_done_is_answered_again_and_done_once() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    // Nobody can send a letter to somebody without an address.
    let bea = post(&api, "/users", token, "", &json!({"username": "bea"})).await;
    let bea: Value = bea.json().await.unwrap();
    let bea = bea["id"].as_str().unwrap();
    let shop = json!({"client_id": "shop", "redirect_uris": ["https://shop.example/cb"]});
    assert_eq!(post(&api, "/clients", token, "", &shop).await.status(), 201);
    let declared = "[[client]]\nclient_id = \"wiki\"\nredirect_uris = [\"https://w.example/cb\"]\n";
    let declared = json!({"documents": [{"content": declared}]});
    let link = format!("/users/{bea}/password-link");
    for (path, body, shown) in [
        ("/declared/apply", declared, "/items/0/client_secret"),
        (&link, Value::Null, "/link"),
        ("/clients/shop/secret", Value::Null, "/client_secret"),
    ] {
        let send = async |key: &str| {
            let key = format!("{key}-{}", path.rsplit('/').next().unwrap());
            let call = api
                .call(&Method::POST, path, token)
                .header("Idempotency-Key", key);
            let call = if body.is_null() {
                call
            } else {
                call.json(&body)
            };
            told(call.send().await.unwrap()).await
        };
        let first = send("one").await;
        assert_eq!(first.0, 200, "{path}: {}", first.2);
        let told: Value = serde_json::from_str(&first.2).unwrap();
        assert!(told.pointer(shown).unwrap().is_string(), "{path}: {told}");
        assert_eq!(send("one").await, first, "{path}");
        assert_ne!(send("two").await.2, first.2, "{path}");
    }
    let filter = EventFilter {
        kind: Some("password.link_made".to_owned()),
        ..EventFilter::default()
    };
    let page = signet::store::Page {
        after: None,
        limit: 9,
    };
    let events = server.services.store.events(filter, page).await.unwrap();
    assert_eq!(events.len(), 2);
}

#[actix_web::test]
async fn security_l_kept_answers_are_sealed() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    let body = json!({"client_id": "shop", "redirect_uris": ["https://shop.example/cb"]});
    let made = post(&api, "/clients", token, "a-key-of-mine", &body).await;
    let made: Value = made.json().await.unwrap();
    let secret = made["client_secret"].as_str().unwrap();
    let stored = crate::harness::stored(&server).await;
    for needle in [secret, "a-key-of-mine"] {
        assert!(
            !crate::harness::holds(&stored, needle.as_bytes()),
            "{needle}"
        );
    }
}

#[actix_web::test]
async fn of_the_same_request_at_once_on_two_nodes_one_makes_something() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    // Two processes do not share a SQLite file's memory, but its writes.
    let other = server.database().map(|_| server.node());
    let base = format!("{}/api/v1/groups", server.issuer.trim_end_matches('/'));
    let bases = match &other {
        Some(node) => vec![base, format!("{}/api/v1/groups", node.issuer)],
        None => vec![base],
    };
    let http = reqwest::Client::new();
    let requests = (0..12).map(|n| {
        let request = http.post(&bases[n % bases.len()]).bearer_auth(token);
        let request = request.header("Idempotency-Key", "one");
        request.json(&json!({"name": "crew"})).send()
    });
    let mut made = Vec::new();
    for answer in join_all(requests).await {
        let answer = answer.unwrap();
        match answer.status().as_u16() {
            201 => made.push(answer.text().await.unwrap()),
            status => assert_eq!(status, 409, "{}", answer.text().await.unwrap()),
        }
    }
    assert!(!made.is_empty());
    assert!(made.iter().all(|body| *body == made[0]));
    let filter = EventFilter {
        kind: Some("group.created".to_owned()),
        ..EventFilter::default()
    };
    let page = signet::store::Page {
        after: None,
        limit: 9,
    };
    let events = server.services.store.events(filter, page).await.unwrap();
    assert_eq!(events.len(), 1);
}

#[actix_web::test]
async fn of_two_who_change_the_same_one_is_told_so() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    let shop = json!({"client_id": "shop", "redirect_uris": ["https://shop.example/cb"]});
    for (path, body) in [
        ("/clients", shop),
        ("/groups", json!({"name": "crew"})),
        ("/users", json!({"username": "ada"})),
    ] {
        let made = told(post(&api, path, token, "", &body).await).await;
        let location = made.1[1].clone().unwrap();
        let tag = made.1[0].clone().unwrap();
        let inner = location.split("/api/v1").nth(1).unwrap().to_owned();
        let statuses = |method: Method, tag: String, bodies: [Value; 4]| {
            let calls = bodies.into_iter().map(|body| {
                let call = api.call(&method, &inner, token).header("If-Match", &tag);
                let call = if body.is_null() {
                    call
                } else {
                    call.json(&body)
                };
                async move { call.send().await.unwrap() }
            });
            join_all(calls.collect::<Vec<_>>())
        };
        let (method, bodies) = match path {
            "/clients" => {
                let named = |name| json!({"redirect_uris": ["https://shop.example/cb"], "client_name": name});
                (Method::PUT, ["a", "b", "c", "d"].map(named))
            }
            "/groups" => (
                Method::PUT,
                ["a", "b", "c", "d"].map(|name| json!({"name": name})),
            ),
            _ => (
                Method::PATCH,
                ["a", "b", "c", "d"].map(|name| json!({"username": name})),
            ),
        };
        let changed = statuses(method, tag.clone(), bodies).await;
        let count =
            |all: &[Response], status: u16| all.iter().filter(|one| one.status() == status).count();
        let told = (count(&changed, 200), count(&changed, 412));
        assert_eq!(told, (1, 3), "{path}");
        let nothing = || [Value::Null, Value::Null, Value::Null, Value::Null];
        let stale = statuses(Method::DELETE, tag, nothing()).await;
        assert_eq!(count(&stale, 412), 4, "{path}");
        let now = changed.iter().find(|one| one.status() == 200).unwrap();
        let now = now.headers()["etag"].to_str().unwrap().to_owned();
        let removed = statuses(Method::DELETE, now, nothing()).await;
        assert_eq!(count(&removed, 204), 1, "{path}");
        // Of those who looked just before it was gone, one may be told so.
        let gone = count(&removed, 404) + count(&removed, 412);
        assert_eq!(gone, 3, "{path}");
    }
}
