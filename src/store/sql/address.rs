//! Where a PostgreSQL database is.

use sqlx::postgres::PgConnectOptions;
use std::fmt;
use std::str::FromStr;

/// Where a PostgreSQL database is, and what opens it. Shown without the password.
#[derive(Clone)]
pub struct Address(pub(super) PgConnectOptions);

impl FromStr for Address {
    type Err = sqlx::Error;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        url.parse().map(Self)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.0.get_database().unwrap_or_default();
        match self.0.get_socket() {
            Some(socket) => write!(f, "{name} at {}", socket.display()),
            None => write!(f, "{name} at {}:{}", self.0.get_host(), self.0.get_port()),
        }
    }
}
