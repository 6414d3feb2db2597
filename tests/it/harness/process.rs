//! The real binary, as an operator runs it: in a folder of its own, with an empty environment.

use super::Browser;
use super::ports::free_port;
use super::server::database;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

/// How long something may take that happens at once on a machine with nothing else to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// A folder in which the binary works.
pub struct Deployment {
    folder: tempfile::TempDir,
    port: u16,
    database: Option<String>,
}

/// A running server. Killed when dropped.
pub struct Process {
    child: Child,
    log: PathBuf,
}

/// What a command that ended has said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Deployment {
    /// An empty folder and a free port.
    pub fn new() -> Self {
        Self::on(database())
    }

    /// An empty folder, a free port, and this PostgreSQL database or the embedded one.
    pub fn on(database: Option<String>) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            port: free_port(),
            database,
        }
    }

    /// Whether the database is not a file in the folder.
    pub const fn is_on_postgres(&self) -> bool {
        self.database.is_some()
    }

    /// From now on, this PostgreSQL database or the embedded one.
    pub fn switch_to(&mut self, database: Option<String>) {
        self.database = database;
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The port on the loopback addresses.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, content: &str) {
        std::fs::write(self.path().join(name), content).unwrap();
    }

    /// An address below the issuer.
    pub fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// The binary with these arguments, not started yet.
    pub fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        self.command_at(arguments, &format!("localhost:{}", self.port))
    }

    /// The binary with these arguments, to listen elsewhere.
    pub fn command_at(&self, arguments: &[impl AsRef<OsStr>], listen: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_signet"));
        command.env_clear().current_dir(self.path());
        let database = self.database.as_ref();
        command.envs(database.map(|url| ("SIGNET_DATABASE_URL", url)));
        command.args(arguments);
        command.args(["--listen", listen]);
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, "")
    }

    /// Runs a command to its end, with this text on its standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Said {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A command that reads nothing may have ended already.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        Said::of(child.wait_with_output().unwrap())
    }

    /// Starts a server without waiting for it.
    pub fn spawn(&self, arguments: &[&str]) -> Process {
        self.spawn_command(self.command(arguments))
    }

    /// Starts a server that was given more than arguments, without waiting for it.
    pub fn spawn_command(&self, command: Command) -> Process {
        self.spawn_logging(command, "log.txt")
    }

    /// The same with a log of its own.
    pub fn spawn_logging(&self, mut command: Command, log: &str) -> Process {
        let log = self.path().join(log);
        let file = File::create(&log).unwrap();
        command.stdin(Stdio::null());
        command.stdout(file.try_clone().unwrap()).stderr(file);
        Process {
            child: command.spawn().unwrap(),
            log,
        }
    }

    /// Starts a server and waits until it is ready.
    pub async fn serve(&self, arguments: &[&str]) -> Process {
        let mut process = self.spawn(arguments);
        self.wait_for(&mut process).await;
        process
    }

    /// Waits until a server is ready.
    pub async fn wait_for(&self, process: &mut Process) {
        let probe = Browser::new();
        let url = self.url("/health/ready");
        let began = Instant::now();
        loop {
            let answer = probe.http.get(&url).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                break;
            }
            let ended = process.child.try_wait().unwrap();
            let log = process.log();
            assert!(ended.is_none(), "the server ended with {ended:?}: {log}");
            assert!(began.elapsed() < PATIENCE, "no start: {log}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Process {
    /// Everything it has written.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// Waits until it has written this; gives everything it has written.
    pub async fn wrote(&self, text: &str) -> String {
        let began = Instant::now();
        while !self.log().contains(text) {
            assert!(began.elapsed() < PATIENCE, "no {text:?}: {}", self.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.log()
    }

    /// The identifier of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`, and waits until it is gone.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        let kill = format!("kill -TERM {}", self.child.id());
        let sent = Command::new("sh").args(["-c", &kill]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended by itself.
    pub async fn ended(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < PATIENCE, "no end: {}", self.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Sends SIGTERM and waits until it has ended.
    pub async fn stop(&mut self) -> ExitStatus {
        self.terminate();
        self.ended().await
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Fails when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Said {
    /// What a command has said that ran to its end.
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// What a command that did what it was told has printed.
    pub fn done(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.stdout
    }

    /// What a command that did not do it has said on standard error.
    pub fn failed(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        self.stderr
    }
}
