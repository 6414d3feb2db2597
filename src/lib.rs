//! Signet, an OpenID Connect provider.
//!
//! The rooms, from the ground up; a room may use those before it, never those after:
//!
//! 1. [`words`] and [`colour`], below [`config`], [`clock`], [`entropy`], [`secret`], [`logging`],
//!    [`metrics`], [`traces`], [`mail`]: what is said to people, in their languages, and in which
//!    colours; settings, time and randomness as arguments, secrets as types, what is counted and
//!    traced, outgoing mail.
//! 2. [`oidc`], [`scim`]: the standards as values and pure functions.
//! 3. [`model`], [`pages`]: what is kept, what is shown.
//! 4. [`store`], [`keys`], [`jose`], [`fetch`]: durable storage; signing, sealing, rotation; JOSE
//!    of others; outgoing calls.
//! 5. [`login`]: proofs of identity.
//! 6. [`flow`]: the use cases: authorize, token, userinfo, sign-out and the others.
//! 7. [`admin`], [`demo`]: what operators do; the built-in relying party.
//! 8. [`http`]: routes and handlers that translate; [`jobs`]: background work; [`selftest`]: checks
//!    of any server from outside.
//! 9. [`deployment`], [`app`], [`cli`]: opening, running, commanding.
//!
//! A sign-in's way through them: `http::authorize` reads the request, `oidc` checks it,
//! `flow::authorize` decides what comes next, `login` proves who it is, `store` writes the session;
//! then `http::token`, `flow::client_auth`, `flow::grants`, one write, and `keys` signs.

pub mod admin;
pub mod app;
pub mod cli;
pub mod clock;
pub mod colour;
pub mod config;
pub mod demo;
pub mod deployment;
pub mod entropy;
pub mod fetch;
pub mod flow;
pub mod http;
pub mod jobs;
pub mod jose;
pub mod keys;
pub mod logging;
pub mod login;
pub mod mail;
pub mod metrics;
pub mod model;
pub mod oidc;
pub mod pages;
pub mod scim;
pub mod secret;
pub mod selftest;
pub mod store;
pub mod traces;
pub mod words;
