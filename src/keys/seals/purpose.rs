//! What keys are derived for: a line for each purpose.

use crate::keys::{CryptoError, MasterKey};
use aws_lc_rs::aead::{AES_256_GCM_SIV, LessSafeKey, UnboundKey};
use aws_lc_rs::hmac;

/// Declares purposes, each with the name of its key and the label that the key is derived by, and the
/// set of their keys.
macro_rules! purposes {
    (
        $(#[$doc:meta])*
        $purpose:ident, $keys:ident of $key:ty, $make:ident {
            $($(#[$about:meta])* $variant:ident, $field:ident = $label:literal;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $purpose {
            $($(#[$about])* $variant,)*
        }

        impl $purpose {
            #[cfg(test)]
            pub(super) const ALL: &[Self] = &[$(Self::$variant),*];
        }

        /// A prepared key for each purpose.
        #[derive(Debug)]
        pub(super) struct $keys {
            $($field: $key,)*
        }

        impl $keys {
            /// Derives and prepares them all.
            pub(super) fn derive(master: &MasterKey) -> Result<Self, CryptoError> {
                Ok(Self {
                    $($field: $make(master, $label)?,)*
                })
            }

            /// The key for `purpose`.
            pub(super) const fn of(&self, purpose: $purpose) -> &$key {
                match purpose {
                    $($purpose::$variant => &self.$field,)*
                }
            }
        }
    };
}

purposes! {
    /// What is encrypted. Something sealed for one purpose never opens for another.
    Purpose, SealingKeys of LessSafeKey, sealing_key {
        /// An authorization code (RFC 6749 §4.1.2).
        AuthorizationCode, authorization_code = "signet code v1";
        /// An authorization request that travels with the browser through the sign-in.
        AuthorizationRequest, authorization_request = "signet authorization request v1";
        /// An access token that says nothing to its bearer (RFC 6749 §1.4).
        OpaqueAccessToken, opaque_access_token = "signet opaque access token v1";
        /// A private signing key at rest.
        SigningKey, signing_key = "signet signing key v1";
        /// What follows a sign-out that is to be confirmed.
        Logout, logout = "signet logout v1";
        /// State of the built-in demo app.
        Demo, demo = "signet demo v1";
        /// A client secret that is a key (`client_secret_jwt`).
        ClientSecret, client_secret_key = "signet client secret key v1";
        /// A pushed authorization request (RFC 9126 §2.2).
        PushedRequest, pushed_request = "signet pushed request v1";
        /// A token that admits to registration (RFC 7591 §3).
        InitialAccessToken, initial_access_token = "signet initial access token v1";
        /// A sign-in between its steps.
        SignInState, sign_in_state = "signet sign-in state v1";
        /// The seed of an authenticator that nobody has confirmed yet.
        Enrolment, enrolment = "signet enrolment v1";
        /// The seed of an authenticator at rest.
        Seed, seed = "signet seed v1";
        /// A letter on its way out.
        Mail, mail = "signet mail v1";
        /// A link with which somebody makes their own account.
        SignUpLink, sign_up_link = "signet sign-up link v1";
        /// What was asked of a passkey.
        PasskeyChallenge, passkey_challenge = "signet passkey challenge v1";
        /// Who may use an app that knows no sign-in of its own, and their way there.
        ForwardAuth, forward_auth = "signet forward auth v1";
        /// The sessions of a browser besides the current one.
        WaitingSessions, waiting_sessions = "signet waiting sessions v1";
        /// What signs events on their way out.
        WebhookSecret, webhook_secret = "signet webhook secret v1";
        /// What was answered to a request that made something.
        KeptAnswer, kept_answer = "signet kept answer v1";
    }
}

purposes! {
    /// What is hashed with a key.
    MacPurpose, MacKeys of hmac::Key, mac_key {
        /// The proof within a refresh token.
        RefreshToken, refresh_token = "signet refresh token v1";
        /// Tokens that tie a form to its session.
        FormToken, form_token = "signet form token v1";
        /// The link that makes the first account.
        SetupLink, setup_link = "signet setup link v1";
        /// Client secrets at rest.
        ClientSecret, client_secret = "signet client secret v1";
        /// Names under which failed sign-ins are counted.
        AttemptKey, attempt_key = "signet attempt key v1";
        /// Names of what may be used once.
        SpentKey, spent_key = "signet spent key v1";
        /// Subjects of clients that have their own (OpenID Connect Core §8.1).
        PairwiseSubject, pairwise_subject = "signet pairwise subject v1";
        /// Tokens with which clients manage their registration, at rest.
        RegistrationToken, registration_token = "signet registration token v1";
        /// What a page may know of a session without learning its identifier (`session_state`).
        SessionState, session_state = "signet session state v1";
        /// Codes that people carry from a device to a browser, at rest (RFC 8628).
        UserCode, user_code = "signet user code v1";
        /// An account's password and factors as they are.
        AccountMark, account_mark = "signet account mark v1";
        /// That a browser has shown a second factor.
        RememberedDevice, remembered_device = "signet remembered device v1";
        /// The ends of the chain of events.
        AuditMark, audit_mark = "signet audit mark v1";
        /// Requests whose answers are kept, and the keys that they came with.
        KeptAnswer, kept_answer = "signet kept answer key v1";
    }
}

fn sealing_key(master: &MasterKey, label: &str) -> Result<LessSafeKey, CryptoError> {
    let key = master.derive(label)?;
    let key = UnboundKey::new(&AES_256_GCM_SIV, key.as_slice())
        .map_err(|_| CryptoError("prepare an encryption key"))?;
    Ok(LessSafeKey::new(key))
}

fn mac_key(master: &MasterKey, label: &str) -> Result<hmac::Key, CryptoError> {
    let key = master.derive(label)?;
    Ok(hmac::Key::new(hmac::HMAC_SHA256, key.as_slice()))
}
