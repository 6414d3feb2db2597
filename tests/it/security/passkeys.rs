//! Passkeys: for this site only, once for each challenge, and only for whoever they were made for
//! (security E5, F6, G1, G5 to G7).

use super::hand::{Hand, Seen};
use crate::harness::{PASSWORD, SoftPasskey, TestServer, asked, claims};
use reqwest::StatusCode;
use serde_json::json;
use signet::model::CredentialKind;

/// Has a passkey, the first, say what is not so; the second is another person's.
type Lie = fn(&mut SoftPasskey, &SoftPasskey);

pub const NAMED: (&str, &str) = ("issuer", "http://localhost:{port}");
const ANSWER: &str = "/sign-in/passkey";
const SECURITY: &str = "/account/security";
const NEW: &str = "/account/security/passkey";
const RENAME: &str = "/account/security/rename";

/// A server with `ada` and `bob`, where people can have passkeys.
async fn server() -> TestServer {
    let server = TestServer::with(&[NAMED]).await;
    server.user("ada").await;
    server.user("bob").await;
    server
}

/// Answers the question of `page` for a new passkey.
pub async fn add(browser: &mut Hand, page: &Seen, passkey: &mut SoftPasskey) -> Seen {
    let answer = passkey.create(&asked(&page.text).unwrap());
    let (challenge, token) = (page.hidden("challenge"), page.hidden("form_token"));
    let form = [
        ("challenge", challenge.as_str()),
        ("form_token", &token),
        ("answer", &answer),
        ("name", "My key"),
    ];
    browser.post(NEW, &form).await
}

/// Gives somebody who has no second factor a passkey.
pub async fn with_passkey(server: &TestServer, username: &str) -> SoftPasskey {
    let mut browser = Hand::new(server);
    browser.enter(username).await;
    let page = browser.get(NEW).await;
    let mut passkey = SoftPasskey::new(server);
    let answer = add(&mut browser, &page, &mut passkey).await;
    assert!(answer.has_id("codes"), "{answer:?}");
    passkey
}

/// Sends an answer to the question of a sign-in page.
pub async fn send(browser: &mut Hand, page: &Seen, path: &str, answer: &str) -> Seen {
    let names = ["request", "form_token", "challenge"];
    let fields = names.map(|name| (name, page.hidden(name)));
    let mut form: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let state = page
        .text
        .contains("name=\"state\"")
        .then(|| page.hidden("state"));
    if let Some(state) = &state {
        form.extend([("state", state.as_str()), ("method", "passkey")]);
    }
    form.push(("answer", answer));
    browser.post(path, &form).await
}

pub async fn sign_in(browser: &mut Hand, page: &Seen, passkey: &SoftPasskey) -> Seen {
    let answer = passkey.get(&asked(&page.text).unwrap());
    send(browser, page, ANSWER, &answer).await
}

fn is_in(browser: &Hand, answer: &Seen) -> bool {
    assert_eq!(
        answer.status == StatusCode::SEE_OTHER,
        browser.session().is_some(),
        "{answer:?}"
    );
    browser.session().is_some()
}

#[actix_web::test]
async fn security_g5_g7_a_passkey_signs_in_alone_and_tokens_say_so() {
    let server = server().await;
    let passkey = with_passkey(&server, "ada").await;
    let app = server.app("app").await;
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&app.request()).await;
    let question = asked(&page.text).unwrap();
    // Nobody learns from the page who has one.
    assert_eq!(question["publicKey"]["allowCredentials"], json!([]));
    assert_eq!(question["publicKey"]["userVerification"], "required");
    let answer = sign_in(&mut browser, &page, &passkey).await;
    assert!(is_in(&browser, &answer));
    let page = browser.get(answer.location()).await;
    let code = browser.decide(&page, "allow").await.sent("code").unwrap();
    let (_, tokens) = server.redeem(&app, &code).await;
    let id_token = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id_token["acr"], "urn:signet:acr:phr");
    assert_eq!(id_token["amr"], json!(["swk", "user", "mfa"]));
}

