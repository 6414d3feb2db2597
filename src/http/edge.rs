//! What every request passes through: a reference, limits, headers, the access log, and a net for
//! panics.

use super::access_log::Line;
use super::cx::{Noted, RequestId};
use super::patience::Answering;
use super::server::State;
use super::{cors, errors, routes};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::ErrorInternalServerError;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, web};
use data_encoding::BASE32_NOPAD;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Longest URL (security N4).
const LONGEST_URL: usize = 8 * 1024;
/// Most bytes of headers (security N4).
const MOST_HEADERS: usize = 32 * 1024;

/// The middleware.
pub async fn edge(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let began = Instant::now();
    let _answering = request.conn_data::<Answering>().map(Answering::begin);
    let Some(state) = request.app_data::<web::Data<State>>().cloned() else {
        return Ok(request
            .into_response(HttpResponse::InternalServerError())
            .map_into_right_body());
    };
    let id = request_id(&state);
    request.extensions_mut().insert(RequestId(Arc::clone(&id)));
    let origin = request.headers().get(header::ORIGIN).cloned();
    let method = method(request.method());
    let base = state.services.config.issuer.path();
    let route = request.path().strip_prefix(base).and_then(routes::find);
    let mut response = match refused(&request) {
        Some(status) => request
            .into_response(errors::plain(status))
            .map_into_right_body(),
        None => call(request, next).await?.map_into_left_body(),
    };
    let headers = response.headers_mut();
    secure(&state, headers);
    if let Some(route) = route {
        cors::add(&state, route, origin.as_ref(), headers);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    let noted = response.request().extensions().get::<Noted>().cloned();
    let noted = noted.unwrap_or_default();
    state.access_log.note(&Line {
        time: now(&state),
        request_id: &id,
        method,
        route: route.map_or("(none)", |route| route.path),
        status: response.status().as_u16(),
        micros: u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
        client_id: noted.client_id.as_deref(),
        error: noted.error,
    });
    Ok(response)
}

/// A panic is a fault of ours and is logged by its hook; the process goes on (security N6).
async fn call<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let answered = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    answered.unwrap_or_else(|_| Err(ErrorInternalServerError("internal error")))
}

fn request_id(state: &State) -> Arc<str> {
    let bytes: [u8; 10] = crate::entropy::bytes(state.services.entropy.as_ref());
    BASE32_NOPAD.encode(&bytes).to_ascii_lowercase().into()
}

fn now(state: &State) -> String {
    let now = OffsetDateTime::from_unix_timestamp(state.services.now().0);
    now.ok()
        .and_then(|now| now.format(&Rfc3339).ok())
        .unwrap_or_default()
}

fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        Method::HEAD => "HEAD",
        _ => "OTHER",
    }
}

/// Limits that hold before anything is looked at.
fn refused(request: &ServiceRequest) -> Option<StatusCode> {
    let uri = request.uri();
    let url = uri.path().len() + uri.query().map_or(0, str::len);
    let headers = request.headers();
    let bytes: usize = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    if url > LONGEST_URL {
        Some(StatusCode::URI_TOO_LONG)
    } else if bytes > MOST_HEADERS {
        Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)
    } else if headers.get_all(header::CONTENT_LENGTH).count() > 1
        || (headers.contains_key(header::CONTENT_LENGTH)
            && headers.contains_key(header::TRANSFER_ENCODING))
    {
        // Ambiguous lengths (security N5).
        Some(StatusCode::BAD_REQUEST)
    } else {
        None
    }
}

/// Headers of every answer (security I2, I3).
fn secure(state: &State, headers: &mut HeaderMap) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    if state.services.config.issuer.is_https() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
