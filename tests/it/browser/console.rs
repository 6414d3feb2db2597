//! The operator's main tasks, with pictures of the pages on the way.

use super::{Chromium, Script};
use crate::harness::{PASSWORD, TestServer};
use signet::model::Role;

async fn owner(server: &TestServer) {
    let mut user = server.user("ada").await;
    user.roles = vec![Role::Owner];
    server.change(user).await;
}

#[actix_web::test]
async fn an_operator_adds_somebody_and_connects_an_app() {
    let server = TestServer::start().await;
    owner(&server).await;
    for name in ["bob", "carol", "dave"] {
        server.user(name).await;
    }
    let chromium = Chromium::start(Script::On).await;
    chromium.open(&server.url("/admin")).await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.arrive(&server.url("/admin")).await;
    chromium.id("this-node").await;
    chromium.picture("console-overview").await;
    people(&server, &chromium).await;
    apps(&server, &chromium).await;
    for page in [
        "keys",
        "keys/rotate?emergency=yes",
        "deliveries",
        "settings",
        "health",
    ] {
        chromium.open(&server.url(&format!("/admin/{page}"))).await;
        let name = page.split('?').next().unwrap().replace('/', "-");
        chromium.picture_in("en", &format!("console-{name}")).await;
    }
    chromium
        .open(&server.url("/language?back=/admin/users&to=ar"))
        .await;
    chromium.picture_in("ar", "console-users").await;
    chromium.open(&server.url("/admin/clients/new")).await;
    chromium.picture_in("ar", "console-new-client").await;
    chromium.finish().await;
}

async fn people(server: &TestServer, chromium: &Chromium) {
    chromium.open(&server.url("/admin/users")).await;
    chromium.picture("console-users").await;
    chromium.click("new").await;
    chromium.fill("username", "eve smith").await;
    chromium.fill("email", "eve@example.com").await;
    chromium.fill("name", "Eve Smith").await;
    chromium.click("look").await;
    chromium.id("username-error").await;
    chromium.picture("console-new-user-error").await;
    chromium.fill("username", "eve").await;
    chromium.fill("groups", "staff").await;
    chromium.click("look").await;
    chromium.id("changes").await;
    chromium.picture("console-plan").await;
    chromium.click("edit").await;
    chromium.fill("nickname", "evie").await;
    chromium.click("look").await;
    chromium.click("confirm").await;
    chromium.id("done").await;
    chromium.picture("console-user").await;

    chromium.fill_search("eve").await;
    chromium.click_css("tbody th a").await;
    chromium.click("disable").await;
    chromium.id("effects").await;
    chromium.picture("console-disable").await;
    chromium.click("confirm").await;
    chromium.id("enable").await;
    // No letter goes out here: the link is handed over.
    chromium.click("enable").await;
    chromium.click("confirm").await;
    chromium.click("password-link").await;
    chromium.click("confirm").await;
    let link = chromium.text("#secret").await;
    assert!(
        link.starts_with(&server.url("/recover/password?token=")),
        "{link}"
    );
}

async fn apps(server: &TestServer, chromium: &Chromium) {
    chromium.open(&server.url("/admin/clients/new")).await;
    chromium.picture("console-new-client").await;
    chromium.fill("client_name", "Wiki").await;
    chromium
        .fill("redirect_uris", "http://wiki.example/callback")
        .await;
    chromium.click("look").await;
    chromium.id("redirect_uris-error").await;
    chromium.picture("console-new-client-error").await;
    chromium
        .fill("redirect_uris", "https://wiki.example/callback")
        .await;
    chromium.click("look").await;
    chromium.id("changes").await;
    chromium.click("confirm").await;
    chromium.id("secret").await;
    chromium.picture("console-client").await;
    chromium.open(&server.url("/admin/clients")).await;
    chromium.click_css("tbody tr:has(a[href]) th a").await;
    chromium.id("about").await;
}

impl Chromium {
    /// Finds people by the list.
    async fn fill_search(&self, text: &str) {
        let here = self.url().await;
        let list = here.join("/admin/users").unwrap();
        self.open(list.as_str()).await;
        self.fill("q", text).await;
        self.click("find").await;
    }
}