#[actix_web::test]
async fn security_g5_a_challenge_is_good_once_for_its_browser_and_request_and_five_minutes() {
    let server = server().await;
    let passkey = with_passkey(&server, "ada").await;
    let mut browser = Hand::new(&server);
    let page = browser.get("/account").await;
    let answer = passkey.get(&asked(&page.text).unwrap());
    let untouched = browser.clone();

    // Another question's answer, in this browser and in another.
    let other = browser.get("/account").await;
    let seen = send(&mut browser, &other, ANSWER, &answer).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    let mut elsewhere = Hand::new(&server);
    let foreign = elsewhere.get("/account").await;
    let form = [
        ("request", foreign.hidden("request")),
        ("form_token", foreign.hidden("form_token")),
        ("challenge", page.hidden("challenge")),
        ("answer", answer.clone()),
    ];
    let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let seen = elsewhere.post(ANSWER, &form).await;
    assert!(!is_in(&elsewhere, &seen));

    // It was not used up by that; it is by this, also for a zero counter.
    let seen = send(&mut browser, &page, ANSWER, &answer).await;
    assert!(is_in(&browser, &seen));
    let mut again = untouched;
    let seen = send(&mut again, &page, ANSWER, &answer).await;
    assert!(!is_in(&again, &seen));

    let mut late = Hand::new(&server);
    let page = late.get("/account").await;
    server.wait(301);
    let seen = sign_in(&mut late, &page, &passkey).await;
    assert!(
        !is_in(&late, &seen) && seen.has_id("sign-in-error"),
        "{seen:?}"
    );
}

#[actix_web::test]
async fn security_g5_answers_that_are_not_for_this_site_or_of_this_key_are_refused() {
    let server = server().await;
    let bobs = with_passkey(&server, "bob").await;
    let changes: [(&str, Lie); 9] = [
        ("another origin", |key, _| {
            key.origin = "http://evil.localhost:1".into();
        }),
        ("another port", |key, _| {
            key.origin = "http://localhost:1".into();
        }),
        ("a name below", |key, _| {
            key.origin = key.origin.replace("//", "//a.");
        }),
        ("another RP ID", |key, _| key.rp_id = "example.com".into()),
        ("a frame", |key, _| key.framed = true),
        ("nobody verified", |key, _| key.verifies = false),
        ("nobody there", |key, _| key.present = false),
        ("another's handle", |key, bob| {
            key.handle.clone_from(&bob.handle);
        }),
        ("another's key", |key, bob| key.id.clone_from(&bob.id)),
    ];
    let original = with_passkey(&server, "ada").await;
    let mut passkey = original;
    for (what, change) in changes {
        let good = (
            passkey.origin.clone(),
            passkey.rp_id.clone(),
            passkey.handle.clone(),
            passkey.id.clone(),
        );
        change(&mut passkey, &bobs);
        let mut browser = Hand::new(&server);
        let page = browser.get("/account").await;
        let seen = sign_in(&mut browser, &page, &passkey).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{what}");
        assert!(!is_in(&browser, &seen), "{what}");
        (passkey.origin, passkey.rp_id, passkey.handle, passkey.id) = good;
        (passkey.framed, passkey.verifies, passkey.present) = (false, true, true);
    }
    let mut browser = Hand::new(&server);
    let page = browser.get("/account").await;
    let seen = sign_in(&mut browser, &page, &passkey).await;
    assert!(is_in(&browser, &seen));
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
}

#[actix_web::test]
async fn security_g5_a_counter_that_does_not_rise_is_refused() {
    let server = server().await;
    let mut passkey = with_passkey(&server, "ada").await;
    for (counter, good) in [(5, true), (5, false), (4, false), (0, false), (6, true)] {
        passkey.counter = counter;
        let mut browser = Hand::new(&server);
        let page = browser.get("/account").await;
        let seen = sign_in(&mut browser, &page, &passkey).await;
        assert_eq!(is_in(&browser, &seen), good, "{counter}");
    }
}

