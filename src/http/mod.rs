//! HTTP: routes, cookies, headers, and handlers that translate to [`crate::flow`] and back.
//!
//! Owns everything that is HTTP and nothing that is protocol. [`routes::ROUTES`] is the one table
//! that is served and that discovery reads. [`edge`] is what every request passes through.

mod access_log;
mod account;
mod address;
mod admin;
pub mod api;
mod ask_address;
mod authorize;
mod bearer;
mod body;
mod check_session;
mod cookies;
mod cors;
mod credentials;
mod cx;
mod deletion;
mod demo;
mod device;
mod discovery;
mod edge;
mod entry;
mod errors;
mod forward_auth;
mod health;
mod history;
mod home;
mod json;
mod language;
mod links;
mod logout;
mod metrics;
mod page;
mod passkey_offer;
mod passkeys;
mod patience;
mod place;
mod policy;
mod profile;
mod qr;
mod recovery;
pub mod refusals;
mod registration;
mod request_id;
pub mod routes;
mod said;
mod scim;
mod second_factor;
mod security;
mod sent;
mod server;
mod setup;
mod sign_in;
mod sign_up;
mod static_files;
mod tls;
mod token;
mod userinfo;
mod wire;

pub use server::{Server, StartError, State};
pub use tls::TlsError;
