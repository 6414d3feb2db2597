//! The end of an invitation.

use super::{PATH, crumbs};
use crate::admin::users::{self, OpenInvitation};
use crate::admin::{Forbidden, Operation};
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::trouble::Trouble;
use crate::model::LinkHash;
use crate::pages::Link;
use actix_web::HttpResponse;

/// An invitation that is to open nothing any more.
pub struct Withdrawal(OpenInvitation);

impl AtOnce for Withdrawal {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let id = console.query("id").parse::<LinkHash>();
        let id = id.map_err(|error| console.unknown(&error.to_string()))?;
        let found = users::invitation_of(&console.desk, id).await;
        found.map(Self).map_err(|error| console.trouble(error))
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        if !self.0.is_for(&console.desk, Operation::EditUsers) {
            return Err(console.trouble(Forbidden(Operation::EditUsers)));
        }
        Ok(Change {
            title: console.t("console-withdraw-invitation"),
            subject: Some(self.0.invitation.email.clone()),
            effects: vec![console.t("console-withdraw-invitation-effect")],
            confirm: console.t("console-withdraw-invitation"),
            is_dangerous: true,
            back: console.cx.path(PATH),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console)
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        users::withdraw_invitation(&console.desk, self.0.id).await?;
        let page = console.cx.path(PATH);
        Ok(console.done(&page, "console-done-invitation-withdrawn"))
    }
}
