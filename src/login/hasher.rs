//! Hashing and verifying passwords, a bounded number at once (security F1, F4, F5).

use super::argon::{self, Verdict};
use super::hash_memory::Memory;
use super::hash_params::{HashParams, HashParamsError};
use super::hash_queue::{HashQueue, Undone};
use super::password_policy::{PasswordPolicy, PasswordRefusal};
use super::password_text::normalised;
use crate::entropy::{self, Entropy};
use crate::metrics::HashMeters;
use crate::model::PasswordHash;
use crate::secret::Secret;
use argon2::Params;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use std::{io, thread};

/// How passwords are hashed.
#[derive(Clone, Copy, Debug)]
pub struct HasherSettings {
    /// What a hash costs.
    pub params: HashParams,
    /// Threads that hash, each with its own memory.
    pub workers: usize,
    /// How many requests may wait for one.
    pub queue: usize,
    /// How long one may wait.
    pub wait: Duration,
}

impl Default for HasherSettings {
    /// All CPUs but one, so that sign-on by session stays fast while many sign in.
    fn default() -> Self {
        let cpus = thread::available_parallelism().map_or(1, usize::from);
        Self {
            params: HashParams::default(),
            workers: cpus.saturating_sub(1).max(1),
            queue: 64,
            wait: Duration::from_secs(2),
        }
    }
}

/// Why hashing cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum HasherStartError {
    /// The parameters are out of bounds.
    #[error(transparent)]
    Params(#[from] HashParamsError),
    /// No worker is asked for.
    #[error("at least one worker must hash passwords")]
    NoWorker,
    /// There is no memory for the workers.
    #[error("there is not enough memory to hash passwords: {0}")]
    Memory(argon2::Error),
    /// The system refused a thread.
    #[error("cannot start a thread to hash passwords: {0}")]
    Thread(#[from] io::Error),
}

/// Why a password was not hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HasherError {
    /// Too many passwords are being checked; try again in a moment (503 with `Retry-After`).
    #[error("too many passwords are being checked")]
    Busy,
    /// Longer than passwords may be.
    #[error("the password is too long")]
    TooLong,
    /// The worker failed; the log knows more.
    #[error("the password could not be hashed")]
    Failed,
}

/// Hashes and verifies passwords. One for the process.
pub struct PasswordHasher {
    params: Params,
    queue: HashQueue,
    entropy: Arc<dyn Entropy>,
    filled_kib: Arc<AtomicU64>,
    meters: Arc<HashMeters>,
}

