//! The use cases: what Signet does when it is asked.
//!
//! Owns the order of checks and decisions of each endpoint. Asks [`crate::oidc`] for the rules,
//! [`crate::store`] for what is known, [`crate::keys`] for signatures and seals and
//! [`crate::login`] for proofs of identity. Knows no HTTP: [`crate::http`] translates.

pub mod access_token;
pub mod account;
pub mod account_data;
pub mod accounts;
pub mod audit;
pub mod authorize;
pub mod backchannel_logout;
pub mod client_auth;
pub mod client_keys;
mod code;
pub mod deletion;
pub mod device;
pub mod discovery;
pub mod email_change;
mod encrypted;
pub mod enrolment;
pub mod errands;
mod failure;
pub mod figures;
pub mod form_token;
pub mod forward_auth;
pub mod frontchannel_logout;
pub mod grants;
pub mod history;
pub mod id_token;
pub mod introspection;
pub mod issue;
pub mod letter;
mod limit;
pub mod link;
pub mod logout;
pub mod mapped;
pub mod new_password;
pub mod notes;
pub mod notice;
pub mod outbox;
pub mod passkey;
mod pending;
pub mod person;
pub mod post;
pub mod pushed_request;
pub mod recovery;
mod refresh_token;
pub mod refused;
pub mod remembered_device;
pub mod request_object;
mod retry;
pub mod revocation;
pub mod scim_token;
pub mod second_factor;
pub mod security;
mod services;
pub mod session;
pub mod session_state;
pub mod setup;
pub mod sign_in;
pub mod sign_up;
mod subject;
pub mod token;
mod trace;
pub mod userinfo;
pub mod wake;
pub mod webhooks;

pub use failure::Failure;
pub use pending::{Browser, Unresumable};
pub use services::Services;
