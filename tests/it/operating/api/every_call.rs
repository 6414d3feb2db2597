//! What calls have in common, and what a deployment says of itself.

use super::Api;
use super::house::shown;
use crate::harness::TestServer;
use reqwest::StatusCode;
use serde_json::{Value, json};
use signet::clock::Clock;
use signet::model::{Mail, MailId, MailKind, MailState, Role, SealedMail};

#[actix_web::test]
async fn no_call_takes_parameters_that_it_does_not_have() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token_of("owner", Some(Role::Owner)).await;
    let document = api.document().await;
    for (method, path, _, takes) in super::calls(&document) {
        let path = format!("{path}?nonsense=x");
        let call = api.call(&method, &path, token).header("If-Match", "*");
        let call = if takes { call.json(&json!({})) } else { call };
        let refused = call.send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{method} {path}");
        let why = refused.text().await.unwrap();
        assert!(why.contains("nonsense"), "{method} {path}: {why}");
    }
}

#[actix_web::test]
async fn deliveries_come_in_parts() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:auditor");
    let letter = |n: u128| Mail {
        id: MailId(uuid::Uuid::from_u128(n)),
        kind: MailKind::Recovery,
        sealed: SealedMail("x".to_owned()),
        recipient: format!("{n}@example.com"),
        state: MailState::Sent,
        attempts: 1,
        next_attempt_at: server.clock.now(),
        last_attempt_at: None,
        last_error: None,
        created_at: server.clock.now(),
    };
    for n in 1..=3 {
        server.services.store.queue_mail(letter(n)).await.unwrap();
    }
    let to = |part: &Value| -> Vec<String> {
        let items = part["items"].as_array().unwrap().iter();
        items
            .map(|one| one["to"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = shown(&api, "/deliveries/letters?limit=2", token).await;
    assert_eq!(to(&first), ["3@example.com", "2@example.com"]);
    let next = first["next"].as_str().unwrap();
    let rest = format!("/deliveries/letters?limit=2&cursor={next}");
    let rest = shown(&api, &rest, token).await;
    assert_eq!(to(&rest), ["1@example.com"]);
    let none = shown(&api, "/deliveries/logouts?limit=1", token).await;
    assert_eq!(none, json!({"items": [], "next": null}));
}

#[actix_web::test]
async fn settings_health_drift_and_recipes_are_told() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    let token = &api.token("signet:auditor");
    let settings = shown(&api, "/settings", token).await;
    let all = settings["items"].as_array().unwrap();
    let of = |name: &str| all.iter().find(|one| one["setting"] == name).unwrap();
    assert_eq!(of("session_idle")["value"], "12h");
    assert_eq!(of("session_idle")["from"], "default");
    let health = shown(&api, "/health", token).await;
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(health["database_error"], Value::Null);
    assert_eq!(health["issuer"], server.issuer.as_str());
    let drift = shown(&api, "/declared/drift", token).await;
    let nothing = json!({"path": null, "enforced": false, "error": null, "items": []});
    assert_eq!(drift, nothing);
    let recipes = shown(&api, "/recipes", token).await;
    let recipes = recipes["items"].as_array().unwrap();
    assert!(recipes.iter().any(|one| one["recipe"] == "grafana"));
    let grafana = shown(&api, "/recipes/grafana", token).await;
    assert_eq!(grafana["needs_url"], true);
    assert!(grafana["client"]["redirect_uris"].is_array());
    let unknown = api.get("/recipes/grafena", token).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    assert!(
        unknown
            .text()
            .await
            .unwrap()
            .contains("did you mean grafana")
    );
    let helper = &api.token("signet:help_desk");
    for path in ["/settings", "/health", "/declared/drift", "/recipes"] {
        let refused = api.get(path, helper).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{path}");
    }
}
