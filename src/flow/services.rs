//! What every use case may use.

use super::Failure;
use super::client_keys;
use super::errands::Errands;
use super::figures;
use super::mapped;
use super::notes::Notes;
use super::outbox::Outbox;
use super::post::Post;
use super::refused::RefusedOperators;
use super::session::LastUses;
use super::wake::Wake;
use crate::clock::{Clock, Timestamp};
use crate::config::Config;
use crate::entropy::Entropy;
use crate::fetch::Fetcher;
use crate::keys::{DecryptionKey, Jwks, KeyRing, KnownTokens, Purpose, Readers, Ring, Seals};
use crate::login::{PasswordHasher, PasswordPolicy, Spraying, UnderWay, throttle};
use crate::metrics::Meters;
use crate::model::{Event, EventIds, GrantId, ScimTokenId, SessionId};
use crate::oidc::tokens::AccessTokenClaims;
use crate::pages::Branding;
use crate::store::Store;
use crate::store::sql::Presence;
use crate::words::{Language, OwnTexts, Words};
use arc_swap::Guard;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use zeroize::Zeroizing;

/// The parts that a running Signet is made of.
pub struct Services {
    /// Settings.
    pub config: Config,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The order of what happens here.
    pub event_ids: Arc<EventIds>,
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// Signing keys as of the last look.
    pub ring: Ring,
    /// Who has fetched the published keys, as far as it is not written down yet.
    pub key_readers: Readers,
    /// Access tokens whose signature has been checked.
    pub known_tokens: KnownTokens<AccessTokenClaims>,
    /// Keys for sealing and authenticating.
    pub seals: Arc<Seals>,
    /// Password hashing.
    pub hasher: Arc<PasswordHasher>,
    /// What is asked of new passwords.
    pub password_policy: PasswordPolicy,
    /// How failed sign-ins are slowed down.
    pub throttle: throttle::Policy,
    /// How the pages look.
    pub branding: Branding,
    /// What is said here in other words than elsewhere.
    pub texts: Option<Arc<OwnTexts>>,
    /// Failed sign-ins of all accounts together.
    pub spraying: Spraying,
    /// Sign-ins being looked at.
    pub under_way: UnderWay,
    /// Uses of sessions that are not written down yet.
    pub last_uses: LastUses,
    /// Uses of SCIM tokens that are not written down yet.
    pub scim_token_uses: LastUses<ScimTokenId>,
    /// What others encrypt to.
    pub decryption_key: Arc<DecryptionKey>,
    /// Whether that key is published, because some client may encrypt.
    pub takes_encrypted: AtomicBool,
    /// Keys of clients.
    pub client_keys: client_keys::Parsed,
    /// Expressions in the claims of clients.
    pub expressions: mapped::Parsed,
    /// Outgoing calls.
    pub fetcher: Arc<Fetcher>,
    /// Who tells apps of ended sessions, and who waits for it.
    pub outbox: Outbox,
    /// Who ends what is over.
    pub endings: Wake,
    /// Who sends letters.
    pub post: Arc<Post>,
    /// Who sends events to their targets.
    pub webhooks: Wake,
    /// What anybody may cause, until it is written down.
    pub notes: Notes,
    /// What operators were refused, until it is written down.
    pub refused: RefusedOperators,
    /// What is done after answers.
    pub errands: Errands,
    /// What is counted.
    pub meters: Meters,
    /// What of it is kept over time.
    pub book: figures::Book,
    /// Keeps others from replacing the embedded database; none on PostgreSQL.
    pub presence: Option<Presence>,
}

