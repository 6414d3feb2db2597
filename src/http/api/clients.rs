//! Apps, and what people allowed them.

use super::exchange::{
    Answer, Query, escaped, expected, list, members, nothing, read, segment, time, versioned,
};
use super::once::{Made, once, once_bare};
use super::operator::desk;
use super::problem::Problem;
use super::users::ConsentBody;
use crate::admin::clients::{self, PlannedClient, WantedClient};
use crate::admin::{Version, sessions};
use crate::http::cx::Cx;
use crate::model::{Client, ClientOrigin};
use crate::oidc::client_metadata::usual_response_types;
use crate::oidc::{ClientId, ClientMetadata};
use crate::secret::Secret;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use serde_json::{Map, Value, json};

/// The parameters of the list.
pub const LIST: &[&str] = &["search", "cursor", "limit"];

/// What is registered, by the names of RFC 7591, and what Signet knows beside it. No secret: only
/// its hash is kept.
fn body(client: &Client) -> Map<String, Value> {
    let mut all = Map::from_iter([("client_id".to_owned(), json!(client.id))]);
    all.extend(members(&client.metadata));
    let origin = match client.origin {
        ClientOrigin::Operator => "operator",
        ClientOrigin::Demo => "demo",
        ClientOrigin::Registered => "registered",
    };
    all.insert("origin".to_owned(), json!(origin));
    all.insert("created_at".to_owned(), json!(time(client.created_at)));
    all.insert("updated_at".to_owned(), json!(time(client.updated_at)));
    all
}

/// The same of one that is to be, with the secret that was made for it.
fn planned_body(planned: &PlannedClient) -> Map<String, Value> {
    let mut all = body(&planned.client);
    let secret = planned.generated_secret.as_ref();
    all.extend(secret.map(|secret| ("client_secret".to_owned(), json!(secret.expose()))));
    let warning = planned.warning.as_ref();
    all.extend(warning.map(|warning| ("warning".to_owned(), json!(warning))));
    all
}

fn put(planned: &PlannedClient) -> Answer {
    let version = Version::from(&planned.client);
    versioned(StatusCode::OK, &version, &planned_body(planned))
}

fn id(cx: &Cx) -> Result<ClientId, Problem> {
    let text: String = segment(cx, "id")?;
    ClientId::try_from(text).map_err(|_| Problem::not_found())
}

/// What a body says a client is to be.
struct Described {
    id: Option<ClientId>,
    secret: Option<Secret<String>>,
    metadata: ClientMetadata,
}

fn described(mut all: Map<String, Value>) -> Result<Described, Problem> {
    let mut text = |name: &str| match all.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Problem::unfit(format!("{name}: this must be text"))),
    };
    let id = text("client_id")?.map(ClientId::try_from).transpose();
    let id = id.map_err(|why| Problem::unfit(format!("client_id: {why}")))?;
    let secret = text("client_secret")?.map(Secret::new);
    let names_response_types = all.contains_key("response_types");
    let metadata = serde_json::from_value(Value::Object(all));
    let mut metadata: ClientMetadata = metadata.map_err(|why| Problem::unfit(why.to_string()))?;
    if !names_response_types {
        metadata.response_types = usual_response_types(&metadata.grant_types);
    }
    Ok(Described {
        id,
        secret,
        metadata,
    })
}

/// Apps, searched.
pub async fn all(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx, LIST)?;
    let part = query.get("search")?.unwrap_or_default();
    let found = clients::search(&desk, part, &query.part()?).await?;
    list(found, |client| body(&client))
}

/// Connects one.
pub async fn create(cx: Cx, payload: Payload) -> Answer {
    once(&cx, payload, async |making, body: Map<String, Value>| {
        let new = described(body)?;
        let desk = &making.desk;
        let planned = clients::planned(desk, new.id, new.metadata, new.secret).await?;
        let path = format!("/clients/{}", escaped(planned.client.id.as_str()));
        let made = Made::of(&planned_body(&planned))
            .at(desk, &path)
            .version(&Version::from(&planned.client));
        planned.save(&making.keeping(&made)?).await?;
        Ok(made)
    })
    .await
}

/// One app.
pub async fn show(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let client = clients::show(&desk, &id(&cx)?).await?;
    versioned(StatusCode::OK, &Version::from(&*client), &body(&client))
}

/// Replaces what is registered about one.
pub async fn replace(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let seen = expected(&cx)?;
    let id = id(&cx)?;
    let new = described(read(&cx, payload).await?)?;
    if new.id.is_some_and(|named| named != id) {
        return Err(Problem::unfit("client_id is another than in the path"));
    }
    let wanted = WantedClient {
        id,
        metadata: new.metadata,
        secret: new.secret,
    };
    put(&clients::replace(&desk, seen.as_ref(), wanted).await?)
}

/// Gives one another secret.
pub async fn rotate_secret(cx: Cx) -> Answer {
    once_bare(&cx, async |making| {
        let planned = clients::with_other_secret(&making.desk, &id(&cx)?).await?;
        let version = Version::from(&planned.client);
        let made = Made::done(&planned_body(&planned)).version(&version);
        planned.save(&making.keeping(&made)?).await?;
        Ok(made)
    })
    .await
}

/// Removes one.
pub async fn remove(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let seen = expected(&cx)?;
    let id = id(&cx)?;
    clients::remove(&desk, &id, seen.as_ref()).await?;
    nothing()
}

/// What people allowed one.
pub async fn consents(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx, super::PART)?;
    let part = sessions::consents_at(&desk, &id(&cx)?, &query.part()?).await?;
    list(part, ConsentBody::from)
}

/// What kind of value a member has that is usually `value`.
fn of_usual(name: &str, value: &Value) -> Value {
    match value {
        Value::Array(_) if name == "claim_mappings" => {
            json!({"type": "array", "items": {"type": "object"}})
        }
        Value::Bool(_) => json!({"type": "boolean"}),
        Value::String(_) => json!({"type": "string"}),
        Value::Number(_) => json!({"type": "integer"}),
        Value::Array(_) => json!({"type": "array", "items": {"type": "string"}}),
        Value::Object(_) | Value::Null => json!({}),
    }
}

/// The members of a client, for the document.
pub fn schema() -> Value {
    let known = members(&ClientMetadata::default());
    let properties = known.iter();
    let properties = properties.map(|(name, value)| (name.clone(), of_usual(name, value)));
    let mut properties: Map<String, Value> = properties.collect();
    for name in ["client_id", "client_secret"] {
        properties.insert(name.to_owned(), json!({"type": "string"}));
    }
    json!({"type": "object", "properties": properties})
}
