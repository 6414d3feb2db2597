//! What is derived of the master key: authenticated encryption and keyed hashes, a key a purpose.

mod wrap;

pub use wrap::UnwrapError;

use super::{CryptoError, MasterKey};
use crate::entropy::{self, Entropy};
use crate::model::ClientSecretHash;
use crate::secret::same_bytes;
use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hmac;
use data_encoding::BASE64URL_NOPAD;
use wrap::MasterMark;
use zeroize::Zeroizing;

/// First byte of everything sealed.
const VERSION: u8 = 1;
/// Length of what stands before the ciphertext: version and nonce.
const HEAD: usize = 1 + NONCE_LEN;

/// What is encrypted. Something sealed for one purpose never opens for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An authorization code (RFC 6749 §4.1.2).
    AuthorizationCode,
    /// An authorization request that travels with the browser through the sign-in.
    AuthorizationRequest,
    /// An access token that says nothing to its bearer (RFC 6749 §1.4).
    OpaqueAccessToken,
    /// A private signing key at rest.
    SigningKey,
    /// What follows a sign-out that is to be confirmed.
    Logout,
    /// State of the built-in demo app.
    Demo,
    /// A client secret that is a key (`client_secret_jwt`).
    ClientSecret,
    /// A pushed authorization request (RFC 9126 §2.2).
    PushedRequest,
    /// A token that admits to registration (RFC 7591 §3).
    InitialAccessToken,
    /// A sign-in between its steps.
    SignInState,
    /// The seed of an authenticator that nobody has confirmed yet.
    Enrolment,
    /// A letter on its way out.
    Mail,
    /// A link with which somebody makes their own account.
    SignUpLink,
    /// What was asked of a passkey.
    PasskeyChallenge,
    /// Who may use an app that knows no sign-in of its own, and their way there.
    ForwardAuth,
    /// The sessions of a browser besides the current one.
    WaitingSessions,
    /// What signs events on their way out.
    WebhookSecret,
    /// What was answered to a request that made something.
    KeptAnswer,
}

/// What is hashed with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MacPurpose {
    /// The proof within a refresh token.
    RefreshToken,
    /// Tokens that tie a form to its session.
    FormToken,
    /// The link that makes the first account.
    SetupLink,
    /// Client secrets at rest.
    ClientSecret,
    /// Names under which failed sign-ins are counted.
    AttemptKey,
    /// Names of what may be used once.
    SpentKey,
    /// Subjects of clients that have their own (OpenID Connect Core §8.1).
    PairwiseSubject,
    /// Tokens with which clients manage their registration, at rest.
    RegistrationToken,
    /// What a page may know of a session without learning its identifier (`session_state`).
    SessionState,
    /// Codes that people carry from a device to a browser, at rest (RFC 8628).
    UserCode,
    /// An account's password and factors as they are.
    AccountMark,
    /// That a browser has shown a second factor.
    RememberedDevice,
    /// The ends of the chain of events.
    AuditMark,
    /// Requests whose answers are kept, and the keys that they came with.
    KeptAnswer,
}

/// The text was not sealed here, for this purpose and with this additional data, or was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not something this server sealed for this purpose")]
pub struct Unsealable;

/// The prepared keys. Make them once.
#[derive(Debug)]
pub struct Seals {
    authorization_code: LessSafeKey,
    authorization_request: LessSafeKey,
    opaque_access_token: LessSafeKey,
    signing_key: LessSafeKey,
    logout: LessSafeKey,
    demo: LessSafeKey,
    client_secret_key: LessSafeKey,
    pushed_request: LessSafeKey,
    initial_access_token: LessSafeKey,
    sign_in_state: LessSafeKey,
    enrolment: LessSafeKey,
    seed: LessSafeKey,
    mail: LessSafeKey,
    sign_up_link: LessSafeKey,
    passkey_challenge: LessSafeKey,
    forward_auth: LessSafeKey,
    waiting_sessions: LessSafeKey,
    webhook_secret: LessSafeKey,
    kept_answer: LessSafeKey,
    refresh_token: hmac::Key,
    form_token: hmac::Key,
    setup_link: hmac::Key,
    client_secret: hmac::Key,
    attempt_key: hmac::Key,
    spent_key: hmac::Key,
    pairwise_subject: hmac::Key,
    registration_token: hmac::Key,
    session_state: hmac::Key,
    user_code: hmac::Key,
    account_mark: hmac::Key,
    remembered_device: hmac::Key,
    audit_mark: hmac::Key,
    kept_answer_key: hmac::Key,
    master_mark: MasterMark,
}

