//! Declared configuration: `signet plan`, `signet apply`, `signet export`.

mod apply;
mod export;
mod plan;
mod print;

pub use apply::Args as Apply;
pub use export::Args as Export;
pub use plan::Args as Plan;
pub use print::{Tense, report};
