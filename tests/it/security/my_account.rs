//! What people see, change, take along and end on their account page (security E6, E10, E11).

use super::hand::{Hand, Seen};
use crate::harness::{PASSWORD, TestServer, claims};
use reqwest::StatusCode;
use serde_json::Value;
use signet::admin::Desk;
use signet::admin::users::unlock;
use signet::model::PasskeyOffer;
use signet::store::Page;

/// Posts a form of the account page with what else it holds.
async fn send(browser: &mut Hand, path: &str, fields: &[(&str, &str)]) -> Seen {
    let token = browser.get("/account").await.hidden("form_token");
    let mut form = vec![("form_token", token.as_str())];
    form.extend(fields);
    browser.post(path, &form).await
}

#[actix_web::test]
async fn security_e10_all_other_sessions_end_with_their_tokens_and_apps_are_told() {
    let server = TestServer::start().await;
    let app = server
        .app_with("app", |metadata| {
            metadata.backchannel_logout_uri = Some("https://app.example/logout".into());
        })
        .await;
    server.user("ada").await;
    server.user("bob").await;
    let (mut here, mut phone) = (Hand::new(&server), Hand::new(&server));
    let mut bob = Hand::new(&server);
    bob.enter("bob").await;
    let mut tokens = Vec::new();
    for browser in [&mut here, &mut phone] {
        let code = browser.code(&app, "ada").await;
        tokens.push(server.redeem(&app, &code).await.1);
    }
    let seen = send(&mut here, "/account/end-other-sessions", &[]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);

    assert_eq!(here.who().await.as_deref(), Some("ada"));
    assert_eq!(bob.who().await.as_deref(), Some("bob"));
    assert_eq!(phone.who().await, None);
    for (tokens, lives) in [(&tokens[0], true), (&tokens[1], false)] {
        let refresh = tokens["refresh_token"].as_str().unwrap();
        let (status, _) = server.refresh(&app, refresh).await;
        assert_eq!(status == StatusCode::OK, lives);
    }
    let all = Page {
        after: None,
        limit: 10,
    };
    let told = server.services.store.logouts(all).await.unwrap();
    let sid = &claims(tokens[1]["id_token"].as_str().unwrap())["sid"];
    let told: Vec<_> = told.iter().map(|one| one.session_id.to_string()).collect();
    assert_eq!(told, [sid.as_str().unwrap()]);
    // Nothing is left to end.
    assert!(!here.get("/account").await.has_id("end-others"));
}

#[actix_web::test]
async fn security_e11_people_say_what_apps_learn_of_them() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    let request = app.request_with(&[("scope", "openid profile phone address email")]);
    browser.enter("ada").await;
    server.wait(100);
    let page = browser.get("/account/profile").await;
    assert!(page.has_id("website"), "{page:?}");

    let wrong = [("nickname", "Bird"), ("website", "http://ada.example")];
    let seen = send(&mut browser, "/account/profile", &wrong).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.has_id("website-error") && !seen.has_id("nickname-error"));
    assert!(seen.text.contains("value=\"Bird\""), "{}", seen.text);

    let right = [
        ("name", "Ada <King>"),
        ("website", "https://ada.example"),
        ("birthdate", "1815-12-10"),
        ("zoneinfo", "europe/london"),
        ("locale", "en_gb"),
        ("phone_number", "+44 20 7946 0000"),
        ("street_address", "1 Mill Lane\r\nFlat 2"),
        ("country", "United Kingdom"),
    ];
    let seen = send(&mut browser, "/account/profile", &right).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{seen:?}");

    let page = browser.authorize(&request).await;
    let code = browser.decide(&page, "allow").await.sent("code").unwrap();
    let (_, tokens) = server.redeem(&app, &code).await;
    let (_, told) = server
        .userinfo(tokens["access_token"].as_str().unwrap())
        .await;
    for (name, expected) in [
        ("name", "Ada <King>"),
        ("website", "https://ada.example/"),
        ("birthdate", "1815-12-10"),
        ("zoneinfo", "Europe/London"),
        ("locale", "en-GB"),
        ("phone_number", "+44 20 7946 0000"),
    ] {
        assert_eq!(told[name], expected, "{told}");
    }
    assert_eq!(told["phone_number_verified"], false);
    assert_eq!(told["address"]["street_address"], "1 Mill Lane\nFlat 2");
    assert_eq!(told["updated_at"], server.clock_now());
    assert_eq!(told["nickname"], Value::Null);
}

