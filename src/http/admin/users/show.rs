//! All that is to be known of somebody.

use super::act::Act;
use super::{EDIT, crumbs, href, meant};
use crate::admin::{Operation, Target, users};
use crate::flow::enrolment;
use crate::http::account::device;
use crate::http::admin::clients;
use crate::http::admin::console::{Answer, Console, role_name};
use crate::http::admin::parts::{at, dangerous, maybe_at, primary};
use crate::http::cx::Cx;
use crate::model::{Credential, CredentialKind, User};
use crate::pages::admin::{Cell, Deed, Fact, Section, Table, Thing, Tone};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde_json::Value;

/// Shows it.
pub async fn get(cx: Cx) -> HttpResponse {
    show(&cx).await.unwrap_or_else(|response| response)
}

async fn show(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let user = meant(&console).await?;
    let login = user.username.display.as_str();
    let factors = users::factors(&console.desk, login).await;
    let (_, credentials) = factors.map_err(|error| console.trouble(error))?;
    let sections = vec![
        about(&console, &user),
        factors_of(&console, &credentials),
        sessions(&console, &user).await?,
        apps(&console, &user).await?,
    ];
    let template = Thing {
        chrome: console.chrome(),
        frame: console.frame(crumbs(&console, None)),
        title: user.username.display.clone(),
        marks: marks(&console, &user),
        secret: None,
        actions: actions(&console, &user),
        sections,
    };
    Ok(console.page(StatusCode::OK, &template))
}

/// How an account stands, and what its person is.
pub fn marks(console: &Console<'_>, user: &User) -> Vec<Cell> {
    let state = match user.disabled_at {
        Some(_) => console.badge("console-disabled", Tone::Bad),
        None => console.badge("console-active", Tone::Good),
    };
    let roles = user.roles.iter();
    let roles = roles.map(|role| Cell::badge(role_name(&console.words, role), Tone::Calm));
    std::iter::once(state).chain(roles).collect()
}

/// What the operator may do here.
fn actions(console: &Console<'_>, user: &User) -> Vec<Deed> {
    let may = |operation| console.desk.may(operation, Target::Person(user)).is_ok();
    let mut deeds = Vec::new();
    if may(Operation::EditUsers) {
        let edit = console.deed("edit", "console-edit", href(console, EDIT, user));
        deeds.push(primary(edit));
    }
    let act = |id, act: Act| {
        let deed = console.deed(id, act.title(), act.href(console, user));
        if act.is_dangerous() {
            dangerous(deed)
        } else {
            deed
        }
    };
    if may(Operation::HelpUsers) && user.disabled_at.is_none() {
        deeds.push(act("password-link", Act::PasswordLink));
        deeds.push(act("reset-factors", Act::ResetFactors));
    }
    if may(Operation::EditUsers) && !console.is_own(user) {
        deeds.push(match user.disabled_at {
            Some(_) => act("enable", Act::Enable),
            None => act("disable", Act::Disable),
        });
    }
    deeds
}

fn about(console: &Console<'_>, user: &User) -> Section {
    let mut facts = vec![console.fact("account-username", Cell::text(&*user.username.display))];
    facts.extend(claims(user));
    if !user.groups.is_empty() {
        facts.push(Fact {
            name: console.t("console-groups"),
            is_code: false,
            values: user
                .groups
                .iter()
                .map(|name| Cell::badge(name, Tone::Calm))
                .collect(),
        });
    }
    facts.push(console.fact("console-created", at(user.created_at)));
    facts.push(console.fact("console-changed", at(user.updated_at)));
    if user.disabled_at.is_some() {
        facts.push(console.fact("console-disabled", maybe_at(user.disabled_at)));
    }
    facts.push(Fact {
        is_code: true,
        ..Fact::new("sub".to_owned(), Cell::code(user.sub().into_owned()))
    });
    Section {
        id: "about",
        title: console.t("console-about"),
        facts,
        ..Section::default()
    }
}

/// What apps may be told, by the names of the claims.
fn claims(user: &User) -> Vec<Fact> {
    let Ok(Value::Object(claims)) = serde_json::to_value(&user.claims) else {
        return Vec::new();
    };
    let fact = |(name, value): (String, Value)| Fact {
        is_code: true,
        ..Fact::new(name, Cell::text(super::super::change::shown(Some(&value))))
    };
    claims.into_iter().map(fact).collect()
}

fn factors_of(console: &Console<'_>, credentials: &[Credential]) -> Section {
    let factors = credentials.iter().filter(|one| one.kind.is_factor());
    let row = |one: &Credential| {
        let kind = match one.kind {
            CredentialKind::Passkey => "security-passkey",
            CredentialKind::Totp | CredentialKind::RecoveryCode => "security-app",
        };
        vec![
            Cell::text(enrolment::called(&console.words, &one.name)),
            Cell::text(console.t(kind)),
            at(one.created_at),
            maybe_at(one.last_used_at),
        ]
    };
    Section {
        id: "factors",
        title: console.t("security-factors"),
        table: Some(Table {
            heads: console.heads(&[
                "console-name",
                "console-kind",
                "console-created",
                "console-last-used",
            ]),
            rows: factors.map(row).collect(),
            empty: console.t("console-no-factors"),
        }),
        ..Section::default()
    }
}

async fn sessions(console: &Console<'_>, user: &User) -> Result<Section, HttpResponse> {
    let all = console
        .desk
        .store
        .sessions_of(user.id, console.desk.now())
        .await;
    let all = all.map_err(|error| console.trouble(error))?;
    let rows = all.iter().map(|session| {
        vec![
            Cell::text(device(&console.words, &session.user_agent)),
            Cell::text(&*session.address),
            at(session.created_at),
            at(session.last_seen_at),
        ]
    });
    Ok(Section {
        id: "sessions",
        title: console.t("console-sessions"),
        table: Some(Table {
            heads: console.heads(&[
                "console-device",
                "console-address",
                "console-created",
                "console-last-used",
            ]),
            rows: rows.collect(),
            empty: console.t("console-no-sessions"),
        }),
        ..Section::default()
    })
}

async fn apps(console: &Console<'_>, user: &User) -> Result<Section, HttpResponse> {
    let all = console.desk.store.consents_of(user.id).await;
    let all = all.map_err(|error| console.trouble(error))?;
    let rows = all.iter().map(|consent| {
        vec![
            Cell::link(
                consent.client_id.as_str(),
                clients::href(console, clients::SHOW, &consent.client_id),
            ),
            Cell::text(consent.scope.to_string()),
            at(consent.granted_at),
        ]
    });
    Ok(Section {
        id: "apps",
        title: console.t("account-apps"),
        table: Some(Table {
            heads: console.heads(&["console-client", "console-scopes", "console-granted"]),
            rows: rows.collect(),
            empty: console.t("account-no-apps"),
        }),
        ..Section::default()
    })
}
