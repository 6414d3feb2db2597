//! Storage as narrow traits, a file for each kind of thing kept.
//!
//! Owns what is durable. The traits speak the domain's words; [`sql`] carries
//! them out for SQLite (and, mounted a second time, for PostgreSQL). An
//! answered write is on disk; each operation happens whole or not at all.

mod answers;
mod attempts;
mod batches;
mod cached;
mod clients;
mod consents;
#[cfg(test)]
mod contract;
mod credentials;
mod deletions;
mod devices;
mod directory;
mod endings;
mod events;
mod figures;
mod grants;
mod groups;
mod housekeeping;
mod key_readers;
mod links;
mod logouts;
mod mails;
mod passkey_offers;
mod provisioning;
mod records;
mod scim_tokens;
mod sessions;
mod signing_keys;
mod spent;
pub mod sql;
mod users;
mod webhooks;

pub use answers::{ANSWERS_KEPT, Answers, KeptAnswer};
pub use attempts::{AttemptCount, Attempts};
pub use batches::{Batches, UserUpdate, Write};
pub use cached::Cached;
pub use clients::Clients;
pub use consents::Consents;
pub use credentials::{CredentialChange, Credentials, Removed};
pub use deletions::Deletions;
pub use devices::{DeviceBegun, DeviceCaps, Devices};
pub use directory::{Directory, ListedUser, People, Place};
pub use endings::Endings;
pub use events::{
    AuditMark, AuditMarks, ChainedEvent, Chaining, EventFilter, Events, Notes, TraceFilter,
};
pub use figures::{Figures, Tallies, Tally};
pub use grants::{Grants, Redemption, Rotation};
pub use groups::Groups;
pub use housekeeping::{Change, Changes, Housekeeping, Revisions, Swept};
pub use key_readers::{KeyReaders, MOST_KEY_READERS};
pub use links::{LinkEffect, Links};
pub use logouts::{Attempted, Logouts};
pub use mails::{Mailed, Mails};
pub use passkey_offers::PasskeyOffers;
pub use provisioning::{Provisioning, Resource};
pub use records::{Recording, Records};
pub use scim_tokens::ScimTokens;
pub use sessions::{NewSession, Sessions};
pub use signing_keys::{KeyChange, SigningKeys};
pub use spent::Spent;
pub use users::{Account, Page, Users};
pub use webhooks::Webhooks;

/// Why an operation did not happen.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Too much is waiting to be written; nothing was done. Try again in a moment.
    #[error("the queue of writes is full")]
    Busy,
    /// The name or address belongs to somebody else. Nothing was done.
    #[error("{0} is taken")]
    Taken(&'static str),
    /// What was to be changed is not as it was seen. Nothing was done.
    #[error("something was changed by somebody else meanwhile")]
    Stale,
    /// A request with the same key was answered meanwhile. Nothing was done.
    #[error("a request with the same key was answered meanwhile")]
    Answered,
    /// Somebody must own the deployment who can sign in. Nothing was done.
    #[error("the last owner stays: make somebody else an owner first")]
    LastOwner,
    /// A move into the database was not finished.
    #[error("{}", sql::portable::UNFINISHED)]
    Unfinished,
    /// The database failed. Nothing was done.
    #[error("the database failed: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What storage operations return.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A store is whatever keeps all of these.
macro_rules! store {
    ($($part:ident),* $(,)?) => {
        /// Everything that is kept.
        pub trait Store: $($part +)* Send + Sync {}

        impl<T: $($part +)* Send + Sync> Store for T {}
    };
}

store! {
    Users,
    Sessions,
    Clients,
    Consents,
    Credentials,
    Grants,
    SigningKeys,
    Attempts,
    Spent,
    Logouts,
    Mails,
    Links,
    Deletions,
    PasskeyOffers,
    Devices,
    Tallies,
    KeyReaders,
    Batches,
    Directory,
    Endings,
    Groups,
    Provisioning,
    ScimTokens,
    Events,
    Webhooks,
    Answers,
    Housekeeping,
}
