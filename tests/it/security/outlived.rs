//! Sign-ins under way while the account changes: none of them outlives what ends everything (security
//! E10, G1, G2, G6, K6).

use super::hand::{Hand, Seen};
use crate::harness::{Authenticator, PASSWORD, TestServer};
use reqwest::StatusCode;
use signet::admin::Desk;
use signet::admin::users::factors;
use signet::entropy::SystemEntropy;
use signet::flow::Browser;
use signet::flow::second_factor;
use signet::flow::sign_in::{self, Origin};
use signet::login::{Password, Proof, SignInError, Who};
use signet::model::{Credential, CredentialId, CredentialKind, User};
use signet::secret::Secret;
use signet::store::{CredentialChange, Removed, StoreError};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

const NEW: &str = "another battery staple horse";
const SETUP: &str = "/account/security/authenticator";

fn origin() -> Origin {
    Origin::at(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

/// What a sign-in holds when its password has just been found right.
async fn proved(server: &TestServer) -> Proof {
    let password = Password(Secret::new(PASSWORD.to_owned()));
    let named = Who::Named("ada");
    let proof = sign_in::examine(&server.services, named, &password, &origin()).await;
    proof.unwrap()
}

async fn another_password(server: &TestServer, user: &User) {
    let services = &server.services;
    let hash = services.hasher.hash(&Secret::new(NEW.to_owned())).await;
    let set = services
        .store
        .set_password(user.id, hash.unwrap(), true, services.now());
    set.await.unwrap();
}

#[actix_web::test]
async fn security_e10_g1_a_proof_of_before_begins_nothing_after_it() {
    for way in 0..3 {
        let server = TestServer::start().await;
        let ada = server.user("ada").await;
        if way == 0 {
            server.authenticator(&ada).await;
        }
        let proof = proved(&server).await;
        let store = &server.services.store;
        let now = server.services.now();
        match way {
            0 => another_password(&server, &ada).await,
            1 => {
                let mut browser = Hand::new(&server);
                browser.enter("ada").await;
                let page = browser.get(SETUP).await;
                confirm(&server, &mut browser, &page).await;
            }
            _ => store.set_disabled(ada.id, true, now).await.unwrap(),
        }
        let late = sign_in::begin(&server.services, proof.clone(), origin()).await;
        assert!(
            matches!(late, Err(StoreError::Stale)),
            "way {way}: {late:?}"
        );
        // Nor does it lead to the next step, which would be held to the account as it is now.
        let browser = Browser::new(&server.services);
        let next = second_factor::after_first(&server.services, &proof, "", &browser, |_| false);
        let next = next.await;
        let refused = matches!(next, Err(SignInError::Wrong));
        // Who has no second factor is not asked for one.
        assert!(refused || way == 2, "way {way}: {next:?}");
        let sessions = store.sessions_of(ada.id, now).await.unwrap();
        assert_eq!(
            sessions.len(),
            usize::from(way == 1),
            "that which set it up"
        );
    }
}

/// Confirms the authenticator on offer.
async fn confirm(server: &TestServer, browser: &mut Hand, page: &Seen) -> Authenticator {
    let seed = page.text.split("id=\"seed\" dir=\"ltr\">").nth(1).unwrap();
    let authenticator = Authenticator::typed(seed.split('<').next().unwrap());
    let code = authenticator.code(server);
    let (offer, token) = (page.hidden("offer"), page.hidden("form_token"));
    let form = [
        ("offer", offer.as_str()),
        ("form_token", &token),
        ("code", &code),
    ];
    let done = browser.post(SETUP, &form).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
    authenticator
}

#[actix_web::test]
async fn security_e10_no_sign_in_with_the_old_password_is_left_when_it_was_changed() {
    let server = TestServer::start().await;
    let ada = server.user("ada").await;
    let mut flood = Vec::new();
    for number in 0..6 {
        let mut browser = Hand::new(&server);
        let page = browser.get("/account").await;
        flood.push(async move {
            tokio::time::sleep(Duration::from_millis(number * 40)).await;
            browser.try_sign_in(&page, "ada", PASSWORD).await;
            browser
        });
    }
    let changed = another_password(&server, &ada);
    let (browsers, ()) = tokio::join!(futures_util::future::join_all(flood), changed);
    for mut browser in browsers {
        assert_eq!(browser.who().await, None);
    }
}

#[actix_web::test]
async fn security_e10_of_two_who_change_a_password_at_once_one_does() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let mut browsers = Vec::new();
    for _ in 0..2 {
        let mut browser = Hand::new(&server);
        browser.enter("ada").await;
        let page = browser.get("/account/password").await;
        browsers.push((browser, page.hidden("form_token")));
    }
    let news = ["seven green bottles on a wall", NEW];
    let wishes = browsers
        .iter_mut()
        .zip(news)
        .map(|((browser, token), new)| {
            let form = [
                ("form_token", token.clone()),
                ("current", PASSWORD.to_owned()),
                ("password", new.to_owned()),
            ];
            async move {
                let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
                browser.post("/account/password", &form).await.status
            }
        });
    let answers = futures_util::future::join_all(wishes).await;
    let done = answers.iter().filter(|status| status.is_success()).count();
    assert_eq!(done, 1, "{answers:?}");
    let mut signed_in = 0;
    for (mut browser, _) in browsers {
        signed_in += usize::from(browser.who().await.is_some());
    }
    assert_eq!(signed_in, 1);
}

#[actix_web::test]
async fn security_g2_an_authenticator_on_offer_is_set_up_once() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    let page = browser.get(SETUP).await;
    let authenticator = confirm(&server, &mut browser, &page).await;

    server.wait(30);
    let asked = browser.get(SETUP).await;
    let answer = browser.try_sign_in(&asked, "ada", PASSWORD).await;
    let second = browser.get(answer.location()).await;
    let fields = ["request", "state", "form_token", "method"];
    let values = fields.map(|name| second.hidden(name));
    let mut form: Vec<_> = fields
        .into_iter()
        .zip(values.iter().map(String::as_str))
        .collect();
    let code = authenticator.code(&server);
    form.push(("code", &code));
    let entered = browser.post("/sign-in/second", &form).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{entered:?}");

    server.wait(30);
    let code = authenticator.code(&server);
    let token = browser.get(SETUP).await.hidden("form_token");
    let offer = page.hidden("offer");
    let form = [
        ("offer", offer.as_str()),
        ("form_token", &token),
        ("code", &code),
    ];
    let again = browser.post(SETUP, &form).await;
    assert!(again.location().ends_with(SETUP), "{again:?}");
    let desk = Desk::command_line(&server.services);
    let (_, all) = factors(&desk, "ada").await.unwrap();
    let kind = CredentialKind::Totp;
    assert_eq!(all.iter().filter(|one| one.kind == kind).count(), 1);
}

