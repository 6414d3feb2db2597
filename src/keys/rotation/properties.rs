//! What holds after any sequence of times, orders, needs and imports.

mod readers;

use super::execute::{ExecuteError, Source, carry_out};
use super::plan::adopt;
use super::{Eyes, Order, Schedule, Step, forgotten, plan};
use crate::clock::Timestamp;
use crate::model::{KeyId, KeyState, PastKey, SealedKey, SigningKey};
use crate::oidc::SigningAlgorithm::{self, ES256, EdDSA, PS256, RS256};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

const HOUR: i64 = 3600;

/// What happens to a deployment.
#[derive(Clone, Debug)]
enum Event {
    Look(Order, Vec<SigningAlgorithm>),
    Import(SigningAlgorithm),
}

/// What became of a key.
#[derive(Clone, Debug)]
struct Life {
    published: Timestamp,
    /// Made to sign at once: at a start, in an emergency, or from a file.
    born_active: bool,
    /// `next` of the very first start.
    first: bool,
    last_signed: Option<Timestamp>,
}

struct World {
    schedule: Schedule,
    now: Timestamp,
    keys: Vec<SigningKey>,
    lives: BTreeMap<KeyId, Life>,
    eyes: Eyes,
    made: u32,
}

impl World {
    fn new(schedule: Schedule) -> Self {
        Self {
            schedule,
            now: Timestamp(1_000_000),
            keys: Vec::new(),
            lives: BTreeMap::new(),
            eyes: Eyes::default(),
            made: 0,
        }
    }

    /// Everything active signs until the very moment of the event.
    fn pass(&mut self, hours: i64) {
        self.now.0 += hours * HOUR;
        for key in self.keys.iter().filter(|key| key.state == KeyState::Active) {
            self.lives.get_mut(&key.kid).unwrap().last_signed = Some(self.now);
        }
    }

    fn look(&mut self, order: Order, needed: &[SigningAlgorithm]) -> Vec<Step> {
        let steps = plan(
            &self.keys,
            needed,
            self.now,
            &self.schedule,
            order,
            &self.eyes,
        );
        self.carry(&steps);
        steps
    }

    fn import(&mut self, algorithm: SigningAlgorithm) {
        let files = [(KeyId(format!("file-{}", self.made)), algorithm)];
        let gone_at = self.now.plus(self.schedule.keep_retired);
        let steps = adopt(&self.keys, &files, gone_at);
        self.carry(&steps);
    }

    fn carry(&mut self, steps: &[Step]) {
        let made = &mut self.made;
        let public_half = |_: &SigningKey| Ok(Vec::new());
        let changes = carry_out(steps, &self.keys, self.now, public_half, |source| {
            *made += 1;
            Ok::<_, ExecuteError>(match source {
                Source::Fresh(_) => (KeyId(format!("key-{made}")), SealedKey(Vec::new())),
                Source::File(kid) => (kid.clone(), SealedKey(Vec::new())),
            })
        })
        .unwrap();
        let first = self.keys.is_empty();
        self.keys = changes.applied_to(&self.keys);
        for key in &self.keys {
            self.lives.entry(key.kid.clone()).or_insert(Life {
                published: self.now,
                born_active: key.state == KeyState::Active,
                first,
                last_signed: None,
            });
        }
    }

    fn of(&self, algorithm: SigningAlgorithm, state: KeyState) -> Vec<&SigningKey> {
        self.keys
            .iter()
            .filter(|key| key.algorithm == algorithm && key.state == state)
            .collect()
    }

    fn check(&self, needed: &[SigningAlgorithm]) {
        for algorithm in SigningAlgorithm::ALL {
            let active = self.of(algorithm, KeyState::Active).len();
            let next = self.of(algorithm, KeyState::Next).len();
            let is_needed = [RS256, ES256].contains(&algorithm) || needed.contains(&algorithm);
            let expected = usize::from(is_needed);
            assert_eq!((active, next), (expected, expected), "{algorithm}");
        }
        for key in &self.keys {
            let life = &self.lives[&key.kid];
            assert_eq!(key.published_at, life.published);
            if key.state == KeyState::Active && !life.born_active && !life.first {
                let known = life.published.plus(self.schedule.publish_ahead);
                assert!(known <= self.now, "{key:?} signs too early");
                assert!(known <= key.signs_from, "{key:?} claims to sign too early");
            }
            assert!(key.state != KeyState::Retired || key.gone_at.is_some());
            assert!(key.state != KeyState::Next || key.gone_at.is_none());
        }
    }

    fn check_gone(&self, before: &[SigningKey]) {
        for key in before {
            if self.keys.iter().any(|kept| kept.kid == key.kid) {
                continue;
            }
            if let Some(signed) = self.lives[&key.kid].last_signed {
                let dead = signed.plus(self.schedule.keep_retired);
                assert!(dead <= self.now, "{key:?} went too early");
            }
        }
    }
}

