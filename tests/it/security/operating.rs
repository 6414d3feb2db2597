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

#[actix_web::test]
async fn people_are_invited_and_invitations_withdrawn() {
    let server = TestServer::start().await;
    let mut hand = at_work(&server).await;
    let new = "/admin/users/invitations/new";
    let page = hand.get(new).await;
    let wrong = [("email", "carol"), ("groups", "staff"), ("days", "7")];
    let wrong = send(&mut hand, new, &page, &wrong).await;
    assert!(wrong.has_id("email-error"), "{wrong:?}");
    let long = [("email", "carol@example.com"), ("days", "366")];
    let long = send(&mut hand, new, &page, &long).await;
    assert!(long.has_id("days-error"), "{long:?}");
    let taken = [("email", "bob@example.com"), ("days", "7")];
    let taken = send(&mut hand, new, &page, &taken).await;
    assert!(taken.has_id("email-error"), "{taken:?}");
    let fields = [
        ("email", "carol@example.com"),
        ("name", "Carol"),
        ("groups", "staff\ncrew"),
        ("days", "7"),
    ];
    let sent = described(&mut hand, new, &fields).await;
    let link = sent
        .text
        .split("id=\"secret\" tabindex=\"0\">")
        .nth(1)
        .unwrap();
    let link = link.split('<').next().unwrap().to_owned();
    let path = link.strip_prefix(&server.issuer).unwrap();
    assert!(path.starts_with("/invitation?token="), "{link}");
    assert_eq!(Hand::new(&server).get(path).await.status, StatusCode::OK);

    let all = hand.get("/admin/users/invitations").await;
    assert!(all.text.contains("carol@example.com") && all.text.contains("staff, crew"));
    let token = path.rsplit('=').next().unwrap();
    assert!(!all.text.contains(token), "the link is shown once");
    let withdraw = "/admin/users/invitations/withdraw?id=";
    let id = all.text.split(withdraw).nth(1).unwrap().split('"').next();
    let withdraw = format!("{withdraw}{}", id.unwrap());
    let gone = done(&mut hand, &withdraw, "").await;
    assert_eq!(gone.location(), "/admin/users/invitations", "{gone:?}");
    assert_eq!(Hand::new(&server).get(path).await.status, StatusCode::GONE);
    assert_eq!(hand.get(&withdraw).await.status, StatusCode::NOT_FOUND);
    let all = hand.get("/admin/users/invitations").await;
    assert!(!all.text.contains("carol@example.com"));
}

#[actix_web::test]
async fn security_k1_who_looks_after_a_group_sees_and_withdraws_what_leads_into_it() {
    let server = TestServer::start().await;
    with_roles(&server, "lead", &["group_administrator:staff"]).await;
    let mut owner = at_work(&server).await;
    let mut lead = entered(&server, "lead").await;
    let new = "/admin/users/invitations/new";
    let both = [("in@example.com", "staff"), ("out@example.com", "crew")];
    for (email, group) in both {
        let fields = [("email", email), ("groups", group), ("days", "7")];
        described(&mut owner, new, &fields).await;
    }
    let seen = lead.get("/admin/users/invitations").await;
    assert!(seen.text.contains("in@example.com") && !seen.text.contains("out@example.com"));
    let all = owner.get("/admin/users/invitations").await;
    let withdraw = "/admin/users/invitations/withdraw?id=";
    for row in all.text.split("<tr").filter(|row| row.contains(withdraw)) {
        let id = row.split(withdraw).nth(1).unwrap().split('"').next();
        let page = lead.get(&format!("{withdraw}{}", id.unwrap())).await;
        let may = row.contains("in@example.com");
        let expected = [StatusCode::NOT_FOUND, StatusCode::OK][usize::from(may)];
        assert_eq!(page.status, expected, "{row}");
    }
    let page = lead.get(new).await;
    assert!(page.text.contains(">\nstaff</textarea>"), "{page:?}");
    let elsewhere = [
        ("email", "x@example.com"),
        ("groups", "crew"),
        ("days", "7"),
    ];
    let refused = send(&mut lead, new, &page, &elsewhere).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn everybody_is_signed_out_at_once_by_an_owner_who_types_it() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let mut owner = at_work(&server).await;
    let mut bob = Hand::new(&server);
    bob.code(&app, "bob").await;
    assert!(bob.get("/account").await.has_id("sessions"));
    let path = "/admin/users/sessions/end-all?do=sessions";
    let list = owner.get("/admin/users/sessions").await;
    assert!(list.text.contains(path), "{list:?}");
    let asked = done(&mut owner, path, "").await;
    assert_eq!(asked.status, StatusCode::CONFLICT, "{asked:?}");
    assert!(bob.get("/account").await.has_id("sessions"));
    let name = server.services.config.name.clone();
    let ended = done(&mut owner, path, &name).await;
    assert_eq!(ended.location(), "/admin/users/sessions", "{ended:?}");
    for hand in [&mut bob, &mut owner] {
        assert!(hand.get("/account").await.has_id("login"));
    }
    // Whoever signs in afterwards is signed in.
    server.wait(1);
    let mut again = entered(&server, "owner").await;
    let list = again.get("/admin/users/sessions").await;
    assert!(!list.text.contains("user=bob"), "{list:?}");
    let events = again.get("/admin/events?q=session.all_ended").await;
    assert!(events.text.contains("session.all_ended"), "{events:?}");
}
