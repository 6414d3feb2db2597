//! What an operation costs with few people and token families, and with very many.
//!
//! The load comes from different people: in the small deployment from all of its 1,000, who fit
//! into the node's memory; in the large one from ever different ones, who do not, and, apart, from
//! 1,000 of its people. The first comparison shows what many active people cost, the second what
//! larger tables cost.

mod crowd;
mod fill;
mod rows;

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
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

/// What costs may grow to (issue 3).
const TARGET: f64 = 1.15;

const SMALL: Size = Size {
    people: 1_000,
    sessions: 1_000,
    families: 1_000,
};

/// More than a node remembers, and more than are signed on in a run: nobody comes twice.
const SESSIONS: u64 = 100_000;

/// Families that the load uses, twice as many as a node remembers; they lie between the others.
const USED: u64 = 20_000;

const OPERATIONS: [(Operation, &str); 4] = [
    (Operation::SignOnEs256, "single sign-on, ES256 ID token"),
    (Operation::Refresh, "refresh with rotation"),
    (Operation::Userinfo, "userinfo"),
    (Operation::Password, "password sign-in"),
];

/// A deployment and those who use it.
struct Deployment<'a> {
    system: System<'a>,
    crowd: Crowd,
    /// As many of it as the small deployment has.
    few: Option<Crowd>,
    /// Milliseconds from the command to the first answer.
    start: f64,
    _folder: TempDir,
}

/// Runs of one operation: the small deployment, the large one, and few in the large one.
type Samples = [Vec<Sample>; 3];

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
    let small = Deployment::make(plan, SMALL, "small", postgres).await;
    let large_one = Deployment::make(plan, large, "large", postgres).await;
    let mut samples = OPERATIONS.map(|_| Samples::default());
    for round in 1..=plan.rounds {
        eprintln!("scale over {name}, run {round} of {}", plan.rounds);
        for ((operation, _), samples) in OPERATIONS.iter().zip(&mut samples) {
            let few = large_one.few.as_ref().unwrap();
            let sides = [
                (&small.system, &small.crowd),
                (&large_one.system, &large_one.crowd),
                (&large_one.system, few),
            ];
            for ((system, crowd), samples) in sides.into_iter().zip(samples) {
                samples.push(crowd.run(system, *operation, plan.length).await);
            }
        }
    }
    let samples = samples.map(|sides| sides.map(|samples| median(&samples)));
    print(name, large, &samples, postgres.is_some());
    println!(
        "\nStart to first answer: {:.0} ms with {} people, {:.0} ms with {}.",
        small.start, SMALL.people, large_one.start, large.people
    );
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
        fill.table("users", rows.people()).await;
        fill.table("passwords", rows.passwords()).await;
        fill.table("sessions", rows.sessions()).await;
        fill.close().await;
        let (crowd, few) = sign_on(plan, launch, &rows).await;
        let start = operations::start_up(plan, launch).await;
        let system = System {
            nodes: vec![operations::start(plan, launch).await],
            database: postgres,
        };
        Deployment {
            system,
            crowd,
            few,
            start,
            _folder: folder,
        }
    }
}

/// The people of the load with their families, between which all others lie.
async fn sign_on(plan: &Plan, launch: Launch<'_>, rows: &Rows) -> (Crowd, Option<Crowd>) {
    let used = rows.size.families.min(USED);
    let system = System::single(operations::start(plan, launch).await);
    let from = now();
    let people = people(&system, rows).await;
    let mut crowd = Crowd::sign_on(&system, people, usize::try_from(used).unwrap()).await;
    let to = now();
    drop(system);
    crowd.shuffle();
    let others = rows.size.families - used;
    if others == 0 {
        return (crowd, None);
    }
    let mut fill = Fill::open(launch.folder, launch.database).await;
    fill.table("grants", rows.families(others, from, to)).await;
    fill.close().await;
    let few = |count| usize::try_from(count).unwrap();
    let few = crowd.split_off(few(SMALL.people), few(SMALL.families));
    (crowd, Some(few))
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
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_millis()).unwrap()
}

fn print(name: &str, large: Size, samples: &[[Sample; 3]], is_outside: bool) {
    let (few, many) = (SMALL.people, large.people);
    let about = format!("CPU with {few} and with {many} people and token families, {name}");
    let columns = [
        "operation".to_owned(),
        format!("{few} people ms"),
        format!("{many} ms"),
        "ratio".to_owned(),
        "at most".to_owned(),
        "met".to_owned(),
        format!("{few} of the {many} ms"),
        "ratio".to_owned(),
        "met".to_owned(),
    ];
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    table::head(&about, &columns);
    lines(samples, |sample| sample.cpu);
    if is_outside {
        table::head("The same for the database's own processes", &columns);
        lines(samples, |sample| sample.database);
    }
}

fn lines(samples: &[[Sample; 3]], of: fn(&Sample) -> f64) {
    for ((_, name), sides) in OPERATIONS.iter().zip(samples) {
        let [small, large, few] = sides.each_ref().map(of);
        let (all, tables) = (large / small, few / small);
        table::line(&[
            name,
            &format!("{small:.3}"),
            &format!("{large:.3}"),
            &format!("**{all:.2}**"),
            &TARGET.to_string(),
            table::met(all, TARGET),
            &format!("{few:.3}"),
            &format!("**{tables:.2}**"),
            table::met(tables, TARGET),
        ]);
    }
}
