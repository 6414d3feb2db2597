//! The first account (security F3, F11).

use super::hand::{Hand, Seen};
use crate::harness::TestServer;
use futures_util::future::join_all;
use reqwest::StatusCode;
use signet::flow::setup;
use signet::model::Role;
use signet::store::StoreError;

const GOOD: &str = "zwölf Boxkämpfer jagen Viktor";

async fn link(server: &TestServer) -> Option<String> {
    setup::link(&server.services).await.unwrap()
}

async fn open(server: &TestServer, link: &str) -> (Hand, Seen) {
    let mut browser = Hand::new(server);
    let page = browser.get(link).await;
    (browser, page)
}

async fn create(browser: &mut Hand, page: &Seen, username: &str, password: &str) -> Seen {
    let (token, form_token) = (page.hidden("token"), page.hidden("form_token"));
    let email = format!("{username}@example.com");
    let form = [
        ("token", token.as_str()),
        ("form_token", &form_token),
        ("name", "Olga Petrowna"),
        ("username", username),
        ("email", &email),
        ("password", password),
    ];
    browser.post("/setup", &form).await
}

/// How many accounts there are, and how many of them own the deployment.
async fn accounts(server: &TestServer) -> (usize, usize) {
    let page = signet::store::Page {
        after: None,
        limit: 1000,
    };
    let all = server.services.store.users(page).await.unwrap();
    let owners = all.iter().filter(|user| user.roles.contains(&Role::Owner));
    (all.len(), owners.count())
}

#[actix_web::test]
async fn security_f11_there_is_no_account_before_and_the_link_makes_one_once() {
    let server = TestServer::start().await;
    assert_eq!(accounts(&server).await, (0, 0));
    let first = link(&server).await.unwrap();
    assert_eq!(link(&server).await.unwrap(), first);
    assert!(first.starts_with(&format!("{}/setup?token=", server.issuer)));

    let (mut browser, page) = open(&server, &first).await;
    let (mut late, late_page) = open(&server, &first).await;
    let seen = create(&mut browser, &page, "olga", GOOD).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{seen:?}");
    assert!(browser.session().is_some());
    assert_eq!(accounts(&server).await, (1, 1));

    // Used: closed for who has it open, for who opens it, for who tries again.
    assert_eq!(link(&server).await, None);
    let seen = create(&mut late, &late_page, "mallory", GOOD).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    let seen = create(&mut browser, &page, "olga2", GOOD).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert_eq!(open(&server, &first).await.1.status, StatusCode::FORBIDDEN);
    assert_eq!(accounts(&server).await, (1, 1));
    assert!(late.session().is_none());
}

#[actix_web::test]
async fn security_f11_of_twenty_simultaneous_uses_one_makes_an_owner() {
    let server = TestServer::start().await;
    let link = link(&server).await.unwrap();
    let mut all = Vec::new();
    for number in 0..20 {
        let (browser, page) = open(&server, &link).await;
        all.push((browser, page, format!("olga{number}")));
    }
    let all = all
        .iter_mut()
        .map(|(browser, page, name)| create(browser, page, name, GOOD));
    let all = join_all(all).await;
    let made = all.iter().filter(|seen| seen.status == 303).count();
    // On a busy machine some are told to come back.
    let refused = |seen: &&Seen| seen.status == 403 || seen.status == 503;
    let refused = all.iter().filter(refused).count();
    assert_eq!((made, refused), (1, 19), "{all:?}");
    assert_eq!(accounts(&server).await, (1, 1));
}

#[actix_web::test]
async fn security_f11_a_forged_link_opens_nothing() {
    let server = TestServer::start().await;
    let other = TestServer::start().await;
    let right = link(&server).await.unwrap();
    let (address, token) = right.split_once("token=").unwrap();
    let foreign = link(&other).await.unwrap();
    let foreign = foreign.split_once("token=").unwrap().1;
    let cut = &token[..token.len() - 1];
    let twice = format!("{token}&token={token}");
    for forged in ["", "x", foreign, cut, &format!("{token}A"), &twice] {
        let (_, page) = open(&server, &format!("{address}token={forged}")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{forged}");
        assert!(!page.text.contains("method=\"post\""));
    }
    // With a right form token of a page that shows none for it.
    let (mut browser, mut page) = open(&server, &right).await;
    page.text = page.text.replace(token, foreign);
    let seen = create(&mut browser, &page, "mallory", GOOD).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert_eq!(accounts(&server).await, (0, 0));
    assert!(link(&server).await.is_some());
}

#[actix_web::test]
async fn security_f11_the_last_owner_stays_and_the_setup_closed() {
    let server = TestServer::start().await;
    let link = link(&server).await.unwrap();
    let (mut browser, page) = open(&server, &link).await;
    create(&mut browser, &page, "olga", GOOD).await;
    let store = &server.services.store;
    let owner = store.account_by_login("olga").await.unwrap().unwrap().user;
    let now = server.services.now();
    let refused = store.set_disabled(owner.id, true, now).await;
    assert!(matches!(refused, Err(StoreError::LastOwner)), "{refused:?}");
    assert_eq!(open(&server, &link).await.1.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn security_f2_f3_weak_passwords_are_refused_before_hashing() {
    let server = TestServer::start().await;
    let link = link(&server).await.unwrap();
    let (mut browser, page) = open(&server, &link).await;
    let long = GOOD.repeat(5);
    let worked = server.services.hasher.filled_kib();
    for (password, part) in [
        ("gK7#vQ2!pX9&mT", "15 characters"),
        ("", "15 characters"),
        ("passwordpassword", "easy to guess"),
        ("123456789012345", "easy to guess"),
        ("qwertyuiopasdfghjkl", "easy to guess"),
        ("olgapetrowna1999", "own names"),
        ("olga@example.com", "own names"),
        (long.as_str(), "128 characters"),
    ] {
        let seen = create(&mut browser, &page, "olga", password).await;
        assert_eq!(
            seen.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{password}: {}",
            seen.text
        );
        assert!(seen.text.contains(part), "{password}: {}", seen.text);
        // Shown again is what was filled in, but for the password.
        let shown = seen.text.matches(password).count();
        assert!(password.is_empty() || shown <= usize::from(password.contains('@')));
    }
    assert_eq!(server.services.hasher.filled_kib(), worked);
    assert_eq!(accounts(&server).await, (0, 0));
    // Up to 128 characters, of any kind.
    let seen = create(&mut browser, &page, "olga", &long[..0]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let longest: String = long.chars().take(128).collect();
    let seen = create(&mut browser, &page, "olga", &longest).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text);
    let mut again = Hand::new(&server);
    let page = again.get("/account").await;
    assert_eq!(again.try_sign_in(&page, "olga", &longest).await.status, 303);
}
