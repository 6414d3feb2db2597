//! The tables.

use super::drive::{Sample, median, median_of};
use super::workers::Operation;
use std::collections::BTreeMap;

/// Everything that was measured, run after run.
#[derive(Default)]
pub struct Measured {
    samples: Vec<(Operation, Sample)>,
    /// Milliseconds of CPU by the names of [`super::limits::measure`].
    limits: BTreeMap<String, Vec<f64>>,
}

/// The parts that a limit is made of.
struct Limit {
    formula: &'static str,
    cost: f64,
    /// What ours may come to, as a multiple (issue 3).
    target: f64,
}

/// The operations of the table.
pub const OPERATIONS: [(Operation, &str); 10] = [
    (Operation::Discovery, "discovery"),
    (Operation::Jwks, "JWKS"),
    (
        Operation::ClientCredentials,
        "client_credentials (JWT, ES256)",
    ),
    (Operation::SignOnEs256, "single sign-on, ES256 ID token"),
    (Operation::SignOnRs256, "single sign-on, RS256 ID token"),
    (Operation::Refresh, "refresh with rotation"),
    (Operation::Userinfo, "userinfo"),
    (Operation::Introspection, "introspection"),
    (Operation::Revocation, "revocation"),
    (Operation::Password, "password sign-in"),
];

impl Measured {
    /// Notes a run.
    pub fn note(&mut self, operation: Operation, sample: Sample) {
        self.samples.push((operation, sample));
    }

    /// Notes limits.
    pub fn note_limits(&mut self, limits: Vec<(String, f64)>) {
        for (name, cost) in limits {
            self.limits.entry(name).or_default().push(cost);
        }
    }

    fn of(&self, operation: Operation) -> Sample {
        let samples = self.samples.iter().filter(|(of, _)| *of == operation);
        median(&samples.map(|(_, sample)| *sample).collect::<Vec<_>>())
    }

    fn part(&self, name: &str) -> f64 {
        median_of(self.limits[name].clone())
    }

    /// The formulas of issue 3.
    fn limit(&self, operation: Operation) -> Limit {
        let (get, post) = (
            self.of(Operation::BareGet).cpu,
            self.of(Operation::BarePost).cpu,
        );
        let both = self.of(Operation::BareRedirect).cpu + post;
        let [es, rs, w, p] = ["es256", "rs256", "insert", "argon2"].map(|name| self.part(name));
        let (formula, cost, target) = match operation {
            Operation::ClientCredentials => ("H + S", post + es, 1.6),
            Operation::SignOnEs256 => ("2 H + 2 S + W", both + 2.0 * es + w, 1.6),
            Operation::SignOnRs256 => ("2 H + S(RS) + S + W", both + rs + es + w, 1.25),
            Operation::Refresh => ("H + 2 S + W", post + 2.0 * es + w, 1.6),
            Operation::Userinfo => ("H", get, 3.0),
            Operation::Introspection => ("H", post, 3.0),
            Operation::Revocation => ("H + W", post + w, 2.0),
            Operation::Password => ("P", p, 1.1),
            _ => ("H", get, 1.3),
        };
        Limit {
            formula,
            cost,
            target,
        }
    }

    /// Prints what Signet does beside its limits.
    pub fn print_operations(&self) {
        println!(
            "| operation | per second | p50 ms | p99 ms | CPU ms | per CPU second | limit \
             | limit ms | ours / limit | target |"
        );
        println!("|---|--:|--:|--:|--:|--:|---|--:|--:|--:|");
        let measured = |operation| self.samples.iter().any(|(of, _)| *of == operation);
        for (operation, name) in OPERATIONS.iter().filter(|(of, _)| measured(*of)).copied() {
            let ours = self.of(operation);
            let limit = self.limit(operation);
            println!(
                "| {name} | {:.0} | {:.1} | {:.1} | {:.3} | {:.0} | {} | {:.3} | **{:.2}** | {} |",
                ours.throughput,
                ours.p50,
                ours.p99,
                ours.cpu,
                1000.0 / ours.cpu,
                limit.formula,
                limit.cost,
                ours.cpu / limit.cost,
                limit.target,
            );
        }
    }

    /// Prints what this machine can do.
    pub fn print_limits(&self) {
        println!("\n| limit of this machine | CPU ms | per CPU second |");
        println!("|---|--:|--:|");
        let bare = |operation| self.of(operation).cpu;
        let lines = [
            ("H: bare actix-web, GET", bare(Operation::BareGet)),
            ("H: bare actix-web, redirect", bare(Operation::BareRedirect)),
            ("H: bare actix-web, POST", bare(Operation::BarePost)),
            ("S: ES256 signature, aws-lc-rs", self.part("es256")),
            ("S(RS): RS256 signature, aws-lc-rs", self.part("rs256")),
            (
                "W: durable insert, SQLite, 64 a commit",
                self.part("insert"),
            ),
            ("P: Argon2id, 19 MiB, 2 passes", self.part("argon2")),
        ];
        for (name, cost) in lines {
            println!("| {name} | {cost:.4} | {:.0} |", 1000.0 / cost);
        }
    }
}

/// What the process as a whole takes: mebibytes and milliseconds.
pub struct Process {
    pub idle: f64,
    pub busy: f64,
    pub peak: f64,
    pub start: f64,
}

impl Process {
    /// Prints it.
    #[expect(clippy::cast_precision_loss, reason = "a file of some megabytes")]
    pub fn print(&self) {
        let binary = std::fs::metadata(env!("CARGO_BIN_EXE_signet")).unwrap();
        let mebibytes = [
            ("resident memory, idle after the start", self.idle),
            (
                "resident memory after 64 concurrent single sign-ons",
                self.busy,
            ),
            ("resident memory, peak of everything", self.peak),
            ("binary", binary.len() as f64 / 1_048_576.0),
        ];
        println!("\n| process | |\n|---|--:|");
        for (name, size) in mebibytes {
            println!("| {name} | {size:.1} MiB |");
        }
        println!(
            "| start to first answer, existing database | {:.0} ms |",
            self.start
        );
    }
}
