//! Settings in force.

use super::console::{Answer, Console};
use super::declared;
use crate::admin::{Operation, Target, settings};
use crate::config::{Effective, Origin};
use crate::http::cx::Cx;
use crate::pages::admin::{Cell, Deed, List, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// The page.
pub const PATH: &str = "/admin/settings";

/// Shows them.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let all = settings::list(&console.desk).map_err(|error| console.trouble(error))?;
    let template = List {
        hint: Some(console.t("console-settings-hint")),
        actions: actions(&console),
        table: Table {
            heads: console.heads(&["console-name", "console-value", "console-set-by"]),
            rows: all.iter().map(|setting| row(&console, setting)).collect(),
            empty: String::new(),
        },
        ..console.list(Vec::new(), "console-settings")
    };
    Ok(console.page(StatusCode::OK, &template))
}

/// The ways to what stands in files, where there are any, and to what could.
fn actions(console: &Console<'_>) -> Vec<Deed> {
    let deed = |id, key, path| console.deed(id, key, console.cx.path(path));
    let served = console.desk.config.declared.as_ref();
    let served = served.map(|_| deed("declared", "console-declared", declared::PATH));
    let may = console.desk.may(Operation::Declare, Target::Deployment);
    let both = [
        deed("export", "console-export", declared::EXPORT),
        deed("apply", "console-apply", declared::APPLY),
    ];
    let both = both.into_iter().filter(|_| may.is_ok());
    served.into_iter().chain(both).collect()
}

fn row(console: &Console<'_>, setting: &Effective) -> Vec<Cell> {
    let origin = match &setting.origin {
        Origin::Default => Cell::text(console.t("console-default")),
        other => Cell::code(other.to_string()),
    };
    vec![Cell::code(setting.key), Cell::text(&*setting.value), origin]
}
