//! The standards as values and pure functions.
//!
//! Owns the vocabulary of OAuth 2.0 and OpenID Connect: requests, errors,
//! scopes, claims, client and provider metadata, token contents. Knows no
//! HTTP, no SQL, no clock of its own and nothing asynchronous; hands over to
//! [`crate::flow`], which asks the questions in order.

pub mod algorithm;
pub mod authorization_request;
pub mod authorization_response;
pub mod claim_mapping;
pub mod claims;
pub mod claims_request;
pub mod client_assertion;
pub mod client_id;
pub mod client_metadata;
pub mod error;
pub mod expression;
pub mod jwt_claims;
pub mod parameters;
pub mod pkce;
pub mod profile;
pub mod prompt;
pub mod provider_metadata;
pub mod redirect_uri;
pub mod registration;
pub mod request_object;
pub mod response_mode;
pub mod response_type;
pub mod scope;
pub mod strict_json;
pub mod tokens;
pub mod user_code;

pub use algorithm::SigningAlgorithm;
pub use authorization_request::AuthorizationRequest;
pub use authorization_response::{AuthorizationResponse, Destination};
pub use claims::{Address, StandardClaims};
pub use client_id::ClientId;
pub use client_metadata::ClientMetadata;
pub use error::{ErrorCode, OAuthError};
pub use parameters::Parameters;
pub use response_mode::ResponseMode;
pub use response_type::ResponseType;
pub use scope::ScopeSet;
pub use user_code::UserCode;
