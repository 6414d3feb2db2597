//! What the system knows of this process, under the names that Prometheus' own libraries use.

use super::Text;

/// Tells of memory, processor time and open files.
#[cfg(target_os = "linux")]
pub fn process(text: &mut Text) {
    linux::tell(text);
}

/// Elsewhere the system is not asked.
#[cfg(not(target_os = "linux"))]
pub const fn process(_: &mut Text) {}

#[cfg(target_os = "linux")]
mod linux {
    use super::Text;
    use crate::metrics::families::{
        PROCESS_CPU, PROCESS_MAX_FDS, PROCESS_MEMORY, PROCESS_OPEN_FDS, PROCESS_THREADS,
    };
    use rustix::process::{Resource, getrlimit};
    use std::fs;
    use std::time::Duration;

    /// What the kernel counts processor time in for programs, whatever it counts in itself.
    const TICK_MILLIS: u64 = 10;

    pub fn tell(text: &mut Text) {
        if let Some(memory) = resident_bytes() {
            text.one(&PROCESS_MEMORY, &memory);
        }
        if let Some((time, threads)) = time_and_threads() {
            text.one(&PROCESS_CPU, &time.as_secs_f64());
            text.one(&PROCESS_THREADS, &threads);
        }
        if let Ok(open) = fs::read_dir("/proc/self/fd") {
            // Looking at the folder opens one.
            text.one(&PROCESS_OPEN_FDS, &open.count().saturating_sub(1));
        }
        if let Some(most) = getrlimit(Resource::Nofile).current {
            text.one(&PROCESS_MAX_FDS, &most);
        }
    }

    fn resident_bytes() -> Option<u64> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kib * 1024)
    }

    /// proc_pid_stat(5): after the name in brackets come the state (3rd field), times in ticks (14th
    /// and 15th) and the number of threads (20th).
    fn time_and_threads() -> Option<(Duration, u64)> {
        let stat = fs::read_to_string("/proc/self/stat").ok()?;
        let (_, rest) = stat.rsplit_once(") ")?;
        let field = |number: usize| rest.split(' ').nth(number - 3)?.parse::<u64>().ok();
        let ticks = field(14)? + field(15)?;
        Some((Duration::from_millis(ticks * TICK_MILLIS), field(20)?))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_system_knows_this_process() {
            let mut text = Text::default();
            tell(&mut text);
            let told = text.into_string();
            for family in [
                PROCESS_MEMORY,
                PROCESS_CPU,
                PROCESS_THREADS,
                PROCESS_OPEN_FDS,
                PROCESS_MAX_FDS,
            ] {
                let value = told
                    .lines()
                    .find_map(|line| line.strip_prefix(family.name))
                    .unwrap();
                assert!(value.trim().parse::<f64>().unwrap() >= 0.0, "{told}");
            }
        }
    }
}
