//! What is offered here (RFC 7644 §4). No secret: it needs no token.

use super::exchange::{Answer, answer, list};
use super::refused::Refused;
use super::{PATH, bulk};
use crate::admin::scim::Listed;
use crate::http::body::MOST_OF_SCIM;
use crate::http::cx::Cx;
use crate::scim::{SCHEMAS, Schema};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde_json::{Map, Value, json};

/// Most resources that a filter gives.
const MOST: u32 = 200;

fn located(cx: &Cx, mut value: Value, kind: &str, path: &str) -> Map<String, Value> {
    let location = cx.services().address(&format!("{PATH}{path}"));
    let meta = json!({"resourceType": kind, "location": location});
    match value.as_object_mut() {
        Some(members) => {
            members.insert("meta".to_owned(), meta);
            std::mem::take(members)
        }
        None => Map::new(),
    }
}

/// What of the standard is there (RFC 7643 §5).
pub async fn config(cx: Cx) -> HttpResponse {
    let config = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": {"supported": true},
        "bulk": {
            "supported": true,
            "maxOperations": bulk::MOST,
            "maxPayloadSize": MOST_OF_SCIM,
        },
        "filter": {"supported": true, "maxResults": MOST},
        "changePassword": {"supported": true},
        "sort": {"supported": false},
        "etag": {"supported": true},
        "pagination": {
            "cursor": true,
            "index": true,
            "defaultPaginationMethod": "index",
            "defaultPageSize": 100,
            "maxPageSize": MOST,
        },
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "Bearer token",
            "description": "A token made by `signet scim token add`, or an access token of the HTTP \
                            API",
            "specUri": "https://datatracker.ietf.org/doc/html/rfc6750",
            "primary": true,
        }],
    });
    let path = "/ServiceProviderConfig";
    let config = located(&cx, config, "ServiceProviderConfig", path);
    answer(StatusCode::OK, &config)
}

fn resource_type(cx: &Cx, schema: &Schema) -> Map<String, Value> {
    let described = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        "id": schema.name,
        "name": schema.name,
        "description": schema.about,
        "endpoint": schema.path,
        "schema": schema.id,
    });
    let path = format!("/ResourceTypes/{}", schema.name);
    located(cx, described, "ResourceType", &path)
}

fn described(cx: &Cx, schema: &Schema) -> Map<String, Value> {
    let path = format!("/Schemas/{}", schema.id);
    located(cx, schema.description(), "Schema", &path)
}

fn all(cx: &Cx, one: fn(&Cx, &Schema) -> Map<String, Value>) -> HttpResponse {
    let resources: Vec<_> = SCHEMAS.iter().map(|schema| one(cx, schema)).collect();
    list(&Listed {
        total: u64::try_from(resources.len()).unwrap_or(0),
        start_index: Some(1),
        resources,
        next_cursor: None,
    })
}

fn named(cx: &Cx, part: &str, is: fn(&Schema) -> &'static str) -> Result<&'static Schema, Refused> {
    let name = cx.request.match_info().get(part);
    let found = SCHEMAS.into_iter().find(|schema| Some(is(schema)) == name);
    found.ok_or_else(Refused::not_found)
}

/// The kinds of resources (RFC 7643 §6).
pub async fn types(cx: Cx) -> HttpResponse {
    all(&cx, resource_type)
}

/// One of them.
pub async fn one_type(cx: Cx) -> Answer {
    let schema = named(&cx, "name", |schema| schema.name)?;
    Ok(answer(StatusCode::OK, &resource_type(&cx, schema)))
}

/// What they look like (RFC 7643 §7).
pub async fn schemas(cx: Cx) -> HttpResponse {
    all(&cx, described)
}

/// One of them.
pub async fn schema(cx: Cx) -> Answer {
    let schema = named(&cx, "id", |schema| schema.id)?;
    Ok(answer(StatusCode::OK, &described(&cx, schema)))
}
