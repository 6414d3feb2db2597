//! Back-Channel Logout.

use super::kit::{Answer, check, http, id_claims, text, tokens, tokens_with};
use crate::harness::{App, Browser, Page, Received, Receiver, TestServer, claims, free_port};
use serde_json::{Value, json};
use signet::admin::{Desk, sessions};
use signet::model::{DeliveryState, LogoutDelivery};
use signet::oidc::SigningAlgorithm;
use signet::store::Page as Part;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// A server that may call apps on this machine.
async fn server() -> TestServer {
    TestServer::with(&[("fetch-networks", "127.0.0.0/8")]).await
}

async fn app(server: &TestServer, id: &str, receiver: &Receiver) -> App {
    let uri = format!("{}/logout?of={id}", receiver.url);
    server
        .app_with(id, |metadata| {
            metadata.backchannel_logout_uri = Some(uri);
            metadata.backchannel_logout_session_required = true;
        })
        .await
}

/// The logout token in a request, which must be a form with nothing else.
fn token(received: &Received) -> String {
    let form: Vec<(String, String)> = url::form_urlencoded::parse(received.body.as_bytes())
        .into_owned()
        .collect();
    assert_eq!(form.len(), 1, "{form:?}");
    assert_eq!(form[0].0, "logout_token");
    form[0].1.clone()
}

async fn sign_out(server: &TestServer, browser: &Browser, given: &Value) {
    let hint = [("id_token_hint", text(given, "id_token"))];
    let page = Page::of(browser.post(&server.url("/logout"), &hint).await).await;
    assert!(page.has_id("logged-out"), "{}", page.text);
}

/// Everything in the outbox.
async fn deliveries(server: &TestServer) -> Vec<LogoutDelivery> {
    let page = Part {
        after: None,
        limit: 100,
    };
    let all = server.services.store.logouts(page).await.unwrap();
    tokio::time::sleep(Duration::from_millis(20)).await;
    all
}

