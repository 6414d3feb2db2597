//! Signet under load, beside the limits of the machine that it runs on.
//!
//! `cargo bench` starts the real binary with a database on disk, drives it with 64 kept connections
//! and prints tables in Markdown; `cargo bench -- --quick` takes a moment, `cargo bench -- refresh`
//! measures what has that in its name. Only the ratios of one run mean anything: processor, disk and
//! neighbours differ. Costs are CPU time of the server's process.
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
mod report;
mod server;
mod workers;

use report::{Measured, OPERATIONS, Process};
use server::Server;
use std::path::Path;
use std::time::{Duration, Instant};
use workers::{Operation, Person};

/// Requests under way at once.
const CONCURRENT: usize = 64;
/// Sign-ins with a password at once: each takes long anyway.
const SIGNING_IN: usize = 8;

/// How long and how often things are measured.
struct Plan {
    rounds: usize,
    length: Duration,
    starts: usize,
    pinned: bool,
    /// What is in the names of the operations to measure.
    only: String,
}

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let words: Vec<_> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--bare", port] => bare::serve(port.parse().unwrap()),
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
    let only = words.iter().find(|word| !word.starts_with('-'));
    let plan = Plan {
        rounds: if quick { 1 } else { 3 },
        length: Duration::from_millis(if quick { 400 } else { 1500 }),
        starts: if quick { 3 } else { 7 },
        pinned: cpu::pin_generator(),
        only: (*only.unwrap_or(&"")).to_owned(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(all(&plan));
}

async fn all(plan: &Plan) {
    let began = Instant::now();
    let folder = server::folder();
    server::declare(folder.path(), CONCURRENT);
    let mut bare = Server::bare(folder.path(), plan.pinned);
    bare.ready().await;
    let mut signet = Server::signet(folder.path(), plan.pinned);
    signet.ready().await;
    let idle = cpu::memory(signet.pid(), "VmRSS");
    let people = sign_in(&signet).await;
    let mut measured = Measured::default();
    let mut busy: f64 = 0.0;
    for round in 1..=plan.rounds {
        eprintln!("run {round} of {}", plan.rounds);
        measure_limits(plan, &bare, &people, &mut measured).await;
        busy = busy.max(measure_signet(plan, &signet, &people, &mut measured).await);
    }
    let peak = cpu::memory(signet.pid(), "VmHWM");
    drop(signet);
    let start = start_up(plan, folder.path()).await;
    measured.print_operations();
    measured.print_limits();
    Process {
        idle,
        busy,
        peak,
        start,
    }
    .print();
    println!("\n{}", footnote(plan, began.elapsed()));
}

fn footnote(plan: &Plan, took: Duration) -> String {
    let pinned = if plan.pinned {
        "server and generator on a core each"
    } else {
        "server and generator on the same cores"
    };
    format!(
        "{CONCURRENT} concurrent ({SIGNING_IN} for passwords), {pinned}, SQLite with \
         synchronous=FULL, medians of {} runs, {:.0} s in all.",
        plan.rounds,
        took.as_secs_f64()
    )
}

/// A session for everybody.
async fn sign_in(signet: &Server) -> Vec<Person> {
    let mut connection = http::Connection::open(signet.address).await;
    let mut people = Vec::new();
    for number in 0..CONCURRENT {
        people.push(Person::sign_in(&mut connection, number).await);
    }
    people
}

async fn measure_limits(plan: &Plan, bare: &Server, people: &[Person], measured: &mut Measured) {
    measured.note_limits(server::limits(plan.length / 2, plan.pinned));
    for operation in [
        Operation::BareGet,
        Operation::BareRedirect,
        Operation::BarePost,
    ] {
        let sample = drive::run(bare, operation, people, plan.length / 2).await;
        measured.note(operation, sample);
    }
}

/// Measures everything; tells the memory that the server holds after single sign-ons.
async fn measure_signet(
    plan: &Plan,
    signet: &Server,
    people: &[Person],
    measured: &mut Measured,
) -> f64 {
    let mut busy = 0.0;
    let wanted = OPERATIONS
        .iter()
        .filter(|(_, name)| name.contains(&plan.only));
    for (operation, _) in wanted.copied() {
        let many = operation != Operation::Password;
        let people = if many { people } else { &people[..SIGNING_IN] };
        let sample = drive::run(signet, operation, people, plan.length).await;
        measured.note(operation, sample);
        if operation == Operation::SignOnEs256 {
            busy = cpu::memory(signet.pid(), "VmRSS");
        }
    }
    busy
}

/// Milliseconds from the command to the first answer.
async fn start_up(plan: &Plan, folder: &Path) -> f64 {
    let mut all = Vec::new();
    for _ in 0..plan.starts {
        let began = Instant::now();
        let mut signet = Server::signet(folder, plan.pinned);
        signet.ready().await;
        all.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    drive::median_of(all)
}
