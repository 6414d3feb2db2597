//! What is done to an app at once: shown first, then done.

use super::{ACT, ID, PATH, SHOW, crumbs, href, meant, show};
use crate::admin::clients::{self, ClientsError};
use crate::admin::{Operation, Target};
use crate::http::admin::change::{Change, Decision};
use crate::http::admin::console::{Answer, Console};
use crate::http::cx::Cx;
use crate::model::Client;
use actix_web::HttpResponse;
use actix_web::web::Payload;

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

    /// The act that the query names.
    fn meant(console: &Console<'_>) -> Option<Self> {
        let name = console.query("do");
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// What it changes, for whoever may and has proven lately who they are.
    async fn change(self, console: &Console<'_>, client: &Client) -> Result<Change, HttpResponse> {
        let may = console.desk.may(Operation::EditClients, Target::Deployment);
        may.map_err(|error| console.trouble(error))?;
        console.fresh().await?;
        Ok(Change {
            title: console.t(self.title()),
            subject: Some(client.display_name().to_owned()),
            effects: vec![console.t(self.effect())],
            typed: (self == Self::Remove).then(|| client.id.as_str().to_owned()),
            confirm: console.t(self.title()),
            is_dangerous: true,
            back: href(console, SHOW, &client.id),
            ..Change::default()
        })
    }

    async fn done(
        self,
        console: &Console<'_>,
        client: &Client,
    ) -> Result<HttpResponse, ClientsError> {
        match self {
            Self::RotateSecret => {
                let changed = clients::rotate_secret(&console.desk, &client.id).await?;
                let secret = changed
                    .generated_secret
                    .map(|secret| secret.expose().clone());
                Ok(show::page(console, &changed.client, secret))
            }
            Self::Remove => {
                clients::remove(&console.desk, &client.id, None).await?;
                Ok(console.done(&console.cx.path(PATH), "console-done-client-removed"))
            }
        }
    }
}

/// Shows what will happen.
pub async fn get(cx: Cx) -> HttpResponse {
    ask(&cx).await.unwrap_or_else(|response| response)
}

async fn ask(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let act = Act::meant(&console).ok_or_else(|| console.unknown("no such act"))?;
    let client = meant(&console).await?;
    let change = act.change(&console, &client).await?;
    Ok(console.plan(change, crumbs(&console, Some(&client)), None))
}

/// Does it.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    carry_out(&cx, payload)
        .await
        .unwrap_or_else(|response| response)
}

async fn carry_out(cx: &Cx, payload: Payload) -> Answer {
    let (console, sent) = Console::sent(cx, payload).await?;
    let act = Act::meant(&console).ok_or_else(|| console.unknown("no such act"))?;
    let client = meant(&console).await?;
    let change = act.change(&console, &client).await?;
    match change.decide(&sent) {
        Decision::Ask(why) => Ok(console.plan(change, crumbs(&console, Some(&client)), why)),
        Decision::Do => {
            let done = act.done(&console, &client).await;
            done.map_err(|error| console.trouble(error))
        }
    }
}
