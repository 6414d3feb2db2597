//! Where nothing but a passkey is good enough: whoever has none makes one in the middle of the sign-in,
//! by the same rules as any other factor, and whoever has lost theirs comes back in with a code on paper
//! (security E5, G1, G4, G6, G7).

use super::hand::{Hand, Seen};
use super::passkeys::{NAMED, make, send, sign_in};
use super::second_factor::notices;
use crate::harness::{App, Authenticator, PASSWORD, SoftPasskey, TestServer, asked, claims};
use reqwest::StatusCode;
use serde_json::{Value, json};
use signet::model::CredentialKind;

const PHR: &str = "urn:signet:acr:phr";
const SECOND: &str = "/sign-in/second";

async fn strict_app(server: &TestServer) -> App {
    server
        .app_with("strict", |metadata| {
            metadata.minimum_acr = Some(PHR.to_owned());
        })
        .await
}

/// Where redirects of this server end, at a page or on the way to an app.
async fn follow(browser: &mut Hand, mut seen: Seen) -> Seen {
    while seen.status == StatusCode::SEE_OTHER && seen.location().starts_with('/') {
        seen = browser.get(seen.location()).await;
    }
    seen
}

/// Sends a code to a page of the sign-in.
async fn prove(browser: &mut Hand, page: &Seen, code: &str) -> Seen {
    let fields = ["request", "state", "form_token", "method"].map(|name| (name, page.hidden(name)));
    let mut form: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    form.push(("code", code));
    let answer = browser.post(SECOND, &form).await;
    follow(browser, answer).await
}

/// Signs in by password on the page of `request`; what comes then.
async fn by_password(browser: &mut Hand, request: &[(&str, &str)]) -> Seen {
    let page = browser.authorize(request).await;
    let answer = browser.try_sign_in(&page, "ada", PASSWORD).await;
    follow(browser, answer).await
}

/// Goes on from the page with new recovery codes; what the tokens say.
async fn redeemed(server: &TestServer, app: &App, browser: &mut Hand, done: Seen) -> Value {
    let mut seen = match done.text.split("id=\"onward\" href=\"").nth(1) {
        Some(rest) => {
            let onward = rest.split('"').next().unwrap().replace("&#38;", "&");
            browser.get(&onward).await
        }
        None => done,
    };
    seen = follow(browser, seen).await;
    if seen.has_id("allow") {
        seen = browser.decide(&seen, "allow").await;
    }
    let code = seen.sent("code").unwrap_or_else(|| panic!("{seen:?}"));
    let (_, tokens) = server.redeem(app, &code).await;
    claims(tokens["id_token"].as_str().unwrap())
}

fn is_asked_to_make_one(page: &Seen) -> bool {
    page.has_id("passkey-cannot")
        && page.hidden("method") == "enrol-passkey"
        && !page.has_id("qr")
        && !page.has_id("code")
        && asked(&page.text).unwrap()["publicKey"]["authenticatorSelection"]["userVerification"]
            == "required"
}

async fn passkeys_of_ada(server: &TestServer) -> usize {
    let store = &server.services.store;
    let ada = store.account_by_login("ada").await.unwrap().unwrap();
    let all = store.credentials_of(ada.user.id).await.unwrap();
    let passkeys = all.iter().filter(|one| one.kind == CredentialKind::Passkey);
    passkeys.count()
}