impl Seals {
    /// Derives and prepares every key.
    pub fn derive(master: &MasterKey) -> Result<Self, CryptoError> {
        let aead = |label| aead_key(master, label);
        let mac = |label| mac_key(master, label);
        Ok(Self {
            authorization_code: aead("signet code v1")?,
            authorization_request: aead("signet authorization request v1")?,
            opaque_access_token: aead("signet opaque access token v1")?,
            signing_key: aead("signet signing key v1")?,
            logout: aead("signet logout v1")?,
            demo: aead("signet demo v1")?,
            client_secret_key: aead("signet client secret key v1")?,
            pushed_request: aead("signet pushed request v1")?,
            initial_access_token: aead("signet initial access token v1")?,
            sign_in_state: aead("signet sign-in state v1")?,
            enrolment: aead("signet enrolment v1")?,
            seed: aead("signet seed v1")?,
            mail: aead("signet mail v1")?,
            sign_up_link: aead("signet sign-up link v1")?,
            passkey_challenge: aead("signet passkey challenge v1")?,
            forward_auth: aead("signet forward auth v1")?,
            waiting_sessions: aead("signet waiting sessions v1")?,
            webhook_secret: aead("signet webhook secret v1")?,
            kept_answer: aead("signet kept answer v1")?,
            refresh_token: mac("signet refresh token v1")?,
            form_token: mac("signet form token v1")?,
            setup_link: mac("signet setup link v1")?,
            client_secret: mac("signet client secret v1")?,
            attempt_key: mac("signet attempt key v1")?,
            spent_key: mac("signet spent key v1")?,
            pairwise_subject: mac("signet pairwise subject v1")?,
            registration_token: mac("signet registration token v1")?,
            session_state: mac("signet session state v1")?,
            user_code: mac("signet user code v1")?,
            account_mark: mac("signet account mark v1")?,
            remembered_device: mac("signet remembered device v1")?,
            audit_mark: mac("signet audit mark v1")?,
            kept_answer_key: mac("signet kept answer key v1")?,
            master_mark: MasterMark::of(master)?,
        })
    }

    /// Encrypts `plaintext` and ties it to `purpose` and `aad` (AES-256-GCM-SIV, RFC 8452, random
    /// nonce). The text is base64url without padding.
    pub fn seal(
        &self,
        purpose: Purpose,
        aad: &[u8],
        plaintext: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<String, CryptoError> {
        let sealed = seal_bytes(self.aead(purpose), aad, plaintext, entropy)?;
        Ok(BASE64URL_NOPAD.encode(&sealed))
    }

    /// Decrypts what [`Self::seal`] made with the same purpose and additional data. Every text
    /// has one spelling only: padding, white space and stray trailing bits (RFC 4648 §3.5) are
    /// refused.
    pub fn open(
        &self,
        purpose: Purpose,
        aad: &[u8],
        text: &str,
    ) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        let sealed = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| Unsealable)?;
        open_bytes(self.aead(purpose), aad, sealed)
    }

    /// HMAC-SHA256 (RFC 2104) over `parts`, each preceded by its length, so that no two lists of
    /// parts are the same message.
    pub fn mac(&self, purpose: MacPurpose, parts: &[&[u8]]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(self.mac_key(purpose));
        for part in parts {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        let mut tag = [0; 32];
        tag.copy_from_slice(context.sign().as_ref());
        tag
    }

    /// Whether `tag` is the [`Self::mac`] of `parts`, in constant time.
    pub fn verify(&self, purpose: MacPurpose, parts: &[&[u8]], tag: &[u8]) -> bool {
        same_bytes(&self.mac(purpose, parts), tag)
    }

    /// What is kept of a client secret. Compare with [`same_bytes`].
    pub fn client_secret_hash(&self, secret: &str) -> ClientSecretHash {
        ClientSecretHash(self.mac(MacPurpose::ClientSecret, &[secret.as_bytes()]))
    }

    const fn aead(&self, purpose: Purpose) -> &LessSafeKey {
        match purpose {
            Purpose::AuthorizationCode => &self.authorization_code,
            Purpose::AuthorizationRequest => &self.authorization_request,
            Purpose::OpaqueAccessToken => &self.opaque_access_token,
            Purpose::SigningKey => &self.signing_key,
            Purpose::Logout => &self.logout,
            Purpose::Demo => &self.demo,
            Purpose::ClientSecret => &self.client_secret_key,
            Purpose::PushedRequest => &self.pushed_request,
            Purpose::InitialAccessToken => &self.initial_access_token,
            Purpose::SignInState => &self.sign_in_state,
            Purpose::Enrolment => &self.enrolment,
            Purpose::Mail => &self.mail,
            Purpose::SignUpLink => &self.sign_up_link,
            Purpose::PasskeyChallenge => &self.passkey_challenge,
            Purpose::ForwardAuth => &self.forward_auth,
            Purpose::WaitingSessions => &self.waiting_sessions,
            Purpose::WebhookSecret => &self.webhook_secret,
            Purpose::KeptAnswer => &self.kept_answer,
        }
    }

    const fn mac_key(&self, purpose: MacPurpose) -> &hmac::Key {
        match purpose {
            MacPurpose::RefreshToken => &self.refresh_token,
            MacPurpose::FormToken => &self.form_token,
            MacPurpose::SetupLink => &self.setup_link,
            MacPurpose::ClientSecret => &self.client_secret,
            MacPurpose::AttemptKey => &self.attempt_key,
            MacPurpose::SpentKey => &self.spent_key,
            MacPurpose::PairwiseSubject => &self.pairwise_subject,
            MacPurpose::RegistrationToken => &self.registration_token,
            MacPurpose::SessionState => &self.session_state,
            MacPurpose::UserCode => &self.user_code,
            MacPurpose::AccountMark => &self.account_mark,
            MacPurpose::RememberedDevice => &self.remembered_device,
            MacPurpose::AuditMark => &self.audit_mark,
            MacPurpose::KeptAnswer => &self.kept_answer_key,
        }
    }
}

