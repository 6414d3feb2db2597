//! Pictures of every page, for people to look at, under `target/screenshots`.

use super::{Chromium, Listener, Script, registered};
use crate::harness::{App, Authenticator, Browser, Mailbox, PASSWORD, TestServer};
use crate::mail::server_with;
use signet::flow::setup;
use signet::oidc::StandardClaims;
use thirtyfour::By;

/// As long as can be, without a place to break the line.
const LONG_NAME: &str = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewarenwohlgepflege";
const LONG_CLIENT: &str = "The Extraordinarily Long-Winded Interdepartmental Resource-Planning-and-Timekeeping-Application (Pre-Production, do not use)";

/// An app that shows all that an app can show.
async fn photo_app(server: &TestServer, listener: &Listener, name: &str) -> App {
    let (callback, logo) = (listener.url("/callback"), listener.url("/logo.svg"));
    let id = if name == LONG_CLIENT {
        "long"
    } else {
        "photos"
    };
    server
        .app_with(id, |metadata| {
            metadata.redirect_uris = vec![callback];
            metadata.client_name = Some(name.to_owned());
            metadata.logo_uri = Some(logo);
            metadata.client_uri = Some("https://photos.example/".to_owned());
            metadata.policy_uri = Some("https://photos.example/privacy".to_owned());
            metadata.tos_uri = Some("https://photos.example/terms".to_owned());
        })
        .await
}

const ALL_SCOPES: (&str, &str) = (
    "scope",
    "openid profile email address phone groups offline_access",
);

#[actix_web::test]
async fn pictures_from_the_first_account_to_the_demo() {
    let server = TestServer::start().await;
    let chromium = Chromium::start(Script::On).await;
    let link = setup::link(&server.services).await.unwrap().unwrap();
    chromium.open(&link).await;
    chromium.picture("setup").await;
    chromium.fill("name", "Ada Lovelace").await;
    chromium.fill("username", "ada lovelace!").await;
    chromium.fill("email", "ada@localhost").await;
    chromium.fill("password", "aaaaaaaaaaaaaaaaaaaa").await;
    chromium.click("create").await;
    chromium.find(By::ClassName("wrong")).await;
    let waiting = chromium.driver.active_element().await.unwrap();
    assert_eq!(waiting.id().await.unwrap().as_deref(), Some("username"));
    chromium.picture("setup-errors").await;
    chromium.fill("username", "ada").await;
    chromium.fill("email", "ada@example.com").await;
    chromium.fill("password", PASSWORD).await;
    chromium.click("create").await;
    chromium.id("account").await;
    chromium.picture("home-signed-in").await;
    chromium.click("try-demo").await;
    chromium.id("demo-sign-in").await;
    chromium.picture("demo").await;
    chromium.click("demo-sign-in").await;
    chromium.id("allow").await;
    chromium.picture("demo-consent").await;
    chromium.click("allow").await;
    chromium.id("demo-result").await;
    chromium.picture("demo-result").await;
    for section in ["id-token", "access-token", "userinfo"] {
        chromium.click_css(&format!("#{section} summary")).await;
    }
    chromium.picture("demo-result-open").await;
    chromium.open(&server.url("/account")).await;
    chromium.click("sign-out").await;
    chromium.id("logout").await;
    chromium.picture("sign-out").await;
    chromium.click("logout").await;
    chromium.id("logged-out").await;
    chromium.picture("signed-out").await;
    chromium.open(&server.url("/")).await;
    chromium.id("sign-in").await;
    chromium.picture("home-signed-out").await;
    chromium.open(&server.url("/account")).await;
    chromium.id("login").await;
    chromium.picture("sign-in-account").await;
    chromium.finish().await;
}

#[actix_web::test]
async fn pictures_of_a_sign_in() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let listener = Listener::start();
    let app = photo_app(&server, &listener, "Holiday Photos").await;
    Browser::new().code(&server, &app, "ada").await;
    let other = registered(&server, "other", &listener.url("/other")).await;
    Browser::new().code(&server, &other, "ada").await;
    let chromium = Chromium::start(Script::On).await;
    chromium.authorize(&server.issuer, &app.request()).await;
    chromium.id("login").await;
    chromium.picture("sign-in").await;
    chromium.sign_in("ada", "not the password").await;
    chromium.id("sign-in-error").await;
    chromium.picture("sign-in-error").await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.arrive(&listener.url("/callback?code=")).await;

    let more = app.request_with(&[ALL_SCOPES]);
    chromium.authorize(&server.issuer, &more).await;
    chromium.id("allow").await;
    chromium.picture("consent").await;
    chromium.click("allow").await;
    chromium.arrive(&listener.url("/callback?code=")).await;

    let select = app.request_with(&[("prompt", "select_account")]);
    chromium.authorize(&server.issuer, &select).await;
    chromium.id("other").await;
    chromium.picture("select-account").await;
    let login = app.request_with(&[("prompt", "login")]);
    chromium.authorize(&server.issuer, &login).await;
    chromium.id("login").await;
    chromium.picture("sign-in-again").await;
    let wrong = app.request_with(&[("redirect_uri", "https://evil.example/")]);
    chromium.authorize(&server.issuer, &wrong).await;
    chromium.id("error").await;
    chromium.picture("error").await;
    chromium.open(&server.url("/account")).await;
    chromium.id("apps").await;
    chromium.picture("account").await;
    chromium.finish().await;
}

