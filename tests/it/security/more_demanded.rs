//! What is demanded of people may grow while they are signed in: their account and the console ask for
//! it then, lead back to the page, and do nothing of what was sent meanwhile (security G1, G6).

use super::console::{entered, send, with_roles};
use super::hand::{Hand, Seen};
use super::passkeys::{NAMED, make};
use crate::harness::{App, Authenticator, PASSWORD, SoftPasskey, TestServer};
use reqwest::StatusCode;
use signet::http::routes;

const SECOND: &str = "/sign-in/second";
const FACTOR: (&str, &str) = ("second-factor-groups", "watched");
const PASSKEY: (&str, &str) = ("passkey-groups", "watched");

/// Pages that need nobody to be signed in.
const OTHERS: [&str; 2] = ["/account/keep", "/account/email/confirm"];

/// More is demanded of somebody from now on.
async fn watch(server: &TestServer, name: &str) {
    let account = server.services.store.account_by_login(name).await.unwrap();
    let mut user = account.unwrap().user;
    user.groups.push("watched".to_owned());
    server.change(user).await;
}

/// A server with an owner who is signed in by nothing but a password, and has an authenticator.
async fn at_work(settings: &[(&str, &str)]) -> (TestServer, Hand, Authenticator) {
    let server = TestServer::with(settings).await;
    let ada = with_roles(&server, "ada", &["owner"]).await;
    let browser = entered(&server, "ada").await;
    let authenticator = server.authenticator(&ada).await;
    (server, browser, authenticator)
}

/// Where redirects end that are no way back to a page of somebody's own.
async fn follow(browser: &mut Hand, mut seen: Seen) -> Seen {
    while seen.location().starts_with("/sign-in") || seen.location().starts_with("/authorize") {
        seen = browser.get(seen.location()).await;
    }
    seen
}

/// Sends the form of a page of the sign-in.
async fn answer(browser: &mut Hand, page: &Seen, more: (&str, &str)) -> Seen {
    let fields = ["request", "state", "form_token", "method"].map(|name| (name, page.hidden(name)));
    let mut form: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    form.push(more);
    let answer = browser.post(SECOND, &form).await;
    follow(browser, answer).await
}

/// A browser that is remembered for ada, and where she is signed in by nothing but the password.
async fn remembered(server: &TestServer, authenticator: &Authenticator) -> Hand {
    let mut browser = Hand::new(server);
    let page = browser.get("/account").await;
    let seen = browser.try_sign_in(&page, "ada", PASSWORD).await;
    let page = follow(&mut browser, seen).await;
    let fields = ["request", "state", "form_token", "method"];
    let fields = fields.map(|name| (name, page.hidden(name)));
    let mut form: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let code = authenticator.code(server);
    form.extend([("code", code.as_str()), ("remember", "on")]);
    browser.post(SECOND, &form).await;
    browser.jar.retain(|name, _| !name.contains("session"));
    browser.enter("ada").await;
    browser
}

/// Where the code of a device with this app is entered.
async fn device(server: &TestServer, app: &App) -> String {
    let scope = [("scope", "openid")];
    let (_, begun) = server.call(app, "/device_authorization", &scope).await;
    format!("/device?user_code={}", begun["user_code"].as_str().unwrap())
}

fn asks(seen: &Seen) -> bool {
    seen.status == StatusCode::SEE_OTHER && seen.location().starts_with(SECOND)
}

