//! What was sent: logout tokens to apps, letters to people.

use super::clients;
use super::console::{Answer, Console};
use super::parts::{at, maybe_at};
use crate::admin::{logouts, mails};
use crate::http::cx::Cx;
use crate::model::{DeliveryState, LogoutDelivery, Mail, MailKind, MailState};
use crate::pages::admin::{Cell, List, Table, Tone};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Logout tokens.
pub const PATH: &str = "/admin/deliveries";
/// Letters.
pub const MAILS: &str = "/admin/deliveries/mails";

/// So many are shown, the newest.
const SHOWN: usize = 100;

/// Shows what apps were told.
pub async fn logouts(cx: Cx) -> HttpResponse {
    told(&cx).await.unwrap_or_else(|response| response)
}

async fn told(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let all = logouts::list(&console.desk).await;
    let all = all.map_err(|error| console.trouble(error))?;
    let rows = all.iter().rev().take(SHOWN);
    let table = Table {
        heads: console.heads(&[
            "console-client",
            "console-state",
            "console-attempts",
            "console-answer",
            "console-last-attempt",
            "console-created",
        ]),
        rows: rows.map(|one| logout(&console, one)).collect(),
        empty: console.t("console-no-logouts"),
    };
    let letters = console.deed("letters", "console-mails", cx.path(MAILS));
    let template = List {
        chrome: console.chrome(),
        frame: console.frame(Vec::new()),
        title: console.t("console-logouts"),
        hint: Some(console.t("console-logouts-hint")),
        search: None,
        actions: vec![letters],
        table,
        first: None,
        next: None,
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn logout(console: &Console<'_>, one: &LogoutDelivery) -> Vec<Cell> {
    let state = match one.state {
        DeliveryState::Waiting => console.badge("console-waiting", Tone::Calm),
        DeliveryState::Delivered => console.badge("console-delivered", Tone::Good),
        DeliveryState::Failed => console.badge("console-failed", Tone::Bad),
    };
    let status = one.last_status.map(|status| status.to_string());
    let answer = status.or_else(|| one.last_error.clone());
    vec![
        Cell::link(
            one.client_id.as_str(),
            clients::href(console, clients::SHOW, &one.client_id),
        ),
        state,
        Cell::text(one.attempts.to_string()),
        Cell::text(answer.unwrap_or_default()),
        maybe_at(one.last_attempt_at),
        at(one.created_at),
    ]
}

/// Shows which letters were sent.
pub async fn mails(cx: Cx) -> HttpResponse {
    letters(&cx).await.unwrap_or_else(|response| response)
}

async fn letters(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let all = mails::list(&console.desk).await;
    let all = all.map_err(|error| console.trouble(error))?;
    let rows = all.iter().rev().take(SHOWN);
    let table = Table {
        heads: console.heads(&[
            "console-recipient",
            "console-kind",
            "console-state",
            "console-attempts",
            "console-answer",
            "console-created",
        ]),
        rows: rows.map(|one| mail(&console, one)).collect(),
        empty: console.t("console-no-mails"),
    };
    let template = List {
        chrome: console.chrome(),
        frame: console.frame(vec![console.crumb(PATH, "console-deliveries")]),
        title: console.t("console-mails"),
        hint: Some(console.t("console-mails-hint")),
        search: None,
        actions: Vec::new(),
        table,
        first: None,
        next: None,
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn mail(console: &Console<'_>, one: &Mail) -> Vec<Cell> {
    let kind = match one.kind {
        MailKind::Recovery => "console-mail-recovery",
        MailKind::Verification => "console-mail-verification",
        MailKind::SignUp => "console-mail-sign-up",
        MailKind::Invitation => "console-mail-invitation",
        MailKind::Notice => "console-mail-notice",
    };
    let state = match one.state {
        MailState::Waiting => console.badge("console-waiting", Tone::Calm),
        MailState::Sent => console.badge("console-delivered", Tone::Good),
        MailState::Failed => console.badge("console-failed", Tone::Bad),
    };
    vec![
        Cell::text(&*one.recipient),
        Cell::text(console.t(kind)),
        state,
        Cell::text(one.attempts.to_string()),
        Cell::text(one.last_error.clone().unwrap_or_default()),
        at(one.created_at),
    ]
}
