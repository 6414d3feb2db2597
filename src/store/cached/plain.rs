//! What is not remembered: keys have their ring, attempts, uses and deliveries must be exact.

use super::Cached;
use crate::clock::Timestamp;
use crate::model::{
    Approval, DeviceGrant, GrantId, KeyId, KeyReader, LogoutDelivery, LogoutId, Mail, MailId,
    SigningKey, UserCodeHash, UserId,
};
use crate::store::{
    AttemptCount, Attempted, Attempts, DeviceBegun, DeviceCaps, Devices, Endings, Figures,
    KeyChange, KeyReaders, Logouts, Mailed, Mails, Page, Result, SigningKeys, Spent, Store,
    Tallies, Tally,
};
use async_trait::async_trait;
use std::time::Duration;

#[async_trait]
impl<S: Store> SigningKeys for Cached<S> {
    async fn signing_keys(&self) -> Result<Vec<SigningKey>> {
        self.inner.signing_keys().await
    }

    async fn gone_keys(&self) -> Result<Vec<KeyId>> {
        self.inner.gone_keys().await
    }

    async fn change_signing_keys(&self, revision: i64, changes: Vec<KeyChange>) -> Result<bool> {
        self.inner.change_signing_keys(revision, changes).await
    }
}

#[async_trait]
impl<S: Store> Attempts for Cached<S> {
    async fn count_attempt(
        &self,
        key: [u8; 32],
        now: Timestamp,
        window: Duration,
    ) -> Result<AttemptCount> {
        self.inner.count_attempt(key, now, window).await
    }

    async fn attempts(
        &self,
        key: [u8; 32],
        now: Timestamp,
        window: Duration,
    ) -> Result<AttemptCount> {
        self.inner.attempts(key, now, window).await
    }

    async fn take_attempt_back(&self, key: [u8; 32]) -> Result<()> {
        self.inner.take_attempt_back(key).await
    }

    async fn clear_attempts(&self, keys: Vec<[u8; 32]>) -> Result<()> {
        self.inner.clear_attempts(keys).await
    }
}

#[async_trait]
impl<S: Store> Spent for Cached<S> {
    async fn spend(&self, key: [u8; 32], expires_at: Timestamp) -> Result<bool> {
        self.inner.spend(key, expires_at).await
    }

    async fn is_spent(&self, key: [u8; 32]) -> Result<bool> {
        self.inner.is_spent(key).await
    }
}

#[async_trait]
impl<S: Store> Logouts for Cached<S> {
    async fn due_logouts(&self, now: Timestamp, limit: u32) -> Result<Vec<LogoutDelivery>> {
        self.inner.due_logouts(now, limit).await
    }

    async fn claim_logout(
        &self,
        id: LogoutId,
        attempts: i64,
        next: Option<Timestamp>,
    ) -> Result<bool> {
        self.inner.claim_logout(id, attempts, next).await
    }

    async fn note_logout(&self, id: LogoutId, attempted: Attempted) -> Result<()> {
        self.inner.note_logout(id, attempted).await
    }

    async fn logouts(&self, page: Page<LogoutId>) -> Result<Vec<LogoutDelivery>> {
        self.inner.logouts(page).await
    }

    async fn latest_logouts(&self, page: Page<LogoutId>) -> Result<Vec<LogoutDelivery>> {
        self.inner.latest_logouts(page).await
    }
}

#[async_trait]
impl<S: Store> Mails for Cached<S> {
    async fn queue_mail(&self, mail: Mail) -> Result<()> {
        self.inner.queue_mail(mail).await
    }

    async fn due_mails(&self, now: Timestamp, limit: u32) -> Result<Vec<Mail>> {
        self.inner.due_mails(now, limit).await
    }

    async fn waiting_mails(&self, recipient: &str, limit: u32) -> Result<Vec<Mail>> {
        self.inner.waiting_mails(recipient, limit).await
    }

    async fn claim_mail(&self, id: MailId, attempts: i64, next: Option<Timestamp>) -> Result<bool> {
        self.inner.claim_mail(id, attempts, next).await
    }

    async fn note_mail(&self, id: MailId, outcome: Mailed, at: Timestamp) -> Result<()> {
        self.inner.note_mail(id, outcome, at).await
    }

    async fn mails(&self, page: Page<MailId>) -> Result<Vec<Mail>> {
        self.inner.mails(page).await
    }

    async fn latest_mails(&self, page: Page<MailId>) -> Result<Vec<Mail>> {
        self.inner.latest_mails(page).await
    }
}

#[async_trait]
impl<S: Store> KeyReaders for Cached<S> {
    async fn note_key_readers(&self, seen: Vec<KeyReader>) -> Result<()> {
        self.inner.note_key_readers(seen).await
    }

    async fn key_readers(&self) -> Result<Vec<KeyReader>> {
        self.inner.key_readers().await
    }
}

#[async_trait]
impl<S: Store> Tallies for Cached<S> {
    async fn tally(&self, now: Timestamp) -> Result<Tally> {
        self.inner.tally(now).await
    }

    async fn add_figures(&self, more: Figures) -> Result<()> {
        self.inner.add_figures(more).await
    }

    async fn figures(&self, since: Timestamp) -> Result<Vec<Figures>> {
        self.inner.figures(since).await
    }
}

#[async_trait]
impl<S: Store> Devices for Cached<S> {
    async fn begin_device(
        &self,
        device: DeviceGrant,
        now: Timestamp,
        caps: DeviceCaps,
    ) -> Result<DeviceBegun> {
        self.inner.begin_device(device, now, caps).await
    }

    async fn device_by_user_code(
        &self,
        hash: UserCodeHash,
        now: Timestamp,
    ) -> Result<Option<DeviceGrant>> {
        let device = self.inner.device_by_user_code(hash, now).await?;
        Ok(device.filter(|device| !self.over().has_family(device.id)))
    }

    async fn device(&self, id: GrantId) -> Result<Option<DeviceGrant>> {
        let device = self.inner.device(id).await?;
        Ok(device.filter(|device| !self.over().has_family(device.id)))
    }

    async fn devices_of(&self, user: UserId, now: Timestamp) -> Result<Vec<DeviceGrant>> {
        let mut devices = self.inner.devices_of(user, now).await?;
        devices.retain(|device| !self.over().has_family(device.id));
        Ok(devices)
    }

    async fn poll_device(&self, id: GrantId, now: Timestamp) -> Result<bool> {
        self.inner.poll_device(id, now).await
    }

    async fn decide_device(
        &self,
        id: GrantId,
        approval: Option<Approval>,
        now: Timestamp,
    ) -> Result<bool> {
        self.inner.decide_device(id, approval, now).await
    }
}
