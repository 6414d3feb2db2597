//! Declared configuration: compared, applied and written out.

use super::exchange::{Answer, Query, list, listed, read_long, whole};
use super::once::{Made, once_long};
use super::operator::desk;
use super::problem::Problem;
use super::schema::{object, request};
use crate::admin::Difference;
use crate::admin::declared::{
    self, ExportOptions, Kind, Plan, Report, ReportedEntry, Source, Surroundings,
};
use crate::admin::part::{Part, cursor};
use crate::http::cx::Cx;
use actix_web::web::Payload;
use serde_json::Value;
use std::collections::BTreeMap;

/// Most bytes of declared files.
const MOST: usize = 4 * 1024 * 1024;

/// The member of a client's entry that is a secret.
const CLIENT_SECRET: &str = "client_secret";

/// What can be declared, by name.
pub fn kinds() -> [&'static str; Kind::ALL.len()] {
    Kind::ALL.map(Kind::as_str)
}

/// The parameters of the export.
pub const EXPORT: &[&str] = &["kind", "cursor"];

object! {
    /// What becomes of a member; neither value of a secret is shown.
    ChangeBody {
        /// Its name
        member: String,
        /// Whether it is a secret
        hidden: bool,
        /// What it was
        before: Value,
        /// What it is then
        after: Value,
    }

    /// What becomes, or became, of an entry.
    EntryBody {
        /// Such as `client "shop"`
        entry: String,
        /// created, updated, removed or unchanged
        outcome: String,
        /// Members that change; of something new, those that it has
        changes: Vec<ChangeBody>,
        /// The secret that was made for a client, shown this once
        client_secret: Option<String>,
        /// The secret that was made for a webhook, shown this once
        secret: Option<String>,
        /// What the operator should know
        warning: Option<String>,
    }

    /// What there is of a kind, as `apply` takes it.
    ExportBody {
        /// group, user, client or webhook
        kind: String,
        /// The entries in TOML; what comes of one kind in several parts goes together as it is
        content: String,
    }
}

request! {
    /// A declared file.
    DocumentBody {
        /// What messages call it
        name: Option<String>,
        /// What stands in it, in TOML
        content: String,
        /// What the files hold that members such as `client_secret_file` name, by that name
        files: Option<BTreeMap<String, String>>,
        /// What the variables are that members such as `client_secret_env` name
        variables: Option<BTreeMap<String, String>>,
    }

    /// Declared files, which count as one.
    DocumentsBody {
        /// The files
        documents: Vec<DocumentBody>,
    }
}

impl From<Difference> for ChangeBody {
    fn from(difference: Difference) -> Self {
        let hidden = difference.values.is_none();
        let (before, after) = difference.values.unwrap_or_default();
        Self {
            member: difference.member,
            hidden,
            before,
            after,
        }
    }
}

impl From<ReportedEntry> for EntryBody {
    fn from(entry: ReportedEntry) -> Self {
        let is_clients = entry.secret_member() == CLIENT_SECRET;
        let secret = entry.generated_secret;
        let secret = secret.map(|secret| secret.expose().clone());
        let (client_secret, secret) = if is_clients {
            (secret, None)
        } else {
            (None, secret)
        };
        Self {
            entry: entry.name,
            outcome: entry.outcome.as_str().to_owned(),
            changes: entry.changes.into_iter().map(ChangeBody::from).collect(),
            client_secret,
            secret,
            warning: entry.warning,
        }
    }
}

impl From<DocumentBody> for Source {
    /// Nothing is read of the machine that Signet runs on: whoever sends a file need not be at home
    /// there.
    fn from(body: DocumentBody) -> Self {
        Self {
            name: body.name.unwrap_or_default().into(),
            content: body.content,
            surroundings: Surroundings::Sent {
                files: body.files.unwrap_or_default(),
                variables: body.variables.unwrap_or_default(),
            },
        }
    }
}

fn sources(body: DocumentsBody) -> Vec<Source> {
    body.documents.into_iter().map(Source::from).collect()
}

fn entries(report: Report) -> impl Iterator<Item = EntryBody> {
    report.entries.into_iter().map(EntryBody::from)
}

/// Tells what applying would change.
pub async fn plan(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let sources = sources(read_long(&cx, payload, MOST).await?);
    whole(entries(declared::plan(&desk, &sources).await?.report()))
}

/// Makes it so.
pub async fn apply(cx: Cx, payload: Payload) -> Answer {
    once_long(&cx, payload, MOST, async |making, body: DocumentsBody| {
        let applied = |report| Made::done(&listed(entries(report)));
        let desk_for = |plan: &Plan| making.keeping(&applied(plan.outcome()));
        let report = declared::apply_at_desk(&making.desk, &sources(body), desk_for).await?;
        Ok(applied(report))
    })
    .await
}

/// Writes out what there is.
pub async fn export(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let kinds = match query.get("kind")? {
        None => Kind::ALL.to_vec(),
        Some(name) => {
            let kind = Kind::named(name);
            vec![kind.ok_or_else(|| Problem::unfit(format!("kind: use {}", kinds().join(", "))))?]
        }
    };
    let options = ExportOptions {
        kinds,
        password_hashes: false,
    };
    let from = query.part()?.place()?;
    let part = declared::export(&desk, &options, from).await?;
    let next = part.as_ref().and_then(|part| part.next.as_ref());
    let next = next.map(cursor);
    let items = part.into_iter().collect();
    list(Part { items, next }, |part| ExportBody {
        kind: part.kind.as_str().to_owned(),
        content: part.text,
    })
}