#[actix_web::test]
async fn security_g6_g7_a_client_that_demands_a_passkey_has_one_made() {
    let server = TestServer::with(&[NAMED]).await;
    server.user("ada").await;
    let app = strict_app(&server).await;
    let mut browser = Hand::new(&server);
    let page = by_password(&mut browser, &app.request()).await;
    assert!(is_asked_to_make_one(&page), "{page:?}");

    // A key that makes sure of nobody is not enough, and nothing is kept of it.
    let mut passkey = SoftPasskey::new(&server);
    passkey.verifies = false;
    let page = make(&mut browser, &page, &mut passkey).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.has_id("passkey-error"), "{page:?}");
    assert_eq!(
        (passkeys_of_ada(&server).await, notices(&server).await),
        (0, 0)
    );

    passkey.verifies = true;
    let done = make(&mut browser, &page, &mut passkey).await;
    assert!(done.has_id("codes"), "{done:?}");
    assert_eq!(notices(&server).await, 1);
    let id_token = redeemed(&server, &app, &mut browser, done).await;
    assert_eq!(id_token["acr"], PHR);
    assert_eq!(id_token["amr"], json!(["pwd", "swk", "user", "mfa"]));
    // From then on it is asked for, and made no second time.
    let mut other = Hand::new(&server);
    let page = by_password(&mut other, &app.request()).await;
    assert!(!is_asked_to_make_one(&page) && page.has_id("passkey"));
    let answer = passkey.get(&asked(&page.text).unwrap());
    let answer = send(&mut other, &page, SECOND, &answer).await;
    let id_token = redeemed(&server, &app, &mut other, answer).await;
    assert_eq!(id_token["acr"], PHR);
}

#[actix_web::test]
async fn protocol_55_an_essential_phr_is_set_up_or_refused() {
    let server = TestServer::with(&[NAMED]).await;
    server.user("ada").await;
    let app = server.app("app").await;
    let acr = json!({ "id_token": { "acr": { "essential": true, "value": PHR } } }).to_string();
    let request = app.request_with(&[("claims", &acr)]);
    let mut browser = Hand::new(&server);
    let page = by_password(&mut browser, &request).await;
    assert!(is_asked_to_make_one(&page), "{page:?}");
    // Whoever gives up goes back with the client's proper error.
    let fields = ["request", "state", "form_token", "method"].map(|name| (name, page.hidden(name)));
    let mut form: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    form.push(("decision", "cancel"));
    let refused = browser.post(SECOND, &form).await;
    let error = refused.sent("error");
    assert_eq!(error.as_deref(), Some("unmet_authentication_requirements"));
    assert_eq!(refused.sent("iss").as_deref(), Some(&*server.issuer));
    // Only whoever has just signed in makes one.
    server.wait(301);
    let page = browser.authorize(&request).await;
    assert!(page.has_id("password") && !page.has_id("passkey-cannot"));
    // What is only wished for leads to no set-up, and silence to an error.
    let wished = app.request_with(&[("acr_values", PHR)]);
    assert!(browser.authorize(&wished).await.has_id("allow"));
    let silent = app.request_with(&[("claims", acr.as_str()), ("prompt", "none")]);
    let refused = browser.authorize(&silent).await;
    assert_eq!(refused.sent("error").as_deref(), Some("login_required"));
}

#[actix_web::test]
async fn security_g6_what_somebody_has_is_shown_before_they_make_a_passkey() {
    for remembered in ["0", "30d"] {
        let settings = [NAMED, ("remembered-device", remembered)];
        let server = TestServer::with(&settings).await;
        let ada = server.user("ada").await;
        let app = strict_app(&server).await;
        // Signed in by nothing but a password, as in a browser that is remembered.
        let mut browser = Hand::new(&server);
        browser.enter("ada").await;
        let authenticator: Authenticator = server.authenticator(&ada).await;
        let page = browser.authorize(&app.request()).await;
        let page = follow(&mut browser, page).await;
        assert!(page.has_id("code") && !page.has_id("passkey"), "{page:?}");
        // Nor by naming the step that comes after it.
        let forged = Seen {
            text: page.text.replace("value=\"totp\"", "value=\"enrol\""),
            ..page
        };
        let refused = prove(&mut browser, &forged, &authenticator.code(&server)).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert_eq!(passkeys_of_ada(&server).await, 0);

        let page = browser.authorize(&app.request()).await;
        let page = follow(&mut browser, page).await;
        let page = prove(&mut browser, &page, &authenticator.code(&server)).await;
        assert!(is_asked_to_make_one(&page), "{page:?}");
        let mut passkey = SoftPasskey::new(&server);
        let done = make(&mut browser, &page, &mut passkey).await;
        // There is a factor, and codes for it, already.
        let id_token = redeemed(&server, &app, &mut browser, done).await;
        assert_eq!(id_token["acr"], PHR);
        assert_eq!(id_token["amr"], json!(["pwd", "otp", "mfa", "swk", "user"]));
    }
}

