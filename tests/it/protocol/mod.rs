//! The protocol, line by line. Tests name the requirements that they hold to.

mod authorize;
mod kit;
mod pkce;
mod response_modes;
mod sign_in;
