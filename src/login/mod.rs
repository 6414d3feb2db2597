//! Proving who somebody is.
//!
//! Owns user names and e-mail addresses as they are compared, which passwords
//! are good enough, how they are hashed and verified, and how failed attempts
//! are slowed down. [`SignIn`] puts these together; a [`Factor`] is one way to
//! prove oneself, a file each, and [`policy`] says which are needed and what they amount to. Hands a [`Proof`] over to [`crate::flow`], which
//! makes the session of it; knows no HTTP, no pages and no sessions.

mod argon;
mod breached;
mod canonical;
mod common;
mod email;
mod factor;
mod fingerprint;
mod foreign;
mod hash_memory;
mod hash_params;
mod hash_queue;
mod hasher;
pub mod passkey;
mod password;
mod password_policy;
pub mod password_strength;
mod password_text;
pub mod policy;
pub mod recovery_code;
mod sign_in;
mod spraying;
pub mod throttle;
pub mod totp;
mod under_way;
mod username;

pub use argon::Verdict as PasswordVerdict;
pub use breached::{Breached, ENTRY as BREACHED_ENTRY};
pub use canonical::login_key;
pub use email::{EmailAddress, EmailError, email_address};
pub use factor::Factor;
pub use hash_params::{HashParams, HashParamsError};
pub use hasher::{HasherError, HasherSettings, HasherStartError, PasswordHasher};
pub use passkey::Passkey;
pub use password::Password;
pub use password_policy::{PasswordPolicy, PasswordRefusal};
pub use recovery_code::RecoveryCode;
pub use sign_in::{Proof, SignIn, SignInError, Who};
pub use spraying::{Bounds as SprayingBounds, Spraying};
pub use totp::Totp;
pub use under_way::{Place, UnderWay};
pub use username::{UsernameError, username};
