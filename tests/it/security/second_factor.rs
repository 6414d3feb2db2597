//! Second factors: none skipped, none used twice, none guessed, none changed by somebody else
//! (security E5, E7, E10, G1 to G7, O6).

use super::hand::{Hand, Seen};
use crate::harness::{Authenticator, PASSWORD, TestServer, claims, holds, stored};
use futures_util::future::join_all;
use reqwest::StatusCode;
use signet::admin::Desk;
use signet::admin::users::{factors, reset_factors};
use signet::clock::{Clock, Timestamp};
use signet::model::MailKind;
use signet::store::Page;

const SECOND: &str = "/sign-in/second";
const SECURITY: &str = "/account/security";
const SETUP: &str = "/account/security/authenticator";

/// A server with `ada`, who has an authenticator.
async fn server_with(settings: &[(&str, &str)]) -> (TestServer, Authenticator) {
    let server = TestServer::with(settings).await;
    let ada = server.user("ada").await;
    let authenticator = server.authenticator(&ada).await;
    (server, authenticator)
}

async fn server() -> (TestServer, Authenticator) {
    server_with(&[]).await
}

/// The page for the second factor, after the right password.
async fn at_second(browser: &mut Hand, username: &str) -> Seen {
    let page = browser.get("/account").await;
    let answer = browser.try_sign_in(&page, username, PASSWORD).await;
    follow(browser, &answer).await
}

async fn follow(browser: &mut Hand, answer: &Seen) -> Seen {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    browser.get(answer.location()).await
}

/// Sends the form of `page` with `code`.
async fn send(browser: &mut Hand, page: &Seen, code: &str) -> Seen {
    let fields = ["request", "state", "form_token", "method"].map(|name| (name, page.hidden(name)));
    let mut form: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    form.push(("code", code));
    browser.post(SECOND, &form).await
}

/// Signs in with everything; a new code may have to be waited for.
async fn enter(server: &TestServer, browser: &mut Hand, authenticator: &Authenticator) {
    server.wait(30);
    let page = at_second(browser, "ada").await;
    let answer = send(browser, &page, &authenticator.code(server)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
}

/// What was proved before everything of an account was ended leads no further after it.
#[actix_web::test]
async fn security_e10_a_first_step_does_not_outlive_what_ends_everything() {
    let (server, authenticator) = server().await;
    let store = &server.services.store;
    let ada = store.account_by_login("ada").await.unwrap().unwrap().user;
    for way in 0..2 {
        server.wait(30);
        let mut browser = Hand::new(&server);
        let page = at_second(&mut browser, "ada").await;
        let now = server.services.now();
        if way == 0 {
            store.sign_out_everywhere(ada.id, now).await.unwrap();
        } else {
            store.set_disabled(ada.id, true, now).await.unwrap();
            store.set_disabled(ada.id, false, now).await.unwrap();
        }
        let answer = send(&mut browser, &page, &authenticator.code(&server)).await;
        assert_eq!(
            answer.status,
            StatusCode::BAD_REQUEST,
            "way {way}: {answer:?}"
        );
        assert_eq!(browser.who().await, None, "way {way}");
    }
    let mut browser = Hand::new(&server);
    enter(&server, &mut browser, &authenticator).await;
}

#[actix_web::test]
async fn security_g1_g7_there_is_no_session_before_the_second_factor() {
    let (server, authenticator) = server().await;
    let app = server.app("app").await;
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&app.request()).await;
    let page = browser.sign_in(&page, "ada", PASSWORD).await;
    assert!(
        page.has_id("code") && browser.session().is_none(),
        "{page:?}"
    );
    // Going on without it leads back to the start.
    let onward = format!("/authorize/resume?request={}", page.hidden("request"));
    assert!(browser.get(&onward).await.has_id("login"));
    assert_eq!(browser.who().await, None);

    let wrong = send(&mut browser, &page, &authenticator.wrong(&server)).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    assert!(browser.session().is_none());

    let answer = send(&mut browser, &wrong, &authenticator.code(&server)).await;
    let seen = follow(&mut browser, &answer).await;
    let seen = browser.decide(&seen, "allow").await;
    let code = seen.sent("code").unwrap();
    let (_, tokens) = server.redeem(&app, &code).await;
    let id_token = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id_token["acr"], "urn:signet:acr:mfa");
    assert_eq!(id_token["amr"], serde_json::json!(["pwd", "otp", "mfa"]));
}

