//! The processes that are measured: Signet itself, bare actix-web, and the limits.

use super::{cpu, limits};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The password of all people.
pub const PASSWORD: &str = "correct horse battery staple";

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where everything lies: on the disk that the project is built on, not in memory.
pub fn folder() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// Of all nodes; nobody follows it.
const ISSUER: &str = "http://localhost:8080";
/// The generator may speak for many addresses, and tokens last as long as a part does.
const FLAGS: [&str; 4] = [
    "--trusted-proxies",
    "127.0.0.1",
    "--access-token-lifetime",
    "1h",
];

/// Which Signet.
#[derive(Clone, Copy)]
pub struct Launch<'a> {
    /// Where its keys and, without `database`, its data lie, and `seed.toml`, which it applies.
    pub folder: &'a Path,
    /// The address of a PostgreSQL.
    pub database: Option<&'a str>,
}

/// A server in a process of its own; ends when dropped.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

impl Server {
    /// Signet.
    pub fn signet(launch: Launch<'_>, pinned: bool) -> Self {
        let port = free_port();
        let mut command = cpu::on_measured_core(env!("CARGO_BIN_EXE_signet"), pinned);
        command
            .arg("serve")
            .args(["--listen", &format!("127.0.0.1:{port}")]);
        command.args(["--issuer", ISSUER]).args(FLAGS);
        command
            .args(["--seed", "seed.toml"])
            .current_dir(launch.folder);
        if let Some(url) = launch.database {
            command.env("SIGNET_DATABASE_URL", url);
        }
        let log = launch.folder.join(format!("log-{port}.txt"));
        Self::start(command, port, &log)
    }

    /// Actix-web and nothing else.
    pub fn bare(folder: &Path, pinned: bool) -> Self {
        Self::bare_with(&[], folder, pinned)
    }

    /// Actix-web beside a thread that hashes one password after the other.
    pub fn hashing(folder: &Path, pinned: bool) -> Self {
        Self::bare_with(&["--hashing"], folder, pinned)
    }

    fn bare_with(arguments: &[&str], folder: &Path, pinned: bool) -> Self {
        let port = free_port();
        let mut command = own(pinned);
        command.args(["--bare", &port.to_string()]).args(arguments);
        command.current_dir(folder);
        Self::start(command, port, &folder.join("bare.txt"))
    }

    fn start(mut command: Command, port: u16, log: &Path) -> Self {
        let log = File::create(log).unwrap();
        command.stdout(log.try_clone().unwrap()).stderr(log);
        let child = command.stdin(Stdio::null()).spawn().unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        Self { child, address }
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it listens.
    pub async fn listening(&mut self) {
        let began = Instant::now();
        while tokio::net::TcpStream::connect(self.address).await.is_err() {
            let ended = self.child.try_wait().unwrap();
            assert!(
                ended.is_none() && began.elapsed() < PATIENCE,
                "no start: {ended:?}"
            );
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// This program, as another process.
fn own(pinned: bool) -> Command {
    let program = std::env::current_exe().unwrap();
    cpu::on_measured_core(program.to_str().unwrap(), pinned)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// The lines of [`limits::measure`], made while the other core is as busy as the generator keeps it.
pub fn limits(length: Duration, pinned: bool) -> Vec<(String, f64)> {
    let folder = folder();
    let mut command = own(pinned);
    command
        .arg("--limits")
        .arg(folder.path())
        .arg(length.as_millis().to_string());
    let done = AtomicBool::new(false);
    let mut neighbour = Loopback::open();
    let output = thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                neighbour.exchange();
            }
        });
        let output = command.output();
        done.store(true, Ordering::Relaxed);
        output.unwrap()
    });
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().map(|line| {
        let (name, cost) = line.split_once(' ').unwrap();
        (name.to_owned(), cost.parse().unwrap())
    });
    lines.collect()
}

/// A connection to oneself: what a generator's core is busy with, sending and taking. Where two cores are
/// two threads of one, a neighbour that only waits in a loop would leave the limits more of it than the
/// generator leaves Signet.
struct Loopback {
    ends: [TcpStream; 2],
    bytes: [u8; 1024],
}

impl Loopback {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (far, _) = listener.accept().unwrap();
        Self {
            ends: [near, far],
            bytes: [b'x'; 1024],
        }
    }

    fn exchange(&mut self) {
        let [near, far] = &mut self.ends;
        near.write_all(&self.bytes).unwrap();
        far.read_exact(&mut self.bytes).unwrap();
    }
}

/// Writes the file that declares `people` and the apps.
pub fn declare(folder: &Path, people: usize) {
    let hash = limits::stored_password(PASSWORD);
    let people = (0..people).map(|number| {
        format!(
            "[[user]]\nusername = \"person{number}\"\nname = \"Person {number}\"\n\
             email = \"person{number}@example.com\"\npassword_hash = \"{hash}\"\n\n"
        )
    });
    let apps = ["ES256", "RS256"].map(|algorithm| {
        format!(
            "[[client]]\nclient_id = \"{algorithm}\"\nclient_secret = \"{SECRET}\"\n\
             redirect_uris = [\"{REDIRECT_URI}\"]\n\
             grant_types = [\"authorization_code\", \"refresh_token\", \"client_credentials\"]\n\
             id_token_signed_response_alg = \"{algorithm}\"\nscope = \"openid profile email api\"\n\
             trusted = true\n\n"
        )
    });
    let all = apps.into_iter().chain(people);
    fs::write(folder.join("seed.toml"), all.collect::<String>()).unwrap();
}

/// The secret of both apps.
pub const SECRET: &str = "a-secret-of-both-apps-that-is-long-enough";
/// Where both apps get their answers.
pub const REDIRECT_URI: &str = "https://app.example/callback";