fn schedules() -> impl Strategy<Value = Schedule> {
    let hours = Duration::from_hours;
    (proptest::option::of(1..200_u64), 1..100_u64, 1..200_u64).prop_map(
        move |(rotate, ahead, keep)| Schedule {
            rotate_every: rotate.map(hours),
            publish_ahead: hours(ahead),
            wait_for_readers: Duration::ZERO,
            keep_retired: hours(keep),
            keep_for_hints: hours(keep),
        },
    )
}

fn events() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let order = prop_oneof![
        6 => Just(Order::Scheduled),
        3 => Just(Order::Rotate),
        1 => Just(Order::Emergency),
    ];
    let needed = proptest::sample::subsequence(SigningAlgorithm::ALL.to_vec(), 0..=4);
    let algorithm = proptest::sample::select(SigningAlgorithm::ALL.to_vec());
    let event = prop_oneof![
        9 => (order, needed).prop_map(|(order, needed)| Event::Look(order, needed)),
        1 => algorithm.prop_map(Event::Import),
    ];
    proptest::collection::vec((0..120_i64, event), 1..60)
}

proptest! {
    #[test]
    fn keys_are_always_in_order(schedule in schedules(), events in events()) {
        let mut world = World::new(schedule);
        for (hours, event) in events {
            world.pass(hours);
            let before = world.keys.clone();
            let (order, needed) = match event {
                Event::Look(order, needed) => (order, needed),
                Event::Import(algorithm) => {
                    world.import(algorithm);
                    (Order::Scheduled, vec![algorithm])
                }
            };
            world.look(order, &needed);
            world.check(&needed);
            if order != Order::Emergency {
                world.check_gone(&before);
            }
            prop_assert_eq!(world.look(Order::Scheduled, &needed), vec![], "not settled");
        }
    }

    #[test]
    fn an_order_is_carried_out_in_time(schedule in schedules(), events in events()) {
        let mut world = World::new(schedule);
        world.look(Order::Scheduled, &[]);
        for (hours, event) in events {
            world.pass(hours);
            if let Event::Look(order, _) = event {
                world.look(order, &[]);
            }
        }
        let signs = |world: &World| world.of(ES256, KeyState::Active)[0].kid.clone();
        let before = signs(&world);
        world.look(Order::Rotate, &[]);
        world.look(Order::Rotate, &[]);
        world.now = world.now.plus(schedule.publish_ahead);
        world.look(Order::Scheduled, &[]);
        prop_assert_ne!(signs(&world), before);
    }

    #[test]
    fn no_key_signs_for_longer_than_it_should(schedule in schedules(), hours in 0..2000_i64) {
        let mut world = World::new(schedule);
        world.look(Order::Scheduled, &[]);
        for _ in 0..hours {
            world.pass(1);
            world.look(Order::Scheduled, &[]);
            let Some(period) = schedule.rotate_every else { continue };
            for algorithm in [RS256, ES256] {
                let age = world.now.since(world.of(algorithm, KeyState::Active)[0].signs_from);
                prop_assert!(age < period.max(schedule.publish_ahead));
            }
        }
    }
}

const DAYS: Schedule = Schedule {
    rotate_every: Some(Duration::from_hours(90 * 24)),
    publish_ahead: Duration::from_hours(24),
    wait_for_readers: Duration::from_hours(12),
    keep_retired: Duration::from_hours(48),
    keep_for_hints: Duration::from_hours(14 * 24),
};

#[test]
fn the_first_start_makes_two_keys_each_that_may_sign() {
    let mut world = World::new(DAYS);
    world.look(Order::Scheduled, &[]);
    assert_eq!(world.keys.len(), 4);
    assert!(world.keys.iter().all(|key| key.signs_from == world.now));
    world.pass(0);
    world.look(Order::Rotate, &[]);
    assert_eq!(world.of(RS256, KeyState::Retired).len(), 1);
}

#[test]
fn a_second_rotation_waits_and_is_remembered() {
    let mut world = World::new(DAYS);
    world.look(Order::Scheduled, &[]);
    world.look(Order::Rotate, &[]);
    let steps = world.look(Order::Rotate, &[]);
    assert!(matches!(
        steps[..],
        [Step::RetireLater { .. }, Step::RetireLater { .. }]
    ));
    assert_eq!(world.look(Order::Rotate, &[]), []);
    world.pass(23);
    assert_eq!(world.look(Order::Scheduled, &[]), []);
    world.pass(1);
    let steps = world.look(Order::Scheduled, &[]);
    assert!(matches!(
        steps[..3],
        [Step::Retire { .. }, Step::Promote(_), Step::Generate { .. }]
    ));
    assert!(world.of(RS256, KeyState::Active)[0].gone_at.is_none());
}

