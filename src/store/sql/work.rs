// What is to be done in the database, and written down with it. Of what kind the answer is is forgotten
// on the way there and back, so that what queues, carries out and answers is compiled once, not once for
// each operation. Mounted by `mod.rs`.

use super::backend::{Conn, failure};
use super::events;
use crate::store::{Records, Result};
use futures_util::future::BoxFuture;
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// An answer of whatever kind.
pub type Answer = Box<dyn Any + Send>;

trait Operation: Send + Sync {
    fn carry_out<'c>(&self, conn: &'c mut Conn) -> BoxFuture<'c, Result<Answer>>;
}

struct Typed<F, R>(F, PhantomData<fn() -> R>);

impl<F, R> Operation for Typed<F, R>
where
    F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Clone + Send + Sync,
    R: Send + 'static,
{
    fn carry_out<'c>(&self, conn: &'c mut Conn) -> BoxFuture<'c, Result<Answer>> {
        let done = self.0.clone()(conn);
        Box::pin(async move { Ok(Box::new(done.await?) as Answer) })
    }
}

/// An operation, and what is written down with it.
pub struct Work {
    operation: Box<dyn Operation>,
    records: Arc<Records>,
}

impl Work {
    /// `operation`, along with `records` unless it answers that it did nothing.
    pub fn new<F, R>(operation: F, records: Arc<Records>) -> Self
    where
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Clone + Send + Sync + 'static,
        R: Send + 'static,
    {
        Self {
            operation: Box::new(Typed(operation, PhantomData)),
            records,
        }
    }

    /// Whether something is to be written down.
    pub fn is_recorded(&self) -> bool {
        !self.records.is_empty()
    }

    /// Does it; again where the first time nothing came of it.
    pub async fn carry_out(&self, conn: &mut Conn) -> Result<Answer> {
        let answer = self.operation.carry_out(conn).await?;
        let did_nothing = answer.downcast_ref::<bool>() == Some(&false);
        if self.is_recorded() && !did_nothing {
            events::write_down(conn, &self.records).await?;
        }
        Ok(answer)
    }
}

/// The answer as the kind that it is.
pub fn typed<R: 'static>(answer: Answer) -> Result<R> {
    let typed = answer.downcast().map(|answer| *answer);
    typed.map_err(|_| failure("an answer of another kind"))
}
