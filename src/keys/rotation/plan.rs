//! What is to be done with the keys. Pure.

use super::{Eyes, Order, Schedule, Step};
use crate::clock::Timestamp;
use crate::keys::Imported;
use crate::model::{KeyId, KeyState, PastKey, SigningKey};
use crate::oidc::SigningAlgorithm;
use std::time::Duration;

/// Every client may ask for RS256 (OpenID Connect Core §15.1), and access tokens are ES256.
const ALWAYS: [SigningAlgorithm; 2] = [SigningAlgorithm::RS256, SigningAlgorithm::ES256];

/// The steps that `order` asks for, and those that are due anyway: keys for algorithms of `needed`
/// (and always RS256 and ES256) that have none, retirement of algorithms that are no longer needed,
/// completion of a rotation ordered earlier, removal of retired keys whose time has come. No steps
/// when all is well. `keys` are all keys there are.
///
/// `eyes` have fetched the published keys.
///
/// A new `next` key may sign `publish_ahead` after `now`. Only that of the very first start may
/// sign at once, because no JWKS was ever served without it.
pub fn plan(
    keys: &[SigningKey],
    needed: &[SigningAlgorithm],
    now: Timestamp,
    schedule: &Schedule,
    order: Order,
    eyes: &Eyes,
) -> Vec<Step> {
    let ahead = if keys.is_empty() {
        Duration::ZERO
    } else {
        schedule.publish_ahead
    };
    let look = Look {
        now,
        next_signs_from: now.plus(ahead),
        schedule,
        order,
        eyes,
    };
    SigningAlgorithm::ALL
        .into_iter()
        .flat_map(|algorithm| {
            let own = Own::of(keys, algorithm);
            if ALWAYS.contains(&algorithm) || needed.contains(&algorithm) {
                look.at_needed(&own)
            } else {
                look.at_unneeded(&own)
            }
        })
        .collect()
}

/// The keys of `past` that are to be forgotten: those whose time has come, and in an emergency all,
/// because everything that was ever signed is void then.
pub fn forgotten(past: &[PastKey], now: Timestamp, order: Order) -> Vec<KeyId> {
    let is_over = |key: &&PastKey| order == Order::Emergency || key.until <= now;
    let over = past.iter().filter(is_over);
    over.map(|key| key.kid.clone()).collect()
}

/// The steps that take keys from files into use. Of the files that are not known yet the last of
/// each algorithm (in the order given) signs at once, earlier ones are published as retired, and
/// the key that signed so far is retired. Follow it with [`plan`] on the changed keys.
pub fn plan_import(
    keys: &[SigningKey],
    imported: &[Imported],
    now: Timestamp,
    schedule: &Schedule,
) -> Vec<Step> {
    let files: Vec<_> = imported
        .iter()
        .map(|file| (file.kid(), file.pair.algorithm()))
        .collect();
    adopt(keys, &files, now.plus(schedule.keep_retired))
}

pub(super) fn adopt(
    keys: &[SigningKey],
    files: &[(KeyId, SigningAlgorithm)],
    gone_at: Timestamp,
) -> Vec<Step> {
    SigningAlgorithm::ALL
        .into_iter()
        .flat_map(|algorithm| {
            let is_new = |(kid, own): &&(KeyId, SigningAlgorithm)| {
                *own == algorithm && keys.iter().all(|key| key.kid != *kid)
            };
            let adopted: Vec<_> = files.iter().filter(is_new).collect();
            let retired = keys.iter().filter(|key| {
                !adopted.is_empty() && key.algorithm == algorithm && key.state == KeyState::Active
            });
            let mut steps: Vec<_> = retired.map(|key| retire(key, gone_at)).collect();
            steps.extend(
                adopted
                    .iter()
                    .rev()
                    .enumerate()
                    .map(|(age, (kid, _))| Step::Adopt {
                        kid: kid.clone(),
                        algorithm,
                        gone_at: (age > 0).then_some(gone_at),
                    }),
            );
            steps
        })
        .collect()
}

/// The keys of one algorithm.
struct Own<'a> {
    algorithm: SigningAlgorithm,
    all: Vec<&'a SigningKey>,
    active: Option<&'a SigningKey>,
    next: Option<&'a SigningKey>,
}

impl<'a> Own<'a> {
    fn of(keys: &'a [SigningKey], algorithm: SigningAlgorithm) -> Self {
        let all: Vec<_> = keys
            .iter()
            .filter(|key| key.algorithm == algorithm)
            .collect();
        let find = |state| all.iter().copied().find(|key| key.state == state);
        Self {
            algorithm,
            active: find(KeyState::Active),
            next: find(KeyState::Next),
            all,
        }
    }

