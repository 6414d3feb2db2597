//! A sign-in under way: bound to its browser, its steps in their order, never mixed with another
//! (security E4, E5, E7).

use super::hand::{Hand, encode};
use crate::harness::{PASSWORD, TestServer, claims};
use reqwest::StatusCode;

#[actix_web::test]
async fn security_e4_a_sign_in_opens_in_its_own_browser_only() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut victim = Hand::new(&server);
    let page = victim.authorize(&app.request()).await;
    let sealed = page.hidden("request");
    let resume = format!("/authorize/resume?{}", encode(&[("request", &sealed)]));

    let mut strangers = [Hand::new(&server), Hand::new(&server)];
    // One has no cookie, one has another browser's and is signed in.
    strangers[1].enter("ada").await;
    for stranger in &mut strangers {
        let seen = stranger.get(&resume).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST);
        assert!(seen.has_id("error") && seen.location().is_empty());
    }
    let own = strangers[0].get("/account").await;
    let token = own.hidden("form_token");
    let form = [
        ("request", sealed.as_str()),
        ("form_token", &token),
        ("username", "ada"),
        ("password", PASSWORD),
    ];
    let seen = strangers[0].post("/sign-in", &form).await;
    assert_eq!(seen.status, StatusCode::BAD_REQUEST);
    assert!(seen.has_id("error") && strangers[0].session().is_none());

    // The same for consent: with the stranger's own, right form token.
    let own = strangers[1].authorize(&app.request()).await;
    let form = [
        ("request", sealed.as_str()),
        ("form_token", &own.hidden("form_token")),
        ("decision", "allow"),
    ];
    let seen = strangers[1].post("/consent", &form).await;
    assert_eq!(seen.status, StatusCode::BAD_REQUEST);
    assert!(seen.has_id("error") && seen.location().is_empty());

    assert!(victim.get(&resume).await.has_id("login"));
}

#[actix_web::test]
async fn security_e4_a_sealed_sign_in_cannot_be_changed_and_ends() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let mut browser = Hand::new(&server);
    let sealed = browser.authorize(&app.request()).await.hidden("request");
    let other = if sealed.ends_with('A') { "B" } else { "A" };
    let mut middle = sealed.clone().into_bytes();
    let half = middle.len() / 2;
    middle[half] = if middle[half] == b'x' { b'y' } else { b'x' };
    for changed in [
        String::from_utf8(middle).unwrap(),
        format!("{}{other}", &sealed[..sealed.len() - 1]),
        sealed[..sealed.len() - 4].to_owned(),
        format!("{sealed}AAAA"),
        String::new(),
    ] {
        let resume = format!("/authorize/resume?{}", encode(&[("request", &changed)]));
        let seen = browser.get(&resume).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{changed}");
    }
    let resume = format!("/authorize/resume?{}", encode(&[("request", &sealed)]));
    server.wait(3600);
    assert!(browser.get(&resume).await.has_id("login"));
    server.wait(1);
    assert_eq!(browser.get(&resume).await.status, StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn security_e5_no_step_can_be_skipped() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&app.request()).await;
    let sealed = page.hidden("request");

    // Consent and choice of account before anybody signed in, with the only token there is.
    for (path, field, value) in [
        ("/consent", "decision", "allow"),
        ("/select-account", "account", ""),
    ] {
        let form = [
            ("request", sealed.as_str()),
            ("form_token", &page.hidden("form_token")),
            (field, value),
        ];
        let seen = browser.post(path, &form).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{path}");
    }
    // The end of the way without the way.
    let resume = format!("/authorize/resume?{}", encode(&[("request", &sealed)]));
    assert!(browser.get(&resume).await.has_id("login"));
    // Signed in, but consent is still due, however often one comes back.
    browser.sign_in(&page, "ada", PASSWORD).await;
    for _ in 0..2 {
        assert!(browser.get(&resume).await.has_id("allow"));
    }
    // GET and HEAD decide nothing.
    let tricky = format!("{resume}&decision=allow");
    assert!(browser.get(&tricky).await.has_id("allow"));
    let seen = browser.get("/consent?decision=allow").await;
    assert_eq!(seen.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[actix_web::test]
async fn security_e5_a_forced_sign_in_cannot_be_dropped_by_coming_back() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.code(&app, "ada").await;
    server.wait(5);
    for change in [("prompt", "login"), ("max_age", "1"), ("max_age", "0")] {
        let page = browser.authorize(&app.request_with(&[change])).await;
        assert!(page.has_id("login"), "{change:?}");
        let sealed = page.hidden("request");
        let resume = format!("/authorize/resume?{}", encode(&[("request", &sealed)]));
        assert!(browser.get(&resume).await.has_id("login"), "{change:?}");
        // A plain request in between changes nothing.
        assert!(
            browser
                .authorize(&app.request())
                .await
                .sent("code")
                .is_some()
        );
        assert!(browser.get(&resume).await.has_id("login"), "{change:?}");
    }
}

