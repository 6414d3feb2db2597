//! What is written down of what happens, and what operators and people see of it (security K, M).

use super::console::{entered, with_roles};
use super::hand::{Hand, Seen, encode};
use crate::harness::{PASSWORD, Received, Receiver, TestServer, holds, stored};
use aws_lc_rs::hmac;
use data_encoding::BASE64;
use reqwest::StatusCode;
use serde_json::Value;
use signet::admin::explain::{Explanation, explain};
use signet::admin::part::Wanted;
use signet::admin::{Desk, audit, events, traces, webhooks};
use signet::model::{EventActor, TraceId, UserId};
use signet::store::{EventFilter, Page, TraceFilter};
use std::time::Duration;

/// Asks until there is an answer: notes are written down and events chained within a second or two.
async fn soon<T>(mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..100 {
        if let Some(found) = ask().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("not in time");
}

fn header<'a>(received: &'a Received, name: &str) -> &'a str {
    let start = format!("{name}: ");
    let mut found = received.headers.iter();
    found
        .find_map(|line| line.strip_prefix(&start))
        .unwrap_or_else(|| panic!("no {name} in {received:?}"))
}

async fn explained(desk: &Desk<'_>, seen: &Seen) -> Explanation {
    let reference = seen.header("x-request-id");
    soon(async || explain(desk, reference).await.unwrap()).await
}

#[actix_web::test]
async fn security_m_a_sign_in_is_chained_sent_shown_and_traced() {
    let server = TestServer::with(&[("fetch-networks", "127.0.0.0/8")]).await;
    let app = server.app("app").await;
    server.user("ada").await;
    let desk = Desk::command_line(&server.services);
    let receiver = Receiver::start();
    receiver.will_answer(500, Duration::ZERO);
    let kinds = vec!["session".to_owned()];
    let added = webhooks::add(&desk, format!("{}/hook", receiver.url), kinds).await;
    let (webhook, secret) = added.unwrap();

    let mut browser = Hand::new(&server);
    let page = browser.authorize(&app.request()).await;
    let wrong = "wrong wrong wrong wrong";
    let again = browser.try_sign_in(&page, "ada", wrong).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN);
    let code = browser.code(&app, "ada").await;
    let (status, tokens) = server.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::OK);

    // Sent, signed, and again when it was not taken.
    let first = receiver.next();
    assert_eq!(first.line, "POST /hook HTTP/1.1");
    let body: Value = serde_json::from_str(&first.body).unwrap();
    assert_eq!(body["type"], "session.started");
    assert_eq!(body["data"]["client"], "app");
    let (id, time) = (
        header(&first, "webhook-id"),
        header(&first, "webhook-timestamp"),
    );
    let key = secret.expose().strip_prefix("whsec_").unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &BASE64.decode(key.as_bytes()).unwrap());
    let signed = format!("{id}.{time}.{}", first.body);
    let tag = BASE64.encode(hmac::sign(&key, signed.as_bytes()).as_ref());
    // Headers come in small letters.
    let expected = format!("v1,{tag}").to_lowercase();
    assert_eq!(header(&first, "webhook-signature"), expected);
    server.clock.advance(Duration::from_secs(20));
    let second = receiver.next();
    assert_eq!(header(&second, "webhook-id"), id);
    let tested = webhooks::test(&desk, webhook.id).await.unwrap();
    assert_eq!(tested, Ok(200));

    // Shown to the person, with the attempt that failed.
    let history = soon(async || {
        let seen = browser.get("/account/history").await;
        seen.text.contains("Failed attempt").then_some(seen)
    });
    let history = history.await;
    assert!(history.text.contains("Signed in"));
    assert!(history.text.contains("127.0.0.1"), "{}", history.text);

    // Traced step by step.
    let steps = soon(async || {
        let all = traces::list(&desk, TraceFilter::default(), &Wanted::default()).await;
        for trace in all.unwrap().items {
            let steps = traces::show(&desk, trace.id).await.unwrap();
            let kinds: Vec<String> = steps.iter().map(|step| step.kind.to_string()).collect();
            if kinds.contains(&"sign_in.code_redeemed".to_owned()) {
                return Some(kinds);
            }
        }
        None
    });
    let steps = steps.await.join(" ");
    for step in ["requested", "asked", "proved", "answered", "code_redeemed"] {
        assert!(steps.contains(&format!("sign_in.{step}")), "{steps}");
    }

    with_roles(&server, "auditor", &["auditor"]).await;
    let mut auditor = entered(&server, "auditor").await;
    let list = auditor.get("/admin/events/sign-ins").await;
    let traces = list.text.split("/admin/events/sign-in?id=").skip(1);
    let mut told = Vec::new();
    for id in traces.filter_map(|rest| rest.split('"').next()) {
        let page = format!("/admin/events/sign-in?id={id}");
        told.push(auditor.get(&page).await.text);
    }
    assert!(
        told.iter()
            .any(|page| page.contains("sign_in.code_redeemed"))
    );

    let verified = audit::verify(&desk).await.unwrap();
    assert_eq!(verified.broken, None);
    assert!(verified.last > 3);
    let stored = stored(&server).await;
    let access_token = tokens["access_token"].as_str().unwrap();
    for needle in [PASSWORD, wrong, &code, access_token, secret.expose()] {
        assert!(!holds(&stored, needle.as_bytes()), "{needle}");
    }
}