/// Waits until every delivery is as `wanted`.
async fn until(server: &TestServer, wanted: impl Fn(&LogoutDelivery) -> bool) {
    for _ in 0..200 {
        if deliveries(server).await.iter().all(&wanted) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{:?}", deliveries(server).await);
}

#[actix_web::test]
async fn protocol_147_each_app_of_the_session_is_told_before_the_answer() {
    let server = server().await;
    let receiver = Receiver::start();
    let one = app(&server, "one", &receiver).await;
    let uri = format!("{}/other", receiver.url);
    let two = server
        .app_with("two", |metadata| {
            metadata.backchannel_logout_uri = Some(uri);
            metadata.id_token_signed_response_alg = SigningAlgorithm::ES256;
            metadata.grant_types = vec!["authorization_code".into()];
        })
        .await;
    let deaf = server.app("deaf").await;
    let elsewhere = app(&server, "elsewhere", &receiver).await;
    server.user("ada").await;
    let (browser, another) = (Browser::new(), Browser::new());
    let given = tokens(&server, &one, &browser, "ada").await;
    let offline = [("scope", "openid offline_access"), ("prompt", "consent")];
    tokens_with(&server, &one, &browser, "ada", &offline).await;
    tokens(&server, &two, &browser, "ada").await;
    tokens(&server, &deaf, &browser, "ada").await;
    tokens(&server, &elsewhere, &another, "ada").await;

    sign_out(&server, &browser, &given).await;
    let mut received = [receiver.already(), receiver.already()].map(Option::unwrap);
    received.sort_by(|a, b| a.line.cmp(&b.line));
    assert!(receiver.is_quiet_for(Duration::from_millis(300)));

    let jwks = Answer::of(http().get(server.url("/jwks"))).await.json();
    let (sid, sub) = (&id_claims(&given)["sid"], &id_claims(&given)["sub"]);
    for (received, line, audience, alg) in [
        (&received[0], "POST /logout?of=one HTTP/1.1", "one", "RS256"),
        (&received[1], "POST /other HTTP/1.1", "two", "ES256"),
    ] {
        assert_eq!(received.line, line);
        let form = "content-type: application/x-www-form-urlencoded".to_owned();
        assert!(received.headers.contains(&form), "{received:?}");
        // The test's clock is ahead of the machine's, so `exp` is as another library wants it.
        let token = token(received);
        let (header, said) = check(&jwks, &server.issuer, &token, audience).unwrap();
        assert_eq!(header.typ.as_deref(), Some("logout+jwt"));
        assert_eq!(format!("{:?}", header.alg), alg);
        assert_eq!((&said["sid"], &said["sub"]), (sid, sub));
        assert_eq!(said["events"], json!({ EVENT: {} }));
        assert_eq!(said["nonce"], Value::Null);
        let now = server.clock_now();
        assert!((now - 5..=now).contains(&said["iat"].as_i64().unwrap()));
        let lifetime = said["exp"].as_i64().unwrap() - said["iat"].as_i64().unwrap();
        assert!((1..=120).contains(&lifetime));
        assert!(said["jti"].as_str().unwrap().len() >= 16);
    }
    assert_ne!(
        claims(&token(&received[0]))["jti"],
        claims(&token(&received[1]))["jti"]
    );
    until(&server, |one| one.state == DeliveryState::Delivered).await;

    // D4: it is no ID token and no access token.
    let hint = [("id_token_hint", token(&received[0]))];
    let url = url::Url::parse_with_params(&server.url("/logout"), hint).unwrap();
    let page = Page::of(another.get(url.as_str()).await).await;
    assert!(page.status.is_client_error());
    let (status, _) = server.userinfo(&token(&received[0])).await;
    assert_eq!(status.as_u16(), 401);
}

#[actix_web::test]
async fn protocol_147_a_session_is_known_by_its_first_name_after_a_new_sign_in() {
    let server = server().await;
    let receiver = Receiver::start();
    let app = app(&server, "app", &receiver).await;
    server.user("ada").await;
    let browser = Browser::new();
    let first = tokens(&server, &app, &browser, "ada").await;
    let again = tokens_with(&server, &app, &browser, "ada", &[("prompt", "login")]).await;
    assert_eq!(id_claims(&first)["sid"], id_claims(&again)["sid"]);
    let nothing = Duration::from_millis(200);
    assert!(receiver.is_quiet_for(nothing), "the session goes on");
    let (status, _) = server.refresh(&app, text(&first, "refresh_token")).await;
    assert_eq!(status.as_u16(), 200);

    sign_out(&server, &browser, &first).await;
    let told = claims(&token(&receiver.next()));
    assert_eq!(told["sid"], id_claims(&first)["sid"]);
    assert!(receiver.is_quiet_for(nothing), "once");
}

#[actix_web::test]
async fn protocol_147_an_app_that_fails_is_told_again_with_a_fresh_token() {
    let server = server().await;
    let receiver = Receiver::start();
    let app = app(&server, "app", &receiver).await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&server, &app, &browser, "ada").await;
    for status in [503, 400, 302] {
        receiver.will_answer(status, Duration::ZERO);
    }
    sign_out(&server, &browser, &given).await;
    let first = claims(&token(&receiver.next()));
    until(&server, |one| one.last_status == Some(503)).await;
    for (pause, status) in [(15, Some(400)), (60, Some(302)), (300, Some(200))] {
        server.wait(pause - 1);
        server.services.outbox.wake();
        assert!(receiver.is_quiet_for(Duration::from_millis(200)));
        server.wait(1);
        server.services.outbox.wake();
        let next = claims(&token(&receiver.next()));
        assert_eq!(next["jti"], first["jti"]);
        assert_eq!(next["iat"], server.clock_now(), "made when it is sent");
        until(&server, |one| one.last_status == status.map(i64::from)).await;
    }
    let [seen] = &deliveries(&server).await[..] else {
        panic!("one delivery");
    };
    assert_eq!((seen.state, seen.attempts), (DeliveryState::Delivered, 4));
    server.wait(86_400);
    server.services.outbox.wake();
    assert!(receiver.is_quiet_for(Duration::from_millis(200)));
}

