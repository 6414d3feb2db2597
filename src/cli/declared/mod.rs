//! Declared configuration: `signet plan`, `signet export`, and what they and `signet apply` print.

mod export;
mod plan;
pub mod print;

pub use export::Args as Export;
pub use plan::Args as Plan;
