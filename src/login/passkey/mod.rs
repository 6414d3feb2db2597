//! Passkeys (WebAuthn Level 3): keys in devices, which sign for one domain only.

mod party;

pub use party::{PATIENCE, PasskeyError, RelyingParty, Verification};

use super::{Factor, SignIn, SignInError};
use crate::clock::Timestamp;
use crate::model::{Credential, UserId};
use crate::store::Account;
use uuid::Uuid;
use webauthn_rs_core::proto::{
    AuthenticationResult, AuthenticationState, Credential as Key, PublicKeyCredential,
};

/// What was asked of an authenticator.
#[derive(Debug)]
pub struct Asked {
    /// The challenge, and whether the person is to be made sure of.
    pub state: AuthenticationState,
    /// Names the challenge among what was used.
    pub spent: [u8; 32],
    /// When the challenge is too old.
    pub expires_at: Timestamp,
}

/// What a browser answered to a challenge, and what it is held to.
pub struct Passkey {
    party: RelyingParty,
    asked: Asked,
    answer: PublicKeyCredential,
}

impl Passkey {
    /// Reads an answer.
    pub fn read(party: RelyingParty, asked: Asked, answer: &str) -> Result<Self, PasskeyError> {
        let answer: PublicKeyCredential = party::parse(answer)?;
        Ok(Self {
            party,
            asked,
            answer,
        })
    }

    /// Whose the key is said to be. Nothing of it is proved.
    pub fn owner(&self) -> Option<UserId> {
        let handle = self.answer.get_user_unique_id()?;
        Uuid::from_slice(handle).ok().map(UserId)
    }

    /// The key that is said to have signed, among those of a person.
    pub fn find<'a>(&self, credentials: &'a [Credential]) -> Option<&'a Credential> {
        let id = self.answer.get_credential_id();
        let mut all = credentials.iter();
        all.find(|one| party::key_id(one).is_some_and(|known| known.as_slice() == id))
    }

    /// Whether the authenticator says that it made sure of its person. It is proved with the rest,
    /// for this is what is signed (WebAuthn §6.1: bit 2 of the flags).
    fn is_verified(&self) -> bool {
        let flags = self.answer.response.authenticator_data.get(32);
        flags.is_some_and(|flags| flags & 0b100 != 0)
    }

    fn verify(&self, credential: &Credential) -> Result<AuthenticationResult, PasskeyError> {
        self.party
            .verify(&self.answer, &self.asked.state, credential)
    }

    /// Notes the use: the challenge is used up, and the counter has risen. Only what was proved
    /// writes anything.
    async fn note(
        &self,
        sign_in: &SignIn<'_>,
        credential: &Credential,
        counter: u32,
    ) -> Result<bool, SignInError> {
        let store = sign_in.store;
        if !store.spend(self.asked.spent, self.asked.expires_at).await? {
            refused(credential, "the challenge was used before");
            return Ok(false);
        }
        let now = sign_in.clock.now();
        let used = store
            .use_passkey(credential.id, i64::from(counter), now)
            .await?;
        if !used {
            copied(credential);
        }
        Ok(used)
    }
}

impl Factor for Passkey {
    fn amr(&self) -> &'static [&'static str] {
        methods(self.is_verified())
    }

    async fn proves(
        &self,
        sign_in: &SignIn<'_>,
        account: Option<&Account>,
    ) -> Result<bool, SignInError> {
        let Some(account) = account else {
            return Ok(false);
        };
        let all = sign_in.store.credentials_of(account.user.id).await?;
        let Some(credential) = self.find(&all) else {
            return Ok(false);
        };
        match self.verify(credential) {
            Ok(result) => self.note(sign_in, credential, result.counter()).await,
            Err(why) if why.is_copied() => {
                copied(credential);
                Ok(false)
            }
            Err(why) => {
                refused(credential, &why.to_string());
                Ok(false)
            }
        }
    }
}

fn refused(credential: &Credential, reason: &str) {
    tracing::info!(
        event = "passkey_refused",
        user = %credential.user_id,
        credential = %credential.id,
        reason,
    );
}

/// Two authenticators may sign with what should be one key (WebAuthn §6.1.1).
fn copied(credential: &Credential) {
    tracing::warn!(
        event = "passkey_counter_went_back",
        user = %credential.user_id,
        credential = %credential.id,
        "a passkey may have been copied; it was refused"
    );
}

/// What a key proves (`amr`, RFC 8176). Whether it lies in hardware only its maker could attest, who
/// is not asked; so it is the weaker claim (security G7). `user` stands for a person who was made
/// sure of.
pub const fn methods(made_sure: bool) -> &'static [&'static str] {
    if made_sure {
        &["swk", "user"]
    } else {
        &["swk"]
    }
}

/// Whether the key of `credential` made sure of its person when it was made. One that did not may
/// have no way to (WebAuthn §13.4.6), so that nothing is built on it that needs this.
pub fn makes_sure(credential: &Credential) -> bool {
    let verified = credential.data.get("user_verified");
    verified.and_then(serde_json::Value::as_bool) == Some(true)
}

/// What is kept of a new key.
pub fn kept(key: &Key) -> Option<(serde_json::Value, i64)> {
    let data = serde_json::to_value(key).ok()?;
    Some((data, i64::from(key.counter)))
}
