//! Sign-in, consent and the way back to the app, which the content policy must leave open.

use super::{Chromium, Listener, Script, registered};
use crate::harness::{PASSWORD, TestServer};
use thirtyfour::By;

#[actix_web::test]
async fn a_wrong_password_is_told_at_the_field_and_the_right_one_leads_to_the_app() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let (app, other) = (Listener::start(), Listener::on("127.0.0.1:0", "localhost"));
    // The app sends people on to another origin.
    let callback = app.hop(&other.url("/landed"));
    let client = registered(&server, "app", &callback).await;
    let chromium = Chromium::start(Script::On).await;

    chromium.authorize(&server.issuer, &client.request()).await;
    assert!(chromium.text(".client").await.contains("The app app"));
    chromium.sign_in("ada", "a wrong password").await;
    for id in ["username", "password"] {
        let field = chromium.id(id).await;
        assert_eq!(field.attr("aria-invalid").await.unwrap().unwrap(), "true");
        let tied = field.attr("aria-describedby").await.unwrap().unwrap();
        let told = chromium.id(&tied).await.text().await.unwrap();
        assert!(told.contains("is not right"), "{told}");
    }
    assert!(chromium.driver.title().await.unwrap().starts_with("Error"));
    let username = chromium.id("username").await.value().await.unwrap();
    assert_eq!(username.as_deref(), Some("ada"));
    let waiting = chromium.driver.active_element().await.unwrap();
    assert_eq!(waiting.id().await.unwrap().as_deref(), Some("password"));

    chromium.fill("password", PASSWORD).await;
    chromium.click("login").await;
    chromium.click("allow").await;
    chromium.arrive(&other.url("/landed")).await;
    let received = app.received("/hop").await;
    assert!(received.parameter("code").is_some());
    assert_eq!(received.parameter("state").as_deref(), Some("the state"));
    assert_eq!(received.parameter("iss"), Some(server.issuer.clone()));

    // An app of another name of this machine, asked at once for what it has not had yet.
    let named = Listener::on("127.0.0.1:0", "app.localhost");
    let client = registered(&server, "named", &named.url("/callback")).await;
    chromium.authorize(&server.issuer, &client.request()).await;
    chromium.click("allow").await;
    chromium.arrive(&named.url("/callback?code=")).await;
    chromium.finish().await;
}

#[actix_web::test]
async fn no_is_an_answer() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = Listener::start();
    let client = registered(&server, "app", &app.url("/callback")).await;
    let chromium = Chromium::start(Script::On).await;
    for button in ["cancel", "deny"] {
        chromium.authorize(&server.issuer, &client.request()).await;
        if button == "deny" {
            chromium.sign_in("ada", PASSWORD).await;
        }
        chromium.click(button).await;
        let url = chromium.arrive(&app.url("/callback")).await;
        let received = app.received("/callback").await;
        assert_eq!(
            received.parameter("error").as_deref(),
            Some("access_denied"),
            "{url}"
        );
        assert_eq!(received.parameter("state").as_deref(), Some("the state"));
        assert_eq!(received.parameter("iss"), Some(server.issuer.clone()));
        assert!(received.parameter("code").is_none());
        app.forget();
    }
    chromium.finish().await;
}

#[actix_web::test]
async fn an_answer_by_form_arrives_by_itself_or_by_its_button() {
    for script in [Script::On, Script::Off] {
        let server = TestServer::start().await;
        server.user("ada").await;
        let app = Listener::start();
        let client = registered(&server, "app", &app.url("/callback")).await;
        let chromium = Chromium::start(script).await;
        let request = client.request_with(&[("response_mode", "form_post")]);
        chromium.authorize(&server.issuer, &request).await;
        chromium.sign_in("ada", PASSWORD).await;
        chromium.click("allow").await;
        if script == Script::Off {
            chromium.click("continue").await;
        }
        chromium.arrive(&app.url("/callback")).await;
        let received = app.received("/callback").await;
        assert_eq!(received.method, "POST");
        assert_eq!(received.target, "/callback");
        assert!(received.parameter("code").is_some(), "{received:?}");
        assert_eq!(received.parameter("state").as_deref(), Some("the state"));
        chromium.finish().await;
    }
}