#[test]
fn an_order_is_remembered_even_when_there_is_no_next_key_yet() {
    let mut world = World::new(DAYS);
    world.import(RS256);
    world.look(Order::Rotate, &[]);
    assert!(world.of(RS256, KeyState::Active)[0].gone_at.is_some());
    world.pass(24);
    world.look(Order::Scheduled, &[]);
    assert_eq!(world.of(RS256, KeyState::Retired).len(), 1);
}

#[test]
fn without_an_active_key_the_next_one_steps_in() {
    let mut world = World::new(DAYS);
    world.look(Order::Scheduled, &[]);
    world.keys.retain(|key| key.state == KeyState::Next);
    let expected = world.keys[0].kid.clone();
    world.look(Order::Scheduled, &[]);
    assert_eq!(world.of(RS256, KeyState::Active)[0].kid, expected);
    assert_eq!(world.of(RS256, KeyState::Next).len(), 1);
}

#[test]
fn an_emergency_leaves_nothing_behind() {
    let mut world = World::new(DAYS);
    world.look(Order::Scheduled, &[EdDSA]);
    world.look(Order::Rotate, &[EdDSA]);
    let before = world.keys.clone();
    world.look(Order::Emergency, &[]);
    assert!(
        before
            .iter()
            .all(|old| world.keys.iter().all(|key| key.kid != old.kid))
    );
    for algorithm in [RS256, ES256] {
        assert_eq!(
            world.of(algorithm, KeyState::Active)[0].signs_from,
            world.now
        );
        let next = world.of(algorithm, KeyState::Next)[0];
        assert_eq!(next.signs_from, world.now.plus(DAYS.publish_ahead));
    }
    assert_eq!(world.keys.len(), 4);
}

#[test]
fn an_algorithm_comes_and_goes() {
    let mut world = World::new(DAYS);
    world.look(Order::Scheduled, &[]);
    world.look(Order::Scheduled, &[PS256]);
    assert_eq!(world.of(PS256, KeyState::Active)[0].signs_from, world.now);
    let next = world.of(PS256, KeyState::Next)[0];
    assert_eq!(next.signs_from, world.now.plus(DAYS.publish_ahead));
    world.look(Order::Scheduled, &[]);
    assert_eq!(world.of(PS256, KeyState::Retired).len(), 1);
    assert!(world.of(PS256, KeyState::Next).is_empty());
    world.pass(47);
    world.look(Order::Scheduled, &[]);
    assert_eq!(world.of(PS256, KeyState::Retired).len(), 1);
    let retired = world.of(PS256, KeyState::Retired)[0].clone();
    world.pass(1);
    let steps = world.look(Order::Scheduled, &[]);
    assert_eq!(world.keys.len(), 4);
    let until = retired.gone_at.unwrap().plus(DAYS.keep_for_hints);
    let kid = retired.kid;
    assert_eq!(steps, [Step::Bury { kid, until }]);
}

#[test]
fn public_halves_are_forgotten_in_time_and_in_an_emergency() {
    let past = |name: &str, until| PastKey {
        kid: KeyId(name.into()),
        algorithm: RS256,
        public: Vec::new(),
        until: Timestamp(until),
    };
    let past = [past("a", 9), past("b", 10), past("c", 11)];
    let forgotten = |order| forgotten(&past, Timestamp(10), order);
    let all = ["a", "b", "c"].map(|name| KeyId(name.into()));
    assert_eq!(forgotten(Order::Scheduled), all[..2]);
    assert_eq!(forgotten(Order::Emergency), all);

    // A key that nobody looked at for too long leaves nothing.
    let mut world = World::new(DAYS);
    world.look(Order::Scheduled, &[PS256]);
    world.look(Order::Scheduled, &[]);
    world.pass(48 + 14 * 24);
    let steps = world.look(Order::Scheduled, &[]);
    let buried = |step: &Step| matches!(step, Step::Bury { .. });
    assert!(!steps.iter().any(buried), "{steps:?}");
    assert!(world.of(PS256, KeyState::Retired).is_empty());
}

#[test]
fn of_several_files_the_last_signs() {
    let files = ["2024", "2025", "2026"].map(|name| (KeyId(name.into()), RS256));
    let gone_at = Timestamp(9);
    let adopted = |name: &str, gone_at| Step::Adopt {
        kid: KeyId(name.into()),
        algorithm: RS256,
        gone_at,
    };
    assert_eq!(
        adopt(&[], &files, gone_at),
        [
            adopted("2026", None),
            adopted("2025", Some(gone_at)),
            adopted("2024", Some(gone_at)),
        ]
    );
}