#[actix_web::test]
async fn security_g2_o6_a_code_works_once_and_never_again_when_the_clock_is_set_back() {
    let (server, authenticator) = server().await;
    enter(&server, &mut Hand::new(&server), &authenticator).await;
    let used = authenticator.code(&server);
    let before = authenticator.code_at(server.clock_now() - 30);
    let at = server.clock.now();
    let mut other = Hand::new(&server);
    for (seconds, code) in [
        (0, &used),
        (0, &before),
        (10, &used),
        (-20, &used),
        (-40, &before),
    ] {
        server.clock.set(Timestamp(at.0 + seconds));
        let page = at_second(&mut other, "ada").await;
        let answer = send(&mut other, &page, code).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{seconds}");
        assert!(other.session().is_none());
    }
    // One step before or after is good, two are not.
    for (apart, good) in [(60, false), (30, true)] {
        server.clock.set(Timestamp(at.0 + 300));
        let page = at_second(&mut other, "ada").await;
        let code = authenticator.code_at(server.clock_now() + apart);
        let answer = send(&mut other, &page, &code).await;
        assert_eq!(answer.status == StatusCode::SEE_OTHER, good, "{apart}");
    }
}

#[actix_web::test]
async fn security_g2_one_of_many_simultaneous_uses_of_a_code_signs_in() {
    let (server, authenticator) = server().await;
    let code = authenticator.code(&server);
    let tries = (0..6).map(|_| {
        let (server, code) = (&server, &code);
        async move {
            let mut browser = Hand::new(server);
            let page = at_second(&mut browser, "ada").await;
            send(&mut browser, &page, code).await;
            browser.session().is_some()
        }
    });
    let signed_in = join_all(tries).await;
    assert_eq!(signed_in.into_iter().filter(|it| *it).count(), 1);
}

/// Whether a form is refused with a page, and nobody signed in.
async fn is_refused(browser: &mut Hand, page: &Seen, code: &str) -> bool {
    let answer = send(browser, page, code).await;
    answer.status == StatusCode::BAD_REQUEST
        && answer.has_id("error")
        && browser.session().is_none()
}

#[actix_web::test]
async fn security_e5_e7_a_step_is_of_its_own_sign_in_browser_and_request() {
    let (server, authenticator) = server().await;
    let app = server.app("app").await;
    let bob = server.user("bob").await;
    let bobs = server.authenticator(&bob).await;
    let code = authenticator.code(&server);

    let mut browser = Hand::new(&server);
    let page = at_second(&mut browser, "ada").await;
    // Another request of the same browser.
    let other = browser.authorize(&app.request()).await;
    let swapped = Seen {
        text: page
            .text
            .replace(&page.hidden("request"), &other.hidden("request")),
        ..page
    };
    assert!(is_refused(&mut browser, &swapped, &code).await);
    // Another browser, which somebody else is signing in with; with its own form token.
    let mut foreign = Hand::new(&server);
    let theirs = at_second(&mut foreign, "bob").await;
    let page = at_second(&mut browser, "ada").await;
    let mixed = Seen {
        text: page
            .text
            .replace(&page.hidden("form_token"), &theirs.hidden("form_token")),
        ..page
    };
    assert!(is_refused(&mut foreign, &mixed, &code).await);
    // Two people in one browser: each step is that of its own.
    let page = at_second(&mut browser, "ada").await;
    let bobs_page = at_second(&mut browser, "bob").await;
    let wrong = send(&mut browser, &bobs_page, &code).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    send(&mut browser, &bobs_page, &bobs.code(&server)).await;
    assert_eq!(browser.who().await.as_deref(), Some("bob"));
    send(&mut browser, &page, &code).await;
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
    // A step is taken once, also with another code.
    browser
        .jar
        .retain(|name, _| !name.ends_with("session") && !name.ends_with("accounts"));
    server.wait(30);
    let fresh = authenticator.code(&server);
    assert!(is_refused(&mut browser, &page, &fresh).await);
    // And soon.
    let page = at_second(&mut browser, "ada").await;
    server.wait(601);
    let fresh = authenticator.code(&server);
    assert!(is_refused(&mut browser, &page, &fresh).await);
}

