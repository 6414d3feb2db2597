//! Many operations in one request (RFC 7644 §3.7).

use super::exchange::{Answer, answer, read};
use super::operator::desk;
use super::refused::Refused;
use crate::admin::scim::{Done, Outcome, carry_out, tag};
use crate::http::api::watched::Refusal as _;
use crate::http::cx::Cx;
use crate::http::refusals;
use crate::scim::Bulk;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use serde_json::{Map, Value, json};

/// Most operations of one request. Each is a write of its own, and some hash a password.
pub const MOST: usize = 200;

/// The URI of the answer.
const BULK_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

/// Does as much of it as can be done.
pub async fn post(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let bulk = Bulk::read(read(&cx, payload).await?)?;
    if bulk.operations.len() > MOST {
        let why = format!("there are more operations than maxOperations ({MOST})");
        return Err(Refused::too_large(why));
    }
    let done = carry_out(&desk, bulk).await;
    let body = json!({
        "schemas": [BULK_RESPONSE],
        "Operations": done.into_iter().map(|one| told(&cx, one)).collect::<Vec<_>>(),
    });
    Ok(answer(StatusCode::OK, &body))
}

/// What became of an operation, as single requests are answered.
fn told(cx: &Cx, done: Done) -> Value {
    let mut all = Map::new();
    let mut say = |name: &str, value: Value| {
        if !value.is_null() {
            all.insert(name.to_owned(), value);
        }
    };
    say("method", json!(done.method));
    say("bulkId", json!(done.bulk_id));
    say("location", json!(done.location));
    let (status, version) = match done.outcome {
        Ok(Outcome::Created(version)) => (StatusCode::CREATED, version),
        Ok(Outcome::Changed(version)) => (StatusCode::OK, version),
        Ok(Outcome::Nothing) => (StatusCode::NO_CONTENT, None),
        Err(error) => {
            let refused = Refused::from(error);
            if let Some(operation) = refused.forbidden() {
                refusals::forbidden(cx, operation);
            }
            say("response", refused.body());
            (refused.status(), None)
        }
    };
    say("version", json!(version.as_ref().map(tag)));
    say("status", json!(status.as_u16().to_string()));
    Value::Object(all)
}
