//! The API for commands of this process: the same calls, without a connection.

use super::operator::OfCommandLine;
use crate::flow::Services;
use crate::http::server::State;
use actix_http::{Request, h1};
use actix_service::boxed::BoxService;
use actix_service::{IntoServiceFactory, Service, ServiceFactory, boxed};
use actix_web::body::{MessageBody, to_bytes_limited};
use actix_web::dev::{AppConfig, ServiceResponse};
use actix_web::http::header::{CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_MATCH};
use actix_web::http::{Method, StatusCode, Uri};
use actix_web::web::{Bytes, Data};
use actix_web::{App, Error, HttpMessage};
use std::sync::Arc;

/// Most bytes of an answer.
const MOST: usize = 64 * 1024 * 1024;

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
#[error("the call cannot be made: {0}")]
pub struct Unmade(String);

/// What was answered.
pub struct Answered {
    /// The status.
    pub status: StatusCode,
    /// The version, as `ETag` has it.
    pub tag: Option<String>,
    /// The body.
    pub body: Bytes,
}

/// The calls of the API, at the desk of the command line.
pub struct Local {
    service: BoxService<Request, ServiceResponse, Error>,
    base: String,
}

impl Local {
    /// Those of a deployment.
    pub async fn new(services: Arc<Services>) -> Result<Self, Unmade> {
        let base = services.config.issuer.path().to_owned();
        let state = Data::new(State::new(services));
        let routes = base.clone();
        let app = App::new()
            .app_data(state)
            .configure(move |config| super::configure(config, &routes));
        let made = app.into_factory().new_service(AppConfig::default()).await;
        let service = made.map_err(|()| Unmade("no routes".to_owned()))?;
        Ok(Self {
            service: boxed::service(service),
            base,
        })
    }

    /// Makes a call. `target` is path and query below the API.
    pub async fn call(
        &self,
        method: Method,
        target: &str,
        seen: Option<&str>,
        body: Option<Vec<u8>>,
    ) -> Result<Answered, Unmade> {
        let unmade = |why: &dyn ToString| Unmade(why.to_string());
        let uri = format!("{}{}{target}", self.base, super::PATH);
        let uri: Uri = uri.parse().map_err(|why| unmade(&why))?;
        let (_, mut sent) = h1::Payload::create(true);
        let has_body = body.is_some();
        sent.unread_data(body.unwrap_or_default().into());
        let mut request = Request::with_payload(sent.into());
        let head = request.head_mut();
        (head.method, head.uri) = (method, uri);
        let mut put = |name: HeaderName, value: &str| {
            let value = HeaderValue::from_str(value);
            value.map(|value| head.headers.insert(name, value)).is_ok()
        };
        if has_body {
            put(CONTENT_TYPE, "application/json");
        }
        if let Some(seen) = seen
            && !put(IF_MATCH, seen)
        {
            return Err(Unmade("the version is none".to_owned()));
        }
        request.extensions_mut().insert(OfCommandLine);
        let response = self
            .service
            .call(request)
            .await
            .map_err(|why| unmade(&why))?;
        answered(response).await
    }
}

async fn answered(response: ServiceResponse<impl MessageBody>) -> Result<Answered, Unmade> {
    let status = response.status();
    let tag = response.headers().get(ETAG);
    let tag = tag.and_then(|tag| tag.to_str().ok()).map(str::to_owned);
    let body = to_bytes_limited(response.into_body(), MOST).await;
    let body = body.map_err(|_| Unmade("the answer is too long".to_owned()))?;
    let body = body.map_err(|_| Unmade("the answer broke off".to_owned()))?;
    Ok(Answered { status, tag, body })
}
