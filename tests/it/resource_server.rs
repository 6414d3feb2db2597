//! An API that knows nothing but where the published keys are, across rotations of the keys.

use crate::harness::{App, Browser, PASSWORD, TestServer, claims};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{DecodingKey, Validation, decode, decode_header};
use serde_json::Value;
use signet::clock::{Clock, ManualClock};
use signet::keys::rotation::Order;
use std::sync::Arc;

const AUDIENCE: &str = "https://api.example/";

/// A resource server as its developer would write it (RFC 9068 §4).
struct ResourceServer {
    jwks_uri: String,
    issuer: String,
    clock: Arc<ManualClock>,
    keys: JwkSet,
    fetched: u32,
}

impl ResourceServer {
    async fn start(server: &TestServer) -> Self {
        let mut this = Self {
            jwks_uri: server.url("/jwks"),
            issuer: server.issuer.clone(),
            clock: Arc::clone(&server.clock),
            keys: JwkSet { keys: Vec::new() },
            fetched: 0,
        };
        this.fetch().await;
        this
    }

    async fn fetch(&mut self) {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = http.get(&self.jwks_uri).send().await.unwrap();
        self.keys = answer.json().await.unwrap();
        self.fetched += 1;
    }

    fn has(&self, kid: &str) -> bool {
        self.keys.find(kid).is_some()
    }

    /// Whether a request with this token is answered. An unknown key is looked for once more.
    async fn accepts(&mut self, token: &str) -> Result<Value, String> {
        let header = decode_header(token).map_err(|why| why.to_string())?;
        if header.typ.as_deref() != Some("at+jwt") {
            return Err(format!("typ {:?}", header.typ));
        }
        let kid = header.kid.ok_or("no kid")?;
        if !self.has(&kid) {
            self.fetch().await;
        }
        let jwk = self.keys.find(&kid).ok_or("an unknown key")?;
        let algorithm = jwk.common.key_algorithm.ok_or("a key for nothing")?;
        if algorithm.to_string() != format!("{:?}", header.alg) {
            return Err("the algorithm of another key".to_owned());
        }
        let key = DecodingKey::from_jwk(jwk).map_err(|why| why.to_string())?;
        let mut validation = Validation::new(header.alg);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The library's clock cannot be moved.
        validation.validate_exp = false;
        let claims = decode::<Value>(token, &key, &validation).map_err(|why| why.to_string())?;
        let claims = claims.claims;
        if claims["exp"].as_i64().ok_or("no exp")? <= self.clock.now().0 {
            return Err("expired".to_owned());
        }
        Ok(claims)
    }
}

/// A server with an app whose tokens are for the API, and somebody who uses it.
struct Setting {
    server: TestServer,
    app: App,
    browser: Browser,
}

impl Setting {
    async fn new() -> Self {
        let server = TestServer::start().await;
        server.user("ada").await;
        let app = server
            .app_with("app", |metadata| {
                metadata.access_token_audience = vec![AUDIENCE.to_owned()];
            })
            .await;
        Self {
            server,
            app,
            browser: Browser::new(),
        }
    }

    /// The answer of the token endpoint for a fresh code.
    async fn tokens(&self) -> Value {
        let code = self.browser.code(&self.server, &self.app, "ada").await;
        let (status, tokens) = self.server.redeem(&self.app, &code).await;
        assert_eq!(status, reqwest::StatusCode::OK, "{tokens}");
        tokens
    }

