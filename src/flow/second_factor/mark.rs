//! What a sign-in between its steps, and a remembered browser, are bound to.

use super::find;
use crate::flow::Services;
use crate::keys::MacPurpose;
use crate::login::policy::{self, Level};
use crate::model::{Credential, User};
use crate::store::{Account, StoreError};

/// An account's password and factors as they are: another when any of them changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark(pub(super) [u8; 32]);

impl Mark {
    /// The mark of an account.
    pub fn of(services: &Services, account: &Account, credentials: &[Credential]) -> Self {
        let password = account.password.as_ref().map_or("", |hash| hash.0.as_str());
        let mut parts: Vec<&[u8]> = vec![account.user.id.0.as_bytes(), password.as_bytes()];
        let factors = credentials.iter().filter(|one| one.kind.is_factor());
        parts.extend(factors.map(|one| one.id.0.as_bytes().as_slice()));
        Self(services.seals.mac(MacPurpose::AccountMark, &parts))
    }

    /// The bytes, for binding other things to the account as it is.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Whether a browser that `trusts` the account may do without the second factor that somebody has.
pub async fn is_trusted(
    services: &Services,
    user: &User,
    trusts: impl Fn(&Mark) -> bool,
) -> Result<bool, StoreError> {
    let Some(account) = find(services, user).await? else {
        return Ok(false);
    };
    let credentials = services.store.credentials_of(user.id).await?;
    let owns = policy::reachable(&credentials) > Level::Password;
    Ok(owns && trusts(&Mark::of(services, &account, &credentials)))
}
