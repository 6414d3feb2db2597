//! What is done after the answer, so that the answer says nothing about it (security H1): looking for
//! an account and writing to its owner.

use super::{Failure, Services, recovery, sign_up};
use tokio::sync::{Mutex, mpsc};

/// How many may wait. Who comes when there are more is told to come back.
const MOST: usize = 1024;

/// Something to be done.
#[derive(Debug)]
pub enum Errand {
    /// Somebody has forgotten their password.
    Recover(recovery::Wish),
    /// Somebody wants an account.
    SignUp(sign_up::Wish),
}

/// What is to be done, in memory: whoever misses a letter asks again.
#[derive(Debug)]
pub struct Errands {
    given: mpsc::Sender<Errand>,
    taken: Mutex<mpsc::Receiver<Errand>>,
}

impl Default for Errands {
    fn default() -> Self {
        let (given, taken) = mpsc::channel(MOST);
        Self {
            given,
            taken: Mutex::new(taken),
        }
    }
}

impl Errands {
    /// Leaves `errand` to be done.
    pub fn give(&self, errand: Errand) -> Result<(), Failure> {
        let given = self.given.try_send(errand);
        given.map_err(|_| Failure::Later("too many messages wait to be written"))
    }
}

/// Does one after the other until the future is dropped.
pub async fn run(services: &Services) {
    let mut taken = services.errands.taken.lock().await;
    while let Some(errand) = taken.recv().await {
        let done = match errand {
            Errand::Recover(wish) => recovery::write(services, wish).await,
            Errand::SignUp(wish) => sign_up::write(services, wish).await,
        };
        if let Err(error) = done {
            tracing::error!(%error, "a message was not written");
        }
    }
}
