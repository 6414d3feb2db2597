//! Who may use a client, and what it is told of people's groups.

use super::kit::{Answer, answer, error_in, http, id_claims, text, tokens};
use crate::harness::{App, Browser, PASSWORD, Page, TestServer, claims};
use reqwest::StatusCode;
use serde_json::{Value, json};
use signet::model::User;
use signet::oidc::ClientMetadata;

async fn app(server: &TestServer, id: &str, change: impl FnOnce(&mut ClientMetadata)) -> App {
    server
        .app_with(id, |metadata| {
            metadata.trusted = true;
            change(metadata);
        })
        .await
}

async fn put_into(server: &TestServer, user: &User, groups: &[&str]) {
    let groups = groups.iter().map(|&group| group.to_owned()).collect();
    let user = User {
        groups,
        ..user.clone()
    };
    server.change(user).await;
}

/// security B13: the group rules are asked at the sign-in, at the redemption and at each refresh.
#[actix_web::test]
async fn only_members_of_its_groups_use_a_client_and_only_while_they_are() {
    let server = TestServer::start().await;
    let app = app(&server, "app", |metadata| {
        metadata.allowed_groups = vec!["operators".into()];
    })
    .await;
    let ada = server.user("ada").await;
    let browser = Browser::new();
    let page = Page::of(browser.authorize(&server, &app.request()).await).await;
    let response = browser.sign_in(&server, &page, "ada", PASSWORD).await;
    let response = browser
        .get(crate::harness::location(&response).as_str())
        .await;
    let page = Page::of(response).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.has_id("turned-away") && page.text.contains("The app app"));
    assert!(
        !page.text.contains("operators"),
        "groups are nobody's business"
    );

    // Without a page, and on the way back.
    let silent = app.request_with(&[("prompt", "none")]);
    let silent = browser.authorize(&server, &silent).await;
    assert_eq!(error_in(&silent), "access_denied");
    let back = browser.decide(&server, &page, "deny").await;
    assert_eq!(error_in(&back), "access_denied");
    let other = browser.decide(&server, &page, "switch").await;
    assert!(Page::of(other).await.has_id("login"));

    put_into(&server, &ada, &["operators", "staff"]).await;
    let first = tokens(&server, &app, &browser, "ada").await;
    let (status, second) = server.refresh(&app, text(&first, "refresh_token")).await;
    assert_eq!(status, StatusCode::OK);
    let response = browser.authorize(&server, &app.request()).await;
    let code = answer(&crate::harness::location(&response))
        .remove("code")
        .unwrap();
    put_into(&server, &ada, &["staff"]).await;
    for (status, error) in [
        server.refresh(&app, text(&second, "refresh_token")).await,
        server.redeem(&app, &code).await,
    ] {
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(error["error"], "invalid_grant");
    }
    put_into(&server, &ada, &["operators"]).await;
    let (status, _) = server.refresh(&app, text(&second, "refresh_token")).await;
    assert_eq!(status, StatusCode::OK, "back again");
}

/// OpenID Connect Core §3.1.2.1 `select_account`: whoever the current account is, the person chooses.
#[actix_web::test]
async fn the_chooser_comes_before_somebody_is_turned_away() {
    let server = TestServer::start().await;
    let app = app(&server, "app", |metadata| {
        metadata.allowed_groups = vec!["operators".into()];
    })
    .await;
    server.user("ada").await;
    let browser = Browser::new();
    let own = server.app("own").await;
    tokens(&server, &own, &browser, "ada").await;
    let select = app.request_with(&[("prompt", "select_account")]);
    let page = Page::of(browser.authorize(&server, &select).await).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has_id("other") && !page.has_id("turned-away"));
}

#[actix_web::test]
async fn a_device_of_a_client_for_others_is_not_connected() {
    let grant = "urn:ietf:params:oauth:grant-type:device_code";
    let server = TestServer::start().await;
    let app = app(&server, "tv", |metadata| {
        metadata.redirect_uris.clear();
        metadata.response_types.clear();
        metadata.grant_types = vec![grant.into()];
        metadata.allowed_groups = vec!["operators".into()];
    })
    .await;
    server.user("ada").await;
    let browser = Browser::new();
    let own = server.app("own").await;
    tokens(&server, &own, &browser, "ada").await;
    let form = [("scope", "openid")];
    let (_, begun) = server.call(&app, "/device_authorization", &form).await;
    let complete = text(&begun, "verification_uri_complete");
    let page = Page::of(browser.get(complete).await).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.text.contains("The tv app") && page.has_id("user_code"));
}

fn mapping(value: Value) -> signet::oidc::claim_mapping::ClaimMapping {
    serde_json::from_value(value).unwrap()
}

/// security A16: what a client is told of groups comes from the operator's mapping alone.
#[actix_web::test]
async fn a_client_gets_claims_of_its_own_making_where_it_is_set_to_have_them() {
    let server = TestServer::start().await;
    let app = app(&server, "app", |metadata| {
        let all = ["id_token", "userinfo", "access_token", "introspection"];
        metadata.claim_mappings = vec![
            mapping(json!({"claim": "roles", "groups": "space", "prefix": "r:", "in": all})),
            mapping(json!({"claim": "realm_access", "expression": "{'roles': groups}", "in": ["access_token"]})),
            mapping(json!({"claim": "tenant", "value": "acme"})),
            mapping(json!({"claim": "phone", "value": 1, "scope": "phone"})),
            mapping(json!({"claim": "broken", "expression": "user.nothing"})),
            mapping(json!({"claim": "name", "expression": "user.username + ' of ' + client.id"})),
        ];
    })
    .await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&server, &app, &browser, "ada").await;
    let id_token = id_claims(&given);
    let access_token = claims(text(&given, "access_token"));
    let (_, userinfo) = server.userinfo(text(&given, "access_token")).await;
    let form = [("token", text(&given, "access_token"))];
    let (_, known) = server.call(&app, "/introspect", &form).await;
    for seen in [&id_token, &access_token, &userinfo, &known] {
        assert_eq!(seen["roles"], "r:staff", "{seen}");
        assert_eq!(seen["sub"], id_token["sub"], "{seen}");
        assert_eq!(seen.get("phone"), None, "its scope was not granted");
        assert_eq!(
            seen.get("broken"),
            None,
            "left out, and nothing else breaks"
        );
    }
    assert_eq!(access_token["realm_access"], json!({"roles": ["staff"]}));
    for seen in [&id_token, &userinfo] {
        assert_eq!(seen["tenant"], "acme");
        assert_eq!(seen["name"], "ada of app");
        assert_eq!(seen.get("realm_access"), None);
    }
    assert_eq!(known["active"], true);
    assert_eq!(known.get("tenant"), None);

    // Nobody registers such a thing for themselves (security K7).
    let server = TestServer::with(&[("registration", "open")]).await;
    let body = json!({"redirect_uris": ["https://a.example/cb"], "allowed_groups": ["a"],
        "claim_mappings": [{"claim": "admin", "value": true}]});
    let made = Answer::of(http().post(server.url("/register")).json(&body)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    for member in ["allowed_groups", "claim_mappings"] {
        assert_eq!(made.json().get(member), None);
    }
}
