//! What to do where somebody else was faster.

use super::error::ScimError;
use crate::admin::{DeskError, UsersError, Version};

/// How often a change is tried in all. Directories send many groups at once that the same people come
/// into: of those that meet, one goes through each time.
const TRIES: u32 = 12;

/// Carries out a change as `act` plans and writes it, anew as long as somebody else is faster. Whoever
/// has `seen` what they change hears of it instead (RFC 7644 §3.14).
pub(super) async fn again<T>(
    seen: Option<&Version>,
    act: impl AsyncFn() -> Result<T, ScimError>,
) -> Result<T, ScimError> {
    if seen.is_none() {
        for _ in 1..TRIES {
            match act().await {
                Err(error) if is_late(&error) => {}
                outcome => return outcome,
            }
        }
    }
    act().await
}

const fn is_late(error: &ScimError) -> bool {
    matches!(
        error,
        ScimError::Users(UsersError::Stale) | ScimError::Desk(DeskError::Stale)
    )
}