#[actix_web::test]
async fn security_e5_what_has_changed_meanwhile_ends_the_sign_in() {
    let (server, authenticator) = server().await;
    let mut browser = Hand::new(&server);
    let store = &server.services.store;
    let ada = store.account_by_login("ada").await.unwrap().unwrap();
    let page = at_second(&mut browser, "ada").await;
    let other = server.user("eve").await;
    let other = store.account_by_login(&other.username.key).await.unwrap();
    let (id, now) = (ada.user.id, server.services.now());
    let password = other.unwrap().password.unwrap();
    store.set_password(id, password, true, now).await.unwrap();
    let code = authenticator.code(&server);
    assert!(is_refused(&mut browser, &page, &code).await);
    let page = at_second(&mut browser, "ada").await;
    store.set_disabled(id, true, now).await.unwrap();
    assert!(is_refused(&mut browser, &page, &code).await);
}

#[actix_web::test]
async fn security_g3_wrong_codes_are_limited_across_sign_ins() {
    let (server, authenticator) = server_with(&[("trusted-proxies", "127.0.0.0/8")]).await;
    let from = |n: usize| {
        let address = format!("192.0.2.{n}");
        Hand::new(&server).with("x-forwarded-for", &address)
    };
    let mut wrong = 0;
    let wait: u64 = loop {
        // The right password every time, from everywhere.
        let mut browser = from(wrong);
        let page = at_second(&mut browser, "ada").await;
        let code = authenticator.wrong(&server);
        let answer = send(&mut browser, &page, &code).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break answer.header("retry-after").parse().unwrap();
        }
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        wrong += 1;
        assert!(wrong <= 20, "never slowed down");
        if wrong == 8 {
            // The password's own counter is another.
            server.wait(901);
        }
    };
    let mut browser = from(200);
    let page = at_second(&mut browser, "ada").await;
    let answer = send(&mut browser, &page, &authenticator.code(&server)).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    // Never for ever.
    server.wait(wait);
    let answer = send(&mut browser, &page, &authenticator.code(&server)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
}

#[actix_web::test]
async fn security_g3_simultaneous_guesses_do_not_pass_the_limit() {
    let (server, authenticator) = server_with(&[("trusted-proxies", "127.0.0.0/8")]).await;
    let wrong = authenticator.wrong(&server);
    let mut pages = Vec::new();
    // Each sign-in counts for the password until it is through.
    for n in 0..10 {
        let address = format!("192.0.2.{n}");
        let mut browser = Hand::new(&server).with("x-forwarded-for", &address);
        let page = at_second(&mut browser, "ada").await;
        pages.push((browser, page));
    }
    let mut guesses = Vec::new();
    for (browser, page) in &pages {
        for _ in 0..3 {
            let (mut browser, wrong) = (browser.clone(), &wrong);
            guesses.push(async move { send(&mut browser, page, wrong).await.status });
        }
    }
    let answers = join_all(guesses).await;
    let looked_at = answers
        .iter()
        .filter(|status| **status == StatusCode::FORBIDDEN);
    assert!(looked_at.count() <= 20, "{answers:?}");
}

