//! What is done to a target of events at once.

use super::{ACT, ID, PATH, crumbs, href, meant, show};
use crate::admin::{Operation, Target, webhooks};
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::trouble::Trouble;
use crate::model::{Webhook, WebhookId};
use crate::pages::Link;
use crate::pages::admin::{Cell, Tone};
use actix_web::HttpResponse;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Something is sent there.
    Test,
    /// It gets another secret.
    RotateSecret,
    /// Nothing is sent there any more.
    Remove,
}

impl Act {
    const ALL: [Self; 3] = [Self::Test, Self::RotateSecret, Self::Remove];

    /// Its name in queries.
    const fn name(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::RotateSecret => "rotate-secret",
            Self::Remove => "remove",
        }
    }

    /// The key of what it is called, on buttons and headings.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Test => "console-test-webhook",
            Self::RotateSecret => "console-rotate-secret",
            Self::Remove => "console-remove",
        }
    }

    /// The key of what it brings about.
    const fn effect(self) -> &'static str {
        match self {
            Self::Test => "console-test-webhook-effect",
            Self::RotateSecret => "console-rotate-webhook-secret-effect",
            Self::Remove => "console-remove-webhook-effect",
        }
    }

    /// The address where it is done to the webhook `id`.
    pub fn href(self, console: &Console<'_>, id: WebhookId) -> String {
        console.href(ACT, &[(ID, &id.to_string()), ("do", self.name())])
    }
}

/// An act, and the target.
pub struct Doing {
    act: Act,
    webhook: Webhook,
}

impl AtOnce for Doing {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let act = console.act(&Act::ALL, Act::name);
        let act = act.ok_or_else(|| console.unknown("no such act"))?;
        let webhook = meant(console).await?;
        Ok(Self { act, webhook })
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        let may = console
            .desk
            .may(Operation::EditWebhooks, Target::Deployment);
        may.map_err(|error| console.trouble(error))?;
        let is_dangerous = self.act != Act::Test;
        if is_dangerous {
            console.fresh().await?;
        }
        Ok(Change {
            title: console.t(self.act.title()),
            subject: Some(self.webhook.url.clone()),
            effects: vec![console.t(self.act.effect())],
            confirm: console.t(self.act.title()),
            is_dangerous,
            back: href(console, self.webhook.id),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, Some(&self.webhook))
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        let id = self.webhook.id;
        match self.act {
            Act::Remove => {
                webhooks::remove(&console.desk, id).await?;
                let list = console.cx.path(PATH);
                Ok(console.done(&list, "console-done-webhook-removed"))
            }
            Act::RotateSecret => self.with_other_secret(console).await,
            Act::Test => self.tested(console).await,
        }
    }
}

impl Doing {
    async fn with_other_secret(&self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        let planned = webhooks::with_other_secret(&console.desk, self.webhook.id).await?;
        planned.save(&console.desk).await?;
        let secret = planned.generated_secret.map(|secret| {
            let value = secret.expose().clone();
            console.secret(
                "console-webhook-secret",
                "console-webhook-secret-hint",
                value,
            )
        });
        show::page(console, &planned.webhook, secret, None).await
    }

    async fn tested(&self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        let id = self.webhook.id;
        let answer = match webhooks::test(&console.desk, id).await? {
            Ok(status) if (200..300).contains(&status) => {
                Cell::badge(format!("HTTP {status}"), Tone::Good)
            }
            Ok(status) => Cell::badge(format!("HTTP {status}"), Tone::Bad),
            Err(why) => Cell::badge(why, Tone::Bad),
        };
        show::page(console, &self.webhook, None, Some(answer)).await
    }
}
