//! All that is to be known of somebody.

use super::act::Act;
use super::sessions::{cells, end_link};
use super::{EDIT, ROLES, crumbs, href, meant, withdraw};
use crate::admin::{self, Operation, Target, users};
use crate::flow::enrolment;
use crate::http::admin::console::{Answer, Console, role_name};
use crate::http::admin::parts::{at, maybe_at, primary};
use crate::http::admin::{clients, events, groups};
use crate::http::cx::Cx;
use crate::model::{Credential, CredentialKind, Session, User};
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
        factors_of(&console, &user, &credentials),
        sessions(&console, &user).await?,
        apps(&console, &user).await?,
    ];
    let template = Thing {
        marks: marks(&console, &user),
        actions: actions(&console, &user),
        sections,
        ..console.thing(crumbs(&console, None), user.username.display.clone())
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
    if may(Operation::GrantRoles) {
        let roles = href(console, ROLES, user);
        deeds.push(console.deed("roles", "console-roles", roles));
    }
    deeds.extend(events::about_person(console, user));
    deeds.extend(events::traces_of(console, user));
    let acts = [
        Act::PasswordLink,
        Act::Unlock,
        Act::Enable,
        Act::Disable,
        Act::Remove,
    ];
    deeds.extend(acts.iter().filter_map(|act| act.deed(console, user)));
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
                .map(|name| groups::cell(console, name))
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

fn factors_of(console: &Console<'_>, user: &User, credentials: &[Credential]) -> Section {
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
    let rows: Vec<_> = factors.map(row).collect();
    let reset = Act::ResetFactors.deed(console, user);
    Section {
        id: "factors",
        title: console.t("security-factors"),
        actions: reset.into_iter().filter(|_| !rows.is_empty()).collect(),
        table: Some(Table {
            heads: console.heads(&[
                "console-name",
                "console-kind",
                "console-created",
                "console-last-used",
            ]),
            rows,
            empty: console.t("console-no-factors"),
        }),
        ..Section::default()
    }
}

async fn sessions(console: &Console<'_>, user: &User) -> Result<Section, HttpResponse> {
    let all = admin::sessions::of(&console.desk, user.id).await;
    let all = all.map_err(|error| console.trouble(error))?;
    let person = Target::Person(user);
    let may = console.desk.may(Operation::HelpUsers, person).is_ok();
    let row = |session: &Session| {
        let cells = cells(console, session);
        let end = end_link(console, session, may);
        cells.into_iter().chain([end]).collect()
    };
    let sign_out = Act::SignOut.deed(console, user);
    Ok(Section {
        id: "sessions",
        title: console.t("console-sessions"),
        table: Some(Table {
            heads: console.heads(&[
                "console-device",
                "console-address",
                "console-created",
                "console-last-used",
                "console-action",
            ]),
            rows: all.iter().map(row).collect(),
            empty: console.t("console-no-sessions"),
        }),
        actions: sign_out.into_iter().filter(|_| !all.is_empty()).collect(),
        ..Section::default()
    })
}

async fn apps(console: &Console<'_>, user: &User) -> Result<Section, HttpResponse> {
    let all = admin::sessions::consents_of(&console.desk, user.id).await;
    let all = all.map_err(|error| console.trouble(error))?;
    let rows = all.iter().map(|consent| {
        let client = &consent.client_id;
        vec![
            clients::cell(console, client),
            Cell::text(consent.scope.to_string()),
            at(consent.granted_at),
            withdraw::cell(console, user, client),
        ]
    });
    Ok(Section {
        id: "apps",
        title: console.t("account-apps"),
        table: Some(Table {
            heads: console.heads(&[
                "console-client",
                "console-scopes",
                "console-granted",
                "console-action",
            ]),
            rows: rows.collect(),
            empty: console.t("console-no-consents"),
        }),
        ..Section::default()
    })
}
