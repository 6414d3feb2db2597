//! What a way to prove who one is has to offer.

use super::{SignIn, SignInError};
use crate::store::Account;
use std::future::Future;

/// A way to prove who one is: the evidence that somebody brings.
///
/// A factor only examines evidence. Counting attempts, finding the account and answering alike
/// for everybody is [`SignIn`]'s, so that no factor can forget it.
pub trait Factor: Sync {
    /// How strong the proof is (`acr`).
    const ACR: &'static str;
    /// By which methods (`amr`, RFC 8176).
    const AMR: &'static [&'static str];

    /// Whether the evidence is that of `account`. `None` is nobody's account (or one that may not
    /// sign in): the answer is no, after the same work.
    fn proves(
        &self,
        sign_in: &SignIn<'_>,
        account: Option<&Account>,
    ) -> impl Future<Output = Result<bool, SignInError>> + Send;
}