#[actix_web::test]
async fn an_app_may_ask_which_account_and_for_the_password_again() {
    let server = TestServer::start().await;
    server.user("ada").await;
    server.user("bob").await;
    let app = Listener::start();
    let client = registered(&server, "app", &app.url("/callback")).await;
    let chromium = Chromium::start(Script::On).await;
    chromium.authorize(&server.issuer, &client.request()).await;
    chromium.sign_in("ada@example.com", PASSWORD).await;
    chromium.click("allow").await;
    chromium.arrive(&app.url("/callback?code=")).await;

    let select = client.request_with(&[("prompt", "select_account")]);
    chromium.authorize(&server.issuer, &select).await;
    assert!(chromium.text(".choice").await.contains("ada Example"));
    chromium.click_css(".choice").await;
    chromium.arrive(&app.url("/callback?code=")).await;

    let login = client.request_with(&[("prompt", "login")]);
    chromium.authorize(&server.issuer, &login).await;
    assert!(chromium.text("h1").await.contains("confirm it is you"));
    let username = chromium.id("username").await.value().await.unwrap();
    assert_eq!(username.as_deref(), Some("ada"));
    chromium.fill("password", PASSWORD).await;
    chromium.click("login").await;
    chromium.arrive(&app.url("/callback?code=")).await;

    chromium.authorize(&server.issuer, &select).await;
    chromium.click("other").await;
    chromium.sign_in("bob", PASSWORD).await;
    chromium.id("allow").await;
    let who = chromium.find(By::Css("form .who bdi")).await;
    assert_eq!(who.text().await.unwrap(), "bob");
    // Both are signed in by now.
    chromium.click("switch").await;
    let ada = By::XPath("//button[contains(@class, 'choice')][contains(., 'ada')]");
    chromium.find(ada).await.click().await.unwrap();
    chromium.arrive(&app.url("/callback?code=")).await;
    chromium.finish().await;
}

#[actix_web::test]
async fn a_request_that_cannot_be_trusted_ends_on_a_page_here() {
    let server = TestServer::start().await;
    let client = server.app("app").await;
    let chromium = Chromium::start(Script::On).await;
    let request = client.request_with(&[("redirect_uri", "https://evil.example/")]);
    chromium.authorize(&server.issuer, &request).await;
    let told = chromium.text("#error").await;
    assert!(told.contains("cannot be trusted"), "{told}");
    assert!(chromium.url().await.as_str().starts_with(&server.issuer));
    chromium.finish().await;
}

#[actix_web::test]
async fn a_password_is_shown_to_whoever_wants_to_see_it_and_only_with_script() {
    let server = TestServer::start().await;
    server.user("ada").await;
    for script in [Script::On, Script::Off] {
        let chromium = Chromium::start(script).await;
        chromium.open(&server.url("/account")).await;
        let (field, reveal) = (chromium.id("password").await, chromium.id("reveal").await);
        let is_shown = script == Script::On;
        assert_eq!(reveal.is_displayed().await.unwrap(), is_shown);
        if is_shown {
            for kind in ["text", "password"] {
                chromium.click("reveal").await;
                assert_eq!(field.attr("type").await.unwrap().as_deref(), Some(kind));
            }
            chromium.click("reveal").await;
            chromium.picture("sign-in-password-shown").await;
        }
        // Nothing stands in the way of a password that is put in from elsewhere.
        let paste = field.attr("onpaste").await.unwrap();
        assert_eq!(paste, None);
        chromium.sign_in("ada", PASSWORD).await;
        chromium.id("security").await;
        chromium.finish().await;
    }
}
