//! Signing keys: where each is in its life.

pub mod rotate;

use super::console::{Answer, Console};
use super::parts::{at, dangerous, maybe_at, primary};
use crate::admin::{Operation, Target, keys};
use crate::http::cx::Cx;
use crate::model::{KeyState, SigningKey};
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
    let all = keys::list(&console.desk).await;
    let all = all.map_err(|error| console.trouble(error))?;
    let template = List {
        chrome: console.chrome(),
        frame: console.frame(Vec::new()),
        title: console.t("console-keys"),
        hint: Some(console.t("console-keys-hint")),
        search: None,
        actions: actions(&console),
        table: table(&console, &all),
        first: None,
        next: None,
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
pub fn table(console: &Console<'_>, all: &[SigningKey]) -> Table {
    Table {
        heads: console.heads(&[
            "console-algorithm",
            "console-state",
            "console-published",
            "console-signs-from",
            "console-gone-at",
            "console-kid",
        ]),
        rows: all.iter().map(|key| row(console, key)).collect(),
        empty: console.t("console-no-keys"),
    }
}

fn row(console: &Console<'_>, key: &SigningKey) -> Vec<Cell> {
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
        Cell::code(key.kid.to_string()),
    ]
}
