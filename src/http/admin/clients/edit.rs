//! What is registered about an app: written anew, shown as a change, then made so.

use super::fields::{self, Holds};
use super::{EDIT, NEW, PATH, SHOW, crumbs, href, meant, show};
use crate::admin::clients::{self, ClientsError, PlannedClient, WantedClient};
use crate::admin::{Operation, Outcome, Target};
use crate::http::admin::change::{self, Change, Decision};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::typed::Typed;
use crate::http::cx::Cx;
use crate::http::sent::Sent;
use crate::model::Client;
use crate::oidc::{ClientId, ClientMetadata};
use crate::pages::admin::{Field, Form, Line};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use std::sync::Arc;

/// What is wrong: the member, and why (English).
type Wrong = Vec<(String, String)>;

/// Asks which app is to be connected.
pub async fn new(cx: Cx) -> HttpResponse {
    ask(&cx, true).await.unwrap_or_else(|response| response)
}

/// Asks what is to be different.
pub async fn get(cx: Cx) -> HttpResponse {
    ask(&cx, false).await.unwrap_or_else(|response| response)
}

/// An app was described that is to be connected.
pub async fn create(cx: Cx, payload: Payload) -> HttpResponse {
    sent(&cx, payload, true)
        .await
        .unwrap_or_else(|response| response)
}

/// An app was described anew.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    sent(&cx, payload, false)
        .await
        .unwrap_or_else(|response| response)
}

async fn ask(cx: &Cx, is_new: bool) -> Answer {
    let console = Console::enter(cx).await?;
    let stored = stored(&console, is_new).await?;
    let usual = ClientMetadata {
        grant_types: vec!["authorization_code".to_owned(), "refresh_token".to_owned()],
        ..ClientMetadata::default()
    };
    let metadata = stored.as_ref().map_or(&usual, |client| &client.metadata);
    let members = fields::members(metadata);
    let value = |name: &str, holds| fields::text(holds, members.get(name));
    Ok(form(&console, stored.as_deref(), value, "", &Wrong::new()))
}

async fn stored(console: &Console<'_>, is_new: bool) -> Result<Option<Arc<Client>>, HttpResponse> {
    let may = console.desk.may(Operation::EditClients, Target::Deployment);
    may.map_err(|error| console.trouble(error))?;
    if is_new {
        return Ok(None);
    }
    meant(console).await.map(Some)
}

fn form(
    console: &Console<'_>,
    stored: Option<&Client>,
    value: impl Fn(&str, Holds) -> String,
    id: &str,
    wrong: &[(String, String)],
) -> HttpResponse {
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let mut parts = fields::parts(console, value, wrong);
    if let Some(basics) = parts.first_mut().filter(|_| stored.is_none()) {
        basics.fields.insert(0, id_field(console, id, wrong));
    }
    let has_field = |member: &String| {
        let mut fields = parts.iter().flat_map(|part| &part.fields);
        fields.any(|field| field.name == *member)
    };
    let others = wrong.iter().filter(|(member, _)| !has_field(member));
    let template = Form {
        chrome: console.chrome(),
        frame: console.frame(crumbs(console, stored)),
        title: title(console, stored),
        hint: stored
            .is_none()
            .then(|| console.t("console-new-client-hint")),
        action: match stored {
            Some(client) => href(console, EDIT, &client.id),
            None => console.cx.path(NEW),
        },
        form_token: console.token(),
        problems: others.map(|(_, why)| why.clone()).collect(),
        parts,
        back: back(console, stored),
    };
    console.page(status, &template)
}

fn id_field(console: &Console<'_>, id: &str, wrong: &[(String, String)]) -> Field {
    let error = wrong.iter().find(|(member, _)| member == "client_id");
    Field {
        name: "client_id".to_owned(),
        label: "client_id".to_owned(),
        is_code: true,
        hint: Some(console.t("console-hint-client-id")),
        value: id.to_owned(),
        error: error.map(|(_, why)| why.clone()),
        is_english: true,
        ..Field::default()
    }
}

fn title(console: &Console<'_>, stored: Option<&Client>) -> String {
    match stored {
        Some(client) => {
            let name = [("name", client.display_name().into())];
            console.words.with("console-edit-title", &name)
        }
        None => console.t("console-new-client"),
    }
}

fn back(console: &Console<'_>, stored: Option<&Client>) -> String {
    match stored {
        Some(client) => href(console, SHOW, &client.id),
        None => console.cx.path(PATH),
    }
}

