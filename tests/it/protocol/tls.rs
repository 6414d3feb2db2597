//! TLS of Signet's own.

use crate::harness::{Browser, PASSWORD, Page, TestServer};
use openssl::ssl::{SslConnector, SslMethod, SslStream, SslVerifyMode, SslVersion};
use openssl::x509::X509;
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A server under TLS, and where its files lie.
struct Place {
    server: TestServer,
    folder: TempDir,
    cert: CertifiedKey<KeyPair>,
}

fn certificate() -> CertifiedKey<KeyPair> {
    generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap()
}

fn put(folder: &Path, cert: &CertifiedKey<KeyPair>) {
    std::fs::write(folder.join("cert.pem"), cert.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), cert.signing_key.serialize_pem()).unwrap();
}

impl Place {
    async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let cert = certificate();
        put(folder.path(), &cert);
        let path = |name| folder.path().join(name).to_str().unwrap().to_owned();
        let settings = [
            ("tls-cert", &*path("cert.pem")),
            ("tls-key", &*path("key.pem")),
            ("issuer", "https://localhost"),
        ];
        let server = TestServer::with(&settings).await;
        Self {
            server,
            folder,
            cert,
        }
    }

    fn address(&self) -> SocketAddr {
        self.server.services.config.listen[0]
    }

    fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.address())
    }

    /// A connection of OpenSSL's, with what `change` asks for.
    fn connect(
        &self,
        change: impl FnOnce(&mut openssl::ssl::SslConnectorBuilder),
    ) -> Result<SslStream<TcpStream>, String> {
        let mut builder = SslConnector::builder(SslMethod::tls_client()).unwrap();
        builder.set_verify(SslVerifyMode::NONE);
        builder.set_security_level(0);
        change(&mut builder);
        let stream = TcpStream::connect(self.address()).unwrap();
        let patience = Some(Duration::from_secs(30));
        stream.set_read_timeout(patience).unwrap();
        let connector = builder.build();
        connector
            .connect("localhost", stream)
            .map_err(|error| error.to_string())
    }
}

