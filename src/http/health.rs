//! Probes: alive without looking at anything, ready when the database answers.

use super::cx::Cx;
use super::json::json;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde_json::json;

/// The process runs.
pub async fn live() -> HttpResponse {
    json(StatusCode::OK, &json!({ "status": "live" }))
}

/// Requests can be answered.
pub async fn ready(cx: Cx) -> HttpResponse {
    if cx.is_draining() {
        return json(
            StatusCode::SERVICE_UNAVAILABLE,
            &json!({ "status": "draining" }),
        );
    }
    match cx.services().store.ping().await {
        Ok(()) => json(StatusCode::OK, &json!({ "status": "ready" })),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            json(
                StatusCode::SERVICE_UNAVAILABLE,
                &json!({ "status": "database unavailable" }),
            )
        }
    }
}
