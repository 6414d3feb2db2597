//! Signet, an OpenID Connect provider.

pub mod admin;
pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod deployment;
pub mod entropy;
pub mod flow;
pub mod http;
pub mod jobs;
pub mod keys;
pub mod logging;
pub mod login;
pub mod model;
pub mod oidc;
pub mod pages;
pub mod secret;
pub mod store;
