//! Keeps a server busy and takes its measure.

use super::http::Connection;
use super::system::System;
use super::workers::{Operation, Person, Worker};
use futures_util::future::{join_all, select};
use std::pin::pin;
use std::time::{Duration, Instant};

/// How long a server runs before it is measured.
const WARM_UP: Duration = Duration::from_millis(150);

/// What one run of an operation came to.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Operations a second.
    pub throughput: f64,
    /// Milliseconds that half of them took at most.
    pub p50: f64,
    /// Milliseconds that 99 of 100 took at most.
    pub p99: f64,
    /// Milliseconds of the server's CPU for one; of several nodes together.
    pub cpu: f64,
    /// Milliseconds of the CPU of a database beside it.
    pub database: f64,
}

/// Whoever repeats an operation.
pub trait Caller {
    /// Does it once; tells whether there was anything to do.
    async fn step(&mut self, connection: &mut Connection) -> bool;

    /// What it does until the next time, which nobody is measured by.
    async fn rest(&mut self) {}
}

/// One caller at work.
pub struct Place<C> {
    caller: C,
    connection: Connection,
    latencies: Vec<Duration>,
}

/// Runs `operation` for each of `people` at once.
pub async fn run(
    system: &System<'_>,
    operation: Operation,
    people: &[Person],
    length: Duration,
) -> Sample {
    let prepare = people
        .iter()
        .enumerate()
        .map(|(number, person)| async move {
            let mut connection = system.connect(number).await;
            let worker = Worker::prepare(operation, person, &mut connection).await;
            Place::new(worker, connection)
        });
    let mut places = join_all(prepare).await;
    // There are only so many tokens to revoke, and a password is its own warm-up.
    let warm_up = match operation {
        Operation::Revocation | Operation::Password => Duration::ZERO,
        _ => WARM_UP,
    };
    measure(system, &mut places, warm_up, length).await
}

/// Lets all work for `warm_up`, then for `length`, which counts.
pub async fn measure(
    system: &System<'_>,
    places: &mut [Place<impl Caller>],
    warm_up: Duration,
    length: Duration,
) -> Sample {
    work(places, warm_up).await;
    let (began, before) = (Instant::now(), system.used());
    work(places, length).await;
    let (elapsed, used) = (began.elapsed(), system.used_since(&before));
    sample(places, elapsed, used)
}

/// The generator looks for answers without ever sleeping: to wake it would be work of the server, which
/// a fast server does less often than a slow one.
async fn work(places: &mut [Place<impl Caller>], length: Duration) {
    let until = Instant::now() + length;
    let all = pin!(join_all(places.iter_mut().map(|place| place.work(until))));
    let awake = pin!(async {
        loop {
            tokio::task::yield_now().await;
        }
    });
    select(all, awake).await;
}

impl<C: Caller> Place<C> {
    /// A caller that has not begun.
    pub fn new(caller: C, connection: Connection) -> Self {
        Self {
            caller,
            connection,
            latencies: Vec::new(),
        }
    }

    async fn work(&mut self, until: Instant) {
        self.latencies.clear();
        let mut began = Instant::now();
        while began < until && self.caller.step(&mut self.connection).await {
            let ended = Instant::now();
            self.latencies.push(ended - began);
            self.caller.rest().await;
            began = Instant::now();
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn sample<C>(places: &[Place<C>], elapsed: Duration, (nodes, database): (f64, f64)) -> Sample {
    let latencies = places.iter().flat_map(|place| &place.latencies);
    let mut latencies: Vec<_> = latencies.copied().collect();
    latencies.sort_unstable();
    let count = latencies.len();
    assert!(count > 0, "nothing was done");
    Sample {
        throughput: count as f64 / elapsed.as_secs_f64(),
        p50: at(&latencies, 50),
        p99: at(&latencies, 99),
        cpu: nodes * 1000.0 / count as f64,
        database: database * 1000.0 / count as f64,
    }
}

/// Milliseconds that so many of 100 took at most.
pub fn at(sorted: &[Duration], percent: usize) -> f64 {
    sorted[(sorted.len() - 1) * percent / 100].as_secs_f64() * 1000.0
}

/// The run in the middle, by CPU.
pub fn median(samples: &[Sample]) -> Sample {
    let middle = |of: fn(&Sample) -> f64| median_of(samples.iter().map(of).collect());
    Sample {
        throughput: middle(|sample| sample.throughput),
        p50: middle(|sample| sample.p50),
        p99: middle(|sample| sample.p99),
        cpu: middle(|sample| sample.cpu),
        database: middle(|sample| sample.database),
    }
}

/// The one in the middle.
pub fn median_of(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