/// Sets an authenticator up on the account page; also the recovery codes.
async fn set_up(server: &TestServer, browser: &mut Hand) -> (Authenticator, Vec<String>) {
    let page = browser.get(SETUP).await;
    let seed = between(&page.text, "id=\"seed\" dir=\"ltr\">", "<");
    let authenticator = Authenticator::typed(&seed);
    let wrong = confirm(browser, &page, &authenticator.wrong(server)).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN, "{wrong:?}");
    assert_eq!(between(&wrong.text, "id=\"seed\" dir=\"ltr\">", "<"), seed);
    let done = confirm(browser, &wrong, &authenticator.code(server)).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
    (authenticator, codes_on(&done))
}

async fn confirm(browser: &mut Hand, page: &Seen, code: &str) -> Seen {
    let (offer, token) = (page.hidden("offer"), page.hidden("form_token"));
    let form = [
        ("offer", offer.as_str()),
        ("form_token", &token),
        ("code", code),
    ];
    browser.post(SETUP, &form).await
}

fn between(text: &str, from: &str, to: &str) -> String {
    let rest = text
        .split(from)
        .nth(1)
        .unwrap_or_else(|| panic!("no {from} in {text}"));
    rest.split(to).next().unwrap().to_owned()
}

fn codes_on(page: &Seen) -> Vec<String> {
    let list = between(&page.text, "id=\"codes\" dir=\"ltr\">", "</ul>");
    let codes = list.split("<li>").skip(1);
    codes
        .map(|code| code.split('<').next().unwrap().to_owned())
        .collect()
}

/// The page for a recovery code, after the right password.
async fn at_recovery(browser: &mut Hand) -> Seen {
    let page = at_second(browser, "ada").await;
    let other = between(&page.text, "id=\"other\" href=\"", "\"").replace("&#38;", "&");
    browser.get(&other).await
}

#[actix_web::test]
async fn security_g4_l2_l3_recovery_codes_work_once_and_nothing_lies_open() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    let page = browser.get(SETUP).await;
    let seed = between(&page.text, "id=\"seed\" dir=\"ltr\">", "<");
    let (_, codes) = set_up(&server, &mut browser).await;
    assert_eq!(codes.len(), 10);

    let page = at_recovery(&mut Hand::new(&server)).await;
    assert!(page.has_id("code"));
    let uses = (0..3).map(|_| async {
        let mut other = Hand::new(&server);
        let page = at_recovery(&mut other).await;
        send(&mut other, &page, &codes[0]).await;
        other.session().is_some()
    });
    let used = join_all(uses).await;
    assert_eq!(used.into_iter().filter(|it| *it).count(), 1);
    let mut other = Hand::new(&server);
    let page = at_recovery(&mut other).await;
    let again = send(&mut other, &page, &codes[0]).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN);
    let loud = codes[1].to_uppercase().replace('-', " ");
    let answer = send(&mut other, &again, &loud).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);

    // New ones replace the old ones.
    let page = other.get(SECURITY).await;
    assert!(page.text.contains("8 left"), "{}", page.text);
    let token = page.hidden("form_token");
    let fresh = other
        .post(
            &format!("{SECURITY}/recovery-codes"),
            &[("form_token", &token)],
        )
        .await;
    assert_eq!(codes_on(&fresh).len(), 10);
    let mut third = Hand::new(&server);
    let page = at_recovery(&mut third).await;
    let old = send(&mut third, &page, &codes[2]).await;
    assert_eq!(old.status, StatusCode::FORBIDDEN);

    let lies = stored(&server).await;
    let seed: String = seed.split_whitespace().collect();
    let bytes = data_encoding::BASE32_NOPAD.decode(seed.as_bytes()).unwrap();
    for secret in [seed.as_bytes(), &bytes, codes[3].as_bytes()] {
        assert!(!holds(&lies, secret));
    }
}