#[actix_web::test]
async fn security_g1_every_page_of_ones_own_and_of_the_console_asks_for_it() {
    let (server, mut browser, authenticator) = at_work(&[NAMED, FACTOR]).await;
    assert_eq!(browser.get("/admin").await.status, StatusCode::OK);
    watch(&server, "ada").await;
    let mut pages = 0;
    for route in routes::all().filter(|route| route.allow.contains("GET")) {
        let path = route.path;
        if (path.starts_with("/account") || path.starts_with("/admin")) && !OTHERS.contains(&path) {
            let seen = browser.get(path).await;
            assert!(asks(&seen), "{path}: {seen:?}");
            pages += 1;
        }
    }
    assert!(pages > 50, "{pages}");

    // It leads back to the page, where nothing more is asked.
    let path = "/admin/users/show?user=ada";
    let seen = browser.get(path).await;
    let page = follow(&mut browser, seen).await;
    assert!(page.has_id("code"), "{page:?}");
    let back = answer(&mut browser, &page, ("code", &authenticator.code(&server))).await;
    assert_eq!(back.location(), path, "{back:?}");
    for path in [path, "/account", "/account/profile", "/account/security"] {
        assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[actix_web::test]
async fn security_g6_whoever_has_no_passkey_makes_one_on_the_way() {
    for late in [false, true] {
        let server = TestServer::with(&[NAMED, PASSKEY]).await;
        server.user("ada").await;
        let mut browser = entered(&server, "ada").await;
        watch(&server, "ada").await;
        if late {
            server.wait(301);
        }
        let seen = browser.get("/account/history").await;
        let mut page = follow(&mut browser, seen).await;
        if late {
            // Only whoever has just signed in sets something up.
            assert!(page.has_id("login"), "{page:?}");
            let answer = browser.try_sign_in(&page, "ada", PASSWORD).await;
            page = follow(&mut browser, answer).await;
        }
        assert!(page.has_id("passkey-cannot"), "{page:?}");
        // Whoever would rather not is asked again at such pages, and nowhere else.
        let form = ("decision", "cancel");
        if !late {
            let away = answer(&mut browser, &page, form).await;
            assert_eq!(away.location(), "/", "{away:?}");
            assert!(browser.get("/").await.has_id("sign-out"));
            let seen = browser.get("/account/history").await;
            page = follow(&mut browser, seen).await;
        }
        let mut passkey = SoftPasskey::new(&server);
        let codes = make(&mut browser, &page, &mut passkey).await;
        let onward = codes.text.split("id=\"onward\" href=\"").nth(1).unwrap();
        let onward = onward.split('"').next().unwrap().replace("&#38;", "&");
        let back = browser.get(&onward).await;
        assert_eq!(back.location(), "/account/history", "{back:?}");
        let seen = browser.get(back.location()).await;
        assert_eq!(seen.status, StatusCode::OK, "{seen:?}");
    }
}

#[actix_web::test]
async fn security_g1_what_is_sent_meanwhile_is_not_done_and_that_is_said() {
    let (server, mut browser, authenticator) = at_work(&[FACTOR]).await;
    server.user("bob").await;
    let profile = browser.get("/account/profile").await;
    let (edit, name) = ("/admin/users/edit?user=bob", ("name", "Robert"));
    let described = browser.get(edit).await;
    let fields = [("username", "bob"), ("email", "bob@example.com"), name];
    let plan = send(&mut browser, edit, &described, &fields).await;
    assert!(plan.has_id("changes"), "{plan:?}");
    let security = browser.get("/account/security").await;
    watch(&server, "ada").await;

    let token = profile.hidden("form_token");
    let (token, of_factors) = (token.as_str(), security.hidden("form_token"));
    for (path, form, back) in [
        (
            "/account/profile",
            vec![("form_token", token), ("name", "Countess")],
            "/account/profile",
        ),
        ("/account/data", vec![("form_token", token)], "/account"),
        (
            "/account/end-other-sessions",
            vec![("form_token", token)],
            "/account",
        ),
        (
            "/account/security/recovery-codes",
            vec![("form_token", of_factors.as_str())],
            "/account",
        ),
    ] {
        let seen = browser.post(path, &form).await;
        let link = format!("href=\"{back}\"");
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{path}: {seen:?}");
        assert!(seen.has_id("told") && seen.text.contains(&link), "{seen:?}");
    }
    let seen = send(&mut browser, edit, &plan, &[("confirm", "yes")]).await;
    assert!(seen.has_id("told") && seen.text.contains("/admin/users/edit?user=bob"));
    let store = &server.services.store;
    let called = async |login| {
        let account = store.account_by_login(login).await.unwrap().unwrap();
        account.user.claims.name.unwrap()
    };
    assert_eq!(called("ada").await, "ada Example");
    assert_eq!(called("bob").await, "bob Example");

    // Afterwards it is done.
    let seen = browser.get(edit).await;
    let page = follow(&mut browser, seen).await;
    let back = answer(&mut browser, &page, ("code", &authenticator.code(&server))).await;
    let described = browser.get(back.location()).await;
    let plan = send(&mut browser, edit, &described, &fields).await;
    send(&mut browser, edit, &plan, &[("confirm", "yes")]).await;
    assert_eq!(called("bob").await, "Robert");
}

#[actix_web::test]
async fn security_g1_a_remembered_browser_does_without_a_code_and_never_without_a_passkey() {
    for (setting, asked) in [(FACTOR, false), (PASSKEY, true)] {
        let (server, mut other, authenticator) =
            at_work(&[NAMED, setting, ("remembered-device", "30d")]).await;
        let mut browser = remembered(&server, &authenticator).await;
        watch(&server, "ada").await;
        assert_eq!(asks(&browser.get("/account").await), asked);
        // Nobody has shown anything but the password here.
        assert!(asks(&other.get("/account").await));
    }
}

#[actix_web::test]
async fn security_g1_apps_and_devices_get_nothing_before_but_of_a_remembered_browser() {
    let remember = ("remembered-device", "30d");
    let (server, mut other, authenticator) = at_work(&[FACTOR, remember]).await;
    let app = server.app("app").await;
    let tv = server
        .app_with("tv", |metadata| {
            let grant = "urn:ietf:params:oauth:grant-type:device_code";
            metadata.grant_types.push(grant.to_owned());
        })
        .await;
    other.code(&app, "ada").await;
    let question = other.get(&device(&server, &tv).await).await;
    assert!(question.has_id("allow"), "{question:?}");
    let mut browser = remembered(&server, &authenticator).await;
    server.wait(30);
    watch(&server, "ada").await;

    let silent = app.request_with(&[("prompt", "none")]);
    let seen = browser.authorize(&silent).await;
    assert!(seen.sent("code").is_some(), "{seen:?}");
    let seen = browser.get(&device(&server, &tv).await).await;
    assert!(seen.has_id("allow"), "{seen:?}");

    let seen = other.authorize(&silent).await;
    assert_eq!(seen.sent("error").as_deref(), Some("login_required"));
    assert!(asks(&other.get(&device(&server, &tv).await).await));
    let fields = ["request", "form_token"].map(|name| (name, question.hidden(name)));
    let mut form: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    form.push(("decision", "allow"));
    let seen = other.post("/device/confirm", &form).await;
    assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{seen:?}");

    let seen = other.authorize(&app.request()).await;
    assert!(asks(&seen), "{seen:?}");
    let page = follow(&mut other, seen).await;
    let back = answer(&mut other, &page, ("code", &authenticator.code(&server))).await;
    assert!(back.sent("code").is_some(), "{back:?}");
}

#[actix_web::test]
async fn another_account_of_the_browser_is_turned_to_all_the_same() {
    let (server, mut browser, _) = at_work(&[FACTOR]).await;
    server.user("bob").await;
    let token = browser.get("/account").await.hidden("form_token");
    watch(&server, "ada").await;
    // Nor is signing out kept from anybody.
    assert!(browser.get("/logout").await.has_id("logout"));
    let form = [("form_token", token.as_str()), ("account", "")];
    let page = browser.post("/account/switch", &form).await;
    assert!(page.has_id("login"), "{page:?}");
    let seen = browser.try_sign_in(&page, "bob", PASSWORD).await;
    follow(&mut browser, seen).await;
    let page = browser.get("/account").await;
    assert!(page.text.contains("<dd><bdi>bob</bdi></dd>"), "{page:?}");
}