#[actix_web::test]
async fn security_e5_consent_sent_twice_gives_two_codes_and_none_without_the_session() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    let page = browser.authorize(&app.request()).await;
    let page = browser.sign_in(&page, "ada", PASSWORD).await;
    let signed_in = browser.clone();
    let first = browser.decide(&page, "allow").await.sent("code").unwrap();
    let second = browser.decide(&page, "allow").await.sent("code").unwrap();
    assert_ne!(first, second);
    let question = browser.get("/logout").await;
    let form = [
        ("request", question.hidden("request")),
        ("form_token", question.hidden("form_token")),
    ];
    let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.post("/logout/confirm", &form).await;
    for mut after in [browser, signed_in] {
        let seen = after.decide(&page, "allow").await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
        assert!(seen.location().is_empty());
    }
}

#[actix_web::test]
async fn security_e5_two_sign_ins_in_one_browser_do_not_mix() {
    let server = TestServer::start().await;
    let (one, two) = (server.app("one").await, server.app("two").await);
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    let first = browser.authorize(&one.request()).await;
    let second = browser.authorize(&two.request()).await;
    let first = browser.sign_in(&first, "ada", PASSWORD).await;
    // The other tab comes back and asks for its own app.
    let sealed = second.hidden("request");
    let resume = format!("/authorize/resume?{}", encode(&[("request", &sealed)]));
    let second = browser.get(&resume).await;
    assert!(first.text.contains("The one app") && second.text.contains("The two app"));
    let answer = browser.decide(&first, "allow").await;
    assert!(answer.location().starts_with("https://one.example/"));
    // Allowing one allowed nothing to two.
    assert!(browser.get(&resume).await.has_id("allow"));
    let code = answer.sent("code").unwrap();
    let (_, refused) = server.redeem(&two, &code).await;
    assert_eq!(refused["error"], "invalid_grant");
}

#[actix_web::test]
async fn security_e7_two_people_in_two_tabs_never_get_each_others_state() {
    let server = TestServer::start().await;
    let (one, two) = (server.app("one").await, server.app("two").await);
    let (ada, bob) = (server.user("ada").await, server.user("bob").await);
    let mut browser = Hand::new(&server);
    let ada_tab = browser.authorize(&one.request()).await;
    let bob_tab = browser.authorize(&two.request()).await;
    let ada_tab = browser.sign_in(&ada_tab, "ada", PASSWORD).await;
    let ada_session = browser.clone();
    let bob_tab = browser.sign_in(&bob_tab, "bob", PASSWORD).await;

    // The consent page that Ada saw is no decision of Bob's.
    let seen = browser.decide(&ada_tab, "allow").await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    // Hers goes on beside it.
    assert_eq!(ada_session.clone().who().await.as_deref(), Some("ada"));

    let seen = browser.decide(&bob_tab, "allow").await;
    let code = seen.sent("code").unwrap();
    let (_, tokens) = server.redeem(&two, &code).await;
    let id_token = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id_token["sub"], bob.id.to_string());
    assert_ne!(id_token["sub"], ada.id.to_string());
}

#[actix_web::test]
async fn security_e7_many_people_at_once_each_get_themselves() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    let mut people = Vec::new();
    for number in 0..8 {
        people.push(server.user(&format!("person{number}")).await);
    }
    let all = people.iter().map(|person| {
        let (server, app) = (&server, &app);
        async move {
            let mut browser = Hand::new(server);
            let code = browser.code(app, &person.username.display).await;
            let (_, tokens) = server.redeem(app, &code).await;
            let access_token = tokens["access_token"].as_str().unwrap();
            let (_, userinfo) = server.userinfo(access_token).await;
            assert_eq!(userinfo["sub"], person.id.to_string());
            let id_token = claims(tokens["id_token"].as_str().unwrap());
            assert_eq!(id_token["sub"], person.id.to_string());
        }
    });
    futures_util::future::join_all(all).await;
}
