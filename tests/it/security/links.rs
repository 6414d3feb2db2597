//! Links in letters end with what they were asked for upon (security H2, H5).

use crate::harness::{Browser, Mailbox, PASSWORD, Page, TestServer};
use crate::mail::{forget, send, server};
use aws_lc_rs::digest::{SHA256, digest};
use reqwest::StatusCode;
use signet::admin::users::{self, UserChange};
use signet::admin::{Desk, scim_tokens};
use signet::clock::Clock;
use signet::model::{Link, LinkHash, LinkPurpose, Role};
use signet::oidc::StandardClaims;
use std::time::{Duration, Instant};

const NEW: &str = "seven green bottles on a wall";

/// The link in the letter to `email` that leads to `path`.
async fn link_to(mailbox: &Mailbox, email: &str, path: &str) -> String {
    let began = Instant::now();
    loop {
        let all = mailbox.all();
        let found = all
            .iter()
            .find(|letter| letter.to == email && letter.text().contains(path));
        if let Some(letter) = found {
            return letter.link();
        }
        assert!(began.elapsed() < Duration::from_secs(20), "no letter");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// What is behind the link to `email`, which `name` has asked for with their password.
async fn asked(server: &TestServer, mailbox: &Mailbox, name: &str, email: &str) -> Opened {
    let browser = Browser::new();
    let page = Page::of(browser.get(&server.url("/account")).await).await;
    browser.sign_in(server, &page, name, PASSWORD).await;
    let url = server.url("/account/email");
    let page = Page::of(browser.get(&url).await).await;
    let fields = [("email", email), ("current", PASSWORD)];
    send(&browser, &url, &page, &["form_token"], &fields).await;
    let link = link_to(mailbox, email, "/account/email/confirm").await;
    opened(&link).await
}

/// What is behind the link for a forgotten password of `name`.
async fn forgotten(server: &TestServer, mailbox: &Mailbox, name: &str) -> Opened {
    forget(server, &Browser::new(), name).await;
    let email = format!("{name}@example.com");
    let link = link_to(mailbox, &email, "/recover/password").await;
    opened(&link).await
}

/// The page behind a link, in a browser that is signed in to nothing.
type Opened = (Browser, Page);

async fn opened(link: &str) -> Opened {
    let browser = Browser::new();
    let page = Page::of(browser.get(link).await).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    (browser, page)
}

/// Sends the form behind a link to a new address.
async fn confirm(server: &TestServer, opened: &Opened) -> StatusCode {
    submit(opened, &server.url("/account/email/confirm"), &[]).await
}

/// Sends the form behind a link for a forgotten password.
async fn set(server: &TestServer, opened: &Opened) -> StatusCode {
    let fields = [("password", NEW)];
    submit(opened, &server.url("/recover/password"), &fields).await
}

async fn submit((browser, page): &Opened, url: &str, fields: &[(&str, &str)]) -> StatusCode {
    let hidden = ["form_token", "token"];
    send(browser, url, page, &hidden, fields).await.status
}

async fn address(server: &TestServer, name: &str) -> Option<String> {
    let store = &server.services.store;
    let account = store.account_by_login(name).await.unwrap();
    account.unwrap().user.claims.email
}

#[actix_web::test]
async fn security_h5_a_link_to_another_mailbox_ends_with_what_ends_all_sessions() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    let desk = Desk::command_line(&server.services);
    let mut pages = Vec::new();
    for name in ["ada", "bob", "cyd"] {
        server.user(name).await;
        let email = format!("{name}@evil.example");
        pages.push((name, asked(&server, &mailbox, name, &email).await));
    }
    let recovery = forgotten(&server, &mailbox, "ada").await;
    assert_eq!(set(&server, &recovery).await, StatusCode::OK);
    users::sign_out(&desk, "bob").await.unwrap();
    users::set_disabled(&desk, "cyd", true).await.unwrap();
    for (name, page) in &pages {
        assert_eq!(confirm(&server, page).await, StatusCode::GONE, "{name}");
        let kept = Some(format!("{name}@example.com"));
        assert_eq!(address(&server, name).await, kept);
    }
}

#[actix_web::test]
async fn security_h5_nobody_who_is_disabled_gets_another_address() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    let ada = server.user("ada").await;
    let token = "of a letter that was written at the same time";
    let hash = digest(&SHA256, token.as_bytes());
    let link = Link {
        hash: LinkHash(hash.as_ref().try_into().unwrap()),
        purpose: LinkPurpose::Email,
        user_id: Some(ada.id),
        data: r#"{"email":"ada@new.example"}"#.to_owned(),
        expires_at: server.clock.now().plus(Duration::from_mins(5)),
        used_at: None,
    };
    let desk = Desk::command_line(&server.services);
    users::set_disabled(&desk, "ada", true).await.unwrap();
    let store = &server.services.store;
    store.put_link(link, None).await.unwrap();
    let url = server.url("/account/email/confirm");
    let page = opened(&format!("{url}?token={}", token.replace(' ', "+"))).await;
    assert_eq!(confirm(&server, &page).await, StatusCode::GONE);
    let kept = Some("ada@example.com".to_owned());
    assert_eq!(address(&server, "ada").await, kept);
    users::set_disabled(&desk, "ada", false).await.unwrap();
    assert_eq!(confirm(&server, &page).await, StatusCode::OK);
}

#[actix_web::test]
async fn security_h2_a_letter_in_the_old_mailbox_sets_no_password() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    let desk = Desk::command_line(&server.services);
    let mut pages = Vec::new();
    let mut people = Vec::new();
    for name in ["ada", "bob", "cyd"] {
        people.push(server.user(name).await);
        pages.push(forgotten(&server, &mailbox, name).await);
    }
    // By the person, by an operator, and by another system.
    let own = asked(&server, &mailbox, "ada", "ada@new.example").await;
    assert_eq!(confirm(&server, &own).await, StatusCode::OK);
    let claims = StandardClaims {
        email: Some("bob@new.example".to_owned()),
        ..people[1].claims.clone()
    };
    let change = UserChange {
        claims: Some(claims),
        ..UserChange::default()
    };
    let changed = users::change(&desk, people[1].id, None, change).await;
    changed.unwrap();
    let token = scim_tokens::add(&desk, "okta".to_owned(), Role::Administrator);
    let (_, token) = token.await.unwrap();
    let body = serde_json::json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "path": "emails", "value": [{"value": "cyd@new.example"}]}],
    });
    let patched = reqwest::Client::new()
        .patch(server.url(&format!("/scim/v2/Users/{}", people[2].id)))
        .bearer_auth(token.expose())
        .header("content-type", "application/scim+json")
        .body(body.to_string());
    assert_eq!(patched.send().await.unwrap().status(), StatusCode::OK);
    for (name, page) in ["ada", "bob", "cyd"].iter().zip(&pages) {
        let moved = Some(format!("{name}@new.example"));
        assert_eq!(address(&server, name).await, moved);
        assert_eq!(set(&server, page).await, StatusCode::GONE, "{name}");
    }
}
