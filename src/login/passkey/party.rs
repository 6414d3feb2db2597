//! The relying party of WebAuthn: what browsers are asked, and what their answers are worth.

use crate::config::{Config, RelyingPartyNames};
use crate::model::{Credential, CredentialKind, User};
use serde::Serialize;
use std::time::Duration;
use webauthn_rs_core::WebauthnCore;
use webauthn_rs_core::error::WebauthnError;
use webauthn_rs_core::proto::{
    AllowCredentials, AuthenticationResult, AuthenticationState, CollectedClientData,
    Credential as Key, CredentialID, ParsedAttestation, PublicKeyCredential,
    RegisterPublicKeyCredential, RegistrationState, ResidentKeyRequirement, UserVerificationPolicy,
};

/// How long a challenge is good (WebAuthn §13.4.3).
pub const PATIENCE: Duration = Duration::from_mins(5);

/// Longest answer that is read: keys and signatures are some hundred bytes.
const LONGEST: usize = 16 * 1024;

/// Why an answer is worth nothing.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// It is no answer at all.
    #[error("no answer of an authenticator")]
    Unreadable,
    /// It came out of a frame on another site's page (WebAuthn §13.4.9).
    #[error("the page was in a frame of another origin")]
    Framed,
    /// The key is said to be somebody else's (WebAuthn §7.2 step 6).
    #[error("the user handle is another person's")]
    OthersHandle,
    /// A check of WebAuthn failed.
    #[error("{0}")]
    Refused(#[from] WebauthnError),
}

impl PasskeyError {
    /// Whether the signature counter has not risen: there may be two of what should be one
    /// (WebAuthn §6.1.1).
    pub const fn is_copied(&self) -> bool {
        matches!(
            self,
            Self::Refused(WebauthnError::CredentialPossibleCompromise)
        )
    }
}

/// Who the authenticator has to make sure of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verification {
    /// Its person, by a PIN, a finger or the like.
    Required,
    /// Its person, if it can; otherwise that somebody is there.
    Preferred,
}

impl From<Verification> for UserVerificationPolicy {
    fn from(verification: Verification) -> Self {
        match verification {
            Verification::Required => Self::Required,
            Verification::Preferred => Self::Preferred,
        }
    }
}

/// The relying party of this deployment.
pub struct RelyingParty(WebauthnCore);

impl RelyingParty {
    /// The one that the settings describe, where passkeys are on.
    pub fn of(config: &Config) -> Option<Self> {
        config
            .passkeys
            .names()
            .map(|names| Self::new(&config.name, names))
    }

    /// Takes answers for exactly this RP ID from exactly these origins: neither other ports nor
    /// names below (security G5).
    pub fn new(name: &str, names: &RelyingPartyNames) -> Self {
        let (id, origins) = (&names.id, names.origins.clone());
        let exactly = Some(false);
        let core =
            WebauthnCore::new_unsafe_experts_only(name, id, origins, PATIENCE, exactly, exactly);
        Self(core)
    }

    /// Asks for a new key for `user`: the options for the browser, and what its answer is held to.
    /// The user handle is the identifier, which tells nothing of the person (WebAuthn §14.6.1). No
    /// device makes a second one; where the person has to be made sure of, one that did not do that may
    /// make one that does.
    pub fn creation(
        &self,
        user: &User,
        known: &[Credential],
        verification: Verification,
    ) -> Result<(String, RegistrationState), PasskeyError> {
        let name = &user.username.display;
        let shown = user.claims.name.as_deref().unwrap_or(name);
        let handle = user.id.0.as_bytes();
        let required = verification == Verification::Required;
        let known = keys(known).filter(|key| key.user_verified || !required);
        let known = known.map(|key| key.cred_id).collect();
        let builder = self.0.new_challenge_register_builder(handle, name, shown)?;
        let builder = builder
            .user_verification_policy(verification.into())
            .exclude_credentials(Some(known));
        let (mut asked, state) = self.0.generate_challenge_register(builder)?;
        if let Some(selection) = &mut asked.public_key.authenticator_selection {
            // Keys that cannot be found without a user name are good second factors.
            selection.resident_key = Some(ResidentKeyRequirement::Preferred);
        }
        Ok((json(&asked)?, state))
    }

    /// The key that a browser made (WebAuthn §7.1).
    pub fn register(&self, answer: &str, state: &RegistrationState) -> Result<Key, PasskeyError> {
        let answer: RegisterPublicKeyCredential = parse(answer)?;
        let mut key = self.0.register_credential(&answer, state, None)?;
        // Nobody asked what the device is.
        key.attestation = ParsedAttestation::default();
        Ok(key)
    }

    /// Asks for a signature by one of the keys of `known`, or by any where the person is not known
    /// yet.
    pub fn request(
        &self,
        verification: Verification,
        known: &[Credential],
    ) -> Result<(String, AuthenticationState), PasskeyError> {
        let policy = Some(verification.into());
        let builder = self
            .0
            .new_challenge_authenticate_builder(Vec::new(), policy)?;
        let (mut asked, state) = self.0.generate_challenge_authenticate(builder)?;
        asked.public_key.allow_credentials = keys(known).map(allowed).collect();
        Ok((json(&asked)?, state))
    }

    /// Holds an answer to what was asked and to the key of `credential` (WebAuthn §7.2).
    pub fn verify(
        &self,
        answer: &PublicKeyCredential,
        state: &AuthenticationState,
        credential: &Credential,
    ) -> Result<AuthenticationResult, PasskeyError> {
        let key = key(credential).ok_or(PasskeyError::Unreadable)?;
        let handle = answer.get_user_unique_id();
        if handle.is_some_and(|handle| handle != credential.user_id.0.as_bytes()) {
            return Err(PasskeyError::OthersHandle);
        }
        let data: CollectedClientData = serde_json::from_slice(&answer.response.client_data_json)
            .map_err(|_| PasskeyError::Unreadable)?;
        if data.cross_origin == Some(true) {
            return Err(PasskeyError::Framed);
        }
        Ok(self.0.authenticate_single_credential(answer, state, &key)?)
    }
}

/// Reads what a browser answered to [`RelyingParty::request`].
pub fn parse<T: serde::de::DeserializeOwned>(answer: &str) -> Result<T, PasskeyError> {
    if answer.len() > LONGEST {
        return Err(PasskeyError::Unreadable);
    }
    serde_json::from_str(answer).map_err(|_| PasskeyError::Unreadable)
}

/// The key that was kept, with its counter as of now.
pub fn key(credential: &Credential) -> Option<Key> {
    if credential.kind != CredentialKind::Passkey {
        return None;
    }
    let mut key: Key = serde_json::from_value(credential.data.clone()).ok()?;
    key.counter = u32::try_from(credential.counter).ok()?;
    Some(key)
}

/// The name of the key of `credential`.
pub fn key_id(credential: &Credential) -> Option<CredentialID> {
    key(credential).map(|key| key.cred_id)
}

fn keys(credentials: &[Credential]) -> impl Iterator<Item = Key> {
    credentials.iter().filter_map(key)
}

fn allowed(key: Key) -> AllowCredentials {
    AllowCredentials {
        type_: "public-key".to_owned(),
        id: key.cred_id,
        transports: key.transports,
    }
}

fn json(options: &impl Serialize) -> Result<String, PasskeyError> {
    serde_json::to_string(options).map_err(|_| PasskeyError::Unreadable)
}
