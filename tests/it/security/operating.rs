//! What operators do in the console: each change by a form of its page, shown before it is made.

use super::console::{entered, send, with_roles};
use super::hand::{Hand, Seen};
use crate::harness::{Receiver, TestServer};
use reqwest::StatusCode;
use signet::model::{Role, User};

/// An owner at work, and somebody whom they look after.
async fn at_work(server: &TestServer) -> Hand {
    with_roles(server, "owner", &["owner"]).await;
    server.user("bob").await;
    entered(server, "owner").await
}

/// Fills in the form at `path`, and has what it leads to done.
async fn described(hand: &mut Hand, path: &str, fields: &[(&str, &str)]) -> Seen {
    let page = hand.get(path).await;
    let plan = send(hand, path, &page, fields).await;
    assert!(plan.has_id("changes"), "{path}: {plan:?}");
    send(hand, path, &plan, &[("confirm", "yes")]).await
}

/// Does what the page at `path` shows, with what has to be typed.
async fn done(hand: &mut Hand, path: &str, typed: &str) -> Seen {
    let page = hand.get(path).await;
    assert!(page.has_id("effects"), "{path}: {page:?}");
    let confirmed = [("confirm", "yes"), ("typed", typed)];
    send(hand, path, &page, &confirmed).await
}

async fn find(server: &TestServer, login: &str) -> Option<User> {
    let account = server.services.store.account_by_login(login).await;
    account.unwrap().map(|account| account.user)
}

#[actix_web::test]
async fn people_are_renamed_given_roles_signed_out_and_removed() {
    let server = TestServer::start().await;
    let mut hand = at_work(&server).await;
    let path = "/admin/users/edit?user=bob";
    let page = hand.get(path).await;
    let taken = [("username", "owner"), ("email", "bob@example.com")];
    let taken = send(&mut hand, path, &page, &taken).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.has_id("username-error"), "{taken:?}");
    let fields = [
        ("username", "Robert"),
        ("email", "bob@example.com"),
        ("groups", "staff"),
    ];
    let renamed = described(&mut hand, path, &fields).await;
    assert_eq!(renamed.location(), "/admin/users/show?user=Robert");
    assert!(find(&server, "bob").await.is_none());

    let path = "/admin/users/roles?user=robert";
    let nowhere = [("administers", "nowhere")];
    let page = hand.get(path).await;
    let refused = send(&mut hand, path, &page, &nowhere).await;
    assert!(refused.has_id("administers-error"), "{refused:?}");
    let roles = [("auditor", "on"), ("administers", "staff")];
    let given = described(&mut hand, path, &roles).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{given:?}");
    let robert = find(&server, "robert").await.unwrap();
    let group = Role::GroupAdministrator("staff".to_owned());
    assert_eq!(robert.roles, [Role::Auditor, group]);

    let mut first = entered(&server, "robert").await;
    server.wait(1);
    let mut second = entered(&server, "robert").await;
    let show = hand.get("/admin/users/show?user=robert").await;
    let end = "/admin/users/sessions/end?id=";
    let id = show.text.split(end).nth(1).unwrap();
    let path = format!("{end}{}", id.split('"').next().unwrap());
    let ended = done(&mut hand, &path, "").await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{ended:?}");
    assert!(first.get("/account").await.has_id("sessions"));
    assert!(
        second.get("/account").await.has_id("login"),
        "the latest stood first"
    );
    assert_eq!(hand.get(&path).await.status, StatusCode::NOT_FOUND);
    let all = hand.get("/admin/users/sessions").await;
    assert!(all.text.contains("/admin/users/show?user=Robert"));

    let path = "/admin/users/act?user=robert&do=remove";
    let asked = done(&mut hand, path, "bob").await;
    assert_eq!(asked.status, StatusCode::CONFLICT, "{asked:?}");
    let removed = done(&mut hand, path, "Robert").await;
    assert_eq!(removed.location(), "/admin/users", "{removed:?}");
    assert!(find(&server, "robert").await.is_none());
}

#[actix_web::test]
async fn what_somebody_allowed_is_withdrawn_where_it_is_seen() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let mut hand = at_work(&server).await;
    Hand::new(&server).code(&app, "bob").await;
    let seen = hand.get("/admin/clients/consents?id=app").await;
    let path = "/admin/users/withdraw?user=bob&#38;client=app";
    assert!(seen.text.contains(path), "{seen:?}");
    let path = path.replace("#38;", "");
    let gone = done(&mut hand, &path, "").await;
    assert_eq!(gone.location(), "/admin/users/show?user=bob", "{gone:?}");
    let seen = hand.get("/admin/clients/consents?id=app").await;
    assert!(!seen.text.contains("user=bob"), "{seen:?}");
}

