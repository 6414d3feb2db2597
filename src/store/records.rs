//! What is written down with a write.

use super::{KeptAnswer, Store};
use crate::model::{Event, Mail};

/// What is written down with a write, in its transaction.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// What has happened.
    pub events: Vec<Event>,
    /// What is answered.
    pub answer: Option<KeptAnswer>,
    /// What is sent.
    pub mails: Vec<Mail>,
}

impl Records {
    /// Whether there is nothing to write down.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.answer.is_none() && self.mails.is_empty()
    }
}

/// A store that knows how to record.
pub trait Recording: Store + Clone + 'static {
    /// What it writes down with its next write.
    fn records(&self) -> &Records;

    /// The same store, which writes `records` down with its next write.
    #[must_use]
    fn with_records(&self, records: Records) -> Self;

    /// See [`super::Events::recording`].
    #[must_use]
    fn with_events(&self, events: Vec<Event>) -> Self {
        let others = self.records().clone();
        self.with_records(Records { events, ..others })
    }

    /// See [`super::Answers::answering`].
    #[must_use]
    fn with_answer(&self, answer: KeptAnswer) -> Self {
        let answer = Some(answer);
        let others = self.records().clone();
        self.with_records(Records { answer, ..others })
    }

    /// See [`super::Mails::telling`].
    #[must_use]
    fn with_mails(&self, mails: Vec<Mail>) -> Self {
        let others = self.records().clone();
        self.with_records(Records { mails, ..others })
    }
}
