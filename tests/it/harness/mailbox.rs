//! A mail server that keeps what it gets (RFC 5321), with STARTTLS (RFC 3207) where it is asked to.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// How the server answers a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Take,
    /// This status to the recipient.
    Refuse(u16),
    /// No word after the greeting.
    Hang,
}

/// A letter that was taken.
#[derive(Clone, Debug)]
pub struct Caught {
    pub to: String,
    pub raw: String,
    /// Whether it came over TLS, and with which AUTH line.
    pub tls: bool,
    pub auth: Option<String>,
}

/// A running mail server. Stops when dropped.
pub struct Mailbox {
    pub port: u16,
    folder: TempDir,
    shared: Arc<Shared>,
    _stop: oneshot::Sender<()>,
}

struct Shared {
    caught: Mutex<Vec<Caught>>,
    mood: Mutex<Mood>,
    tls: Option<TlsAcceptor>,
}

impl Mailbox {
    /// A server without TLS.
    pub fn start() -> Self {
        Self::begin(false)
    }

    /// A server that takes letters over TLS only, under the authority in [`Mailbox::authority`].
    pub fn with_tls() -> Self {
        Self::begin(true)
    }

    fn begin(tls: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let acceptor = tls.then(|| acceptor(&folder.path().join("ca.pem")));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            caught: Mutex::default(),
            mood: Mutex::new(Mood::Take),
            tls: acceptor,
        });
        let (stop, stopped) = oneshot::channel();
        let served = Arc::clone(&shared);
        std::thread::spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = runtime.enable_all().build().unwrap();
            runtime.block_on(async move {
                tokio::select! {
                    () = serve(listener, served) => {}
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

    /// The setting `smtp_url`.
    pub fn url(&self) -> String {
        let tls = if self.shared.tls.is_some() {
            "?tls=required"
        } else {
            ""
        };
        format!("smtp://127.0.0.1:{}{tls}", self.port)
    }

    /// The file with its authority, for `smtp_ca`.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// How it answers from now on.
    pub fn set(&self, mood: Mood) {
        *self.shared.mood.lock().unwrap() = mood;
    }

    /// Every letter so far.
    pub fn all(&self) -> Vec<Caught> {
        self.shared.caught.lock().unwrap().clone()
    }

    /// Waits for letter number `n`, counted from one.
    pub async fn letter(&self, n: usize) -> Caught {
        let began = Instant::now();
        loop {
            if let Some(caught) = self.all().into_iter().nth(n - 1) {
                return caught;
            }
            assert!(began.elapsed() < Duration::from_secs(20), "no letter {n}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Caught {
    /// The raw letter with what is quoted-printable decoded (RFC 2045 §6.7).
    pub fn text(&self) -> String {
        let joined = self.raw.replace("=\r\n", "");
        let mut bytes = Vec::new();
        let mut rest = joined.as_bytes();
        while let Some((first, after)) = rest.split_first() {
            let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
            let byte = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
            match (first, byte) {
                (b'=', Some(byte)) if self.raw.contains("quoted-printable") => {
                    bytes.push(byte);
                    rest = &after[2..];
                }
                _ => {
                    bytes.push(*first);
                    rest = after;
                }
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The link in it.
    pub fn link(&self) -> String {
        let text = self.text();
        let line = text.lines().find(|line| line.starts_with("http"));
        line.unwrap_or_else(|| panic!("no link in {text}"))
            .to_owned()
    }

    /// A header.
    pub fn header(&self, name: &str) -> String {
        let mark = format!("{name}: ");
        let line = self.raw.lines().find_map(|line| line.strip_prefix(&mark));
        line.unwrap_or_default().to_owned()
    }
}

fn acceptor(authority: &std::path::Path) -> TlsAcceptor {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    std::fs::write(authority, issuer.pem()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap();
    let chain = vec![CertificateDer::from(certificate.der().to_vec())];
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, key);
    TlsAcceptor::from(Arc::new(config.unwrap()))
}

async fn serve(listener: std::net::TcpListener, shared: Arc<Shared>) {
    let listener = TcpListener::from_std(listener).unwrap();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            // Whoever goes away has said so by that.
            let _ = greet(stream, &shared).await;
        });
    }
}

async fn greet(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    stream.write_all(b"220 catcher ESMTP\r\n").await?;
    if talk(&mut stream, shared, false).await? {
        let acceptor = shared.tls.as_ref().unwrap();
        let mut stream = acceptor.accept(stream).await?;
        talk(&mut stream, shared, true).await?;
    }
    Ok(())
}

/// Answers until the other side goes, or wants TLS.
async fn talk(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    shared: &Shared,
    tls: bool,
) -> std::io::Result<bool> {
    let mut stream = BufReader::new(stream);
    let (mut to, mut auth, mut line) = (String::new(), None, String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(false);
        }
        let mood = *shared.mood.lock().unwrap();
        if mood == Mood::Hang {
            std::future::pending::<()>().await;
        }
        let said = line.trim_end().to_owned();
        let answer = match said.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" if shared.tls.is_some() && !tls => "250-catcher\r\n250 STARTTLS".to_owned(),
            "EHLO" => "250-catcher\r\n250-8BITMIME\r\n250 AUTH PLAIN".to_owned(),
            "STARTTLS" => {
                stream.write_all(b"220 go on\r\n").await?;
                return Ok(true);
            }
            "AUTH" => {
                auth = Some(said);
                "235 welcome".to_owned()
            }
            "RCPT" => {
                if let Mood::Refuse(status) = mood {
                    format!("{status} not {}", &said[8..])
                } else {
                    let rest = &said["RCPT TO:<".len()..];
                    to = rest.split('>').next().unwrap().to_owned();
                    "250 yes".to_owned()
                }
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let raw = data(&mut stream).await?;
                let (to, auth) = (to.clone(), auth.clone());
                let caught = Caught { to, raw, tls, auth };
                shared.caught.lock().unwrap().push(caught);
                "250 kept".to_owned()
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(false);
            }
            _ => "250 yes".to_owned(),
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

async fn data(stream: &mut (impl tokio::io::AsyncBufRead + Unpin)) -> std::io::Result<String> {
    let mut raw = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line == ".\r\n" {
            return Ok(raw);
        }
        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
