//! Declared configuration: `signet plan`, `signet export`, and what they and `signet apply` send and
//! print.

mod export;
mod plan;
pub mod print;
mod send;

pub use export::Args as Export;
pub use plan::Args as Plan;
pub use send::{apply, plan};
