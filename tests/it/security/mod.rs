//! Security, line by line. Tests name the requirements that they hold to
//! (`requirements/security.md`).

mod account;
mod hand;
mod sessions;
mod steps;
mod wire;
