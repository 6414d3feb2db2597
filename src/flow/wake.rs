//! Wakes a background job that otherwise looks every few seconds.

use tokio::sync::Notify;

/// A job to be woken.
#[derive(Debug, Default)]
pub struct Wake(Notify);

impl Wake {
    /// There may be something to do.
    pub fn wake(&self) {
        self.0.notify_one();
    }

    /// Waits until there may be.
    pub async fn woken(&self) {
        self.0.notified().await;
    }
}
