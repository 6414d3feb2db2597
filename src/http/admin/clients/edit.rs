//! What is registered about an app.

use super::fields::{self, Holds, PARTS};
use super::{EDIT, NEW, PATH, SHOW, crumbs, href, meant, show};
use crate::admin::clients::{self, ClientsError, PlannedClient, WantedClient};
use crate::admin::{Operation, Outcome, Target};
use crate::http::admin::change::{self, Change};
use crate::http::admin::console::Console;
use crate::http::admin::described::{Asked, Described, Refusal, Wrong, wrong_with};
use crate::http::admin::typed::Typed;
use crate::model::Client;
use crate::oidc::{ClientId, ClientMetadata};
use crate::pages::Link;
use crate::pages::admin::{Field, Line};
use actix_web::HttpResponse;
use std::sync::Arc;

/// An app, or none that is to be connected.
pub struct Registration {
    stored: Option<Arc<Client>>,
}

/// What an app is to be, and whether somebody has chosen its id.
pub struct Wanted {
    client: WantedClient,
    is_chosen: bool,
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
            other => Self::Trouble(other.into()),
        }
    }
}

impl Described for Registration {
    type Wanted = Wanted;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let may = console.desk.may(Operation::EditClients, Target::Deployment);
        may.map_err(|error| console.trouble(error))?;
        let stored = if console.is_at(NEW) {
            None
        } else {
            Some(meant(console).await?)
        };
        Ok(Self { stored })
    }

    fn opened(&self) -> Typed {
        let usual = ClientMetadata {
            grant_types: vec!["authorization_code".to_owned(), "refresh_token".to_owned()],
            ..ClientMetadata::default()
        };
        let metadata = self.stored.as_ref().map_or(&usual, |one| &one.metadata);
        let members = fields::members(metadata);
        let all = PARTS.iter().flat_map(|(_, _, members)| members.iter());
        let text = |(name, holds): &(&str, Holds)| {
            ((*name).to_owned(), fields::text(*holds, members.get(*name)))
        };
        Typed::from_pairs(all.map(text))
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        let mut parts = fields::parts(console, typed, wrong);
        let is_new = self.stored.is_none();
        if let Some(basics) = parts.first_mut().filter(|_| is_new) {
            basics.fields.insert(0, id_field(console, typed, wrong));
        }
        Asked {
            title: self.title(console),
            hint: is_new.then(|| console.t("console-new-client-hint")),
            action: match &self.stored {
                Some(client) => href(console, EDIT, &client.id),
                None => console.cx.path(NEW),
            },
            parts,
            back: self.back(console),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, Wanted), Refusal> {
        let metadata = fields::read(typed).map_err(Refusal::Wrong)?;
        let (id, is_chosen) = match &self.stored {
            Some(client) => (client.id.clone(), true),
            None => wanted_id(typed)?,
        };
        let secret = None;
        let client = WantedClient {
            id,
            metadata,
            secret,
        };
        let planned = clients::plan(&console.desk, client.clone()).await?;
        if self.stored.is_none() && planned.outcome != Outcome::Created {
            return Err(ClientsError::Exists(client.id).into());
        }
        let change = self.change(console, &planned, is_chosen);
        Ok((change, Wanted { client, is_chosen }))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, self.stored.as_deref())
    }

    async fn done(&self, console: &Console<'_>, wanted: Wanted) -> Result<HttpResponse, Refusal> {
        let (desk, client) = (&console.desk, wanted.client);
        let made = if self.stored.is_some() {
            clients::put(desk, client).await?
        } else {
            let id = wanted.is_chosen.then_some(client.id);
            clients::create(desk, id, client.metadata, None).await?
        };
        if let Some(secret) = made.generated_secret {
            let secret = secret.expose().clone();
            return Ok(show::page(console, &made.client, Some(secret)));
        }
        let page = href(console, SHOW, &made.client.id);
        Ok(console.done(&page, "console-done-client-changed"))
    }
}

impl Registration {
    fn title(&self, console: &Console<'_>) -> String {
        match &self.stored {
            Some(client) => {
                let name = [("name", client.display_name().into())];
                console.words.with("console-edit-title", &name)
            }
            None => console.t("console-new-client"),
        }
    }

    fn back(&self, console: &Console<'_>) -> String {
        match &self.stored {
            Some(client) => href(console, SHOW, &client.id),
            None => console.cx.path(PATH),
        }
    }

    fn change(&self, console: &Console<'_>, planned: &PlannedClient, is_chosen: bool) -> Change {
        Change {
            title: self.title(console),
            lines: registered(console, self.stored.as_deref(), planned, is_chosen),
            warnings: planned.warning.iter().cloned().collect(),
            confirm: console.t("console-do"),
            back: self.back(console),
            ..Change::default()
        }
    }
}

/// What will be registered: what is different from what was, or from what is usual where there is
/// nothing yet. Whether the identifier is known already is said by `is_chosen`.
pub fn registered(
    console: &Console<'_>,
    stored: Option<&Client>,
    planned: &PlannedClient,
    is_chosen: bool,
) -> Vec<Line> {
    let usual = ClientMetadata::default();
    let before = stored.map_or(&usual, |one| &one.metadata);
    let after = &planned.client.metadata;
    let mut lines = change::lines(&fields::members(before), &fields::members(after));
    if stored.is_none() {
        let id = planned.client.id.as_str().to_owned();
        let after = if is_chosen {
            id
        } else {
            console.t("console-id-made")
        };
        lines.insert(0, Line::added("client_id", after));
    }
    if planned.generated_secret.is_some() {
        let made = console.t("console-secret-made");
        lines.push(Line::added("client_secret", made));
    }
    lines
}

fn id_field(console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Field {
    Field {
        name: "client_id".to_owned(),
        label: "client_id".to_owned(),
        is_code: true,
        hint: Some(console.t("console-hint-client-id")),
        value: typed.get("client_id"),
        error: wrong_with(wrong, "client_id"),
        is_english: true,
        ..Field::default()
    }
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