#[actix_web::test]
async fn refusals_are_explained_by_their_reference() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let desk = Desk::command_line(&server.services);
    let mut browser = Hand::new(&server);

    let other = format!("{}x", app.redirect_uri);
    let request = app.request_with(&[("redirect_uri", &other)]);
    let seen = browser.authorize(&request).await;
    let found = explained(&desk, &seen).await;
    let difference = found.difference.unwrap();
    assert_eq!(difference.position, app.redirect_uri.len());
    assert_eq!(difference.registered, app.redirect_uri);
    assert!(found.fix.contains(&other), "{}", found.fix);
    with_roles(&server, "auditor", &["auditor"]).await;
    let mut auditor = entered(&server, "auditor").await;
    let page = format!("/admin/events/explain?q={}", seen.header("x-request-id"));
    let page = auditor.get(&page).await;
    assert!(
        page.has_id("difference") && page.text.contains(&other),
        "{page:?}"
    );

    let plain = app.request_with(&[("code_challenge_method", "plain")]);
    let none = app.request_with(&[("code_challenge", ""), ("code_challenge_method", "")]);
    let token = app.request_with(&[("response_type", "token")]);
    let mode = app.request_with(&[("response_mode", "web_message")]);
    let unknown = app.request_with(&[("client_id", "nobody")]);
    for (request, section) in [
        (plain, "RFC 7636 §4.2"),
        (none, "RFC 7636 §4.4.1"),
        (token, "RFC 6749 §3.1.1"),
        (mode, "OAuth 2.0 Multiple"),
        (unknown, "RFC 6749 §2.2"),
    ] {
        let seen = browser.authorize(&request).await;
        let found = explained(&desk, &seen).await;
        assert!(found.section.starts_with(section), "{request:?}: {found:?}");
    }
    let secret = app.secret.clone().unwrap();
    for (grant, secret, section) in [
        ("authorization_code", "guessed-secret", "RFC 6749 §2.3"),
        ("authorization_code", &secret, "RFC 6749 §4.1.3"),
        ("client_credentials", &secret, "RFC 6749 §5.2"),
        ("password", &secret, "RFC 6749 §5.2"),
    ] {
        let form = [("grant_type", grant), ("code", "secret-code")];
        let escaped = encode(&[("", secret)]);
        let pair = format!("app{}", escaped.replacen('=', ":", 1));
        let basic = format!("Basic {}", BASE64.encode(pair.as_bytes()));
        let mut client = browser.with("authorization", &basic);
        let seen = client.post("/token", &form).await;
        let found = explained(&desk, &seen).await;
        assert!(found.section.starts_with(section), "{grant}: {found:?}");
        let kept = format!("{found:?}");
        assert!(
            !kept.contains("secret-code") && !kept.contains(secret),
            "{kept}"
        );
    }
    assert_eq!(explain(&desk, "nothing").await.unwrap(), None);
}

