//! The first page: how things are, as far as the operator may know.

use super::console::{Answer, Console};
use super::{health, keys};
use crate::admin;
use crate::admin::Operation;
use crate::http::cx::Cx;
use crate::pages::admin::{Section, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows it.
pub async fn get(cx: Cx) -> HttpResponse {
    show(&cx).await.unwrap_or_else(|response| response)
}

async fn show(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let may = |operation| console.desk.may_somewhere(operation).is_ok();
    let mut sections = Vec::new();
    if may(Operation::ReadKeys) {
        sections.push(keys_section(&console).await?);
    }
    if may(Operation::ReadSettings) {
        sections.push(health::section(&console).await?);
    }
    let template = Thing {
        chrome: console.chrome(),
        frame: console.frame(Vec::new()),
        title: console.t("console-overview"),
        marks: Vec::new(),
        secret: None,
        actions: Vec::new(),
        sections,
    };
    Ok(console.page(StatusCode::OK, &template))
}

async fn keys_section(console: &Console<'_>) -> Result<Section, HttpResponse> {
    let all = admin::keys::list(&console.desk).await;
    let all = all.map_err(|error| console.trouble(error))?;
    Ok(Section {
        id: "keys",
        title: console.t("console-keys"),
        table: Some(keys::table(console, &all)),
        ..Section::default()
    })
}
