//! Refresh tokens: rotation, the retry window, reuse, scopes, lifetimes.

use super::kit::{id_claims, text, tokens, tokens_with};
use crate::harness::{App, Browser, TestServer};
use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::Value;
use signet::clock::Clock;
use signet::oidc::client_metadata::ClientAuthMethod;

async fn start(settings: &[(&str, &str)]) -> (TestServer, App, Browser, Value) {
    let server = TestServer::with(settings).await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let first = tokens(&server, &app, &browser, "ada").await;
    (server, app, browser, first)
}

async fn fails(server: &TestServer, app: &App, refresh_token: &str) -> bool {
    let (status, error) = server.refresh(app, refresh_token).await;
    status == StatusCode::BAD_REQUEST && error["error"] == "invalid_grant"
}

async fn lives(server: &TestServer, tokens: &Value) -> bool {
    server
        .userinfo(text(tokens, "access_token"))
        .await
        .0
        .is_success()
}

async fn refresh_scope(
    server: &TestServer,
    app: &App,
    token: &Value,
    scope: &str,
) -> (StatusCode, Value) {
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", text(token, "refresh_token")),
        ("scope", scope),
    ];
    server.call(app, "/token", &form).await
}

/// protocol 93, security B14, clients 2, 4.8
#[actix_web::test]
async fn a_refreshed_id_token_is_about_the_same_sign_in() {
    let (server, app, _, first) = start(&[]).await;
    server.wait(300);
    let (status, second) = server.refresh(&app, text(&first, "refresh_token")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(second["scope"], first["scope"]);
    let (before, after) = (id_claims(&first), id_claims(&second));
    for same in ["iss", "sub", "aud", "auth_time", "sid", "acr", "amr"] {
        assert_eq!(before[same], after[same], "{same}");
    }
    assert_eq!(
        after["iat"].as_i64().unwrap() - before["iat"].as_i64().unwrap(),
        300
    );
    assert!(after.get("nonce").is_none() && after.get("azp").is_none());
    assert!(lives(&server, &second).await && lives(&server, &first).await);
}

/// protocol 94, security B10
#[actix_web::test]
async fn each_use_rotates_for_public_clients_too() {
    let (server, app, _, first) = start(&[]).await;
    let public = server
        .app_with("public", |metadata| {
            metadata.token_endpoint_auth_method = ClientAuthMethod::None;
        })
        .await;
    let other = tokens(&server, &public, &Browser::new(), "ada").await;
    for (app, first) in [(&app, &first), (&public, &other)] {
        let mut last = first.clone();
        for _ in 0..3 {
            let (status, next) = server.refresh(app, text(&last, "refresh_token")).await;
            assert_eq!(status, StatusCode::OK);
            assert_ne!(next["refresh_token"], last["refresh_token"]);
            last = next;
        }
    }
}

/// protocol 94, clients 2, 4.15
#[actix_web::test]
async fn a_client_that_missed_the_answer_may_ask_again_for_a_while() {
    let (server, app, _, first) = start(&[]).await;
    let (_, second) = server.refresh(&app, text(&first, "refresh_token")).await;
    server.wait(59);
    let (status, again) = server.refresh(&app, text(&first, "refresh_token")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        again["refresh_token"], second["refresh_token"],
        "one family, one current token"
    );
    let (status, _) = server.refresh(&app, text(&second, "refresh_token")).await;
    assert_eq!(status, StatusCode::OK);
}

/// protocol 94, security B10: reuse ends the family, the newest tokens among it.
#[actix_web::test]
async fn reuse_ends_the_family() {
    let (server, app, browser, first) = start(&[]).await;
    let (_, second) = server.refresh(&app, text(&first, "refresh_token")).await;
    server.wait(61);
    assert!(
        fails(&server, &app, text(&first, "refresh_token")).await,
        "after the window"
    );
    assert!(fails(&server, &app, text(&second, "refresh_token")).await);
    assert!(!lives(&server, &second).await);

    // A token before the previous one is reuse even within the window.
    let first = tokens(&server, &app, &browser, "ada").await;
    let (_, second) = server.refresh(&app, text(&first, "refresh_token")).await;
    let (_, third) = server.refresh(&app, text(&second, "refresh_token")).await;
    assert!(fails(&server, &app, text(&first, "refresh_token")).await);
    assert!(fails(&server, &app, text(&third, "refresh_token")).await);
    assert!(!lives(&server, &third).await);
}

/// security B10, B11: without a window at most one of simultaneous uses succeeds; with one they agree.
#[actix_web::test]
async fn simultaneous_uses_never_split_a_family() {
    let (server, app, _, first) = start(&[("refresh-token-retry-window", "0s")]).await;
    let token = text(&first, "refresh_token");
    let answers = join_all((0..20).map(|_| server.refresh(&app, token))).await;
    let won = answers
        .iter()
        .filter(|(status, _)| status.is_success())
        .count();
    assert_eq!(won, 1);
    assert!(!lives(&server, &first).await, "and the others were reuse");

    let (server, app, _, first) = start(&[]).await;
    let token = text(&first, "refresh_token");
    let answers = join_all((0..20).map(|_| server.refresh(&app, token))).await;
    for (status, answer) in &answers {
        assert_eq!(*status, StatusCode::OK);
        assert_eq!(answer["refresh_token"], answers[0].1["refresh_token"]);
    }
}

/// protocol 92, security B12, C1
#[actix_web::test]
async fn a_refresh_token_is_its_clients_alone() {
    let (server, app, browser, first) = start(&[]).await;
    let other = server.app("other").await;
    let token = text(&first, "refresh_token");
    assert!(fails(&server, &other, token).await);
    let nobody = App {
        secret: None,
        method: ClientAuthMethod::None,
        ..app.clone()
    };
    let (status, error) = server.refresh(&nobody, token).await;
    assert_eq!(
        (status, &error["error"]),
        (StatusCode::UNAUTHORIZED, &"invalid_client".into())
    );
    let flipped = format!(
        "{}{}",
        &token[..token.len() - 2],
        if token.ends_with("AA") { "BB" } else { "AA" }
    );
    for bad in [
        "unknown",
        &token[1..],
        &format!("{token}A"),
        &format!("{token}="),
        &flipped,
    ] {
        assert!(fails(&server, &app, bad).await, "{bad}");
    }
    assert_eq!(
        server.refresh(&app, token).await.0,
        StatusCode::OK,
        "none of that hurt it"
    );
    let once = server
        .app_with("once", |metadata| {
            metadata.grant_types = vec!["authorization_code".into()];
        })
        .await;
    assert!(
        tokens(&server, &once, &browser, "ada")
            .await
            .get("refresh_token")
            .is_none()
    );
    let (_, error) = server.refresh(&once, token).await;
    assert_eq!(error["error"], "unauthorized_client");
}

/// protocol 92, security B12, clients 2, 4.5
#[actix_web::test]
async fn scopes_can_be_narrowed_repeated_but_not_widened() {
    let (server, app, browser, _) = start(&[]).await;
    let asked = "openid profile email offline_access unheard";
    let given = tokens_with(
        &server,
        &app,
        &browser,
        "ada",
        &[("scope", asked), ("prompt", "none")],
    )
    .await;
    assert_eq!(given["scope"], "openid profile email");
    let (status, again) = refresh_scope(&server, &app, &given, asked).await;
    assert_eq!(
        status,
        StatusCode::OK,
        "what was asked for first is repeated: {again}"
    );
    assert_eq!(again["scope"], "openid profile email");
    let (_, narrow) = refresh_scope(&server, &app, &again, "email openid").await;
    assert_eq!(narrow["scope"], "email openid");
    let (_, userinfo) = server.userinfo(text(&narrow, "access_token")).await;
    assert!(userinfo.get("name").is_none() && userinfo.get("email").is_some());
    for wider in ["openid phone", "groups"] {
        let (status, error) = refresh_scope(&server, &app, &narrow, wider).await;
        assert_eq!(
            (status, &error["error"]),
            (StatusCode::BAD_REQUEST, &"invalid_scope".into())
        );
    }
    let (_, error) = refresh_scope(&server, &app, &narrow, "unheard").await;
    assert_eq!(error["error"], "invalid_scope");
    let (_, full) = server.refresh(&app, text(&narrow, "refresh_token")).await;
    assert_eq!(
        full["scope"], "openid profile email",
        "the grant is as wide as before"
    );
    let (_, plain) = refresh_scope(&server, &app, &full, "profile").await;
    assert!(plain.get("id_token").is_none(), "protocol 96");
}

/// issue 2, point 8: a second device never throws out the first.
#[actix_web::test]
async fn two_sessions_of_one_person_and_client_are_two_families() {
    let (server, app, _, phone) = start(&[]).await;
    let desk = tokens(&server, &app, &Browser::new(), "ada").await;
    let (_, phone_again) = server.refresh(&app, text(&phone, "refresh_token")).await;
    server.wait(61);
    assert!(
        fails(&server, &app, text(&phone, "refresh_token")).await,
        "reuse at the phone"
    );
    assert!(!lives(&server, &phone_again).await);
    assert!(lives(&server, &desk).await);
    assert_eq!(
        server.refresh(&app, text(&desk, "refresh_token")).await.0,
        StatusCode::OK
    );
}

/// security B14
#[actix_web::test]
async fn refresh_tokens_have_an_idle_and_an_absolute_lifetime() {
    let limits = [
        ("refresh-token-idle", "1h"),
        ("refresh-token-absolute", "3h"),
    ];
    let (server, app, browser, _) = start(&limits).await;
    let offline = [("scope", "openid offline_access"), ("prompt", "consent")];
    let first = tokens_with(&server, &app, &browser, "ada", &offline).await;
    server.wait(3600);
    assert!(
        fails(&server, &app, text(&first, "refresh_token")).await,
        "idle"
    );
    let mut last = tokens_with(&server, &app, &browser, "ada", &offline).await;
    for _ in 0..5 {
        server.wait(35 * 60);
        let (status, next) = server.refresh(&app, text(&last, "refresh_token")).await;
        assert_eq!(status, StatusCode::OK);
        last = next;
    }
    server.wait(5 * 60);
    assert!(
        fails(&server, &app, text(&last, "refresh_token")).await,
        "absolute"
    );
}

/// security B13, E10
#[actix_web::test]
async fn a_disabled_account_or_a_removed_client_cannot_refresh() {
    let (server, app, browser, first) = start(&[]).await;
    let other = server.app("other").await;
    let second = tokens(&server, &other, &browser, "ada").await;
    let now = server.clock.now();
    let id = other.id.as_str().try_into().unwrap();
    server.services.store.remove_client(&id, now).await.unwrap();
    let (status, error) = server.refresh(&other, text(&second, "refresh_token")).await;
    assert_eq!(
        (status, &error["error"]),
        (StatusCode::UNAUTHORIZED, &"invalid_client".into())
    );
    assert!(!lives(&server, &second).await);
    let ada = id_claims(&first)["sub"].as_str().unwrap().parse().unwrap();
    server
        .services
        .store
        .set_disabled(ada, true, now)
        .await
        .unwrap();
    assert!(fails(&server, &app, text(&first, "refresh_token")).await);
    assert!(!lives(&server, &first).await);
}

/// protocol 60: without offline_access refreshing ends with the session, with it it goes on.
#[actix_web::test]
async fn only_offline_access_outlives_the_sign_out() {
    let (server, app, browser, online) = start(&[]).await;
    let offline = [("scope", "openid offline_access"), ("prompt", "consent")];
    let offline = tokens_with(&server, &app, &browser, "ada", &offline).await;
    let once = server
        .app_with("once", |metadata| {
            metadata.grant_types = vec!["authorization_code".into()];
        })
        .await;
    let never = tokens_with(&server, &once, &browser, "ada", &[]).await;
    assert!(never.get("refresh_token").is_none() && lives(&server, &never).await);
    let hint = [("id_token_hint", text(&online, "id_token"))];
    browser.post(&server.url("/logout"), &hint).await;
    assert!(fails(&server, &app, text(&online, "refresh_token")).await);
    assert!(!lives(&server, &online).await);
    assert!(!lives(&server, &never).await, "security E10, D10");
    assert_eq!(
        server
            .refresh(&app, text(&offline, "refresh_token"))
            .await
            .0,
        StatusCode::OK
    );
}
