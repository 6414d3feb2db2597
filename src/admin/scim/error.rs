//! Why there is no resource, or it stays as it is.

use crate::admin::{DeskError, Forbidden, UsersError};
use crate::scim::Refusal;
use crate::store::StoreError;

/// Why there is no resource, or it stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum ScimError {
    /// The request is no good.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It names something that others were to make, and did not.
    #[error("the resource with the bulkId {0:?} was not made")]
    Unresolved(String),
    /// Something about the person.
    #[error(transparent)]
    Users(#[from] UsersError),
    /// Something about the group, the list or the operator.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

impl From<Forbidden> for ScimError {
    fn from(forbidden: Forbidden) -> Self {
        Self::Desk(forbidden.into())
    }
}

impl From<StoreError> for ScimError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}
