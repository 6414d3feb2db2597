//! How much there is, and how much happened when.

use super::mails::mail;
use super::samples::{DAY, NOW, after, begins, session, session_id};
use super::webhooks;
use crate::metrics::Totals;
use crate::model::{Over, Session, SessionId};
use crate::store::{Figures, Store, Tally};
use uuid::Uuid;

fn figures(seconds: u64, sign_ins: u64) -> Figures {
    Figures {
        began_at: after(seconds),
        counted: Totals {
            sign_ins,
            failures: 1,
            tokens: 10,
        },
    }
}

pub async fn what_there_is_is_counted(store: &dyn Store) {
    assert_eq!(
        store.tally(NOW, Over::default()).await.unwrap(),
        Tally::default()
    );
    for number in [1, 2, 3] {
        let begun = store.begin_session(begins(session(number))).await;
        assert!(begun.unwrap());
    }
    store.end_session(session_id(1), NOW).await.unwrap();
    store.queue_mail(mail(1)).await.unwrap();
    webhooks::queued(store).await;
    let tally = store.tally(NOW, Over::default()).await.unwrap();
    assert_eq!((tally.sessions, tally.mails, tally.webhooks), (2, 1, 2));
    // What is over counts no more, before its row says so.
    let began_later = Session {
        id: SessionId(Uuid::from_u128(6 << 80)),
        ..session(4)
    };
    assert!(store.begin_session(begins(began_later)).await.unwrap());
    for (sessions, going_on) in [(i64::MIN, 3), (-1, 3), (5, 1), (6, 0)] {
        let over = Over {
            sessions,
            ..Over::default()
        };
        let tally = store.tally(NOW, over).await.unwrap();
        assert_eq!(tally.sessions, going_on, "{sessions}");
    }
    let later = store
        .tally(NOW.plus(DAY * 400), Over::default())
        .await
        .unwrap();
    assert_eq!(later.sessions, 0);
}

pub async fn figures_of_several_nodes_add_up(store: &dyn Store) {
    for more in [figures(0, 2), figures(900, 5), figures(0, 3)] {
        store.add_figures(more).await.unwrap();
    }
    let all = store.figures(NOW).await.unwrap();
    assert_eq!(all.len(), 2);
    let first = Totals {
        sign_ins: 5,
        failures: 2,
        tokens: 20,
    };
    assert_eq!((all[0].began_at, all[0].counted), (NOW, first));
    assert_eq!(store.figures(after(1)).await.unwrap(), [figures(900, 5)]);
}

pub async fn figures_are_forgotten_after_a_week(store: &dyn Store) {
    store.add_figures(figures(0, 1)).await.unwrap();
    store.add_figures(figures(900, 1)).await.unwrap();
    store.sweep(NOW.plus(DAY * 7), 100).await.unwrap();
    assert_eq!(store.figures(NOW).await.unwrap(), [figures(900, 1)]);
}
