//! A person deletes their own account, and may keep it for a while (security E5, E10, G6).

use super::hand::{Hand, Seen};
use crate::harness::{PASSWORD, TestServer};
use reqwest::StatusCode;
use signet::flow::deletion;
use signet::model::Role;
use signet::secret::Secret;

async fn leave(browser: &mut Hand) -> Seen {
    let page = browser.get("/account/delete").await;
    let token = page.hidden("form_token");
    browser
        .post("/account/delete", &[("form_token", &token)])
        .await
}

/// Signs in as far as the question whether to keep the account.
async fn asked(browser: &mut Hand) -> Seen {
    let page = browser.get("/account").await;
    let question = browser.sign_in(&page, "ada", PASSWORD).await;
    assert!(question.has_id("keep"), "{question:?}");
    question
}

async fn keep(browser: &mut Hand, question: &Seen) -> Seen {
    let fields = ["request", "state", "form_token"];
    let values = fields.map(|name| question.hidden(name));
    let form: Vec<_> = fields
        .into_iter()
        .zip(values.iter().map(String::as_str))
        .collect();
    browser.post("/account/keep", &form).await
}

#[actix_web::test]
async fn security_e10_whoever_leaves_is_out_at_once_and_may_come_back() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    let code = browser.code(&app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    server.wait(3600);
    let page = browser.get("/account/delete").await;
    assert!(page.has_id("login"), "security G6: {page:?}");
    browser.sign_in(&page, "ada", PASSWORD).await;
    let unused = browser.code(&app, "ada").await;

    let left = leave(&mut browser).await;
    assert_eq!(left.status, StatusCode::OK, "{left:?}");
    assert_eq!(browser.who().await, None);
    let (_, refused) = server.redeem(&app, &unused).await;
    assert_eq!(refused["error"], "invalid_grant");
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let (_, refused) = server.refresh(&app, refresh_token).await;
    assert_eq!(refused["error"], "invalid_grant");

    // Proving who one is opens nothing but the question, in this browser only and once.
    let mut browser = Hand::new(&server);
    let question = asked(&mut browser).await;
    assert_eq!(browser.session(), None);
    assert_eq!(browser.who().await, None);
    let mut other = Hand::new(&server);
    other.get("/account").await;
    let foreign = keep(&mut other, &question).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN, "{foreign:?}");
    let mut second = browser.clone();
    let kept = keep(&mut browser, &question).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{kept:?}");
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
    let again = keep(&mut second, &question).await;
    assert!(again.status.is_client_error(), "security E5: {again:?}");
    deletion::delete_due(&server.services).await.unwrap();
    server.wait(20 * 86_400);
    deletion::delete_due(&server.services).await.unwrap();
    Hand::new(&server).enter("ada").await;
}

#[actix_web::test]
async fn security_e10_the_question_is_void_when_the_password_was_changed() {
    let server = TestServer::start().await;
    let ada = server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    leave(&mut browser).await;
    let (mut first, mut second) = (Hand::new(&server), Hand::new(&server));
    let question = asked(&mut first).await;
    let again = asked(&mut second).await;
    let kept = keep(&mut second, &again).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{kept:?}");
    let services = &server.services;
    let new = Secret::new("another horse entirely".to_owned());
    let hash = services.hasher.hash(&new).await.unwrap();
    let store = &services.store;
    let set = store.set_password(ada.id, hash, true, services.now());
    set.await.unwrap();
    let late = keep(&mut first, &question).await;
    assert!(late.status.is_client_error(), "{late:?}");
    for browser in [&mut first, &mut second] {
        assert_eq!(browser.who().await, None);
    }
}

#[actix_web::test]
async fn an_account_is_gone_after_the_grace_time() {
    let server = TestServer::with(&[("deletion-grace", "2d")]).await;
    let ada = server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    leave(&mut browser).await;
    server.wait(2 * 86_400 - 1);
    deletion::delete_due(&server.services).await.unwrap();
    let question = asked(&mut browser).await;
    server.wait(1);
    deletion::delete_due(&server.services).await.unwrap();
    let late = keep(&mut browser, &question).await;
    assert!(late.status.is_client_error(), "{late:?}");
    let page = browser.get("/account").await;
    let refused = browser.try_sign_in(&page, "ada", PASSWORD).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(server.services.store.user(ada.id).await.unwrap().is_none());
    server.user("ada").await;
}

#[actix_web::test]
async fn the_last_owner_stays_and_operators_may_keep_everybody() {
    let server = TestServer::start().await;
    let mut browser = Hand::new(&server);
    let mut ada = server.user("ada").await;
    ada.roles = vec![Role::Owner];
    server.change(ada).await;
    browser.enter("ada").await;
    let refused = leave(&mut browser).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
    assert_eq!(browser.who().await.as_deref(), Some("ada"));

    let server = TestServer::with(&[("deletion-grace", "0")]).await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    assert!(!browser.get("/account").await.has_id("delete-account"));
    let page = browser.get("/account/delete").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}
