//! Signing keys, and who has seen them.

use super::{Desk, DeskError, Operation, Target};
use crate::keys::rotation::{Eyes, has_seen};
use crate::model::{KeyReader, KeyState, SigningKey};
use std::cmp::Reverse;

/// A key, and who has fetched the published keys since it is one of them.
#[derive(Clone, Debug)]
pub struct SeenKey {
    /// The key.
    pub key: SigningKey,
    /// Those that have.
    pub seen_by: Vec<KeyReader>,
    /// Those that come regularly and have not yet; only of a key that is next, for the switch to it
    /// waits for them.
    pub unseen_by: Vec<KeyReader>,
}

/// All keys in the order of the JWKS.
pub async fn seen_keys(desk: &Desk<'_>) -> Result<Vec<SeenKey>, DeskError> {
    desk.may(Operation::ReadKeys, Target::Deployment)?;
    let now = desk.now();
    let eyes = Eyes(desk.store.key_readers().await?);
    let mut keys = desk.store.signing_keys().await?;
    keys.sort_by_key(|key| (key.algorithm, key.published_at));
    let seen = |key: SigningKey| {
        let is_next = key.state == KeyState::Next;
        let unaware = eyes.unaware_of(&key, now).filter(|_| is_next);
        SeenKey {
            seen_by: eyes.aware_of(&key).cloned().collect(),
            unseen_by: unaware.cloned().collect(),
            key,
        }
    };
    Ok(keys.into_iter().map(seen).collect())
}

/// Who fetches the published keys.
#[derive(Clone, Debug)]
pub struct KnownReader {
    /// Who it is.
    pub reader: KeyReader,
    /// The keys that they have yet to see.
    pub unseen: Vec<SigningKey>,
}

/// Whoever fetches the published keys, those that came last first.
pub async fn readers(desk: &Desk<'_>) -> Result<Vec<KnownReader>, DeskError> {
    desk.may(Operation::ReadKeys, Target::Deployment)?;
    let mut readers = desk.store.key_readers().await?;
    readers.sort_by_key(|reader| Reverse(reader.last_seen_at));
    let keys: Vec<_> = seen_keys(desk).await?;
    let known = |reader: KeyReader| {
        let unseen = keys.iter().filter(|seen| !has_seen(&reader, &seen.key));
        KnownReader {
            unseen: unseen.map(|seen| seen.key.clone()).collect(),
            reader,
        }
    };
    Ok(readers.into_iter().map(known).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admin::testing::Deployment;
    use crate::keys::rotation::Order;
    use std::time::Duration;

    #[tokio::test]
    async fn operators_see_who_has_seen_which_key() {
        let deployment = Deployment::open().await;
        let services = &deployment.services;
        let come = async |hours: u64| {
            deployment.clock.advance(Duration::from_hours(hours));
            let address = std::net::Ipv4Addr::LOCALHOST.into();
            services
                .key_readers
                .note(address, "app/1", 0, services.now());
            let seen = services.key_readers.drain();
            services.store.note_key_readers(seen).await.unwrap();
        };
        come(1).await;
        come(1).await;
        deployment.clock.advance(Duration::from_hours(1));
        services.key_keeper().tend(Order::Rotate).await.unwrap();

        let desk = Desk::command_line(services);
        let keys = seen_keys(&desk).await.unwrap();
        let of = |state| keys.iter().filter(move |seen| seen.key.state == state);
        assert_eq!(of(KeyState::Next).count(), 2);
        for seen in of(KeyState::Next) {
            assert_eq!(seen.unseen_by[0].to_string(), "127.0.0.1 (app/1)");
            assert!(seen.seen_by.is_empty());
        }
        for seen in of(KeyState::Active) {
            assert_eq!((seen.seen_by.len(), seen.unseen_by.len()), (1, 0));
        }
        let known = readers(&desk).await.unwrap();
        assert_eq!(known.len(), 1);
        assert_eq!(known[0].reader.user_agent, "app/1");
        assert_eq!(known[0].unseen.len(), 2);
        let is_next = |key: &SigningKey| key.state == KeyState::Next;
        assert!(known[0].unseen.iter().all(is_next));

        come(1).await;
        let keys = seen_keys(&desk).await.unwrap();
        assert!(keys.iter().all(|seen| seen.seen_by.len() == 1));
        assert!(keys.iter().all(|seen| seen.unseen_by.is_empty()));
        assert!(readers(&desk).await.unwrap()[0].unseen.is_empty());
    }
}
