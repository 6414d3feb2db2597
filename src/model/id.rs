//! Identifiers as types: 16 time-ordered bytes each (RFC 9562 §5.7), so that inserts stay on one page.

use crate::clock::{Clock, Timestamp};
use crate::entropy::{self, Entropy};
use crate::oidc::ClientId;
use aws_lc_rs::digest;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[derive(sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier: milliseconds of `clock`, then 74 random bits.
            pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                Self::at(clock.now_millis(), entropy)
            }

            /// As [`Self::new`], of what begins at this Unix millisecond.
            pub fn at(millis: i64, entropy: &dyn Entropy) -> Self {
                let millis = u64::try_from(millis).unwrap_or(0);
                let random = entropy::bytes(entropy);
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id! {
    /// A person; in text form the `sub` of tokens, as a rule, and never given to anybody else.
    UserId
}
id! {
    /// A group of people.
    GroupId
}
id! {
    /// A browser's signed-in session; in text form the `sid` of tokens.
    SessionId
}
id! {
    /// An authorization code and the token family that comes of it.
    GrantId
}
id! {
    /// One access token (`jti`).
    TokenId
}
id! {
    /// Something that a person proves who they are with, besides the password.
    CredentialId
}
id! {
    /// What one app is to be told of the end of one session; the `jti` of its logout tokens.
    LogoutId
}
id! {
    /// One letter on its way out; a part of its `Message-ID`.
    MailId
}

id! {
    /// Something that happened.
    EventId
}
id! {
    /// One way through a sign-in, from the request to the code.
    TraceId
}
id! {
    /// Where events are sent.
    WebhookId
}
id! {
    /// One event on its way to one target.
    WebhookDeliveryId
}
id! {
    /// What another system proves itself by, that says by SCIM who there is.
    ScimTokenId
}

/// How far the clock may go back, in milliseconds, while [`EventIds`] go on where they were.
const SET_BACK: u64 = 1000;
/// Bits of an identifier of [`EventIds`] that count what happened within a millisecond.
const COUNTER_BITS: u32 = 12;

/// Gives identifiers of events, and of their deliveries, in the order in which they are asked for, in
/// one process: within a millisecond the bits after the time count (RFC 9562 §6.2, method 1), and when they have run out
/// the next millisecond is borrowed from. Other processes agree in the time alone.
#[derive(Debug, Default)]
pub struct EventIds(AtomicU64);

impl EventIds {
    /// The identifier after all before: milliseconds, a counter, 62 random bits. Where the clock was set
    /// back by more than a second, the order begins again there.
    pub fn next(&self, millis: i64, entropy: &dyn Entropy) -> EventId {
        EventId(self.next_uuid(millis, entropy))
    }

    /// The same of a delivery.
    pub fn next_delivery(&self, millis: i64, entropy: &dyn Entropy) -> WebhookDeliveryId {
        WebhookDeliveryId(self.next_uuid(millis, entropy))
    }

    fn next_uuid(&self, millis: i64, entropy: &dyn Entropy) -> Uuid {
        let wanted = u64::try_from(millis).unwrap_or(0) << COUNTER_BITS;
        let after = |last: u64| {
            let is_set_back = last > wanted.saturating_add(SET_BACK << COUNTER_BITS);
            if is_set_back {
                wanted
            } else {
                wanted.max(last + 1)
            }
        };
        let before = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| {
                Some(after(last))
            });
        let (Ok(last) | Err(last)) = before;
        let place = after(last);
        let mut rest = entropy::bytes::<10>(entropy);
        // The four bits before the counter are those of the version.
        let [_, _, _, _, _, _, high, low] = place.to_be_bytes();
        [rest[0], rest[1]] = [high & 0x0f, low];
        let millis = place >> COUNTER_BITS;
        uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid()
    }
}

impl EventId {
    /// Lies before every identifier of `at` and later ones, and after all earlier ones.
    pub fn first_of(at: Timestamp) -> Self {
        let millis = u64::try_from(at.0.saturating_mul(1000)).unwrap_or(0);
        // Written out: those that are made carry a version after the milliseconds.
        Self(Uuid::from_u128(u128::from(millis) << 80))
    }
}

impl LogoutId {
    /// The same whenever the same end is written down again.
    pub fn of(ended_at: Timestamp, session: SessionId, client: &ClientId) -> Self {
        let mut subject = session.0.as_bytes().to_vec();
        subject.extend_from_slice(client.as_str().as_bytes());
        let hash = digest::digest(&digest::SHA256, &subject);
        let millis = u64::try_from(ended_at.0.saturating_mul(1000)).unwrap_or(0);
        let rest = hash.as_ref().first_chunk().copied().unwrap_or_default();
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn millis(id: EventId) -> u128 {
        id.0.as_u128() >> 80
    }

    #[test]
    fn events_within_a_moment_are_in_their_order() {
        let (ids, entropy) = (EventIds::default(), SeededEntropy::new(1));
        let moment = 1_800_000_000_000;
        // More than there are places in a millisecond, and a clock that goes back a little.
        let mut all: Vec<_> = (0..10_000).map(|_| ids.next(moment, &entropy)).collect();
        all.push(ids.next(moment - 900, &entropy));
        all.push(ids.next(moment + 50, &entropy));
        assert!(all.is_sorted_by(|one, next| one < next));
        assert_eq!(millis(all[0]), 1_800_000_000_000);
        assert_eq!(millis(all[9_999]), 1_800_000_000_002);
        assert_eq!(millis(all[10_001]), 1_800_000_000_050);
        assert!(all.iter().all(|id| id.0.get_version_num() == 7));
        let deliveries = [(); 3].map(|()| ids.next_delivery(moment, &entropy));
        assert!(deliveries.is_sorted_by(|one, next| one < next));
        assert!(deliveries[0].0 > all[10_001].0);
    }

    #[test]
    fn events_follow_a_clock_that_was_set_back() {
        let (ids, entropy) = (EventIds::default(), SeededEntropy::new(1));
        ids.next(1_800_000_000_000, &entropy);
        let first = ids.next(1_700_000_000_000, &entropy);
        assert_eq!(millis(first), 1_700_000_000_000);
        assert!(ids.next(1_700_000_000_000, &entropy) > first);
        // Even before 1970.
        assert_eq!(millis(ids.next(-5, &entropy)), 0);
    }
}
