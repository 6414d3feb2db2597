//! What every request passes through: a reference, limits, headers, the access log, and a net for
//! panics.

use super::access_log::Line;
use super::cx::Noted;
use super::patience::Answering;
use super::request_id::RequestId;
use super::routes::{self, Route};
use super::server::State;
use super::{address, cors, errors};
use crate::traces::{Answered, Begun, Parent, Tracer};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::ConnectionType;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, web};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

/// Longest URL (security N4).
const LONGEST_URL: usize = 8 * 1024;
/// Most bytes of headers (security N4).
const MOST_HEADERS: usize = 32 * 1024;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// W3C Trace Context §3.2.
static TRACE_PARENT: HeaderName = HeaderName::from_static("traceparent");
static NO_SNIFF: HeaderValue = HeaderValue::from_static("nosniff");
static NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");
static A_YEAR: HeaderValue = HeaderValue::from_static("max-age=31536000");
static NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// The middleware.
pub async fn edge(
    state: web::Data<State>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let _answering = request.conn_data::<Answering>().map(Answering::begin);
    let visit = Visit::of(&state, &request);
    request.extensions_mut().insert(Noted::new(visit.id));
    if let Some(status) = refused(&request) {
        let answer = errors::unread(status, visit.route);
        let mut response = request.into_response(answer);
        visit.end(&state, status, response.headers_mut(), None);
        return Ok(response.map_into_right_body());
    }
    // The library allows no second handle of a request that is on its way through the routes.
    let answered = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    let failed = match answered {
        Ok(Ok(mut response)) => {
            if state.is_draining() {
                // Whoever keeps connections looks for another node.
                let head = response.response_mut().head_mut();
                head.set_connection_type(ConnectionType::Close);
            }
            let noted = response.request().extensions_mut().remove::<Noted>();
            visit.end(&state, response.status(), response.headers_mut(), noted);
            return Ok(response.map_into_left_body());
        }
        Ok(Err(error)) => error.error_response(),
        // Its hook has logged it; the process goes on (security N6).
        Err(_) => errors::panicked(&state, visit.id, visit.route),
    };
    Err(visit.end_without_request(&state, failed))
}

/// What is known of a request from its beginning to its end.
struct Visit {
    began: Instant,
    id: RequestId,
    method: &'static str,
    route: Option<&'static Route>,
    origin: Option<HeaderValue>,
    traced: Option<Begun>,
}

impl Visit {
    fn of(state: &State, request: &ServiceRequest) -> Self {
        let base = state.services.config.issuer.path();
        Self {
            began: Instant::now(),
            id: RequestId::new(state.services.entropy.as_ref()),
            method: method(request.method()),
            route: routes::find(base, request.path()),
            origin: request.headers().get(header::ORIGIN).cloned(),
            traced: state
                .traces()
                .and_then(|(tracer, _)| begin(state, tracer, request)),
        }
    }

    /// Completes the headers of an answer and notes the request.
    fn end(
        &self,
        state: &State,
        status: StatusCode,
        headers: &mut HeaderMap,
        noted: Option<Noted>,
    ) {
        secure(state, headers);
        if let Some(route) = self.route {
            cors::add(state, route, self.origin.as_ref(), headers);
        }
        if let Ok(value) = HeaderValue::from_str(self.id.as_str()) {
            headers.insert(REQUEST_ID.clone(), value);
        }
        let noted = noted.unwrap_or_else(|| Noted::new(self.id));
        let micros = u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX);
        if let Some(requests) = &state.requests {
            let place = self.route.and_then(routes::place);
            requests.note(place, self.method, status.as_u16(), micros);
        }
        if let (Some(begun), Some((tracer, _))) = (self.traced, state.traces()) {
            let answered = Answered {
                micros,
                method: self.method,
                route: self.route.map_or("(none)", |route| route.path),
                status: status.as_u16(),
                error: noted.error,
            };
            tracer.end(begun, answered);
        }
        let line = Line {
            time: "",
            request_id: self.id.as_str(),
            method: self.method,
            route: self.route.map_or("(none)", |route| route.path),
            status: status.as_u16(),
            micros,
            client_id: noted.client_id.as_deref(),
            error: noted.error,
        };
        state.access_log.note(state.services.now(), &line);
    }

    /// As [`Visit::end`], for an answer to a request that is lost.
    fn end_without_request(&self, state: &State, mut response: HttpResponse) -> Error {
        let status = response.status();
        self.end(state, status, response.headers_mut(), None);
        InternalError::from_response("no answer", response).into()
    }
}

/// What a request was caused by is believed only where a trusted proxy passes it on: others could
/// have everything traced.
fn begin(state: &State, tracer: &Tracer, request: &ServiceRequest) -> Option<Begun> {
    let services = &state.services;
    let is_proxy = address::is_proxy(request.request(), &services.config.trusted_proxies);
    let parent = request.headers().get(&TRACE_PARENT).filter(|_| is_proxy);
    let parent = parent.and_then(|text| Parent::read(text.to_str().ok()?));
    tracer.begin(
        parent,
        services.entropy.as_ref(),
        services.clock.now_millis(),
    )
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
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, NO_SNIFF.clone());
    headers.insert(header::REFERRER_POLICY, NO_REFERRER.clone());
    if state.services.config.issuer.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, A_YEAR.clone());
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, NO_STORE.clone());
    }
}

#[cfg(test)]
mod tests;
