//! What an operation costs with three nodes over one PostgreSQL, beside the same with one.

use super::drive::{self, median};
use super::postgres::Postgres;
use super::server::{self, Server};
use super::system::System;
use super::versus;
use super::workers::{Operation, Person};
use super::{CONCURRENT, Plan, table};
use std::path::Path;

const NODES: usize = 3;

/// How much more three nodes are to do than one when each has cores to itself (issue 3). Here
/// they share one, so it is shown by the CPU that they take together.
const GAIN: f64 = 2.2;

const OPERATIONS: [(Operation, &str); 3] = [
    (Operation::SignOnEs256, "single sign-on, ES256 ID token"),
    (Operation::Refresh, "refresh with rotation"),
    (Operation::Userinfo, "userinfo"),
];

/// Measures and prints.
pub async fn run(plan: &Plan) {
    let Some(postgres) = Postgres::start().await else {
        return;
    };
    let folder = server::folder();
    server::declare(folder.path(), CONCURRENT);
    let mut systems = Vec::new();
    for (name, count) in [("one", 1), ("three", NODES)] {
        let url = postgres.database(name).await;
        let nodes = versus::nodes(plan, folder.path(), Some(&url), count).await;
        let system = System::over(&postgres, nodes);
        let people = everybody(&system).await;
        systems.push((system, people));
    }
    let callers: Vec<_> = systems.iter().map(|(_, people)| people.clone()).collect();
    let limit = limit(plan, folder.path(), &callers).await;
    let mut samples = OPERATIONS.map(|_| [Vec::new(), Vec::new()]);
    for round in 1..=plan.rounds {
        eprintln!("three nodes, run {round} of {}", plan.rounds);
        for ((operation, _), samples) in OPERATIONS.iter().zip(&mut samples) {
            for ((system, people), samples) in systems.iter().zip(samples) {
                samples.push(drive::run(system, *operation, people, plan.length).await);
            }
        }
    }
    print(
        &samples.map(|sides| sides.map(|samples| median(&samples))),
        limit,
    );
}

/// What it costs by itself that three processes share a core: a bare actix-web, alone and as one of
/// three that are asked in turn.
async fn limit(plan: &Plan, folder: &Path, callers: &[Vec<Person>]) -> [f64; 2] {
    let mut costs = [0.0; 2];
    for ((cost, people), count) in costs.iter_mut().zip(callers).zip([1, NODES]) {
        let mut nodes = Vec::new();
        for _ in 0..count {
            let mut node = Server::bare(folder, plan.pinned);
            node.ready().await;
            nodes.push(node);
        }
        let system = System {
            nodes,
            database: None,
        };
        let mut samples = Vec::new();
        for _ in 0..plan.rounds {
            samples.push(drive::run(&system, Operation::BareGet, people, plan.length).await);
        }
        *cost = median(&samples).cpu;
    }
    costs
}

/// As many callers for each node as one alone has.
async fn everybody(system: &System<'_>) -> Vec<Person> {
    let people = system.sign_in(CONCURRENT).await;
    let all = people.iter().cycle().cloned();
    all.take(CONCURRENT * system.nodes.len()).collect()
}

#[expect(clippy::cast_precision_loss, reason = "three nodes")]
fn print(samples: &[[drive::Sample; 2]], limit: [f64; 2]) {
    let about = format!("{NODES} nodes over one PostgreSQL, each request at the next node");
    table::head(
        &about,
        &[
            "operation",
            "one node ms",
            "three nodes ms",
            "ratio",
            "at most",
            "met",
            "so with a core each they do",
            "the database's ms, one node",
            "three nodes",
        ],
    );
    let most = NODES as f64 / GAIN;
    for ((_, name), [one, three]) in OPERATIONS.iter().zip(samples) {
        let ratio = three.cpu / one.cpu;
        table::line(&[
            name,
            &format!("{:.3}", one.cpu),
            &format!("{:.3}", three.cpu),
            &format!("**{ratio:.2}**"),
            &format!("{most:.2}"),
            table::met(ratio, most),
            &format!("{:.1} times as much", NODES as f64 / ratio),
            &format!("{:.3}", one.database),
            &format!("{:.3}", three.database),
        ]);
    }
    let [one, three] = limit;
    println!(
        "\nA bare actix-web, shared out in the same way: {one:.4} ms alone, {three:.4} ms as one of \
         {NODES}, {:.2} times as much.",
        three / one
    );
}
