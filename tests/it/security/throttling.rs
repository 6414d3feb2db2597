//! Failed sign-ins are counted and slowed down, and nobody is locked out (security F6, F7).

use super::hand::{Hand, Seen};
use crate::harness::{PASSWORD, TestServer, holds, rows, stored};
use futures_util::future::join_all;
use reqwest::StatusCode;

const WRONG: &str = "not the right one, sorry";

/// A server that believes `X-Forwarded-For`, so that guesses can come from anywhere.
async fn server() -> TestServer {
    let server = TestServer::with(&[("trusted-proxies", "127.0.0.0/8")]).await;
    server.user("ada").await;
    server
}

/// A browser at `address` with the sign-in form open.
async fn at(server: &TestServer, address: &str) -> (Hand, Seen) {
    let mut browser = Hand::new(server).with("x-forwarded-for", address);
    let page = browser.get("/account").await;
    (browser, page)
}

async fn attempt(server: &TestServer, address: &str, username: &str, password: &str) -> Seen {
    let (mut browser, page) = at(server, address).await;
    browser.try_sign_in(&page, username, password).await
}

fn retry_after(seen: &Seen) -> u64 {
    assert_eq!(seen.status, StatusCode::TOO_MANY_REQUESTS, "{seen:?}");
    seen.header("retry-after").parse().unwrap()
}