impl PasswordHasher {
    /// Makes sure of the memory and starts the workers; `entropy` gives the salts.
    pub fn new(
        settings: &HasherSettings,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, HasherStartError> {
        let params = settings.params.bounded()?;
        if settings.workers == 0 {
            return Err(HasherStartError::NoWorker);
        }
        let filled_kib = Arc::new(AtomicU64::new(0));
        let memories = (0..settings.workers)
            .map(|_| Memory::new(params.block_count(), Arc::clone(&filled_kib)))
            .collect::<Result<_, _>>()
            .map_err(HasherStartError::Memory)?;
        Ok(Self {
            params,
            queue: HashQueue::start(memories, settings.queue, settings.wait)?,
            entropy,
            filled_kib,
            meters: Arc::default(),
        })
    }

    /// Hashes a new password with a fresh salt.
    pub async fn hash(&self, password: &Secret<String>) -> Result<PasswordHash, HasherError> {
        let password = normalised(password).ok_or(HasherError::TooLong)?;
        let salt = entropy::bytes(&*self.entropy);
        let params = self.params.clone();
        self.run(move |memory| argon::hash(memory, &params, password.expose(), &salt))
            .await
    }

    /// Compares a password with what is stored. Without anything stored, or with a password that
    /// is too long for any account, it is [`Verdict::Wrong`] after the same work.
    pub async fn verify(
        &self,
        password: &Secret<String>,
        stored: Option<PasswordHash>,
    ) -> Result<Verdict, HasherError> {
        let (password, stored) = match normalised(password) {
            Some(password) => (password, stored),
            None => (Secret::default(), None),
        };
        let params = self.params.clone();
        self.run(move |memory| argon::verify(memory, &params, password.expose(), stored.as_ref()))
            .await
    }

    /// Has `policy` judge a new password. That computes for long, so the workers do it.
    pub async fn judge(
        &self,
        policy: PasswordPolicy,
        password: &Secret<String>,
        own_names: Vec<String>,
    ) -> Result<Result<(), PasswordRefusal>, HasherError> {
        let password = password.clone();
        self.run(move |_| {
            let own_names: Vec<_> = own_names.iter().map(String::as_str).collect();
            Ok(policy.check(&password, &own_names))
        })
        .await
    }

    /// Whether a hash made elsewhere is weaker than new ones, so that it is replaced at the next
    /// sign-in; none if nobody could sign in with it.
    pub fn is_weaker(&self, hash: &PasswordHash) -> Option<bool> {
        argon::is_weaker(hash, &self.params)
    }

    /// Memory that all hashes so far have filled, in KiB over all passes: the work done.
    pub fn filled_kib(&self) -> u64 {
        self.filled_kib.load(Ordering::Relaxed)
    }

    /// What hashing measures.
    pub fn meters(&self) -> &HashMeters {
        &self.meters
    }

    /// How many wait for a worker.
    pub fn waiting(&self) -> usize {
        self.queue.waiting()
    }

    async fn run<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Memory) -> Result<T, argon2::Error> + Send + 'static,
    ) -> Result<T, HasherError> {
        let (meters, came) = (Arc::clone(&self.meters), Instant::now());
        let measured = move |memory: &mut Memory| {
            let began = Instant::now();
            meters.waits.note_time(began.duration_since(came));
            let done = task(memory);
            meters.durations.note_time(began.elapsed());
            done
        };
        match self.queue.run(measured).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => {
                tracing::error!(%error, "a password could not be hashed");
                Err(HasherError::Failed)
            }
            Err(Undone::Busy) => {
                self.meters.refused.note();
                Err(HasherError::Busy)
            }
            Err(Undone::Failed) => Err(HasherError::Failed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SystemEntropy;
    use futures_util::future::join_all;

    const PARAMS: HashParams = HashParams {
        memory_kib: 64,
        passes: 2,
        lanes: 1,
    };

    fn hasher(queue: usize) -> PasswordHasher {
        let settings = HasherSettings {
            params: PARAMS,
            workers: 2,
            queue,
            wait: Duration::from_secs(20),
        };
        PasswordHasher::new(&settings, Arc::new(SystemEntropy)).unwrap()
    }

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    #[tokio::test]
    async fn a_password_verifies_as_typed_on_any_keyboard() {
        let hasher = hasher(4);
        let hash = hasher.hash(&secret("caf\u{e9} au lait")).await.unwrap();
        let right = Ok(Verdict::Right { rehash: false });
        let typed = secret("cafe\u{301} au lait");
        assert_eq!(hasher.verify(&typed, Some(hash.clone())).await, right);
        for wrong in ["cafe au lait", "café au lait ", "Café au lait", ""] {
            let verdict = hasher.verify(&secret(wrong), Some(hash.clone())).await;
            assert_eq!(verdict, Ok(Verdict::Wrong), "{wrong:?}");
        }
    }

    #[tokio::test]
    async fn salts_are_fresh() {
        let hasher = hasher(4);
        let first = hasher.hash(&secret("same")).await.unwrap();
        let second = hasher.hash(&secret("same")).await.unwrap();
        assert!(first != second);
    }

    #[tokio::test]
    async fn whatever_is_wrong_the_work_is_the_same() {
        let hasher = hasher(4);
        let hash = hasher.hash(&secret("right")).await.unwrap();
        let long = "x".repeat(100_000);
        let mut before = hasher.filled_kib();
        for (password, stored) in [
            ("wrong", Some(hash.clone())),
            ("wrong", None),
            (long.as_str(), Some(hash.clone())),
            ("", Some(hash)),
        ] {
            let verdict = hasher.verify(&secret(password), stored).await;
            assert_eq!(verdict, Ok(Verdict::Wrong));
            assert_eq!(hasher.filled_kib() - before, 128);
            before = hasher.filled_kib();
        }
    }

    #[tokio::test]
    async fn a_long_password_is_never_set() {
        let hasher = hasher(4);
        let refused = hasher.hash(&secret(&"x".repeat(129))).await;
        assert_eq!(refused, Err(HasherError::TooLong));
        assert_eq!(hasher.filled_kib(), 0);
    }

    #[tokio::test]
    async fn a_crowd_is_served_or_told_to_come_back() {
        let hasher = hasher(8);
        let hash = hasher.hash(&secret("right")).await.unwrap();
        let right = secret("right");
        let all = (0..200).map(|_| hasher.verify(&right, Some(hash.clone())));
        let answers = join_all(all).await;
        let right = answers.iter().filter(|answer| answer.is_ok()).count();
        let busy = answers
            .iter()
            .filter(|answer| **answer == Err(HasherError::Busy))
            .count();
        assert!(
            right >= 8 && right + busy == 200,
            "{right} right, {busy} busy"
        );
    }

    #[test]
    fn senseless_settings_are_refused() {
        let none = HasherSettings {
            workers: 0,
            ..HasherSettings::default()
        };
        let refused = PasswordHasher::new(&none, Arc::new(SystemEntropy)).err();
        assert!(matches!(refused, Some(HasherStartError::NoWorker)));
    }
}
