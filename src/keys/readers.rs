//! Who has fetched the published keys, until it is written down. Anybody may fetch them, so nothing
//! here grows without bounds, and a request that says nothing new costs a hash.

use crate::clock::Timestamp;
use crate::model::KeyReader;
use crate::oidc::ClientId;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// So many readers are remembered until they are written down; further ones come again.
const MOST: usize = 500;
/// So many addresses of apps are remembered.
const MOST_CLIENTS: usize = 2_000;
/// Letters of a program's name that are kept.
const NAME: usize = 100;
/// Places where it stands who was noted lately.
const PLACES: usize = 1024;
/// For how many seconds nobody is noted again.
const LATELY: i64 = 30;

/// Who has fetched the published keys.
#[derive(Debug)]
pub struct Readers {
    hasher: RandomState,
    lately: Box<[AtomicU64]>,
    seen: Mutex<HashMap<(IpAddr, String), Times>>,
    clients: Mutex<HashMap<IpAddr, ClientId>>,
}

#[derive(Clone, Copy, Debug)]
struct Times {
    first: Timestamp,
    last: Timestamp,
}

impl Default for Readers {
    fn default() -> Self {
        Self {
            hasher: RandomState::new(),
            lately: (0..PLACES).map(|_| AtomicU64::new(0)).collect(),
            seen: Mutex::default(),
            clients: Mutex::default(),
        }
    }
}

impl Readers {
    /// Notes that a program at `address` has fetched the keys of `revision`.
    pub fn note(&self, address: IpAddr, user_agent: &str, revision: i64, now: Timestamp) {
        if self.was_lately(&(address, user_agent, revision), now) {
            return;
        }
        let name: String = user_agent.chars().take(NAME).collect();
        let mut seen = lock(&self.seen);
        let is_full = seen.len() >= MOST;
        let times = seen.get_mut(&(address, name.clone()));
        match times {
            Some(times) => times.last = now,
            None if is_full => {}
            None => {
                let times = Times {
                    first: now,
                    last: now,
                };
                seen.insert((address, name), times);
            }
        }
    }

    /// Notes that an app has been given tokens at `address`.
    pub fn note_client(&self, address: IpAddr, client_id: &ClientId, now: Timestamp) {
        if self.was_lately(&(address, client_id.as_str()), now) {
            return;
        }
        let mut clients = lock(&self.clients);
        if clients.len() < MOST_CLIENTS || clients.contains_key(&address) {
            clients.insert(address, client_id.clone());
        }
    }

    /// Takes who has been seen since the last call.
    pub fn drain(&self) -> Vec<KeyReader> {
        let seen = std::mem::take(&mut *lock(&self.seen));
        let clients = lock(&self.clients);
        let reader = |((address, user_agent), times): ((IpAddr, String), Times)| KeyReader {
            client_id: clients.get(&address).cloned(),
            address: address.to_string(),
            user_agent,
            first_seen_at: times.first,
            last_seen_at: times.last,
        };
        seen.into_iter().map(reader).collect()
    }

    /// Whether the same was noted a moment ago; from now on it was.
    fn was_lately(&self, what: &impl Hash, now: Timestamp) -> bool {
        let hash = self.hasher.hash_one((what, now.0.div_euclid(LATELY)));
        let place = usize::try_from(hash % PLACES as u64).unwrap_or(0);
        let Some(place) = self.lately.get(place) else {
            return false;
        };
        place.load(Ordering::Relaxed) == hash || {
            place.store(hash, Ordering::Relaxed);
            false
        }
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn address(last: u8) -> IpAddr {
        IpAddr::V4(Ipv4Addr::new(192, 0, 2, last))
    }

    #[test]
    fn who_comes_again_is_one_reader() {
        let readers = Readers::default();
        let app = ClientId::try_from("app").unwrap();
        readers.note_client(address(1), &app, Timestamp(0));
        for second in [0, 1, 2, 100] {
            readers.note(address(1), "curl/8", 1, Timestamp(second));
        }
        readers.note(address(1), "", 1, Timestamp(7));
        readers.note(address(2), "curl/8", 1, Timestamp(7));
        let mut seen = readers.drain();
        seen.sort_by_key(|reader| (reader.address.clone(), reader.user_agent.clone()));
        let told: Vec<_> = seen.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "192.0.2.1 [app]",
                "192.0.2.1 [app] (curl/8)",
                "192.0.2.2 (curl/8)"
            ]
        );
        let times = |reader: &KeyReader| (reader.first_seen_at.0, reader.last_seen_at.0);
        assert_eq!(times(&seen[1]), (0, 100));
        assert_eq!(readers.drain(), []);
    }

    #[test]
    fn a_change_of_keys_is_noted_at_once() {
        let readers = Readers::default();
        readers.note(address(1), "a", 1, Timestamp(0));
        readers.note(address(1), "a", 2, Timestamp(1));
        assert_eq!(readers.drain()[0].last_seen_at, Timestamp(1));
    }

    #[test]
    fn a_flood_fills_no_memory() {
        let readers = Readers::default();
        for number in 0..5_000 {
            readers.note(
                address(1),
                &format!("{number}{}", "x".repeat(500)),
                1,
                Timestamp(0),
            );
        }
        let seen = readers.drain();
        assert_eq!(seen.len(), MOST);
        assert!(seen.iter().all(|reader| reader.user_agent.len() == NAME));
    }
}