#[actix_web::test]
async fn security_g1_deployments_and_groups_demand_passkeys_whatever_the_sign_in_is_for() {
    for (setting, value) in [("second-factor", "passkey"), ("passkey-groups", "x, staff")] {
        let server = TestServer::with(&[NAMED, (setting, value)]).await;
        let ada = server.user("ada").await;
        let authenticator = server.authenticator(&ada).await;
        let mut browser = Hand::new(&server);
        let page = browser.get("/account").await;
        let answer = browser.try_sign_in(&page, "ada", PASSWORD).await;
        let page = follow(&mut browser, answer).await;
        assert!(page.has_id("code"), "{page:?}");
        let page = prove(&mut browser, &page, &authenticator.code(&server)).await;
        // The code is not enough for a session.
        assert!(is_asked_to_make_one(&page), "{page:?}");
        assert_eq!(browser.session(), None);
        let mut passkey = SoftPasskey::new(&server);
        let done = make(&mut browser, &page, &mut passkey).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
        assert_eq!(browser.who().await.as_deref(), Some("ada"));
        // The step that led there was taken once.
        let again = make(&mut browser, &page, &mut passkey).await;
        assert_eq!(again.status, StatusCode::BAD_REQUEST);
        // The last one stays, although there is an authenticator.
        let page = browser.get("/account/security").await;
        let remove = |id: &str| {
            let token = page.hidden("form_token");
            let form = [("form_token", token), ("credential", id.to_owned())];
            form.map(|(n, v)| (n.to_owned(), v))
        };
        let store = &server.services.store;
        let all = store.credentials_of(ada.id).await.unwrap();
        let key = all.iter().find(|it| it.kind == CredentialKind::Passkey);
        let form = remove(&key.unwrap().id.to_string());
        let form = form.each_ref().map(|(n, v)| (n.as_str(), v.as_str()));
        let kept = browser.post("/account/security/remove", &form).await;
        assert_eq!(kept.status, StatusCode::CONFLICT, "{kept:?}");
        // Alone it is enough.
        let mut other = Hand::new(&server);
        let page = other.get("/account").await;
        let answer = sign_in(&mut other, &page, &passkey).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(other.session().is_some());
    }
}

