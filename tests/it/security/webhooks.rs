//! In which order targets are sent events, and who waits for whom.

use crate::harness::{Receiver, TestServer};
use serde_json::Value;
use signet::admin::declared::{self, Source, Surroundings};
use signet::admin::{Desk, webhooks};
use signet::store::Page;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The next event that comes.
fn event(receiver: &Receiver) -> Value {
    let body: Value = serde_json::from_str(&receiver.next().body).unwrap();
    body["data"].clone()
}

fn id(event: &Value) -> String {
    event["id"].as_str().unwrap().to_owned()
}

async fn send_to(desk: &Desk<'_>, url: &str, kind: &str) {
    let added = webhooks::add(desk, url.to_owned(), vec![kind.to_owned()]).await;
    added.unwrap();
}

/// Declares people of these names, all in one write.
async fn declare(desk: &Desk<'_>, names: std::ops::Range<u32>) {
    let content = names.map(|n| format!("[[user]]\nusername = \"p{n}\"\n"));
    let source = Source {
        name: "people".into(),
        content: content.collect(),
        surroundings: Surroundings::Sent {
            files: BTreeMap::new(),
            variables: BTreeMap::new(),
        },
    };
    declared::apply(desk, &[source]).await.unwrap();
}

#[actix_web::test]
async fn events_of_one_moment_are_sent_in_their_order() {
    let server = TestServer::with(&[("fetch-networks", "127.0.0.0/8")]).await;
    let desk = Desk::command_line(&server.services);
    let receiver = Receiver::start();
    let kinds = vec!["user".to_owned()];
    let added = webhooks::add(&desk, receiver.url.clone(), kinds).await;
    let (webhook, _) = added.unwrap();
    for _ in 0..12 {
        receiver.will_answer(200, Duration::from_millis(60));
    }
    declare(&desk, 0..12).await;
    let arrived: Vec<_> = (0..12).map(|_| id(&event(&receiver))).collect();
    assert!(arrived.is_sorted(), "{arrived:?}");
    // They are listed so too, the newest first.
    let page = Page {
        after: None,
        limit: 20,
    };
    let listed = webhooks::deliveries(&desk, webhook.id, page).await.unwrap();
    let listed = listed.iter().rev();
    let listed: Vec<_> = listed.map(|one| one.event_id.to_string()).collect();
    assert_eq!(listed, arrived);

    // Who takes long for one does not hold up the others.
    receiver.will_answer(200, Duration::from_secs(4));
    declare(&desk, 12..14).await;
    let slow = id(&event(&receiver));
    let began = Instant::now();
    assert!(id(&event(&receiver)) > slow);
    assert!(began.elapsed() < Duration::from_secs(3));
}

#[actix_web::test]
async fn what_becomes_due_meanwhile_is_sent_after_what_a_slow_target_still_waits_for() {
    let server = TestServer::with(&[("fetch-networks", "127.0.0.0/8")]).await;
    let desk = Desk::command_line(&server.services);
    let receiver = Receiver::start();
    send_to(&desk, &receiver.url, "user").await;
    for _ in 0..20 {
        receiver.will_answer(200, Duration::from_secs(2));
    }
    // At four in a second most of these wait when the others come.
    declare(&desk, 0..14).await;
    let mut arrived = vec![id(&event(&receiver))];
    declare(&desk, 14..20).await;
    arrived.extend((1..20).map(|_| id(&event(&receiver))));
    assert!(arrived.is_sorted(), "{arrived:?}");
}

#[actix_web::test]
async fn security_n_a_target_that_hangs_is_sent_little_and_holds_up_no_other() {
    const ELSEWHERE: &str = "http://127.0.0.1:9/elsewhere";
    let server = TestServer::with(&[("fetch-networks", "127.0.0.0/8")]).await;
    let desk = Desk::command_line(&server.services);
    let (hangs, quick) = (Receiver::start(), Receiver::start());
    send_to(&desk, &hangs.url, "user").await;
    send_to(&desk, &quick.url, "webhook").await;
    for _ in 0..60 {
        hangs.will_answer(200, Duration::from_secs(4));
    }
    declare(&desk, 0..60).await;
    hangs.next();
    let began = Instant::now();
    // Behind more than is taken at once.
    send_to(&desk, ELSEWHERE, "session").await;
    while event(&quick)["detail"]["url"] != ELSEWHERE {}
    assert!(began.elapsed() < Duration::from_secs(3));
    // What happens meanwhile brings it no more than four in a second.
    for url in ["http://127.0.0.1:9/1", "http://127.0.0.1:9/2"] {
        send_to(&desk, url, "session").await;
        while event(&quick)["detail"]["url"] != url {}
    }
    let most = began.elapsed().as_millis() / 250 + 2;
    let came = std::iter::from_fn(|| hangs.already()).count();
    assert!(came as u128 <= most, "{came} of {most}");
}
