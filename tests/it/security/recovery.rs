//! A forgotten password (security H1 to H5, E10, N8), through a real mail server.

use crate::harness::{Browser, Mailbox, PASSWORD, Page, TestServer, location, parameter};
use crate::mail::{forget, send, server};
use reqwest::StatusCode;
use signet::oidc::StandardClaims;
use std::time::Duration;

const NEW: &str = "seven green bottles on a wall";

/// Sets a password by a link.
async fn set(browser: &Browser, server: &TestServer, link: &str, password: &str) -> Page {
    let page = Page::of(browser.get(link).await).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let url = server.url("/recover/password");
    let fields = [("password", password)];
    send(browser, &url, &page, &["form_token", "token"], &fields).await
}

/// What a sign-in with a password is answered with.
async fn sign_in(server: &TestServer, browser: &Browser, name: &str, password: &str) -> StatusCode {
    let page = Page::of(browser.get(&server.url("/account")).await).await;
    let answer = browser.sign_in(server, &page, name, password).await;
    answer.status()
}

#[actix_web::test]
async fn security_h2_h4_a_link_sets_a_password_once_and_ends_all_that_was() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    let app = server.app("app").await;
    server.user("ada").await;
    let elsewhere = Browser::new();
    let code = elsewhere.code(&server, &app, "ada").await;
    let (_, tokens) = server.redeem(&app, &code).await;
    // Two links; the person uses the second, in another browser than the one that asked.
    let asks = Browser::new();
    let told = forget(&server, &asks, "ada").await;
    assert!(told.has_id("told"), "{}", told.text);
    let first = mailbox.letter(1).await;
    assert_eq!(first.to, "ada@example.com");
    forget(&server, &asks, "ADA@example.com ").await;
    let link = mailbox.letter(2).await.link();
    assert!(link.starts_with(&server.issuer), "{link}");
    let browser = Browser::new();
    // Programs that look for evil open it first.
    for _ in 0..2 {
        assert_eq!(Browser::new().get(&link).await.status(), StatusCode::OK);
    }
    let weak = set(&browser, &server, &link, "passwordpassword").await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.text.contains("easy to guess"), "{}", weak.text);
    assert!(weak.has_id("password-strength"), "{}", weak.text);
    let done = set(&browser, &server, &link, NEW).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    // Nobody is signed in by it.
    let page = Page::of(browser.get(&server.url("/account")).await).await;
    assert!(page.has_id("login"));
    // What was is over.
    let page = Page::of(elsewhere.get(&server.url("/account")).await).await;
    assert!(page.has_id("login"));
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let (status, _) = server.refresh(&app, refresh).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    // Neither link works any more.
    for link in [&link, &first.link()] {
        let page = Page::of(browser.get(link).await).await;
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.text.contains("was used"), "{}", page.text);
    }
    // The person is told.
    let notice = mailbox.letter(3).await;
    assert_eq!(notice.header("Subject"), "Your password was changed");
    let fresh = Browser::new();
    let before = sign_in(&server, &fresh, "ada", PASSWORD).await;
    assert_eq!(before, StatusCode::FORBIDDEN);
    assert_eq!(
        sign_in(&server, &fresh, "ada", NEW).await,
        StatusCode::SEE_OTHER
    );
}

#[actix_web::test]
async fn security_h2_a_link_expires_after_an_hour() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    server.user("ada").await;
    forget(&server, &Browser::new(), "ada").await;
    let link = mailbox.letter(1).await.link();
    server.wait(3599);
    assert_eq!(Browser::new().get(&link).await.status(), StatusCode::OK);
    server.wait(1);
    assert_eq!(Browser::new().get(&link).await.status(), StatusCode::GONE);
    let forged = format!("{}x", &link[..link.len() - 1]);
    assert_eq!(Browser::new().get(&forged).await.status(), StatusCode::GONE);
}