#[actix_web::test]
async fn security_m_a_page_that_is_refused_to_an_operator_is_in_the_record() {
    let server = TestServer::start().await;
    let user = with_roles(&server, "helper", &["help_desk"]).await;
    let mut helper = entered(&server, "helper").await;
    server.user("bob").await;
    let mut bob = entered(&server, "bob").await;
    for _ in 0..3 {
        let refused = helper.get("/admin/keys").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        // Whoever has no role is no operator.
        let refused = bob.get("/admin/keys").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let desk = Desk::command_line(&server.services);
    let filter = EventFilter {
        kind: Some("operator.refused".to_owned()),
        ..EventFilter::default()
    };
    let found = soon(async || {
        let page = Page {
            after: None,
            limit: 10,
        };
        let found = events::list(&desk, filter.clone(), page).await.unwrap();
        (!found.is_empty()).then_some(found)
    });
    let found = found.await;
    let [event] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(event.actor, EventActor::Person(user.id));
    assert_eq!(event.detail["operation"], "read_keys");
    assert_eq!(event.detail["path"], "/admin/keys");
    assert_eq!(event.detail["by"], "helper");
}

#[actix_web::test]
async fn whoever_may_not_use_an_app_is_given_a_reference_that_is_explained() {
    const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";
    let server = TestServer::start().await;
    let app = server.app_with("wiki", |metadata| {
        metadata.allowed_groups = vec!["readers".to_owned()];
        metadata.grant_types.push(DEVICE.to_owned());
    });
    let app = app.await;
    let ada = server.user("ada").await;
    let desk = Desk::command_line(&server.services);
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&app.request()).await;
    let turned_away = browser.sign_in(&page, "ada", PASSWORD).await;
    assert!(turned_away.has_id("turned-away"), "{turned_away:?}");
    let silent = app.request_with(&[("prompt", "none")]);
    let silent = browser.authorize(&silent).await;
    let form = [("scope", "openid")];
    let (_, begun) = server.call(&app, "/device_authorization", &form).await;
    let code = begun["user_code"].as_str().unwrap();
    let device = browser.get(&format!("/device?user_code={code}")).await;
    assert_eq!(device.status, StatusCode::FORBIDDEN, "{device:?}");
    for (seen, is_shown) in [(turned_away, true), (silent, false), (device, true)] {
        let reference = seen.header("x-request-id");
        assert_eq!(seen.text.contains(reference), is_shown, "{seen:?}");
        let found = explained(&desk, &seen).await;
        assert_eq!(found.error, "access_denied");
        assert_eq!(found.event.person, Some(ada.id));
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(found.registered, [pair("allowed_groups", "readers")]);
        assert!(
            found.received.contains(&pair("groups", "staff")),
            "{found:?}"
        );
        assert!(
            found.fix.contains("allowed_groups from wiki"),
            "{}",
            found.fix
        );
    }
    let userinfo = browser
        .with("authorization", "Bearer none")
        .get("/userinfo")
        .await;
    let found = explained(&desk, &userinfo).await;
    assert!(found.section.starts_with("RFC 6750"), "{found:?}");
}

/// Sign-ins of others, more than stand on a page.
async fn crowd(server: &TestServer) {
    let services = &server.services;
    let mut steps = Vec::new();
    for _ in 0..300 {
        let trace = TraceId::new(&*services.clock, &*services.entropy);
        let other = UserId::new(&*services.clock, &*services.entropy);
        for kind in ["sign_in.requested", "sign_in.asked", "sign_in.proved"] {
            let step = services.event(kind).trace(Some(trace));
            steps.push(step.person(other));
        }
    }
    services.store.note_events(steps).await.unwrap();
}

#[actix_web::test]
async fn a_sign_in_is_found_behind_very_many_others() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let ada = server.user("ada").await;
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&app.request()).await;
    browser.try_sign_in(&page, "ada", "wrong wrong wrong").await;
    server.wait(1);
    let desk = Desk::command_line(&server.services);
    let failed = EventFilter {
        kind: Some("sign_in.failed".to_owned()),
        person: Some(ada.id),
        ..EventFilter::default()
    };
    let note = soon(async || {
        let found = events::notes(&desk, failed.clone(), &Wanted::default()).await;
        found.unwrap().items.pop()
    });
    let trace = note.await.trace.unwrap();
    crowd(&server).await;
    server.wait(1);
    // Whoever has no trace is found as well.
    let account = browser.get("/account").await;
    browser
        .try_sign_in(&account, "ada", "wrong once more")
        .await;
    let found = soon(async || {
        let found = events::notes(&desk, failed.clone(), &Wanted::default()).await;
        let found = found.unwrap().items;
        (found.len() == 2).then_some(found)
    });
    found.await;

    with_roles(&server, "auditor", &["auditor"]).await;
    let mut auditor = entered(&server, "auditor").await;
    let one = format!("/admin/events/sign-in?id={trace}");
    let first = auditor.get("/admin/events/sign-ins").await;
    assert!(
        first.has_id("next") && !first.text.contains(&one),
        "{first:?}"
    );
    let person = auditor.get("/admin/users/show?user=ada").await;
    let link = "/admin/events/sign-ins?q=ada";
    assert!(person.text.contains(link), "{person:?}");
    for query in ["", "&outcome=failure", "&client=app"] {
        let own = auditor.get(&format!("{link}{query}")).await;
        assert!(own.text.contains(&one), "{query}: {own:?}");
        assert!(!own.has_id("next"));
    }
    let well = auditor.get(&format!("{link}&outcome=success")).await;
    assert!(!well.text.contains(&one));
    let link = "/admin/events/notes?q=sign_in.failed&user=ada";
    let notes = auditor.get(link).await;
    assert_eq!(notes.text.matches("badge bad").count(), 2, "{notes:?}");
    let nobody = auditor.get("/admin/events/sign-ins?q=nobody").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);

    // Page by page, each once.
    let (mut wanted, mut seen) = (Wanted::default(), Vec::new());
    loop {
        let part = traces::list(&desk, TraceFilter::default(), &wanted).await;
        let part = part.unwrap();
        seen.extend(part.items.iter().map(|trace| trace.id));
        if part.next.is_none() {
            break;
        }
        wanted.cursor = part.next;
    }
    assert!(seen.len() > 300 && seen.contains(&trace));
    assert!(seen.is_sorted_by(|one, next| one > next), "newest first");
}
