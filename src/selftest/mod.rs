//! The checks of the certification, played against a running server as an ordinary client does.
//!
//! Floor 8, known to [`crate::cli`] only. It shares no code with what it checks: nothing of `oidc`,
//! `flow`, `keys`, `jose` or `http`; addresses, forms and tokens are read by its own small hands and
//! by libraries, so that a misreading of a standard in those rooms is not repeated here. Each file is
//! about one part of the protocol; a check is a [`Check`] and a small function that gives an
//! [`Outcome`].

mod authorize;
mod browser;
mod claims;
mod client;
mod client_credentials;
mod discovery;
mod foreign;
mod html;
mod http;
mod id_token;
mod introspection;
mod jwks;
mod jwt;
mod logout;
mod management;
mod metadata;
mod prompt;
mod pushed;
mod redeem;
mod refresh;
mod registration;
mod report;
mod request;
mod response_types;
mod revocation;
mod run;
mod session;
mod sign_in;
mod tls;
mod token;
mod userinfo;

pub use client::{Client, Person};
pub use http::Unreachable;
pub use report::{Area, Check, Fault, Finding, Outcome, Report};
pub use run::{Options, run};
