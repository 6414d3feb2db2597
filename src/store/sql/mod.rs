//! The SQL of the store: one text, mounted once for each database.
//!
//! The files beside this one are ordinary sqlx code without generics. They are
//! included under a module for each database, whose `backend` says what differs:
//! the driver's types, how to open it, how a write is made durable, and what only
//! one operation may do at a time. Every statement works on SQLite and PostgreSQL
//! alike; a macro of the backend stands in it where they say it differently.
//!
//! The few operations that nearly every request needs are handed to the database's
//! `hot`, which carries the same statements out in that database's fastest way.

mod address;
mod locks;
pub mod portable;
mod presence;

pub use address::Address;
pub use presence::{Presence, PresenceError};

use super::StoreError;

/// Declares statements, and for the tests the slice of them all.
macro_rules! statements {
    ($($name:ident = $sql:expr;)*) => {
        $(pub(super) const $name: &str = $sql;)*

        #[cfg(test)]
        pub(super) const STATEMENTS: &[&str] = &[$($name),*];
    };
}

/// Takes an attempt at something on its way out, for `outbox::claim`.
macro_rules! claim_of {
    ($table:literal) => {
        concat!(
            "UPDATE ",
            $table,
            " SET attempts = attempts + 1, next_attempt_at = $3, state = $4
             WHERE id = $1 AND attempts = $2 AND state = 'waiting'",
        )
    };
}

/// Writes down how an attempt over HTTP ended, for `outbox::note`.
macro_rules! note_of {
    ($table:literal) => {
        concat!(
            "UPDATE ",
            $table,
            " SET state = CASE WHEN $2 THEN 'delivered' ELSE state END,
                last_status = $3, last_error = $4, last_attempt_at = $5
             WHERE id = $1",
        )
    };
}

macro_rules! mount {
    ($(#[$doc:meta])* $database:ident) => {
        $(#[$doc])*
        pub mod $database {
            #[macro_use]
            mod backend;
            mod hot;

            pub(in crate::store::sql) use backend::MIGRATOR;
            pub use backend::Sql;

            mount!(@text
                outbox "outbox.rs",
                rows "rows.rs",
                work "work.rs",
            );
            mount!(@statements
                answers "answers.rs",
                attempts "attempts.rs",
                batches "batches.rs",
                changes "changes.rs",
                clients "clients.rs",
                consents "consents.rs",
                credentials "credentials.rs",
                deletions "deletions.rs",
                devices "devices.rs",
                figures "figures.rs",
                directory "directory.rs",
                endings "endings.rs",
                epochs "epochs.rs",
                event_chain "event_chain.rs",
                event_search "event_search.rs",
                events "events.rs",
                grants "grants.rs",
                groups "groups.rs",
                housekeeping "housekeeping.rs",
                key_readers "key_readers.rs",
                links "links.rs",
                logouts "logouts.rs",
                mails "mails.rs",
                note_search "note_search.rs",
                passkey_offers "passkey_offers.rs",
                passwords "passwords.rs",
                provisioning "provisioning.rs",
                scim_tokens "scim_tokens.rs",
                sessions "sessions.rs",
                signing_keys "signing_keys.rs",
                spent "spent.rs",
                user_changes "user_changes.rs",
                users "users.rs",
                webhooks "webhooks.rs",
            );
        }
    };
    (@text $($name:ident $file:literal,)*) => {
        $(mod $name {
            include!($file);
        })*
    };
    (@statements $($name:ident $file:literal,)*) => {
        mount!(@text $($name $file,)*);

        /// Every statement, for a test that prepares them all.
        #[cfg(test)]
        const STATEMENTS: &[&[&str]] = &[$($name::STATEMENTS),*];
    };
}

mount! {
    /// The store in a SQLite file.
    sqlite
}

mount! {
    /// The store in a PostgreSQL database.
    postgres
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(Box::new(error))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            other => Self::Database(Box::new(other)),
        }
    }
}
