//! What requests of the API have in common: bodies, parts of lists, versions.

use super::problem::Problem;
use crate::admin::Version;
use crate::admin::part::{Part, Wanted};
use crate::http::cx::Cx;
use crate::http::{body, json};
use crate::oidc::{Parameters, strict_json};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Payload;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::str::FromStr;

/// What a handler answers.
pub type Answer = Result<HttpResponse, Problem>;

/// The query of a request.
pub struct Query(Parameters);

impl Query {
    /// Reads it; names that are not among `known` are refused.
    pub fn of(cx: &Cx, known: &[&str]) -> Result<Self, Problem> {
        let bad = |why: &dyn ToString| Problem::new(StatusCode::BAD_REQUEST, why.to_string());
        let parameters = body::query(cx).map_err(|why| bad(&why))?;
        if let Some(name) = parameters
            .iter()
            .map(|(name, _)| name)
            .find(|name| !known.contains(name))
        {
            let why = format!("{name:?} is no parameter here: use {}", known.join(", "));
            return Err(bad(&why));
        }
        Ok(Self(parameters))
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
    let parsed = text.and_then(|text| text.parse().ok());
    parsed.ok_or_else(Problem::not_found)
}

/// The body, which has no members that are unknown or twice there.
pub async fn read<T: DeserializeOwned>(cx: &Cx, payload: Payload) -> Result<T, Problem> {
    let bytes = body::json_bytes(cx, payload).await;
    let bytes = bytes.map_err(|bad| Problem::new(bad.status(), bad.to_string()))?;
    let bad = |why: String| Problem::new(StatusCode::BAD_REQUEST, why);
    let all = strict_json::parse_object(&bytes).map_err(|why| bad(why.to_string()))?;
    serde_json::from_value(Value::Object(all)).map_err(|why| Problem::unfit(why.to_string()))
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

/// An answer of something with its version.
#[expect(clippy::unnecessary_wraps, reason = "handlers end with it")]
pub fn versioned(status: StatusCode, version: &Version, value: &impl Serialize) -> Answer {
    let mut response = json::json(status, value);
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\"")) {
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
pub fn time(at: crate::clock::Timestamp) -> String {
    let time = time::OffsetDateTime::from_unix_timestamp(at.0).ok();
    let format = time::format_description::well_known::Rfc3339;
    let written = time.and_then(|time| time.format(&format).ok());
    written.unwrap_or_else(|| at.0.to_string())
}

/// `value` as an object; nothing of it where it is none.
pub fn members(value: &impl Serialize) -> serde_json::Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(members)) => members,
        _ => serde_json::Map::new(),
    }
}
