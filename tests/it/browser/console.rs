//! The operator's main tasks, with pictures of the pages on the way.

use super::{Chromium, Script};
use crate::harness::{PASSWORD, TestServer};
use signet::admin::users::{self, NewUser};
use signet::admin::{Desk, groups};
use signet::clock::{Clock, Timestamp};
use signet::metrics::Totals;
use signet::model::Role;
use signet::store::Figures;

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
    chromium.click("check").await;
    chromium.id("effects").await;
    chromium.click("confirm").await;
    chromium.id("parts").await;
    chromium.picture("console-check").await;
    chromium.open(&server.url("/admin/clients")).await;
    chromium.click("scim").await;
    chromium.click("new").await;
    chromium.click("look").await;
    chromium.id("name-error").await;
    chromium.picture("console-new-scim-token-error").await;
    chromium.fill("name", "Okta").await;
    chromium.click("look").await;
    chromium.id("changes").await;
    chromium.click("confirm").await;
    let token = chromium.text("#secret").await;
    assert!(token.starts_with("signet_scim_"), "{token}");
    chromium.picture("console-scim-token").await;
    chromium.open(&server.url("/admin/clients/scim")).await;
    chromium.picture_in("en", "console-scim-tokens").await;
    chromium.click_css("tbody th a").await;
    chromium.click("remove").await;
    chromium.id("effects").await;
    chromium.click("confirm").await;
    chromium.id("done").await;
}

/// A day of figures, and a group with as many people as fit on a page, each with an event.
async fn busy(server: &TestServer) {
    let hour = |back: i64| Timestamp(server.clock.now().0 - back * 3600);
    for back in 0..24_i64 {
        let sign_ins = u64::try_from((24 - back) * (back % 5 + 1) * 37).unwrap();
        let counted = Totals {
            sign_ins,
            failures: sign_ins / 11,
            tokens: sign_ins * 1_000,
        };
        let began_at = Timestamp(hour(back).0 / 3600 * 3600);
        let figures = Figures { began_at, counted };
        server.services.store.add_figures(figures).await.unwrap();
    }
    let desk = Desk::command_line(&server.services);
    let crew = groups::NewGroup {
        name: "crew".to_owned(),
        description: "Everybody on board".to_owned(),
    };
    groups::create(&desk, crew).await.unwrap();
    for n in 0..51 {
        let new = NewUser {
            username: format!("sailor-{n}"),
            groups: vec!["crew".to_owned()],
            ..NewUser::default()
        };
        users::add(&desk, new).await.unwrap();
    }
}

#[actix_web::test]
async fn an_operator_looks_after_groups_and_looks_things_up() {
    let server = TestServer::start().await;
    owner(&server).await;
    server.user("bob").await;
    busy(&server).await;
    let chromium = Chromium::start(Script::On).await;
    chromium.open(&server.url("/admin")).await;
    chromium.sign_in("ada", PASSWORD).await;
    chromium.id("sign-ins").await;
    chromium.picture("console-busy").await;
    chromium.click_css("details summary").await;
    chromium.picture_in("en", "console-busy-table").await;
    chromium.open(&server.url("/admin?period=week")).await;
    chromium.picture_in("en", "console-busy-week").await;

    chromium.open(&server.url("/admin/groups")).await;
    chromium.picture_in("en", "console-groups").await;
    chromium.click_css("tbody th a").await;
    chromium.id("members").await;
    chromium.picture("console-group").await;
    chromium.click("next-members").await;
    chromium.id("first-members").await;
    chromium.click("join").await;
    chromium.fill("user", "bob").await;
    chromium.picture_in("en", "console-join").await;
    chromium.click("look").await;
    chromium.click("confirm").await;
    chromium.id("done").await;

    chromium
        .open(&server.url("/admin/users/roles?user=bob"))
        .await;
    chromium.picture("console-roles").await;
    chromium.click("help_desk").await;
    chromium.click("look").await;
    chromium.click("confirm").await;
    chromium.id("done").await;
    chromium.click("unlock").await;
    chromium.click("confirm").await;
    chromium.id("done").await;
    chromium
        .open(&server.url("/admin/users/show?user=ada"))
        .await;
    chromium.picture_in("en", "console-user-own").await;

    chromium.open(&server.url("/admin/events")).await;
    chromium.id("next").await;
    chromium.picture("console-events").await;
    chromium.click_css("tbody th a").await;
    chromium.id("about").await;
    chromium.picture_in("en", "console-event").await;
    invitations(&server, &chromium).await;
    for page in [
        "users/sessions",
        "users/sessions/end-all?do=tokens",
        "users/act?user=bob&do=remove",
        "events/explain",
        "events/sign-ins",
        "events/notes?q=sign_in.failed",
        "events/audit",
        "clients/registration",
        "clients/registration/revoke",
        "deliveries/webhooks",
        "deliveries/webhooks/new",
        "settings/declared",
        "settings/export",
        "settings/apply",
    ] {
        chromium.open(&server.url(&format!("/admin/{page}"))).await;
        let name = page.split('?').next().unwrap().replace('/', "-");
        chromium.picture_in("en", &format!("console-{name}")).await;
    }
    let arabic = server.url("/language?back=/admin&to=ar");
    chromium.open(&arabic).await;
    chromium.picture_in("ar", "console-busy").await;
    chromium.open(&server.url("/admin/events")).await;
    chromium.picture_in("ar", "console-events").await;
    chromium.finish().await;
}

async fn invitations(server: &TestServer, chromium: &Chromium) {
    chromium.open(&server.url("/admin/users")).await;
    chromium.click("invite").await;
    chromium.fill("email", "grace@example.com").await;
    chromium.fill("name", "Grace Hopper").await;
    chromium.fill("groups", "crew").await;
    chromium.picture("console-invite").await;
    chromium.click("look").await;
    chromium.id("changes").await;
    chromium.picture_in("en", "console-invite-plan").await;
    chromium.click("confirm").await;
    chromium.id("secret").await;
    chromium.picture_in("en", "console-invited").await;
    chromium.open(&server.url("/admin/users/invitations")).await;
    chromium.picture("console-invitations").await;
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
