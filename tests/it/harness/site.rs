//! A web site of somebody else, over TLS, under an authority of its own.

use super::TestServer;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::server::TlsStream;

/// What is at a path.
#[derive(Clone, Debug)]
pub enum Served {
    /// A body of this type.
    Body(&'static str, String),
    /// A whole head with its body.
    Raw(String),
    /// A body without an end.
    Endless,
    /// A body that comes byte by byte.
    Slow,
}

/// A request that came.
#[derive(Clone, Debug)]
pub struct Seen {
    pub path: String,
    pub head: String,
    pub body: String,
}

/// A running site. Stops when dropped.
pub struct Site {
    pub port: u16,
    folder: TempDir,
    shared: Arc<Shared>,
    _stop: oneshot::Sender<()>,
}

#[derive(Default)]
struct Shared {
    pages: Mutex<HashMap<String, Served>>,
    seen: Mutex<Vec<Seen>>,
}

impl Site {
    /// A site at `localhost` and 127.0.0.1, without pages.
    pub fn start() -> Self {
        Self::named("localhost")
    }

    /// A site whose certificate is for `name` and 127.0.0.1.
    pub fn named(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let acceptor = acceptor(name, &folder.path().join("ca.pem"));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        let (stop, stopped) = oneshot::channel();
        let served = Arc::clone(&shared);
        std::thread::spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = runtime.enable_all().build().unwrap();
            runtime.block_on(async move {
                tokio::select! {
                    () = serve(listener, acceptor, served) => {}
                    _ = stopped => {}
                }
            });
        });
        Self {
            port,
            folder,
            shared,
            _stop: stop,
        }
    }

    /// The file with its authority, for `fetch_ca`.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// A server that may fetch from here.
    pub async fn server(&self) -> TestServer {
        self.server_with(&[]).await
    }

    /// The same with further settings.
    pub async fn server_with(&self, settings: &[(&str, &str)]) -> TestServer {
        let authority = self.authority();
        let mut all = vec![
            ("fetch-networks", "127.0.0.0/8,::1"),
            ("fetch-ca", authority.to_str().unwrap()),
        ];
        all.extend(settings);
        TestServer::with(&all).await
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }

    /// Puts something at a path.
    pub fn put(&self, path: &str, served: Served) {
        let mut pages = self.shared.pages.lock();
        let pages = pages.as_mut().unwrap_or_else(|_| panic!("poisoned"));
        pages.insert(path.to_owned(), served);
    }

    /// Puts a JSON document at a path.
    pub fn put_json(&self, path: &str, json: &serde_json::Value) {
        self.put(path, Served::Body("application/json", json.to_string()));
    }

    /// What has been asked so far.
    pub fn seen(&self) -> Vec<Seen> {
        let seen = self.shared.seen.lock();
        seen.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn acceptor(name: &str, authority: &std::path::Path) -> TlsAcceptor {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    std::fs::write(authority, issuer.pem()).unwrap();
    let key = KeyPair::generate().unwrap();
    let names = vec![name.to_owned(), "127.0.0.1".to_owned()];
    let params = CertificateParams::new(names).unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap();
    let chain = vec![CertificateDer::from(certificate.der().to_vec())];
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, key);
    TlsAcceptor::from(Arc::new(config.unwrap()))
}

async fn serve(listener: std::net::TcpListener, acceptor: TlsAcceptor, shared: Arc<Shared>) {
    let listener = TcpListener::from_std(listener).unwrap();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let (acceptor, shared) = (acceptor.clone(), Arc::clone(&shared));
        tokio::spawn(async move {
            // Whoever does not believe the certificate goes away: that is their answer.
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let _ = answer(&mut stream, &shared).await;
                let _ = stream.shutdown().await;
            }
        });
    }
}

async fn answer(stream: &mut TlsStream<TcpStream>, shared: &Shared) -> std::io::Result<()> {
    let seen = request(stream).await?;
    let path = seen.path.clone();
    shared.seen.lock().unwrap().push(seen);
    let page = shared.pages.lock().unwrap().get(&path).cloned();
    match page {
        Some(Served::Body(kind, body)) => {
            let length = body.len();
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}");
            let whole = format!("{head}\r\nConnection: close\r\n\r\n{body}");
            stream.write_all(whole.as_bytes()).await
        }
        Some(Served::Raw(whole)) => stream.write_all(whole.as_bytes()).await,
        Some(Served::Endless) => {
            stream.write_all(OPEN_END).await?;
            loop {
                stream.write_all(&[b' '; 4096]).await?;
            }
        }
        Some(Served::Slow) => {
            stream.write_all(OPEN_END).await?;
            loop {
                stream.write_all(b" ").await?;
                stream.flush().await?;
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
        None => {
            let nothing =
                b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            stream.write_all(nothing).await
        }
    }
}

const OPEN_END: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";

async fn request(stream: &mut TlsStream<TcpStream>) -> std::io::Result<Seen> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n")
            && body.len() >= announced(head)
        {
            let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
            return Ok(Seen {
                path,
                head: head.to_owned(),
                body: body.to_owned(),
            });
        }
        let read = stream.read(&mut buffer).await?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&buffer[..read]);
    }
}

fn announced(head: &str) -> usize {
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.trim().parse().ok())
        .unwrap_or(0)
}
