//! The protocol, line by line. Tests name the requirements that they hold to.

mod access_token;
mod authorize;
mod backchannel_logout;
mod claims;
mod client_auth;
mod client_credentials;
mod consent;
mod cors;
mod discovery;
mod id_token;
mod introspection;
mod jwks;
mod kit;
mod logout;
mod pkce;
mod prompt;
mod redirect_uris;
mod refresh;
mod response_modes;
mod revocation;
mod sign_in;
mod storage;
mod token;
mod userinfo;
mod wire;
