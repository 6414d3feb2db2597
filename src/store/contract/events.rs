//! What has happened.

use super::samples::{account, after, client_id, event, session_id, user_id};
use crate::model::{Event, EventActor, EventId, EventOutcome, TraceId};
use crate::store::{
    AuditMark, AuditMarks, ChainedEvent, Chaining, EventFilter, Notes, Page, Store, StoreError,
    TraceFilter,
};
use futures_util::future::join_all;
use uuid::Uuid;

const ALL: Page<crate::model::EventId> = Page {
    after: None,
    limit: 100,
};

async fn kinds(store: &dyn Store, filter: EventFilter) -> Vec<String> {
    let events = store.events(filter, ALL).await.unwrap();
    events.into_iter().map(|event| event.kind.into()).collect()
}

pub async fn an_event_is_written_with_its_write(store: &dyn Store) {
    let full = event(1, "user.created")
        .failed()
        .by(EventActor::Client(client_id("app")))
        .person(user_id(1))
        .client(&client_id("app"))
        .session(session_id(1))
        .from("192.0.2.1")
        .reference("abc")
        .trace(Some(TraceId(Uuid::from_u128(9))))
        .with("what", "“ä”\n");
    let with = store.recording(vec![full.clone(), event(2, "user.invited")]);
    with.create_user(account(1)).await.unwrap();
    assert_eq!(store.event(full.id).await.unwrap(), Some(full));
    assert_eq!(
        kinds(store, EventFilter::default()).await,
        ["user.invited", "user.created"]
    );
    // Nothing else records it.
    store.create_user(account(2)).await.unwrap();
    assert_eq!(kinds(store, EventFilter::default()).await.len(), 2);
}

pub async fn what_did_not_happen_is_not_told(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let with = store.recording(vec![event(1, "user.created")]);
    let taken = with.create_user(account(1)).await;
    assert!(matches!(
        taken,
        Err(StoreError::Taken(_) | StoreError::Database(_))
    ));
    let removed = with.remove_client(&client_id("app"), after(1)).await;
    assert!(!removed.unwrap());
    assert!(kinds(store, EventFilter::default()).await.is_empty());
}

pub async fn events_are_found_by_what_they_are_about(store: &dyn Store) {
    let app = client_id("app");
    let events = vec![
        event(1, "user.created").person(user_id(1)),
        event(2, "session.started").person(user_id(1)).client(&app),
        event(3, "session.started").person(user_id(2)).client(&app),
        event(4, "user_x.created").client(&app),
        event(5, "user.disabled").person(user_id(2)),
    ];
    store.record(events.clone()).await.unwrap();
    let found = |filter| async { kinds(store, filter).await };
    let none = EventFilter::default;
    let of_person = EventFilter {
        person: Some(user_id(1)),
        ..none()
    };
    assert_eq!(
        found(of_person.clone()).await,
        ["session.started", "user.created"]
    );
    let at = EventFilter {
        client: Some(app.clone()),
        ..of_person
    };
    assert_eq!(found(at).await, ["session.started"]);
    let of_area = EventFilter {
        kind: Some("user".to_owned()),
        ..none()
    };
    assert_eq!(found(of_area).await, ["user.disabled", "user.created"]);
    let of_kind = EventFilter {
        kind: Some("session.started".to_owned()),
        ..none()
    };
    assert_eq!(found(of_kind.clone()).await.len(), 2);
    let in_app = EventFilter {
        client: Some(app),
        ..of_kind
    };
    assert_eq!(found(in_app).await.len(), 2);
    let between = EventFilter {
        since: Some(after(2)),
        until: Some(after(4)),
        ..none()
    };
    assert_eq!(found(between).await, ["session.started", "session.started"]);
    let page = Page {
        after: Some(events[3].id),
        limit: 2,
    };
    let page = store.events(none(), page).await.unwrap();
    assert_eq!(page, [events[2].clone(), events[1].clone()]);
}

