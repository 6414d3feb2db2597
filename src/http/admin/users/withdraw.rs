//! What somebody allowed an app, taken back.

use super::{SHOW, USER, WITHDRAW, crumbs, href, meant};
use crate::admin::{Operation, Target, sessions};
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::trouble::Trouble;
use crate::model::User;
use crate::oidc::ClientId;
use crate::pages::Link;
use crate::pages::admin::Cell;
use actix_web::HttpResponse;

/// The member of a query that names the app.
const CLIENT: &str = "client";

/// The way to where it is taken back, for whoever may.
pub fn cell(console: &Console<'_>, user: &User, client: &ClientId) -> Cell {
    let may = console.desk.may(Operation::HelpUsers, Target::Person(user));
    if may.is_err() {
        return Cell::default();
    }
    let query = [
        (USER, user.username.display.as_str()),
        (CLIENT, client.as_str()),
    ];
    let href = console.href(WITHDRAW, &query);
    Cell::link(console.t("console-withdraw"), href)
}

/// Somebody, and the app that they allowed something.
pub struct Withdrawal {
    user: User,
    client: ClientId,
}

impl AtOnce for Withdrawal {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let user = meant(console).await?;
        let unknown = |_| console.unknown("no client id");
        let client = ClientId::try_from(console.query(CLIENT)).map_err(unknown)?;
        Ok(Self { user, client })
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        let person = Target::Person(&self.user);
        console.lets(Operation::HelpUsers, person).await?;
        let (name, client) = (&self.user.username.display, &self.client);
        Ok(Change {
            title: console.t("console-withdraw-title"),
            subject: Some(format!("{name} · {client}")),
            effects: vec![console.t("console-withdraw-effect")],
            confirm: console.t("console-withdraw-title"),
            is_dangerous: true,
            back: href(console, SHOW, &self.user),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, Some(&self.user))
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        sessions::end_consent(&console.desk, self.user.id, &self.client).await?;
        let page = href(console, SHOW, &self.user);
        Ok(console.done(&page, "console-done-withdrawn"))
    }
}
