//! Tokens with which apps register themselves: a new one, and the end of one. None is kept, so there is
//! no list of them.

pub mod new;
pub mod revoke;

use super::PATH as CLIENTS;
use crate::admin::registration::InitialAccessTokenError;
use crate::http::admin::console::Console;
use crate::http::admin::described::Refusal;
use crate::http::admin::trouble::Trouble;
use crate::pages::Link;

/// A new one.
pub const NEW: &str = "/admin/clients/registration";
/// The end of one.
pub const REVOKE: &str = "/admin/clients/registration/revoke";

/// The way back.
fn crumbs(console: &Console<'_>) -> Vec<Link> {
    vec![console.crumb(CLIENTS, "console-clients")]
}

impl From<InitialAccessTokenError> for Refusal {
    fn from(error: InitialAccessTokenError) -> Self {
        Self::Trouble(match error {
            InitialAccessTokenError::Forbidden(forbidden) => forbidden.into(),
            InitialAccessTokenError::Failure(failure) => Trouble::Failure(failure),
            InitialAccessTokenError::Store(error) => error.into(),
        })
    }
}
