//! Keeps a server busy and takes its measure.

use super::cpu;
use super::http::Connection;
use super::server::Server;
use super::workers::{Operation, Person, Worker};
use futures_util::future::join_all;
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
    /// Milliseconds of the server's CPU for one.
    pub cpu: f64,
}

/// One worker at work.
struct Place {
    worker: Worker,
    connection: Connection,
    latencies: Vec<Duration>,
}

/// Runs `operation` for each of `people` at once.
pub async fn run(
    server: &Server,
    operation: Operation,
    people: &[Person],
    length: Duration,
) -> Sample {
    let prepare = people.iter().map(|person| async move {
        let mut connection = Connection::open(server.address).await;
        let worker = Worker::prepare(operation, person, &mut connection).await;
        Place {
            worker,
            connection,
            latencies: Vec::new(),
        }
    });
    let mut places = join_all(prepare).await;
    // There are only so many tokens to revoke, and a password is its own warm-up.
    if !matches!(operation, Operation::Revocation | Operation::Password) {
        work(&mut places, WARM_UP).await;
    }
    let (began, before) = (Instant::now(), cpu::seconds(server.pid()));
    work(&mut places, length).await;
    let (elapsed, used) = (began.elapsed(), cpu::seconds(server.pid()) - before);
    sample(&places, elapsed, used)
}

async fn work(places: &mut [Place], length: Duration) {
    let until = Instant::now() + length;
    join_all(places.iter_mut().map(|place| place.work(until))).await;
}

impl Place {
    async fn work(&mut self, until: Instant) {
        self.latencies.clear();
        let mut began = Instant::now();
        while began < until && self.worker.step(&mut self.connection).await {
            let ended = Instant::now();
            self.latencies.push(ended - began);
            began = ended;
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn sample(places: &[Place], elapsed: Duration, used: f64) -> Sample {
    let latencies = places.iter().flat_map(|place| &place.latencies);
    let mut latencies: Vec<_> = latencies.copied().collect();
    latencies.sort_unstable();
    let count = latencies.len();
    assert!(count > 0, "nothing was done");
    let at = |percent: usize| latencies[(count - 1) * percent / 100].as_secs_f64() * 1000.0;
    Sample {
        throughput: count as f64 / elapsed.as_secs_f64(),
        p50: at(50),
        p99: at(99),
        cpu: used * 1000.0 / count as f64,
    }
}

/// The run in the middle, by CPU.
pub fn median(samples: &[Sample]) -> Sample {
    let middle = |of: fn(&Sample) -> f64| median_of(samples.iter().map(of).collect());
    Sample {
        throughput: middle(|sample| sample.throughput),
        p50: middle(|sample| sample.p50),
        p99: middle(|sample| sample.p99),
        cpu: middle(|sample| sample.cpu),
    }
}

/// The one in the middle.
pub fn median_of(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
