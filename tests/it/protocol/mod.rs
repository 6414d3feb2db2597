//! The protocol, line by line. Tests name the requirements that they hold to.

mod authorize;
mod consent;
mod kit;
mod pkce;
mod prompt;
mod response_modes;
mod sign_in;
