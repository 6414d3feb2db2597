//! Several accounts in one browser (security E1, E4, E6 to E8; protocol 49, 50, 52).

use super::hand::{Hand, Seen};
use crate::harness::{App, PASSWORD, TestServer, claims};
use reqwest::StatusCode;

/// The account that is current.
async fn current(browser: &mut Hand) -> Option<String> {
    let page = browser.get("/account").await;
    let names = ["ada", "bob", "cyd", "dee", "eve", "fay"];
    let shown = |name: &&&str| page.text.contains(&format!("<dd><bdi>{name}</bdi></dd>"));
    names.iter().find(shown).map(ToString::to_string)
}

/// What chooses the account `name` on `page`.
fn choice(page: &Seen, name: &str) -> String {
    let before = page
        .text
        .split(&format!("<bdi>{name} Example</bdi>"))
        .next();
    let before = before.unwrap_or_else(|| panic!("no {name} in {page:?}"));
    let value = before.rsplit("name=\"account\" value=\"").next().unwrap();
    value[..36].to_owned()
}

async fn choose(browser: &mut Hand, page: &Seen, account: &str) -> Seen {
    let (request, token) = (page.hidden("request"), page.hidden("form_token"));
    let form = [
        ("request", request.as_str()),
        ("form_token", &token),
        ("account", account),
    ];
    follow(browser, "/select-account", &form).await
}

async fn follow(browser: &mut Hand, path: &str, form: &[(&str, &str)]) -> Seen {
    let mut answer = browser.post(path, form).await;
    while answer.status == StatusCode::SEE_OTHER && !answer.location().contains("/callback") {
        answer = browser.get(answer.location()).await;
    }
    answer
}