#[actix_web::test]
async fn security_g6_e10_a_change_needs_a_recent_sign_in_and_ends_other_sessions() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let (mut browser, mut other) = (Hand::new(&server), Hand::new(&server));
    other.enter("ada").await;
    browser.enter("ada").await;
    let page = browser.get(SETUP).await;
    server.wait(301);
    // Too long ago: neither shown nor taken.
    assert!(browser.get(SETUP).await.has_id("login"));
    let late = confirm(&mut browser, &page, "000000").await;
    assert!(late.has_id("login"), "{late:?}");
    let back = browser.try_sign_in(&late, "ada", PASSWORD).await;
    let seen = follow(&mut browser, &back).await;
    assert_eq!(seen.location(), SECURITY);
    let (authenticator, _) = set_up(&server, &mut browser).await;
    assert_eq!(other.who().await, None);
    assert_eq!(browser.who().await.as_deref(), Some("ada"));

    // A password alone removes nothing, although it was just given.
    let page = browser.get(SECURITY).await;
    let remove = |page: &Seen| {
        let id = page.hidden("credential");
        [
            ("form_token", page.hidden("form_token")),
            ("credential", id),
        ]
    };
    let path = format!("{SECURITY}/remove");
    let form = remove(&page);
    let form = form.each_ref().map(|(n, v)| (*n, v.as_str()));
    let asked = browser.post(&path, &form).await;
    assert!(asked.has_id("login"), "{asked:?}");
    server.wait(30);
    let answer = browser.try_sign_in(&asked, "ada", PASSWORD).await;
    let page = follow(&mut browser, &answer).await;
    let answer = send(&mut browser, &page, &authenticator.code(&server)).await;
    follow(&mut browser, &answer).await;
    enter(&server, &mut other, &authenticator).await;
    let page = browser.get(SECURITY).await;
    let form = remove(&page);
    // Without the token of this page nothing happens (security E6).
    let forged = browser
        .post(&path, &[("credential", form[1].1.as_str())])
        .await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let form = form.each_ref().map(|(n, v)| (*n, v.as_str()));
    let done = browser.post(&path, &form).await;
    assert_eq!(done.location(), SECURITY, "{done:?}");
    assert_eq!(other.who().await, None);
    // Added and removed.
    assert_eq!(notices(&server).await, 2);
    other.enter("ada").await;
    assert_eq!(other.who().await.as_deref(), Some("ada"));
}

#[actix_web::test]
async fn security_g1_whoever_must_have_a_second_factor_sets_it_up_while_signing_in() {
    for settings in [
        ("second-factor", "required"),
        ("second-factor-groups", "admins, staff"),
    ] {
        let server = TestServer::with(&[settings]).await;
        server.user("ada").await;
        let mut browser = Hand::new(&server);
        let page = at_second(&mut browser, "ada").await;
        assert!(page.has_id("qr") && browser.session().is_none(), "{page:?}");
        let authenticator =
            Authenticator::typed(&between(&page.text, "id=\"seed\" dir=\"ltr\">", "<"));
        let enrol = |page: &Seen, code: String| {
            let fields = ["request", "state", "form_token", "method", "offer"];
            let mut form: Vec<_> = fields.map(|name| (name, page.hidden(name))).to_vec();
            form.push(("code", code));
            form
        };
        let send = async |browser: &mut Hand, form: Vec<(&str, String)>| {
            let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
            browser.post(SECOND, &form).await
        };
        let wrong = enrol(&page, authenticator.wrong(&server));
        let page = send(&mut browser, wrong).await;
        assert!(page.status == StatusCode::FORBIDDEN && browser.session().is_none());
        let right = enrol(&page, authenticator.code(&server));
        let done = send(&mut browser, right.clone()).await;
        assert_eq!(codes_on(&done).len(), 10);
        assert_eq!(browser.who().await.as_deref(), Some("ada"));
        // Neither again, nor with the code that confirmed it.
        let again = send(&mut browser, right).await;
        assert_eq!(again.status, StatusCode::BAD_REQUEST);
        let mut other = Hand::new(&server);
        let page = at_second(&mut other, "ada").await;
        let code = authenticator.code(&server);
        let spent = super::second_factor::send(&mut other, &page, &code).await;
        assert_eq!(spent.status, StatusCode::FORBIDDEN);
        // The last one stays.
        let page = browser.get(SECURITY).await;
        let id = page.hidden("credential");
        let token = page.hidden("form_token");
        let form = [("form_token", token.as_str()), ("credential", &id)];
        let kept = browser.post(&format!("{SECURITY}/remove"), &form).await;
        assert_eq!(kept.status, StatusCode::CONFLICT, "{kept:?}");
    }
}

