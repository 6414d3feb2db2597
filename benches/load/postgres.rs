//! A private PostgreSQL, as durable as it is by default, on the generator's core.

use super::cpu;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What an operator gives a database of this size; the rest is PostgreSQL's default.
const SETTINGS: [&str; 2] = ["shared_buffers = '512MB'", "max_wal_size = '2GB'"];

/// The server that `tests/postgres` runs. Goes with its input.
pub struct Postgres {
    script: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    url: String,
    pid: u32,
}

/// Seconds of CPU by process.
pub struct Work(BTreeMap<u32, f64>);

impl Work {
    /// Seconds used since `before`, by whoever is still there.
    pub fn since(&self, before: &Self) -> f64 {
        let all = self.0.iter();
        all.map(|(pid, now)| now - before.0.get(pid).unwrap_or(&0.0))
            .sum()
    }
}

impl Postgres {
    /// Starts it; none where there is no PostgreSQL.
    pub async fn start() -> Option<Self> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/postgres");
        let mut command = Command::new(script);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut script = command.spawn().ok()?;
        let mut output = BufReader::new(script.stdout.take().unwrap());
        let mut url = String::new();
        output.read_line(&mut url).unwrap();
        if url.is_empty() {
            script.wait().unwrap();
            eprintln!("no PostgreSQL here, so nothing is measured on it");
            return None;
        }
        let mut postgres = Self {
            input: script.stdin.take(),
            script,
            output,
            url: url.trim_end().to_owned(),
            pid: 0,
        };
        for setting in SETTINGS {
            postgres.run(&format!("ALTER SYSTEM SET {setting}")).await;
        }
        postgres.tell("stop");
        postgres.tell("start");
        postgres.pid = postgres.read_pid();
        Some(postgres)
    }

    /// A new database; its address.
    pub async fn database(&self, name: &str) -> String {
        self.run(&format!("CREATE DATABASE {name}")).await;
        self.url.replace("/postgres?", &format!("/{name}?"))
    }

    /// What its processes have used so far.
    pub fn work(&self) -> Work {
        let path = format!("/proc/{0}/task/{0}/children", self.pid);
        let children = fs::read_to_string(path).unwrap();
        let pids = children.split_ascii_whitespace();
        let pids = pids.map(|pid| pid.parse().unwrap());
        // One may have ended meanwhile.
        Work(
            pids.filter_map(|pid| Some((pid, cpu::thread_seconds(pid)?)))
                .collect(),
        )
    }

    async fn run(&self, statement: &str) {
        use sqlx::{AssertSqlSafe, ConnectOptions, Connection, postgres::PgConnectOptions};
        let options: PgConnectOptions = self.url.parse().unwrap();
        let mut connection = options.connect().await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(statement))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    }

    fn tell(&mut self, what: &str) {
        let input = self.input.as_mut().unwrap();
        writeln!(input, "{what}").unwrap();
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        assert_eq!(line, "done\n");
    }

    fn read_pid(&self) -> u32 {
        let (_, folder) = self.url.split_once("host=").unwrap();
        let file = PathBuf::from(folder).join("data/postmaster.pid");
        let text = fs::read_to_string(file).unwrap();
        text.lines().next().unwrap().parse().unwrap()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.input.take());
        self.script.wait().unwrap();
    }
}
