//! What a way to prove who one is has to offer.

use super::{SignIn, SignInError};
use crate::store::Account;
use std::future::Future;

/// A way to prove who one is, first or second: the evidence that somebody brings.
///
/// A factor only examines evidence. Counting attempts, finding the account and answering alike
/// for everybody is [`SignIn`]'s, and what proofs amount to is [`super::policy`]'s, so that no
/// factor can forget it.
pub trait Factor: Sync {
    /// By which methods the evidence proves (`amr`, RFC 8176).
    fn amr(&self) -> &'static [&'static str];

    /// Whether the evidence is that of `account`, and not used before where it may be used once.
    /// `None` is nobody's account (or one that may not sign in): the answer is no, after the same
    /// work.
    fn proves(
        &self,
        sign_in: &SignIn<'_>,
        account: Option<&Account>,
    ) -> impl Future<Output = Result<bool, SignInError>> + Send;
}
