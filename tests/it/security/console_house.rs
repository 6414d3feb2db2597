//! The operator's console beyond people and apps: webhooks changed, tokens for registration, declared files
//! pasted and exported, who reads the keys.

use super::console::{entered, send, with_roles};
use crate::harness::TestServer;
use reqwest::StatusCode;
use signet::admin::{Desk, webhooks};

const CONFIRM: [(&str, &str); 1] = [("confirm", "yes")];

/// What the page shows this once.
fn secret(text: &str) -> &str {
    let (_, rest) = text.split_once("id=\"secret\"").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    rest.split('<').next().unwrap()
}

#[actix_web::test]
async fn security_k1_a_webhook_is_changed_and_given_another_secret() {
    let server = TestServer::start().await;
    with_roles(&server, "owner", &["owner"]).await;
    with_roles(&server, "auditor", &["auditor"]).await;
    let desk = Desk::command_line(&server.services);
    let url = "https://siem.example/hook".to_owned();
    let (webhook, _) = webhooks::add(&desk, url, vec!["user".to_owned()])
        .await
        .unwrap();
    let edit = format!("/admin/deliveries/webhooks/edit?id={}", webhook.id);
    let rotate = format!(
        "/admin/deliveries/webhooks/act?id={}&do=rotate-secret",
        webhook.id
    );
    let mut auditor = entered(&server, "auditor").await;
    for path in [&edit, &rotate] {
        assert_eq!(auditor.get(path).await.status, StatusCode::FORBIDDEN);
    }
    let mut hand = entered(&server, "owner").await;
    let page = hand.get(&edit).await;
    let wrong = [("url", "https://siem.example/hook"), ("kinds", "User!")];
    let wrong = send(&mut hand, &edit, &page, &wrong).await;
    assert!(wrong.has_id("kinds-error"), "{wrong:?}");
    let right = [
        ("url", "https://new.example/hook"),
        ("kinds", "user\ngroup"),
    ];
    let plan = send(&mut hand, &edit, &page, &right).await;
    assert!(plan.text.contains("<ins>https://new.example/hook</ins>"));
    let done = send(&mut hand, &edit, &plan, &CONFIRM).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    let now = webhooks::show(&desk, webhook.id).await.unwrap();
    assert_eq!(now.url, "https://new.example/hook");
    assert_eq!(now.kinds, ["user", "group"]);
    assert_eq!(now.sealed_secret, webhook.sealed_secret);

    let page = hand.get(&rotate).await;
    let made = send(&mut hand, &rotate, &page, &CONFIRM).await;
    assert!(secret(&made.text).starts_with("whsec_"), "{made:?}");
    let now = webhooks::show(&desk, webhook.id).await.unwrap();
    assert_ne!(now.sealed_secret, webhook.sealed_secret);
}

#[actix_web::test]
async fn a_registration_token_is_made_used_and_made_worthless() {
    let server = TestServer::with(&[("registration", "token")]).await;
    with_roles(&server, "owner", &["owner"]).await;
    let mut hand = entered(&server, "owner").await;
    let path = "/admin/clients/registration";
    let page = hand.get(path).await;
    let wrong = send(&mut hand, path, &page, &[("days", "0")]).await;
    assert!(wrong.has_id("days-error"), "{wrong:?}");
    let plan = send(&mut hand, path, &page, &[("days", "2")]).await;
    let made = send(&mut hand, path, &plan, &CONFIRM).await;
    let token = secret(&made.text).to_owned();
    let register = async || {
        let call = reqwest::Client::new().post(server.url("/register"));
        let call = call
            .bearer_auth(&token)
            .header("content-type", "application/json");
        let sent = call
            .body(r#"{"redirect_uris":["https://a.example/cb"]}"#)
            .send();
        sent.await.unwrap().status()
    };
    assert_eq!(register().await, StatusCode::CREATED);

    let path = "/admin/clients/registration/revoke";
    let page = hand.get(path).await;
    for (token, is_good) in [("x", false), (token.as_str(), true)] {
        let plan = send(&mut hand, path, &page, &[("token", token)]).await;
        let done = send(&mut hand, path, &plan, &CONFIRM).await;
        let expected = if is_good {
            StatusCode::SEE_OTHER
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        assert_eq!(done.status, expected, "{done:?}");
    }
    assert_eq!(register().await, StatusCode::UNAUTHORIZED);
}

#[actix_web::test]
async fn a_pasted_file_is_shown_applied_and_exported() {
    let server = TestServer::start().await;
    with_roles(&server, "owner", &["owner"]).await;
    let mut hand = entered(&server, "owner").await;
    let path = "/admin/settings/apply";
    let page = hand.get(path).await;
    let wrong = [(
        "content",
        "[[client]]\nclient_id = \"shop\"\nredirect_uri = 1\n",
    )];
    let wrong = send(&mut hand, path, &page, &wrong).await;
    assert!(wrong.has_id("content-error"), "{wrong:?}");
    assert!(wrong.text.contains("did you mean redirect_uris?"));
    // What stands on the machine is none of the file's business.
    let file = "[[client]]\nclient_id = \"shop\"\nclient_secret_file = \"/etc/hostname\"\n";
    let refused = send(&mut hand, path, &page, &[("content", file)]).await;
    assert!(
        refused.text.contains("did not come with the file"),
        "{refused:?}"
    );

    let file =
        "[[client]]\r\nclient_id = \"shop\"\r\nredirect_uris = [\"https://shop.example/cb\"]\r\n";
    let plan = send(&mut hand, path, &page, &[("content", file)]).await;
    assert!(
        plan.text.contains("<ins>https://shop.example/cb</ins>"),
        "{plan:?}"
    );
    let id = "shop".try_into().unwrap();
    let store = &server.services.store;
    assert!(store.client(&id).await.unwrap().is_none());
    let made = send(&mut hand, path, &plan, &CONFIRM).await;
    assert!(secret(&made.text).contains("client_secret "), "{made:?}");
    assert!(store.client(&id).await.unwrap().is_some());

    let exported = hand.get("/admin/settings/export?kind=client").await;
    assert!(
        exported.text.contains("client_id = \"shop\""),
        "{exported:?}"
    );
    let again = send(&mut hand, path, &page, &[("content", &exported.text)]).await;
    assert!(!again.has_id("changes"), "{again:?}");

    // What removes something wants the name of the service.
    let file = "prune = [\"client\"]\n";
    let plan = send(&mut hand, path, &page, &[("content", file)]).await;
    let asked = send(&mut hand, path, &plan, &CONFIRM).await;
    assert_eq!(asked.status, StatusCode::CONFLICT, "{asked:?}");
    let name = server.services.config.name.clone();
    let typed = [("confirm", "yes"), ("typed", name.as_str())];
    let done = send(&mut hand, path, &plan, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    assert!(store.client(&id).await.unwrap().is_none());
}

#[actix_web::test]
async fn who_fetches_the_keys_is_named() {
    let server = TestServer::start().await;
    with_roles(&server, "owner", &["owner"]).await;
    let services = &server.services;
    let address = std::net::Ipv4Addr::new(192, 0, 2, 7).into();
    services
        .key_readers
        .note(address, "grafana/11.2", 0, services.clock.now());
    let seen = services.key_readers.drain();
    services.store.note_key_readers(seen).await.unwrap();
    let mut hand = entered(&server, "owner").await;
    let page = hand.get("/admin/keys").await;
    let readers = page.text.split("id=\"key-readers\"").nth(1).unwrap();
    assert!(readers.contains("192.0.2.7") && readers.contains("grafana/11.2"));
}
