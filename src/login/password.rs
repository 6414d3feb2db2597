//! The password as a factor.

use super::{Factor, HasherError, PasswordVerdict, SignIn, SignInError};
use crate::model::{PasswordHash, UserId};
use crate::secret::Secret;
use crate::store::Account;

/// A password as typed.
#[derive(Debug)]
pub struct Password(pub Secret<String>);

impl Factor for Password {
    fn amr(&self) -> &'static [&'static str] {
        &["pwd"]
    }

    async fn proves(
        &self,
        sign_in: &SignIn<'_>,
        account: Option<&Account>,
    ) -> Result<bool, SignInError> {
        let stored = account.and_then(|account| account.password.clone());
        let verdict = sign_in.hasher.verify(&self.0, stored).await?;
        let PasswordVerdict::Right { rehash } = verdict else {
            return Ok(false);
        };
        if rehash && let Some(account) = account {
            self.strengthen(sign_in, account).await;
        }
        Ok(true)
    }
}

impl Password {
    /// Replaces a hash that is weaker than new ones. What goes wrong here can wait for the next
    /// sign-in.
    async fn strengthen(&self, sign_in: &SignIn<'_>, account: &Account) {
        let Some(old) = account.password.clone() else {
            return;
        };
        match sign_in.hasher.hash(&self.0).await {
            Ok(new) => replace(sign_in, account.user.id, old, new).await,
            Err(HasherError::Busy) => {}
            Err(error) => tracing::warn!(%error, "a password keeps its weaker hash"),
        }
    }
}

async fn replace(sign_in: &SignIn<'_>, id: UserId, old: PasswordHash, new: PasswordHash) {
    if let Err(error) = sign_in.store.rehash_password(id, old, new).await {
        tracing::warn!(%error, "a password keeps its weaker hash");
    }
}
