//! What programs see and do beyond people and apps: events, webhooks, refusals, declared files.

use super::Api;
use crate::harness::{Browser, Receiver, TestServer};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use signet::flow::figures;
use signet::model::Role;
use std::time::Duration;
use url::Url;

async fn post(api: &Api<'_>, path: &str, token: &str, body: &Value) -> Response {
    let call = api.call(&Method::POST, path, token).json(body);
    call.send().await.unwrap()
}

pub(super) async fn shown(api: &Api<'_>, path: &str, token: &str) -> Value {
    let response = api.get(path, token).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    response.json().await.unwrap()
}

#[actix_web::test]
async fn events_are_listed_in_parts_exported_with_their_hashes_and_verified() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    for name in ["a", "b", "c"] {
        let made = post(&api, "/groups", token, &json!({"name": name})).await;
        assert_eq!(made.status(), 201);
    }
    server.wait(1);
    let later = post(&api, "/groups", token, &json!({"name": "d"})).await;
    assert_eq!(later.status(), 201);
    let first = shown(&api, "/events?kind=group&limit=2", token).await;
    let names = |part: &Value| -> Vec<String> {
        let items = part["items"].as_array().unwrap().iter();
        items
            .map(|event| event["detail"]["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&first), ["d", "c"]);
    let rest = format!(
        "/events?kind=group&limit=2&cursor={}",
        first["next"].as_str().unwrap()
    );
    assert_eq!(names(&shown(&api, &rest, token).await), ["b", "a"]);
    let event = &first["items"][0];
    let one = format!("/events/{}", event["id"].as_str().unwrap());
    assert_eq!(shown(&api, &one, token).await, *event);
    let span = "/events?kind=group&since=2027-01-15T08:00:01Z&until=2027-01-15T08:00:02Z";
    assert_eq!(names(&shown(&api, span, token).await), ["d"]);
    assert_eq!(
        api.get("/events?since=yesterday", token).await.status(),
        422
    );

    let chain = shown(&api, "/audit/events?kind=group.created", token).await;
    let chained = &chain["items"][0];
    assert_eq!(chained["event"]["detail"]["name"], "a");
    assert_eq!(chained["hash"].as_str().unwrap().len(), 64);
    let end = format!("/audit/events?cursor={}", chain["next"].as_str().unwrap());
    assert_eq!(shown(&api, &end, token).await["next"], Value::Null);
    let verified = shown(&api, "/audit/verification", token).await;
    assert_eq!(
        (&verified["first"], &verified["broken"]),
        (&json!(1), &Value::Null)
    );
}

#[actix_web::test]
async fn a_target_of_events_is_added_tried_and_removed() {
    let server = TestServer::with(&[("fetch-networks", "127.0.0.0/8")]).await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    let receiver = Receiver::start();
    let url = format!("{}/hook", receiver.url);
    let made = post(
        &api,
        "/webhooks",
        token,
        &json!({"url": url, "kinds": ["group"]}),
    )
    .await;
    let made: Value = made.json().await.unwrap();
    assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
    let hook = format!("/webhooks/{}", made["id"].as_str().unwrap());
    let all = shown(&api, "/webhooks", token).await;
    assert_eq!(all["items"][0]["url"], url.as_str());
    assert!(all["items"][0].get("secret").is_none());
    receiver.will_answer(418, Duration::ZERO);
    let tested = post(&api, &format!("{hook}/test"), token, &json!({})).await;
    let tested: Value = tested.json().await.unwrap();
    assert_eq!(tested, json!({"status": 418, "error": null}));
    receiver.next();
    post(&api, "/groups", token, &json!({"name": "crew"})).await;
    receiver.next();
    let sent = shown(&api, &format!("{hook}/deliveries"), token).await;
    assert_eq!(sent["items"][0]["kind"], "group.created");
    let unfit = json!({"url": "http://10.0.0.1/", "kinds": []});
    assert_eq!(post(&api, "/webhooks", token, &unfit).await.status(), 422);
    let gone = api
        .call(&Method::DELETE, &hook, token)
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), 204);
    let gone = api
        .call(&Method::DELETE, &hook, token)
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), 404);
}

#[actix_web::test]
async fn refusals_are_explained_and_figures_told() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:auditor");
    let wrong = app.request_with(&[("redirect_uri", "https://app.example/cb")]);
    let wrong = Url::parse_with_params(&server.url("/authorize"), wrong).unwrap();
    let refused = Browser::new().get(wrong.as_str()).await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    let reference = refused.headers()["x-request-id"].to_str().unwrap();
    let path = format!("/refusals/{reference}");
    for _ in 0..50 {
        if api.get(&path, token).await.status() == 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let found = shown(&api, &path, token).await;
    assert_eq!(found["client_id"], "app");
    assert!(found["difference"]["position"].as_i64().unwrap() > 10);
    assert_eq!(api.get("/refusals/none", token).await.status(), 404);
    let traces = shown(&api, "/traces", token).await;
    assert!(traces["items"].is_array());
    let figures = shown(&api, "/figures?hours=1", token).await;
    assert!(figures["past"].is_array());
    assert_eq!(api.get("/figures?hours=0", token).await.status(), 422);
}

