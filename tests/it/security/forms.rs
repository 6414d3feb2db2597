//! Forms that change something (security E6).

use super::hand::{Hand, Seen};
use crate::harness::{App, PASSWORD, TestServer};
use reqwest::StatusCode;
use signet::flow::setup;

/// A form as a page shows it, and where it goes.
struct Form {
    path: &'static str,
    fields: Vec<(&'static str, String)>,
}

impl Form {
    fn of(page: &Seen, path: &'static str, names: &[&'static str]) -> Self {
        let fields = names.iter().map(|name| (*name, page.hidden(name)));
        Self {
            path,
            fields: fields.collect(),
        }
    }

    fn and(mut self, name: &'static str, value: &str) -> Self {
        self.fields.push((name, value.to_owned()));
        self
    }

    fn token(&self) -> String {
        let found = self.fields.iter().find(|(name, _)| *name == "form_token");
        found.unwrap().1.clone()
    }

    async fn send(&self, browser: &mut Hand, tokens: &[&str]) -> Seen {
        let mut fields: Vec<_> = self.fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        fields.retain(|(name, _)| *name != "form_token");
        fields.extend(tokens.iter().map(|token| ("form_token", *token)));
        browser.post(self.path, &fields).await
    }
}

/// All forms that one signed-in browser has on its pages.
async fn forms(server: &TestServer, browser: &mut Hand, app: &App) -> Vec<Form> {
    let sealed = &["request", "form_token"];
    let login = browser
        .authorize(&app.request_with(&[("prompt", "login")]))
        .await;
    let consent = browser
        .authorize(&app.request_with(&[("prompt", "consent")]))
        .await;
    let select = browser
        .authorize(&app.request_with(&[("prompt", "select_account")]))
        .await;
    let logout = browser.get("/logout").await;
    let account = browser.get("/account").await;
    let code = user_code(server).await;
    let device = browser.get("/device").await;
    let confirm = browser.get(&format!("/device?user_code={code}")).await;
    let mut forms = vec![
        Form::of(&device, "/device", &["form_token"]).and("user_code", &code),
        Form::of(&confirm, "/device/confirm", sealed).and("decision", "allow"),
        Form::of(&login, "/sign-in", sealed)
            .and("username", "ada")
            .and("password", PASSWORD),
        Form::of(&consent, "/consent", sealed).and("decision", "allow"),
        Form::of(&select, "/select-account", sealed).and("account", ""),
        Form::of(&logout, "/logout/confirm", sealed).and("decision", "logout"),
        Form::of(&account, "/account/withdraw", &["form_token"]).and("client_id", "app"),
    ];
    if let Some(link) = setup::link(&server.services).await.unwrap() {
        let page = browser.get(&link).await;
        let form = Form::of(&page, "/setup", &["token", "form_token"])
            .and("name", "Olga Owner")
            .and("username", "olga")
            .and("email", "olga@example.com")
            .and("password", "zwölf Boxkämpfer jagen Viktor");
        forms.push(form);
    }
    let bytes = data_encoding::BASE64URL_NOPAD
        .decode(browser.session().unwrap().as_bytes())
        .unwrap();
    let session = uuid::Uuid::from_slice(&bytes[..16]).unwrap();
    forms.push(
        Form::of(&account, "/account/end-session", &["form_token"])
            .and("session", &session.to_string()),
    );
    forms
}

/// The code of a device that waits.
async fn user_code(server: &TestServer) -> String {
    let grant = "urn:ietf:params:oauth:grant-type:device_code";
    let tv = server
        .app_with("tv", |metadata| metadata.grant_types = vec![grant.into()])
        .await;
    let (_, begun) = server.call(&tv, "/device_authorization", &[]).await;
    begun["user_code"].as_str().unwrap().to_owned()
}

/// Nothing happened: still signed in with the same session, consent there, no owner.
async fn unchanged(server: &TestServer, browser: &mut Hand, app: &App) {
    assert_eq!(browser.who().await.as_deref(), Some("ada"));
    assert!(
        browser
            .authorize(&app.request())
            .await
            .sent("code")
            .is_some()
    );
    assert!(setup::link(&server.services).await.unwrap().is_some());
}

