//! How strong a sign-in has to be, and how it becomes stronger (OpenID Connect Core §3.1.2.1,
//! §5.5.1.1; protocol 19, 55, 104).

use super::kit::{answer, error_in, id_claims, tokens, tokens_with};
use crate::harness::{
    App, Authenticator, Browser, PASSWORD, Page, TestServer, location, parameter,
};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use url::Url;

const MFA: &str = "urn:signet:acr:mfa";
const PHR: &str = "urn:signet:acr:phr";
const ONLY_PASSWORD: &str = "urn:signet:acr:password";

/// A server with `ada`, signed in by password before she had an authenticator.
async fn server() -> (TestServer, App, Browser, Authenticator, Value) {
    let server = TestServer::start().await;
    let ada = server.user("ada").await;
    let app = server.app("app").await;
    let browser = Browser::new();
    let before = tokens(&server, &app, &browser, "ada").await;
    let authenticator = server.authenticator(&ada).await;
    server.wait(60);
    (server, app, browser, authenticator, id_claims(&before))
}

/// The page that an answer leads to.
async fn page(server: &TestServer, browser: &Browser, mut response: Response) -> Page {
    while response.status().is_redirection() {
        let next = location(&response);
        assert!(next.as_str().starts_with(&server.issuer), "{next}");
        response = browser.get(next.as_str()).await;
    }
    Page::of(response).await
}

/// Sends the form for the second factor; ends at the app's address.
async fn prove(server: &TestServer, browser: &Browser, page: &Page, code: &str) -> Url {
    let names = ["request", "state", "form_token", "method"];
    let mut form: Vec<_> = names.map(|name| (name, page.hidden(name))).to_vec();
    form.push(("code", code.to_owned()));
    if page.has_id("qr") {
        form.push(("offer", page.hidden("offer")));
    }
    let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let response = browser.post(&server.url("/sign-in/second"), &form).await;
    if response.status() == StatusCode::OK {
        // Recovery codes, with a way on.
        let page = Page::of(response).await;
        let onward = page.text.split("id=\"onward\" href=\"").nth(1).unwrap();
        let onward = onward.split('"').next().unwrap().replace("&#38;", "&");
        let response = browser.get(&server.url(&onward)).await;
        return browser.arrive(server, response, "ada").await;
    }
    browser.arrive(server, response, "ada").await
}

async fn redeemed(server: &TestServer, app: &App, url: &Url) -> Value {
    let code = parameter(url, "code").unwrap_or_else(|| panic!("no code in {url}"));
    id_claims(&server.redeem(app, &code).await.1)
}

fn essential(values: &[&str]) -> String {
    json!({"id_token": {"acr": {"essential": true, "values": values}}}).to_string()
}

/// protocol 55, 103, 104; security E1, G7.
#[actix_web::test]
async fn protocol_55_whoever_has_a_factor_is_asked_for_it_alone_and_the_session_goes_on() {
    let (server, app, browser, authenticator, before) = server().await;
    let asks = [("acr_values", MFA)];
    let response = browser.authorize(&server, &app.request_with(&asks)).await;
    let asked = page(&server, &browser, response).await;
    assert!(
        asked.has_id("code") && !asked.has_id("password"),
        "{}",
        asked.text
    );
    let url = prove(&server, &browser, &asked, &authenticator.code(&server)).await;
    let after = redeemed(&server, &app, &url).await;
    assert_eq!(after["acr"], MFA);
    assert_eq!(after["amr"], json!(["pwd", "otp", "mfa"]));
    assert_eq!(after["sid"], before["sid"]);
    assert_eq!(after["auth_time"], server.clock_now());
    // It stays so, and nobody is asked again.
    let silent = [("prompt", "none"), ("claims", &essential(&[MFA]))];
    let again = tokens_with(&server, &app, &browser, "ada", &silent).await;
    assert_eq!(id_claims(&again)["acr"], MFA);
    // Of what is asked for it is named what was reached.
    let weaker = tokens_with(
        &server,
        &app,
        &browser,
        "ada",
        &[("acr_values", ONLY_PASSWORD)],
    );
    assert_eq!(id_claims(&weaker.await)["acr"], ONLY_PASSWORD);
}

/// protocol 55: what is voluntary and out of reach is no error; essential is met or refused.
#[actix_web::test]
async fn protocol_55_what_cannot_be_met_is_passed_over_or_refused() {
    let (server, app, browser, ..) = server().await;
    let given = tokens_with(&server, &app, &browser, "ada", &[("acr_values", PHR)]).await;
    assert_eq!(id_claims(&given)["acr"], ONLY_PASSWORD);
    let silent = [("prompt", "none"), ("acr_values", MFA)];
    let given = tokens_with(&server, &app, &browser, "ada", &silent).await;
    assert_eq!(id_claims(&given)["acr"], ONLY_PASSWORD);
    for (values, prompt, error) in [
        ([PHR], "", "unmet_authentication_requirements"),
        (["gold"], "", "unmet_authentication_requirements"),
        (["gold"], "none", "unmet_authentication_requirements"),
        ([MFA], "none", "login_required"),
    ] {
        let claims = essential(&values);
        let mut asks = vec![("claims", claims.as_str())];
        asks.extend((!prompt.is_empty()).then_some(("prompt", prompt)));
        let response = browser.authorize(&server, &app.request_with(&asks)).await;
        assert_eq!(error_in(&response), error, "{values:?} {prompt}");
    }
}