/// The page that goes on by itself, and what the others look like where no script runs.
#[actix_web::test]
async fn pictures_without_script() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let listener = Listener::start();
    let app = photo_app(&server, &listener, "Holiday Photos").await;
    let chromium = Chromium::start(Script::Off).await;
    let request = app.request_with(&[("response_mode", "form_post")]);
    chromium.authorize(&server.issuer, &request).await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.click("allow").await;
    chromium.id("continue").await;
    chromium.picture("form-post").await;
    chromium.finish().await;
}

/// Right to left, and where words are long or lines break anywhere.
#[actix_web::test]
async fn pictures_in_other_languages() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let listener = Listener::start();
    let app = photo_app(&server, &listener, "Holiday Photos").await;
    let chromium = Chromium::start(Script::On).await;
    for language in ["ar", "de", "ja"] {
        chromium.forget().await;
        let picture = async |page: &str| chromium.picture_in(language, page).await;
        let request = [ALL_SCOPES, ("ui_locales", language), ("prompt", "consent")];
        let request = app.request_with(&request);
        chromium.authorize(&server.issuer, &request).await;
        chromium.id("login").await;
        picture("sign-in").await;
        chromium.sign_in("ada", "not the password").await;
        chromium.id("sign-in-error").await;
        picture("sign-in-error").await;
        chromium.sign_in("ada", PASSWORD).await;
        chromium.id("allow").await;
        picture("consent").await;
        chromium.click("allow").await;
        chromium.arrive(&listener.url("/callback?code=")).await;
        // From here on it is what was chosen at the foot of a page.
        chromium.open(&server.url("/account")).await;
        chromium.choose_language(language, "sessions").await;
        picture("account").await;
        chromium.open(&server.url("/demo/sign-in")).await;
        chromium.find(By::Css("#allow, #demo-result")).await;
        // Asked once, and remembered in every language.
        if chromium.has("#allow").await {
            chromium.click("allow").await;
        }
        chromium.id("demo-result").await;
        picture("demo-result").await;
        for page in ["", "device", "demo", "nowhere", "logout"] {
            chromium.open(&server.url(&format!("/{page}"))).await;
            picture(&format!("page-{page}")).await;
        }
        chromium.click("logout").await;
        chromium.id("logged-out").await;
        picture("signed-out").await;
    }
    chromium.finish().await;
}

/// What secures an account, right to left and in long words.
#[actix_web::test]
async fn pictures_of_security_in_other_languages() {
    let mailbox = Mailbox::start();
    let settings = [("self-registration", "on"), ("remembered-device", "30d")];
    let server = server_with(&mailbox, &settings).await;
    let chromium = Chromium::start(Script::On).await;
    for language in ["ar", "de"] {
        let login = format!("ada-{language}");
        server.user(&login).await;
        chromium.forget().await;
        let picture = async |page: &str| chromium.picture_in(language, page).await;
        chromium.open(&server.url("/account")).await;
        chromium.choose_language(language, "login").await;
        for page in ["recover", "sign-up"] {
            chromium.open(&server.url(&format!("/{page}"))).await;
            picture(page).await;
        }
        chromium.open(&server.url("/account")).await;
        chromium.sign_in(&login, PASSWORD).await;
        chromium.id("security").await;
        let authenticator = server.url("/account/security/authenticator");
        chromium.open(&authenticator).await;
        let authenticator = Authenticator::typed(&chromium.text("#seed").await);
        picture("authenticator").await;
        chromium.fill("code", &authenticator.code(&server)).await;
        chromium.click("continue").await;
        chromium.id("codes").await;
        picture("recovery-codes").await;
        chromium.click("onward").await;
        chromium.id("new-codes").await;
        picture("security").await;
        chromium.open(&server.url("/logout")).await;
        chromium.click("logout").await;
        chromium.id("logged-out").await;
        chromium.open(&server.url("/account")).await;
        chromium.sign_in(&login, PASSWORD).await;
        chromium.id("code").await;
        picture("second-factor").await;
        chromium.click("other").await;
        chromium.find(By::Css("[autocomplete=off]")).await;
        picture("second-factor-recovery").await;
    }
    chromium.finish().await;
}

