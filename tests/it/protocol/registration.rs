//! Apps that register themselves and manage their registration (RFC 7591, RFC 7592).

use super::kit::{Answer, error_in, http, id_claims};
use crate::harness::{App, Browser, Page, Site, TestServer};
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use signet::admin::Desk;
use signet::admin::registration::InitialAccessToken;
use signet::oidc::client_metadata::ClientAuthMethod;
use std::time::Duration;

async fn open() -> TestServer {
    TestServer::with(&[("registration", "open")]).await
}

fn app() -> Value {
    json!({
        "redirect_uris": ["https://app.example/cb"],
        "client_name": "An app",
        "client_name#ja-Jpan-JP": "\u{30af}\u{30e9}\u{30a4}\u{30a2}\u{30f3}\u{30c8}",
        "contacts": ["ada@example.com"],
        "grant_types": ["authorization_code", "refresh_token"],
        "post_logout_redirect_uris": ["https://app.example/bye"],
        "default_max_age": 3600,
        "require_auth_time": true,
        "shoe_size": 43,
    })
}

async fn register(server: &TestServer, metadata: &Value) -> Answer {
    Answer::of(http().post(server.url("/register")).json(metadata)).await
}

/// A request to the address that the registration named, with its token.
fn manage(registered: &Value, method: Method) -> RequestBuilder {
    let uri = registered["registration_client_uri"].as_str().unwrap();
    let token = registered["registration_access_token"].as_str().unwrap();
    http().request(method, uri).bearer_auth(token)
}

fn as_app(registered: &Value) -> App {
    let text = |name: &str| registered[name].as_str().map(str::to_owned);
    App {
        id: text("client_id").unwrap(),
        secret: text("client_secret"),
        redirect_uri: registered["redirect_uris"][0].as_str().unwrap().to_owned(),
        method: serde_json::from_value(registered["token_endpoint_auth_method"].clone()).unwrap(),
    }
}

