//! Probes: alive without looking at anything, ready when the database answers.

use super::cx::Cx;
use actix_web::HttpResponse;
use serde_json::json;

/// The process runs.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "live" }))
}

/// Requests can be answered.
pub async fn ready(cx: Cx) -> HttpResponse {
    if cx.is_draining() {
        return HttpResponse::ServiceUnavailable().json(json!({ "status": "draining" }));
    }
    match cx.services().store.ping().await {
        Ok(()) => HttpResponse::Ok().json(json!({ "status": "ready" })),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            HttpResponse::ServiceUnavailable().json(json!({ "status": "database unavailable" }))
        }
    }
}
