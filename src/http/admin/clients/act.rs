//! What is done to an app at once.

use super::{ACT, ID, PATH, SHOW, crumbs, href, meant, show};
use crate::admin::{Operation, Target, clients};
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::trouble::Trouble;
use crate::model::Client;
use crate::pages::Link;
use actix_web::HttpResponse;
use std::sync::Arc;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It gets another secret.
    RotateSecret,
    /// It is gone.
    Remove,
}

impl Act {
    const ALL: [Self; 2] = [Self::RotateSecret, Self::Remove];

    /// Its name in queries.
    const fn name(self) -> &'static str {
        match self {
            Self::RotateSecret => "rotate-secret",
            Self::Remove => "remove",
        }
    }

    /// The key of what it is called, on buttons and headings.
    pub const fn title(self) -> &'static str {
        match self {
            Self::RotateSecret => "console-rotate-secret",
            Self::Remove => "console-remove",
        }
    }

    /// The key of what it brings about.
    const fn effect(self) -> &'static str {
        match self {
            Self::RotateSecret => "console-rotate-secret-effect",
            Self::Remove => "console-remove-client-effect",
        }
    }

    /// The address where it is done to `client`.
    pub fn href(self, console: &Console<'_>, client: &Client) -> String {
        console.href(ACT, &[(ID, client.id.as_str()), ("do", self.name())])
    }
}

/// An act, and the app.
pub struct Doing {
    act: Act,
    client: Arc<Client>,
}

impl AtOnce for Doing {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let act = console.act(&Act::ALL, Act::name);
        let act = act.ok_or_else(|| console.unknown("no such act"))?;
        let client = meant(console).await?;
        Ok(Self { act, client })
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        console
            .lets(Operation::EditClients, Target::Deployment)
            .await?;
        let (act, client) = (self.act, &self.client);
        Ok(Change {
            title: console.t(act.title()),
            subject: Some(client.display_name().to_owned()),
            effects: vec![console.t(act.effect())],
            typed: (act == Act::Remove).then(|| client.id.as_str().to_owned()),
            confirm: console.t(act.title()),
            is_dangerous: true,
            back: href(console, SHOW, &client.id),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, Some(&self.client))
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        let id = &self.client.id;
        match self.act {
            Act::RotateSecret => {
                let changed = clients::rotate_secret(&console.desk, id).await?;
                let secret = changed
                    .generated_secret
                    .map(|secret| secret.expose().clone());
                Ok(show::page(console, &changed.client, secret))
            }
            Act::Remove => {
                clients::remove(&console.desk, id, None).await?;
                Ok(console.done(&console.cx.path(PATH), "console-done-client-removed"))
            }
        }
    }
}
