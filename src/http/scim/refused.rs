//! Errors as answers (RFC 7644 §3.12).

use super::exchange::SCIM;
use crate::admin::scim::ScimError;
use crate::admin::{DeskError, Operation, UsersError};
use crate::http::api::problem::{Problem, refusal};
use crate::http::api::watched::Refusal;
use crate::http::body::{BadBody, MOST_OF_SCIM};
use crate::scim::{self, ScimType};
use crate::store::StoreError;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde_json::{Value, json};
use std::fmt;

/// The URI of an error.
const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// Why a request was not done.
#[derive(Debug)]
pub struct Refused {
    status: StatusCode,
    kind: Option<&'static str>,
    detail: String,
    /// The value of `WWW-Authenticate`, where a token would help.
    challenge: Option<String>,
    /// What the operator may not do, where that is why.
    forbidden: Option<Operation>,
}

impl Refused {
    fn new(status: StatusCode, kind: Option<&'static str>, detail: impl Into<String>) -> Self {
        Self {
            status,
            kind,
            detail: detail.into(),
            challenge: None,
            forbidden: None,
        }
    }
    /// The path leads nowhere.
    pub fn not_found() -> Self {
        Problem::not_found().into()
    }

    /// The path leads somewhere, but not by this method.
    pub fn not_allowed() -> Self {
        let status = StatusCode::METHOD_NOT_ALLOWED;
        Self::new(status, None, "this is not done here")
    }

    /// It is more than is taken at once (RFC 7644 §3.7.4).
    pub fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, None, detail)
    }

    /// The body is no request of its kind.
    pub fn syntax(detail: impl Into<String>) -> Self {
        scim::Refusal::new(ScimType::InvalidSyntax, detail).into()
    }

    /// The status that says so.
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The body that says so.
    pub fn body(&self) -> Value {
        let mut body = json!({
            "schemas": [ERROR],
            "status": self.status.as_u16().to_string(),
            "detail": self.detail,
        });
        if let (Some(kind), Some(body)) = (self.kind, body.as_object_mut()) {
            body.insert("scimType".to_owned(), json!(kind));
        }
        body
    }

    fn of(problem: Problem, kind: Option<&'static str>) -> Self {
        let forbidden = problem.forbidden();
        let (status, detail, challenge) = problem.into_parts();
        let status = match status {
            StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
            status => status,
        };
        Self {
            challenge,
            forbidden,
            ..Self::new(status, kind, detail)
        }
    }
}

impl Refusal for Refused {
    fn forbidden(&self) -> Option<Operation> {
        self.forbidden
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl ResponseError for Refused {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let challenge = self.challenge.as_deref();
        refusal(self.status, &SCIM, challenge, &self.body())
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::of(problem, None)
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        DeskError::from(error).into()
    }
}

impl From<BadBody> for Refused {
    fn from(bad: BadBody) -> Self {
        match bad {
            BadBody::TooLarge => Self::too_large(format!(
                "the body is larger than maxPayloadSize ({MOST_OF_SCIM} bytes)"
            )),
            bad => Self::new(bad.status(), None, bad.to_string()),
        }
    }
}

impl From<scim::Refusal> for Refused {
    fn from(refusal: scim::Refusal) -> Self {
        let status = match refusal.kind {
            ScimType::Uniqueness => StatusCode::CONFLICT,
            _ => StatusCode::BAD_REQUEST,
        };
        Self::new(status, Some(refusal.kind.as_str()), refusal.detail)
    }
}

impl From<DeskError> for Refused {
    fn from(error: DeskError) -> Self {
        let kind = match &error {
            DeskError::Unfit(_) => Some(ScimType::InvalidValue.as_str()),
            DeskError::Store(StoreError::Taken(_)) => Some(ScimType::Uniqueness.as_str()),
            // RFC 9865 §2.1.
            DeskError::Cursor => Some("invalidCursor"),
            _ => None,
        };
        Self::of(error.into(), kind)
    }
}

impl From<UsersError> for Refused {
    fn from(error: UsersError) -> Self {
        let kind = match error {
            UsersError::Desk(error) => return error.into(),
            UsersError::Exists(_)
            | UsersError::Taken { .. }
            | UsersError::Store(StoreError::Taken(_)) => Some(ScimType::Uniqueness),
            UsersError::Problems(_) => Some(ScimType::InvalidValue),
            _ => None,
        };
        Self::of(error.into(), kind.map(ScimType::as_str))
    }
}

impl From<ScimError> for Refused {
    fn from(error: ScimError) -> Self {
        match error {
            ScimError::Refused(refusal) => refusal.into(),
            ScimError::Unresolved(_) => Self::new(StatusCode::CONFLICT, None, error.to_string()),
            ScimError::Users(error) => error.into(),
            ScimError::Desk(error) => error.into(),
        }
    }
}
