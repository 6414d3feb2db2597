//! The tables.

use super::drive::{Sample, median, median_of};
use super::table;
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

    /// What a bare route costs that does all of an operation's parts in one process; none where there
    /// is but one part.
    fn in_one(&self, operation: Operation) -> Option<f64> {
        let cost = |of| self.of(of).cpu;
        match operation {
            Operation::ClientCredentials => Some(cost(Operation::BareSigned)),
            Operation::SignOnEs256 => {
                Some(cost(Operation::BareRedirect) + cost(Operation::BareRedeem))
            }
            Operation::Refresh => Some(cost(Operation::BareRedeem)),
            _ => None,
        }
    }

    /// Prints what Signet does beside its limits.
    pub fn print_operations(&self) {
        table::head(
            "One node over SQLite",
            &[
                "operation",
                "per second",
                "p50 ms",
                "p99 ms",
                "CPU ms",
                "per CPU second",
                "limit",
                "limit ms",
                "ours / limit",
                "at most",
                "met",
                "the parts in one process",
                "ours / that",
            ],
        );
        let measured = |operation| self.samples.iter().any(|(of, _)| *of == operation);
        for (operation, name) in OPERATIONS.iter().filter(|(of, _)| measured(*of)).copied() {
            let ours = self.of(operation);
            let limit = self.limit(operation);
            let ratio = ours.cpu / limit.cost;
            let in_one = self.in_one(operation);
            let beside = |of: &dyn Fn(f64) -> f64, places: usize| {
                in_one.map_or_else(String::new, |cost| format!("{:.places$}", of(cost)))
            };
            table::line(&[
                name,
                &format!("{:.0}", ours.throughput),
                &format!("{:.1}", ours.p50),
                &format!("{:.1}", ours.p99),
                &format!("{:.3}", ours.cpu),
                &format!("{:.0}", 1000.0 / ours.cpu),
                limit.formula,
                &format!("{:.3}", limit.cost),
                &format!("**{ratio:.2}**"),
                &limit.target.to_string(),
                table::met(ratio, limit.target),
                &beside(&|cost| cost, 3),
                &beside(&|cost| ours.cpu / cost, 2),
            ]);
        }
    }

    /// Prints what this machine can do.
    pub fn print_limits(&self) {
        table::head(
            "What this machine can do",
            &["limit", "CPU ms", "per CPU second"],
        );
        let bare = |operation| self.of(operation).cpu;
        let lines = [
            ("H: bare actix-web, GET", bare(Operation::BareGet)),
            ("H: bare actix-web, redirect", bare(Operation::BareRedirect)),
            ("H: bare actix-web, POST", bare(Operation::BarePost)),
            (
                "H and S in one: the same with an ES256 signature",
                bare(Operation::BareSigned),
            ),
            (
                "H, 2 S and W in one: the same with two and a durable insert",
                bare(Operation::BareRedeem),
            ),
            ("S: ES256 signature, aws-lc-rs", self.part("es256")),
            ("S(RS): RS256 signature, aws-lc-rs", self.part("rs256")),
            (
                "W: durable insert, SQLite, 64 a commit",
                self.part("insert"),
            ),
            ("P: Argon2id, 19 MiB, 2 passes", self.part("argon2")),
        ];
        for (name, cost) in lines {
            table::line(&[
                name,
                &format!("{cost:.4}"),
                &format!("{:.0}", 1000.0 / cost),
            ]);
        }
    }
}

/// What the process as a whole takes: mebibytes and milliseconds.
pub struct Process {
    /// After the start, over a database that was there.
    pub idle: f64,
    /// The peak while 64 people sign on; nothing if they did not.
    pub busy: f64,
    pub start: f64,
}

impl Process {
    /// Prints it beside the targets of issue 3.
    #[expect(clippy::cast_precision_loss, reason = "a file of some megabytes")]
    pub fn print(&self) {
        let binary = std::fs::metadata(env!("CARGO_BIN_EXE_signet")).unwrap();
        let binary = binary.len() as f64 / 1_048_576.0;
        let lines = [
            ("start to first answer, ms", self.start, 100.0),
            ("resident memory after the start, MiB", self.idle, 25.0),
            (
                "peak of it under 64 concurrent single sign-ons, MiB",
                self.busy,
                60.0,
            ),
            ("binary, MiB", binary, 25.0),
        ];
        table::head("The process", &["", "figure", "less than", "met"]);
        for (name, figure, target) in lines.into_iter().filter(|(_, figure, _)| *figure > 0.0) {
            let (figure, met) = (format!("{figure:.1}"), table::met(figure, target));
            table::line(&[name, &figure, &target.to_string(), met]);
        }
    }
}