#[actix_web::test]
async fn security_h1_the_answer_is_the_same_and_only_proven_addresses_get_a_letter() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    server.user("ada").await;
    let unproven = StandardClaims {
        email: Some("bob@example.com".to_owned()),
        email_verified: Some(false),
        ..StandardClaims::default()
    };
    server.user_with("bob", unproven).await;
    let mut pages = Vec::new();
    for name in ["ada", "bob", "nobody", "nobody@example.com", "\u{202e}", ""] {
        let page = forget(&server, &Browser::new(), name).await;
        pages.push((page.status, page.text));
    }
    assert!(pages.iter().all(|page| *page == pages[0]), "{pages:?}");
    mailbox.letter(1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let all = mailbox.all();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].to, "ada@example.com");
}

#[actix_web::test]
async fn security_h1_n8_messages_are_limited_per_person_and_per_address() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    server.user("ada").await;
    let browser = Browser::new();
    for name in ["ada", "ada@example.com", "Ada", "ada", "ada", "ada"] {
        assert_eq!(forget(&server, &browser, name).await.status, StatusCode::OK);
    }
    mailbox.letter(3).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(mailbox.all().len(), 3);
    for n in 6..30 {
        let page = forget(&server, &browser, &format!("nobody{n}")).await;
        assert_eq!(page.status, StatusCode::OK, "{n}");
    }
    let url = server.url("/recover");
    let page = Page::of(browser.get(&url).await).await;
    let form = [
        ("form_token", page.hidden("form_token")),
        ("login", "ada".to_owned()),
    ];
    let refused = browser.http.post(&url).form(&form).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait = refused.headers()["retry-after"].to_str().unwrap();
    let wait: u64 = wait.parse().unwrap();
    server.wait(wait);
    assert_eq!(
        forget(&server, &browser, "ada").await.status,
        StatusCode::OK
    );
    mailbox.letter(4).await;
}

#[actix_web::test]
async fn security_h3_links_lead_to_the_issuer_whatever_the_request_says() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    server.user("ada").await;
    let browser = Browser::new();
    let url = server.url("/recover");
    let page = Page::of(browser.get(&url).await).await;
    let form = [
        ("form_token", page.hidden("form_token")),
        ("login", "ada".to_owned()),
    ];
    let sent = browser
        .http
        .post(&url)
        .header("X-Forwarded-Host", "evil.example")
        .header("Forwarded", "host=evil.example;proto=https")
        .form(&form);
    sent.send().await.unwrap();
    let letter = mailbox.letter(1).await;
    assert!(
        letter
            .link()
            .starts_with(&format!("{}/recover/password?", server.issuer))
    );
    assert!(!letter.text().contains("evil"));
}

#[actix_web::test]
async fn security_h4_the_person_comes_back_to_the_app_after_setting_the_password() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    let app = server.app("app").await;
    server.user("ada").await;
    let browser = Browser::new();
    let page = Page::of(browser.authorize(&server, &app.request()).await).await;
    assert!(page.has_id("recover"), "{}", page.text);
    let request = page.hidden("request");
    let url = server.url(&format!("/recover?request={request}"));
    let page = Page::of(browser.get(&url).await).await;
    let url = server.url("/recover");
    let hidden = ["form_token", "request"];
    send(&browser, &url, &page, &hidden, &[("login", "ada")]).await;
    let link = mailbox.letter(1).await.link();
    let done = set(&browser, &server, &link, NEW).await;
    let onward = done
        .text
        .split("href=\"")
        .find(|part| part.contains("/authorize/resume"));
    let onward = onward.expect("a way back").split('"').next().unwrap();
    let page = Page::of(browser.get(&server.url(onward)).await).await;
    let answer = browser.sign_in(&server, &page, "ada", NEW).await;
    let url = browser.arrive(&server, answer, "ada").await;
    assert!(parameter(&url, "code").is_some(), "{url}");
}