    fn remove_all(&self) -> impl Iterator<Item = Step> {
        self.all.iter().map(|key| Step::Remove(key.kid.clone()))
    }
}

/// One look at the keys.
struct Look<'a> {
    now: Timestamp,
    next_signs_from: Timestamp,
    schedule: &'a Schedule,
    order: Order,
    eyes: &'a Eyes,
}

impl Look<'_> {
    fn at_needed(&self, own: &Own<'_>) -> Vec<Step> {
        let mut steps = Vec::new();
        if self.order == Order::Emergency {
            steps.extend(own.remove_all());
            steps.extend([self.new_active(own), self.new_next(own)]);
            return steps;
        }
        steps.extend(self.remove_expired(own));
        match (own.active, own.next) {
            (Some(active), Some(next)) => steps.extend(self.rotate(own, active, next)),
            (Some(active), None) => {
                steps.push(self.new_next(own));
                steps.extend(self.remember(active, self.next_signs_from));
            }
            (None, Some(next)) => {
                // Somebody meddled. What is published already surprises the fewest.
                steps.extend([Step::Promote(next.kid.clone()), self.new_next(own)]);
            }
            (None, None) => steps.extend([self.new_active(own), self.new_next(own)]),
        }
        steps
    }

    fn at_unneeded(&self, own: &Own<'_>) -> Vec<Step> {
        if self.order == Order::Emergency {
            return own.remove_all().collect();
        }
        let mut steps: Vec<_> = self.remove_expired(own).collect();
        steps.extend(own.active.map(|active| retire(active, self.gone_at())));
        // It never signed anything.
        steps.extend(own.next.map(|next| Step::Remove(next.kid.clone())));
        steps
    }

    fn rotate(&self, own: &Own<'_>, active: &SigningKey, next: &SigningKey) -> Vec<Step> {
        let due =
            self.order == Order::Rotate || active.gone_at.is_some() || self.signed_enough(active);
        if due && next.signs_from <= self.now && !self.waits(active, next) {
            return vec![
                retire(active, self.gone_at()),
                Step::Promote(next.kid.clone()),
                self.new_next(own),
            ];
        }
        let remember = self.remember(active, next.signs_from);
        remember.into_iter().collect()
    }

    /// Whether somebody who is known to fetch the keys has yet to see `next`, and there is time.
    fn waits(&self, active: &SigningKey, next: &SigningKey) -> bool {
        let is_ordered = self.order == Order::Rotate || active.gone_at.is_some();
        let due_at = match self.schedule.rotate_every {
            Some(period) if !is_ordered => next.signs_from.max(active.signs_from.plus(period)),
            _ => next.signs_from,
        };
        self.now < due_at.plus(self.schedule.wait_for_readers)
            && self.eyes.unaware_of(next, self.now).next().is_some()
    }

    /// Makes an order outlive this look when `next` may sign only later.
    fn remember(&self, active: &SigningKey, next_signs_from: Timestamp) -> Option<Step> {
        let is_new = self.order == Order::Rotate && active.gone_at.is_none();
        is_new.then(|| Step::RetireLater {
            kid: active.kid.clone(),
            gone_at: next_signs_from.plus(self.schedule.keep_retired),
        })
    }

    fn signed_enough(&self, active: &SigningKey) -> bool {
        self.schedule
            .rotate_every
            .is_some_and(|period| self.now.since(active.signs_from) >= period)
    }

    fn remove_expired(&self, own: &Own<'_>) -> impl Iterator<Item = Step> {
        own.all
            .iter()
            .filter(|key| key.state == KeyState::Retired)
            .filter_map(|key| {
                let gone_at = key.gone_at.filter(|gone_at| *gone_at <= self.now)?;
                Some(self.bury(key, gone_at))
            })
    }

    fn bury(&self, key: &SigningKey, gone_at: Timestamp) -> Step {
        let kid = key.kid.clone();
        let until = gone_at.plus(self.schedule.keep_for_hints);
        if until <= self.now {
            return Step::Remove(kid);
        }
        Step::Bury { kid, until }
    }

    fn new_active(&self, own: &Own<'_>) -> Step {
        Step::Generate {
            algorithm: own.algorithm,
            state: KeyState::Active,
            signs_from: self.now,
        }
    }

    fn new_next(&self, own: &Own<'_>) -> Step {
        Step::Generate {
            algorithm: own.algorithm,
            state: KeyState::Next,
            signs_from: self.next_signs_from,
        }
    }

    fn gone_at(&self) -> Timestamp {
        self.now.plus(self.schedule.keep_retired)
    }
}

fn retire(key: &SigningKey, gone_at: Timestamp) -> Step {
    Step::Retire {
        kid: key.kid.clone(),
        gone_at,
    }
}