#[actix_web::test]
async fn groups_are_made_filled_renamed_and_removed() {
    let server = TestServer::start().await;
    let mut hand = at_work(&server).await;
    let new = "/admin/groups/new";
    let page = hand.get(new).await;
    let taken = send(&mut hand, new, &page, &[("name", "staff")]).await;
    assert!(taken.has_id("name-error"), "{taken:?}");
    let made = described(
        &mut hand,
        new,
        &[("name", "crew"), ("description", "On board")],
    )
    .await;
    assert_eq!(made.location(), "/admin/groups/show?group=crew");

    let join = "/admin/groups/join?group=crew";
    let page = hand.get(join).await;
    let nobody = send(&mut hand, join, &page, &[("user", "nobody")]).await;
    assert!(nobody.has_id("user-error"), "{nobody:?}");
    described(&mut hand, join, &[("user", "bob@example.com")]).await;
    assert_eq!(
        find(&server, "bob").await.unwrap().groups,
        ["staff", "crew"]
    );
    let edit = "/admin/groups/edit?group=crew";
    let renamed = described(&mut hand, edit, &[("name", "sailors")]).await;
    let show = renamed.location().to_owned();
    assert_eq!(show, "/admin/groups/show?group=sailors");
    assert!(
        hand.get(&show)
            .await
            .text
            .contains("/admin/users/show?user=bob")
    );

    let leave = "/admin/groups/act?group=sailors&do=leave&user=bob";
    assert_eq!(done(&mut hand, leave, "").await.location(), show);
    assert_eq!(find(&server, "bob").await.unwrap().groups, ["staff"]);
    let remove = "/admin/groups/act?group=sailors&do=remove";
    let removed = done(&mut hand, remove, "sailors").await;
    assert_eq!(removed.location(), "/admin/groups", "{removed:?}");
    assert_eq!(hand.get(&show).await.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn events_are_found_sent_and_checked_and_refusals_explained() {
    let server = TestServer::with(&[("fetch-networks", "127.0.0.0/8")]).await;
    let mut hand = at_work(&server).await;
    let receiver = Receiver::start();
    let new = "/admin/deliveries/webhooks/new";
    let page = hand.get(new).await;
    let wrong = [("url", "http://hooks.example/"), ("kinds", "User")];
    let wrong = send(&mut hand, new, &page, &wrong).await;
    assert!(wrong.has_id("url-error"), "{wrong:?}");
    let url = format!("{}/hook", receiver.url);
    let added = described(&mut hand, new, &[("url", &url), ("kinds", "user\nclient")]).await;
    assert!(added.text.contains("whsec_"), "{added:?}");
    let list = hand.get("/admin/deliveries/webhooks").await;
    let show = "/admin/deliveries/webhooks/show?id=";
    let id = list.text.split(show).nth(1).unwrap().split('"').next();
    let id = id.unwrap();
    assert!(
        !hand
            .get(&format!("{show}{id}"))
            .await
            .text
            .contains("whsec_")
    );
    let act = |act| format!("/admin/deliveries/webhooks/act?id={id}&do={act}");
    let tested = done(&mut hand, &act("test"), "").await;
    assert!(tested.text.contains("HTTP 200"), "{tested:?}");
    assert!(receiver.next().body.contains("webhook.tested"));
    let removed = done(&mut hand, &act("remove"), "").await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{removed:?}");

    let found = hand
        .get("/admin/events?q=webhook&user=owner&since=2000-01-01")
        .await;
    assert!(!found.text.contains("/admin/events/show?"), "about nobody");
    let found = hand.get("/admin/events?q=webhook").await;
    let path = "/admin/events/show?id=";
    let id = found.text.split(path).nth(1).unwrap().split('"').next();
    let event = hand.get(&format!("{path}{}", id.unwrap())).await;
    assert!(event.text.contains("webhook.removed"), "{event:?}");
    let wrong = hand.get("/admin/events?user=nobody&until=soon").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has_id("user-error") && wrong.has_id("until-error"));
    let checked = done(&mut hand, "/admin/events/audit", "").await;
    assert!(checked.text.contains("badge good"), "{checked:?}");
    let unknown = hand.get("/admin/events/explain?q=unheard-of").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
