//! Signing keys: where each is in its life.

pub mod rotate;

use super::console::{Answer, Console};
use super::parts::{at, dangerous, maybe_at, primary};
use crate::admin::key_readers::{SeenKey, seen_keys};
use crate::admin::{Operation, Target};
use crate::http::cx::Cx;
use crate::model::KeyState;
use crate::pages::admin::{Cell, Deed, List, Table, Tone};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// The page.
pub const PATH: &str = "/admin/keys";
/// Where keys are rotated.
pub const ROTATE: &str = "/admin/keys/rotate";

/// Shows them.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let all = seen_keys(&console.desk).await;
    let all = all.map_err(|error| console.trouble(error))?;
    let template = List {
        hint: Some(console.t("console-keys-hint")),
        actions: actions(&console),
        table: table(&console, &all),
        ..console.list(Vec::new(), "console-keys")
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn actions(console: &Console<'_>) -> Vec<Deed> {
    if console
        .desk
        .may(Operation::RotateKeys, Target::Deployment)
        .is_err()
    {
        return Vec::new();
    }
    let rotate = console.deed("rotate", "console-rotate", console.cx.path(ROTATE));
    let now = console.href(ROTATE, &[("emergency", "yes")]);
    let emergency = console.deed("emergency", "console-emergency", now);
    vec![primary(rotate), dangerous(emergency)]
}

/// The keys.
pub fn table(console: &Console<'_>, all: &[SeenKey]) -> Table {
    Table {
        heads: console.heads(&[
            "console-algorithm",
            "console-state",
            "console-published",
            "console-signs-from",
            "console-gone-at",
            "console-seen-by",
            "console-kid",
        ]),
        rows: all.iter().map(|seen| row(console, seen)).collect(),
        empty: console.t("console-no-keys"),
    }
}

fn row(console: &Console<'_>, seen: &SeenKey) -> Vec<Cell> {
    let key = &seen.key;
    let (state, tone) = match key.state {
        KeyState::Next => ("console-key-next", Tone::Calm),
        KeyState::Active => ("console-key-active", Tone::Good),
        KeyState::Retired => ("console-key-retired", Tone::Calm),
    };
    vec![
        Cell::text(key.algorithm.to_string()),
        console.badge(state, tone),
        at(key.published_at),
        at(key.signs_from),
        maybe_at(key.gone_at),
        Cell::text(seen_by(console, seen)),
        Cell::code(key.kid.to_string()),
    ]
}

/// How many have fetched the published keys since it is one of them, and for whom a switch waits.
fn seen_by(console: &Console<'_>, seen: &SeenKey) -> String {
    let count = u64::try_from(seen.seen_by.len()).unwrap_or(u64::MAX);
    let count = console
        .words
        .with("console-readers", &[("count", count.into())]);
    if seen.unseen_by.is_empty() {
        return count;
    }
    let names: Vec<_> = seen.unseen_by.iter().map(ToString::to_string).collect();
    let names = names.join(", ");
    let waits = console.words.with(
        "console-readers-missing",
        &[("names", names.as_str().into())],
    );
    format!("{count} {waits}")
}