#[actix_web::test]
async fn security_g1_g7_after_a_password_a_passkey_is_the_second_factor() {
    let server = server().await;
    let mut passkey = with_passkey(&server, "ada").await;
    let app = server.app("app").await;
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&app.request()).await;
    let page = browser.sign_in(&page, "ada", PASSWORD).await;
    assert!(
        browser.session().is_none() && !page.has_id("code"),
        "{page:?}"
    );
    let question = asked(&page.text).unwrap();
    assert_eq!(
        question["publicKey"]["allowCredentials"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(question["publicKey"]["userVerification"], "preferred");
    // The answer to the next step is none to the first.
    let answer = passkey.get(&question);
    let seen = send(&mut browser, &page, ANSWER, &answer).await;
    assert!(!is_in(&browser, &seen));
    // This one has shown that it can make sure of its person: it has to.
    passkey.verifies = false;
    let answer = passkey.get(&question);
    let seen = send(&mut browser, &page, "/sign-in/second", &answer).await;
    assert!(!is_in(&browser, &seen));
    passkey.verifies = true;
    let answer = passkey.get(&asked(&seen.text).unwrap());
    let seen = send(&mut browser, &seen, "/sign-in/second", &answer).await;
    assert!(is_in(&browser, &seen));
    let page = browser.get(seen.location()).await;
    let code = browser.decide(&page, "allow").await.sent("code").unwrap();
    let (_, tokens) = server.redeem(&app, &code).await;
    let id_token = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id_token["amr"], json!(["pwd", "swk", "user", "mfa"]));
}

#[actix_web::test]
async fn security_g7_a_key_without_a_pin_is_a_second_factor_and_no_first_one() {
    let server = server().await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    let mut passkey = SoftPasskey::new(&server);
    passkey.verifies = false;
    let page = browser.get(NEW).await;
    add(&mut browser, &page, &mut passkey).await;

    let mut browser = Hand::new(&server);
    let page = browser.get("/account").await;
    let seen = sign_in(&mut browser, &page, &passkey).await;
    assert!(!is_in(&browser, &seen));
    let app = server.app("app").await;
    let page = browser.authorize(&app.request()).await;
    let page = browser.sign_in(&page, "ada", PASSWORD).await;
    let answer = passkey.get(&asked(&page.text).unwrap());
    let seen = send(&mut browser, &page, "/sign-in/second", &answer).await;
    assert!(is_in(&browser, &seen));
    let page = browser.get(seen.location()).await;
    let code = browser.decide(&page, "allow").await.sent("code").unwrap();
    let (_, tokens) = server.redeem(&app, &code).await;
    let id_token = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id_token["acr"], "urn:signet:acr:mfa");
    assert_eq!(id_token["amr"], json!(["pwd", "swk", "mfa"]));
}

#[actix_web::test]
async fn security_f6_guessed_passwords_and_made_up_keys_shut_nobody_with_a_passkey_out() {
    let settings = [NAMED, ("throttle-address-failures", "1000")];
    let server = TestServer::with(&settings).await;
    server.user("ada").await;
    let passkey = with_passkey(&server, "ada").await;
    let mut guesser = Hand::new(&server);
    for _ in 0..12 {
        let page = guesser.get("/account").await;
        guesser.try_sign_in(&page, "ada", "a wrong password").await;
    }
    let mut made_up = SoftPasskey::new(&server);
    made_up.handle.clone_from(&passkey.handle);
    for _ in 0..25 {
        let page = guesser.get("/account").await;
        let seen = sign_in(&mut guesser, &page, &made_up).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
    }
    let page = guesser.get("/account").await;
    let refused = guesser.try_sign_in(&page, "ada", PASSWORD).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let mut browser = Hand::new(&server);
    let page = browser.get("/account").await;
    let seen = sign_in(&mut browser, &page, &passkey).await;
    assert!(is_in(&browser, &seen));
}

#[actix_web::test]
async fn security_f6_failed_answers_count_for_the_address_and_for_the_key_they_name() {
    for (setting, named) in [
        ("throttle-address-failures", false),
        ("throttle-account-failures", true),
    ] {
        let server = TestServer::with(&[NAMED, (setting, "3")]).await;
        server.user("ada").await;
        let mut passkey = with_passkey(&server, "ada").await;
        if named {
            passkey.verifies = false;
        } else {
            passkey = SoftPasskey::new(&server);
        }
        let mut browser = Hand::new(&server);
        let mut answers = Vec::new();
        for _ in 0..25 {
            let page = browser.get("/account").await;
            answers.push(sign_in(&mut browser, &page, &passkey).await);
        }
        let slowed = answers.last().unwrap();
        assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS, "{setting}");
        assert!(!slowed.header("retry-after").is_empty());
    }
}

