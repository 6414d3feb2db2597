//! A private PostgreSQL that ends with the tests.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

/// A running PostgreSQL. Ends when dropped, and with this process, however that ends.
pub struct Cluster {
    url: String,
    schemas: u32,
    commands: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    process: Child,
}

impl Cluster {
    /// Starts one.
    pub fn start() -> Self {
        let mut process = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/postgres"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("tests/postgres runs");
        let mut cluster = Self {
            url: String::new(),
            schemas: 0,
            commands: process.stdin.take(),
            answers: BufReader::new(process.stdout.take().expect("its output")),
            process,
        };
        cluster.url = cluster.answer();
        assert!(cluster.url.starts_with("postgres:"), "is it installed?");
        cluster
    }

    /// The address of an empty schema.
    pub fn schema(&mut self) -> String {
        self.schemas += 1;
        let name = format!("test_{}", self.schemas);
        self.command(&format!("schema {name}"));
        format!("{}&options=-csearch_path%3D{name}", self.url)
    }

    /// Stops the server (`stop`, or `crash` without finishing anything), starts it again (`start`)
    /// or makes a schema (`schema NAME`), and waits until that is done.
    pub fn command(&mut self, command: &str) {
        let commands = self.commands.as_mut().expect("runs");
        writeln!(commands, "{command}").expect("sent");
        assert_eq!(self.answer(), "done");
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("an answer");
        line.trim_end().to_owned()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.commands.take());
        let _ = self.process.wait();
    }
}

/// The address of an empty schema in the cluster that the tests of this process share.
pub fn schema() -> String {
    static SHARED: OnceLock<Mutex<Cluster>> = OnceLock::new();
    let shared = SHARED.get_or_init(|| Mutex::new(Cluster::start()));
    let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
    shared.schema()
}
