//! What there is, as files that declare it: one for each kind, sent as it is read.

use super::super::settings;
use super::EXPORT;
use crate::admin::declared::{self, ExportError, ExportOptions, ExportPlace, Kind};
use crate::admin::{Actor, Desk, Operation, Target};
use crate::flow::Services;
use crate::http::admin::console::{Answer, Console};
use crate::http::cx::Cx;
use crate::pages::admin::{Section, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Bytes;
use futures_util::stream;
use std::sync::Arc;

/// The member of a query that names a kind.
const KIND: &str = "kind";

/// Kinds with what their links are called: on the page, and for people.
const KINDS: [(Kind, &str, &str); 4] = [
    (Kind::Group, "export-groups", "console-groups"),
    (Kind::User, "export-users", "console-users"),
    (Kind::Client, "export-clients", "console-clients"),
    (Kind::Webhook, "export-webhooks", "console-webhooks"),
];

/// Offers the files, or sends one.
pub async fn get(cx: Cx) -> HttpResponse {
    show(&cx).await.unwrap_or_else(|response| response)
}

async fn show(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let may = console.desk.may(Operation::Declare, Target::Deployment);
    may.map_err(|error| console.trouble(error))?;
    match Kind::named(&console.query(KIND)) {
        Some(kind) => Ok(file(
            cx.shared_services(),
            console.desk.actor().clone(),
            kind,
        )),
        None => Ok(offer(&console)),
    }
}

fn offer(console: &Console<'_>) -> HttpResponse {
    let deed = |(kind, id, key): (Kind, &'static str, &str)| {
        console.deed(id, key, console.href(EXPORT, &[(KIND, kind.as_str())]))
    };
    let template = Thing {
        sections: vec![Section {
            id: "files",
            title: console.t("console-files"),
            hint: Some(console.t("console-export-hint")),
            actions: KINDS.into_iter().map(deed).collect(),
            ..Section::default()
        }],
        ..console.thing(
            vec![console.crumb(settings::PATH, "console-settings")],
            console.t("console-export"),
        )
    };
    console.page(StatusCode::OK, &template)
}

/// Everything of a kind. It may be much, so it goes out while it is read.
fn file(services: Arc<Services>, actor: Actor, kind: Kind) -> HttpResponse {
    let parts = stream::unfold(Some(None), move |from| {
        let (services, actor) = (Arc::clone(&services), actor.clone());
        async move {
            let part = part(&Desk::of(&services, actor), kind, from?).await;
            let next = part.as_ref().ok().and_then(|(_, next)| next.clone());
            Some((part.map(|(text, _)| text), next.map(Some)))
        }
    });
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/toml"))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}s.toml\"", kind.as_str()),
        ))
        .streaming(parts)
}

async fn part(
    desk: &Desk<'_>,
    kind: Kind,
    from: Option<ExportPlace>,
) -> Result<(Bytes, Option<ExportPlace>), ExportError> {
    let options = ExportOptions {
        kinds: vec![kind],
        password_hashes: false,
    };
    let part = declared::export(desk, &options, from).await;
    let part = part.inspect_err(|error| tracing::error!(%error, "an export broke off"))?;
    let text = |part: declared::ExportPart| (part.text.into(), part.next);
    Ok(part.map(text).unwrap_or_default())
}