#[actix_web::test]
async fn security_g1_a_browser_is_remembered_only_where_allowed_and_as_long_as_nothing_changes() {
    let (server, authenticator) = server_with(&[("remembered-device", "30d")]).await;
    let mut browser = Hand::new(&server);
    let page = at_second(&mut browser, "ada").await;
    let fields = ["request", "state", "form_token", "method"].map(|name| (name, page.hidden(name)));
    let mut form: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let code = authenticator.code(&server);
    form.extend([("code", code.as_str()), ("remember", "on")]);
    browser.post(SECOND, &form).await;
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
    let without_session = |browser: &Hand| {
        let mut browser = browser.clone();
        browser.jar.retain(|name, _| !name.contains("session"));
        browser
    };
    // This browser signs in by password; what is told of it says so.
    let mut again = without_session(&browser);
    again.enter("ada").await;
    assert_eq!(again.who().await.as_deref(), Some("ada"));
    // The cookie is good in no other browser, and not for what secures the account.
    let device = "signet-device";
    let mut other = Hand::new(&server);
    other
        .jar
        .insert(device.to_owned(), browser.jar[device].clone());
    assert!(at_second(&mut other, "ada").await.has_id("code"));
    assert!(again.get(SETUP).await.has_id("login"));
    // Nor after its time.
    server.wait(30 * 86_400 + 1);
    assert!(
        at_second(&mut without_session(&browser), "ada")
            .await
            .has_id("code")
    );
}

#[actix_web::test]
async fn security_g6_e10_an_operator_removes_what_somebody_has_lost() {
    let (server, authenticator) = server().await;
    let mut browser = Hand::new(&server);
    enter(&server, &mut browser, &authenticator).await;
    let desk = &Desk::command_line(&server.services);
    let (_, count) = reset_factors(desk, "ADA").await.unwrap();
    assert_eq!(count, 1);
    let (_, left) = factors(desk, "ada@example.com").await.unwrap();
    assert_eq!(left, []);
    assert_eq!(notices(&server).await, 1);
    assert_eq!(browser.who().await, None);
    browser.enter("ada").await;
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
}

/// How many letters told of changes.
pub async fn notices(server: &TestServer) -> usize {
    let all = Page {
        after: None,
        limit: 100,
    };
    let mails = server.services.store.mails(all).await.unwrap();
    let notices = mails.iter().filter(|mail| mail.kind == MailKind::Notice);
    notices.count()
}

#[actix_web::test]
async fn security_g6_a_changed_password_is_no_second_factor() {
    let (server, authenticator) = server().await;
    let mut browser = Hand::new(&server);
    enter(&server, &mut browser, &authenticator).await;
    server.wait(200);
    let page = browser.get("/account/password").await;
    let token = page.hidden("form_token");
    let form = [
        ("form_token", token.as_str()),
        ("current", PASSWORD),
        ("password", "another battery staple horse"),
    ];
    let changed = browser.post("/account/password", &form).await;
    assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
    server.wait(150);
    assert!(browser.get(SETUP).await.has_id("login"));
    assert!(browser.get("/account/password").await.has_id("login"));
}
