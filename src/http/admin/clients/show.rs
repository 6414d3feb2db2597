//! All that is registered about an app.

use super::act::Act;
use super::fields::{self, Holds, PARTS};
use super::list::origin;
use super::{EDIT, PREVIEW, check, consents, crumbs, href, meant};
use crate::admin::{Operation, Target};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::events;
use crate::http::admin::parts::{at, dangerous, primary};
use crate::http::cx::Cx;
use crate::http::discovery;
use crate::model::{Client, ClientOrigin};
use crate::oidc::ClientMetadata;
use crate::pages::admin::{Cell, Deed, Fact, Section, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde_json::{Map, Value};

/// Shows it.
pub async fn get(cx: Cx) -> HttpResponse {
    show(&cx).await.unwrap_or_else(|response| response)
}

async fn show(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let client = meant(&console).await?;
    Ok(page(&console, &client, None))
}

/// The page, with a secret that is shown this once.
pub fn page(console: &Console<'_>, client: &Client, secret: Option<String>) -> HttpResponse {
    let members = fields::members(&client.metadata);
    let usual = fields::members(&ClientMetadata::default());
    let parts = PARTS.iter().enumerate();
    let parts = parts.map(|(position, (id, key, names))| Section {
        id,
        title: console.t(key),
        facts: facts(console, names, &members, (position > 0).then_some(&usual)),
        ..Section::default()
    });
    let parts = parts.filter(|section| !section.facts.is_empty());
    let template = Thing {
        marks: vec![origin(console, client)],
        secret: secret
            .map(|secret| console.secret("console-secret", "console-secret-hint", secret)),
        actions: actions(console, client),
        sections: std::iter::once(about(console, client))
            .chain(parts)
            .collect(),
        ..console.thing(crumbs(console, None), client.display_name().to_owned())
    };
    console.page(StatusCode::OK, &template)
}

/// What the app has to be told, and since when it is known.
fn about(console: &Console<'_>, client: &Client) -> Section {
    let issuer = console.desk.issuer();
    let code = |name: &str, value: String| Fact {
        is_code: true,
        ..Fact::new(name.to_owned(), Cell::code(value))
    };
    Section {
        id: "about",
        title: console.t("console-for-the-app"),
        hint: Some(console.t("console-for-the-app-hint")),
        facts: vec![
            code("issuer", issuer.to_owned()),
            console.fact(
                "console-discovery",
                Cell::code(console.desk.address(discovery::OPENID)),
            ),
            code("client_id", client.id.as_str().to_owned()),
            console.fact("console-created", at(client.created_at)),
            console.fact("console-changed", at(client.updated_at)),
        ],
        ..Section::default()
    }
}

/// The members that hold something, where `usual` is given only those that differ from it.
fn facts(
    console: &Console<'_>,
    names: &[(&'static str, Holds)],
    members: &Map<String, Value>,
    usual: Option<&Map<String, Value>>,
) -> Vec<Fact> {
    let differs = |name: &str| usual.is_none_or(|usual| usual.get(name) != members.get(name));
    let worth_showing = |(name, holds): &&(&'static str, Holds)| {
        let value = members.get(*name);
        let is_empty = *holds != Holds::Flag && fields::text(*holds, value).is_empty();
        !is_empty && differs(name)
    };
    let fact = |(name, holds): &(&'static str, Holds)| {
        let value = members.get(*name);
        let shown = match (holds, value) {
            (Holds::Flag, value) => console.yes_or_no(value == Some(&Value::Bool(true))),
            (holds, value) => Cell::text(fields::text(*holds, value)),
        };
        Fact {
            is_code: true,
            ..Fact::new((*name).to_owned(), shown)
        }
    };
    names.iter().filter(worth_showing).map(fact).collect()
}

/// What the operator may do here.
fn actions(console: &Console<'_>, client: &Client) -> Vec<Deed> {
    let may = console.desk.may(Operation::EditClients, Target::Deployment);
    let preview = console.deed(
        "preview",
        "console-preview",
        href(console, PREVIEW, &client.id),
    );
    let consents = consents::deed(console, client);
    let check = check::address(console, client, "");
    let check = console.deed("check", "console-check", check);
    let looks = [check].into_iter().chain(consents);
    let looks = looks.chain(events::about_client(console, &client.id));
    if may.is_err() || client.origin == ClientOrigin::Demo {
        return std::iter::once(preview).chain(looks).collect();
    }
    let edit = console.deed("edit", "console-edit", href(console, EDIT, &client.id));
    let act = |id, act: Act| dangerous(console.deed(id, act.title(), act.href(console, client)));
    let mut deeds = vec![primary(edit), preview];
    deeds.extend(looks);
    if client.metadata.token_endpoint_auth_method.has_secret() {
        deeds.push(act("rotate-secret", Act::RotateSecret));
    }
    deeds.push(act("remove", Act::Remove));
    deeds
}
