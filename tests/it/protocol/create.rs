//! People make their own accounts (Initiating User Registration via OpenID Connect 1.0), and by
//! invitation.

use super::kit::{Answer, http};
use crate::harness::{App, Browser, Mailbox, Page, TestServer, location, parameter};
use crate::mail::{send, server, server_with};
use reqwest::{Response, StatusCode};
use signet::flow::sign_up::{self, Invitation};
use std::time::Duration;

const NEW: &str = "seven green bottles on a wall";

async fn prompts(server: &TestServer) -> Vec<String> {
    let url = server.url("/.well-known/openid-configuration");
    let metadata = Answer::of(http().get(url)).await.json();
    let values = metadata["prompt_values_supported"].as_array().unwrap();
    let values = values
        .iter()
        .map(|value| value.as_str().unwrap().to_owned());
    values.collect()
}

/// Comes from `app` to make an account, and has the link sent.
async fn ask(server: &TestServer, app: &App, browser: &Browser, email: &str) -> Page {
    let request = app.request_with(&[("prompt", "create")]);
    let page = Page::of(browser.authorize(server, &request).await).await;
    assert!(page.has_id("send"), "{}", page.text);
    let hidden = ["form_token", "request"];
    let fields = [("login", email)];
    send(browser, &server.url("/sign-up"), &page, &hidden, &fields).await
}

/// Fills in the form behind a link.
async fn fill(browser: &Browser, link: &str, username: &str) -> Response {
    let page = Page::of(browser.get(link).await).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let form = [
        ("form_token", page.hidden("form_token")),
        ("token", page.hidden("token")),
        ("name", "Grace Hopper".to_owned()),
        ("username", username.to_owned()),
        ("password", NEW.to_owned()),
    ];
    let url = link.split('?').next().unwrap();
    browser.http.post(url).form(&form).send().await.unwrap()
}

#[actix_web::test]
async fn an_account_is_made_on_the_way_to_an_app() {
    let mailbox = Mailbox::start();
    let server = server_with(&mailbox, &[("self-registration", "on")]).await;
    assert!(prompts(&server).await.contains(&"create".to_owned()));
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let told = ask(&server, &app, &browser, "grace@example.com").await;
    let known = ask(&server, &app, &Browser::new(), "ada@example.com").await;
    assert_eq!((told.status, &told.text), (known.status, &known.text));
    let letter = mailbox.letter(1).await;
    assert_eq!(letter.to, "grace@example.com");
    let other = mailbox.letter(2).await;
    assert_eq!(other.header("Subject"), "You have an account already");
    let link = letter.link();
    let taken = fill(&browser, &link, "ada").await;
    assert_eq!(taken.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let made = fill(&browser, &link, "grace").await;
    assert_eq!(made.status(), StatusCode::SEE_OTHER);
    let url = browser.arrive(&server, made, "grace").await;
    let code = parameter(&url, "code").unwrap();
    let (status, tokens) = server.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    let account = server.services.store.account_by_login("grace").await;
    let user = account.unwrap().unwrap().user;
    assert_eq!(user.claims.email.as_deref(), Some("grace@example.com"));
    assert_eq!(user.claims.email_verified, Some(true));
    assert!(user.roles.is_empty() && user.groups.is_empty());
    // Once.
    assert_eq!(browser.get(&link).await.status(), StatusCode::GONE);
}

#[actix_web::test]
async fn who_has_an_account_signs_in_instead() {
    let mailbox = Mailbox::start();
    let server = server_with(&mailbox, &[("self-registration", "on")]).await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let request = app.request_with(&[("prompt", "create")]);
    let page = Page::of(browser.authorize(&server, &request).await).await;
    let form = [
        ("form_token", page.hidden("form_token")),
        ("request", page.hidden("request")),
        ("decision", "sign-in".to_owned()),
    ];
    let url = server.url("/sign-up");
    let answer = browser.http.post(&url).form(&form).send().await.unwrap();
    let url = browser.arrive(&server, answer, "ada").await;
    assert!(parameter(&url, "code").is_some(), "{url}");
}

#[actix_web::test]
async fn prompt_create_means_nothing_where_people_may_not() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    assert!(!prompts(&server).await.contains(&"create".to_owned()));
    let app = server.app("app").await;
    let request = app.request_with(&[("prompt", "create")]);
    let page = Page::of(Browser::new().authorize(&server, &request).await).await;
    assert!(page.has_id("login") && !page.has_id("sign-up"));
    let gone = Browser::new().get(&server.url("/sign-up")).await;
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn only_the_named_domains_may_and_links_expire() {
    let mailbox = Mailbox::start();
    let settings = [
        ("self-registration", "on"),
        ("self-registration-domains", "example.com"),
    ];
    let server = server_with(&mailbox, &settings).await;
    let app = server.app("app").await;
    let browser = Browser::new();
    for email in ["eve@example.org", "eve@sub.example.com", "eve"] {
        let refused = ask(&server, &app, &browser, email).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
    }
    ask(&server, &app, &browser, "eve@EXAMPLE.com").await;
    let link = mailbox.letter(1).await.link();
    server.wait(3600);
    assert_eq!(browser.get(&link).await.status(), StatusCode::GONE);
    assert_eq!(mailbox.all().len(), 1);
}

#[actix_web::test]
async fn an_invitation_makes_an_account_with_its_groups_once() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    let invitation = Invitation {
        email: "grace@example.com".to_owned(),
        name: "Grace Hopper".to_owned(),
        groups: vec!["navy".to_owned()],
        ..Invitation::default()
    };
    let week = Duration::from_hours(7 * 24);
    let services = &server.services;
    let written = sign_up::written(services, &invitation, week).unwrap();
    let link = written.address.clone();
    written.send(services, &*services.store).await.unwrap();
    assert_eq!(mailbox.letter(1).await.link(), link);
    server.wait(6 * 86_400);
    let browser = Browser::new();
    let made = fill(&browser, &link, "grace").await;
    assert_eq!(location(&made).path(), "/account");
    let account = server.services.store.account_by_login("grace").await;
    let user = account.unwrap().unwrap().user;
    assert_eq!(user.groups, ["navy"]);
    assert_eq!(browser.get(&link).await.status(), StatusCode::GONE);
}
