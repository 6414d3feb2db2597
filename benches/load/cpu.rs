//! What Linux knows of a process: CPU time and memory; and on which core it runs.

use std::fs;
use std::process::{Command, Stdio};

/// Clock ticks in a second of CPU time. Linux shows 100 on every architecture (`USER_HZ`).
const TICKS: f64 = 100.0;

/// The core of the measured processes.
pub const MEASURED: u32 = 0;
/// The core of the load generator.
const GENERATOR: u32 = 1;

/// Seconds of CPU that a process and all its threads have used, user and system together.
pub fn seconds(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    // The name, in parentheses, may hold anything.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let mut fields = fields.split_ascii_whitespace().skip(11);
    let mut ticks = || fields.next().unwrap().parse::<f64>().unwrap();
    (ticks() + ticks()) / TICKS
}

/// Seconds of CPU that the threads of this process have used, to the nanosecond: for what is too
/// short for ticks. None of the threads may have ended.
pub fn own_seconds() -> f64 {
    let threads = fs::read_dir("/proc/self/task").unwrap();
    let nanoseconds = threads.map(|thread| {
        let path = thread.unwrap().path().join("schedstat");
        let stat = fs::read_to_string(path).unwrap();
        stat.split(' ').next().unwrap().parse::<f64>().unwrap()
    });
    nanoseconds.sum::<f64>() / 1e9
}

/// Seconds of CPU that the only thread of a process has used, to the nanosecond; none if it has
/// ended.
pub fn thread_seconds(pid: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/schedstat")).ok()?;
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
