//! The client registration endpoint (RFC 7591) and the client configuration endpoint (RFC 7592).

use super::body::BadBody;
use super::cx::Cx;
use super::json::json;
use super::{bearer, body};
use crate::admin::registration as admin;
use crate::flow::Failure;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use serde_json::{Map, Value};

/// Registers a client.
pub async fn register(cx: Cx, payload: Payload) -> HttpResponse {
    let request = match body::json_object(&cx, payload).await {
        Ok(request) => request,
        Err(bad) => return bad.json(&cx),
    };
    let token = bearer::of(&cx);
    let registered = admin::register(cx.services(), token, cx.address(), request).await;
    answer(&cx, StatusCode::CREATED, registered)
}

/// Shows a client to itself.
pub async fn read(cx: Cx) -> HttpResponse {
    let id = match client_id(&cx) {
        Ok(id) => id,
        Err(bad) => return bad.json(&cx),
    };
    let read = admin::read(cx.services(), id.as_deref(), bearer::of(&cx)).await;
    answer(&cx, StatusCode::OK, read)
}

/// Changes a client as it wants.
pub async fn update(cx: Cx, payload: Payload) -> HttpResponse {
    let request = match body::json_object(&cx, payload).await {
        Ok(request) => request,
        Err(bad) => return bad.json(&cx),
    };
    let id = match client_id(&cx) {
        Ok(id) => id,
        Err(bad) => return bad.json(&cx),
    };
    let updated = admin::update(cx.services(), id.as_deref(), bearer::of(&cx), request).await;
    answer(&cx, StatusCode::OK, updated)
}

/// Removes a client that wants to go.
pub async fn delete(cx: Cx) -> HttpResponse {
    let id = match client_id(&cx) {
        Ok(id) => id,
        Err(bad) => return bad.json(&cx),
    };
    match admin::delete(cx.services(), id.as_deref(), bearer::of(&cx)).await {
        Ok(()) => HttpResponse::NoContent().finish(),
        Err(failure) => bearer::refused(&cx, &failure),
    }
}

/// The client that the address names.
fn client_id(cx: &Cx) -> Result<Option<String>, BadBody> {
    let query = body::query(cx)?;
    let id = query.get("client_id").ok().flatten().map(str::to_owned);
    if let Some(id) = &id {
        cx.note_client(id);
    }
    Ok(id)
}

fn answer(
    cx: &Cx,
    status: StatusCode,
    outcome: Result<Map<String, Value>, Failure>,
) -> HttpResponse {
    match outcome {
        Ok(information) => json(status, &information),
        Err(failure) => bearer::refused(cx, &failure),
    }
}
