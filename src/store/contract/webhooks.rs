//! Where events are sent, and what was.

use super::events::chaining;
use super::samples::{after, event};
use crate::model::{
    DeliveryState, Event, SealedWebhookSecret, Webhook, WebhookDelivery, WebhookDeliveryId,
    WebhookId,
};
use crate::store::{Attempted, Chaining, Page, Store};
use futures_util::future::join_all;
use uuid::Uuid;

const ALL: Page<WebhookDeliveryId> = Page {
    after: None,
    limit: 100,
};

fn webhook(n: u128) -> Webhook {
    Webhook {
        id: WebhookId(Uuid::from_u128(n)),
        url: format!("https://{n}.example/hook"),
        kinds: vec!["user".to_owned()],
        sealed_secret: SealedWebhookSecret("sealed".to_owned()),
        created_at: after(0),
    }
}

/// Delivery `n` of `event` to target 1.
fn delivery(n: u128, event: &Event) -> WebhookDelivery {
    WebhookDelivery {
        id: WebhookDeliveryId(Uuid::from_u128(n)),
        webhook_id: webhook(1).id,
        event_id: event.id,
        kind: event.kind.to_string(),
        state: DeliveryState::Waiting,
        attempts: 0,
        next_attempt_at: after(5),
        last_attempt_at: None,
        last_status: None,
        last_error: None,
        created_at: after(5),
    }
}

pub async fn queued(store: &dyn Store) -> Vec<WebhookDelivery> {
    let events = vec![event(1, "user.created"), event(2, "user.disabled")];
    store.record(events.clone()).await.unwrap();
    let deliveries = vec![delivery(1, &events[0]), delivery(2, &events[1])];
    // They are sent in the order of their identifiers, in whichever they are written.
    let chaining = Chaining {
        deliveries: deliveries.iter().rev().cloned().collect(),
        ..chaining(0, &events)
    };
    assert!(store.chain_events(chaining.clone()).await.unwrap());
    assert!(!store.chain_events(chaining).await.unwrap());
    deliveries
}

pub async fn targets_come_back_and_go(store: &dyn Store) {
    for n in [1, 2] {
        store.put_webhook(webhook(n)).await.unwrap();
    }
    let deliveries = queued(store).await;
    assert_eq!(store.webhooks().await.unwrap(), [webhook(1), webhook(2)]);
    assert!(!deliveries.is_empty());
    assert!(store.remove_webhook(webhook(1).id).await.unwrap());
    assert!(!store.remove_webhook(webhook(1).id).await.unwrap());
    assert_eq!(store.webhooks().await.unwrap(), [webhook(2)]);
    let left = store.due_webhook_deliveries(after(100), 10).await;
    assert!(left.unwrap().is_empty());
}

pub async fn chained_events_are_sent_once(store: &dyn Store) {
    let deliveries = queued(store).await;
    let early = store.due_webhook_deliveries(after(4), 10).await;
    assert!(early.unwrap().is_empty());
    let due = store.due_webhook_deliveries(after(5), 10).await;
    assert_eq!(due.unwrap(), deliveries);
    let first = store.due_webhook_deliveries(after(5), 1).await;
    assert_eq!(first.unwrap(), deliveries[..1]);
    let listed = store.webhook_deliveries(webhook(1).id, ALL).await.unwrap();
    assert_eq!(listed, [deliveries[1].clone(), deliveries[0].clone()]);
    let page = Page {
        after: Some(deliveries[1].id),
        limit: 5,
    };
    let listed = store.webhook_deliveries(webhook(1).id, page).await;
    assert_eq!(listed.unwrap(), deliveries[..1]);
}

pub async fn an_attempt_is_made_by_one(store: &dyn Store) {
    let [first, second]: [_; 2] = queued(store).await.try_into().unwrap();
    let many = (0..4).map(|_| store.claim_webhook_delivery(first.id, 0, Some(after(60))));
    let claimed = join_all(many).await.into_iter();
    assert_eq!(
        claimed.filter(|claimed| *claimed.as_ref().unwrap()).count(),
        1
    );
    let attempted = |delivered| Attempted {
        delivered,
        status: Some(200),
        error: None,
        at: after(7),
    };
    store
        .note_webhook_delivery(first.id, attempted(true))
        .await
        .unwrap();
    let last = store.claim_webhook_delivery(second.id, 0, None).await;
    assert!(last.unwrap());
    let listed = store.webhook_deliveries(webhook(1).id, ALL).await.unwrap();
    let states: Vec<_> = listed.iter().map(|one| one.state).collect();
    assert_eq!(states, [DeliveryState::Failed, DeliveryState::Delivered]);
    assert_eq!(listed[1].last_status, Some(200));
}