#[actix_web::test]
async fn security_k_declared_files_from_elsewhere_read_nothing_of_the_server() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    let entry = |member: &str| {
        let content = format!(
            "[[client]]\nclient_id = \"shop\"\nredirect_uris = [\"https://a.example/\"]\n{member}\n"
        );
        json!({"name": "apps.toml", "content": content})
    };
    for member in [
        "client_secret_file = \"/etc/hostname\"",
        "client_secret_env = \"PATH\"",
    ] {
        let documents = json!({"documents": [entry(member)]});
        for path in ["/declared/plan", "/declared/apply"] {
            let refused = post(&api, path, token, &documents).await;
            assert_eq!(refused.status(), 422);
            let why = refused.text().await.unwrap();
            assert!(
                why.contains("apps.toml line 2") && why.contains("did not come"),
                "{why}"
            );
        }
    }
    let mut good = entry("client_secret_env = \"SHOP\"");
    good["variables"] = json!({"SHOP": "a secret that is long enough for anybody"});
    let documents = json!({"documents": [good]});
    let planned = post(&api, "/declared/plan", token, &documents).await;
    let planned: Value = planned.json().await.unwrap();
    assert_eq!(planned["items"][0]["outcome"], "created");
    assert_eq!(api.get("/clients/shop", token).await.status(), 404);
    let applied = post(&api, "/declared/apply", token, &documents).await;
    assert_eq!(applied.status(), 200);
    let applied = post(&api, "/declared/apply", token, &documents).await;
    let applied: Value = applied.json().await.unwrap();
    assert_eq!(applied["items"][0]["outcome"], "unchanged");
    let exported = shown(&api, "/declared?kind=client", token).await;
    let text = exported["items"][0]["content"].as_str().unwrap();
    assert!(
        text.contains("client_id = \"shop\"") && !text.contains("long enough"),
        "{text}"
    );
}

#[actix_web::test]
async fn invitations_are_listed_and_withdrawn() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    for (email, days) in [
        ("a@example.com", 1),
        ("b@example.com", 3),
        ("c@example.com", 2),
    ] {
        let body = json!({"email": email, "groups": ["staff"], "expires_in": days * 86_400});
        let made = post(&api, "/invitations", token, &body).await;
        assert_eq!(made.status(), 201);
    }
    let first = shown(&api, "/invitations?limit=2", token).await;
    let emails = |part: &Value| -> Vec<String> {
        let items = part["items"].as_array().unwrap().iter();
        items
            .map(|one| one["email"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(emails(&first), ["b@example.com", "c@example.com"]);
    let rest = format!("/invitations?cursor={}", first["next"].as_str().unwrap());
    assert_eq!(emails(&shown(&api, &rest, token).await), ["a@example.com"]);
    let one = &first["items"][0];
    assert_eq!(
        (&one["groups"], &one["invited_by"]),
        (&json!(["staff"]), &json!("the app robot"))
    );
    let path = format!("/invitations/{}", one["id"].as_str().unwrap());
    let withdraw = |token: String| api.call(&Method::DELETE, &path, &token).send();
    let refused = withdraw(api.token("signet:help_desk")).await.unwrap();
    assert_eq!(refused.status(), 403);
    assert_eq!(withdraw(token.clone()).await.unwrap().status(), 204);
    assert_eq!(withdraw(token.clone()).await.unwrap().status(), 404);
    server.wait(2 * 86_400);
    let token = &api.token("signet:auditor");
    assert!(emails(&shown(&api, "/invitations", token).await).is_empty());
}

#[actix_web::test]
async fn everybody_is_signed_out_by_owners_alone() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let robot = &api.token("signet:administrator");
    let owner = &api.token_of("owner", Some(Role::Owner)).await;
    let all = json!({"tokens": false});
    let app = server.app("app").await;
    server.user("ada").await;
    Browser::new().code(&server, &app, "ada").await;
    assert_eq!(figures::tally(&server.services).await.unwrap().sessions, 1);
    let refused = post(&api, "/sessions/end-all", robot, &all).await;
    assert_eq!(refused.status(), 403);
    let ended = post(&api, "/sessions/end-all", owner, &all).await;
    assert_eq!(ended.status(), 204);
    // Though they were counted just now.
    assert_eq!(figures::tally(&server.services).await.unwrap().sessions, 0);
    // What was granted for longer than a session goes on.
    assert_eq!(api.get("/users", owner).await.status(), 200);
    server.wait(1);
    let tokens = post(&api, "/sessions/end-all", owner, &json!({"tokens": true})).await;
    assert_eq!(tokens.status(), 204);
    assert_eq!(api.get("/users", owner).await.status(), 401);
    assert_eq!(
        api.get("/users", robot).await.status(),
        200,
        "nobody's token"
    );
    let kept = api.token_of("second", Some(Role::Owner)).await;
    assert_eq!(
        api.get("/users", &kept).await.status(),
        401,
        "of the same moment"
    );
    server.wait(1);
    let later = api.token_of("third", Some(Role::Owner)).await;
    assert_eq!(api.get("/users", &later).await.status(), 200);
}

#[actix_web::test]
async fn an_app_is_planned_by_its_recipe_before_it_is_connected() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    let app =
        json!({"recipe": "miniflux", "url": "https://rss.example", "allowed_groups": ["staff"]});
    let planned = post(&api, "/apps/plan", token, &app).await;
    assert_eq!(planned.status(), 200);
    let planned: Value = planned.json().await.unwrap();
    assert_eq!(planned["client_id"], "miniflux");
    assert_eq!(planned["makes_secret"], true);
    let metadata = &planned["metadata"];
    let redirect = json!(["https://rss.example/oauth2/oidc/callback"]);
    assert_eq!(metadata["redirect_uris"], redirect);
    assert_eq!(metadata["allowed_groups"], json!(["staff"]));
    assert_eq!(api.get("/clients/miniflux", token).await.status(), 404);
    let added = post(&api, "/apps", token, &app).await;
    assert_eq!(added.status(), 201);
    let client = shown(&api, "/clients/miniflux", token).await;
    assert_eq!(client["redirect_uris"], redirect);
    assert_eq!(post(&api, "/apps/plan", token, &app).await.status(), 409);
}