async fn sent(cx: &Cx, payload: Payload, is_new: bool) -> Answer {
    let (console, sent) = Console::sent(cx, payload).await?;
    let stored = stored(&console, is_new).await?;
    let stored = stored.as_deref();
    let typed = Typed::of(&sent);
    let again = |wrong: &[(String, String)]| {
        // What boxes and lists hold is typed as it is shown.
        let value = |name: &str, _| typed.get(name);
        form(&console, stored, value, &typed.get("client_id"), wrong)
    };
    if !sent.get("edit").is_empty() {
        return Ok(again(&Wrong::new()));
    }
    match decide(&console, &sent, stored, &typed).await {
        Ok(answer) => Ok(answer),
        Err(Refusal::Wrong(wrong)) => Ok(again(&wrong)),
        Err(Refusal::Error(error)) => Err(console.trouble(error)),
    }
}

/// Why a client cannot be as it was described.
enum Refusal {
    Wrong(Wrong),
    Error(ClientsError),
}

impl From<ClientsError> for Refusal {
    fn from(error: ClientsError) -> Self {
        match error {
            ClientsError::Metadata(wrong) => {
                let wrong = wrong.iter().map(|why| (why.member(), why.to_string()));
                Self::Wrong(wrong.collect())
            }
            ClientsError::Exists(_) => {
                Self::Wrong(vec![("client_id".to_owned(), error.to_string())])
            }
            other => Self::Error(other),
        }
    }
}

async fn decide(
    console: &Console<'_>,
    sent: &Sent,
    stored: Option<&Client>,
    typed: &Typed,
) -> Result<HttpResponse, Refusal> {
    let metadata = fields::read(typed).map_err(Refusal::Wrong)?;
    let (id, is_chosen) = match stored {
        Some(client) => (client.id.clone(), true),
        None => wanted_id(typed)?,
    };
    let desk = &console.desk;
    let secret = None;
    let wanted = WantedClient {
        id,
        metadata,
        secret,
    };
    let planned = clients::plan(desk, wanted.clone()).await?;
    if stored.is_none() && planned.outcome != Outcome::Created {
        return Err(ClientsError::Exists(wanted.id).into());
    }
    let change = change_to(console, stored, &planned, typed.clone(), is_chosen);
    if let Decision::Ask(why) = change.decide(sent) {
        return Ok(console.plan(change, crumbs(console, stored), why));
    }
    let made = match stored {
        Some(_) => clients::put(desk, wanted).await?,
        None => {
            clients::create(desk, is_chosen.then_some(wanted.id), wanted.metadata, None).await?
        }
    };
    if let Some(secret) = made.generated_secret {
        let secret = secret.expose().clone();
        return Ok(show::page(console, &made.client, Some(secret)));
    }
    let page = href(console, SHOW, &made.client.id);
    Ok(console.done(&page, "console-done-client-changed"))
}

/// The id that was chosen, or one for looking at what a client without would be.
fn wanted_id(typed: &Typed) -> Result<(ClientId, bool), Refusal> {
    let chosen = typed.get("client_id");
    let (text, is_chosen) = match chosen.as_str() {
        "" => ("to-be-made", false),
        chosen => (chosen, true),
    };
    let id = ClientId::try_from(text);
    let id = id.map_err(|why| Refusal::Wrong(vec![("client_id".to_owned(), why.to_string())]))?;
    Ok((id, is_chosen))
}

fn change_to(
    console: &Console<'_>,
    stored: Option<&Client>,
    planned: &PlannedClient,
    typed: Typed,
    is_chosen: bool,
) -> Change {
    let usual = ClientMetadata::default();
    let before = stored.map_or(&usual, |client| &client.metadata);
    let after = &planned.client.metadata;
    let mut lines = change::lines(&fields::members(before), &fields::members(after));
    if stored.is_none() {
        let id = planned.client.id.as_str().to_owned();
        let after = if is_chosen {
            id
        } else {
            console.t("console-id-made")
        };
        lines.insert(0, line("client_id", after));
    }
    if planned.generated_secret.is_some() {
        lines.push(line("client_secret", console.t("console-secret-made")));
    }
    Change {
        title: title(console, stored),
        lines,
        warnings: planned.warning.iter().cloned().collect(),
        confirm: console.t("console-do"),
        fields: typed.into_fields(),
        back: back(console, stored),
        ..Change::default()
    }
}

fn line(name: &str, after: String) -> Line {
    Line {
        name: name.to_owned(),
        before: String::new(),
        after,
    }
}