#[actix_web::test]
async fn security_e11_where_the_operator_says_so_nobody_changes_their_profile() {
    let server = TestServer::with(&[("profile-editing", "off")]).await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    assert!(!browser.get("/account").await.has_id("profile"));
    let seen = browser.get("/account/profile").await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND);
    let seen = send(&mut browser, "/account/profile", &[("name", "Eve")]).await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn security_e11_people_take_along_what_is_kept_of_them_but_no_secrets() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let ada = server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.code(&app, "ada").await;
    let desk = Desk::command_line(&server.services);
    unlock(&desk, "ada").await.unwrap();
    let said = PasskeyOffer::declined(None, true, server.services.now());
    let store = &server.services.store;
    store.put_passkey_offer(ada.id, said).await.unwrap();
    let seen = browser.post("/account/data", &[]).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);

    let seen = send(&mut browser, "/account/data", &[]).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.header("content-disposition").starts_with("attachment"));
    assert!(seen.header("cache-control").contains("no-store"));
    let data: Value = serde_json::from_str(&seen.text).unwrap();
    assert_eq!(data["account"]["sub"], ada.id.to_string());
    assert_eq!(data["claims"]["preferred_username"], "ada");
    assert_eq!(data["apps"][0]["client_id"], "app");
    assert_eq!(data["sessions"].as_array().unwrap().len(), 1);
    // What happened to the account, also by others, but nothing of those.
    let event = |kind: &str| {
        let all = data["events"].as_array().unwrap();
        let found = all.iter().find(|event| event["kind"] == kind);
        found.unwrap_or_else(|| panic!("no {kind} in {data}"))
    };
    let given = event("consent.given");
    assert_eq!(given["by_yourself"], true);
    assert_eq!(given["client_id"], "app");
    let unlocked = event("user.unlocked");
    assert_eq!(unlocked["by_yourself"], false);
    assert!(unlocked.get("address").is_none() && unlocked.get("detail").is_none());
    assert_eq!(data["passkey_offer"]["declined"], 1);
    assert_eq!(data["external_id"], Value::Null);
    let session = browser.session().unwrap();
    assert!(!seen.text.contains("argon2") && !seen.text.contains("secret"));
    assert!(!seen.text.contains(session.as_str()));
}

#[actix_web::test]
async fn security_e11_what_is_on_its_way_to_somebody_is_taken_along_without_what_opens_it() {
    // No mail server takes anything.
    let smtp = ("smtp-url", "smtp://127.0.0.1:1");
    let server = TestServer::with(&[smtp, ("mail-from", "id@example.com")]).await;
    let app = server
        .app_with("tv", |metadata| {
            let grant = "urn:ietf:params:oauth:grant-type:device_code";
            metadata.grant_types.push(grant.to_owned());
        })
        .await;
    for name in ["ada", "abe"] {
        server.user(name).await;
        let mut browser = Hand::new(&server);
        browser.enter(name).await;
        let new = format!("{name}@example.net");
        let fields = [("current", PASSWORD), ("email", &*new)];
        let asked = send(&mut browser, "/account/email", &fields).await;
        assert_eq!(asked.status, StatusCode::OK, "{asked:?}");
        let form = [("scope", "openid email")];
        let (_, begun) = server.call(&app, "/device_authorization", &form).await;
        let code = begun["user_code"].as_str().unwrap();
        let page = browser.get(&format!("/device?user_code={code}")).await;
        let fields = ["request", "form_token"].map(|name| (name, page.hidden(name)));
        let mut form: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        form.push(("decision", "allow"));
        browser.post("/device/confirm", &form).await;
        if name == "ada" {
            continue;
        }
        let seen = send(&mut browser, "/account/data", &[]).await;
        let data: Value = serde_json::from_str(&seen.text).unwrap();
        assert_eq!(data["links"].as_array().unwrap().len(), 1, "{data}");
        assert_eq!(data["links"][0]["purpose"], "email");
        assert_eq!(data["links"][0]["email"], "abe@example.net");
        assert_eq!(data["letters"].as_array().unwrap().len(), 1, "{data}");
        assert_eq!(data["letters"][0]["to"], "abe@example.net");
        assert_eq!(data["letters"][0]["kind"], "verification");
        assert_eq!(data["devices"].as_array().unwrap().len(), 1, "{data}");
        assert_eq!(data["devices"][0]["client_id"], "tv");
        assert_eq!(data["devices"][0]["scope"], "openid email");
        for secret in ["token=", "ada@", code, "hash"] {
            assert!(!seen.text.contains(secret), "{secret}: {data}");
        }
    }
}
