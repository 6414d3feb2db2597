//! Why the demo did not get what it wanted.

use super::http::HttpError;
use crate::flow::Failure;
use openidconnect::core::CoreErrorResponseType;
use openidconnect::{DiscoveryError, RequestTokenError, StandardErrorResponse, UserInfoError};
use std::error::Error;

/// Why a sign-in to the demo did not end well. `Display` is for the person, [`DemoError::detail`]
/// for the log; neither holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// There is no state of this browser, or it is too old.
    #[error("This sign-in was not started in this browser, or it took too long. Start it again.")]
    NotStarted,
    /// The answer is not the one that was asked for.
    #[error("This is not the answer to the sign-in that this browser started. Start it again.")]
    Mismatch(&'static str),
    /// The provider answered with an error.
    #[error("The provider did not sign you in: {description} ({error})")]
    Refused {
        /// The error code (RFC 6749 §4.1.2.1 or §5.2).
        error: String,
        /// What the provider says about it.
        description: String,
    },
    /// No answer.
    #[error("The demo application gets no answer from the provider at {issuer}.")]
    Unreachable {
        /// The address.
        issuer: String,
        /// Why.
        detail: String,
    },
    /// An answer that does not hold.
    #[error("The demo application does not accept what the provider sent: {what}.")]
    Invalid {
        /// What is wrong, in plain words.
        what: &'static str,
        /// What exactly.
        detail: String,
    },
    /// The demo itself is at fault.
    #[error("The demo application failed.")]
    Internal(#[from] Failure),
}

impl DemoError {
    /// What the log should say.
    pub fn detail(&self) -> String {
        match self {
            Self::NotStarted => "the demo's state is missing, foreign or too old".to_owned(),
            Self::Mismatch(what) => (*what).to_owned(),
            Self::Refused { error, description } => format!("{error}: {description}"),
            Self::Unreachable { detail, .. } => detail.clone(),
            Self::Invalid { what, detail } => format!("{what}: {detail}"),
            Self::Internal(failure) => failure.to_string(),
        }
    }

    pub(super) fn refused(error: &str, description: Option<&str>) -> Self {
        Self::Refused {
            error: error.to_owned(),
            description: description.unwrap_or("no reason is given").to_owned(),
        }
    }

    pub(super) fn invalid(what: &'static str, why: &dyn Error) -> Self {
        let detail = chain(why);
        Self::Invalid { what, detail }
    }

    pub(super) fn unreachable(issuer: &str, why: &HttpError) -> Self {
        Self::Unreachable {
            issuer: issuer.to_owned(),
            detail: chain(why),
        }
    }

    pub(super) fn of_discovery(issuer: &str, error: &DiscoveryError<HttpError>) -> Self {
        match error {
            DiscoveryError::Request(why) => Self::unreachable(issuer, why),
            other => Self::invalid("its description of itself is wrong", other),
        }
    }

    /// What could not be read holds tokens: only the place is told.
    pub(super) fn of_token(issuer: &str, error: &TokenError) -> Self {
        match error {
            RequestTokenError::Request(why) => Self::unreachable(issuer, why),
            RequestTokenError::ServerResponse(answer) => Self::refused(
                answer.error().as_ref(),
                answer.error_description().map(String::as_str),
            ),
            RequestTokenError::Parse(why, _) => Self::Invalid {
                what: "its token answer cannot be read",
                detail: format!("at {}", why.path()),
            },
            other @ RequestTokenError::Other(_) => {
                Self::invalid("its token answer cannot be read", other)
            }
        }
    }

    /// What could not be read is about a person: only the place is told.
    pub(super) fn of_userinfo(issuer: &str, error: &UserInfoError<HttpError>) -> Self {
        match error {
            UserInfoError::Request(why) => Self::unreachable(issuer, why),
            UserInfoError::Parse(why) => Self::Invalid {
                what: "its userinfo cannot be read",
                detail: format!("at {}", why.path()),
            },
            other => Self::invalid("its userinfo does not hold", other),
        }
    }
}

/// Why there are no tokens.
type TokenError = RequestTokenError<HttpError, StandardErrorResponse<CoreErrorResponseType>>;

/// An error and what caused it.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(why) = cause {
        text.push_str(": ");
        text.push_str(&why.to_string());
        cause = why.source();
    }
    text
}
