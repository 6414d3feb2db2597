//! TLS of Signet's own (security L1; protocol 128, 129): 1.3 and 1.2 with ephemeral keys and
//! authenticated encryption only, under a certificate that may change while connections go on.

use crate::config::TlsFiles;
use actix_web::rt::net::TcpStream;
use arc_swap::ArcSwap;
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::version::{TLS12, TLS13};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a handshake may take (security N4).
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How soon a changed file is noticed.
const LOOK: Duration = Duration::from_secs(2);

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("cannot read {path} (setting {setting}): {source}")]
    File {
        /// The file.
        path: String,
        /// The setting that names it.
        setting: &'static str,
        /// What the system says.
        source: io::Error,
    },
    /// A file holds no PEM of its kind.
    #[error("{path} (setting {setting}) holds no {wanted} in PEM: {source}")]
    Pem {
        /// The file.
        path: String,
        /// The setting that names it.
        setting: &'static str,
        /// What should be in it.
        wanted: &'static str,
        /// What is wrong.
        source: rustls::pki_types::pem::Error,
    },
    /// The two do not go together, or are of a kind that is not spoken.
    #[error("tls_cert and tls_key cannot be used: {0}")]
    Pair(#[from] rustls::Error),
}

/// Certificate and key in force, and where they come from.
pub struct Tls {
    files: TlsFiles,
    current: ArcSwap<ServerConfig>,
    /// What was in the files at the last look, whether or not it was any good.
    seen: Mutex<Pair>,
}

/// What is in the two files.
#[derive(Clone, PartialEq, Eq)]
struct Pair {
    cert: Vec<u8>,
    key: zeroize::Zeroizing<Vec<u8>>,
}

impl Tls {
    /// Reads the files for the first time.
    pub fn open(files: &TlsFiles) -> Result<Self, TlsError> {
        let pair = Pair::read(files)?;
        Ok(Self {
            current: ArcSwap::from_pointee(pair.config(files)?),
            seen: Mutex::new(pair),
            files: files.clone(),
        })
    }

    /// Greets a client that has just connected.
    pub async fn greet(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let acceptor = TlsAcceptor::from(self.current.load_full());
        timeout(HANDSHAKE, acceptor.accept(stream)).await?
    }

    /// Follows the files until the future is dropped. What cannot be used changes nothing.
    pub async fn follow(self: Arc<Self>) {
        let Ok(mut asked) = signal(SignalKind::hangup()) else {
            return tracing::error!("cannot listen for SIGHUP");
        };
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            tokio::select! {
                _ = looks.tick() => {}
                _ = asked.recv() => {}
            }
            self.look();
        }
    }

    fn look(&self) {
        match self.reload() {
            Ok(false) => {}
            Ok(true) => {
                tracing::info!(event = "certificate_changed", "a new certificate is in use");
            }
            Err(error) => {
                tracing::error!(%error, "the new certificate is not used; the one before stays");
            }
        }
    }

    /// Takes what has changed into use; each change is tried once.
    fn reload(&self) -> Result<bool, TlsError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(pair) = Pair::read(&self.files) else {
            // Just being replaced, perhaps.
            return Ok(false);
        };
        if *seen == pair {
            return Ok(false);
        }
        *seen = pair;
        let config = seen.config(&self.files)?;
        self.current.store(Arc::new(config));
        Ok(true)
    }
}

impl Pair {
    fn read(files: &TlsFiles) -> Result<Self, TlsError> {
        Ok(Self {
            cert: read(&files.cert, "tls_cert")?,
            key: read(&files.key, "tls_key")?.into(),
        })
    }

    fn config(&self, files: &TlsFiles) -> Result<ServerConfig, TlsError> {
        let pem = |path: &Path, setting, wanted| {
            let path = path.display().to_string();
            move |source| TlsError::Pem {
                path,
                setting,
                wanted,
                source,
            }
        };
        let no_cert = pem(&files.cert, "tls_cert", "certificate");
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&self.cert).collect();
        let chain = chain.map_err(no_cert)?;
        let no_key = pem(&files.key, "tls_key", "private key");
        let key = PrivateKeyDer::from_pem_slice(&self.key).map_err(no_key)?;
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&TLS13, &TLS12])?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }
}

fn read(path: &Path, setting: &'static str) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|source| TlsError::File {
        path: path.display().to_string(),
        setting,
        source,
    })
}
