//! Puts the pieces together and runs them until it is told to stop.

use crate::config::Passkeys;
use crate::flow::{Services, setup};
use crate::http::{Server, State};
use crate::{demo, jobs};
use anyhow::Context;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};

/// A running Signet.
pub struct Running {
    server: Server,
    state: Arc<State>,
    jobs: tokio::task::JoinHandle<()>,
}

impl Running {
    /// Starts listening and the background work, in the current actix runtime.
    pub async fn start(services: Arc<Services>) -> anyhow::Result<Self> {
        demo::register(&services).await?;
        jobs::apply_declared(&services).await?;
        if services.config.passkeys == Passkeys::Nameless {
            let issuer = services.issuer();
            tracing::info!(
                issuer,
                "no passkeys: the issuer is an IP address, and they need a name"
            );
        }
        let state = Arc::new(State::new(services));
        let seen = jobs::first_look(&state).await;
        let server = Server::start(&state)?;
        let jobs = actix_web::rt::spawn(jobs::run(Arc::clone(&state), seen));
        Ok(Self {
            server,
            state,
            jobs,
        })
    }

    /// What listens.
    pub const fn server(&self) -> &Server {
        &self.server
    }

    /// Answers what has come, writes down what is in memory, and closes the database.
    pub async fn stop(self) {
        self.state.drain();
        self.server.stop().await;
        self.jobs.abort();
        jobs::flush(&self.state.services).await;
        jobs::write_refused(&self.state.services).await;
        jobs::write_figures(&self.state.services).await;
        jobs::write_key_readers(&self.state.services).await;
        self.state.services.store.close().await;
    }
}

/// Lets this process hold as many connections as it may at all: the usual limit of 1024 is one of
/// old programs, not of the machine.
#[cfg(target_os = "linux")]
fn allow_many_connections() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: limit.maximum,
        ..limit
    };
    if let Err(error) = setrlimit(Resource::Nofile, most) {
        tracing::warn!(%error, "the limit of open files stays at {:?}", limit.current);
    }
}

/// Elsewhere the limit is what it is.
#[cfg(not(target_os = "linux"))]
const fn allow_many_connections() {}

/// Serves until SIGTERM or SIGINT; after SIGTERM for a moment longer, so that proxies notice. A
/// second signal ends that moment.
pub async fn serve(services: Arc<Services>) -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
    allow_many_connections();
    let running = Running::start(Arc::clone(&services)).await?;
    greet(&services, running.server()).await?;
    tokio::select! {
        _ = terminate.recv() => {
            running.state.drain();
            tracing::info!("stopping: not ready any more, still serving for a moment");
            tokio::select! {
                () = tokio::time::sleep(services.config.shutdown_delay) => {}
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping: answering what has come");
    running.stop().await;
    Ok(())
}

/// Says where it is, and how to make the first account.
async fn greet(services: &Services, server: &Server) -> anyhow::Result<()> {
    let addresses: Vec<_> = server.addresses().iter().map(ToString::to_string).collect();
    eprintln!(
        "Signet is running at {} (listening on {})",
        services.issuer(),
        addresses.join(", ")
    );
    for address in server.metrics_addresses() {
        eprintln!("It tells what it measures at http://{address}/metrics");
    }
    if let Some(link) = setup::link(services).await? {
        eprintln!("\nMake the first account, the owner's, here:\n\n    {link}\n");
    }
    Ok(())
}
