//! What was sent: logout tokens to apps, letters to people.

use super::console::{Answer, Console};
use super::parts::{at, maybe_at, part_from};
use super::{clients, webhooks};
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

/// Shows what apps were told.
pub async fn logouts(cx: Cx) -> HttpResponse {
    told(&cx).await.unwrap_or_else(|response| response)
}

async fn told(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let after = console.query("after");
    let part = logouts::latest(&console.desk, &part_from(&after)).await;
    let part = part.map_err(|error| console.trouble(error))?;
    let address = |after: &str| console.href(PATH, &[("after", after)]);
    let template = List {
        hint: Some(console.t("console-logouts-hint")),
        actions: vec![
            console.deed("letters", "console-mails", cx.path(MAILS)),
            console.deed("webhooks", "console-webhooks", cx.path(webhooks::PATH)),
        ],
        table: Table {
            heads: console.heads(&[
                "console-client",
                "console-state",
                "console-attempts",
                "console-answer",
                "console-last-attempt",
                "console-created",
            ]),
            rows: part.items.iter().map(|one| logout(&console, one)).collect(),
            empty: console.t("console-no-logouts"),
        },
        first: (!after.is_empty()).then(|| address("")),
        next: part.next.as_deref().map(address),
        ..console.list(Vec::new(), "console-logouts")
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn logout(console: &Console<'_>, one: &LogoutDelivery) -> Vec<Cell> {
    vec![
        clients::cell(console, &one.client_id),
        state(console, one.state),
        Cell::text(one.attempts.to_string()),
        answer(one.last_status, one.last_error.as_deref()),
        maybe_at(one.last_attempt_at),
        at(one.created_at),
    ]
}

/// How far a delivery has come.
pub fn state(console: &Console<'_>, state: DeliveryState) -> Cell {
    match state {
        DeliveryState::Waiting => console.badge("console-waiting", Tone::Calm),
        DeliveryState::Delivered => console.badge("console-delivered", Tone::Good),
        DeliveryState::Failed => console.badge("console-failed", Tone::Bad),
    }
}

/// What was answered last, or why nothing was.
pub fn answer(status: Option<i64>, error: Option<&str>) -> Cell {
    let status = status.map(|status| status.to_string());
    Cell::text(
        status
            .or_else(|| error.map(str::to_owned))
            .unwrap_or_default(),
    )
}

/// Shows which letters were sent.
pub async fn mails(cx: Cx) -> HttpResponse {
    letters(&cx).await.unwrap_or_else(|response| response)
}

async fn letters(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let after = console.query("after");
    let part = mails::latest(&console.desk, &part_from(&after)).await;
    let part = part.map_err(|error| console.trouble(error))?;
    let address = |after: &str| console.href(MAILS, &[("after", after)]);
    let template = List {
        hint: Some(console.t("console-mails-hint")),
        table: Table {
            heads: console.heads(&[
                "console-recipient",
                "console-kind",
                "console-state",
                "console-attempts",
                "console-answer",
                "console-created",
            ]),
            rows: part.items.iter().map(|one| mail(&console, one)).collect(),
            empty: console.t("console-no-mails"),
        },
        first: (!after.is_empty()).then(|| address("")),
        next: part.next.as_deref().map(address),
        ..console.list(
            vec![console.crumb(PATH, "console-deliveries")],
            "console-mails",
        )
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
