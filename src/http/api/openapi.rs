//! The document (OpenAPI 3.1), made from the table and its types.

use super::table::{self, Call};
use super::{declared, links, once};
use serde_json::{Map, Value, json};

/// The schema of a part of a list.
pub fn list(item: &Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": item},
            "next": {
                "anyOf": [{"type": "string"}, {"type": "null"}],
                "description": "The cursor of the next part; null at the end",
            },
        },
        "required": ["items", "next"],
    })
}

/// The whole document, for the API at `address`.
pub(super) fn document(address: &str) -> Value {
    let mut paths = Map::new();
    for call in table::all() {
        let path = paths.entry(call.path).or_insert_with(|| json!({}));
        if let Some(methods) = path.as_object_mut() {
            let method = call.method.as_str().to_ascii_lowercase();
            methods.insert(method, operation(call));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Signet",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What operators do. The access token comes from the token endpoint of \
                            the same Signet: by client credentials, or for a person with a role.",
        },
        "servers": [{"url": address}],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": problem()},
        },
    })
}

/// RFC 9457.
fn problem() -> Value {
    json!({
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
        "required": ["title", "status", "detail"],
    })
}

fn operation(call: &Call) -> Value {
    let mut all = json!({
        "operationId": call.id,
        "summary": call.summary,
        "x-needs": format!("{:?}", call.needs),
        "parameters": parameters(call),
        "responses": responses(call),
    });
    if let (Some(takes), Some(members)) = (call.takes, all.as_object_mut()) {
        let body = json!({
            "required": true,
            "content": {"application/json": {"schema": takes()}},
        });
        members.insert("requestBody".to_owned(), body);
    }
    all
}

fn parameters(call: &Call) -> Vec<Value> {
    let places = call.path.split('/');
    let places = places.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let text = json!({"type": "string"});
    let mut all: Vec<Value> = places
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": text}))
        .collect();
    all.extend(call.query.iter().map(|name| {
        let schema = match *name {
            "limit" => json!({"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
            "state" => json!({"enum": ["active", "disabled", "operator"]}),
            "sort" => json!({"enum": ["username", "newest"]}),
            "hours" => json!({"type": "integer", "minimum": 1, "maximum": 168, "default": 24}),
            "since" | "until" => json!({"type": "string", "format": "date-time"}),
            "outcome" => json!({"enum": ["success", "failure"]}),
            "user_id" => json!({"type": "string", "format": "uuid"}),
            "kind" if call.id == "exportDeclared" => json!({"enum": declared::kinds()}),
            _ => text.clone(),
        };
        json!({"name": name, "in": "query", "required": false, "schema": schema})
    }));
    if call.is_conditional {
        let what = "The ETag of what is changed, or * for whatever it is";
        all.push(json!({
            "name": "If-Match", "in": "header", "required": true, "schema": text,
            "description": what,
        }));
    }
    if call.is_once {
        let what = "The same key and the same body within a day give the first answer again";
        all.push(json!({
            "name": once::HEADER, "in": "header", "required": false,
            "schema": {"type": "string", "minLength": 1, "maxLength": 255},
            "description": what,
        }));
    }
    all
}

fn responses(call: &Call) -> Map<String, Value> {
    let (status, gives) = call.gives;
    let mut success = json!({"description": "Done"});
    if let (Some(gives), Some(members)) = (gives, success.as_object_mut()) {
        let content = json!({"application/json": {"schema": gives()}});
        members.insert("content".to_owned(), content);
    }
    if call.is_once {
        let text = json!({"type": "string"});
        let headers = json!({
            "ETag": {"description": "The version of what was made", "schema": text},
            "Location": {"description": "Where what was made is", "schema": text},
        });
        if let Some(members) = success.as_object_mut() {
            members.insert("headers".to_owned(), headers);
            members.insert("links".to_owned(), links::of(call).into());
        }
    }
    let mut all = Map::from_iter([(status.to_string(), success)]);
    let mut refusals = vec![
        (400, "The request cannot be read"),
        (401, "No access token that is good here"),
        (403, "The operator's roles do not allow it"),
        (404, "There is nothing here"),
        (409, "It is taken, or must stay"),
        (422, "What is wanted is wrong"),
        (503, "Try again in a moment"),
    ];
    if call.takes.is_some() {
        refusals.push((408, "The body did not arrive"));
        refusals.push((413, "The body is too large"));
        refusals.push((415, "The body is no application/json"));
    }
    if call.is_conditional {
        refusals.push((412, "It was changed meanwhile"));
        refusals.push((428, "If-Match is missing"));
    }
    for (status, description) in refusals {
        let schema = json!({"$ref": "#/components/schemas/Problem"});
        let refusal = json!({
            "description": description,
            "content": {"application/problem+json": {"schema": schema}},
        });
        all.insert(status.to_string(), refusal);
    }
    all
}
