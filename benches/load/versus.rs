//! What a node costs over PostgreSQL, beside the same over SQLite.

use super::drive::{self, median};
use super::operations;
use super::postgres::Postgres;
use super::server::{self, Launch, Server};
use super::system::System;
use super::workers::Operation;
use super::{CONCURRENT, Plan, table};
use std::path::Path;

/// What PostgreSQL may cost the node, as a multiple of SQLite (issue 3).
const TARGET: f64 = 1.5;

const OPERATIONS: [(Operation, &str); 2] = [
    (Operation::SignOnEs256, "single sign-on, ES256 ID token"),
    (Operation::Refresh, "refresh with rotation"),
];

/// Measures and prints.
pub async fn run(plan: &Plan) {
    let Some(postgres) = Postgres::start().await else {
        return;
    };
    let folder = server::folder();
    server::declare(folder.path(), CONCURRENT);
    let url = postgres.database("signet").await;
    let one = nodes(plan, folder.path(), None, 1).await;
    let embedded = System {
        nodes: one,
        database: None,
    };
    let one = nodes(plan, folder.path(), Some(&url), 1).await;
    let outside = System::over(&postgres, one);
    let systems = [&embedded, &outside];
    let people = [
        embedded.sign_in(CONCURRENT).await,
        outside.sign_in(CONCURRENT).await,
    ];
    let mut samples = OPERATIONS.map(|_| [Vec::new(), Vec::new()]);
    for round in 1..=plan.rounds {
        eprintln!("PostgreSQL, run {round} of {}", plan.rounds);
        for ((operation, _), samples) in OPERATIONS.iter().zip(&mut samples) {
            for side in 0..2 {
                let (system, people) = (systems[side], &people[side]);
                samples[side].push(drive::run(system, *operation, people, plan.length).await);
            }
        }
    }
    print(&samples.map(|sides| sides.map(|samples| median(&samples))));
}

/// Nodes that share a database and keys.
pub async fn nodes(
    plan: &Plan,
    folder: &Path,
    database: Option<&str>,
    count: usize,
) -> Vec<Server> {
    let mut nodes = Vec::new();
    for _ in 0..count {
        nodes.push(operations::start(plan, Launch { folder, database }).await);
    }
    nodes
}

fn print(samples: &[[drive::Sample; 2]]) {
    table::head(
        "CPU of the node over PostgreSQL",
        &[
            "operation",
            "SQLite ms",
            "PostgreSQL ms",
            "ratio",
            "at most",
            "met",
            "the database's own ms",
            "per second, SQLite",
            "PostgreSQL",
        ],
    );
    for ((_, name), [embedded, outside]) in OPERATIONS.iter().zip(samples) {
        let ratio = outside.cpu / embedded.cpu;
        table::line(&[
            name,
            &format!("{:.3}", embedded.cpu),
            &format!("{:.3}", outside.cpu),
            &format!("**{ratio:.2}**"),
            &TARGET.to_string(),
            table::met(ratio, TARGET),
            &format!("{:.3}", outside.database),
            &format!("{:.0}", embedded.throughput),
            &format!("{:.0}", outside.throughput),
        ]);
    }
}