#[actix_web::test]
async fn security_g6_adding_needs_a_fresh_sign_in_and_its_own_challenge() {
    let server = server().await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    let page = browser.get(NEW).await;
    let question = asked(&page.text).unwrap();
    assert_eq!(question["publicKey"]["rp"]["id"], "localhost");
    assert_eq!(
        question["publicKey"]["authenticatorSelection"]["residentKey"],
        "preferred"
    );
    let mut passkey = SoftPasskey::new(&server);
    // Another origin, another challenge.
    passkey.origin = "http://localhost:1".to_owned();
    let seen = add(&mut browser, &page, &mut passkey).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    passkey = SoftPasskey::new(&server);
    let mut other = seen;
    other.text = other
        .text
        .replace(&other.hidden("challenge"), &page.hidden("challenge"));
    let seen = add(&mut browser, &other, &mut passkey).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    // The same answer twice, and a sign-in that is too old by now.
    let seen = add(&mut browser, &seen, &mut passkey).await;
    assert!(seen.has_id("codes"), "{seen:?}");
    server.wait(400);
    let seen = browser.get(NEW).await;
    assert!(seen.has_id("login"), "{seen:?}");

    // With the passkey it is fresh again, and the key is not asked for a second time.
    let answer = sign_in(&mut browser, &seen, &passkey).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = browser.get(NEW).await;
    let question = asked(&page.text).unwrap();
    let known = question["publicKey"]["excludeCredentials"]
        .as_array()
        .unwrap();
    assert_eq!(known.len(), 1);
    let seen = add(&mut browser, &page, &mut passkey).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN, "the same key again");
    let page = browser.get(NEW).await;
    let mut second = SoftPasskey::new(&server);
    let seen = add(&mut browser, &page, &mut second).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    let ada = server
        .services
        .store
        .account_by_login("ada")
        .await
        .unwrap()
        .unwrap();
    let all = server
        .services
        .store
        .credentials_of(ada.user.id)
        .await
        .unwrap();
    let passkeys = all.iter().filter(|one| one.kind == CredentialKind::Passkey);
    assert_eq!(passkeys.count(), 2);
}

#[actix_web::test]
async fn security_g6_passkeys_are_named_and_removed_by_their_owner_only() {
    let server = server().await;
    let adas = with_passkey(&server, "ada").await;
    let bobs = with_passkey(&server, "bob").await;
    let mut ada = Hand::new(&server);
    let page = ada.get("/account").await;
    sign_in(&mut ada, &page, &adas).await;
    let mut bob = Hand::new(&server);
    let page = bob.get("/account").await;
    sign_in(&mut bob, &page, &bobs).await;
    let page = ada.get(SECURITY).await;
    let id = page.hidden("credential");
    let bobs_page = bob.get(SECURITY).await;
    let token = bobs_page.hidden("form_token");
    for path in [RENAME, "/account/security/remove"] {
        let form = [
            ("form_token", token.as_str()),
            ("credential", &id),
            ("name", "Mine"),
        ];
        bob.post(path, &form).await;
    }
    let token = page.hidden("form_token");
    assert!(ada.get(SECURITY).await.text.contains("My key"));
    let form = [
        ("form_token", token.as_str()),
        ("credential", &id),
        ("name", " Old\nlaptop "),
    ];
    let seen = ada.post(RENAME, &form).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    assert!(ada.get(SECURITY).await.text.contains("Oldlaptop"));
    // Only what happened is written down: not what somebody tried with another's.
    assert_eq!(server.events("factor.renamed").await.len(), 1);
    ada.post("/account/security/remove", &form).await;
    let mut browser = Hand::new(&server);
    let page = browser.get("/account").await;
    let seen = sign_in(&mut browser, &page, &adas).await;
    assert!(!is_in(&browser, &seen));
}

