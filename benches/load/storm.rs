//! What userinfo takes while many people sign in with their passwords at once.

use super::drive::{self, Place, Sample, median};
use super::http::Connection;
use super::operations;
use super::server::{self, Launch, Server};
use super::system::System;
use super::workers::{Form, Operation, Person, Worker};
use super::{CONCURRENT, Plan, table};
use futures_util::future::join_all;
use std::cell::Cell;
use std::path::Path;
use std::time::{Duration, Instant};

/// People who sign in at once, each from an address of their own.
const STORM: usize = 200;

/// What the 99th percentile may grow by (issue 3).
const TARGET: f64 = 3.0;

/// A calm server is asked again after this; a busy one at once.
const PAUSES: [(&str, usize, Duration); 2] = [
    (
        "userinfo, a caller with pauses",
        1,
        Duration::from_millis(2),
    ),
    (
        "userinfo, 64 callers without pause",
        CONCURRENT,
        Duration::ZERO,
    ),
];

/// How the storm went.
#[derive(Default)]
struct Weather {
    signed_in: Cell<usize>,
    turned_away: Cell<usize>,
}

/// A caller who rests between requests.
struct Paced(Worker, Duration);

impl drive::Caller for Paced {
    async fn step(&mut self, connection: &mut Connection) -> bool {
        self.0.step(connection).await
    }

    async fn rest(&mut self) {
        if !self.1.is_zero() {
            tokio::time::sleep(self.1).await;
        }
    }
}

/// Measures and prints.
pub async fn run(plan: &Plan) {
    let folder = server::folder();
    server::declare(folder.path(), STORM);
    let launch = Launch {
        folder: folder.path(),
        database: None,
    };
    let signet = System::single(operations::start(plan, launch).await);
    let people = signet.sign_in(CONCURRENT).await;
    let bare = limit(plan, folder.path(), &people).await;
    let forms = forms(&signet).await;
    let weather = Weather::default();
    let mut samples = [const { (Vec::new(), Vec::new()) }; PAUSES.len()];
    for round in 1..=plan.rounds {
        eprintln!("login storm, run {round} of {}", plan.rounds);
        for ((_, callers, pause), (calm, stormy)) in PAUSES.iter().zip(&mut samples) {
            let people = &people[..*callers];
            let mut places = prepare(&signet, Operation::Userinfo, people, *pause).await;
            calm.push(asked(plan, &signet, &mut places).await);
            let until = Instant::now() + SETTLED + plan.length / 10 + plan.length * 2;
            let ((), sample) =
                futures_util::future::join(storm(&signet, &forms, &weather, until), async {
                    tokio::time::sleep(SETTLED).await;
                    asked(plan, &signet, &mut places).await
                })
                .await;
            stormy.push(sample);
        }
    }
    print(&bare, &samples, &weather);
}

/// For each of [`PAUSES`]: a bare actix-web alone, and beside a thread that hashes, as the scheduler
/// of this machine lets them share a core.
async fn limit(plan: &Plan, folder: &Path, people: &[Person]) -> Vec<[f64; 2]> {
    let calm = bare(plan, Server::bare(folder, plan.pinned), people).await;
    let hashing = bare(plan, Server::hashing(folder, plan.pinned), people).await;
    let both = calm.into_iter().zip(hashing);
    both.map(|(calm, hashing)| [calm, hashing]).collect()
}

async fn bare(plan: &Plan, mut server: Server, people: &[Person]) -> Vec<f64> {
    server.ready().await;
    let system = System::single(server);
    let mut p99 = Vec::new();
    for (_, callers, pause) in PAUSES {
        let people = &people[..callers];
        let mut places = prepare(&system, Operation::BareGet, people, pause).await;
        let mut samples = Vec::new();
        for _ in 0..plan.rounds {
            samples.push(asked(plan, &system, &mut places).await);
        }
        p99.push(median(&samples).p99);
    }
    p99
}

/// After this the queue of passwords is full.
const SETTLED: Duration = Duration::from_millis(500);

async fn prepare(
    system: &System<'_>,
    operation: Operation,
    people: &[Person],
    pause: Duration,
) -> Vec<Place<Paced>> {
    let mut places = Vec::new();
    for person in people {
        let mut connection = system.connect(0).await;
        let worker = Worker::prepare(operation, person, &mut connection).await;
        places.push(Place::new(Paced(worker, pause), connection));
    }
    places
}

async fn asked(plan: &Plan, system: &System<'_>, places: &mut [Place<Paced>]) -> Sample {
    drive::measure(system, places, plan.length / 10, plan.length * 2).await
}

/// The filled-in form of everybody.
async fn forms(signet: &System<'_>) -> Vec<Vec<u8>> {
    let mut connection = signet.connect(0).await;
    let mut forms = Vec::new();
    for number in 0..STORM {
        let form = Form::fetch(&mut connection).await;
        let address = format!("10.1.{}.{}", number / 250, number % 250 + 1);
        forms.push(form.filled_in(number, &[("x-forwarded-for", &address)]));
    }
    forms
}

/// All sign in, and again as soon as they have, until the time is over.
async fn storm(signet: &System<'_>, forms: &[Vec<u8>], weather: &Weather, until: Instant) {
    let all = forms.iter().map(|form| async move {
        let mut connection = signet.connect(0).await;
        while Instant::now() < until {
            let rest = sign_in(&mut connection, form, weather).await;
            let left = until.saturating_duration_since(Instant::now());
            tokio::time::sleep(rest.min(left)).await;
        }
    });
    join_all(all).await;
}

/// Signs in; tells for how long the server wants to be left alone.
async fn sign_in(connection: &mut Connection, form: &[u8], weather: &Weather) -> Duration {
    let answer = connection.ask(form).await;
    let (count, rest) = match answer.status {
        303 => (&weather.signed_in, 0),
        503 => (&weather.turned_away, answer.retry_after()),
        other => panic!("{other} for a right password: {}", answer.body),
    };
    count.set(count.get() + 1);
    Duration::from_secs(rest)
}

fn print(bare: &[[f64; 2]], samples: &[(Vec<Sample>, Vec<Sample>)], weather: &Weather) {
    table::head(
        &format!("{STORM} people sign in at once"),
        &[
            "",
            "p99 ms alone",
            "p99 ms in the storm",
            "ratio",
            "at most",
            "met",
            "a bare route beside one hash",
            "beside that",
            "per second alone",
            "in the storm",
        ],
    );
    for (((name, ..), (calm, stormy)), bare) in PAUSES.iter().zip(samples).zip(bare) {
        let (calm, stormy) = (median(calm), median(stormy));
        let ratio = stormy.p99 / calm.p99;
        table::line(&[
            name,
            &format!("{:.2}", calm.p99),
            &format!("{:.2}", stormy.p99),
            &format!("**{ratio:.2}**"),
            &TARGET.to_string(),
            table::met(ratio, TARGET),
            &format!("{:.2}", bare[1] / bare[0]),
            &format!("{:.2}", ratio / (bare[1] / bare[0])),
            &format!("{:.0}", calm.throughput),
            &format!("{:.0}", stormy.throughput),
        ]);
    }
    println!(
        "\n{} sign-ins went through, {} were told to come back and did.",
        weather.signed_in.get(),
        weather.turned_away.get()
    );
}
