//! When something that went out in vain is sent again.

use crate::clock::Timestamp;
use crate::store::StoreError;
use futures_util::future::join_all;
use std::time::Duration;

/// About a day in all. The first is longer than an attempt may take.
const PAUSES: [Duration; 9] = [
    Duration::from_secs(15),
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(15),
    Duration::from_hours(1),
    Duration::from_hours(2),
    Duration::from_hours(4),
    Duration::from_hours(8),
    Duration::from_hours(8),
];

/// When the attempt after the one that follows `attempts` others is due, which begins at `now`; none
/// when that is the last.
pub fn next(attempts: i64, now: Timestamp) -> Option<Timestamp> {
    let pause = PAUSES.get(usize::try_from(attempts).ok()?)?;
    Some(now.plus(*pause))
}

/// Those of `due` whose next attempt `claim` takes for this node, all at once.
pub async fn claimed<T>(
    due: Vec<T>,
    claim: impl AsyncFn(&T) -> Result<bool, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let claim = &claim;
    let claims = due
        .into_iter()
        .map(|one| async move { Ok(claim(&one).await?.then_some(one)) });
    let claimed: Result<Vec<_>, StoreError> = join_all(claims).await.into_iter().collect();
    Ok(claimed?.into_iter().flatten().collect())
}
