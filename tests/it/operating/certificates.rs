//! A certificate that is replaced while the server runs.

use crate::harness::{Deployment, Process};
use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode};
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long a server takes to notice by itself, at most.
const LOOK: Duration = Duration::from_secs(2);

fn put(deployment: &Deployment) -> CertifiedKey<KeyPair> {
    let cert = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    deployment.write("key.pem", &cert.signing_key.serialize_pem());
    deployment.write("cert.pem", &cert.cert.pem());
    cert
}

fn presents(deployment: &Deployment, cert: &CertifiedKey<KeyPair>) -> bool {
    let stream = TcpStream::connect(("localhost", deployment.port())).unwrap();
    let mut connector = SslConnector::builder(SslMethod::tls()).unwrap();
    connector.set_verify(SslVerifyMode::NONE);
    let stream = connector.build().connect("localhost", stream).unwrap();
    let presented = stream.ssl().peer_certificate().unwrap();
    presented.to_der().unwrap() == cert.cert.der().as_ref()
}

/// How often the server has taken a certificate into use.
fn changes(process: &Process) -> usize {
    process.log().matches("a new certificate is in use").count()
}

/// Waits for another change, and tells how long that took.
async fn change(process: &Process, before: usize) -> Duration {
    let began = Instant::now();
    while changes(process) == before {
        assert!(began.elapsed() < 10 * LOOK, "{}", process.log());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    began.elapsed()
}

#[actix_web::test]
async fn protocol_128_sighup_takes_a_new_certificate_into_use() {
    let deployment = Deployment::new();
    let first = put(&deployment);
    let mut process = deployment.spawn(&[
        "serve",
        "--issuer=https://localhost",
        "--tls-cert=cert.pem",
        "--tls-key=key.pem",
    ]);
    process.wrote("Signet is running").await;
    assert!(presents(&deployment, &first));

    // It looks by itself every two seconds: having just done so, it is the signal that counts.
    put(&deployment);
    change(&process, 0).await;
    let asked = put(&deployment);
    let hangup = format!("kill -HUP {}", process.id());
    let sent = Command::new("sh").args(["-c", &hangup]).status().unwrap();
    assert!(sent.success());
    let took = change(&process, 1).await;
    assert!(took < LOOK * 3 / 4, "{took:?}");
    assert!(presents(&deployment, &asked));
    assert!(process.stop().await.success(), "{}", process.log());
}
