//! Who has fetched the published keys.

use super::samples::{DAY, NOW, after, client_id};
use crate::model::KeyReader;
use crate::store::{MOST_KEY_READERS, Store};

fn reader(address: &str, first: u64, last: u64) -> KeyReader {
    KeyReader {
        address: address.to_owned(),
        user_agent: "curl/8".to_owned(),
        client_id: None,
        first_seen_at: after(first),
        last_seen_at: after(last),
    }
}

pub async fn times_only_move_apart(store: &dyn Store) {
    let known = KeyReader {
        client_id: Some(client_id("app")),
        ..reader("192.0.2.1", 5, 10)
    };
    for seen in [
        known.clone(),
        reader("192.0.2.1", 20, 30),
        reader("192.0.2.1", 7, 8),
    ] {
        store.note_key_readers(vec![seen]).await.unwrap();
    }
    let seen = vec![reader("192.0.2.2", 40, 40)];
    store.note_key_readers(seen.clone()).await.unwrap();
    let both = [
        seen[0].clone(),
        KeyReader {
            last_seen_at: after(30),
            ..known
        },
    ];
    assert_eq!(store.key_readers().await.unwrap(), both);
}

pub async fn a_flood_of_readers_is_bounded(store: &dyn Store) {
    let old = reader("192.0.2.1", 0, 0);
    store.note_key_readers(vec![old]).await.unwrap();
    let flood = (0..MOST_KEY_READERS + 5).map(|number| reader(&format!("{number}"), 1, 1));
    store.note_key_readers(flood.collect()).await.unwrap();
    let again = reader("192.0.2.1", 9, 9);
    store.note_key_readers(vec![again]).await.unwrap();
    let kept = store.key_readers().await.unwrap();
    assert_eq!(kept.len(), MOST_KEY_READERS as usize);
    assert_eq!(kept[0], reader("192.0.2.1", 0, 9));
}

pub async fn readers_are_forgotten_after_a_month(store: &dyn Store) {
    let seen = vec![reader("192.0.2.1", 0, 0), reader("192.0.2.2", 0, 9)];
    store.note_key_readers(seen).await.unwrap();
    store.sweep(NOW.plus(DAY * 30), 100).await.unwrap();
    let kept = store.key_readers().await.unwrap();
    assert_eq!(kept, [reader("192.0.2.2", 0, 9)]);
}
