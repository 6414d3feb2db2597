//! Signing keys: where each is in its life.

pub mod rotate;

use super::clients;
use super::console::{Answer, Console};
use super::parts::{at, dangerous, maybe_at, primary};
use crate::admin::key_readers::{KnownReader, SeenKey, readers, seen_keys};
use crate::admin::{Operation, Target};
use crate::http::cx::Cx;
use crate::model::KeyState;
use crate::pages::admin::{Cell, Deed, Section, Table, Thing, Tone};
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
    let readers = readers(&console.desk).await;
    let readers = readers.map_err(|error| console.trouble(error))?;
    let template = Thing {
        actions: actions(&console),
        sections: vec![keys(&console, &all), read_by(&console, &readers)],
        ..console.thing(Vec::new(), console.t("console-keys"))
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

/// Each key with its life.
fn keys(console: &Console<'_>, all: &[SeenKey]) -> Section {
    Section {
        id: "key-lives",
        title: console.t("console-key-lives"),
        hint: Some(console.t("console-keys-hint")),
        table: Some(Table {
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
        }),
        ..Section::default()
    }
}

/// Whoever fetches them.
fn read_by(console: &Console<'_>, all: &[KnownReader]) -> Section {
    Section {
        id: "key-readers",
        title: console.t("console-key-readers"),
        hint: Some(console.t("console-key-readers-hint")),
        table: Some(Table {
            heads: console.heads(&[
                "console-address",
                "console-program",
                "console-client",
                "console-last-came",
                "console-unseen-keys",
            ]),
            rows: all.iter().map(|known| reader(console, known)).collect(),
            empty: console.t("console-no-key-readers"),
        }),
        ..Section::default()
    }
}

fn reader(console: &Console<'_>, known: &KnownReader) -> Vec<Cell> {
    let app = known.reader.client_id.as_ref();
    let unseen = known.unseen.iter();
    let unseen: Vec<_> = unseen
        .map(|key| format!("{} {}", key.algorithm, console.t(state(key.state).0)))
        .collect();
    vec![
        Cell::code(&*known.reader.address),
        Cell::text(&*known.reader.user_agent),
        app.map(|id| clients::cell(console, id)).unwrap_or_default(),
        at(known.reader.last_seen_at),
        Cell::text(unseen.join("\n")),
    ]
}

/// What a state is called, and how good it is.
const fn state(state: KeyState) -> (&'static str, Tone) {
    match state {
        KeyState::Next => ("console-key-next", Tone::Calm),
        KeyState::Active => ("console-key-active", Tone::Good),
        KeyState::Retired => ("console-key-retired", Tone::Calm),
    }
}

fn row(console: &Console<'_>, seen: &SeenKey) -> Vec<Cell> {
    let key = &seen.key;
    let (state, tone) = state(key.state);
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