#[actix_web::test]
async fn protocol_147_after_about_a_day_it_is_given_up_and_the_reason_is_kept() {
    let server = server().await;
    let uri = format!("http://127.0.0.1:{}/logout", free_port());
    let app = server
        .app_with("app", |metadata| {
            metadata.backchannel_logout_uri = Some(uri);
        })
        .await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&server, &app, &browser, "ada").await;
    sign_out(&server, &browser, &given).await;
    let began = server.clock_now();
    for attempts in 1..=10 {
        until(&server, |one| {
            one.attempts == attempts && one.last_attempt_at.is_some()
        })
        .await;
        let next = deliveries(&server).await.remove(0).next_attempt_at;
        if attempts < 10 {
            server.wait(u64::try_from(next.0 - server.clock_now()).unwrap());
            server.services.outbox.wake();
        }
    }
    let seen = deliveries(&server).await.remove(0);
    assert_eq!(seen.state, DeliveryState::Failed);
    let error = seen.last_error.unwrap();
    assert!(error.contains("refused"), "{error}");
    let took = server.clock_now() - began;
    assert!((20 * 3600..28 * 3600).contains(&took), "{took}");
}

#[actix_web::test]
async fn protocol_147_a_slow_app_holds_up_neither_the_person_nor_other_apps() {
    let server = server().await;
    let (slow, quick) = (Receiver::start(), Receiver::start());
    let one = app(&server, "slow", &slow).await;
    let two = app(&server, "quick", &quick).await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&server, &one, &browser, "ada").await;
    tokens(&server, &two, &browser, "ada").await;
    slow.will_answer(200, Duration::from_secs(4));
    let began = Instant::now();
    sign_out(&server, &browser, &given).await;
    assert!(began.elapsed() < Duration::from_secs(3));
    assert!(quick.already().is_some());
    assert!(slow.already().is_some());
    // It answered after all.
    until(&server, |one| one.state == DeliveryState::Delivered).await;
}

#[actix_web::test]
async fn security_e10_apps_are_told_however_sessions_end() {
    let server = server().await;
    let receiver = Receiver::start();
    let app = app(&server, "app", &receiver).await;
    server.user("ada").await;
    server.user("eve").await;
    let store = &server.services.store;

    // Somebody else signs in beside whoever is signed in.
    let browser = Browser::new();
    let given = tokens(&server, &app, &browser, "ada").await;
    let changes = [("prompt", "login")];
    let of_eve = tokens_with(&server, &app, &browser, "eve", &changes).await;
    assert!(receiver.is_quiet_for(Duration::from_millis(200)));

    // The account is disabled while three browsers are signed in.
    let (one, two) = (Browser::new(), Browser::new());
    tokens(&server, &app, &one, "ada").await;
    tokens(&server, &app, &two, "ada").await;
    let desk = signet::admin::Desk::command_line(&server.services);
    let admin = signet::admin::users::set_disabled(&desk, "ada", true);
    admin.await.unwrap();
    let told = [receiver.next(), receiver.next(), receiver.next()];
    let told = told.map(|it| claims(&token(&it))["sid"].to_string());
    let told = BTreeSet::from(told);
    assert_eq!(told.len(), 3);
    assert!(told.contains(&id_claims(&given)["sid"].to_string()));

    // A new password.
    let eve: signet::model::UserId = text(&id_claims(&of_eve), "sub").parse().unwrap();
    let hash = store.account_by_login("eve").await.unwrap().unwrap();
    let now = server.services.now();
    let set = store.set_password(eve, hash.password.unwrap(), true, now);
    set.await.unwrap();
    server.services.outbox.wake();
    let told = claims(&token(&receiver.next()));
    assert_eq!(told["sid"], id_claims(&of_eve)["sid"]);
    assert!(receiver.is_quiet_for(Duration::from_millis(200)));
}

#[actix_web::test]
async fn security_e10_what_was_not_delivered_is_not_forgotten_by_a_restart() {
    let mut server = server().await;
    let receiver = Receiver::start();
    let app = app(&server, "app", &receiver).await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&server, &app, &browser, "ada").await;
    receiver.will_answer(500, Duration::ZERO);
    sign_out(&server, &browser, &given).await;
    receiver.next();
    until(&server, |one| one.last_status == Some(500)).await;
    let node = server.node();
    server.stop();
    node.wait(15);
    assert_eq!(
        claims(&token(&receiver.next()))["sid"],
        id_claims(&given)["sid"]
    );
}