pub async fn the_newest_of_several_kinds_are_found(store: &dyn Store) {
    let (app, other) = (client_id("app"), client_id("other"));
    let kind = |n: u64| match n {
        7 | 31 => "group.created",
        23 => "group.renamed",
        n if n.is_multiple_of(2) => "session.started",
        _ => "session.ended",
    };
    let at = |n: u64| if n.is_multiple_of(3) { &other } else { &app };
    let all = (1..40).map(|n| event(n, kind(n)).client(at(n)));
    let all: Vec<_> = all.collect();
    store.record(all.clone()).await.unwrap();
    let filters = [None, Some("group"), Some("session"), Some("group.created")];
    for (kind, client) in filters
        .iter()
        .flat_map(|kind| [(kind, None), (kind, Some(&app))])
    {
        let filter = EventFilter {
            kind: kind.map(str::to_owned),
            client: client.cloned(),
            ..EventFilter::default()
        };
        let mut expected = all.iter().rev().filter(|event| filter.lets_through(event));
        let mut after = None;
        loop {
            let page = Page { after, limit: 4 };
            let found = store.events(filter.clone(), page).await.unwrap();
            let part: Vec<_> = expected.by_ref().take(4).cloned().collect();
            assert_eq!(found, part, "{filter:?}");
            match found.last() {
                Some(last) => after = Some(last.id),
                None => break,
            }
        }
    }
}

fn mark(position: i64) -> AuditMark {
    let byte = u8::try_from(position).unwrap();
    AuditMark {
        position,
        hash: [byte; 32],
        mac: [byte + 100; 32],
    }
}

/// Chains `events` from position `from` on.
pub fn chaining(from: i64, events: &[Event]) -> Chaining {
    let numbered = (from + 1..).zip(events);
    let links = numbered
        .map(|(position, event)| (event.id, position, mark(position).hash))
        .collect();
    let count = i64::try_from(events.len()).unwrap();
    Chaining {
        from,
        links,
        head: mark(from + count),
        deliveries: Vec::new(),
    }
}

pub async fn the_chain_goes_on_where_it_ends(store: &dyn Store) {
    assert_eq!(store.audit_marks().await.unwrap(), AuditMarks::default());
    let events = vec![event(1, "a.a"), event(2, "a.b"), event(3, "a.c")];
    store.record(events.clone()).await.unwrap();
    assert_eq!(store.unchained_events(2).await.unwrap(), events[..2]);
    let many = (0..4).map(|_| store.chain_events(chaining(0, &events[..2])));
    let done = join_all(many).await.into_iter();
    assert_eq!(done.filter(|done| *done.as_ref().unwrap()).count(), 1);
    assert_eq!(store.unchained_events(2).await.unwrap(), events[2..]);
    let next = store.chain_events(chaining(2, &events[2..])).await;
    assert!(next.unwrap());
    assert_eq!(store.audit_marks().await.unwrap().head, Some(mark(3)));
    let chained = store.chained_events(1, 10).await.unwrap();
    let expected: Vec<_> = [2, 3]
        .into_iter()
        .zip(&events[1..])
        .map(|(position, event)| ChainedEvent {
            position,
            hash: mark(position).hash,
            event: event.clone(),
        })
        .collect();
    assert_eq!(chained, expected);
}

pub async fn the_chain_is_cut_at_its_beginning(store: &dyn Store) {
    let events = vec![event(1, "a.a"), event(2, "a.b"), event(3, "a.c")];
    store.record(events.clone()).await.unwrap();
    store.chain_events(chaining(0, &events[..2])).await.unwrap();
    store.cut_chain(mark(1)).await.unwrap();
    let marks = store.audit_marks().await.unwrap();
    assert_eq!((marks.start, marks.head), (Some(mark(1)), Some(mark(2))));
    let left = store.events(EventFilter::default(), ALL).await.unwrap();
    assert_eq!(left, [events[2].clone(), events[1].clone()]);
}

