//! Signing keys: made, rotated, taken from files. One node at a time changes them; the store's
//! revision decides which.

use super::{Desk, DeskError, Forbidden, Operation, Target};
use crate::clock::{Clock, Timestamp};
use crate::config::Config;
use crate::entropy::Entropy;
use crate::keys::rotation::{self, ExecuteError, Eyes, KeyChanges, Order, Schedule, Step};
use crate::keys::{ImportError, Imported, KeyRing, RingError, Seals, import_dir};
use crate::model::{Event, EventActor, EventIds, SigningKey};
use crate::oidc::SigningAlgorithm;
use crate::store::{KeyChange, Store, StoreError};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How often a change is tried again when somebody else was faster.
const TRIES: u32 = 5;

/// Why keys could not be changed. Nothing has happened.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The operator may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key could not be made.
    #[error(transparent)]
    Execute(#[from] ExecuteError),
    /// A file holds no usable key.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A stored key cannot be used.
    #[error(transparent)]
    Ring(#[from] RingError),
    /// Others changed the keys again and again.
    #[error("the keys are being changed by somebody else; try again")]
    Contended,
    /// The thread that makes keys ended.
    #[error("making the keys was interrupted")]
    Interrupted,
}

/// What is needed to change keys.
#[derive(Clone)]
pub struct KeyKeeper {
    /// Where they are.
    pub store: Arc<dyn Store>,
    /// What seals them.
    pub seals: Arc<Seals>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// The order of what happens here.
    pub event_ids: Arc<EventIds>,
    /// How long things take.
    pub schedule: Schedule,
    /// Who has keys changed.
    pub actor: EventActor,
}

/// The schedule that the settings ask for. A retired key stays until everything it signed has
/// expired, and a minute for nodes that learn of it late; then hints are read by it as long as a session
/// may live that it signed for.
pub fn schedule(config: &Config) -> Schedule {
    let signed = config.lifetimes.id_token.max(config.lifetimes.access_token);
    Schedule {
        rotate_every: config.keys.rotate_every,
        publish_ahead: config.keys.publish_ahead,
        wait_for_readers: config.keys.wait_for_readers,
        keep_retired: signed + Duration::from_mins(1),
        keep_for_hints: config.lifetimes.session_absolute,
    }
}

/// All keys, in the order of the JWKS.
pub async fn list(desk: &Desk<'_>) -> Result<Vec<SigningKey>, DeskError> {
    desk.may(Operation::ReadKeys, Target::Deployment)?;
    let mut keys = desk.store.signing_keys().await?;
    keys.sort_by_key(|key| (key.algorithm, key.published_at));
    Ok(keys)
}

/// Replaces the keys: as soon as everybody can know the next ones, or at once in an `emergency`.
/// Returns whether anything changed.
pub async fn rotate(desk: &Desk<'_>, emergency: bool) -> Result<bool, KeysError> {
    desk.may(Operation::RotateKeys, Target::Deployment)?;
    let order = if emergency {
        Order::Emergency
    } else {
        Order::Rotate
    };
    let keeper = KeyKeeper {
        actor: desk.event_actor(),
        ..desk.key_keeper()
    };
    keeper.tend(order).await
}

impl KeyKeeper {
    /// Carries out `order`; without anything to do it writes nothing. Returns whether keys changed.
    pub async fn tend(&self, order: Order) -> Result<bool, KeysError> {
        self.change(Vec::new(), order).await
    }

    /// Takes keys from `*.pem`, `*.jwk` and `*.json` files in `dir` into use, those that are not
    /// known yet and never were.
    pub async fn import(&self, dir: &Path) -> Result<bool, KeysError> {
        let mut imported = import_dir(dir)?;
        let gone = self.store.gone_keys().await?;
        imported.retain(|file| !gone.contains(&file.kid()));
        if imported.is_empty() {
            return Ok(false);
        }
        self.change(imported, Order::Scheduled).await
    }

    /// The keys as they are, prepared for signing.
    pub async fn ring(&self) -> Result<KeyRing, KeysError> {
        let revision = self.store.revisions().await?.keys;
        let keys = self.store.signing_keys().await?;
        let past = self.store.past_keys().await?;
        Ok(KeyRing::new(&keys, &self.seals, revision)?.remembering(&past)?)
    }

    async fn change(&self, imported: Vec<Imported>, order: Order) -> Result<bool, KeysError> {
        let imported = Arc::new(imported);
        for _ in 0..TRIES {
            let revision = self.store.revisions().await?.keys;
            let keys = self.store.signing_keys().await?;
            let past = self.store.past_keys().await?;
            let forgotten = rotation::forgotten(&past, self.clock.now(), order);
            let needed = self.needed().await?;
            let eyes = Eyes(self.store.key_readers().await?);
            let changes = self
                .make(keys, needed, Arc::clone(&imported), order, eyes)
                .await?;
            if changes.is_empty() && forgotten.is_empty() {
                return Ok(false);
            }
            let put = changes.put.into_iter().map(KeyChange::Put);
            let steps = put
                .chain(changes.remove.into_iter().map(KeyChange::Remove))
                .chain(changes.past.into_iter().map(KeyChange::Remember))
                .chain(forgotten.into_iter().map(KeyChange::Forget))
                .collect();
            let (clock, entropy) = (self.clock.as_ref(), self.entropy.as_ref());
            let event = Event::new(&self.event_ids, clock, entropy, "keys.changed");
            let event = event
                .by(self.actor.clone())
                .with("order", format!("{order:?}"));
            let store = self.store.recording(vec![event]);
            if store.change_signing_keys(revision, steps).await? {
                tracing::info!(event = "keys_changed", ?order);
                return Ok(true);
            }
        }
        Err(KeysError::Contended)
    }

    /// Algorithms that some client is registered for.
    async fn needed(&self) -> Result<Vec<SigningAlgorithm>, StoreError> {
        let clients = self.store.clients().await?;
        let used = clients.iter().flat_map(|client| {
            let metadata = &client.metadata;
            let always = [
                metadata.id_token_signed_response_alg,
                metadata.access_token_signed_response_alg,
            ];
            always
                .into_iter()
                .chain(metadata.userinfo_signed_response_alg)
        });
        Ok(used.collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// Plans and makes keys on a thread that may block: an RSA key takes a tenth of a second or
    /// more.
    async fn make(
        &self,
        keys: Vec<SigningKey>,
        needed: Vec<SigningAlgorithm>,
        imported: Arc<Vec<Imported>>,
        order: Order,
        eyes: Eyes,
    ) -> Result<KeyChanges, KeysError> {
        let this = self.clone();
        let made = tokio::task::spawn_blocking(move || {
            this.plan_and_make(&keys, &needed, &imported, order, &eyes)
        });
        Ok(made.await.map_err(|_| KeysError::Interrupted)??)
    }

    fn plan_and_make(
        &self,
        keys: &[SigningKey],
        needed: &[SigningAlgorithm],
        imported: &[Imported],
        order: Order,
        eyes: &Eyes,
    ) -> Result<KeyChanges, ExecuteError> {
        let now = self.clock.now();
        let entropy = self.entropy.as_ref();
        let execute = |steps: &[_], keys: &[_]| {
            rotation::execute(steps, keys, imported, &self.seals, entropy, now)
        };
        let steps = rotation::plan_import(keys, imported, now, &self.schedule);
        let adopted = execute(&steps, keys)?;
        let keys = adopted.applied_to(keys);
        let steps = rotation::plan(&keys, needed, now, &self.schedule, order, eyes);
        warn_of_unaware(&steps, &keys, eyes, now);
        let tended = execute(&steps, &keys)?;
        let untouched = |key: &SigningKey| {
            tended.put.iter().all(|later| later.kid != key.kid) && !tended.remove.contains(&key.kid)
        };
        let put = adopted.put.into_iter().filter(untouched);
        Ok(KeyChanges {
            put: put.chain(tended.put.iter().cloned()).collect(),
            remove: adopted
                .remove
                .into_iter()
                .chain(tended.remove.clone())
                .collect(),
            past: adopted.past.into_iter().chain(tended.past).collect(),
        })
    }
}

/// Names those for whom a switch does not wait any longer.
fn warn_of_unaware(steps: &[Step], keys: &[SigningKey], eyes: &Eyes, now: Timestamp) {
    for step in steps {
        let Step::Promote(kid) = step else { continue };
        let key = keys.iter().find(|key| key.kid == *kid);
        let unaware = key.into_iter().flat_map(|key| eyes.unaware_of(key, now));
        let unaware: Vec<_> = unaware.map(ToString::to_string).collect();
        if !unaware.is_empty() {
            tracing::warn!(
                event = "key_signs_unseen",
                kid = %kid,
                readers = unaware.join(", "),
                "a key begins to sign that some have not fetched yet"
            );
        }
    }
}