#[actix_web::test]
async fn security_g4_whoever_has_lost_a_passkey_makes_a_new_one_with_a_code_on_paper() {
    let server = TestServer::with(&[NAMED]).await;
    server.user("ada").await;
    let mut first = Hand::new(&server);
    first.enter("ada").await;
    let page = first.get("/account/security/passkey").await;
    let mut lost = SoftPasskey::new(&server);
    let codes = super::passkeys::add(&mut first, &page, &mut lost).await;
    let list = codes
        .text
        .split("id=\"codes\" dir=\"ltr\">")
        .nth(1)
        .unwrap();
    let code = list
        .split("<li>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();

    let app = strict_app(&server).await;
    let mut browser = Hand::new(&server);
    let page = by_password(&mut browser, &app.request()).await;
    let recovery = at_recovery(&mut browser, &page).await;
    let page = prove(&mut browser, &recovery, code).await;
    // The sign-in itself asks for no more than the account has; the app does.
    assert!(
        page.has_id("passkey") && !is_asked_to_make_one(&page),
        "{page:?}"
    );
    let second = codes.text.split("<li>").nth(2).unwrap();
    let second = second.split('<').next().unwrap();
    let recovery = at_recovery(&mut browser, &page).await;
    let page = prove(&mut browser, &recovery, second).await;
    assert!(is_asked_to_make_one(&page), "{page:?}");
    let mut fresh = SoftPasskey::new(&server);
    let done = make(&mut browser, &page, &mut fresh).await;
    let id_token = redeemed(&server, &app, &mut browser, done).await;
    assert_eq!(id_token["acr"], PHR);
    assert_eq!(passkeys_of_ada(&server).await, 2);
}

/// The page for a recovery code.
async fn at_recovery(browser: &mut Hand, page: &Seen) -> Seen {
    let link = page.text.split("id=\"other\" href=\"").nth(1);
    let link = link.unwrap_or_else(|| panic!("no other way in {page:?}"));
    let link = link.split('"').next().unwrap().replace("&#38;", "&");
    browser.get(&link).await
}

#[actix_web::test]
async fn nobody_is_led_to_a_passkey_where_there_are_none() {
    let server = TestServer::with(&[NAMED, ("passkeys", "off")]).await;
    server.user("ada").await;
    let app = strict_app(&server).await;
    let mut browser = Hand::new(&server);
    let refused = by_password(&mut browser, &app.request()).await;
    let error = refused.sent("error");
    assert_eq!(error.as_deref(), Some("unmet_authentication_requirements"));
}

#[actix_web::test]
async fn a_key_that_made_sure_of_nobody_is_no_way_to_a_phr() {
    let server = TestServer::with(&[NAMED]).await;
    server.user("ada").await;
    let mut browser = Hand::new(&server);
    browser.enter("ada").await;
    let page = browser.get("/account/security/passkey").await;
    let mut weak = SoftPasskey::new(&server);
    weak.verifies = false;
    super::passkeys::add(&mut browser, &page, &mut weak).await;
    let app = strict_app(&server).await;
    let mut browser = Hand::new(&server);
    let page = by_password(&mut browser, &app.request()).await;
    let answer = weak.get(&asked(&page.text).unwrap());
    let answer = send(&mut browser, &page, SECOND, &answer).await;
    let page = follow(&mut browser, answer).await;
    // It may be made anew, with a PIN: it is not among those that are left out.
    assert!(is_asked_to_make_one(&page), "{page:?}");
    let question = asked(&page.text).unwrap();
    let left_out = &question["publicKey"]["excludeCredentials"];
    assert!(left_out.as_array().is_none_or(Vec::is_empty), "{left_out}");
    let mut strong = SoftPasskey::new(&server);
    let done = make(&mut browser, &page, &mut strong).await;
    let id_token = redeemed(&server, &app, &mut browser, done).await;
    assert_eq!(id_token["acr"], PHR);
}

#[actix_web::test]
async fn a_device_has_a_passkey_made_for_an_app_that_demands_one() {
    let server = TestServer::with(&[NAMED]).await;
    server.user("ada").await;
    let app = server
        .app_with("tv", |metadata| {
            let grant = "urn:ietf:params:oauth:grant-type:device_code";
            metadata.grant_types.push(grant.to_owned());
            metadata.minimum_acr = Some(PHR.to_owned());
        })
        .await;
    let (_, begun) = server
        .call(&app, "/device_authorization", &[("scope", "openid")])
        .await;
    let code = begun["user_code"].as_str().unwrap();
    let mut browser = Hand::new(&server);
    let page = browser.get(&format!("/device?user_code={code}")).await;
    let page = follow(&mut browser, page).await;
    let answer = browser.try_sign_in(&page, "ada", PASSWORD).await;
    let page = follow(&mut browser, answer).await;
    assert!(is_asked_to_make_one(&page), "{page:?}");
    let mut passkey = SoftPasskey::new(&server);
    let done = make(&mut browser, &page, &mut passkey).await;
    let onward = done.text.split("id=\"onward\" href=\"").nth(1).unwrap();
    let onward = onward.split('"').next().unwrap().replace("&#38;", "&");
    let seen = browser.get(&onward).await;
    assert!(follow(&mut browser, seen).await.has_id("allow"));
}
