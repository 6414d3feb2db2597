//! What an operation costs with few people and token families, and with very many.
//! Two comparisons, each of like with like: regulars, whom the node remembers, so that only writes
//! reach the tables; and strangers, each on their first visit since the node's start, so that
//! everything does. (What tells them apart within a deployment is the node's memory.)

mod crowd;
pub mod fill;
mod plain;
pub mod rows;

use super::drive::{Sample, median};
use super::operations;
use super::postgres::Postgres;
use super::server::{self, Launch};
use super::system::System;
use super::workers::{Form, Operation, Person};
use super::{Plan, table};
use crowd::Crowd;
use fill::Fill;
use rows::{Rows, Size};
use signet::clock::{Clock, SystemClock};
use tempfile::TempDir;

/// What costs may grow to (issue 3).
const TARGET: f64 = 1.15;

const SMALL: Size = Size {
    people: 1_000,
    sessions: 1_000,
    families: 1_000,
};

/// Of the large deployment: more than come in a run, so that nobody comes twice.
const SESSIONS: u64 = 100_000;

/// Families that the load uses, twice as many as a node remembers; they lie between the others.
const USED: u64 = 20_000;

/// People who come again and again, and their families: half of the small deployment.
const REGULARS: usize = 500;

const OPERATIONS: [(Operation, &str); 4] = [
    (Operation::SignOnEs256, "single sign-on, ES256 ID token"),
    (Operation::Refresh, "refresh with rotation"),
    (Operation::Userinfo, "userinfo"),
    (Operation::Password, "password sign-in"),
];

/// A deployment and those who use it.
struct Deployment<'a> {
    system: System<'a>,
    folder: TempDir,
    url: Option<String>,
    regulars: Crowd,
    strangers: Crowd,
    /// Milliseconds from the command to the first answer.
    start: f64,
    /// Milliseconds of CPU of a plain insert of a family; none on PostgreSQL.
    insert: Option<f64>,
}

/// Runs of one operation by regulars and by strangers.
type Samples = [Vec<Sample>; 2];

/// Measures and prints.
pub async fn run(plan: &Plan) {
    let people = if plan.quick { 100_000 } else { 1_000_000 };
    let large = Size {
        people,
        sessions: SESSIONS.min(people / 2),
        families: people,
    };
    measure(plan, "SQLite", large, None).await;
    if let Some(postgres) = Postgres::start().await {
        measure(plan, "PostgreSQL", large, Some(&postgres)).await;
    }
}

async fn measure(plan: &Plan, name: &str, large: Size, postgres: Option<&Postgres>) {
    let mut deployments = [
        Deployment::make(plan, SMALL, "small", postgres).await,
        Deployment::make(plan, large, "large", postgres).await,
    ];
    let mut samples = OPERATIONS.map(|_| [Samples::default(), Samples::default()]);
    for round in 1..=plan.rounds {
        eprintln!("scale over {name}, run {round} of {}", plan.rounds);
        for ((operation, _), samples) in OPERATIONS.iter().zip(&mut samples) {
            for (deployment, samples) in deployments.iter_mut().zip(samples) {
                let [regulars, strangers] = deployment.measure(plan, *operation).await;
                samples[0].push(regulars);
                samples[1].push(strangers);
            }
        }
    }
    let samples = samples.map(|sides| sides.map(|crowds| crowds.map(|runs| median(&runs))));
    print(name, large, &samples, postgres.is_some());
    println!(
        "\nStart to first answer: {:.0} ms with {} people, {:.0} ms with {}.",
        deployments[0].start, SMALL.people, deployments[1].start, large.people
    );
    if let [Some(few), Some(many)] = [deployments[0].insert, deployments[1].insert] {
        println!(
            "\nA plain insert of such a family, 64 a commit: {few:.4} ms and {many:.4} ms, {:.2} \
             times as much.",
            many / few
        );
    }
}

