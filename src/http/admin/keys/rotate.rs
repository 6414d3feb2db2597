//! Rotation of the signing keys: shown first, then done.

use super::PATH;
use crate::admin::{Operation, Target, keys};
use crate::http::admin::change::{Change, Decision};
use crate::http::admin::console::{Answer, Console};
use crate::http::cx::Cx;
use actix_web::HttpResponse;
use actix_web::web::Payload;

/// What has to be typed before keys are taken out of use at once.
const TYPED: &str = "rotate";

/// Shows what will happen.
pub async fn get(cx: Cx) -> HttpResponse {
    ask(&cx).await.unwrap_or_else(|response| response)
}

async fn ask(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let change = change(&console).await?;
    Ok(console.plan(change, vec![console.crumb(PATH, "console-keys")], None))
}

/// Does it.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    carry_out(&cx, payload)
        .await
        .unwrap_or_else(|response| response)
}

async fn carry_out(cx: &Cx, payload: Payload) -> Answer {
    let (console, sent) = Console::sent(cx, payload).await?;
    let change = change(&console).await?;
    if let Decision::Ask(why) = change.decide(&sent) {
        return Ok(console.plan(change, vec![console.crumb(PATH, "console-keys")], why));
    }
    let changed = keys::rotate(&console.desk, is_emergency(&console)).await;
    let changed = changed.map_err(|error| console.trouble(error))?;
    let key = if changed {
        "console-done-keys"
    } else {
        "console-done-nothing"
    };
    Ok(console.done(&cx.path(PATH), key))
}

fn is_emergency(console: &Console<'_>) -> bool {
    console.query("emergency") == "yes"
}

async fn change(console: &Console<'_>) -> Result<Change, HttpResponse> {
    let may = console.desk.may(Operation::RotateKeys, Target::Deployment);
    may.map_err(|error| console.trouble(error))?;
    console.fresh().await?;
    let (title, effects): (&str, &[&str]) = if is_emergency(console) {
        let effects = &["console-emergency-effect", "console-emergency-tokens"];
        ("console-emergency", effects)
    } else {
        ("console-rotate", &["console-rotate-effect"])
    };
    Ok(Change {
        title: console.t(title),
        effects: effects.iter().map(|key| console.t(key)).collect(),
        typed: is_emergency(console).then(|| TYPED.to_owned()),
        confirm: console.t(title),
        is_dangerous: is_emergency(console),
        back: console.cx.path(PATH),
        ..Change::default()
    })
}
