//! `signet health`: for the health check of a container, which has no other client.

use super::deployment::Deployment;
use super::output;
use crate::config::Config;
use anyhow::{Context, bail};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(4);

const REQUEST: &[u8] =
    b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

const EXAMPLES: &str = "\
In a Dockerfile:
  HEALTHCHECK CMD [\"signet\", \"health\"]";

/// Ask the server on this machine whether it is ready
///
/// Asks at the first address of the setting `listen`. Exit code 0 if it is ready, 1 if not.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {}

impl Args {
    /// Asks.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let address = address(&deployment.config()?)?;
        let answer = timeout(PATIENCE, ask(address)).await;
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
async fn ask(address: SocketAddr) -> anyhow::Result<String> {
    let unreachable = || format!("nothing answers at {address} (is `signet serve` running?)");
    let mut stream = TcpStream::connect(address)
        .await
        .with_context(unreachable)?;
    stream.write_all(REQUEST).await.with_context(unreachable)?;
    let mut answer = Vec::new();
    let mut limited = stream.take(4096);
    limited
        .read_to_end(&mut answer)
        .await
        .with_context(unreachable)?;
    let answer = String::from_utf8_lossy(&answer);
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}
