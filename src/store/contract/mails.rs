//! Letters on their way out.

use super::samples::{NOW, after};

use crate::model::{Mail, MailId, MailKind, MailState, SealedMail};
use crate::store::{Mailed, Page, Store};
use futures_util::future::join_all;
use uuid::Uuid;

const DAY: u64 = 86_400;

/// Letter `n`, written at [`NOW`].
pub fn mail(n: u128) -> Mail {
    Mail {
        id: MailId(Uuid::from_u128(n)),
        kind: MailKind::Notice,
        sealed: SealedMail("sealed".to_owned()),
        recipient: "a…@example.com".to_owned(),
        state: MailState::Waiting,
        attempts: 0,
        next_attempt_at: NOW,
        last_attempt_at: None,
        last_error: None,
        created_at: NOW,
    }
}

pub async fn all(store: &dyn Store) -> Vec<Mail> {
    let page = Page {
        after: None,
        limit: 100,
    };
    store.mails(page).await.unwrap()
}

pub async fn a_letter_waits_until_it_is_due(store: &dyn Store) {
    let later = Mail {
        next_attempt_at: after(5),
        ..mail(2)
    };
    store.queue_mail(later.clone()).await.unwrap();
    store.queue_mail(mail(1)).await.unwrap();
    assert_eq!(store.due_mails(NOW, 10).await.unwrap(), [mail(1)]);
    let both = [mail(1), later];
    assert_eq!(store.due_mails(after(5), 10).await.unwrap(), both);
    assert_eq!(store.due_mails(after(5), 1).await.unwrap().len(), 1);
    assert_eq!(all(store).await, both);
}

pub async fn letters_that_wait_are_found_by_their_recipient(store: &dyn Store) {
    let other = Mail {
        recipient: "b…@example.com".to_owned(),
        ..mail(2)
    };
    for mail in [mail(1), other, mail(3)] {
        store.queue_mail(mail).await.unwrap();
    }
    let waiting = async |limit| {
        let found = store.waiting_mails("a…@example.com", limit).await.unwrap();
        let mut found: Vec<_> = found.iter().map(|mail| mail.id.0.as_u128()).collect();
        found.sort_unstable();
        found
    };
    assert_eq!(waiting(9).await, [1, 3]);
    assert_eq!(waiting(1).await.len(), 1);
    let sent = store.note_mail(mail(1).id, Mailed::Sent, after(7));
    sent.await.unwrap();
    assert_eq!(waiting(9).await, [3]);
}

pub async fn the_latest_letters_come_first(store: &dyn Store) {
    for n in 1..=3 {
        store.queue_mail(mail(n)).await.unwrap();
    }
    let page = |after| Page { after, limit: 2 };
    let latest = store.latest_mails(page(None)).await.unwrap();
    assert_eq!(latest, [mail(3), mail(2)]);
    let before = store.latest_mails(page(Some(mail(2).id))).await.unwrap();
    assert_eq!(before, [mail(1)]);
}

pub async fn an_attempt_is_made_by_one(store: &dyn Store) {
    store.queue_mail(mail(1)).await.unwrap();
    let claims = (0..16).map(|_| store.claim_mail(mail(1).id, 0, Some(after(60))));
    let claims = join_all(claims).await;
    let had = claims.into_iter().filter(|had| *had.as_ref().unwrap());
    assert_eq!(had.count(), 1);
    assert!(store.due_mails(after(59), 10).await.unwrap().is_empty());
    let due = store.due_mails(after(60), 10).await.unwrap();
    assert_eq!(due.first().map(|mail| mail.attempts), Some(1));
    // The last one: it has failed unless somebody says otherwise.
    assert!(store.claim_mail(mail(1).id, 1, None).await.unwrap());
    assert_eq!(all(store).await[0].state, MailState::Failed);
    assert!(!store.claim_mail(mail(1).id, 2, None).await.unwrap());
}

pub async fn what_was_sent_or_refused_is_forgotten(store: &dyn Store) {
    for n in 1..=3 {
        store.queue_mail(mail(n)).await.unwrap();
    }
    let note = |n, outcome| store.note_mail(mail(n).id, outcome, after(7));
    note(1, Mailed::Sent).await.unwrap();
    note(2, Mailed::Refused("no such mailbox".to_owned()))
        .await
        .unwrap();
    note(3, Mailed::NotNow("try later".to_owned()))
        .await
        .unwrap();
    let all = all(store).await;
    let told: Vec<_> = all
        .iter()
        .map(|mail| {
            let error = mail.last_error.as_deref();
            (mail.state, mail.sealed.0.as_str(), error)
        })
        .collect();
    assert_eq!(
        told,
        [
            (MailState::Sent, "", None),
            (MailState::Failed, "", Some("no such mailbox")),
            (MailState::Waiting, "sealed", Some("try later")),
        ]
    );
    assert!(
        all.iter()
            .all(|mail| mail.last_attempt_at == Some(after(7)))
    );
}

pub async fn letters_are_forgotten_after_a_week(store: &dyn Store) {
    store.queue_mail(mail(1)).await.unwrap();
    store.sweep(after(7 * DAY - 1), 100).await.unwrap();
    assert_eq!(all(store).await.len(), 1);
    store.sweep(after(7 * DAY), 100).await.unwrap();
    assert!(all(store).await.is_empty());
}
