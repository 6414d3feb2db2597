//! The userinfo endpoint (OpenID Connect Core §5.3, RFC 6750).

use super::cx::Cx;
use super::json::json;
use super::{bearer, body};
use crate::flow::Failure;
use crate::flow::userinfo::{self as flow, UserinfoAnswer};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::web::Payload;
use uuid::fmt::Hyphenated;
use uuid::{Builder, Uuid};

/// What a client knows the request by.
static INTERACTION_ID: HeaderName = HeaderName::from_static("x-fapi-interaction-id");

/// By GET, the token in the header.
pub async fn get(cx: Cx) -> HttpResponse {
    let response = by_header(&cx).await;
    identified(&cx, response)
}

/// By POST, the token in the header or in a form, not in both (RFC 6750 §2).
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    let response = by_header_or_form(&cx, payload).await;
    identified(&cx, response)
}

async fn by_header(cx: &Cx) -> HttpResponse {
    match bearer::of(cx) {
        Some(token) => answer(cx, token).await,
        None => no_token(),
    }
}

async fn by_header_or_form(cx: &Cx, payload: Payload) -> HttpResponse {
    if cx.request.headers().contains_key(header::CONTENT_TYPE) {
        let parameters = match body::form(cx, payload).await {
            Ok(parameters) => parameters,
            Err(bad) => return bad.json(cx),
        };
        match (bearer::of(cx), parameters.get("access_token")) {
            (None, Ok(Some(token))) => return answer(cx, token).await,
            (_, Ok(None)) => {}
            (Some(_), Ok(Some(_))) | (_, Err(_)) => {
                let code = crate::oidc::ErrorCode::InvalidRequest;
                let description = "the access token must be sent once, in one way";
                return bearer::refused(cx, &Failure::refused(code, description));
            }
        }
    }
    by_header(cx).await
}

/// FAPI 1 Baseline §6.2.1: an answer bears the identifier that its request brought, or one of its own,
/// which is the reference of the request in another form.
fn identified(cx: &Cx, mut response: HttpResponse) -> HttpResponse {
    let brought = cx.request.headers().get(&INTERACTION_ID);
    let brought = brought.filter(|value| value.to_str().is_ok_and(is_uuid));
    let own = || {
        let uuid = Builder::from_custom_bytes(cx.reference().bytes()).into_uuid();
        HeaderValue::from_str(uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer()))
    };
    if let Ok(id) = brought.cloned().map_or_else(own, Ok) {
        response.headers_mut().insert(INTERACTION_ID.clone(), id);
    }
    response
}

/// Whether a text is spelt as RFC 9562 §4 spells them.
fn is_uuid(text: &str) -> bool {
    text.len() == Hyphenated::LENGTH && Uuid::try_parse(text).is_ok()
}

async fn answer(cx: &Cx, token: &str) -> HttpResponse {
    match flow::userinfo(cx.services(), token).await {
        Ok(UserinfoAnswer::Json(claims)) => json(StatusCode::OK, &claims),
        Ok(UserinfoAnswer::Jwt(jwt)) => {
            HttpResponse::Ok().content_type("application/jwt").body(jwt)
        }
        Err(failure) => bearer::refused(cx, &failure),
    }
}

/// RFC 6750 §3: a request without a token gets no error code.
fn no_token() -> HttpResponse {
    let error = serde_json::json!({
        "error": "invalid_token",
        "error_description": "no access token in the request",
    });
    let mut response = json(StatusCode::UNAUTHORIZED, &error);
    let challenge = HeaderValue::from_static("Bearer realm=\"signet\"");
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, challenge);
    response
}
