//! How often somebody may have a message sent (security N8): so many within the hour.

use super::{Failure, Services};
use crate::keys::MacPurpose;
use crate::login::throttle;
use crate::store::StoreError;
use std::net::IpAddr;
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);
/// Behind one address there may be a whole office.
const OF_ADDRESS: i64 = 30;
/// Messages to one person.
const OF_PERSON: i64 = 3;

/// Counts a request from `address`.
pub async fn address(services: &Services, address: IpAddr) -> Result<(), Failure> {
    let mac = |parts: &[&[u8]]| services.seals.mac(MacPurpose::AttemptKey, parts);
    let key = throttle::address_key(&mac, address);
    if counts(services, b"messages from", &key, OF_ADDRESS).await? {
        return Ok(());
    }
    let passed = services.now().0.rem_euclid(3600);
    let rest = u64::try_from(3600 - passed).unwrap_or(3600);
    Err(Failure::TooMany(Duration::from_secs(rest)))
}

/// Counts a message to the person known by `key`; tells whether it may be sent.
pub async fn person(services: &Services, key: &str) -> Result<bool, StoreError> {
    counts(services, b"messages to", key.as_bytes(), OF_PERSON).await
}

async fn counts(
    services: &Services,
    what: &[u8],
    whose: &[u8],
    most: i64,
) -> Result<bool, StoreError> {
    let now = services.now();
    let hour = now.0.div_euclid(3600).to_be_bytes();
    let parts = [what, whose, &hour];
    let key = services.seals.mac(MacPurpose::AttemptKey, &parts);
    let before = services.store.count_attempt(key, now, HOUR).await?;
    Ok(before.failures < most)
}