fn aead_key(master: &MasterKey, label: &str) -> Result<LessSafeKey, CryptoError> {
    let key = master.derive(label)?;
    let key = UnboundKey::new(&AES_256_GCM_SIV, key.as_slice())
        .map_err(|_| CryptoError("prepare an encryption key"))?;
    Ok(LessSafeKey::new(key))
}

fn mac_key(master: &MasterKey, label: &str) -> Result<hmac::Key, CryptoError> {
    let key = master.derive(label)?;
    Ok(hmac::Key::new(hmac::HMAC_SHA256, key.as_slice()))
}

fn seal_bytes(
    key: &LessSafeKey,
    aad: &[u8],
    plaintext: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, CryptoError> {
    let failed = |_| CryptoError("encrypt");
    let nonce: [u8; NONCE_LEN] = entropy::bytes(entropy);
    let mut sealed = Vec::with_capacity(HEAD + plaintext.len() + key.algorithm().tag_len());
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plaintext);
    let body = sealed.get_mut(HEAD..).unwrap_or_default();
    let tag = key
        .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), body)
        .map_err(failed)?;
    sealed.extend_from_slice(tag.as_ref());
    Ok(sealed)
}

fn open_bytes(
    key: &LessSafeKey,
    aad: &[u8],
    sealed: Vec<u8>,
) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
    let mut sealed = Zeroizing::new(sealed);
    let [VERSION, rest @ ..] = sealed.as_slice() else {
        return Err(Unsealable);
    };
    let nonce = *rest.first_chunk().ok_or(Unsealable)?;
    let length = key
        .open_within(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(aad),
            sealed.as_mut_slice(),
            HEAD..,
        )
        .map_err(|_| Unsealable)?
        .len();
    sealed.truncate(length);
    Ok(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use proptest::prelude::*;

    const PURPOSES: [Purpose; 12] = [
        Purpose::AuthorizationCode,
        Purpose::AuthorizationRequest,
        Purpose::OpaqueAccessToken,
        Purpose::SigningKey,
        Purpose::Logout,
        Purpose::Demo,
        Purpose::ClientSecret,
        Purpose::PushedRequest,
        Purpose::InitialAccessToken,
        Purpose::SignInState,
        Purpose::Enrolment,
        Purpose::KeptAnswer,
    ];
    const MACS: [MacPurpose; 13] = [
        MacPurpose::RefreshToken,
        MacPurpose::FormToken,
        MacPurpose::SetupLink,
        MacPurpose::ClientSecret,
        MacPurpose::AttemptKey,
        MacPurpose::SpentKey,
        MacPurpose::PairwiseSubject,
        MacPurpose::RegistrationToken,
        MacPurpose::SessionState,
        MacPurpose::UserCode,
        MacPurpose::AccountMark,
        MacPurpose::RememberedDevice,
        MacPurpose::KeptAnswer,
    ];

    fn seals(digit: &str) -> Seals {
        Seals::derive(&MasterKey::from_text(&digit.repeat(64)).unwrap()).unwrap()
    }

    #[test]
    fn only_the_same_purpose_data_and_master_open() {
        let (one, two) = (seals("1"), seals("2"));
        let entropy = SeededEntropy::new(1);
        for purpose in PURPOSES {
            let text = one.seal(purpose, b"aad", b"plain", &entropy).unwrap();
            for other in PURPOSES {
                let opened = one.open(other, b"aad", &text);
                assert_eq!(opened.is_ok(), other == purpose, "{purpose:?} as {other:?}");
            }
            assert_eq!(
                one.open(purpose, b"aad", &text).unwrap().as_slice(),
                b"plain"
            );
            assert_eq!(one.open(purpose, b"ada", &text), Err(Unsealable));
            assert_eq!(two.open(purpose, b"aad", &text), Err(Unsealable));
        }
    }

    #[test]
    fn one_spelling_only() {
        let seals = seals("1");
        let seal = |plain: &[u8]| {
            let entropy = SeededEntropy::new(1);
            seals.seal(Purpose::Demo, b"", plain, &entropy).unwrap()
        };
        for plain in [&b""[..], b"1", b"22", b"333"] {
            let text = seal(plain);
            let open = |text: &str| seals.open(Purpose::Demo, b"", text);
            assert_eq!(open(&text).unwrap().as_slice(), plain);
            for changed in [
                String::new(),
                format!("{text}="),
                format!("{text}A"),
                format!(" {text}"),
                format!("{text}\n"),
                text[1..].to_owned(),
            ] {
                assert_eq!(open(&changed), Err(Unsealable), "{changed:?}");
            }
            for end in 0..text.len() {
                assert_eq!(open(&text[..end]), Err(Unsealable));
            }
            let (head, last) = text.split_at(text.len() - 1);
            for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".chars()
            {
                if !last.starts_with(other) {
                    assert_eq!(open(&format!("{head}{other}")), Err(Unsealable));
                }
            }
        }
    }

    #[test]
    fn macs_keep_purposes_and_parts_apart() {
        let seals = seals("1");
        let parts: &[&[u8]] = &[b"ab", b"c"];
        for purpose in MACS {
            let tag = seals.mac(purpose, parts);
            for other in MACS {
                assert_eq!(seals.verify(other, parts, &tag), other == purpose);
            }
            assert!(!seals.verify(purpose, &[b"a", b"bc"], &tag));
            assert!(!seals.verify(purpose, &[b"abc"], &tag));
            assert!(!seals.verify(purpose, &[b"ab", b"c", b""], &tag));
            assert!(!seals.verify(purpose, parts, &tag[..31]));
            assert!(!seals.verify(purpose, parts, b""));
        }
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(plain: Vec<u8>, aad: Vec<u8>, seed: u64) {
            let seals = seals("3");
            let text = seals
                .seal(Purpose::AuthorizationCode, &aad, &plain, &SeededEntropy::new(seed))
                .unwrap();
            let opened = seals.open(Purpose::AuthorizationCode, &aad, &text).unwrap();
            prop_assert_eq!(opened.as_slice(), plain.as_slice());
        }

        #[test]
        fn a_flipped_bit_is_noticed(plain: Vec<u8>, at: prop::sample::Index, bit in 0..8_u8) {
            let seals = seals("3");
            let text = seals
                .seal(Purpose::Demo, b"", &plain, &SeededEntropy::new(1))
                .unwrap();
            let mut bytes = BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            let text = BASE64URL_NOPAD.encode(&bytes);
            prop_assert_eq!(seals.open(Purpose::Demo, b"", &text), Err(Unsealable));
        }

        #[test]
        fn rubbish_never_opens(text in "[A-Za-z0-9_-]{0,200}") {
            prop_assert_eq!(seals("3").open(Purpose::Demo, b"", &text), Err(Unsealable));
        }
    }
}
