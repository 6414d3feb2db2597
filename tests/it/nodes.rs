//! Several nodes over one PostgreSQL: whatever was begun on one goes on on another.

use crate::harness::{Browser, PASSWORD, Page, TestServer, claims, cluster, location, parameter};
use reqwest::{Client, StatusCode};
use serde_json::Value;
use signet::keys::rotation::Order;
use std::time::{Duration, Instant};

/// Longer than a node may take to notice what another did.
const NOTICED: Duration = Duration::from_secs(20);

fn two() -> (TestServer, TestServer) {
    let one = TestServer::on(cluster::schema());
    let other = one.node();
    (one, other)
}

/// A node that starts later knows an app from the start; one that runs notices it.
async fn knows(node: &TestServer, key: &str) {
    eventually(async || {
        let revision = node.services.keys().revision();
        let now = node.services.store.revisions().await.unwrap();
        (revision == now.keys).then_some(())
    })
    .await
    .unwrap_or_else(|| panic!("{key} was not noticed"));
}

async fn eventually<T>(look: impl AsyncFn() -> Option<T>) -> Option<T> {
    let began = Instant::now();
    while began.elapsed() < NOTICED {
        if let Some(found) = look().await {
            return Some(found);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    None
}

#[actix_web::test]
async fn a_sign_in_begun_on_one_node_ends_on_another() {
    let (one, other) = two();
    let app = one.app("app").await;
    let ada = one.user("ada").await;
    knows(&other, "the app").await;
    let browser = Browser::new();

    let page = Page::of(browser.authorize(&one, &app.request()).await).await;
    let response = browser.sign_in(&other, &page, "ada", PASSWORD).await;
    assert!(response.status().is_redirection());
    let next = location(&response);
    let on_the_first = one.url(next.path()) + "?" + next.query().unwrap_or_default();
    let page = Page::of(browser.get(&on_the_first).await).await;
    let url = location(&browser.decide(&other, &page, "allow").await);
    assert_eq!(parameter(&url, "iss").as_deref(), Some(one.issuer.as_str()));
    let code = parameter(&url, "code").unwrap();

    let (status, tokens) = one.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    let access_token = tokens["access_token"].as_str().unwrap();
    let (status, person) = other.userinfo(access_token).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(person["sub"], ada.id.to_string());

    // Each node goes on where the other stopped.
    let mut refresh_token = tokens["refresh_token"].as_str().unwrap().to_owned();
    for node in [&other, &one, &other] {
        let (status, tokens) = node.refresh(&app, &refresh_token).await;
        assert_eq!(status, StatusCode::OK, "{tokens}");
        refresh_token = tokens["refresh_token"].as_str().unwrap().to_owned();
    }

    // The code is used up everywhere, and trying it ends what came of it.
    let (status, refused) = other.redeem(&app, &code).await;
    assert_eq!(
        (status, &refused["error"]),
        (StatusCode::BAD_REQUEST, &"invalid_grant".into())
    );
    let (status, _) = one.refresh(&app, &refresh_token).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn a_code_sent_to_all_nodes_at_once_is_redeemed_once() {
    let (one, other) = two();
    let third = one.node();
    let app = one.app("app").await;
    one.user("ada").await;
    for node in [&other, &third] {
        knows(node, "the app").await;
    }
    let code = Browser::new().code(&one, &app, "ada").await;
    let (a, b, c) = tokio::join!(
        one.redeem(&app, &code),
        other.redeem(&app, &code),
        third.redeem(&app, &code)
    );
    let good = [a, b, c]
        .into_iter()
        .filter(|(status, _)| status.is_success());
    assert_eq!(good.count(), 1);
}

/// Protocol 75, security A23: pushed to one node, started on another, used up on all.
#[actix_web::test]
async fn a_pushed_request_is_known_and_used_up_on_every_node() {
    let (one, other) = two();
    let app = one.app("app").await;
    one.user("ada").await;
    knows(&other, "the app").await;
    let (status, pushed) = one.call(&app, "/par", &app.request()).await;
    assert_eq!(status, StatusCode::CREATED, "{pushed}");
    let uri = pushed["request_uri"].as_str().unwrap();
    let request = [("client_id", app.id.as_str()), ("request_uri", uri)];
    let browser = Browser::new();
    let response = browser.authorize(&other, &request).await;
    let url = browser.arrive(&other, response, "ada").await;
    assert!(parameter(&url, "code").is_some(), "{url}");
    let again = Page::of(browser.authorize(&one, &request).await).await;
    assert!(again.text.contains("invalid_request_uri"), "{}", again.text);
}

async fn is_active(node: &TestServer, app: &crate::harness::App, token: &Value) -> bool {
    let form = [("token", token.as_str().unwrap())];
    let (status, answer) = node.call(app, "/introspect", &form).await;
    assert_eq!(status, StatusCode::OK);
    answer["active"].as_bool().unwrap()
}

#[actix_web::test]
async fn what_one_node_ends_has_ended_on_the_others() {
    let (one, other) = two();
    let app = one.app("app").await;
    one.user("ada").await;
    knows(&other, "the app").await;
    let browser = Browser::new();
    let code = browser.code(&one, &app, "ada").await;
    let (_, tokens) = other.redeem(&app, &code).await;
    assert!(is_active(&one, &app, &tokens["access_token"]).await);

    let form = [("token", tokens["access_token"].as_str().unwrap())];
    let (status, _) = other.call(&app, "/revoke", &form).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!is_active(&other, &app, &tokens["access_token"]).await);
    let noticed = eventually(async || {
        let active = is_active(&one, &app, &tokens["access_token"]).await;
        (!active).then_some(())
    });
    assert!(noticed.await.is_some());

    // Signed in on one node, known on the other, signed out there, unknown on the first.
    let silent = app.request_with(&[("prompt", "none")]);
    let known = browser.authorize(&other, &silent).await;
    assert!(parameter(&location(&known), "code").is_some());
    let page = Page::of(browser.get(&other.url("/logout")).await).await;
    let fields = [page.hidden("request"), page.hidden("form_token")];
    let form = [("request", fields[0].as_str()), ("form_token", &fields[1])];
    let signed_out = browser.post(&other.url("/logout/confirm"), &form).await;
    assert!(
        signed_out.status().as_u16() < 400,
        "{}",
        signed_out.status()
    );
    let gone = eventually(async || {
        let asked = browser.authorize(&one, &silent).await;
        let error = parameter(&location(&asked), "error");
        (error.as_deref() == Some("login_required")).then_some(())
    });
    assert!(gone.await.is_some());
}

#[actix_web::test]
async fn failed_sign_ins_count_wherever_they_are_made() {
    let (one, other) = two();
    let app = one.app("app").await;
    one.user("ada").await;
    knows(&other, "the app").await;
    let browser = Browser::new();
    let page = Page::of(browser.authorize(&one, &app.request()).await).await;
    let mut refused = 0;
    for n in 0..14 {
        let node = if n % 2 == 0 { &one } else { &other };
        let response = browser
            .sign_in(node, &page, "ada", "not the password")
            .await;
        refused += u32::from(response.status() == StatusCode::TOO_MANY_REQUESTS);
    }
    // Ten are free, be they on one node or on two.
    assert!(refused >= 3, "{refused}");
}

async fn published(node: &TestServer) -> Vec<String> {
    let http = Client::builder().no_proxy().build().unwrap();
    let answer = http.get(node.url("/jwks")).send().await.unwrap();
    let keys: Value = answer.json().await.unwrap();
    let keys = keys["keys"].as_array().unwrap().iter();
    keys.map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

/// The key that signed the ID token.
fn signer(tokens: &Value) -> String {
    let header = tokens["id_token"].as_str().unwrap().split('.').next();
    let header = header.unwrap().as_bytes();
    let header = data_encoding::BASE64URL_NOPAD.decode(header).unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn after_an_emergency_nobody_signs_before_everybody_knows_the_keys() {
    let (one, other) = two();
    let app = one.app("app").await;
    one.user("ada").await;
    knows(&other, "the app").await;
    let code = Browser::new().code(&one, &app, "ada").await;
    let before = published(&one).await;
    let keeper = one.services.key_keeper();
    assert!(keeper.tend(Order::Emergency).await.unwrap());
    knows(&one, "the emergency").await;
    assert!(
        published(&one)
            .await
            .iter()
            .all(|kid| !before.contains(kid))
    );

    // Turned away for a moment; the code is as good as before.
    let (status, answer) = one.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{answer}");
    let tokens = eventually(async || {
        let (status, tokens) = one.redeem(&app, &code).await;
        (status == StatusCode::OK).then_some(tokens)
    });
    let tokens = tokens.await.expect("the new keys sign");
    assert!(published(&other).await.contains(&signer(&tokens)));
    let access_token = tokens["access_token"].as_str().unwrap();
    assert_eq!(other.userinfo(access_token).await.0, StatusCode::OK);
}

#[actix_web::test]
async fn a_key_is_published_everywhere_before_it_signs() {
    let (one, other) = two();
    let app = one.app("app").await;
    one.user("ada").await;
    knows(&other, "the app").await;
    let before = published(&other).await;

    // Rotation is ordered on both nodes at once; the next key has been published all the while.
    one.wait(2 * 3600);
    let (a, b) = (one.services.key_keeper(), other.services.key_keeper());
    let (a, b) = tokio::join!(a.tend(Order::Rotate), b.tend(Order::Rotate));
    assert!(a.unwrap() | b.unwrap());
    knows(&one, "the rotation").await;
    knows(&other, "the rotation").await;
    let code = Browser::new().code(&one, &app, "ada").await;
    let (_, tokens) = other.redeem(&app, &code).await;
    assert!(before.contains(&signer(&tokens)));
    assert_eq!(published(&one).await, published(&other).await);
    assert_eq!(
        claims(tokens["id_token"].as_str().unwrap())["iss"],
        one.issuer
    );
}

#[actix_web::test]
async fn a_node_that_goes_takes_nothing_along() {
    let (mut one, other) = two();
    let app = one.app("app").await;
    one.user("ada").await;
    knows(&other, "the app").await;
    let browser = Browser::new();
    let page = Page::of(browser.authorize(&one, &app.request()).await).await;
    one.stop();
    let response = browser.sign_in(&other, &page, "ada", PASSWORD).await;
    let url = browser.arrive(&other, response, "ada").await;
    let code = parameter(&url, "code").unwrap();
    let third = other.node();
    let (status, tokens) = third.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
}