#[actix_web::test]
async fn protocol_55_an_essential_phr_is_met_by_the_passkey_only() {
    let server = server().await;
    let passkey = with_passkey(&server, "ada").await;
    let app = server.app("app").await;
    let acr =
        json!({ "id_token": { "acr": { "essential": true, "value": "urn:signet:acr:phr" } } });
    let acr = acr.to_string();
    let request = app.request_with(&[("claims", acr.as_str())]);
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&request).await;
    let page = browser.sign_in(&page, "ada", PASSWORD).await;
    let page = if page.has_id("passkey") {
        page
    } else {
        browser.get(page.location()).await
    };
    let answer = passkey.get(&asked(&page.text).unwrap());
    let mut seen = send(&mut browser, &page, "/sign-in/second", &answer).await;
    while seen.status == StatusCode::SEE_OTHER && seen.sent("code").is_none() {
        seen = browser.get(seen.location()).await;
    }
    let code = browser.decide(&seen, "allow").await.sent("code").unwrap();
    let (_, tokens) = server.redeem(&app, &code).await;
    let id_token = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id_token["acr"], "urn:signet:acr:phr");
}

#[actix_web::test]
async fn passkeys_are_offered_only_where_they_are_on() {
    for settings in [&[NAMED, ("passkeys", "off")][..], &[]] {
        let server = TestServer::with(settings).await;
        server.user("ada").await;
        let mut browser = Hand::new(&server);
        let page = browser.get("/account").await;
        assert!(!page.has_id("passkey") && !page.text.contains("passkey.js"));
        let found = browser.get("/.well-known/openid-configuration").await;
        assert!(!found.text.contains("urn:signet:acr:phr"), "{found:?}");
        browser.enter("ada").await;
        assert_eq!(browser.get(NEW).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            browser.get("/.well-known/webauthn").await.status,
            StatusCode::NOT_FOUND
        );
    }
    let server = server().await;
    let found = Hand::new(&server)
        .get("/.well-known/openid-configuration")
        .await;
    assert!(found.text.contains("urn:signet:acr:phr"), "{found:?}");
}

#[actix_web::test]
async fn pages_of_related_origins_are_named_and_believed() {
    let related = "https://old.example";
    let server = TestServer::with(&[NAMED, ("passkey-origins", related)]).await;
    server.user("ada").await;
    let mut passkey = with_passkey(&server, "ada").await;
    let mut browser = Hand::new(&server);
    let found = browser.get("/.well-known/webauthn").await;
    let document: serde_json::Value = serde_json::from_str(&found.text).unwrap();
    assert_eq!(document, json!({ "origins": [server.issuer, related] }));
    passkey.origin = related.to_owned();
    let page = browser.get("/account").await;
    let seen = sign_in(&mut browser, &page, &passkey).await;
    assert!(is_in(&browser, &seen));
}

#[actix_web::test]
async fn security_g1_a_passkey_can_be_the_second_factor_that_a_sign_in_sets_up() {
    let server = TestServer::with(&[NAMED, ("second-factor", "required")]).await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    let page = browser.get("/account").await;
    let answer = browser.try_sign_in(&page, "ada", PASSWORD).await;
    let page = browser.get(answer.location()).await;
    // Beside an authenticator.
    assert!(page.has_id("qr") && page.has_id("use-passkey"), "{page:?}");
    assert_eq!(browser.session(), None);
    let mut passkey = SoftPasskey::new(&server);
    passkey.origin = "http://localhost:1".to_owned();
    let page = make(&mut browser, &page, &mut passkey).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.has_id("passkey-error") && browser.session().is_none());
    passkey.origin = SoftPasskey::new(&server).origin;
    let done = make(&mut browser, &page, &mut passkey).await;
    assert!(done.has_id("codes"), "{done:?}");
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
    // Neither twice, nor for somebody who has a factor by now.
    let again = make(&mut browser, &page, &mut passkey).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    // From then on it signs in.
    let mut other = Hand::new(&server);
    let page = other.get("/account").await;
    let answer = sign_in(&mut other, &page, &passkey).await;
    assert!(is_in(&other, &answer));
}

/// Makes a passkey on the page of a sign-in that asks for a second factor.
pub async fn make(browser: &mut Hand, page: &Seen, passkey: &mut SoftPasskey) -> Seen {
    let answer = passkey.create(&asked(&page.text).unwrap());
    let fields = ["request", "state", "form_token", "challenge"];
    let fields = fields.map(|name| (name, page.hidden(name)));
    let mut form: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    form.extend([("method", "enrol-passkey"), ("answer", &answer)]);
    browser.post("/sign-in/second", &form).await
}
