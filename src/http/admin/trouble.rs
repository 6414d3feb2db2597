//! What is answered where something could not be shown or done.

use super::console::{Console, forbidden};
use crate::admin::apps::AppsError;
use crate::admin::clients::ClientsError;
use crate::admin::keys::KeysError;
use crate::admin::users::UsersError;
use crate::admin::webhooks::WebhooksError;
use crate::admin::{DeskError, Forbidden};
use crate::flow::Failure;
use crate::http::errors::{self, Told};
use crate::http::refusals;
use crate::store::StoreError;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Why something was not shown or done. Nothing has happened.
#[derive(Debug)]
pub enum Trouble {
    /// The operator may not.
    Forbidden(Forbidden),
    /// There is no such thing.
    Unknown(String),
    /// It cannot be so, in the words of the commands (English): the operator has to change something.
    Refused(Vec<String>),
    /// Signet could not do it.
    Failure(Failure),
}

impl From<Forbidden> for Trouble {
    fn from(forbidden: Forbidden) -> Self {
        Self::Forbidden(forbidden)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::LastOwner | StoreError::Stale | StoreError::Taken(_) => {
                Self::Refused(vec![error.to_string()])
            }
            error => Self::Failure(error.into()),
        }
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<DeskError> for Trouble {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Forbidden(forbidden) => forbidden.into(),
            DeskError::Store(error) => error.into(),
            DeskError::Unknown(..) => Self::Unknown(error.to_string()),
            other => Self::Refused(vec![other.to_string()]),
        }
    }
}

impl From<UsersError> for Trouble {
    fn from(error: UsersError) -> Self {
        match error {
            UsersError::Forbidden(forbidden) => forbidden.into(),
            UsersError::Store(error) => error.into(),
            UsersError::Desk(error) => error.into(),
            UsersError::Unknown(_) => Self::Unknown(error.to_string()),
            other => Self::Refused(vec![other.to_string()]),
        }
    }
}

impl From<ClientsError> for Trouble {
    fn from(error: ClientsError) -> Self {
        match error {
            ClientsError::Forbidden(forbidden) => forbidden.into(),
            ClientsError::Store(error) => error.into(),
            ClientsError::Unknown(_) => Self::Unknown(error.to_string()),
            ClientsError::Metadata(wrong) => {
                Self::Refused(wrong.iter().map(ToString::to_string).collect())
            }
            other => Self::Refused(vec![other.to_string()]),
        }
    }
}

impl From<AppsError> for Trouble {
    fn from(error: AppsError) -> Self {
        match error {
            AppsError::Forbidden(forbidden) => forbidden.into(),
            AppsError::Client(error) => error.into(),
            AppsError::Person(error) => error.into(),
            AppsError::NoRecipe { .. } => Self::Unknown(error.to_string()),
            other => Self::Refused(vec![other.to_string()]),
        }
    }
}

impl From<WebhooksError> for Trouble {
    fn from(error: WebhooksError) -> Self {
        match error {
            WebhooksError::Forbidden(forbidden) => forbidden.into(),
            WebhooksError::Store(error) => error.into(),
            WebhooksError::Failure(failure) => failure.into(),
            WebhooksError::Unknown(_) => Self::Unknown(error.to_string()),
            other => Self::Refused(vec![other.to_string()]),
        }
    }
}

impl From<KeysError> for Trouble {
    fn from(error: KeysError) -> Self {
        match error {
            KeysError::Forbidden(forbidden) => forbidden.into(),
            KeysError::Store(error) => error.into(),
            other => Self::Refused(vec![other.to_string()]),
        }
    }
}

impl Console<'_> {
    /// The page for what there is not.
    pub fn unknown(&self, detail: &str) -> HttpResponse {
        self.trouble(Trouble::Unknown(detail.to_owned()))
    }

    /// The page for what could not be shown or done.
    pub fn trouble(&self, trouble: impl Into<Trouble>) -> HttpResponse {
        let cx = self.cx;
        match trouble.into() {
            Trouble::Forbidden(why) => {
                refusals::forbidden(cx, why.0);
                forbidden(cx, &why.to_string())
            }
            Trouble::Failure(failure) => errors::failure_page(cx, &failure),
            Trouble::Unknown(detail) => errors::tell(
                cx,
                &Told {
                    status: StatusCode::NOT_FOUND,
                    title: "error-not-found",
                    message: "console-gone-message",
                    detail: &detail,
                },
            ),
            Trouble::Refused(why) => errors::tell(
                cx,
                &Told {
                    status: StatusCode::CONFLICT,
                    title: "console-refused",
                    message: &why.join(" "),
                    detail: &why.join("; "),
                },
            ),
        }
    }
}