impl Services {
    /// The same parts over another store, on which something is only played: what is remembered and
    /// counted there is nothing here.
    #[must_use]
    pub fn over(&self, store: Arc<dyn Store>) -> Self {
        Self {
            config: self.config.clone(),
            clock: Arc::clone(&self.clock),
            entropy: Arc::clone(&self.entropy),
            event_ids: Arc::clone(&self.event_ids),
            store,
            ring: self.ring.again(),
            key_readers: Readers::default(),
            known_tokens: KnownTokens::default(),
            seals: Arc::clone(&self.seals),
            hasher: Arc::clone(&self.hasher),
            password_policy: self.password_policy.clone(),
            throttle: self.throttle,
            branding: self.branding.clone(),
            texts: self.texts.clone(),
            spraying: self.spraying.again(),
            under_way: UnderWay::default(),
            last_uses: LastUses::default(),
            scim_token_uses: LastUses::default(),
            decryption_key: Arc::clone(&self.decryption_key),
            takes_encrypted: AtomicBool::new(self.takes_encrypted.load(Ordering::Relaxed)),
            client_keys: client_keys::Parsed::default(),
            expressions: mapped::Parsed::default(),
            fetcher: Arc::clone(&self.fetcher),
            outbox: Outbox::default(),
            endings: Wake::default(),
            post: Arc::clone(&self.post),
            webhooks: Wake::default(),
            notes: Notes::default(),
            refused: RefusedOperators::default(),
            errands: Errands::default(),
            meters: Meters::default(),
            book: figures::Book::default(),
            presence: None,
        }
    }

    /// The current second.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// An identifier of a session that begins now.
    pub fn new_session(&self) -> SessionId {
        let now = self.clock.now_millis();
        SessionId::at(self.store.over().session_begins(now), self.entropy.as_ref())
    }

    /// An identifier of a token family that begins now.
    pub fn new_family(&self) -> GrantId {
        let now = self.clock.now_millis();
        GrantId::at(self.store.over().family_begins(now), self.entropy.as_ref())
    }

    /// Something that has just happened.
    pub fn event(&self, kind: &'static str) -> Event {
        let (clock, entropy) = (self.clock.as_ref(), self.entropy.as_ref());
        Event::new(&self.event_ids, clock, entropy, kind)
    }

    /// The store for one write, which writes `event` down along with what it does.
    pub fn recording(&self, event: Event) -> Arc<dyn Store> {
        self.store.recording(vec![event])
    }

    /// What is said in `language`.
    pub fn words(&self, language: &'static Language) -> Words {
        Words::of(language).with_own(self.texts.clone())
    }

    /// The issuer identifier, to the letter.
    pub fn issuer(&self) -> &str {
        self.config.issuer.as_str()
    }

    /// The address of a path below the issuer.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.issuer().trim_end_matches('/'))
    }

    /// Seals `value` for `purpose`, bound to `context`.
    pub fn seal(
        &self,
        purpose: Purpose,
        context: &[u8],
        value: &impl Serialize,
    ) -> Result<String, Failure> {
        let plain = serde_json::to_vec(value).map(Zeroizing::new);
        let plain = plain.map_err(|_| Failure::Internal("a value is no JSON"))?;
        let sealed = self
            .seals
            .seal(purpose, context, &plain, self.entropy.as_ref());
        sealed.map_err(|_| Failure::Internal("sealing failed"))
    }

    /// Opens what [`Services::seal`] made for the same purpose and context; nothing else opens.
    pub fn open<T: DeserializeOwned>(
        &self,
        purpose: Purpose,
        context: &[u8],
        sealed: &str,
    ) -> Option<T> {
        let plain = self.seals.open(purpose, context, sealed).ok()?;
        serde_json::from_slice(&plain).ok()
    }

    /// The signing keys now.
    pub fn keys(&self) -> Guard<Arc<KeyRing>> {
        self.ring.load()
    }

    /// The published keys now. The one to encrypt to is among them only where some client uses it: some
    /// others fail on a key they do not know.
    pub fn jwks(&self) -> Jwks {
        let keys = self.keys();
        if self.takes_encrypted.load(Ordering::Relaxed) {
            keys.jwks().and(self.decryption_key.public_jwk())
        } else {
            keys.jwks().clone()
        }
    }
}
