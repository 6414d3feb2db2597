//! What Linux knows of a process: CPU time and memory; and on which core it runs.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The core of the measured processes.
pub const MEASURED: u32 = 0;
/// The core of the load generator.
const GENERATOR: u32 = 1;

/// Seconds of CPU that the threads of a process have used, user and system together, to the
/// nanosecond. None of those that work may have ended.
pub fn seconds(pid: u32) -> f64 {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let threads = threads.map(|thread| thread.unwrap().path().join("schedstat"));
    threads.filter_map(|path| of(&path)).sum()
}

/// Seconds of CPU that the only thread of a process has used, to the nanosecond; none if it has
/// ended.
pub fn thread_seconds(pid: u32) -> Option<f64> {
    of(Path::new(&format!("/proc/{pid}/schedstat")))
}

fn of(schedstat: &Path) -> Option<f64> {
    let stat = fs::read_to_string(schedstat).ok()?;
    let nanoseconds: f64 = stat.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// Forgets the peak so far of a process's memory.
pub fn forget_peak(pid: u32) {
    fs::write(format!("/proc/{pid}/clear_refs"), "5").unwrap();
}

/// A line of `/proc/PID/status` that counts kibibytes, such as `VmRSS`, in MiB.
pub fn memory(pid: u32, name: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    let kibibytes = line.split_ascii_whitespace().nth(1).unwrap();
    kibibytes.parse::<f64>().unwrap() / 1024.0
}

/// Moves this process to the generator's core; tells whether the machine has a core for each side
/// and a `taskset` to say so.
pub fn pin_generator() -> bool {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let pid = std::process::id().to_string();
    let mut taskset = Command::new("taskset");
    taskset.args(["-a", "-c", "-p", &GENERATOR.to_string(), &pid]);
    taskset.stdout(Stdio::null()).stderr(Stdio::null());
    cores > 1 && taskset.status().is_ok_and(|status| status.success())
}

/// A command that runs `program` on the measured core, if cores are pinned.
pub fn on_measured_core(program: &str, pinned: bool) -> Command {
    if !pinned {
        return Command::new(program);
    }
    let mut taskset = Command::new("taskset");
    taskset.args(["-c", &MEASURED.to_string(), program]);
    taskset
}
