//! What requests of the API have in common: bodies, parts of lists, versions.

use super::problem::Problem;
use crate::admin::Version;
use crate::admin::part::{Part, Wanted};
use crate::clock::Timestamp;
use crate::http::body::{self, BadBody};
use crate::http::cx::Cx;
use crate::http::json;
use crate::oidc::authorization_response::CODED;
use crate::oidc::{Parameters, strict_json};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Payload;
use percent_encoding::utf8_percent_encode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::str::FromStr;
use zeroize::Zeroizing;

/// What a handler answers.
pub type Answer = Result<HttpResponse, Problem>;

/// The query of a request.
pub struct Query(Parameters);

impl Query {
    /// Reads it.
    pub fn of(cx: &Cx) -> Result<Self, Problem> {
        let bad = |why: &dyn ToString| Problem::new(StatusCode::BAD_REQUEST, why.to_string());
        let parameters = body::query(cx).map_err(|why| bad(&why))?;
        Ok(Self(parameters))
    }

    /// Fails for a name that is not among `known`.
    pub fn has_only(&self, known: &[&str]) -> Result<(), Problem> {
        let mut names = self.0.iter().map(|(name, _)| name);
        let Some(name) = names.find(|name| !known.contains(name)) else {
            return Ok(());
        };
        let use_these = match known {
            [] => "there are none".to_owned(),
            _ => format!("use {}", known.join(", ")),
        };
        let why = format!("{name:?} is no parameter here: {use_these}");
        Err(Problem::new(StatusCode::BAD_REQUEST, why))
    }

    /// A parameter, if it is there.
    pub fn get(&self, name: &'static str) -> Result<Option<&str>, Problem> {
        let value = self.0.get(name);
        value.map_err(|_| Problem::unfit(format!("{name} is there twice")))
    }

    /// Which part of a list is wanted.
    pub fn part(&self) -> Result<Wanted, Problem> {
        let limit = match self.get("limit")? {
            None => Wanted::default().limit,
            Some(text) => parse("limit", text)?,
        };
        let cursor = self.get("cursor")?.map(str::to_owned);
        Ok(Wanted { cursor, limit })
    }
}

/// What `text` means as the parameter `name`.
pub fn parse<T: FromStr>(name: &str, text: &str) -> Result<T, Problem> {
    let parsed = text.parse().ok();
    parsed.ok_or_else(|| Problem::unfit(format!("{name}: {text:?} cannot be read")))
}

/// A part of the path. What can be nothing's identifier leads nowhere.
pub fn segment<T: FromStr>(cx: &Cx, name: &str) -> Result<T, Problem> {
    let text = cx.request.match_info().get(name);
    let text = text.filter(|text| !text.contains(NUL));
    let parsed = text.and_then(|text| text.parse().ok());
    parsed.ok_or_else(Problem::not_found)
}

/// `text` as a part of a path.
pub fn escaped(text: &str) -> String {
    utf8_percent_encode(text, CODED).to_string()
}

/// The body, which has no members that are unknown or twice there.
pub async fn read<T: DeserializeOwned>(cx: &Cx, payload: Payload) -> Result<T, Problem> {
    meant(object(cx, payload).await?)
}

/// As [`read`], of bodies of at most `most` bytes.
pub async fn read_long<T: DeserializeOwned>(
    cx: &Cx,
    payload: Payload,
    most: usize,
) -> Result<T, Problem> {
    meant(long_object(cx, payload, most).await?)
}

/// The members of the body, none of which is twice there.
pub async fn object(cx: &Cx, payload: Payload) -> Result<Map<String, Value>, Problem> {
    parsed(&body::json_bytes(cx, payload).await)
}

/// As [`object`], of bodies of at most `most` bytes.
pub async fn long_object(
    cx: &Cx,
    payload: Payload,
    most: usize,
) -> Result<Map<String, Value>, Problem> {
    parsed(&body::long_json_bytes(cx, payload, most).await)
}

