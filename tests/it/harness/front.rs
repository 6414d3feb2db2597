//! Several nodes of one deployment, as processes of their own, behind a front that takes turns.

use super::{Deployment, Process};
use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpStream;

/// How often the front asks a node whether it is ready.
const CHECK: Duration = Duration::from_millis(50);

/// What nodes are started with besides their address.
const SERVE: [&str; 6] = [
    "serve",
    "--seed",
    "seed.toml",
    "--workers",
    "1",
    "--shutdown-delay",
];

/// A node that runs as a process.
pub struct Node {
    pub process: Process,
    address: SocketAddr,
}

impl Node {
    /// Starts a node of `deployment`, which serves for `delay` after SIGTERM.
    pub fn start(deployment: &Deployment, delay: &str) -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let (listen, issuer) = (address.to_string(), deployment.url(""));
        let mut arguments = SERVE.to_vec();
        arguments.extend([delay, "--issuer", &issuer]);
        let command: Command = deployment.command_at(&arguments, &listen);
        let log = format!("node-{}.log", address.port());
        Self {
            process: deployment.spawn_logging(command, &log),
            address,
        }
    }

    /// An address on this node, past the front.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Waits until it says that it is ready.
    pub async fn ready(&self) {
        for _ in 0..600 {
            if is_ready(self.address).await {
                return;
            }
            tokio::time::sleep(CHECK).await;
        }
        panic!("no start: {}", self.process.log());
    }
}

async fn is_ready(node: SocketAddr) -> bool {
    let answer = reqwest::get(format!("http://{node}/health/ready")).await;
    answer.is_ok_and(|answer| answer.status().is_success())
}

/// Passes connections on to the nodes that are ready, one after the other.
#[derive(Clone)]
pub struct Front {
    nodes: Arc<Mutex<Vec<SocketAddr>>>,
    turn: Arc<AtomicUsize>,
    /// How the requests begin whose answers are to be lost, one after the other.
    lost: Arc<Mutex<VecDeque<&'static str>>>,
}

impl Front {
    /// Listens on the port of `deployment`, in the runtime of the test.
    pub async fn open(deployment: &Deployment) -> Self {
        let address = (Ipv4Addr::LOCALHOST, deployment.port());
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        let front = Self {
            nodes: Arc::default(),
            turn: Arc::default(),
            lost: Arc::default(),
        };
        let accepting = front.clone();
        actix_web::rt::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                actix_web::rt::spawn(accepting.clone().pass(browser));
            }
        });
        front
    }

    /// Waits until `node` is ready and lets it take part from then on whenever it is.
    pub async fn add(&self, node: &Node) {
        node.ready().await;
        let (front, address) = (self.clone(), node.address);
        front.nodes().push(address);
        actix_web::rt::spawn(async move {
            loop {
                tokio::time::sleep(CHECK).await;
                let ready = is_ready(address).await;
                let mut nodes = front.nodes();
                nodes.retain(|node| *node != address);
                if ready {
                    nodes.push(address);
                }
            }
        });
    }

    /// Breaks the connection in place of the answer to the next request that begins so (after those
    /// already arranged); before anybody connects.
    pub fn lose(&self, request: &'static str) {
        self.lost().push_back(request);
    }

    /// Whether the answer to such a request is yet to be lost.
    pub fn is_to_lose(&self) -> bool {
        !self.lost().is_empty()
    }

    fn lost(&self) -> std::sync::MutexGuard<'_, VecDeque<&'static str>> {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this request is the one whose answer is to be lost. Only one is.
    fn loses(&self, request: &[u8]) -> bool {
        let mut lost = self.lost();
        let next = lost.front();
        let is_lost = next.is_some_and(|begins| request.starts_with(begins.as_bytes()));
        if is_lost {
            lost.pop_front();
        }
        is_lost
    }

    fn nodes(&self) -> std::sync::MutexGuard<'_, Vec<SocketAddr>> {
        self.nodes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first that accepts, beginning with the one whose turn it is.
    async fn pass(self, mut browser: TcpStream) {
        let nodes = self.nodes().clone();
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        for place in 0..nodes.len() {
            let node = nodes[(turn + place) % nodes.len()];
            if let Ok(mut node) = TcpStream::connect(node).await {
                // Either side may go at any moment.
                let _ = if self.is_to_lose() {
                    self.pass_and_lose(&mut browser, &mut node).await
                } else {
                    copy_bidirectional(&mut browser, &mut node).await.map(drop)
                };
                return;
            }
        }
    }

    async fn pass_and_lose(&self, browser: &mut TcpStream, node: &mut TcpStream) -> io::Result<()> {
        let (mut asked, mut answered) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
        let mut is_lost = false;
        loop {
            tokio::select! {
                read = browser.read(&mut asked) => {
                    let read = &asked[..read?];
                    is_lost |= self.loses(read);
                    if read.is_empty() {
                        return Ok(());
                    }
                    node.write_all(read).await?;
                }
                read = node.read(&mut answered) => {
                    let read = &answered[..read?];
                    if read.is_empty() || is_lost {
                        return Ok(());
                    }
                    browser.write_all(read).await?;
                }
            }
        }
    }
}
