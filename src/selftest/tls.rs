//! Old versions of TLS (RFC 8996). Only a library that still speaks them can ask for them.

use super::report::{Fault, Outcome, applies, demand, short};
use openssl::error::ErrorStack;
use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode, SslVersion};
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
    let stream = TcpStream::connect_timeout(&address, TIMEOUT).map_err(unreachable)?;
    stream
        .set_read_timeout(Some(TIMEOUT))
        .map_err(unreachable)?;
    let connector = old_connector();
    let connector = connector.map_err(|_| Fault::NotApplicable("cannot ask for it".to_owned()))?;
    Ok(connector.connect(name, stream).is_ok())
}

/// Asks for TLS 1.1 at most. Nothing is sent over it, so nobody is verified.
fn old_connector() -> Result<SslConnector, ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls_client())?;
    builder.set_verify(SslVerifyMode::NONE);
    builder.set_min_proto_version(Some(SslVersion::TLS1))?;
    builder.set_max_proto_version(Some(SslVersion::TLS1_1))?;
    // Both need signatures that OpenSSL allows on its lowest level only.
    builder.set_cipher_list("ALL:@SECLEVEL=0")?;
    Ok(builder.build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use openssl::pkey::PKey;
    use openssl::ssl::SslAcceptor;
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
