//! What was answered to requests that made something.

use super::samples::{NOW, account, after, client_id, event, user_id};
use crate::store::{EventFilter, KeptAnswer, Page, Store, StoreError};
use futures_util::future::join_all;

const DAY: u64 = 86_400;

fn answer(key: u8, seconds: u64) -> KeptAnswer {
    KeptAnswer {
        key: [key; 32],
        request: [key + 100; 32],
        sealed: format!("answer {key}"),
        kept_at: after(seconds),
    }
}

pub async fn an_answer_is_kept_with_its_write(store: &dyn Store) {
    assert_eq!(store.kept_answer([1; 32], NOW).await.unwrap(), None);
    let recording = store.recording(vec![event(1, "user.created")]);
    let with = recording.answering(answer(1, 0));
    with.create_user(account(1)).await.unwrap();
    let kept = store.kept_answer([1; 32], NOW).await.unwrap();
    assert_eq!(kept, Some(answer(1, 0)));
    // In whichever order they were asked for.
    let with = store
        .answering(answer(2, 0))
        .recording(vec![event(2, "user.created")]);
    with.create_user(account(2)).await.unwrap();
    let kept = store.kept_answer([2; 32], NOW).await.unwrap();
    assert_eq!(kept, Some(answer(2, 0)));
    let page = Page {
        after: None,
        limit: 9,
    };
    let events = store.events(EventFilter::default(), page).await.unwrap();
    assert_eq!(events.len(), 2);
}

pub async fn an_answer_is_kept_once_and_nothing_is_done_twice(store: &dyn Store) {
    let makings = (1..=8).map(|n| {
        let answering = store.answering(answer(1, 0));
        async move { answering.create_user(account(n)).await }
    });
    let made = join_all(makings).await;
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 1);
    let refused = |made: &&Result<(), StoreError>| matches!(made, Err(StoreError::Answered));
    assert_eq!(made.iter().filter(refused).count(), 7);
    let all = Page {
        after: None,
        limit: 100,
    };
    assert_eq!(store.users(all).await.unwrap().len(), 1);
}

pub async fn what_did_not_happen_is_not_answered(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let with = store.answering(answer(1, 0));
    assert!(with.create_user(account(1)).await.is_err());
    let removed = with.remove_client(&client_id("app"), after(1)).await;
    assert!(!removed.unwrap());
    assert_eq!(store.kept_answer([1; 32], NOW).await.unwrap(), None);
}

pub async fn answers_are_forgotten_after_a_day(store: &dyn Store) {
    for n in [1, 2] {
        let with = store.answering(answer(n, u64::from(n)));
        with.create_user(account(n.into())).await.unwrap();
    }
    let found = |key: u8, seconds| async move {
        let kept = store.kept_answer([key; 32], after(seconds)).await;
        kept.unwrap().is_some()
    };
    assert!(found(1, DAY).await && !found(1, DAY + 1).await);
    // Another may take the place, whether or not it was swept.
    let again = store.answering(answer(1, DAY + 1));
    again.create_user(account(3)).await.unwrap();
    store.sweep(after(DAY + 2), 100).await.unwrap();
    assert!(found(1, DAY + 2).await && !found(2, DAY).await);
    assert!(store.user(user_id(3)).await.unwrap().is_some());
}
