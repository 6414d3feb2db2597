//! How many of what size.

use super::Text;
use super::families::Family;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What a histogram counts in.
#[derive(Debug)]
pub struct Unit {
    /// Up to where each bucket reaches, that included.
    bounds: &'static [u64],
    /// How many of these make one of what is told.
    per_one: u64,
}

/// Counted in microseconds, told in seconds.
pub static SECONDS: Unit = Unit {
    bounds: &[
        50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
        1_000_000, 2_500_000, 5_000_000, 10_000_000,
    ],
    per_one: 1_000_000,
};

/// Numbers of things.
pub static SIZES: Unit = Unit {
    bounds: &[1, 2, 4, 8, 16, 32, 64, 128, 256],
    per_one: 1,
};

/// How many of what size, from any thread and without waiting.
#[derive(Debug)]
pub struct Histogram {
    unit: &'static Unit,
    /// One more than there are bounds: what is larger than all.
    buckets: Vec<AtomicU64>,
    sum: AtomicU64,
}

impl Histogram {
    /// An empty one.
    pub fn new(unit: &'static Unit) -> Self {
        Self {
            unit,
            buckets: unit
                .bounds
                .iter()
                .chain(&[0])
                .map(|_| AtomicU64::new(0))
                .collect(),
            sum: AtomicU64::new(0),
        }
    }

    /// One more of this size, in the unit that is counted in.
    pub fn note(&self, size: u64) {
        let bucket = self.unit.bounds.iter().position(|bound| size <= *bound);
        let bucket = bucket.unwrap_or(self.unit.bounds.len());
        if let Some(bucket) = self.buckets.get(bucket) {
            bucket.fetch_add(1, Ordering::Relaxed);
        }
        self.sum.fetch_add(size, Ordering::Relaxed);
    }

    /// One more that took so long.
    pub fn note_time(&self, time: Duration) {
        self.note(u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
    }

    /// Tells of it under `labels`; [`Text::family`] comes before.
    pub fn tell(&self, text: &mut Text, family: &Family, labels: &[(&str, &str)]) {
        Sum::of(self.unit, [self]).tell(text, family, labels);
    }
}

/// Several histograms as one.
pub(super) struct Sum {
    unit: &'static Unit,
    buckets: Vec<u64>,
    whole: u64,
}

impl Sum {
    pub fn of<'a>(unit: &'static Unit, parts: impl IntoIterator<Item = &'a Histogram>) -> Self {
        let mut buckets = vec![0; unit.bounds.len() + 1];
        let mut sum = 0;
        for part in parts {
            for (bucket, more) in buckets.iter_mut().zip(&part.buckets) {
                *bucket += more.load(Ordering::Relaxed);
            }
            sum += part.sum.load(Ordering::Relaxed);
        }
        Self {
            unit,
            buckets,
            whole: sum,
        }
    }

    pub fn tell(&self, text: &mut Text, family: &Family, labels: &[(&str, &str)]) {
        let name = format!("{}_bucket", family.name);
        let mut count = 0;
        let bounds = self.unit.bounds.iter().map(|bound| self.told(*bound));
        let bounds = bounds.chain(["+Inf".to_owned()]);
        for (bound, bucket) in bounds.zip(&self.buckets) {
            count += bucket;
            let mut labels = labels.to_vec();
            labels.push(("le", &bound));
            text.sample(&name, &labels, &count);
        }
        text.sample(
            &format!("{}_sum", family.name),
            labels,
            &self.told(self.whole),
        );
        text.sample(&format!("{}_count", family.name), labels, &count);
    }

    /// A size in the unit that is told: decimal, without rounding.
    fn told(&self, size: u64) -> String {
        let (whole, rest) = (size / self.unit.per_one, size % self.unit.per_one);
        if rest == 0 {
            return whole.to_string();
        }
        let digits = format!("{whole}.{rest:06}");
        digits.trim_end_matches('0').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::families::PASSWORD_HASH_DURATION as FAMILY;

    #[test]
    fn sizes_fall_into_their_buckets_and_buckets_add_up() {
        let histogram = Histogram::new(&SECONDS);
        for size in [1, 50, 51, 1_500_000, 20_000_000] {
            histogram.note(size);
        }
        let mut text = Text::default();
        histogram.tell(&mut text, &FAMILY, &[("a", "b")]);
        let told = text.into_string();
        let of = |end: &str| {
            let line = told.lines().find(|line| line.contains(end));
            line.unwrap().rsplit(' ').next().unwrap().to_owned()
        };
        assert_eq!(of("le=\"0.00005\"}"), "2");
        assert_eq!(of("le=\"0.0001\"}"), "3");
        assert_eq!(of("le=\"1\"}"), "3");
        assert_eq!(of("le=\"2.5\"}"), "4");
        assert_eq!(of("le=\"+Inf\"}"), "5");
        assert_eq!(of("_sum{a=\"b\"}"), "21.500102");
        assert_eq!(of("_count{a=\"b\"}"), "5");
    }
}