#[actix_web::test]
async fn security_e10_f9_a_password_is_changed_with_the_current_one_and_ends_other_sessions() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    server.user("ada").await;
    let (here, there) = (Browser::new(), Browser::new());
    for browser in [&here, &there] {
        assert_eq!(
            sign_in(&server, browser, "ada", PASSWORD).await,
            StatusCode::SEE_OTHER
        );
    }
    let url = server.url("/account/password");
    let page = Page::of(here.get(&url).await).await;
    let change = |current, new| {
        let fields = [("current", current), ("password", new)];
        let (here, page, url) = (&here, &page, &url);
        async move { send(here, url, page, &["form_token"], &fields).await }
    };
    let wrong = change("not the password at all", NEW).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN, "{}", wrong.text);
    let short = change(PASSWORD, "short").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text.contains("at least 15") || short.text.contains("At least 15"));
    let done = change(PASSWORD, NEW).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let account = server.url("/account");
    assert!(!Page::of(here.get(&account).await).await.has_id("login"));
    assert!(Page::of(there.get(&account).await).await.has_id("login"));
    let notice = mailbox.letter(1).await;
    assert_eq!(notice.header("Subject"), "Your password was changed");
    let fresh = Browser::new();
    assert_eq!(
        sign_in(&server, &fresh, "ada", NEW).await,
        StatusCode::SEE_OTHER
    );
}

#[actix_web::test]
async fn security_h5_a_new_address_counts_after_proof_and_the_old_one_is_told() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    let ada = server.user("ada").await;
    server.user("bob").await;
    let browser = Browser::new();
    sign_in(&server, &browser, "ada", PASSWORD).await;
    let url = server.url("/account/email");
    let page = Page::of(browser.get(&url).await).await;
    let ask = |email, current| {
        let fields = [("email", email), ("current", current)];
        let (browser, page, url) = (&browser, &page, &url);
        async move { send(browser, url, page, &["form_token"], &fields).await }
    };
    let wrong = ask("ada@new.example", "not the password at all").await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let told = ask("ada@new.example", PASSWORD).await;
    let taken = ask("bob@example.com", PASSWORD).await;
    assert_eq!((told.status, &told.text), (taken.status, &taken.text));
    let user = || server.services.store.user(ada.id);
    let before = user().await.unwrap().unwrap();
    assert_eq!(before.claims.email.as_deref(), Some("ada@example.com"));
    let letter = mailbox.letter(1).await;
    assert_eq!(letter.to, "ada@new.example");
    let other = mailbox.letter(2).await;
    assert_eq!(other.to, "bob@example.com");
    assert!(!other.text().contains("http"), "{}", other.text());
    // In another browser, which is signed in to nothing.
    let fresh = Browser::new();
    let page = Page::of(fresh.get(&letter.link()).await).await;
    let url = server.url("/account/email/confirm");
    let done = send(&fresh, &url, &page, &["form_token", "token"], &[]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let after = user().await.unwrap().unwrap();
    assert_eq!(after.claims.email.as_deref(), Some("ada@new.example"));
    assert_eq!(after.claims.email_verified, Some(true));
    let notice = mailbox.letter(3).await;
    assert_eq!(notice.to, "ada@example.com");
    assert_eq!(fresh.get(&letter.link()).await.status(), StatusCode::GONE);
    let status = sign_in(&server, &Browser::new(), "ada@new.example", PASSWORD).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn security_m1_no_link_is_told_to_other_sites() {
    let mailbox = Mailbox::start();
    let server = server(&mailbox).await;
    server.user("ada").await;
    forget(&server, &Browser::new(), "ada").await;
    let link = mailbox.letter(1).await.link();
    let page = Browser::new().get(&link).await;
    assert_eq!(page.headers()["referrer-policy"], "no-referrer");
    assert!(
        page.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("no-store")
    );
    // Nobody who is not signed in sees the pages of an account.
    for path in ["/account/password", "/account/email"] {
        let away = Browser::new().get(&server.url(path)).await;
        assert_eq!(location(&away).path(), "/account");
    }
}
