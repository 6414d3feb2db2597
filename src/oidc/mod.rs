//! The standards as values and pure functions.
//!
//! Owns the vocabulary of OAuth 2.0 and OpenID Connect: requests, errors,
//! scopes, claims, client and provider metadata, token contents. Knows no
//! HTTP, no SQL, no clock of its own and nothing asynchronous; hands over to
//! [`crate::flow`], which asks the questions in order.

pub mod algorithm;
pub mod claims;
pub mod client_id;
pub mod client_metadata;
pub mod error;
pub mod scope;

pub use algorithm::SigningAlgorithm;
pub use claims::{Address, StandardClaims};
pub use client_id::ClientId;
pub use client_metadata::ClientMetadata;
pub use error::{ErrorCode, OAuthError};
pub use scope::ScopeSet;
