//! A new target of events.

use super::{NEW, PATH, crumbs, show};
use crate::admin::webhooks::{self, WebhooksError};
use crate::admin::{Operation, Target};
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::described::{Asked, Described, Refusal, Wrong};
use crate::http::admin::typed::Typed;
use crate::pages::Link;
use crate::pages::admin::{Field, Input, Line, Part};
use actix_web::HttpResponse;

/// What is yet to be added.
pub struct NewWebhook;

/// Where to, and which kinds of events.
pub struct Wanted {
    url: String,
    kinds: Vec<String>,
}

impl Described for NewWebhook {
    type Wanted = Wanted;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        console
            .lets(Operation::EditWebhooks, Target::Deployment)
            .await?;
        Ok(Self)
    }

    fn opened(&self) -> Typed {
        Typed::default()
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        let field = |name, key, hint, input| Field {
            hint: Some(console.t(hint)),
            input,
            is_english: true,
            ..console.field(name, key, typed, wrong)
        };
        Asked {
            title: console.t("console-new-webhook"),
            hint: Some(console.t("console-webhooks-hint")),
            action: console.cx.path(NEW),
            parts: vec![Part::open(
                "webhook-part",
                console.t("console-about"),
                vec![
                    field(
                        "url",
                        "console-address",
                        "console-hint-webhook",
                        Input::Line,
                    ),
                    field(
                        "kinds",
                        "console-events",
                        "console-hint-kinds",
                        Input::Lines,
                    ),
                ],
            )],
            back: console.cx.path(PATH),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, Wanted), Refusal> {
        let (url, kinds) = (typed.get("url"), typed.lines("kinds"));
        webhooks::check(&console.desk, &url, &kinds)?;
        let sent = if kinds.is_empty() {
            console.t("console-all-events")
        } else {
            kinds.join("\n")
        };
        let change = Change {
            title: console.t("console-new-webhook"),
            effects: vec![console.t("console-new-webhook-effect")],
            lines: vec![
                Line::added(console.t("console-address"), url.clone()),
                Line::added(console.t("console-events"), sent),
            ],
            confirm: console.t("console-do"),
            back: console.cx.path(PATH),
            ..Change::default()
        };
        Ok((change, Wanted { url, kinds }))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, None)
    }

    async fn done(&self, console: &Console<'_>, wanted: Wanted) -> Result<HttpResponse, Refusal> {
        let (webhook, secret) = webhooks::add(&console.desk, wanted.url, wanted.kinds).await?;
        let secret = console.secret(
            "console-webhook-secret",
            "console-webhook-secret-hint",
            secret.expose().clone(),
        );
        let page = show::page(console, &webhook, Some(secret), None).await;
        page.map_err(Refusal::Trouble)
    }
}

impl From<WebhooksError> for Refusal {
    fn from(error: WebhooksError) -> Self {
        let why = error.to_string();
        match error {
            WebhooksError::Url(..) => Self::Wrong(vec![("url".to_owned(), why)]),
            WebhooksError::Kind(_) => Self::Wrong(vec![("kinds".to_owned(), why)]),
            error => Self::Trouble(error.into()),
        }
    }
}
