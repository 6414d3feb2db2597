//! What requests of SCIM have in common: bodies, versions, resources as answers.

use super::refused::Refused;
use crate::admin::Version;
use crate::admin::scim::{self, Listed, Resource, seen, untagged};
use crate::http::cx::Cx;
use crate::http::{body, json};
use crate::oidc::strict_json;
use crate::scim::{Projection, Schema};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::web::Payload;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::str::FromStr;

/// The media type (RFC 7644 §8.1).
pub static SCIM: HeaderValue = HeaderValue::from_static("application/scim+json");

/// The URI of a list.
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// What a handler answers.
pub type Answer = Result<HttpResponse, Refused>;

/// An answer of `value`.
pub fn answer(status: StatusCode, value: &impl Serialize) -> HttpResponse {
    let mut response = json::json(status, value);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, SCIM.clone());
    response
}

/// An answer without a body.
#[expect(clippy::unnecessary_wraps, reason = "handlers end with it")]
pub fn nothing() -> Answer {
    Ok(HttpResponse::NoContent().finish())
}

/// The identifier in the path. What can be nothing's leads nowhere.
pub fn id<T: FromStr>(cx: &Cx) -> Result<T, Refused> {
    let text = cx.request.match_info().get("id");
    let parsed = text.and_then(|text| text.parse().ok());
    parsed.ok_or_else(Refused::not_found)
}

/// The object in the body.
pub async fn read(cx: &Cx, payload: Payload) -> Result<Map<String, Value>, Refused> {
    let bytes = body::scim_bytes(cx, payload).await?;
    strict_json::parse_object(&bytes).map_err(|why| Refused::syntax(why.to_string()))
}

/// The tags that a header names, without what marks them as weak.
fn tags<'a>(cx: &'a Cx, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    let text = cx.header(name).unwrap_or_default();
    text.split(',').map(untagged)
}

/// The version that `If-Match` names; none if it names none, or `*` (RFC 7644 §3.14).
pub fn expected(cx: &Cx) -> Option<Version> {
    tags(cx, &header::IF_MATCH).next().and_then(seen)
}

/// A resource as an answer, with what is wanted of it.
pub fn resource(
    status: StatusCode,
    resource: Resource,
    projection: &Projection,
    schema: &Schema,
) -> HttpResponse {
    let body = projection.of(resource.body, schema);
    let mut response = answer(status, &body);
    tag(&mut response, resource.version.as_ref());
    if status == StatusCode::CREATED
        && let Ok(location) = HeaderValue::from_str(&resource.location)
    {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

fn tag(response: &mut HttpResponse, version: Option<&Version>) {
    let tag = version.map(|version| HeaderValue::from_str(&scim::tag(version)));
    if let Some(Ok(tag)) = tag {
        response.headers_mut().insert(header::ETAG, tag);
    }
}

/// A resource as an answer to somebody who may have it already (`If-None-Match`).
pub fn unless_known(
    cx: &Cx,
    known: Resource,
    projection: &Projection,
    schema: &Schema,
) -> HttpResponse {
    let version = known.version.as_ref().map(ToString::to_string);
    let is_known =
        version.is_some_and(|version| tags(cx, &header::IF_NONE_MATCH).any(|tag| tag == version));
    if !is_known {
        return resource(StatusCode::OK, known, projection, schema);
    }
    let mut response = HttpResponse::NotModified().finish();
    tag(&mut response, known.version.as_ref());
    response
}

/// A page as an answer (RFC 7644 §3.4.2).
pub fn list(page: &Listed) -> HttpResponse {
    let mut body = Map::new();
    body.insert("schemas".to_owned(), json!([LIST]));
    body.insert("totalResults".to_owned(), json!(page.total));
    body.insert("itemsPerPage".to_owned(), json!(page.resources.len()));
    if let Some(start) = page.start_index {
        body.insert("startIndex".to_owned(), json!(start));
    }
    if let Some(next) = &page.next_cursor {
        body.insert("nextCursor".to_owned(), json!(next));
    }
    body.insert("Resources".to_owned(), json!(page.resources));
    answer(StatusCode::OK, &body)
}