fn parsed(bytes: &Result<Zeroizing<Vec<u8>>, BadBody>) -> Result<Map<String, Value>, Problem> {
    let bytes = bytes.as_ref();
    let bytes = bytes.map_err(|bad| Problem::new(bad.status(), bad.to_string()))?;
    let bad = |why: String| Problem::new(StatusCode::BAD_REQUEST, why);
    let all = strict_json::parse_object(bytes).map_err(|why| bad(why.to_string()))?;
    if all
        .iter()
        .any(|(name, value)| name.contains(NUL) || holds_nul(value))
    {
        return Err(Problem::unfit(NO_NUL));
    }
    Ok(all)
}

/// What no database keeps in a text.
const NUL: char = '\0';
const NO_NUL: &str = "the character U+0000 cannot be kept: leave it out";

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(NUL),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(members) => {
            let mut members = members.iter();
            members.any(|(name, value)| name.contains(NUL) || holds_nul(value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What the members of a body mean.
pub fn meant<T: DeserializeOwned>(members: Map<String, Value>) -> Result<T, Problem> {
    let read = serde_json::from_value(Value::Object(members));
    read.map_err(|why| Problem::unfit(why.to_string()))
}

/// An answer of `value`.
#[expect(clippy::unnecessary_wraps, reason = "handlers end with it")]
pub fn ok(value: &impl Serialize) -> Answer {
    Ok(json::json(StatusCode::OK, value))
}

/// An answer without a body.
#[expect(clippy::unnecessary_wraps, reason = "handlers end with it")]
pub fn nothing() -> Answer {
    Ok(HttpResponse::NoContent().finish())
}

/// A part of a list.
pub fn list<T, U: Serialize>(part: Part<T>, turn: impl FnMut(T) -> U) -> Answer {
    let part = part.map(turn);
    ok(&json!({"items": part.items, "next": part.next}))
}

/// A list that comes whole.
pub fn whole<T: Serialize>(items: impl Iterator<Item = T>) -> Answer {
    ok(&listed(items))
}

/// A list that comes whole, as it is written.
pub fn listed<T: Serialize>(items: impl Iterator<Item = T>) -> Value {
    json!({"items": items.collect::<Vec<_>>(), "next": null})
}

/// A version as `ETag` has it (RFC 9110 §8.8.3).
pub fn tag(version: &Version) -> String {
    format!("\"{version}\"")
}

/// An answer of something with its version.
#[expect(clippy::unnecessary_wraps, reason = "handlers end with it")]
pub fn versioned(status: StatusCode, version: &Version, value: &impl Serialize) -> Answer {
    let mut response = json::json(status, value);
    if let Ok(tag) = HeaderValue::from_str(&tag(version)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// The version that `If-Match` names, without which nothing is changed (RFC 6585 §3); none for
/// `*`, which any version matches.
pub fn expected(cx: &Cx) -> Result<Option<Version>, Problem> {
    let Some(tag) = cx.header(&header::IF_MATCH) else {
        let status = StatusCode::PRECONDITION_REQUIRED;
        let why = "send If-Match with the ETag of what you change, or with *";
        return Err(Problem::new(status, why));
    };
    let tag = tag.trim();
    if tag == "*" {
        return Ok(None);
    }
    let inner = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
    let version = inner.unwrap_or(tag).to_owned();
    Ok(Some(Version::named(version)))
}

/// A moment as RFC 3339 has it.
pub fn time(at: Timestamp) -> String {
    let time = time::OffsetDateTime::from_unix_timestamp(at.0).ok();
    let format = time::format_description::well_known::Rfc3339;
    let written = time.and_then(|time| time.format(&format).ok());
    written.unwrap_or_else(|| at.0.to_string())
}

/// What `text` means as a moment in the parameter `name`.
pub fn parse_time(name: &str, text: &str) -> Result<Timestamp, Problem> {
    let format = &time::format_description::well_known::Rfc3339;
    let moment = time::OffsetDateTime::parse(text, format);
    let unfit = |_| Problem::unfit(format!("{name}: write it as 2027-01-31T12:00:00Z"));
    Ok(Timestamp(moment.map_err(unfit)?.unix_timestamp()))
}

/// `value` as an object; nothing of it where it is none.
pub fn members(value: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}
