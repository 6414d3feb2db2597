//! Passkeys that people were offered and did not want.

use crate::clock::Timestamp;
use std::time::Duration;

/// For how long people are left alone after the first time.
const FIRST_PAUSE: Duration = Duration::from_hours(30 * 24);

/// The same after every further time.
const NEXT_PAUSE: Duration = Duration::from_hours(90 * 24);

/// What somebody said to the offer of a passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasskeyOffer {
    /// How often they did not want one.
    pub declined: i64,
    /// When they are asked again; none for never.
    pub again_at: Option<Timestamp>,
}

impl PasskeyOffer {
    /// After somebody who said `before` says "not now", or `never`.
    pub fn declined(before: Option<Self>, never: bool, now: Timestamp) -> Self {
        let times = before.map_or(0, |before| before.declined);
        let pause = if times == 0 { FIRST_PAUSE } else { NEXT_PAUSE };
        Self {
            declined: times.saturating_add(1),
            again_at: (!never).then(|| now.plus(pause)),
        }
    }

    /// Whether they may be asked again.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.again_at.is_some_and(|at| at <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_says_not_now_is_asked_after_a_month_and_then_each_quarter_and_never_is_never() {
        let day = |n: u64| Timestamp(0).plus(Duration::from_hours(24 * n));
        let once = PasskeyOffer::declined(None, false, day(0));
        assert!(!once.is_due(day(29)) && once.is_due(day(30)));
        let twice = PasskeyOffer::declined(Some(once), false, day(30));
        assert!(!twice.is_due(day(119)) && twice.is_due(day(120)));
        let thrice = PasskeyOffer::declined(Some(twice), false, day(120));
        assert!(!thrice.is_due(day(209)) && thrice.is_due(day(210)));
        let never = PasskeyOffer::declined(Some(thrice), true, day(210));
        assert_eq!((never.declined, never.is_due(day(99_999))), (4, false));
    }
}
