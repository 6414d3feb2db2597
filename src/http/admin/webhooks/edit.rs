//! Where a target of events is, and which events are sent there.

use super::{EDIT, crumbs, href, meant};
use crate::admin::webhooks::{self, PlannedWebhook, WebhookChange};
use crate::admin::{Operation, Target};
use crate::http::admin::change::{Change, shown};
use crate::http::admin::console::Console;
use crate::http::admin::described::{Asked, Described, Refusal, Wrong};
use crate::http::admin::typed::Typed;
use crate::model::Webhook;
use crate::pages::Link;
use crate::pages::admin::{Field, Input, Line, Part};
use actix_web::HttpResponse;

/// The fields: their names, which are those of the changes, what they are called and what they expect.
const FIELDS: [(&str, &str, &str, Input); 2] = [
    (
        "url",
        "console-address",
        "console-hint-webhook",
        Input::Line,
    ),
    (
        "kinds",
        "console-events",
        "console-hint-kinds",
        Input::Lines,
    ),
];

/// A target that there is.
pub struct Description {
    webhook: Webhook,
}

impl Described for Description {
    type Wanted = PlannedWebhook;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        console
            .lets(Operation::EditWebhooks, Target::Deployment)
            .await?;
        let webhook = meant(console).await?;
        Ok(Self { webhook })
    }

    fn opened(&self) -> Typed {
        let values = [self.webhook.url.clone(), self.webhook.kinds.join("\n")];
        let fields = FIELDS.into_iter().zip(values);
        Typed::from_pairs(fields.map(|((name, ..), value)| (name.to_owned(), value)))
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        let field = |(name, key, hint, input): (&str, &str, &str, Input)| Field {
            hint: Some(console.t(hint)),
            input,
            is_english: true,
            ..console.field(name, key, typed, wrong)
        };
        Asked {
            title: self.title(console),
            hint: None,
            action: console.href(EDIT, &[(super::ID, &self.webhook.id.to_string())]),
            parts: vec![Part::open(
                "webhook-part",
                console.t("console-about"),
                FIELDS.into_iter().map(field).collect(),
            )],
            back: href(console, self.webhook.id),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, PlannedWebhook), Refusal> {
        let change = WebhookChange {
            url: Some(typed.get("url")),
            kinds: Some(typed.lines("kinds")),
        };
        let planned = webhooks::plan_change(&console.desk, self.webhook.id, change).await?;
        let lines = planned.changes.iter().filter_map(|change| {
            let (before, after) = change.values.as_ref()?;
            let (_, key, ..) = FIELDS.iter().find(|(name, ..)| *name == change.member)?;
            Some(Line {
                name: console.t(key),
                before: shown(Some(before)),
                after: shown(Some(after)),
            })
        });
        let change = Change {
            title: self.title(console),
            lines: lines.collect(),
            confirm: console.t("console-do"),
            back: href(console, self.webhook.id),
            ..Change::default()
        };
        Ok((change, planned))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, Some(&self.webhook))
    }

    async fn done(
        &self,
        console: &Console<'_>,
        planned: PlannedWebhook,
    ) -> Result<HttpResponse, Refusal> {
        planned.save(&console.desk).await?;
        let page = href(console, self.webhook.id);
        Ok(console.done(&page, "console-done-webhook-changed"))
    }
}

impl Description {
    fn title(&self, console: &Console<'_>) -> String {
        let name = [("name", self.webhook.url.as_str().into())];
        console.words.with("console-edit-title", &name)
    }
}
