//! What userinfo takes while many people sign in with their passwords at once.

use super::drive::{self, Place, Sample, median};
use super::http::Connection;
use super::operations;
use super::server::{self, Launch};
use super::system::System;
use super::workers::{Form, Operation, Person, Worker};
use super::{CONCURRENT, Plan, table};
use futures_util::future::join_all;
use std::cell::Cell;
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
    let forms = forms(&signet).await;
    let weather = Weather::default();
    let mut samples = [const { (Vec::new(), Vec::new()) }; PAUSES.len()];
    for round in 1..=plan.rounds {
        eprintln!("login storm, run {round} of {}", plan.rounds);
        for ((_, callers, pause), (calm, stormy)) in PAUSES.iter().zip(&mut samples) {
            let mut places = prepare(&signet, &people[..*callers], *pause).await;
            calm.push(userinfo(plan, &signet, &mut places).await);
            let until = Instant::now() + SETTLED + plan.length / 10 + plan.length * 2;
            let ((), sample) =
                futures_util::future::join(storm(&signet, &forms, &weather, until), async {
                    tokio::time::sleep(SETTLED).await;
                    userinfo(plan, &signet, &mut places).await
                })
                .await;
            stormy.push(sample);
        }
    }
    print(&samples, &weather);
}

/// After this the queue of passwords is full.
const SETTLED: Duration = Duration::from_millis(500);

async fn prepare(signet: &System<'_>, people: &[Person], pause: Duration) -> Vec<Place<Paced>> {
    let mut places = Vec::new();
    for person in people {
        let mut connection = signet.connect(0).await;
        let worker = Worker::prepare(Operation::Userinfo, person, &mut connection).await;
        places.push(Place::new(Paced(worker, pause), connection));
    }
    places
}

async fn userinfo(plan: &Plan, signet: &System<'_>, places: &mut [Place<Paced>]) -> Sample {
    drive::measure(signet, places, plan.length / 10, plan.length * 2).await
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

fn print(samples: &[(Vec<Sample>, Vec<Sample>)], weather: &Weather) {
    table::head(
        &format!("{STORM} people sign in at once"),
        &[
            "",
            "p99 ms alone",
            "p99 ms in the storm",
            "ratio",
            "at most",
            "met",
            "per second alone",
            "in the storm",
        ],
    );
    for ((name, ..), (calm, stormy)) in PAUSES.iter().zip(samples) {
        let (calm, stormy) = (median(calm), median(stormy));
        let ratio = stormy.p99 / calm.p99;
        table::line(&[
            name,
            &format!("{:.2}", calm.p99),
            &format!("{:.2}", stormy.p99),
            &format!("**{ratio:.2}**"),
            &TARGET.to_string(),
            table::met(ratio, TARGET),
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