#[actix_web::test]
async fn security_e6_every_form_wants_its_own_token() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.code(&app, "ada").await;
    let mut stranger = Hand::new(&server);
    stranger.code(&app, "ada").await;
    let before = browser.clone();

    let mine = forms(&server, &mut browser, &app).await;
    let theirs = forms(&server, &mut stranger, &app).await;
    assert_eq!(mine.len(), 9);
    for (form, foreign) in mine.iter().zip(&theirs) {
        let own = form.token();
        assert_ne!(own, foreign.token(), "{}", form.path);
        let mut bad: Vec<Vec<String>> = vec![
            vec![],
            vec![String::new()],
            vec!["forged".to_owned()],
            vec!["A".repeat(own.len())],
            vec![foreign.token()],
            vec![own[..own.len() - 1].to_owned()],
            vec![format!("{own}=")],
            vec![own.clone(), own.clone()],
        ];
        // Those of all other actions.
        let others = mine.iter().map(Form::token).filter(|token| *token != own);
        bad.extend(others.map(|token| vec![token]));
        for tokens in bad {
            let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
            let seen = form.send(&mut browser, &tokens).await;
            assert_eq!(
                seen.status,
                StatusCode::FORBIDDEN,
                "{} {tokens:?}",
                form.path
            );
            assert!(seen.has_id("error") && seen.location().is_empty());
            assert_eq!(browser.jar, before.jar, "{}", form.path);
        }
    }
    unchanged(&server, &mut browser, &app).await;
}

#[actix_web::test]
async fn security_e6_a_form_sent_from_another_site_is_refused() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.code(&app, "ada").await;
    for form in forms(&server, &mut browser, &app).await {
        let token = form.token();
        for site in ["cross-site", "same-site"] {
            let mut from = browser.with("sec-fetch-site", site);
            let seen = form.send(&mut from, &[&token]).await;
            assert_eq!(seen.status, StatusCode::FORBIDDEN, "{} {site}", form.path);
        }
    }
    unchanged(&server, &mut browser, &app).await;
}

#[actix_web::test]
async fn security_e6_a_form_without_its_cookies_is_refused() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.code(&app, "ada").await;
    for form in forms(&server, &mut browser, &app).await {
        let token = form.token();
        // None at all, and the session's alone.
        let mut bare = browser.clone();
        bare.jar.clear();
        assert_eq!(form.send(&mut bare, &[&token]).await.status, 403);
        let mut half = browser.clone();
        half.jar.remove("signet-browser");
        assert_eq!(
            form.send(&mut half, &[&token]).await.status,
            403,
            "{}",
            form.path
        );
    }
    unchanged(&server, &mut browser, &app).await;
}

#[actix_web::test]
async fn security_e6_the_same_forms_work_with_their_tokens() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.code(&app, "ada").await;
    let paths: Vec<_> = forms(&server, &mut browser, &app)
        .await
        .iter()
        .map(|form| form.path)
        .collect();
    for path in paths {
        // A fresh session each time, for some of the forms end it.
        let mut browser = Hand::new(&server).with("sec-fetch-site", "same-origin");
        browser.code(&app, "ada").await;
        let forms = forms(&server, &mut browser, &app).await;
        let form = forms.iter().find(|form| form.path == path).unwrap();
        let seen = form.send(&mut browser, &[&form.token()]).await;
        assert!(
            seen.status == StatusCode::OK || seen.status == StatusCode::SEE_OTHER,
            "{path}: {seen:?}"
        );
    }
}

#[actix_web::test]
async fn security_e6_a_token_of_an_ended_session_is_worth_nothing() {
    let server = TestServer::start().await;
    let app = server.app("app").await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.code(&app, "ada").await;
    let old = forms(&server, &mut browser, &app).await;
    let page = browser
        .authorize(&app.request_with(&[("prompt", "login")]))
        .await;
    browser.sign_in(&page, "ada", PASSWORD).await;
    // These forms belong to the browser; all others to the session.
    for form in old
        .iter()
        .filter(|form| !matches!(form.path, "/sign-in" | "/setup" | "/device"))
    {
        let seen = form.send(&mut browser, &[&form.token()]).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{}", form.path);
    }
    unchanged(&server, &mut browser, &app).await;
}
