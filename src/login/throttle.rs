//! How long somebody waits after failed attempts (security F6, F7): pure, over the store's counters.

use crate::clock::Timestamp;
use crate::model::UserId;
use crate::store::AttemptCount;
use std::net::IpAddr;
use std::time::Duration;

/// Hashes parts under a key of the deployment, so that counters do not tell whom they count.
pub type Mac<'a> = dyn Fn(&[&[u8]]) -> [u8; 32] + Sync + 'a;

/// How failures of one kind are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// So many failures are free; then the pause is 1 s, 2 s, 4 s …
    pub failures: u32,
    /// … up to this: nobody is locked out for ever.
    pub max_delay: Duration,
    /// Quiet for so long, and the count starts again.
    pub window: Duration,
}

/// How failed attempts are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// For one account. It has two names (user name and address), each with its own counter.
    pub account: Limit,
    /// For the second factors of one account, across sign-ins: codes are short, so the count goes on
    /// for a day (security G3).
    pub factor: Limit,
    /// For one address, behind which there may be a whole office: short pauses.
    pub address: Limit,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            account: Limit {
                failures: 10,
                max_delay: Duration::from_mins(5),
                window: Duration::from_hours(1),
            },
            factor: Limit {
                failures: 10,
                max_delay: Duration::from_mins(15),
                window: Duration::from_hours(24),
            },
            address: Limit {
                failures: 20,
                max_delay: Duration::from_mins(1),
                window: Duration::from_mins(15),
            },
        }
    }
}

/// What is to be done with an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Look at it.
    Go,
    /// Refuse it unseen; another may come after this time.
    Wait(Duration),
}

/// Judges an attempt made at `now` after the failures in `count`.
pub fn verdict(count: AttemptCount, limit: &Limit, now: Timestamp) -> Verdict {
    let Some(pause) = pause_after(count.failures, limit) else {
        return Verdict::Go;
    };
    // A clock that was set back must not prolong the pause: what lies ahead is as long ago.
    let apart = now.since(count.last_at).max(count.last_at.since(now));
    match pause.checked_sub(apart) {
        None | Some(Duration::ZERO) => Verdict::Go,
        Some(rest) => Verdict::Wait(rest),
    }
}

fn pause_after(failures: i64, limit: &Limit) -> Option<Duration> {
    let over = failures.checked_sub(i64::from(limit.failures))?;
    let over = u64::try_from(over).ok()?;
    let doublings = u32::try_from(over).unwrap_or(u32::MAX);
    let seconds = 1_u64.checked_shl(doublings).unwrap_or(u64::MAX);
    Some(Duration::from_secs(seconds).min(limit.max_delay))
}

/// `count` as it will be if the attempts that are being looked at right now all fail.
pub fn with_under_way(count: AttemptCount, under_way: u32, now: Timestamp) -> AttemptCount {
    if under_way == 0 {
        return count;
    }
    AttemptCount {
        failures: count.failures.saturating_add(i64::from(under_way)),
        last_at: now,
    }
}

/// The counter of an account, by one of its names in canonical form.
pub fn account_key(mac: &Mac<'_>, login: &str) -> [u8; 32] {
    mac(&[b"attempts of account", login.as_bytes()])
}

/// The counter of an account's second factors.
pub fn factor_key(mac: &Mac<'_>, user: UserId) -> [u8; 32] {
    mac(&[b"attempts of second factors", user.0.as_bytes()])
}

/// The counter of an address. An IPv6 customer has 2⁶⁴ addresses, which count as one.
pub fn address_key(mac: &Mac<'_>, address: IpAddr) -> [u8; 32] {
    let network = match address.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().into_iter().take(8).collect(),
    };
    mac(&[b"attempts of address", &network])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    const LIMIT: Limit = Limit {
        failures: 3,
        max_delay: Duration::from_mins(1),
        window: Duration::from_mins(10),
    };

    fn after(failures: i64, seconds_since: i64) -> Verdict {
        let last_at = Timestamp(1_000_000);
        let now = Timestamp(last_at.0 + seconds_since);
        verdict(AttemptCount { failures, last_at }, &LIMIT, now)
    }

    fn wait(seconds: u64) -> Verdict {
        Verdict::Wait(Duration::from_secs(seconds))
    }

    #[test]
    fn the_first_failures_are_free() {
        for failures in 0..3 {
            assert_eq!(after(failures, 0), Verdict::Go);
        }
    }

    #[test]
    fn then_the_pause_doubles_up_to_the_limit() {
        let pauses: Vec<_> = (3..12).map(|failures| after(failures, 0)).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60].map(wait));
        assert_eq!(after(3 + 64, 0), wait(60));
        assert_eq!(after(i64::MAX, 0), wait(60));
    }

    #[test]
    fn the_pause_ends_counted_from_the_last_failure() {
        assert_eq!(after(6, 3), wait(5));
        assert_eq!(after(6, 7), wait(1));
        assert_eq!(after(6, 8), Verdict::Go);
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        assert_eq!(after(6, -3), wait(5));
        assert_eq!(after(6, -86_400), Verdict::Go);
    }

    #[test]
    fn attempts_under_way_count_as_failed_now() {
        let old = AttemptCount {
            failures: 5,
            last_at: Timestamp(0),
        };
        let now = Timestamp(1_000);
        let alone = verdict(with_under_way(old, 0, now), &LIMIT, now);
        assert_eq!(alone, Verdict::Go);
        let second = verdict(with_under_way(old, 1, now), &LIMIT, now);
        assert_eq!(second, wait(8));
        let fresh = AttemptCount::default();
        assert_eq!(
            verdict(with_under_way(fresh, 2, now), &LIMIT, now),
            Verdict::Go
        );
        assert_eq!(verdict(with_under_way(fresh, 3, now), &LIMIT, now), wait(1));
    }

    #[test]
    fn defaults_stop_at_twenty_five_failures_whatever_the_name() {
        let policy = Policy::default();
        assert!(policy.account.failures * 2 <= 25 && policy.address.failures <= 25);
        assert!(policy.factor.failures <= 20);
        for limit in [policy.account, policy.factor, policy.address] {
            assert!(limit.window > limit.max_delay);
        }
    }

    #[test]
    fn keys_tell_kinds_names_and_networks_apart() {
        // The parts in place of their hash.
        let parts = Mutex::new(Vec::new());
        let mac = |input: &[&[u8]]| {
            *parts.lock().unwrap() = input.concat();
            [0; 32]
        };
        let address = |text: &str| {
            address_key(&mac, text.parse().unwrap());
            parts.lock().unwrap().clone()
        };
        assert_eq!(
            address("2001:db8:1:2:3::4"),
            address("2001:db8:1:2:ffff::1")
        );
        assert_ne!(address("2001:db8:1:2::1"), address("2001:db8:1:3::1"));
        assert_ne!(address("192.0.2.1"), address("192.0.2.2"));
        assert_eq!(address("::ffff:192.0.2.1"), address("192.0.2.1"));
    }
}
