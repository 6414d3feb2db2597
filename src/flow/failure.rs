//! Why a use case did not end well.

use crate::oidc::{ErrorCode, OAuthError};
use crate::store::StoreError;
use std::time::Duration;

/// What went wrong at an endpoint that answers programs.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The request is refused.
    #[error("{error} ({detail})")]
    Refused {
        /// What the client is told.
        error: OAuthError,
        /// What only the operator is told; holds no secret.
        detail: String,
    },
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It will be possible in a moment.
    #[error("{0}")]
    Later(&'static str),
    /// Too many requests; another may come after this time.
    #[error("too many requests")]
    TooMany(Duration),
    /// Signet itself is at fault.
    #[error("{0}")]
    Internal(&'static str),
}

impl Failure {
    /// The failure as a word of the standards, for figures.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Refused { error, .. } => error.code.as_str(),
            Self::Later(_) | Self::TooMany(_) | Self::Store(StoreError::Busy) => {
                ErrorCode::TemporarilyUnavailable.as_str()
            }
            Self::Store(_) | Self::Internal(_) => ErrorCode::ServerError.as_str(),
        }
    }

    /// A refusal whose description says it all.
    pub fn refused(code: ErrorCode, description: &'static str) -> Self {
        OAuthError::new(code, description).into()
    }

    /// A refusal with something more for the operator.
    pub fn explained(
        code: ErrorCode,
        description: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self::Refused {
            error: OAuthError::new(code, description),
            detail: detail.into(),
        }
    }
}

impl From<OAuthError> for Failure {
    fn from(error: OAuthError) -> Self {
        Self::Refused {
            error,
            detail: String::new(),
        }
    }
}

impl From<crate::oidc::parameters::Repeated> for Failure {
    fn from(repeated: crate::oidc::parameters::Repeated) -> Self {
        OAuthError::from(repeated).into()
    }
}
