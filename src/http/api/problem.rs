//! Problems as answers (RFC 9457).

use super::watched::Refusal;
use crate::admin::apps::AppsError;
use crate::admin::clients::ClientsError;
use crate::admin::declared::{ApplyError, ExportError};
use crate::admin::keys::KeysError;
use crate::admin::registration::InitialAccessTokenError;
use crate::admin::webhooks::WebhooksError;
use crate::admin::{DeskError, Forbidden, Operation, UsersError};
use crate::flow::Failure;
use crate::store::StoreError;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use serde_json::{Value, json};
use std::fmt;

static PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Why a request was not done.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    detail: String,
    /// The value of `WWW-Authenticate`, where a token would help.
    challenge: Option<String>,
    /// What the operator may not do, where that is why.
    forbidden: Option<Operation>,
}

impl Problem {
    /// A problem that `detail` explains.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            challenge: None,
            forbidden: None,
        }
    }

    /// There is no token that would do (RFC 6750 §3). `error` is none where none was sent.
    pub fn unauthorized(error: Option<&str>, detail: impl Into<String>) -> Self {
        let error = error.map(|code| format!(", error=\"{code}\""));
        let challenge = format!("Bearer realm=\"signet\"{}", error.unwrap_or_default());
        Self {
            challenge: Some(challenge),
            ..Self::new(StatusCode::UNAUTHORIZED, detail)
        }
    }

    /// The path leads nowhere.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "there is nothing here")
    }

    /// Status, explanation and challenge, for those who tell of problems in another form.
    pub fn into_parts(self) -> (StatusCode, String, Option<String>) {
        (self.status, self.detail, self.challenge)
    }

    /// What was sent cannot be done.
    pub fn unfit(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }
}

impl Refusal for Problem {
    fn forbidden(&self) -> Option<Operation> {
        self.forbidden
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let title = self.status.canonical_reason().unwrap_or_default();
        let body = json!({
            "title": title,
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        refusal(self.status, &PROBLEM, self.challenge.as_deref(), &body)
    }
}

/// The answer to a request that was not done: what is said of it, how a token would help, and when to
/// try again where that would.
pub fn refusal(
    status: StatusCode,
    content_type: &HeaderValue,
    challenge: Option<&str>,
    body: &Value,
) -> HttpResponse {
    let mut response = HttpResponse::with_body(status, body.to_string());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, content_type.clone());
    let challenge = challenge.and_then(|challenge| HeaderValue::from_str(challenge).ok());
    if let Some(challenge) = challenge {
        headers.insert(header::WWW_AUTHENTICATE, challenge);
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response.map_into_boxed_body()
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken(_) | StoreError::LastOwner | StoreError::Answered => {
                Self::new(StatusCode::CONFLICT, error.to_string())
            }
            StoreError::Stale => Self::new(StatusCode::PRECONDITION_FAILED, error.to_string()),
            StoreError::Busy => Self::new(StatusCode::SERVICE_UNAVAILABLE, "try again in a moment"),
            error => {
                tracing::error!(%error, "the store failed");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "try again later")
            }
        }
    }
}

impl From<Forbidden> for Problem {
    fn from(forbidden: Forbidden) -> Self {
        Self {
            forbidden: Some(forbidden.0),
            ..Self::new(StatusCode::FORBIDDEN, forbidden.to_string())
        }
    }
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Forbidden(forbidden) => forbidden.into(),
            DeskError::Store(error) => error.into(),
            DeskError::Unknown(..) => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            DeskError::Stale => Self::new(StatusCode::PRECONDITION_FAILED, error.to_string()),
            DeskError::Unfit(_) | DeskError::Cursor => Self::unfit(error.to_string()),
        }
    }
}

impl From<UsersError> for Problem {
    fn from(error: UsersError) -> Self {
        match error {
            UsersError::Forbidden(forbidden) => forbidden.into(),
            UsersError::Store(error) => error.into(),
            UsersError::Desk(error) => error.into(),
            UsersError::Stale => DeskError::Stale.into(),
            UsersError::Unknown(name) => DeskError::Unknown("user", name).into(),
            UsersError::Exists(_) | UsersError::Taken { .. } | UsersError::OtherSubject { .. } => {
                Self::new(StatusCode::CONFLICT, error.to_string())
            }
            UsersError::Problems(_) => Self::unfit(error.to_string()),
            UsersError::Hasher(_) | UsersError::Invitation(_) => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "try again in a moment")
            }
        }
    }
}

impl From<ClientsError> for Problem {
    fn from(error: ClientsError) -> Self {
        match error {
            ClientsError::Forbidden(forbidden) => forbidden.into(),
            ClientsError::Store(error) => error.into(),
            ClientsError::Unknown(id) => DeskError::Unknown("client", id.to_string()).into(),
            ClientsError::Stale => DeskError::Stale.into(),
            ClientsError::Exists(_) | ClientsError::BuiltIn(_) => {
                Self::new(StatusCode::CONFLICT, error.to_string())
            }
            ClientsError::Seal(_) => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "try again in a moment")
            }
            _ => Self::unfit(error.to_string()),
        }
    }
}

impl From<AppsError> for Problem {
    fn from(error: AppsError) -> Self {
        match error {
            AppsError::Forbidden(forbidden) => forbidden.into(),
            AppsError::Client(error) => error.into(),
            AppsError::Person(error) => error.into(),
            error => Self::unfit(error.to_string()),
        }
    }
}

impl From<WebhooksError> for Problem {
    fn from(error: WebhooksError) -> Self {
        match error {
            WebhooksError::Forbidden(forbidden) => forbidden.into(),
            WebhooksError::Store(error) => error.into(),
            WebhooksError::Desk(error) => error.into(),
            WebhooksError::Unknown(_) => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            WebhooksError::Stale => Self::new(StatusCode::CONFLICT, error.to_string()),
            WebhooksError::Url(..)
            | WebhooksError::Kind(_)
            | WebhooksError::Secret
            | WebhooksError::Twice(_) => Self::unfit(error.to_string()),
            WebhooksError::Failure(failure) => failure.into(),
        }
    }
}

impl From<InitialAccessTokenError> for Problem {
    fn from(error: InitialAccessTokenError) -> Self {
        match error {
            InitialAccessTokenError::Forbidden(forbidden) => forbidden.into(),
            InitialAccessTokenError::Store(error) => error.into(),
            InitialAccessTokenError::Failure(failure) => failure.into(),
        }
    }
}

/// What a use case refused; anything else is Signet's own.
impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused { detail, .. } => Self::unfit(detail),
            Failure::Store(error) => error.into(),
            failure => {
                tracing::error!(%failure, "a request failed");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "try again in a moment")
            }
        }
    }
}

impl From<ApplyError> for Problem {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::Forbidden(forbidden) => forbidden.into(),
            ApplyError::Store(error) => error.into(),
            ApplyError::Meanwhile => Self::new(StatusCode::CONFLICT, error.to_string()),
            ApplyError::Wrong(_) | ApplyError::Failed { .. } => Self::unfit(error.to_string()),
        }
    }
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Forbidden(forbidden) => forbidden.into(),
            ExportError::Store(error) => error.into(),
        }
    }
}

impl From<KeysError> for Problem {
    fn from(error: KeysError) -> Self {
        match error {
            KeysError::Forbidden(forbidden) => forbidden.into(),
            KeysError::Store(error) => error.into(),
            error => {
                tracing::error!(%error, "the keys cannot be changed");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "try again later")
            }
        }
    }
}