impl<'a> Deployment<'a> {
    /// Makes tables, fills them, lets people sign on, and puts the other families between theirs.
    async fn make(
        plan: &Plan,
        size: Size,
        name: &str,
        postgres: Option<&'a Postgres>,
    ) -> Deployment<'a> {
        eprintln!("a deployment of {} people", size.people);
        let folder = server::folder();
        server::declare(folder.path(), 0);
        let url = match postgres {
            Some(postgres) => Some(postgres.database(name).await),
            None => None,
        };
        let launch = Launch {
            folder: folder.path(),
            database: url.as_deref(),
        };
        drop(operations::start(plan, launch).await);
        let rows = Rows::new(size, i64::try_from(now() / 1000).unwrap());
        let mut fill = Fill::open(folder.path(), url.as_deref()).await;
        fill.table(rows::USERS, rows.people()).await;
        fill.table(rows::PASSWORDS, rows.passwords()).await;
        fill.table(rows::SESSIONS_TABLE, rows.sessions()).await;
        fill.close().await;
        let (regulars, strangers) = sign_on(plan, launch, &rows).await;
        let start = operations::start_up(plan, launch).await;
        let insert = match postgres {
            Some(_) => None,
            None => Some(plain::insert(folder.path(), &rows, REGULARS, plan.length)),
        };
        let system = System {
            nodes: vec![operations::start(plan, launch).await],
            database: postgres,
        };
        Deployment {
            system,
            folder,
            url,
            regulars,
            strangers,
            start,
            insert,
        }
    }

    /// One run of `operation` by regulars, and one by strangers, of whom the node knows nothing
    /// because it has just been started.
    async fn measure(&mut self, plan: &Plan, operation: Operation) -> [Sample; 2] {
        let launch = Launch {
            folder: self.folder.path(),
            database: self.url.as_deref(),
        };
        self.system.nodes.clear();
        self.system
            .nodes
            .push(operations::start(plan, launch).await);
        let system = &self.system;
        let regulars = self.regulars.come_again(system, operation, plan.length);
        let regulars = regulars.await;
        let strangers = self.strangers.come_once(system, operation, plan.length);
        [regulars, strangers.await]
    }
}

/// The people of the load with their families, between which all others lie: regulars and
/// strangers.
async fn sign_on(plan: &Plan, launch: Launch<'_>, rows: &Rows) -> (Crowd, Crowd) {
    let used = rows.size.families.min(USED);
    let system = System::single(operations::start(plan, launch).await);
    let from = now();
    let people = people(&system, rows).await;
    let mut crowd = Crowd::sign_on(&system, people, usize::try_from(used).unwrap()).await;
    let to = now();
    drop(system);
    let others = rows.size.families - used;
    if others > 0 {
        let mut fill = Fill::open(launch.folder, launch.database).await;
        fill.table(rows::GRANTS, rows.families(others, from, to))
            .await;
        fill.close().await;
    }
    crowd.shuffle();
    (crowd.split_off(REGULARS), crowd)
}

/// Everybody with a session, in no order.
async fn people(system: &System<'_>, rows: &Rows) -> Vec<Person> {
    let browser = Form::fetch(&mut system.connect(0).await).await.browser;
    let mut sessions: Vec<u64> = (0..rows.size.sessions).collect();
    sessions.sort_unstable_by_key(|session| rows::mixed(*session));
    let person = |session| {
        let number = usize::try_from(rows.person_of(session)).unwrap();
        Person::with_session(number, &browser, &rows.cookie(session))
    };
    sessions.into_iter().map(person).collect()
}

fn now() -> u64 {
    u64::try_from(SystemClock.now_millis()).unwrap()
}

/// Regulars and strangers of the small deployment, then of the large one.
type Figures = [[Sample; 2]; 2];

fn print(name: &str, large: Size, samples: &[Figures], is_outside: bool) {
    let (few, many) = (SMALL.people, large.people);
    let columns = [
        "operation".to_owned(),
        format!("regulars of {few}, ms"),
        format!("of {many}, ms"),
        "ratio".to_owned(),
        "at most".to_owned(),
        "met".to_owned(),
        format!("strangers of {few}, ms"),
        format!("of {many}, ms"),
        "ratio".to_owned(),
        "met".to_owned(),
    ];
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let about =
        format!("CPU of the node with {few} and with {many} people and token families, {name}");
    table::head(&about, &columns);
    lines(samples, |sample| sample.cpu);
    if is_outside {
        table::head("The same, node and database together", &columns);
        lines(samples, |sample| sample.cpu + sample.database);
    }
}

fn lines(samples: &[Figures], of: fn(&Sample) -> f64) {
    for ((_, name), [small, large]) in OPERATIONS.iter().zip(samples) {
        let mut cells = vec![(*name).to_owned()];
        for crowd in 0..2 {
            let (small, large) = (of(&small[crowd]), of(&large[crowd]));
            let ratio = large / small;
            cells.extend([
                format!("{small:.3}"),
                format!("{large:.3}"),
                format!("**{ratio:.2}**"),
            ]);
            // Once for both.
            if crowd == 0 {
                cells.push(TARGET.to_string());
            }
            cells.push(table::met(ratio, TARGET).to_owned());
        }
        table::line(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