#[actix_web::test]
async fn people_are_exported_in_parts() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    let users = (0..1_001).map(|n| format!("[[user]]\nusername = \"p{n:04}\"\n"));
    let users = users.collect::<Vec<_>>().concat();
    let documents = json!({"documents": [{"content": users}]});
    let applied = post(&api, "/declared/apply", token, &documents).await;
    assert_eq!(applied.status(), 200);
    let (mut parts, mut text, mut cursor) = (0, String::new(), String::new());
    loop {
        let part = shown(&api, &format!("/declared?kind=user{cursor}"), token).await;
        text.push_str(part["items"][0]["content"].as_str().unwrap());
        parts += 1;
        match part["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!((parts, text.matches("[[user]]").count()), (3, 1_001));
    let again = json!({"documents": [{"content": text}]});
    let planned = post(&api, "/declared/plan", token, &again).await;
    let planned: Value = planned.json().await.unwrap();
    let items = planned["items"].as_array().unwrap();
    assert!(items.iter().all(|one| one["outcome"] == "unchanged"));
}

#[actix_web::test]
async fn a_target_of_events_is_changed_and_given_another_secret() {
    let server = TestServer::with(&[("fetch-networks", "127.0.0.0/8")]).await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:administrator");
    let (before, after) = (Receiver::start(), Receiver::start());
    let url = |receiver: &Receiver| format!("{}/hook", receiver.url);
    let body = json!({"url": url(&before), "kinds": ["user"]});
    let made: Value = post(&api, "/webhooks", token, &body)
        .await
        .json()
        .await
        .unwrap();
    let hook = format!("/webhooks/{}", made["id"].as_str().unwrap());
    let patch = |token: String, body: Value| {
        let call = api.call(&Method::PATCH, &hook, &token).json(&body);
        call.send()
    };
    let auditor = api.token("signet:auditor");
    let refused = patch(auditor, json!({"kinds": []})).await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    for wrong in [
        json!({"url": "http://10.0.0.1/"}),
        json!({"kinds": ["User!"]}),
        json!({"secret": "x"}),
    ] {
        let refused = patch(token.clone(), wrong).await.unwrap();
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let changed = patch(
        token.clone(),
        json!({"url": url(&after), "kinds": ["group"]}),
    );
    let changed: Value = changed.await.unwrap().json().await.unwrap();
    assert_eq!(changed["url"], url(&after).as_str());
    assert_eq!(changed["kinds"], json!(["group"]));
    let kept = patch(token.clone(), json!({})).await.unwrap();
    let kept: Value = kept.json().await.unwrap();
    assert_eq!(kept, changed);
    post(&api, "/groups", token, &json!({"name": "crew"})).await;
    after.next();

    let secret = format!("{hook}/secret");
    let other: Value = post(&api, &secret, token, &json!({}))
        .await
        .json()
        .await
        .unwrap();
    assert!(other["secret"].as_str().unwrap().starts_with("whsec_"));
    assert_ne!(other["secret"], made["secret"]);
    let events = shown(&api, "/events?kind=webhook.changed", token).await;
    let members: Vec<_> = events["items"].as_array().unwrap().iter().collect();
    let members: Vec<_> = members
        .iter()
        .map(|event| event["detail"]["members"].as_str().unwrap())
        .collect();
    assert_eq!(members, ["secret", "url kinds"]);
}