pub async fn notes_are_found_and_bounded(store: &dyn Store) {
    let trace = TraceId(Uuid::from_u128(7));
    let notes = vec![
        event(1, "request.refused").reference("one"),
        event(2, "sign_in.failed").person(user_id(1)),
        event(3, "sign_in.step").trace(Some(trace)),
        event(4, "request.refused").reference("two"),
    ];
    store.note_events(notes.clone()).await.unwrap();
    let found = |which| async { store.notes(which, ALL).await.unwrap() };
    assert_eq!(found(Notes::Reference("two".to_owned())).await, notes[3..]);
    assert_eq!(found(Notes::Trace(trace)).await, notes[2..3]);
    let like = |filter| found(Notes::Like(filter));
    let person = EventFilter {
        person: Some(user_id(1)),
        ..EventFilter::default()
    };
    assert_eq!(like(person.clone()).await, notes[1..2]);
    let kind = |kind: &str| EventFilter {
        kind: Some(kind.to_owned()),
        ..EventFilter::default()
    };
    let refused = [notes[3].clone(), notes[0].clone()];
    assert_eq!(like(kind("request")).await, refused);
    assert_eq!(like(kind("sign_in.failed")).await, notes[1..2]);
    let other = EventFilter {
        kind: Some("request".to_owned()),
        ..person
    };
    assert!(like(other).await.is_empty());
    let page = Page {
        after: Some(notes[3].id),
        limit: 1,
    };
    let before = store.notes(Notes::Like(kind("request")), page).await;
    assert_eq!(before.unwrap(), notes[0..1]);
    store.trim_notes(after(2), 2).await.unwrap();
    let left = like(EventFilter::default()).await;
    assert_eq!(left, [notes[3].clone(), notes[2].clone()]);
    assert!(kinds(store, EventFilter::default()).await.is_empty());
}

pub async fn ways_through_sign_ins_are_found_page_by_page(store: &dyn Store) {
    let begun = |n: u64| TraceId(EventId::first_of(after(n)).0);
    let app = client_id("app");
    let mut notes = Vec::new();
    for n in 1..=5 {
        let trace = Some(begun(n));
        notes.push(event(10 * n, "sign_in.requested").trace(trace).client(&app));
        notes.push(
            event(10 * n + 1, "sign_in.proved")
                .trace(trace)
                .person(user_id(1)),
        );
    }
    notes.push(event(52, "sign_in.failed").trace(Some(begun(5))).failed());
    notes.push(
        event(60, "sign_in.failed")
            .trace(Some(begun(6)))
            .person(user_id(2))
            .failed(),
    );
    notes.push(event(70, "request.refused"));
    store.note_events(notes).await.unwrap();
    let found = |filter, page_after: Option<u64>, limit| async move {
        let page = Page {
            after: page_after.map(begun),
            limit,
        };
        store.traces(filter, page).await.unwrap()
    };
    let all = TraceFilter::default;
    let ways = |of: &[u64]| -> Vec<_> { of.iter().map(|n| begun(*n)).collect() };
    assert_eq!(found(all(), None, 10).await, ways(&[6, 5, 4, 3, 2, 1]));
    assert_eq!(found(all(), None, 2).await, ways(&[6, 5]));
    assert_eq!(found(all(), Some(5), 2).await, ways(&[4, 3]));
    let since = TraceFilter {
        since: Some(after(3)),
        ..all()
    };
    assert_eq!(found(since, None, 10).await, ways(&[6, 5, 4, 3]));
    let of = |person| TraceFilter {
        person: Some(user_id(person)),
        ..all()
    };
    assert_eq!(found(of(1), Some(3), 10).await, ways(&[2, 1]));
    assert_eq!(found(of(2), None, 10).await, ways(&[6]));
    let at_app = TraceFilter {
        client: Some(app.clone()),
        ..of(1)
    };
    assert_eq!(found(at_app, None, 1).await, ways(&[5]));
    let ended = |outcome| TraceFilter {
        outcome: Some(outcome),
        ..all()
    };
    assert_eq!(
        found(ended(EventOutcome::Failure), None, 10).await,
        ways(&[6, 5])
    );
    assert_eq!(
        found(ended(EventOutcome::Success), None, 2).await,
        ways(&[4, 3])
    );
}

pub async fn a_place_is_taken_by_one(store: &dyn Store) {
    let take = |now, until| store.claim_sink("file".to_owned(), after(now), after(until));
    assert_eq!(take(0, 10).await.unwrap(), Some(0));
    assert_eq!(take(9, 20).await.unwrap(), None);
    store.advance_sink("file".to_owned(), 7).await.unwrap();
    assert_eq!(take(9, 20).await.unwrap(), Some(7));
    // Whoever took it has gone.
    assert_eq!(take(20, 30).await.unwrap(), Some(7));
}