#[actix_web::test]
async fn security_g2_a_code_is_used_up_for_all_authenticators_of_its_seed() {
    let server = TestServer::start().await;
    let ada = server.user("ada").await;
    let seed: [u8; 20] = signet::entropy::bytes(&SystemEntropy);
    let twice = [(); 2].map(|()| {
        let id = CredentialId::new(server.clock.as_ref(), &SystemEntropy);
        let seals = &server.services.seals;
        Credential {
            id,
            user_id: ada.id,
            kind: CredentialKind::Totp,
            name: "Authenticator app".to_owned(),
            secret: seals.wrap_seed(id, ada.id, &seed, &SystemEntropy).unwrap(),
            data: serde_json::Value::Null,
            counter: 0,
            created_at: server.services.now(),
            last_used_at: None,
        }
    });
    let change = CredentialChange {
        user_id: ada.id,
        expected: Vec::new(),
        epoch: None,
        removed: Removed::Nothing,
        added: twice.to_vec(),
        ends_sessions: false,
        kept: None,
    };
    let store = &server.services.store;
    let added = store.change_credentials(change, server.services.now());
    assert!(added.await.unwrap());
    let authenticator = Authenticator::typed(&data_encoding::BASE32_NOPAD.encode(&seed));
    let code = authenticator.code(&server);
    for expected in [StatusCode::SEE_OTHER, StatusCode::FORBIDDEN] {
        let mut browser = Hand::new(&server);
        let page = browser.get("/account").await;
        let answer = browser.try_sign_in(&page, "ada", PASSWORD).await;
        let page = browser.get(answer.location()).await;
        let fields = ["request", "state", "form_token", "method"];
        let values = fields.map(|name| page.hidden(name));
        let mut form: Vec<_> = fields
            .into_iter()
            .zip(values.iter().map(String::as_str))
            .collect();
        form.push(("code", &code));
        let answer = browser.post("/sign-in/second", &form).await;
        assert_eq!(answer.status, expected, "{answer:?}");
    }
}
