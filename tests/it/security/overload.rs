//! More sign-ins than can be hashed (security F4, N6).

use super::hand::Hand;
use crate::harness::{PASSWORD, TestServer};
use futures_util::future::join_all;
use reqwest::StatusCode;
use std::cell::Cell;
use std::time::{Duration, Instant};

/// One password at a time, and slowly.
async fn slow_server() -> TestServer {
    TestServer::with(&[
        ("password-hash-workers", "1"),
        ("password-hash-queue", "1"),
        ("password-hash-wait", "1s"),
        ("password-hash-passes", "20"),
        ("trusted-proxies", "127.0.0.1"),
    ])
    .await
}

#[actix_web::test]
async fn security_f4_a_crowd_is_told_to_come_back_and_everything_else_stays_fast() {
    let server = slow_server().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut ada = Hand::new(&server);
    let code = ada.code(&app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    let access_token = tokens["access_token"].as_str().unwrap();

    let mut crowd = Vec::new();
    for number in 0..40 {
        let address = format!("192.0.2.{number}");
        let mut browser = Hand::new(&server).with("x-forwarded-for", &address);
        let page = browser.get("/account").await;
        crowd.push((browser, page, format!("name{number}")));
    }
    let sign_ins = crowd.iter_mut().map(|(browser, page, name)| async move {
        let began = Instant::now();
        let seen = browser.try_sign_in(page, name, PASSWORD).await;
        (seen, began.elapsed())
    });
    let meanwhile = async {
        let mut slowest = Duration::ZERO;
        for _ in 0..10 {
            let began = Instant::now();
            assert_eq!(ada.get("/jwks").await.status, StatusCode::OK);
            slowest = slowest.max(began.elapsed());
            let began = Instant::now();
            let (status, _) = server.userinfo(access_token).await;
            assert_eq!(status, StatusCode::OK);
            slowest = slowest.max(began.elapsed());
            // Single sign-on goes on, too.
            assert!(ada.authorize(&app.request()).await.sent("code").is_some());
        }
        slowest
    };
    let (sign_ins, slowest) = futures_util::future::join(join_all(sign_ins), meanwhile).await;

    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    let (mut looked_at, mut turned_away) = (0, 0);
    for (seen, took) in &sign_ins {
        assert!(*took < Duration::from_secs(5), "{took:?}");
        match seen.status {
            StatusCode::FORBIDDEN => looked_at += 1,
            StatusCode::SERVICE_UNAVAILABLE => {
                turned_away += 1;
                let wait: u64 = seen.header("retry-after").parse().unwrap();
                assert!((1..=60).contains(&wait), "{wait}");
                assert!(seen.has_id("error"));
            }
            _ => panic!("{seen:?}"),
        }
    }
    assert!(looked_at >= 1 && turned_away >= 20, "{looked_at}");
    // And then it is over.
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
}

/// Whoever is turned away unseen has not failed (security F6).
#[actix_web::test]
async fn security_f6_a_crowd_shuts_nobody_out() {
    let server = slow_server().await;
    server.user("ada").await;
    let over = Cell::new(false);
    let crowd = (0..6).map(|number| {
        let (server, over) = (&server, &over);
        async move {
            for round in 0.. {
                if over.get() {
                    break;
                }
                let address = format!("192.0.2.{}", number * 40 + round % 40);
                let mut browser = Hand::new(server).with("x-forwarded-for", &address);
                let page = browser.get("/account").await;
                let name = format!("name{number}-{round}");
                browser.try_sign_in(&page, &name, PASSWORD).await;
            }
        }
    });
    let ada = async {
        let mut browser = Hand::new(&server).with("x-forwarded-for", "198.51.100.1");
        let page = browser.get("/account").await;
        let mut turned_away = 0;
        for _ in 0..40 {
            let seen = browser.try_sign_in(&page, "ada", "not the password").await;
            match seen.status {
                StatusCode::SERVICE_UNAVAILABLE => turned_away += 1,
                StatusCode::FORBIDDEN => {}
                _ => panic!("{seen:?}"),
            }
            // More than the failures that are free.
            if turned_away > 10 {
                break;
            }
        }
        over.set(true);
        turned_away
    };
    let (_, turned_away) = futures_util::future::join(join_all(crowd), ada).await;
    assert!(turned_away > 10, "{turned_away}");
    Hand::new(&server).enter("ada").await;
}
