//! Every operation of one node over SQLite beside the limits of the machine, and the process.

use super::drive;
use super::report::{Measured, OPERATIONS, Process};
use super::server::{self, Launch, Server};
use super::system::System;
use super::workers::{Operation, Person};
use super::{CONCURRENT, Plan, SIGNING_IN, cpu};
use std::time::Instant;

/// Measures those with `only` in their names.
pub async fn run(plan: &Plan, only: &str) {
    let folder = server::folder();
    server::declare(folder.path(), CONCURRENT);
    let mut bare = Server::bare(folder.path(), plan.pinned);
    bare.ready().await;
    let bare = System::single(bare);
    let launch = Launch {
        folder: folder.path(),
        database: None,
    };
    // Makes keys, tables and people.
    drop(start(plan, launch).await);
    let signet = System::single(start(plan, launch).await);
    let pid = signet.nodes[0].pid();
    let idle = cpu::memory(pid, "VmRSS");
    let people = signet.sign_in(CONCURRENT).await;
    let mut measured = Measured::default();
    let mut busy: f64 = 0.0;
    for round in 1..=plan.rounds {
        eprintln!("operations, run {round} of {}", plan.rounds);
        measure_limits(plan, &bare, &people, &mut measured).await;
        busy = busy.max(measure_signet(plan, only, &signet, &people, &mut measured).await);
    }
    drop(signet);
    let start = start_up(plan, launch).await;
    measured.print_operations();
    measured.print_limits();
    let process = Process { idle, busy, start };
    process.print();
}

/// A node that answers.
pub async fn start(plan: &Plan, launch: Launch<'_>) -> Server {
    let mut node = Server::signet(launch, plan.pinned);
    node.ready().await;
    node
}

async fn measure_limits(
    plan: &Plan,
    bare: &System<'_>,
    people: &[Person],
    measured: &mut Measured,
) {
    measured.note_limits(server::limits(plan.length / 2, plan.pinned));
    for operation in [
        Operation::BareGet,
        Operation::BareRedirect,
        Operation::BarePost,
        Operation::BareSigned,
        Operation::BareRedeem,
    ] {
        let sample = drive::run(bare, operation, people, plan.length / 2).await;
        measured.note(operation, sample);
    }
}

/// Measures everything; tells how much memory the server held at most while people signed on.
async fn measure_signet(
    plan: &Plan,
    only: &str,
    signet: &System<'_>,
    people: &[Person],
    measured: &mut Measured,
) -> f64 {
    let pid = signet.nodes[0].pid();
    let mut busy = 0.0;
    let wanted = OPERATIONS.iter().filter(|(_, name)| name.contains(only));
    for (operation, _) in wanted.copied() {
        let many = operation != Operation::Password;
        let people = if many { people } else { &people[..SIGNING_IN] };
        cpu::forget_peak(pid);
        let sample = drive::run(signet, operation, people, plan.length).await;
        measured.note(operation, sample);
        if operation == Operation::SignOnEs256 {
            busy = cpu::memory(pid, "VmHWM");
        }
    }
    busy
}

/// Milliseconds from the command to the first answer, over a database that is there.
pub async fn start_up(plan: &Plan, launch: Launch<'_>) -> f64 {
    let mut all = Vec::new();
    for _ in 0..plan.starts {
        let began = Instant::now();
        drop(start(plan, launch).await);
        all.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    drive::median_of(all)
}
