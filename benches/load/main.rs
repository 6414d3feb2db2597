//! Signet under load, beside the limits of the machine that it runs on.
//!
//! `cargo bench` starts the real binary with a database on disk, drives it with 64 kept connections
//! and prints tables in Markdown, each figure beside what it is to be; `cargo bench -- --quick` takes
//! a moment. `cargo bench -- NAME` runs one of [`PARTS`], or measures the operations that have NAME
//! in theirs. Only the ratios of one run mean anything: processor, disk and neighbours differ. Costs
//! are CPU time of the server's process.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that cannot go on has failed"
)]

mod bare;
mod cpu;
mod drive;
mod http;
mod limits;
mod nodes;
mod operations;
mod operator;
mod postgres;
mod report;
mod scale;
mod server;
mod storm;
mod system;
mod table;
mod versus;
mod workers;

use std::path::Path;
use std::time::{Duration, Instant};

/// Requests under way at once.
const CONCURRENT: usize = 64;
/// Sign-ins with a password at once: each takes long anyway.
const SIGNING_IN: usize = 8;

/// What can be run by itself.
const PARTS: [&str; 6] = [
    "operations",
    "storm",
    "postgres",
    "nodes",
    "scale",
    "operator",
];

/// How long and how often things are measured.
struct Plan {
    quick: bool,
    rounds: usize,
    length: Duration,
    starts: usize,
    pinned: bool,
}

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let words: Vec<_> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--bare", port] => bare::serve(port.parse().unwrap()),
        ["--bare", port, "--hashing"] => {
            std::thread::spawn(limits::hash_for_ever);
            bare::serve(port.parse().unwrap());
        }
        ["--limits", folder, length] => {
            let length = Duration::from_millis(length.parse().unwrap());
            limits::measure(Path::new(folder), length);
        }
        // Cargo says so; `cargo test` of all targets does not, and is to be quick.
        words if words.contains(&"--bench") => bench(words),
        _ => println!("run it by `cargo bench`, shorter by `cargo bench -- --quick`"),
    }
}

fn bench(words: &[&str]) {
    let quick = words.contains(&"--quick");
    let plan = Plan {
        quick,
        rounds: if quick { 1 } else { 3 },
        length: Duration::from_millis(if quick { 400 } else { 1500 }),
        starts: if quick { 3 } else { 7 },
        pinned: cpu::pin_generator(),
    };
    let name = words.iter().find(|word| !word.starts_with('-'));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(all(&plan, name.copied()));
}

async fn all(plan: &Plan, name: Option<&str>) {
    let began = Instant::now();
    match name {
        None => {
            for name in PARTS {
                part(plan, name).await;
            }
        }
        Some(name) if PARTS.contains(&name) => part(plan, name).await,
        Some(operation) => operations::run(plan, operation).await,
    }
    println!("\n{}", footnote(plan, began.elapsed()));
}

async fn part(plan: &Plan, name: &str) {
    match name {
        "storm" => storm::run(plan).await,
        "postgres" => versus::run(plan).await,
        "nodes" => nodes::run(plan).await,
        "scale" => scale::run(plan).await,
        "operator" => operator::run(plan).await,
        _ => operations::run(plan, "").await,
    }
}

fn footnote(plan: &Plan, took: Duration) -> String {
    let pinned = if plan.pinned {
        "servers on one core, generator and PostgreSQL on another"
    } else {
        "servers and generator on the same cores"
    };
    format!(
        "{CONCURRENT} concurrent ({SIGNING_IN} for passwords), {pinned}; SQLite with \
         synchronous=FULL, PostgreSQL with fsync and synchronous_commit; medians of {} runs, \
         {:.0} s in all.",
        plan.rounds,
        took.as_secs_f64()
    )
}
