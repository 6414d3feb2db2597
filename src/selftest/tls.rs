//! Old versions of TLS (RFC 8996). Whoever answers the first message of one speaks it.

use super::report::{Fault, Outcome, applies, demand, short};
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;
use url::Url;

const TIMEOUT: Duration = Duration::from_secs(10);

/// The server at `url` speaks no version before 1.2.
pub(super) async fn old_versions(url: &str) -> Outcome {
    let url = Url::parse(url).map_err(|_| short(url, "an address"))?;
    applies(url.scheme() == "https", "plain http")?;
    let asked = tokio::task::spawn_blocking(move || speaks_old(&url)).await;
    let speaks = asked.map_err(|_| short("no answer", "a refusal"))??;
    demand(!speaks, "a handshake with TLS 1.1", "an alert")
}

fn speaks_old(url: &Url) -> Result<bool, Fault> {
    let name = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(443);
    let unreachable = |error: std::io::Error| short(error, "a connection");
    let mut addresses = (name.trim_matches(['[', ']']), port)
        .to_socket_addrs()
        .map_err(unreachable)?;
    let address = addresses.next();
    let address = address.ok_or_else(|| short("no address", "a connection"))?;
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT).map_err(unreachable)?;
    stream
        .set_read_timeout(Some(TIMEOUT))
        .map_err(unreachable)?;
    stream
        .write_all(&client_hello(url.domain()))
        .map_err(unreachable)?;
    let mut answer = [0; 6];
    // One who hangs up without a word refuses too.
    Ok(stream.read_exact(&mut answer).is_ok() && is_server_hello(answer))
}

/// The head of a record that is a handshake, and the first byte of a ServerHello in it
/// (RFC 4346 §6.2.1, §7.4).
const fn is_server_hello([content_type, .., message]: [u8; 6]) -> bool {
    content_type == 22 && message == 2
}

/// Asks for TLS 1.1 at most (RFC 4346 §7.4.1.2). Nothing follows it, so nothing in it is secret.
fn client_hello(name: Option<&str>) -> Vec<u8> {
    // Every kind of key that servers of that time have: ECDHE, DHE and RSA with AES in CBC.
    const SUITES: [u16; 8] = [
        0xc009, 0xc00a, 0xc013, 0xc014, 0x0033, 0x0039, 0x002f, 0x0035,
    ];
    // Curves P-256, P-384 and P-521, points uncompressed (RFC 8422 §5.1).
    const CURVES: [u8; 18] = [0, 10, 0, 8, 0, 6, 0, 23, 0, 24, 0, 25, 0, 11, 0, 2, 1, 0];
    let extensions = [server_name(name).as_slice(), &CURVES].concat();
    let suites: Vec<u8> = SUITES.iter().flat_map(|one| one.to_be_bytes()).collect();
    let hello = [
        [3, 2].as_slice(),
        b"signet selftest asks for TLS 1.1",
        &[0],
        &prefixed(&suites),
        &[1, 0],
        &prefixed(&extensions),
    ];
    let message = [[1, 0].as_slice(), &prefixed(&hello.concat())].concat();
    [[22, 3, 1].as_slice(), &prefixed(&message)].concat()
}

/// The name that is meant, for whoever serves several (RFC 6066 §3).
fn server_name(name: Option<&str>) -> Vec<u8> {
    let Some(name) = name else {
        return Vec::new();
    };
    let list = [[0].as_slice(), &prefixed(name.as_bytes())].concat();
    [[0, 0].as_slice(), &prefixed(&prefixed(&list))].concat()
}

/// `bytes` after their length in two bytes.
fn prefixed(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    [length.to_be_bytes().as_slice(), bytes].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use openssl::pkey::PKey;
    use openssl::ssl::{SslAcceptor, SslMethod, SslVersion};
    use openssl::x509::X509;
    use std::net::TcpListener;

    /// Answers one handshake with `version` at most.
    fn server(version: SslVersion) -> String {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PKey::private_key_from_pem(made.signing_key.serialize_pem().as_bytes());
        let certificate = X509::from_pem(made.cert.pem().as_bytes()).unwrap();
        let mut acceptor = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server()).unwrap();
        acceptor.set_private_key(&key.unwrap()).unwrap();
        acceptor.set_certificate(&certificate).unwrap();
        acceptor.set_cipher_list("ALL:@SECLEVEL=0").unwrap();
        acceptor.clear_options(openssl::ssl::SslOptions::NO_TLSV1_1);
        acceptor.set_min_proto_version(Some(version)).unwrap();
        acceptor.set_max_proto_version(Some(version)).unwrap();
        let acceptor = acceptor.build();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            drop(acceptor.accept(stream));
        });
        format!("https://127.0.0.1:{port}")
    }

    #[tokio::test]
    async fn a_server_that_speaks_an_old_version_falls_short() {
        assert_eq!(old_versions(&server(SslVersion::TLS1_2)).await, Ok(()));
        let old = old_versions(&server(SslVersion::TLS1_1)).await;
        assert!(matches!(old, Err(Fault::FallsShort { .. })), "{old:?}");
        let plain = old_versions("http://localhost").await;
        assert!(matches!(plain, Err(Fault::NotApplicable(_))), "{plain:?}");
    }
}