/// protocol 55: whoever has nothing sets it up where it is essential, after a recent sign-in.
#[actix_web::test]
async fn protocol_55_what_is_essential_can_be_set_up_after_a_recent_sign_in() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = server.app("app").await;
    let browser = Browser::new();
    tokens(&server, &app, &browser, "ada").await;
    server.wait(301);
    let given = tokens_with(&server, &app, &browser, "ada", &[("acr_values", MFA)]).await;
    assert_eq!(id_claims(&given)["acr"], ONLY_PASSWORD);
    let claims = essential(&[MFA]);
    let response = browser
        .authorize(&server, &app.request_with(&[("claims", &claims)]))
        .await;
    let asked = page(&server, &browser, response).await;
    assert!(asked.has_id("password"), "{}", asked.text);
    let response = browser.sign_in(&server, &asked, "ada", PASSWORD).await;
    let asked = page(&server, &browser, response).await;
    assert!(asked.has_id("qr"), "{}", asked.text);
    let seed = asked.text.split("id=\"seed\" dir=\"ltr\">").nth(1).unwrap();
    let authenticator = Authenticator::typed(seed.split('<').next().unwrap());
    let url = prove(&server, &browser, &asked, &authenticator.code(&server)).await;
    let after = redeemed(&server, &app, &url).await;
    assert_eq!(
        (&after["acr"], after["sid"].is_string()),
        (&json!(MFA), true)
    );
}

/// A client that demands more gets nothing less, in any way.
#[actix_web::test]
async fn a_client_with_a_minimum_gets_nothing_weaker() {
    let (server, _, browser, authenticator, _) = server().await;
    let strict = server
        .app_with("strict", |metadata| {
            metadata.minimum_acr = Some(MFA.to_owned());
        })
        .await;
    let silent = strict.request_with(&[("prompt", "none")]);
    let response = browser.authorize(&server, &silent).await;
    assert_eq!(error_in(&response), "login_required");
    let weak = strict.request_with(&[("acr_values", ONLY_PASSWORD)]);
    for request in [strict.request(), weak] {
        let response = browser.authorize(&server, &request).await;
        assert!(page(&server, &browser, response).await.has_id("code"));
    }
    let response = browser.authorize(&server, &strict.request()).await;
    let asked = page(&server, &browser, response).await;
    let cancel: Vec<_> = ["request", "state", "form_token"]
        .map(|name| (name, asked.hidden(name)))
        .to_vec();
    let mut form: Vec<_> = cancel.iter().map(|(n, v)| (*n, v.as_str())).collect();
    form.push(("decision", "cancel"));
    let response = browser.post(&server.url("/sign-in/second"), &form).await;
    assert_eq!(error_in(&response), "access_denied");
    let url = prove(&server, &browser, &asked, &authenticator.code(&server)).await;
    assert_eq!(redeemed(&server, &strict, &url).await["acr"], MFA);
    assert!(answer(&url).contains_key("iss"));
}

/// security E5: a session that goes on is the one that began.
#[actix_web::test]
async fn security_e5_a_step_up_is_of_its_own_session() {
    let (server, app, browser, authenticator, _) = server().await;
    let asks = app.request_with(&[("acr_values", MFA)]);
    let response = browser.authorize(&server, &asks).await;
    let asked = page(&server, &browser, response).await;
    // The person signs in anew meanwhile: another secret, and all is asked for.
    let login = app.request_with(&[("prompt", "login")]);
    let response = browser.authorize(&server, &login).await;
    let again = page(&server, &browser, response).await;
    let response = browser.sign_in(&server, &again, "ada", PASSWORD).await;
    let second = page(&server, &browser, response).await;
    prove(&server, &browser, &second, &authenticator.code(&server)).await;
    server.wait(30);
    let names = ["request", "state", "form_token", "method"];
    let mut form: Vec<_> = names.map(|name| (name, asked.hidden(name))).to_vec();
    form.push(("code", authenticator.code(&server)));
    let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let response = browser.post(&server.url("/sign-in/second"), &form).await;
    assert!(super::kit::is_error_page(response).await);
}

/// protocol 19: discovery names what tokens can say.
#[actix_web::test]
async fn protocol_19_discovery_names_the_levels_that_can_be_reached() {
    for (mode, expected) in [
        ("optional", json!([ONLY_PASSWORD, MFA])),
        ("off", json!([ONLY_PASSWORD])),
    ] {
        let server = TestServer::with(&[("second-factor", mode)]).await;
        let url = server.url("/.well-known/openid-configuration");
        let metadata = super::kit::Answer::of(super::kit::http().get(url)).await;
        assert_eq!(metadata.json()["acr_values_supported"], expected);
    }
}

/// security G1: a device gets nothing weaker either.
#[actix_web::test]
async fn a_device_gets_nothing_weaker_than_its_app_demands() {
    let (server, _, browser, authenticator, _) = server().await;
    let app = server
        .app_with("tv", |metadata| {
            let grant = "urn:ietf:params:oauth:grant-type:device_code";
            metadata.grant_types.push(grant.to_owned());
            metadata.minimum_acr = Some(MFA.to_owned());
        })
        .await;
    let scope = [("scope", "openid")];
    let (_, begun) = server.call(&app, "/device_authorization", &scope).await;
    let code = begun["user_code"].as_str().unwrap();
    let entered = browser
        .get(&server.url(&format!("/device?user_code={code}")))
        .await;
    let asked = page(&server, &browser, entered).await;
    assert!(
        asked.has_id("code") && !asked.has_id("allow"),
        "{}",
        asked.text
    );
    let names = ["request", "state", "form_token", "method"];
    let mut form: Vec<_> = names.map(|name| (name, asked.hidden(name))).to_vec();
    form.push(("code", authenticator.code(&server)));
    let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let response = browser.post(&server.url("/sign-in/second"), &form).await;
    let question = page(&server, &browser, response).await;
    assert!(question.has_id("allow"), "{}", question.text);
}
