//! Signet, an OpenID Connect provider.

pub mod clock;
pub mod entropy;
pub mod pages;
pub mod secret;
