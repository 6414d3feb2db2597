//! How a switch waits for whoever fetches the published keys.

use super::*;
use crate::model::KeyReader;

/// A program that came for the first time long ago, and last at `last`.
fn regular(last: Timestamp) -> KeyReader {
    KeyReader {
        address: "192.0.2.1".to_owned(),
        user_agent: "curl/8".to_owned(),
        client_id: None,
        first_seen_at: last.minus(Duration::from_hours(24)),
        last_seen_at: last,
    }
}

/// A world in which keys were rotated just now, so that the next are new.
fn just_rotated() -> (World, KeyId) {
    let mut world = World::new(DAYS);
    world.look(Order::Scheduled, &[]);
    world.pass(1);
    world.look(Order::Rotate, &[]);
    let active = world.of(ES256, KeyState::Active)[0].kid.clone();
    (world, active)
}

fn signs(world: &World) -> KeyId {
    world.of(ES256, KeyState::Active)[0].kid.clone()
}

#[test]
fn a_switch_waits_until_those_who_come_have_seen_the_key() {
    let (mut world, active) = just_rotated();
    world.look(Order::Rotate, &[]);
    world.eyes = Eyes(vec![regular(world.now)]);
    world.pass(24);
    assert_eq!(world.look(Order::Scheduled, &[]), []);
    assert_eq!(world.look(Order::Rotate, &[]), []);
    let next = world.of(ES256, KeyState::Next)[0].clone();
    let unaware: Vec<_> = world.eyes.unaware_of(&next, world.now).collect();
    assert_eq!(unaware.len(), 1);
    assert_eq!(world.eyes.aware_of(&next).count(), 0);

    world.eyes = Eyes(vec![regular(world.now)]);
    assert_eq!(world.eyes.aware_of(&next).count(), 1);
    world.look(Order::Scheduled, &[]);
    assert_ne!(signs(&world), active);
}

#[test]
fn a_switch_waits_no_longer_than_it_may() {
    let (mut world, active) = just_rotated();
    world.look(Order::Rotate, &[]);
    world.eyes = Eyes(vec![regular(world.now)]);
    world.pass(24 + 11);
    assert_eq!(world.look(Order::Scheduled, &[]), []);
    world.pass(1);
    world.look(Order::Scheduled, &[]);
    assert_ne!(signs(&world), active);
}

#[test]
fn a_scheduled_switch_waits_from_when_it_is_due() {
    let (mut world, active) = just_rotated();
    // Came until yesterday, when the key had long been published, but never since it was.
    let late = |world: &World| KeyReader {
        first_seen_at: Timestamp(0),
        ..regular(world.of(ES256, KeyState::Next)[0].published_at)
    };
    world.now = world.now.plus(Duration::from_hours(90 * 24));
    let published = world.now.minus(Duration::from_hours(6 * 24));
    for key in &mut world.keys {
        if key.state == KeyState::Next {
            key.published_at = published;
            key.signs_from = published.plus(DAYS.publish_ahead);
        }
    }
    world.eyes = Eyes(vec![late(&world)]);
    world.look(Order::Scheduled, &[]);
    assert_eq!(signs(&world), active);
    world.pass(12);
    world.look(Order::Scheduled, &[]);
    assert_ne!(signs(&world), active);
}

#[test]
fn neither_the_curious_nor_the_gone_hold_a_switch_up_nor_anybody_an_emergency() {
    let (world, _) = just_rotated();
    let next = world.of(ES256, KeyState::Next)[0].clone();
    let before = next.published_at;
    let once = KeyReader {
        first_seen_at: before,
        ..regular(before)
    };
    let soon = before.plus(DAYS.publish_ahead);
    assert_eq!(Eyes(vec![once]).unaware_of(&next, soon).count(), 0);
    let gone = Eyes(vec![regular(before.minus(Duration::from_hours(8 * 24)))]);
    assert_eq!(gone.unaware_of(&next, soon).count(), 0);

    let (mut world, active) = just_rotated();
    world.eyes = Eyes(vec![regular(world.now)]);
    world.look(Order::Emergency, &[]);
    assert_ne!(signs(&world), active);
}
