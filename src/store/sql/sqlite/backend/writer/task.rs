//! An operation in the queue, whichever lane it takes.

use super::super::failure;
use crate::store::Result;
use tokio::sync::oneshot;

/// An operation, then its result, for a caller that waits.
pub struct Task<F, R> {
    operation: Option<F>,
    result: Option<Result<R>>,
    caller: oneshot::Sender<Result<R>>,
}

impl<F, R> Task<F, R> {
    /// `operation`, and where its answer will arrive.
    pub fn new(operation: F) -> (Self, oneshot::Receiver<Result<R>>) {
        let (caller, answer) = oneshot::channel();
        let task = Self {
            operation: Some(operation),
            result: None,
            caller,
        };
        (task, answer)
    }

    /// The operation, once.
    pub fn take(&mut self) -> Option<F> {
        self.operation.take()
    }

    /// Keeps what the operation returned, or that it panicked; tells whether it succeeded.
    pub fn keep(&mut self, done: std::thread::Result<Result<R>>) -> bool {
        let result = done.unwrap_or_else(|_| Err(failure("the operation panicked")));
        self.result.insert(result).is_ok()
    }

    /// Why the operation failed, if it did.
    pub fn error(&self) -> Option<String> {
        let failed = self.result.as_ref()?.as_ref().err()?;
        Some(failed.to_string())
    }

    /// Answers the caller; `lost` is why the whole batch was.
    pub fn answer(self, lost: Option<&str>) {
        let result = match (lost, self.result) {
            (None, Some(result)) => result,
            (None, None) => Err(failure("the operation did not run")),
            (Some(why), _) => Err(failure(why)),
        };
        // A caller that went away does not want the answer.
        let _ = self.caller.send(result);
    }
}
