//! `signet health`: for the health check of a container, which has no other client.

mod any_certificate;

use super::deployment::Deployment;
use super::operator::Operator;
use super::output;
use crate::config::Config;
use crate::http::api::bodies::HealthBody;
use anyhow::{Context, bail};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(4);

/// Longest first line of an answer that is looked at.
const MAX_LINE: u64 = 1024;

const REQUEST: &[u8] =
    b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

const EXAMPLES: &str = "\
In a Dockerfile:
  HEALTHCHECK CMD [\"signet\", \"health\"]";

/// Ask the server on this machine whether it is ready
///
/// Asks at the first address of the setting `listen`. Exit code 0 if it is ready, 1 if not. With
/// --server, an operator is told how the server is: version, clock, database, mail.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {}

impl Args {
    /// Asks.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        if deployment.is_elsewhere() {
            let work = async |operator: &Operator| elsewhere(operator).await;
            return deployment.operate(work).await;
        }
        let config = deployment.config()?;
        let address = address(&config)?;
        let answer = timeout(PATIENCE, ask(address, config.tls.is_some())).await;
        let answer = answer.context("the server does not answer in time")??;
        if !answer.starts_with("HTTP/1.1 200 ") {
            bail!(
                "the server at {address} is not ready: it answers {answer:?}. Its log on standard \
                 error knows why"
            );
        }
        output::line("ready")
    }
}

/// How a server elsewhere is.
async fn elsewhere(operator: &Operator) -> anyhow::Result<()> {
    let health: HealthBody = operator.get("/health").await?;
    let mail = if health.sends_mail {
        "sent"
    } else {
        "not sent"
    };
    output::record(&[
        ("issuer", health.issuer),
        ("version", health.version),
        ("time", health.time),
        ("database", health.database),
        ("mail", mail.to_owned()),
    ])?;
    match health.database_error {
        Some(why) => bail!("the database does not answer: {why}"),
        None => output::line("ready"),
    }
}

/// Where to ask. A server on all addresses is asked at this machine's own.
fn address(config: &Config) -> anyhow::Result<SocketAddr> {
    let listen = config.listen.first().copied();
    let listen = listen.context("the setting listen names no address")?;
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    Ok(SocketAddr::new(ip, listen.port()))
}

/// The first line of the answer.
async fn ask(address: SocketAddr, tls: bool) -> anyhow::Result<String> {
    let unreachable = || format!("nothing answers at {address} (is `signet serve` running?)");
    let stream = TcpStream::connect(address)
        .await
        .with_context(unreachable)?;
    let line = if tls {
        let stream = any_certificate::connect(stream).await;
        first_line(stream.with_context(unreachable)?).await
    } else {
        first_line(stream).await
    };
    line.with_context(unreachable)
}

async fn first_line(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> std::io::Result<String> {
    stream.write_all(REQUEST).await?;
    let mut line = Vec::new();
    let mut answer = BufReader::new(stream).take(MAX_LINE);
    answer.read_until(b'\n', &mut line).await?;
    Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Sources;

    #[test]
    fn a_server_on_all_addresses_is_asked_at_this_machines_own() {
        for (listen, asked) in [
            ("127.0.0.1:9000", "127.0.0.1:9000"),
            ("0.0.0.0:9000", "127.0.0.1:9000"),
            ("[::]:9000", "[::1]:9000"),
        ] {
            let flags = [("listen", listen), ("issuer", "https://id.example.com")];
            let flags = flags.map(|(name, value)| (name.to_owned(), value.to_owned()));
            let sources = Sources {
                flags: flags.to_vec(),
                ..Sources::default()
            };
            let config = Config::load(sources).unwrap();
            assert_eq!(address(&config).unwrap().to_string(), asked);
        }
    }
}
