//! Signet, an OpenID Connect provider.

pub mod clock;
pub mod entropy;
pub mod login;
pub mod model;
pub mod oidc;
pub mod secret;
pub mod store;