#[actix_web::test]
async fn protocol_147_two_nodes_tell_each_app_once() {
    let server = server().await;
    if server.database().is_none() {
        // An embedded database has one node.
        return;
    }
    let node = server.node();
    let receiver = Receiver::start();
    let app = app(&server, "app", &receiver).await;
    server.user("ada").await;
    for _ in 0..5 {
        let browser = Browser::new();
        let given = tokens(&server, &app, &browser, "ada").await;
        node.services.outbox.wake();
        sign_out(&server, &browser, &given).await;
        node.services.outbox.wake();
        receiver.next();
        assert!(receiver.is_quiet_for(Duration::from_millis(300)));
    }
}

/// OpenID Connect Back-Channel Logout 2.6: whoever got an ID token without ever redeeming a code is told
/// too.
#[actix_web::test]
async fn an_app_that_gets_id_tokens_in_the_front_channel_is_told() {
    let server = server().await;
    let receiver = Receiver::start();
    let uri = format!("{}/logout", receiver.url);
    let app = server
        .app_with("app", |metadata| {
            metadata.response_types = vec!["id_token".into()];
            metadata.backchannel_logout_uri = Some(uri);
        })
        .await;
    server.user("ada").await;
    let browser = Browser::new();
    let request = app.request_with(&[("response_type", "id_token")]);
    let response = browser.authorize(&server, &request).await;
    let url = browser.arrive(&server, response, "ada").await;
    let given = json!({"id_token": super::kit::answer(&url)["id_token"]});
    sign_out(&server, &browser, &given).await;
    let received = receiver.already().unwrap();
    let (id, told) = (id_claims(&given), claims(&token(&received)));
    assert_eq!((&told["sid"], &told["sub"]), (&id["sid"], &id["sub"]));
}

#[actix_web::test]
async fn apps_are_told_when_everybody_is_signed_out() {
    let server = server().await;
    let receiver = Receiver::start();
    let one = app(&server, "one", &receiver).await;
    let mut sids = BTreeSet::new();
    for name in ["ada", "bob", "carol"] {
        server.user(name).await;
        let given = tokens(&server, &one, &Browser::new(), name).await;
        sids.insert(id_claims(&given)["sid"].as_str().unwrap().to_owned());
    }
    let desk = Desk::command_line(&server.services);
    sessions::end_all(&desk, false).await.unwrap();
    let mut told = BTreeSet::new();
    for _ in 0..3 {
        let said = claims(&token(&receiver.next()));
        told.insert(said["sid"].as_str().unwrap().to_owned());
    }
    assert_eq!(told, sids);
    assert!(receiver.is_quiet_for(Duration::from_millis(300)));
}

/// A session that goes on by a new sign-in takes along what apps were given in it.
#[actix_web::test]
async fn protocol_147_148_apps_of_a_renewed_session_are_told_for_all_its_life() {
    let settings = [("fetch-networks", "127.0.0.0/8"), ("session-idle", "14d")];
    let server = TestServer::with(&settings).await;
    let receiver = Receiver::start();
    let first = app(&server, "first", &receiver).await;
    let second = server.app("second").await;
    server.user("ada").await;
    let browser = Browser::new();
    let given = tokens(&server, &first, &browser, "ada").await;
    server.wait(13 * 86_400);
    let again = [("prompt", "login")];
    let renewed = tokens_with(&server, &second, &browser, "ada", &again).await;
    assert_eq!(id_claims(&renewed)["sid"], id_claims(&given)["sid"]);
    server.wait(3 * 86_400);
    let now = server.services.now();
    server.services.store.sweep(now, 1_000).await.unwrap();
    let (status, answer) = server.refresh(&first, text(&given, "refresh_token")).await;
    assert_eq!(status, 200, "{answer}");
    sign_out(&server, &browser, &renewed).await;
    assert_eq!(receiver.next().line, "POST /logout?of=first HTTP/1.1");
}