/// Signs in with one more account, from the account page.
async fn add(browser: &mut Hand, name: &str) {
    let page = browser.get("/account").await;
    let token = page.hidden("form_token");
    let page = follow(
        browser,
        "/account/switch",
        &[("form_token", &token), ("account", "")],
    )
    .await;
    assert!(page.has_id("login"), "{page:?}");
    assert!(
        page.text
            .contains("name=\"username\" type=\"text\" value=\"\""),
        "{page:?}"
    );
    let answer = browser.try_sign_in(&page, name, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    assert_eq!(current(browser).await.as_deref(), Some(name));
}

async fn id_token(server: &TestServer, app: &App, browser: &mut Hand) -> String {
    let code = browser.code(app, "nobody").await;
    let (_, tokens) = server.redeem(app, &code).await;
    tokens["id_token"].as_str().unwrap().to_owned()
}

async fn ada_and_bob() -> (TestServer, App, Hand) {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    server.user("bob").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    add(&mut browser, "bob").await;
    (server, app, browser)
}

#[actix_web::test]
async fn an_app_gets_the_account_that_is_chosen_and_nobody_is_signed_out() {
    let (server, app, mut browser) = ada_and_bob().await;
    let bobs = id_token(&server, &app, &mut browser).await;
    let select = app.request_with(&[("prompt", "select_account")]);
    let page = browser.authorize(&select).await;
    let ada = choice(&page, "ada");
    let _ = choice(&page, "bob");
    let page = choose(&mut browser, &page, &ada).await;
    assert!(page.has_id("allow"), "{page:?}");
    let code = browser.decide(&page, "allow").await.sent("code").unwrap();
    let (_, tokens) = server.redeem(&app, &code).await;
    let adas = tokens["id_token"].as_str().unwrap();
    assert_eq!(claims(adas)["sub"], ada.as_str());
    assert_eq!(current(&mut browser).await.as_deref(), Some("ada"));

    // Silent requests get the current account, and never another.
    let silent = browser
        .authorize(&app.request_with(&[("prompt", "none")]))
        .await;
    assert!(silent.sent("code").is_some(), "{silent:?}");
    let hinted = [("prompt", "none"), ("id_token_hint", &bobs)];
    let silent = browser.authorize(&app.request_with(&hinted)).await;
    assert_eq!(silent.sent("error").as_deref(), Some("login_required"));

    // A name alone turns to nobody; an ID token does.
    let named = browser
        .authorize(&app.request_with(&[("login_hint", "bob@example.com")]))
        .await;
    assert!(named.has_id("other"), "{named:?}");
    assert!(
        named.text.find("bob Example") < named.text.find("ada Example"),
        "{named:?}"
    );
    assert_eq!(current(&mut browser).await.as_deref(), Some("ada"));
    let turned = browser
        .authorize(&app.request_with(&[("id_token_hint", &bobs)]))
        .await;
    let answer = browser.get(turned.location()).await;
    assert!(answer.sent("code").is_some(), "{answer:?}");
    assert_eq!(current(&mut browser).await.as_deref(), Some("bob"));

    // What is to be proved anew is proved anew, whoever is chosen.
    let fresh = [("prompt", "select_account"), ("max_age", "60")];
    server.wait(100);
    let page = browser.authorize(&app.request_with(&fresh)).await;
    assert!(page.has_id("login"), "{page:?}");
}

#[actix_web::test]
async fn security_e8_signing_out_of_one_account_keeps_the_others() {
    let (server, app, mut browser) = ada_and_bob().await;
    let page = browser.get("/account").await;
    let ada = choice(&page, "ada");
    let token = page.hidden("form_token");
    let switch = [("form_token", token.as_str()), ("account", &ada)];
    follow(&mut browser, "/account/switch", &switch).await;
    assert_eq!(current(&mut browser).await.as_deref(), Some("ada"));
    // The form was made for bob, and is good for nobody else.
    let again = browser.post("/account/switch", &switch).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN, "security E6");

    let adas = id_token(&server, &app, &mut browser).await;
    let page = browser.get("/account").await;
    let (bob, token) = (choice(&page, "bob"), page.hidden("form_token"));
    let switch = [("form_token", token.as_str()), ("account", &bob)];
    follow(&mut browser, "/account/switch", &switch).await;

    // An app signs its person out, who is not the current one.
    let seen = browser.get(&format!("/logout?id_token_hint={adas}")).await;
    assert_eq!(seen.status, StatusCode::OK, "{seen:?}");
    assert!(!seen.has_id("logout"), "{seen:?}");
    let page = browser.get("/account").await;
    assert!(page.text.contains("<dd><bdi>bob</bdi></dd>"), "{page:?}");
    assert!(!page.text.contains("ada Example"), "{page:?}");

    // The current one signs out, and the other may go on by choosing.
    add(&mut browser, "ada").await;
    let page = browser.get("/logout").await;
    let (request, token) = (page.hidden("request"), page.hidden("form_token"));
    let yes = [
        ("request", request.as_str()),
        ("form_token", &token),
        ("decision", "sign-out"),
    ];
    browser.post("/logout/confirm", &yes).await;
    let silent = browser
        .authorize(&app.request_with(&[("prompt", "none")]))
        .await;
    assert_eq!(silent.sent("error").as_deref(), Some("login_required"));
    let page = browser.get("/account").await;
    assert!(
        page.has_id("other") && !page.text.contains("ada Example"),
        "{page:?}"
    );
    let bob = choice(&page, "bob");
    choose(&mut browser, &page, &bob).await;
    assert_eq!(current(&mut browser).await.as_deref(), Some("bob"));
}

#[actix_web::test]
async fn security_e4_waiting_accounts_belong_to_one_browser_and_are_bounded() {
    let (server, _, mut browser) = ada_and_bob().await;
    let mut thief = Hand::new(&server);
    thief.get("/account").await;
    let stolen = browser.jar["signet-accounts"].clone();
    thief.jar.insert("signet-accounts".to_owned(), stolen);
    assert!(thief.get("/account").await.has_id("login"));

    // Signing in again as one who waits renews their session, and the old secret is dead (E1).
    let before = browser.clone();
    add(&mut browser, "ada").await;
    let page = browser.get("/account").await;
    assert_eq!(page.text.matches("class=\"choice\"").count(), 1, "{page:?}");
    assert!(
        !before
            .clone()
            .get("/account")
            .await
            .text
            .contains("ada Example")
    );

    let first = browser.clone();
    for name in ["cyd", "dee", "eve", "fay"] {
        server.user(name).await;
        add(&mut browser, name).await;
    }
    let page = browser.get("/account").await;
    assert_eq!(page.text.matches("class=\"choice\"").count(), 4, "{page:?}");
    assert!(!page.text.contains("bob Example"), "{page:?}");
    assert_eq!(current(&mut first.clone()).await.as_deref(), Some("ada"));
    let page = first.clone().get("/account").await;
    assert!(
        !page.text.contains("bob Example"),
        "ended to make room: {page:?}"
    );
    let bob = server.services.store.account_by_login("bob").await.unwrap();
    let ended = server.events("session.ended").await;
    assert_eq!(ended.len(), 1);
    assert_eq!(ended[0].person, Some(bob.unwrap().user.id));
}