/// protocol 134, 135, 141
#[actix_web::test]
async fn what_is_registered_comes_back_and_works() {
    let server = open().await;
    server.user("ada").await;
    let answer = register(&server, &app()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    assert_eq!(answer.header("cache-control"), "no-store");
    let registered = answer.json();
    let asked = app();
    for (name, value) in asked.as_object().unwrap() {
        let expected = if name == "shoe_size" {
            &Value::Null
        } else {
            value
        };
        assert_eq!(&registered[name], expected, "{name}");
    }
    assert_eq!(registered["response_types"], json!(["code"]));
    assert_eq!(
        registered["token_endpoint_auth_method"],
        "client_secret_basic"
    );
    assert_eq!(registered["id_token_signed_response_alg"], "RS256");
    assert_eq!(registered["client_secret_expires_at"], 0);
    assert!(registered["client_id_issued_at"].is_i64());
    assert!(
        registered.get("trusted").is_none(),
        "Signet's own members are the operator's"
    );
    let app = as_app(&registered);
    let browser = Browser::new();
    let code = browser.code(&server, &app, "ada").await;
    let (status, tokens) = server.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    assert_eq!(id_claims(&tokens)["aud"], app.id);
}

/// security K7, A20: off by default, and such apps are never trusted.
#[actix_web::test]
async fn registration_is_off_and_registered_apps_are_asked_about() {
    let server = TestServer::start().await;
    let answer = register(&server, &app()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let metadata = http().get(server.url("/.well-known/openid-configuration"));
    let metadata = Answer::of(metadata).await.json();
    assert!(metadata.get("registration_endpoint").is_none());

    let server = open().await;
    server.user("ada").await;
    let mut wanted = app();
    wanted["trusted"] = json!(true);
    wanted["require_pkce"] = json!(false);
    let app = as_app(&register(&server, &wanted).await.json());
    let browser = Browser::new();
    let request = app.request_with(&[("code_challenge", ""), ("code_challenge_method", "")]);
    let response = browser.authorize(&server, &request).await;
    assert_eq!(error_in(&response), "invalid_request");
    let page = Page::of(browser.authorize(&server, &app.request()).await).await;
    let response = browser
        .sign_in(&server, &page, "ada", crate::harness::PASSWORD)
        .await;
    let page = Page::of(
        browser
            .get(crate::harness::location(&response).as_str())
            .await,
    )
    .await;
    assert!(page.has_id("allow"), "{}", page.text);
}

/// protocol 137, security K8, K9
#[actix_web::test]
async fn what_cannot_be_registered_has_its_code() {
    let server = open().await;
    let uri = "invalid_redirect_uri";
    let other = "invalid_client_metadata";
    for (member, value, code) in [
        ("redirect_uris", json!(["https://app.example/cb#x"]), uri),
        ("redirect_uris", json!([]), uri),
        ("redirect_uris", json!("https://app.example/cb"), uri),
        ("redirect_uris", json!(["http://app.example/cb"]), uri),
        (
            "redirect_uris",
            json!(["http://localhost/cb", "https://app.example/cb"]),
            uri,
        ),
        ("redirect_uris", json!(["https://*.example/cb"]), uri),
        ("redirect_uris", json!(["https://u:p@app.example/cb"]), uri),
        ("redirect_uris", json!(["app.example"]), uri),
        ("redirect_uris", json!(["javascript:alert(1)"]), uri),
        ("grant_types", json!(["password"]), other),
        ("grant_types", json!(["implicit"]), other),
        ("response_types", json!(["token"]), other),
        ("response_types", json!(["id_token token"]), other),
        ("id_token_signed_response_alg", json!("none"), other),
        ("userinfo_signed_response_alg", json!("HS256"), other),
        (
            "token_endpoint_auth_method",
            json!("tls_client_auth"),
            other,
        ),
        ("logo_uri", json!("javascript:alert(1)"), other),
        ("client_name", json!("\u{202e}\u{0}"), other),
        ("contacts", json!({}), other),
        ("default_max_age", json!(-1), other),
        ("scope", json!(["openid"]), other),
        ("subject_type", json!("private"), other),
        (
            "software_statement",
            json!("a.b.c"),
            "unapproved_software_statement",
        ),
    ] {
        let mut wanted = app();
        wanted[member] = value.clone();
        let answer = register(&server, &wanted).await;
        assert!(
            answer.is_error(400, code),
            "{member} {value}: {}",
            answer.text
        );
    }
}

/// RFC 8252 7: tools on a person's machine register themselves without saying that they are native.
#[actix_web::test]
async fn protocol_137_what_answers_on_its_own_machine_is_native_unless_it_says_otherwise() {
    let server = open().await;
    let tool = json!({
        "client_name": "A tool",
        "redirect_uris": ["http://localhost:33418/callback", "http://127.0.0.1/callback"],
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token"],
    });
    let answer = register(&server, &tool).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    assert_eq!(answer.json()["application_type"], "native");
    let mut web = tool;
    web["application_type"] = json!("web");
    let answer = register(&server, &web).await;
    assert!(
        answer.is_error(400, "invalid_redirect_uri"),
        "{}",
        answer.text
    );
}

/// protocol 135, RFC 7591 2.1: response types follow from grants, and no redirect URI is wanted in vain.
#[actix_web::test]
async fn protocol_135_apps_without_a_browser_need_no_redirect_uri() {
    let server = open().await;
    for grant in [
        "client_credentials",
        "urn:ietf:params:oauth:grant-type:device_code",
    ] {
        for redirect_uris in [json!(null), json!([]), json!(["https://app.example/cb"])] {
            let wanted = json!({"grant_types": [grant], "redirect_uris": redirect_uris});
            let answer = register(&server, &wanted).await;
            assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
            let registered = answer.json();
            assert_eq!(registered["grant_types"], json!([grant]));
            assert_eq!(registered["response_types"], json!([]));
        }
    }
    let machine = json!({"grant_types": ["client_credentials"], "software_statement": null});
    let registered = register(&server, &machine).await.json();
    let app = App {
        id: registered["client_id"].as_str().unwrap().to_owned(),
        secret: registered["client_secret"].as_str().map(str::to_owned),
        redirect_uri: String::new(),
        method: ClientAuthMethod::ClientSecretBasic,
    };
    let form = [("grant_type", "client_credentials")];
    let (status, tokens) = server.call(&app, "/token", &form).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
}

/// security N1, N3, K5: only JSON objects, neither huge nor deep, and no member twice.
#[actix_web::test]
async fn other_bodies_are_refused() {
    let server = open().await;
    let post = |kind: &'static str, body: String| {
        let request = http().post(server.url("/register"));
        Answer::of(request.header("content-type", kind).body(body))
    };
    let json = "application/json";
    let deep = |levels| format!("{{\"x\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    let twice =
        r#"{"redirect_uris":["https://a.example/"],"redirect_uris":["https://b.example/"]}"#;
    for (kind, body, status) in [
        ("application/x-www-form-urlencoded", "a=b".to_owned(), 415),
        ("text/plain", app().to_string(), 415),
        (json, String::new(), 400),
        (json, "[]".to_owned(), 400),
        (json, "{".to_owned(), 400),
        (json, deep(32), 400),
        (json, deep(9000), 400),
        (json, twice.to_owned(), 400),
        (json, format!("{{\"a\":\"{}\"}}", "x".repeat(70_000)), 413),
    ] {
        let start: String = body.chars().take(20).collect();
        let answer = post(kind, body).await;
        assert!(
            answer.is_error(status, "invalid_request"),
            "{start}: {}",
            answer.text
        );
    }
}

/// protocol 140, security K10: a token opens its own client only, and nothing once the client is gone.
#[actix_web::test]
async fn a_client_manages_its_own_registration_only() {
    let server = open().await;
    let mine = register(&server, &app()).await.json();
    let theirs = register(&server, &app()).await.json();
    let shown = Answer::of(manage(&mine, Method::GET)).await;
    assert_eq!(shown.status, StatusCode::OK);
    let shown = shown.json();
    assert!(
        shown.get("client_secret").is_none(),
        "a secret is shown once"
    );
    for name in [
        "client_id",
        "client_name",
        "redirect_uris",
        "registration_client_uri",
    ] {
        assert_eq!(shown[name], mine[name], "{name}");
    }
    let uri = mine["registration_client_uri"].as_str().unwrap();
    let foreign = theirs["registration_access_token"].as_str().unwrap();
    let unknown = server.url("/register?client_id=unknown");
    for request in [
        http().get(uri),
        http().get(uri).bearer_auth("x"),
        http().get(uri).bearer_auth(foreign),
        http().delete(uri).bearer_auth(foreign),
        http().put(uri).bearer_auth(foreign).json(&app()),
        http().get(server.url("/register")).bearer_auth(foreign),
        http().get(unknown).bearer_auth(foreign),
    ] {
        let answer = Answer::of(request).await;
        assert!(answer.is_error(401, "invalid_token"), "{}", answer.text);
        assert!(answer.header("www-authenticate").starts_with("Bearer "));
    }
    let gone = Answer::of(manage(&mine, Method::DELETE)).await;
    assert_eq!(
        (gone.status, gone.text.as_str()),
        (StatusCode::NO_CONTENT, "")
    );
    let again = Answer::of(manage(&mine, Method::GET)).await;
    assert!(again.is_error(401, "invalid_token"));
    let (status, _) = server
        .call(&as_app(&mine), "/token", &[("grant_type", "x")])
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        Answer::of(manage(&theirs, Method::GET)).await.status,
        StatusCode::OK
    );
}

/// RFC 7592 2.2: an update replaces everything, and keeps the secret.
#[actix_web::test]
async fn an_update_replaces_the_registration() {
    let server = open().await;
    server.user("ada").await;
    let registered = register(&server, &app()).await.json();
    let update = json!({
        "client_id": registered["client_id"],
        "client_secret": registered["client_secret"],
        "redirect_uris": ["https://app.example/other"],
        "grant_types": ["authorization_code"],
    });
    let answer = Answer::of(manage(&registered, Method::PUT).json(&update)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let now = answer.json();
    assert!(now.get("client_name").is_none() && now.get("client_secret").is_none());
    assert_eq!(now["redirect_uris"], update["redirect_uris"]);
    let mut app = as_app(&registered);
    app.redirect_uri = "https://app.example/other".to_owned();
    let code = Browser::new().code(&server, &app, "ada").await;
    let (status, _) = server.redeem(&app, &code).await;
    assert_eq!(status, StatusCode::OK);
    for (member, value) in [
        ("client_id", json!("other")),
        ("client_secret", json!("other")),
        ("registration_access_token", json!("x")),
        ("client_id_issued_at", json!(1)),
    ] {
        let mut wrong = update.clone();
        wrong[member] = value;
        let answer = Answer::of(manage(&registered, Method::PUT).json(&wrong)).await;
        assert!(
            answer.is_error(400, "invalid_request"),
            "{member}: {}",
            answer.text
        );
    }
    let mut wrong = update.clone();
    wrong["redirect_uris"] = json!(["http://app.example/"]);
    let answer = Answer::of(manage(&registered, Method::PUT).json(&wrong)).await;
    assert!(answer.is_error(400, "invalid_redirect_uri"));
    let shown = Answer::of(manage(&registered, Method::GET)).await.json();
    assert_eq!(
        shown["redirect_uris"], update["redirect_uris"],
        "a refused update changes nothing"
    );
}

/// RFC 7591 3: who has an initial access token may register, once or until it expires.
#[actix_web::test]
async fn initial_access_tokens_admit() {
    let server = TestServer::with(&[("registration", "token")]).await;
    let refused = register(&server, &app()).await;
    assert!(refused.is_error(401, "invalid_token"), "{}", refused.text);
    let hour = Duration::from_hours(1);
    let desk = Desk::command_line(&server.services);
    let issue = async |once| InitialAccessToken::issue(&desk, hour, once).await.unwrap();
    let with = |token: &str| {
        let request = http().post(server.url("/register")).bearer_auth(token);
        Answer::of(request.json(&app()))
    };
    let (once, often) = (issue(true).await, issue(false).await);
    let revoked = issue(false).await;
    // What is refused uses nothing up.
    let bad = http().post(server.url("/register")).bearer_auth(&once);
    let bad = Answer::of(bad.json(&json!({"redirect_uris": []}))).await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
    assert_eq!(with(&once).await.status, StatusCode::CREATED);
    assert!(with(&once).await.is_error(401, "invalid_token"));
    for _ in 0..3 {
        assert_eq!(with(&often).await.status, StatusCode::CREATED);
    }
    InitialAccessToken::revoke(&desk, &revoked).await.unwrap();
    assert!(with(&revoked).await.is_error(401, "invalid_token"));
    assert!(InitialAccessToken::revoke(&desk, &revoked).await.is_err());
    assert_eq!(server.events("registration_token.revoked").await.len(), 1);
    assert!(
        with(&(often.clone() + "A"))
            .await
            .is_error(401, "invalid_token")
    );
    server.clock.advance(hour);
    assert!(with(&often).await.is_error(401, "invalid_token"));
}

/// protocol 142, security K7: dozens a minute, not thousands.
#[actix_web::test]
async fn registrations_of_one_address_are_limited() {
    let server = TestServer::with(&[("registration", "open"), ("registration-limit", "3")]).await;
    for _ in 0..3 {
        assert_eq!(register(&server, &app()).await.status, StatusCode::CREATED);
    }
    let answer = register(&server, &app()).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "60");
    server.clock.advance(Duration::from_mins(1));
    assert_eq!(register(&server, &app()).await.status, StatusCode::CREATED);
}

/// OpenID Connect Core 8.1, protocol 7: what self-registering software asks for in a hybrid flow.
#[actix_web::test]
async fn hybrid_and_pairwise_clients_register() {
    let settings = [
        ("registration", "open"),
        ("front-channel-access-tokens", "on"),
    ];
    let server = TestServer::with(&settings).await;
    server.user("ada").await;
    let mut wanted = app();
    wanted["response_types"] = json!(["id_token token", "code"]);
    wanted["subject_type"] = json!("pairwise");
    let registered = register(&server, &wanted).await.json();
    let grants = json!(["authorization_code", "refresh_token", "implicit"]);
    assert_eq!(registered["grant_types"], grants);
    let app = as_app(&registered);
    let browser = Browser::new();
    let request = app.request_with(&[("response_type", "token id_token")]);
    let response = browser.authorize(&server, &request).await;
    let url = browser.arrive(&server, response, "ada").await;
    let got = super::kit::answer(&url);
    let (_, info) = server.userinfo(&got["access_token"]).await;
    assert_eq!(info["sub"], crate::harness::claims(&got["id_token"])["sub"]);
    assert_eq!(info["sub"].as_str().unwrap().len(), 43);
}

/// protocol 138: the document of a sector lists every redirect URI, and is fetched over https.
#[actix_web::test]
async fn a_sector_lists_its_redirect_uris() {
    let site = Site::start();
    site.put_json(
        "/uris.json",
        &json!(["https://app.example/cb", "https://app.test/cb"]),
    );
    site.put_json("/none.json", &json!({"uris": []}));
    let server = site.server_with(&[("registration", "open")]).await;
    let mut wanted = app();
    wanted["subject_type"] = json!("pairwise");
    wanted["redirect_uris"] = json!(["https://app.example/cb", "https://app.test/cb"]);
    let answer = register(&server, &wanted).await;
    assert!(
        answer.is_error(400, "invalid_client_metadata"),
        "two hosts need a sector"
    );
    wanted["sector_identifier_uri"] = json!(site.url("/uris.json"));
    let answer = register(&server, &wanted).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    for (uris, sector) in [
        (json!(["https://other.example/cb"]), site.url("/uris.json")),
        (json!(["https://app.example/cb"]), site.url("/none.json")),
        (json!(["https://app.example/cb"]), site.url("/missing.json")),
        (
            json!(["https://app.example/cb"]),
            "http://app.example/uris.json".to_owned(),
        ),
        (
            json!(["https://app.example/cb"]),
            "https://10.0.0.1/uris.json".to_owned(),
        ),
    ] {
        wanted["redirect_uris"] = uris;
        wanted["sector_identifier_uri"] = json!(sector);
        let answer = register(&server, &wanted).await;
        assert!(
            answer.is_error(400, "invalid_client_metadata"),
            "{sector}: {}",
            answer.text
        );
    }
}

/// protocol 136, 139, 141: keys by value or by address, not both; a sign-in started elsewhere goes to https.
#[actix_web::test]
async fn keys_and_the_address_for_starting_a_sign_in_are_registered() {
    let server = open().await;
    let mut key = Jwk::generate_ec_key(EcCurve::P256).unwrap();
    key = key.to_public_key().unwrap();
    let jwks = json!({"keys": [key.as_ref()]});
    let jwks_uri = json!("https://app.example/jwks");
    let start = json!("https://app.example/start");
    for (members, status) in [
        (vec![("jwks", jwks.clone())], 201),
        (vec![("jwks_uri", jwks_uri.clone())], 201),
        (vec![("jwks", jwks), ("jwks_uri", jwks_uri)], 400),
        (vec![("jwks", json!({"keys": []}))], 400),
        (vec![("jwks_uri", json!("http://app.example/jwks"))], 400),
        (vec![("initiate_login_uri", start)], 201),
        (
            vec![("initiate_login_uri", json!("http://app.example/start"))],
            400,
        ),
        (
            vec![("token_endpoint_auth_method", json!("private_key_jwt"))],
            400,
        ),
    ] {
        let mut wanted = app();
        for (name, value) in &members {
            wanted[*name] = value.clone();
        }
        let answer = register(&server, &wanted).await;
        assert_eq!(
            answer.status.as_u16(),
            status,
            "{members:?}: {}",
            answer.text
        );
        if status == 201 {
            let (name, value) = &members[0];
            assert_eq!(&answer.json()[*name], value);
        } else {
            assert!(
                answer.is_error(400, "invalid_client_metadata"),
                "{}",
                answer.text
            );
        }
    }
}

/// OpenID Connect Core 4, protocol 139: a person starts a sign-in to an app from their account.
#[actix_web::test]
async fn a_sign_in_can_be_started_from_the_account() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = server
        .app_with("app", |metadata| {
            metadata.initiate_login_uri = Some("https://app.example/start?a=b".to_owned());
        })
        .await;
    let browser = Browser::new();
    browser.code(&server, &app, "ada").await;
    let page = Page::of(browser.get(&server.url("/account")).await).await;
    let issuer = url::form_urlencoded::byte_serialize(server.issuer.as_bytes());
    let issuer: String = issuer.collect();
    let link = format!("href=\"https://app.example/start?a=b&#38;iss={issuer}\"");
    assert!(page.text.contains(&link), "{}", page.text);
}