    async fn access_token(&self) -> String {
        self.tokens().await["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// What `signet keys rotate` and the server's own jobs do.
    async fn keys(&self, order: Order) {
        let services = &self.server.services;
        let keeper = services.key_keeper();
        keeper.tend(order).await.unwrap();
        services.ring.replace(keeper.ring().await.unwrap());
    }
}

fn kid(token: &str) -> String {
    decode_header(token).unwrap().kid.unwrap()
}

#[actix_web::test]
async fn tokens_hold_across_a_rotation() {
    let setting = Setting::new().await;
    let mut api = ResourceServer::start(&setting.server).await;
    let schedule = setting.server.services.key_keeper().schedule;

    let before = setting.access_token().await;
    let accepted = api.accepts(&before).await.unwrap();
    assert_eq!(accepted["client_id"], "app");
    assert_eq!(accepted["scope"], "openid profile email");
    assert!(accepted["jti"].is_string() && accepted["iat"].is_i64());

    // The next key of the first start has been published all along, and signs at once.
    setting.keys(Order::Rotate).await;
    let during = setting.access_token().await;
    assert_ne!(kid(&during), kid(&before));
    api.accepts(&during).await.unwrap();
    api.accepts(&before).await.unwrap();
    assert_eq!(api.fetched, 1, "it was published before it signed");

    // The one after it has to wait until everybody can know it.
    setting.keys(Order::Rotate).await;
    let mut other = ResourceServer::start(&setting.server).await;
    assert_eq!(kid(&setting.access_token().await), kid(&during));
    setting.server.wait(schedule.publish_ahead.as_secs());
    let last = setting.access_token().await;
    assert_eq!(kid(&last), kid(&during));
    setting.keys(Order::Scheduled).await;
    let after = setting.access_token().await;
    assert_ne!(kid(&after), kid(&last));
    for api in [&mut api, &mut other] {
        api.accepts(&after).await.unwrap();
        api.accepts(&last).await.unwrap();
        assert_eq!(api.accepts(&before).await.unwrap_err(), "expired");
    }
    assert_eq!(other.fetched, 1, "it was published before it signed");
    assert_eq!(api.fetched, 2, "an unknown key is looked for");

    setting.server.wait(schedule.keep_retired.as_secs());
    setting.keys(Order::Scheduled).await;
    api.fetch().await;
    assert!(!api.has(&kid(&last)), "the old key is gone");
    assert!(api.has(&kid(&after)));
    let fresh = setting.access_token().await;
    assert_eq!(kid(&fresh), kid(&after));
    api.accepts(&fresh).await.unwrap();
}

#[actix_web::test]
async fn in_an_emergency_old_tokens_stop_at_once() {
    let setting = Setting::new().await;
    let mut api = ResourceServer::start(&setting.server).await;
    let tokens = setting.tokens().await;
    let before = tokens["access_token"].as_str().unwrap();
    api.accepts(before).await.unwrap();
    let known: Vec<String> = setting
        .server
        .services
        .keys()
        .keys()
        .iter()
        .map(|key| key.kid().0.clone())
        .collect();

    setting.keys(Order::Emergency).await;
    let after = setting.access_token().await;
    // The unknown key makes the API look, and then it knows none of the old ones.
    api.accepts(&after).await.unwrap();
    assert_eq!(api.fetched, 2);
    assert_eq!(api.accepts(before).await.unwrap_err(), "an unknown key");
    assert!(known.iter().all(|kid| !api.has(kid)));
    let (status, _) = setting.server.userinfo(before).await;
    assert_eq!(status, reqwest::StatusCode::UNAUTHORIZED);

    // What is not signed goes on: nobody has to sign in again.
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let (status, refreshed) = setting.server.refresh(&setting.app, refresh_token).await;
    assert_eq!(status, reqwest::StatusCode::OK, "{refreshed}");
    let refreshed = refreshed["access_token"].as_str().unwrap();
    api.accepts(refreshed).await.unwrap();
}

#[actix_web::test]
async fn nothing_else_is_an_access_token() {
    let setting = Setting::new().await;
    let mut api = ResourceServer::start(&setting.server).await;
    let tokens = setting.tokens().await;
    let access_token = tokens["access_token"].as_str().unwrap();
    let id_token = tokens["id_token"].as_str().unwrap();
    assert!(api.accepts(id_token).await.unwrap_err().contains("typ"));
    assert!(api.accepts(PASSWORD).await.is_err());

    let (rest, signature) = access_token.rsplit_once('.').unwrap();
    let other = setting.access_token().await;
    let (other, _) = other.rsplit_once('.').unwrap();
    assert!(api.accepts(&format!("{other}.{signature}")).await.is_err());
    assert!(api.accepts(&format!("{rest}.")).await.is_err());

    // Tokens for the app itself are not for the API.
    let app = setting.server.app("plain").await;
    let code = setting.browser.code(&setting.server, &app, "ada").await;
    let (_, plain) = setting.server.redeem(&app, &code).await;
    let plain = plain["access_token"].as_str().unwrap();
    assert_eq!(claims(plain)["aud"], "plain");
    assert!(
        api.accepts(plain)
            .await
            .unwrap_err()
            .contains("InvalidAudience")
    );

    let lifetime = setting.server.services.config.lifetimes.access_token;
    setting.server.wait(lifetime.as_secs());
    assert_eq!(api.accepts(access_token).await.unwrap_err(), "expired");
    assert_eq!(api.fetched, 1);
}
