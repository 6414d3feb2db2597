//! Claims: which scope opens which, where they stand, and what is left out.

use super::kit::{id_claims, text, tokens_with};
use crate::harness::{App, Browser, TestServer};
use serde_json::{Map, Value, json};
use signet::clock::Clock;
use signet::oidc::{Address, StandardClaims};

fn everything() -> StandardClaims {
    let some = |text: &str| Some(text.to_owned());
    StandardClaims {
        name: some("Ada Lovelace"),
        given_name: some("Ada"),
        family_name: some("Lovelace"),
        middle_name: some("King"),
        nickname: some("Countess"),
        preferred_username: some("ada.l"),
        profile: some("https://people.example/ada"),
        picture: some("https://people.example/ada.png"),
        website: some("https://ada.example"),
        email: some("ada@example.com"),
        email_verified: Some(true),
        gender: some("female"),
        birthdate: some("1815-12-10"),
        zoneinfo: some("Europe/London"),
        locale: some("en-GB"),
        phone_number: some("+44 20 7946 0000"),
        phone_number_verified: Some(false),
        address: Some(Address {
            street_address: some("12 St James's Square"),
            locality: some("London"),
            country: some("GB"),
            ..Address::default()
        }),
    }
}

async fn server_with(claims: StandardClaims) -> (TestServer, App, Browser) {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user_with("ada", claims).await;
    (server, app, Browser::new())
}

async fn userinfo(
    server: &TestServer,
    app: &App,
    browser: &Browser,
    scope: &str,
) -> Map<String, Value> {
    let given = tokens_with(server, app, browser, "ada", &[("scope", scope)]).await;
    let (_, mut claims) = server.userinfo(text(&given, "access_token")).await;
    let sub = claims.as_object_mut().unwrap().remove("sub");
    assert_eq!(sub, Some(id_claims(&given)["sub"].clone()), "protocol 111");
    claims.as_object().unwrap().clone()
}

/// protocol 112, 113, security D8, clients 2, 4.7
#[actix_web::test]
async fn each_scope_opens_its_claims_and_no_others() {
    let (server, app, browser) = server_with(everything()).await;
    let now = server.clock.now().0;
    let cases = [
        ("openid", json!({})),
        (
            "openid profile",
            json!({
                "name": "Ada Lovelace", "given_name": "Ada", "family_name": "Lovelace",
                "middle_name": "King", "nickname": "Countess", "preferred_username": "ada.l",
                "profile": "https://people.example/ada", "picture": "https://people.example/ada.png",
                "website": "https://ada.example", "gender": "female", "birthdate": "1815-12-10",
                "zoneinfo": "Europe/London", "locale": "en-GB", "updated_at": now,
            }),
        ),
        (
            "openid email",
            json!({"email": "ada@example.com", "email_verified": true}),
        ),
        (
            "openid phone",
            json!({"phone_number": "+44 20 7946 0000", "phone_number_verified": false}),
        ),
        (
            "openid address",
            json!({"address": {"street_address": "12 St James's Square", "locality": "London", "country": "GB"}}),
        ),
        ("openid groups", json!({"groups": ["staff"]})),
    ];
    for (scope, expected) in cases {
        let found = userinfo(&server, &app, &browser, scope).await;
        assert_eq!(Value::Object(found), expected, "{scope}");
    }
}

/// protocol 107, clients 2, 4.6
#[actix_web::test]
async fn claims_stand_in_the_id_token_only_where_the_client_is_set_so() {
    let (server, app, browser) = server_with(everything()).await;
    let inside = server
        .app_with("inside", |metadata| metadata.claims_in_id_token = true)
        .await;
    let scope = [("scope", "openid email groups")];
    let claims = id_claims(&tokens_with(&server, &app, &browser, "ada", &scope).await);
    assert!(claims.get("email").is_none() && claims.get("groups").is_none());
    let given = tokens_with(&server, &inside, &browser, "ada", &scope).await;
    let claims = id_claims(&given);
    assert_eq!(claims["email"], "ada@example.com");
    assert_eq!(claims["email_verified"], true);
    assert_eq!(claims["groups"], json!(["staff"]));
    assert!(claims.get("name").is_none(), "of granted scopes only");
    let (_, refreshed) = server.refresh(&inside, text(&given, "refresh_token")).await;
    assert_eq!(id_claims(&refreshed)["email"], "ada@example.com");
    let (_, userinfo) = server.userinfo(text(&given, "access_token")).await;
    assert_eq!(
        userinfo["email"], "ada@example.com",
        "userinfo has them as before"
    );
}

/// protocol 114, clients 2
#[actix_web::test]
async fn absent_values_are_left_out() {
    let empty = StandardClaims {
        nickname: Some(String::new()),
        ..StandardClaims::default()
    };
    let (server, app, browser) = server_with(empty).await;
    let all = "openid profile email address phone groups";
    let found = userinfo(&server, &app, &browser, all).await;
    let mut names: Vec<_> = found.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["groups", "preferred_username", "updated_at"]);
    assert_eq!(found["preferred_username"], "ada", "always there");
    assert!(found["groups"].is_array());
    assert!(!Value::Object(found).to_string().contains("null"));
}

/// protocol 113, clients 4.7: booleans beside what they are about.
#[actix_web::test]
async fn an_address_nobody_verified_says_so() {
    let claims = StandardClaims {
        email: Some("ada@example.com".into()),
        phone_number: Some("+1".into()),
        ..StandardClaims::default()
    };
    let (server, app, browser) = server_with(claims).await;
    let found = userinfo(&server, &app, &browser, "openid email phone").await;
    assert_eq!(found["email_verified"], false);
    assert_eq!(found["phone_number_verified"], false);
}
