//! What the API says of apps, and what it takes.

use super::exchange::{members, time};
use super::problem::Problem;
use crate::admin::clients::PlannedClient;
use crate::admin::declared::members_of;
use crate::model::{Client, ClientOrigin};
use crate::oidc::client_metadata::usual_response_types;
use crate::oidc::{ClientId, ClientMetadata};
use crate::secret::Secret;
use serde_json::{Map, Value, json};

/// What Signet knows beside what is registered. Whoever sends an answer back may send it along, but
/// changes none of it.
const KNOWN: [&str; 3] = ["origin", "created_at", "updated_at"];

/// What is registered, by the names of RFC 7591, and what Signet knows beside it. No secret: only
/// its hash is kept.
pub fn body(client: &Client) -> Map<String, Value> {
    let mut all = Map::from_iter([("client_id".to_owned(), json!(client.id))]);
    all.extend(members(&client.metadata));
    all.extend(known(client));
    all
}

fn known(client: &Client) -> Map<String, Value> {
    let origin = match client.origin {
        ClientOrigin::Operator => "operator",
        ClientOrigin::Demo => "demo",
        ClientOrigin::Registered => "registered",
    };
    let values = [
        origin.to_owned(),
        time(client.created_at),
        time(client.updated_at),
    ];
    let pairs = KNOWN.into_iter().zip(values);
    pairs
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect()
}

/// The same of one that is to be, with the secret that was made for it.
pub fn planned_body(planned: &PlannedClient) -> Map<String, Value> {
    let mut all = body(&planned.client);
    let secret = planned.generated_secret.as_ref();
    all.extend(secret.map(|secret| ("client_secret".to_owned(), json!(secret.expose()))));
    let warning = planned.warning.as_ref();
    all.extend(warning.map(|warning| ("warning".to_owned(), json!(warning))));
    all
}

/// Takes out of what was sent of `client` what cannot be changed.
///
/// # Errors
/// One of it is another than it is.
pub fn without_known(
    mut all: Map<String, Value>,
    client: &Client,
) -> Result<Map<String, Value>, Problem> {
    for (name, value) in known(client) {
        if all.remove(&name).is_some_and(|sent| sent != value) {
            let why = format!("{name}: this is {value} and cannot be changed: leave it out");
            return Err(Problem::unfit(why));
        }
    }
    Ok(all)
}

/// What a body says a client is to be.
pub struct Described {
    pub id: Option<ClientId>,
    pub secret: Option<Secret<String>>,
    pub metadata: ClientMetadata,
}

/// What the members of a body mean; none of them is unknown.
pub fn described(mut all: Map<String, Value>) -> Result<Described, Problem> {
    let mut text = |name: &str| match all.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Problem::unfit(format!("{name}: this must be text"))),
    };
    let id = text("client_id")?.map(ClientId::try_from).transpose();
    let id = id.map_err(|why| Problem::unfit(format!("client_id: {why}")))?;
    let secret = text("client_secret")?.map(Secret::new);
    let names_response_types = all.contains_key("response_types");
    let mut metadata = metadata_of(all)?;
    if !names_response_types {
        metadata.response_types = usual_response_types(&metadata.grant_types);
    }
    Ok(Described {
        id,
        secret,
        metadata,
    })
}

/// What the members mean; which of them is wrong is said by its name.
fn metadata_of(all: Map<String, Value>) -> Result<ClientMetadata, Problem> {
    let read = |all: Map<String, Value>| serde_json::from_value(Value::Object(all));
    read(all.clone()).map_err(|why| {
        let is_wrong = |(name, value): &(String, Value)| {
            let alone = Map::from_iter([(name.clone(), value.clone())]);
            read(alone).is_err()
        };
        match all.into_iter().find(is_wrong) {
            Some((name, _)) => Problem::unfit(format!("{name}: {why}")),
            None => Problem::unfit(why.to_string()),
        }
    })
}

/// What kind of value a member of the metadata has that is usually `value`; nothing where it is usually
/// not there.
fn kind_of(name: &str, value: Option<&Value>) -> Value {
    let texts = json!({"type": "array", "items": {"type": "string"}});
    match (name, value) {
        ("claim_mappings", _) => json!({"type": "array", "items": {"type": "object"}}),
        ("localized", _) => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        ("jwks", _) => json!({"type": "object"}),
        ("default_max_age", _) => json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}),
        (
            "contacts"
            | "request_uris"
            | "default_acr_values"
            | "access_token_audience"
            | "allowed_groups",
            _,
        )
        | (_, Some(Value::Array(_))) => texts,
        (_, Some(Value::Bool(_))) => json!({"type": "boolean"}),
        _ => json!({"type": "string"}),
    }
}

/// Every member of the metadata with its kind.
fn metadata() -> Map<String, Value> {
    let usual = members(&ClientMetadata::default());
    let names = members_of::<ClientMetadata>().iter().copied();
    let kinds = names.map(|name| (name.to_owned(), kind_of(name, usual.get(name))));
    kinds.collect()
}

fn text(what: &str) -> Value {
    json!({"type": "string", "description": what})
}

fn object(properties: &Map<String, Value>, required: &[&str]) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn asked_for() -> Map<String, Value> {
    let mut all = metadata();
    let given = "The secret that it has; one is made if left out";
    all.insert("client_id".to_owned(), json!({"type": "string"}));
    all.insert("client_secret".to_owned(), text(given));
    all
}

/// An app that is to be connected.
pub fn new_schema() -> Value {
    object(&asked_for(), &[])
}

/// An app as it is to be, which may be an answer that was changed.
pub fn wanted_schema() -> Value {
    let mut all = asked_for();
    for name in KNOWN {
        let what = "As it was answered, if it is there at all";
        let schema = json!({"type": "string", "readOnly": true, "description": what});
        all.insert(name.to_owned(), schema);
    }
    object(&all, &[])
}

fn answered() -> Map<String, Value> {
    let mut all = metadata();
    all.insert("client_id".to_owned(), json!({"type": "string"}));
    let origin = "Who made it known: an operator, Signet itself, or the app";
    let origin = json!({"enum": ["operator", "demo", "registered"], "description": origin});
    all.insert("origin".to_owned(), origin);
    for name in ["created_at", "updated_at"] {
        let moment = json!({"type": "string", "format": "date-time"});
        all.insert(name.to_owned(), moment);
    }
    all
}

/// What is there in every answer.
fn required() -> Vec<String> {
    let usual = members(&ClientMetadata::default());
    let own = ["client_id"].into_iter().chain(KNOWN).map(str::to_owned);
    own.chain(usual.into_iter().map(|(name, _)| name)).collect()
}

/// An app.
pub fn schema() -> Value {
    let required = required();
    let required: Vec<_> = required.iter().map(String::as_str).collect();
    object(&answered(), &required)
}

/// An app that was made or changed.
pub fn made_schema() -> Value {
    let mut all = answered();
    let secret = "The secret that was made, shown this once";
    all.insert("client_secret".to_owned(), text(secret));
    let warning = "What the operator should know";
    all.insert("warning".to_owned(), text(warning));
    let required = required();
    let required: Vec<_> = required.iter().map(String::as_str).collect();
    object(&all, &required)
}
