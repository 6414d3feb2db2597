//! What is asked of a list or a resource: in the query, or in the body of a search (RFC 7644
//! §3.4.2, §3.4.3).

use super::exchange::read;
use super::refused::Refused;
use crate::admin::scim::{Query, Start};
use crate::http::body;
use crate::http::cx::Cx;
use crate::oidc::Parameters;
use crate::scim::{GROUP, Projection, Refusal, Schema, ScimType, USER, member};
use actix_web::web::Payload;
use serde_json::{Map, Value};

/// How many resources a page has if nobody says.
const USUAL: u32 = 100;

/// What was asked, as texts.
#[derive(Clone, Default)]
struct Asked {
    filter: Option<String>,
    start_index: Option<String>,
    count: Option<String>,
    cursor: Option<String>,
    attributes: Option<String>,
    excluded: Option<String>,
}

fn parameters(cx: &Cx) -> Result<Parameters, Refused> {
    body::query(cx).map_err(|why| Refused::syntax(why.to_string()))
}

fn one(parameters: &Parameters, name: &'static str) -> Result<Option<String>, Refused> {
    let value = parameters.get(name);
    let value = value.map_err(|_| Refused::syntax(format!("{name} is there twice")))?;
    Ok(value.map(str::to_owned))
}

impl Asked {
    fn of(cx: &Cx) -> Result<Self, Refused> {
        let all = parameters(cx)?;
        Ok(Self {
            filter: one(&all, "filter")?,
            start_index: one(&all, "startIndex")?,
            count: one(&all, "count")?,
            // An empty one begins a list (RFC 9865 §2).
            cursor: one(&all, "cursor")?.or_else(|| begins_a_list(cx)),
            attributes: one(&all, "attributes")?,
            excluded: one(&all, "excludedAttributes")?,
        })
    }

    fn of_body(mut body: Map<String, Value>) -> Self {
        let mut text = |name: &str| match member(&mut body, name)? {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            Value::Array(names) => {
                let names: Vec<_> = names.iter().filter_map(Value::as_str).collect();
                Some(names.join(","))
            }
            _ => None,
        };
        Self {
            filter: text("filter"),
            start_index: text("startIndex"),
            count: text("count"),
            cursor: text("cursor"),
            attributes: text("attributes"),
            excluded: text("excludedAttributes"),
        }
    }

    fn query(self, schema: &'static Schema) -> Result<Query, Refused> {
        let start = match self.cursor {
            Some(cursor) => Start::After(Some(cursor)),
            None => Start::At(number("startIndex", self.start_index.as_deref(), 1)?),
        };
        let count = number("count", self.count.as_deref(), u64::from(USUAL))?;
        let filter = self.filter.filter(|filter| !filter.trim().is_empty());
        Ok(Query {
            filter,
            start,
            count: u32::try_from(count).unwrap_or(u32::MAX),
            projection: Projection::read(
                self.attributes.as_deref(),
                self.excluded.as_deref(),
                schema,
            ),
            is_among: false,
        })
    }
}

/// Whether there is a cursor without a value, which reads as no parameter.
fn begins_a_list(cx: &Cx) -> Option<String> {
    let mut parts = cx.request.query_string().split('&');
    let is_there = parts.any(|part| part == "cursor=" || part == "cursor");
    is_there.then(String::new)
}

/// A whole number; below zero counts as zero (RFC 7644 §3.4.2.4).
fn number(name: &str, text: Option<&str>, otherwise: u64) -> Result<u64, Refused> {
    let Some(text) = text else {
        return Ok(otherwise);
    };
    let parsed = text.trim().parse::<i64>();
    let parsed = parsed.map_err(|_| {
        let why = format!("{name} must be a whole number");
        Refusal::new(ScimType::InvalidValue, why)
    })?;
    Ok(u64::try_from(parsed).unwrap_or(0))
}

/// What is asked of a list in the query.
pub fn of_query(cx: &Cx, schema: &'static Schema) -> Result<Query, Refused> {
    Asked::of(cx)?.query(schema)
}

/// What is asked of a list in the body of a search.
pub async fn of_search(
    cx: &Cx,
    payload: Payload,
    schema: &'static Schema,
) -> Result<Query, Refused> {
    Asked::of_body(read(cx, payload).await?).query(schema)
}

/// What is asked of people and of groups in the body of a search in both.
pub async fn of_search_everywhere(cx: &Cx, payload: Payload) -> Result<[Query; 2], Refused> {
    let asked = Asked::of_body(read(cx, payload).await?);
    let among = |query: Query| Query {
        is_among: true,
        ..query
    };
    let people = among(asked.clone().query(&USER)?);
    Ok([people, among(asked.query(&GROUP)?)])
}

/// Which attributes of a resource are asked for.
pub fn projection(cx: &Cx, schema: &'static Schema) -> Result<Projection, Refused> {
    let all = parameters(cx)?;
    let (attributes, excluded) = (one(&all, "attributes")?, one(&all, "excludedAttributes")?);
    Ok(Projection::read(
        attributes.as_deref(),
        excluded.as_deref(),
        schema,
    ))
}
