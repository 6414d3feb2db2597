//! A token that is to be good for nothing any more.

use super::{PATH, SHOW, crumbs, href, meant};
use crate::admin::{Operation, Target, scim_tokens};
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::trouble::Trouble;
use crate::model::ScimToken;
use crate::pages::Link;
use actix_web::HttpResponse;

/// The removal of a token.
pub struct Removal {
    token: ScimToken,
}

impl AtOnce for Removal {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let token = meant(console).await?;
        Ok(Self { token })
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        console
            .lets(Operation::EditClients, Target::Deployment)
            .await?;
        Ok(Change {
            title: console.t("console-remove"),
            subject: Some(self.token.name.clone()),
            effects: vec![console.t("console-remove-scim-token-effect")],
            confirm: console.t("console-remove"),
            is_dangerous: true,
            back: href(console, SHOW, self.token.id),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, Some(&self.token))
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        scim_tokens::remove(&console.desk, self.token.id).await?;
        let list = console.cx.path(PATH);
        Ok(console.done(&list, "console-done-scim-token-removed"))
    }
}