/// Asks over an open connection and leaves it open.
fn ask(stream: &mut SslStream<TcpStream>) -> String {
    let request = "GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut buffer = [0; 4096];
    let length = stream.read(&mut buffer).unwrap();
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

fn presented(stream: &SslStream<TcpStream>) -> X509 {
    stream.ssl().peer_certificate().unwrap()
}

/// Whether a new connection sees `cert` within some seconds.
async fn presents(place: &Place, cert: &CertifiedKey<KeyPair>) -> bool {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(10) {
        let stream = place.connect(|_| {}).unwrap();
        if presented(&stream).to_der().unwrap() == cert.cert.der().as_ref() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

#[actix_web::test]
async fn protocol_128_people_sign_in_over_tls_without_a_proxy() {
    let place = Place::start().await;
    place.server.user("ada").await;
    let trusted = Certificate::from_pem(place.cert.cert.pem().as_bytes()).unwrap();
    let http = Client::builder()
        .cookie_store(true)
        .redirect(Policy::none())
        .tls_certs_only([trusted])
        .no_proxy()
        .build()
        .unwrap();
    let page = http.get(place.url("/account")).send().await.unwrap();
    let hsts = &page.headers()["strict-transport-security"];
    assert_eq!(hsts, "max-age=31536000");
    let page = Page::of(page).await;
    let form = [
        ("request", page.hidden("request")),
        ("form_token", page.hidden("form_token")),
        ("username", "ada".to_owned()),
        ("password", PASSWORD.to_owned()),
    ];
    let sign_in = http.post(place.url("/sign-in")).form(&form);
    let response = sign_in.send().await.unwrap();
    assert_eq!(response.status().as_u16(), 303);
    let page = http.get(place.url("/account")).send().await.unwrap();
    assert!(Page::of(page).await.text.contains("ada Example"));
    let metadata = http.get(place.url("/.well-known/openid-configuration"));
    let metadata = metadata.send().await.unwrap().text().await.unwrap();
    assert!(metadata.contains(r#""issuer":"https://localhost""#));

    // Who does not know the authority, and who speaks plainly.
    assert!(
        Browser::new()
            .http
            .get(place.url("/"))
            .send()
            .await
            .is_err()
    );
    let plain = place.url("/").replace("https:", "http:");
    assert!(Browser::new().http.get(plain).send().await.is_err());
}

#[actix_web::test]
async fn protocol_128_only_tls_1_2_and_1_3_are_spoken() {
    let place = Place::start().await;
    let only = |version| {
        place.connect(move |builder| {
            builder.set_min_proto_version(Some(version)).unwrap();
            builder.set_max_proto_version(Some(version)).unwrap();
            builder.set_cipher_list("ALL:@SECLEVEL=0").unwrap();
        })
    };
    for old in [SslVersion::TLS1, SslVersion::TLS1_1] {
        let why = only(old).unwrap_err();
        assert!(why.contains(" alert "), "{why}");
    }
    assert_eq!(
        only(SslVersion::TLS1_2).unwrap().ssl().version_str(),
        "TLSv1.2"
    );
    let both = place.connect(|_| {}).unwrap();
    assert_eq!(both.ssl().version_str(), "TLSv1.3", "the better one");
}

#[actix_web::test]
async fn protocol_129_tls_1_2_has_forward_secrecy_and_authenticated_encryption_only() {
    let place = Place::start().await;
    let with = |list: &'static str| {
        place.connect(move |builder| {
            let version = Some(SslVersion::TLS1_2);
            builder.set_max_proto_version(version).unwrap();
            builder.set_cipher_list(list).unwrap();
        })
    };
    for weak in [
        "ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA",
        "AES128-GCM-SHA256:AES256-GCM-SHA384:AES128-SHA",
        "DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-AES128-CCM",
    ] {
        let why = with(weak).unwrap_err();
        assert!(why.contains("alert"), "{weak}: {why}");
    }
    for good in [
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
    ] {
        let stream = with(good).unwrap();
        assert_eq!(stream.ssl().current_cipher().unwrap().name(), good);
    }
    let alpn = place.connect(|builder| {
        builder.set_alpn_protos(b"\x02h2\x08http/1.1").unwrap();
    });
    let alpn = alpn.unwrap();
    assert_eq!(alpn.ssl().selected_alpn_protocol(), Some(&b"http/1.1"[..]));
}

#[actix_web::test]
async fn a_new_certificate_is_followed_and_no_connection_is_lost() {
    let place = Place::start().await;
    let mut open = place.connect(|_| {}).unwrap();
    assert!(ask(&mut open).starts_with("HTTP/1.1 200"));

    let next = certificate();
    put(place.folder.path(), &next);
    assert!(presents(&place, &next).await);
    assert!(ask(&mut open).starts_with("HTTP/1.1 200"), "as before");

    // A certificate without its key, and none at all: the one before stays.
    let broken = certificate();
    std::fs::write(place.folder.path().join("cert.pem"), broken.cert.pem()).unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(presents(&place, &next).await);
    std::fs::remove_file(place.folder.path().join("cert.pem")).unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(presents(&place, &next).await);
    put(place.folder.path(), &broken);
    assert!(presents(&place, &broken).await);
    assert!(ask(&mut open).starts_with("HTTP/1.1 200"));
}

/// How long a connection stays open that says `said` and no more, and what it is told.
fn stays(mut stream: impl Read + Write, said: &[u8]) -> (Duration, String) {
    let began = Instant::now();
    stream.write_all(said).unwrap();
    stream.flush().unwrap();
    let mut told = Vec::new();
    // Ended by the server either way.
    let _ = stream.read_to_end(&mut told);
    (began.elapsed(), String::from_utf8_lossy(&told).into_owned())
}

#[actix_web::test]
async fn security_n4_half_sent_requests_and_handshakes_end_over_tls_too() {
    let place = Place::start().await;
    let first = place.connect(|_| {}).unwrap();
    let mut second = place.connect(|_| {}).unwrap();
    ask(&mut second);
    let raw = TcpStream::connect(place.address()).unwrap();
    raw.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    // The beginning of a handshake message of 512 bytes.
    let hello = b"\x16\x03\x01\x02\x00\x01";
    let half = b"GET /health/live HTTP/1.1\r\nhost: localhost\r\n";
    let threads = [
        std::thread::spawn(move || stays(first, half)),
        std::thread::spawn(move || stays(second, half)),
        std::thread::spawn(move || stays(raw, hello)),
    ];
    let mut ended = Vec::new();
    for thread in threads {
        while !thread.is_finished() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        ended.push(thread.join().unwrap());
    }
    for (took, told) in &ended {
        let limits = Duration::from_secs(8)..Duration::from_secs(20);
        assert!(limits.contains(took), "{took:?}: {told}");
    }
    assert!(ended[0].1.starts_with("HTTP/1.1 408"), "{ended:?}");
}

#[actix_web::test]
async fn health_is_asked_over_tls() {
    let place = Place::start().await;
    let files = place.folder.path();
    let ask = |settings: &[(&str, String)]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_signet"));
        command
            .arg("health")
            .env_clear()
            .current_dir(files)
            .env("SIGNET_LISTEN", place.address().to_string())
            .envs(settings.iter().cloned());
        command.output().unwrap()
    };
    let path = |name| files.join(name).to_str().unwrap().to_owned();
    let tls = [
        ("SIGNET_TLS_CERT", path("cert.pem")),
        ("SIGNET_TLS_KEY", path("key.pem")),
    ];
    let said = ask(&tls);
    assert!(said.status.success(), "{said:?}");
    assert!(!ask(&[]).status.success(), "plainly");
}