#[actix_web::test]
async fn pictures_of_connecting_a_device() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let grant = "urn:ietf:params:oauth:grant-type:device_code";
    let app = server
        .app_with("tv", |metadata| {
            metadata.grant_types = vec![grant.into(), "refresh_token".into()];
            metadata.client_name = Some("Holiday Photos on TV".to_owned());
            metadata.client_uri = Some("https://photos.example/".to_owned());
        })
        .await;
    let (_, begun) = server
        .call(&app, "/device_authorization", &[ALL_SCOPES])
        .await;
    let code = begun["user_code"].as_str().unwrap();
    let chromium = Chromium::start(Script::On).await;
    chromium.open(&server.url("/device")).await;
    chromium.id("user_code").await;
    chromium.picture("device").await;
    chromium.fill("user_code", "wdjb mjh").await;
    chromium.click("continue").await;
    chromium.id("user-code-error").await;
    chromium.picture("device-error").await;
    chromium.fill("user_code", &code.to_lowercase()).await;
    chromium.click("continue").await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.id("allow").await;
    chromium.picture("device-confirm").await;
    chromium.click("allow").await;
    chromium.id("device-done").await;
    chromium.picture("device-done").await;
    chromium.finish().await;
}

#[actix_web::test]
async fn long_names_find_room() {
    let server =
        TestServer::with(&[("name", "The Identity Service of the Whole Organisation")]).await;
    let username = "a-very-long-user-name-without-any-place-to-break-the-line-at-all";
    let email = format!("{username}@an-equally-long-subdomain-of-some-department.example.com");
    let claims = StandardClaims {
        name: Some(LONG_NAME.to_owned()),
        email: Some(email),
        ..StandardClaims::default()
    };
    server.user_with(username, claims).await;
    let listener = Listener::start();
    let app = photo_app(&server, &listener, LONG_CLIENT).await;
    let chromium = Chromium::start(Script::On).await;
    chromium.authorize(&server.issuer, &app.request()).await;
    chromium.id("login").await;
    chromium.picture("long-sign-in").await;
    chromium.sign_in(username, PASSWORD).await;
    chromium.id("allow").await;
    chromium.picture("long-consent").await;
    chromium.click("allow").await;
    chromium.arrive(&listener.url("/callback?code=")).await;
    let select = app.request_with(&[("prompt", "select_account")]);
    chromium.authorize(&server.issuer, &select).await;
    chromium.id("other").await;
    chromium.picture("long-select-account").await;
    chromium.open(&server.url("/account")).await;
    chromium.id("apps").await;
    chromium.picture("long-account").await;
    chromium.open(&server.url("/")).await;
    chromium.id("account").await;
    chromium.fits("long-home").await;
    chromium.open(&server.url("/logout?client_id=long")).await;
    chromium.id("logout").await;
    chromium.picture("long-sign-out").await;
    chromium.finish().await;
}

/// Two accounts in one browser, and one that leaves and comes back.
#[actix_web::test]
async fn pictures_of_switching_and_leaving() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let listener = Listener::start();
    let app = photo_app(&server, &listener, "Holiday Photos").await;
    let chromium = Chromium::start(Script::On).await;
    for language in ["en", "ar"] {
        let login = format!("bob-{language}");
        server.user(&login).await;
        chromium.forget().await;
        let picture = async |page: &str| chromium.picture(&format!("{language}-{page}")).await;
        chromium.open(&server.url("/account")).await;
        chromium.choose_language(language, "login").await;
        chromium.sign_in("ada", PASSWORD).await;
        chromium.click("add-account").await;
        chromium.sign_in(&login, PASSWORD).await;
        chromium.id("delete-account").await;
        picture("account-with-another").await;
        let select = app.request_with(&[("prompt", "select_account"), ("ui_locales", language)]);
        chromium.authorize(&server.issuer, &select).await;
        chromium.id("other").await;
        picture("select-among-two").await;
        chromium.open(&server.url("/account/delete")).await;
        chromium.id("delete").await;
        picture("delete-account").await;
        chromium.click("delete").await;
        chromium.id("told").await;
        picture("account-left").await;
        chromium.open(&server.url("/account")).await;
        chromium.click("other").await;
        for _ in 0..2 {
            chromium.sign_in(&login, "not the password").await;
            chromium.id("sign-in-error").await;
        }
        chromium.sign_in(&login, PASSWORD).await;
        chromium.id("keep").await;
        picture("keep-account").await;
        chromium.click("keep").await;
        chromium.id("delete-account").await;
    }
    chromium.finish().await;
}