#[actix_web::test]
async fn security_f6_f7_guesses_at_one_account_are_slowed_wherever_they_come_from() {
    let server = server().await;
    let mut other = Hand::new(&server);
    other.enter("ada").await;

    let mut failures = 0;
    let wait = loop {
        let address = format!("192.0.2.{failures}");
        // Any spelling of the name is the same account.
        let name = if failures % 2 == 0 { "ada" } else { " ADA" };
        let seen = attempt(&server, &address, name, WRONG).await;
        if seen.status == StatusCode::FORBIDDEN {
            failures += 1;
            assert!(failures <= 25, "never slowed down");
            continue;
        }
        break retry_after(&seen);
    };
    assert!(wait >= 1);
    // The right password has to wait as well, and the answer does not tell that it was right.
    let seen = attempt(&server, "198.51.100.1", "ada", PASSWORD).await;
    let wait = retry_after(&seen);
    // The session that was there goes on.
    assert_eq!(other.who().await.as_deref(), Some("ada"));

    server.wait(wait);
    let seen = attempt(&server, "198.51.100.1", "ada", PASSWORD).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{seen:?}");
    // Success clears the account.
    let seen = attempt(&server, "198.51.100.2", "ada", WRONG).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn security_f7_pauses_grow_to_a_limit_and_then_the_person_gets_in() {
    let server = server().await;
    for number in 0..10 {
        let seen = attempt(&server, &format!("192.0.2.{number}"), "ada", WRONG).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
    }
    let mut last = 0;
    for number in 0..14 {
        let address = format!("198.51.100.{number}");
        let wait = retry_after(&attempt(&server, &address, "ada", WRONG).await);
        assert!(wait >= last || wait >= 890, "{wait} after {last}");
        assert!(wait <= 900, "{wait}");
        last = wait;
        // What was refused unseen does not prolong the pause.
        assert_eq!(
            retry_after(&attempt(&server, &address, "ada", WRONG).await),
            wait
        );
        server.wait(wait);
        if wait >= 890 {
            break;
        }
        let seen = attempt(&server, &address, "ada", WRONG).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{number}");
    }
    assert!(last >= 256, "{last}");
    let seen = attempt(&server, "203.0.113.1", "ada", PASSWORD).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn security_f6_simultaneous_guesses_at_one_account_pass_no_more_than_the_limit() {
    let server = server().await;
    let mut forms = Vec::new();
    for number in 0..40 {
        forms.push(at(&server, &format!("192.0.2.{number}")).await);
    }
    let before = server.services.hasher.filled_kib();
    let all = forms
        .iter_mut()
        .map(|(browser, page)| browser.try_sign_in(page, "ada", WRONG));
    let all = join_all(all).await;
    let looked_at = (server.services.hasher.filled_kib() - before) / (19456 * 2);
    let slowed = all.iter().filter(|seen| seen.status == 429);
    assert_eq!(looked_at, 10);
    assert_eq!(
        slowed.map(retry_after).filter(|wait| *wait >= 1).count(),
        30
    );
}

#[actix_web::test]
async fn security_f6_simultaneous_guesses_from_one_address_pass_no_more_than_the_limit() {
    let server = server().await;
    let mut forms = Vec::new();
    for _ in 0..40 {
        forms.push(at(&server, "2001:db8::1").await);
    }
    let names: Vec<_> = (0..40).map(|number| format!("name{number}")).collect();
    let before = server.services.hasher.filled_kib();
    let all = forms
        .iter_mut()
        .zip(&names)
        .map(|((browser, page), name)| browser.try_sign_in(page, name, WRONG));
    let all = join_all(all).await;
    let looked_at = (server.services.hasher.filled_kib() - before) / (19456 * 2);
    assert!(looked_at <= 25, "{looked_at}");
    // On a busy machine some are told so instead.
    let slowed = all
        .iter()
        .filter(|seen| seen.status == 429 || seen.status == 503);
    assert!(slowed.count() >= 15, "{all:?}");

    // The same network is the same address; others are not concerned.
    let wait = retry_after(&attempt(&server, "2001:db8::ffff:2", "ada", PASSWORD).await);
    let seen = attempt(&server, "2001:db8:0:1::2", "ada", PASSWORD).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    // It recovers, and one own account does not buy an address new guesses.
    server.wait(wait);
    let seen = attempt(&server, "2001:db8::2", "ada", PASSWORD).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    let seen = attempt(&server, "2001:db8::1", "name1", WRONG).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    retry_after(&attempt(&server, "2001:db8::1", "name2", WRONG).await);
}

#[actix_web::test]
async fn security_f6_o2_a_forwarding_header_of_a_stranger_buys_no_guesses() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let mut slowed = 0;
    for number in 0..26 {
        let address = format!("203.0.113.{number}");
        let name = format!("name{number}");
        let seen = attempt(&server, &address, &name, WRONG).await;
        slowed += u32::from(seen.status == 429);
    }
    assert!(slowed >= 1, "26 failures from one address");
}

#[actix_web::test]
async fn security_f6_counters_survive_and_hold_no_names() {
    let server = server().await;
    for number in 0..3 {
        attempt(&server, &format!("192.0.2.{number}"), "zebediah", WRONG).await;
    }
    assert!(!holds(&stored(&server).await, b"zebediah"));
    // Addresses are kept where a failed sign-in is told of, and nowhere else.
    assert!(!rows(&server).await.concat().contains("192.0.2."));
}

/// protocol 159: sign-ins that succeed trip no lock, however many of one person there are.
#[actix_web::test]
async fn many_sign_ins_of_one_person_are_never_slowed() {
    let server = server().await;
    for number in 0..60 {
        let seen = attempt(&server, "192.0.2.7", "ada", PASSWORD).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{number}: {seen:?}");
    }
}

/// One password at every account, from many addresses.
#[actix_web::test]
async fn security_f7_spraying_is_slowed_and_shuts_nobody_out() {
    let settings = [
        ("trusted-proxies", "127.0.0.0/8"),
        ("throttle-overall-failures", "10"),
        ("throttle-window", "10m"),
    ];
    let server = TestServer::with(&settings).await;
    server.user("ada").await;
    server.user("bob").await;
    let (mut ada, page) = at(&server, "203.0.113.1").await;
    ada.try_sign_in(&page, "ada", PASSWORD).await;
    for n in 0..10 {
        let seen = attempt(&server, &format!("192.0.2.{n}"), &format!("name{n}"), WRONG).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{seen:?}");
    }
    let seen = attempt(&server, "198.51.100.1", "bob", PASSWORD).await;
    let wait = retry_after(&seen);
    assert!(wait <= 60, "{wait}");

    // Who is signed in is asked once more, and let in; as themselves only.
    let page = ada.get("/account/password").await;
    assert_eq!(page.status, StatusCode::OK);
    server.wait(3600);
    for n in 0..10 {
        attempt(&server, &format!("192.0.2.{n}"), &format!("name{n}"), WRONG).await;
    }
    let page = ada.get("/account/security/authenticator").await;
    assert!(page.has_id("login"), "{page:?}");
    let seen = ada.try_sign_in(&page, "bob", PASSWORD).await;
    retry_after(&seen);
    let seen = ada.try_sign_in(&page, "ada", PASSWORD).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{seen:?}");

    server.wait(60);
    let seen = attempt(&server, "198.51.100.1", "bob", PASSWORD).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{seen:?}");
}

#[actix_web::test]
async fn security_f7_the_right_password_is_no_failure_whatever_becomes_of_the_wish() {
    let server = server().await;
    let mut ada = Hand::new(&server);
    ada.enter("ada").await;
    for _ in 0..12 {
        let page = ada.get("/account/password").await;
        let token = page.hidden("form_token");
        let form = [
            ("form_token", token.as_str()),
            ("current", PASSWORD),
            ("password", "short"),
        ];
        let weak = ada.post("/account/password", &form).await;
        assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY, "{weak:?}");
    }
    let seen = attempt(&server, "198.51.100.7", "ada", PASSWORD).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{seen:?}");
}

#[actix_web::test]
async fn whoever_fails_again_and_again_is_shown_the_way_to_a_new_password() {
    let server = server().await;
    let mut browser = Hand::new(&server);
    let mut page = browser.get("/account").await;
    for failures in 1..=4_u8 {
        let (request, token) = (page.hidden("request"), page.hidden("form_token"));
        let tries = crate::harness::hidden(&page.text, "tries").unwrap_or_default();
        let form = [
            ("request", request.as_str()),
            ("form_token", &token),
            ("tries", &tries),
            ("username", "ada"),
            ("password", "a wrong password"),
        ];
        page = browser.post("/sign-in", &form).await;
        assert_eq!(page.has_id("stuck"), failures >= 3, "{failures}: {page:?}");
        assert!(page.has_id("recover"), "{failures}");
    }
}
