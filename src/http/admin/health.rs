//! How this node is.

use super::console::{Answer, Console};
use super::parts::at;
use crate::admin::settings;
use crate::http::cx::Cx;
use crate::pages::admin::{Cell, Section, Thing, Tone};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// The page.
pub const PATH: &str = "/admin/health";

/// Shows it.
pub async fn get(cx: Cx) -> HttpResponse {
    show(&cx).await.unwrap_or_else(|response| response)
}

async fn show(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let template = Thing {
        sections: vec![section(&console).await?],
        ..console.thing(Vec::new(), console.t("console-health"))
    };
    Ok(console.page(StatusCode::OK, &template))
}

/// What is known of it.
pub async fn section(console: &Console<'_>) -> Result<Section, HttpResponse> {
    let health = settings::health(&console.desk).await;
    let health = health.map_err(|error| console.trouble(error))?;
    let database = match &health.database {
        Ok(()) => console.badge("console-answers", Tone::Good),
        Err(error) => Cell::badge(error.to_string(), Tone::Bad),
    };
    Ok(Section {
        id: "this-node",
        title: console.t("console-this-node"),
        facts: vec![
            console.fact("console-version", Cell::text(health.version)),
            console.fact("console-time", at(console.desk.now())),
            console.fact("console-issuer", Cell::code(console.desk.issuer())),
            console.fact("console-database", Cell::text(health.database_kind)),
            console.fact("console-database-state", database),
            console.fact("console-sends-mail", console.yes_or_no(health.sends_mail)),
        ],
        ..Section::default()
    })
}
