//! What is counted and measured, and how it is told (Prometheus text, version 0.0.4).
//!
//! Owns numbers, never names of people: labels are words of a fixed list, and routes. Counting takes
//! no lock; what every request counts is kept apart for each worker, so that none waits for another's
//! cache line. Knows nothing of the rooms that count.

mod counter;
pub mod families;
mod grid;
mod histogram;
mod meters;
mod process;
mod requests;
mod shard;
mod store;
mod text;

pub use counter::Counter;
pub use families::{Family, Kind};
pub use grid::Grid;
pub use histogram::{Histogram, SECONDS, SIZES, Unit};
pub use meters::{HashMeters, Meters, Totals};
pub use process::process;
pub use requests::Requests;
pub use store::{Connections, StoreMeters};
pub use text::Text;
