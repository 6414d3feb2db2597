//! Ends of everything of a kind.

use super::Result;
use crate::clock::Timestamp;
use crate::model::{Ended, Ending, Over};
use async_trait::async_trait;

/// Ends of everything of a kind.
#[async_trait]
pub trait Endings {
    /// Everything of these kinds that there is, and whatever is said to have begun up to the Unix
    /// millisecond `until`, is over from then on, however much it is: one write of a row each. Rows
    /// that say so follow by [`Endings::carry_on`].
    async fn end_everything(&self, what: Vec<Ended>, until: i64, at: Timestamp) -> Result<()>;

    /// Up to when everything is over, as far as is known here without looking. What begins gets an
    /// identifier after that, however late the clock is.
    fn over(&self) -> Over;

    /// The latest end of each kind, if there was one.
    async fn endings(&self) -> Result<Vec<Ending>>;

    /// Ends the next `limit` of what `ending` is about as [`super::Sessions::end_session`] and
    /// [`super::Directory::sign_out_everywhere`] do, in one write, and has their apps told. What
    /// was ended already is passed by. Does nothing where somebody else has gone on meanwhile.
    async fn carry_on(&self, ending: Ending, limit: u32, now: Timestamp) -> Result<()>;
}
