//! An app with oidc-client-ts in a page of another origin, in a real browser.

use super::installed;
use crate::browser::{Chromium, Script};
use crate::harness::{PASSWORD, TestServer};
use serde_json::{Value, json};
use signet::clock::Clock;
use signet::oidc::client_metadata::ClientAuthMethod;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The process that serves the app's page. Ends when dropped.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// The app, and the browser that shows it.
struct Spa {
    server: TestServer,
    origin: String,
    _page: Served,
    chromium: Chromium,
}

impl Spa {
    async fn start() -> Self {
        let server = TestServer::start().await;
        server.user("ada").await;
        let now = server.clock.now().0;
        let told = json!({ "issuer": server.issuer, "client_id": "spa", "now": now });
        let mut page = Command::new("node")
            .arg(installed().join("spa.mjs"))
            .arg(told.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node does not start: install nodejs");
        let mut said = BufReader::new(page.stdout.take().unwrap()).lines();
        let origin = said.next().unwrap().unwrap();
        let at = |path: &str| format!("{origin}{path}");
        let app = server.app_with("spa", |metadata| {
            metadata.token_endpoint_auth_method = ClientAuthMethod::None;
            metadata.redirect_uris = vec![at("/callback"), at("/silent")];
            metadata.post_logout_redirect_uris = vec![at("/bye")];
        });
        app.await;
        let spa = Self {
            server,
            origin,
            _page: Served(page),
            chromium: Chromium::start(Script::On).await,
        };
        spa.noticed().await;
        spa
    }

    /// Waits until the server knows the app's origin.
    async fn noticed(&self) {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        for _ in 0..100 {
            let asked = http.post(self.server.url("/token"));
            let answer = asked.header("origin", &self.origin).send().await.unwrap();
            if answer.headers().contains_key("access-control-allow-origin") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the origin of a new client is not noticed");
    }

    /// Has the app do something that leads away from its page.
    async fn leave(&self, action: &str) {
        let script = "act(arguments[0], () => {})";
        let arguments = vec![action.into()];
        self.chromium
            .driver
            .execute(script, arguments)
            .await
            .unwrap();
    }

    /// Has the app do something, and tells what comes of it.
    async fn act(&self, action: &str) -> Value {
        let arguments = vec![action.into()];
        let driver = &self.chromium.driver;
        let done = driver.execute_async("act(...arguments)", arguments).await;
        let said = done.unwrap().json().clone();
        assert_eq!(said["error"], Value::Null, "{action}");
        said
    }

    /// Signs ada in by redirect. Tells what the app has got.
    async fn sign_in(&self) -> Value {
        self.chromium.open(&self.origin).await;
        self.leave("signIn").await;
        self.chromium.sign_in("ada", PASSWORD).await;
        self.chromium.click("allow").await;
        self.chromium
            .arrive(&format!("{}/callback", self.origin))
            .await;
        let user = self.act("back").await;
        assert_eq!(user["email"], "ada@example.com", "userinfo is read");
        user
    }
}

#[actix_web::test]
async fn oidc_client_ts_signs_in_refreshes_and_revokes() {
    let spa = Spa::start().await;
    let user = spa.sign_in().await;
    let again = spa.act("refresh").await;
    assert_eq!(again["sub"], user["sub"]);
    assert_ne!(again["access_token"], user["access_token"]);
    spa.act("revoke").await;
    let (status, _) = spa
        .server
        .userinfo(again["access_token"].as_str().unwrap())
        .await;
    assert_eq!(status, 401);
    spa.chromium.finish().await;
}

#[actix_web::test]
async fn oidc_client_ts_signs_in_silently_in_a_frame_and_signs_out() {
    let spa = Spa::start().await;
    let user = spa.sign_in().await;
    let again = spa.act("frame").await;
    assert_eq!(again["sub"], user["sub"]);
    assert_ne!(again["access_token"], user["access_token"]);
    spa.leave("signOut").await;
    spa.chromium.arrive(&format!("{}/bye", spa.origin)).await;
    spa.leave("signIn").await;
    spa.chromium.id("login").await;
    spa.chromium.finish().await;
}
