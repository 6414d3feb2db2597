//! Listens, and holds what handlers share.

use super::access_log::AccessLog;
use super::discovery::Prepared;
use super::patience::Patient;
use super::tls::{Tls, TlsError};
use super::wire::Wire;
use super::{edge, errors, metrics, routes};
use crate::config::Config;
use crate::flow::Services;
use crate::flow::forward_auth::Sites;
use crate::metrics::Requests;
use crate::model::Client;
use crate::traces::{Collector, Tracer};
use actix_http::HttpService;
use actix_http::error::DispatchError;
use actix_server::{ServerBuilder, ServerHandle};
use actix_service::{IntoServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::dev::AppConfig;
use actix_web::middleware::from_fn;
use actix_web::rt::net::TcpStream;
use actix_web::{App, Error, web};
use arc_swap::ArcSwap;
use std::collections::HashSet;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::task::JoinHandle;
use url::Url;

/// What handlers share.
pub struct State {
    /// The use cases' parts.
    pub services: Arc<Services>,
    /// Answers that are the same for everybody.
    pub(super) prepared: Prepared,
    /// Where requests are noted.
    pub(super) access_log: AccessLog,
    /// Requests that are traced, and where that is sent.
    traces: Option<(Tracer, Collector)>,
    /// How long answers took, where somebody asks.
    pub(super) requests: Option<Requests>,
    origins: ArcSwap<HashSet<String>>,
    sites: ArcSwap<Sites>,
    draining: AtomicBool,
}

impl State {
    /// What handlers of `services` share.
    pub fn new(services: Arc<Services>) -> Self {
        Self {
            prepared: Prepared::new(&services),
            access_log: AccessLog::start(services.config.log_format),
            traces: traced(&services.config),
            requests: measured(&services.config),
            origins: ArcSwap::default(),
            sites: ArcSwap::default(),
            draining: AtomicBool::new(false),
            services,
        }
    }

    /// Takes the origins of the clients' redirect URIs, whose scripts may call the token endpoint, and
    /// the hosts of apps that are protected by a proxy.
    pub fn set_clients(&self, clients: &[Client]) {
        self.sites.store(Arc::new(Sites::of(clients)));
        let metadata = clients.iter().map(|client| &client.metadata);
        let uris = metadata.flat_map(|metadata| metadata.redirect_uris.iter());
        let origins = uris.filter_map(|uri| {
            let origin = Url::parse(uri).ok()?.origin();
            origin.is_tuple().then(|| origin.ascii_serialization())
        });
        self.origins.store(Arc::new(origins.collect()));
    }

    /// `path` as a browser asks for it.
    pub(super) fn path(&self, path: &str) -> String {
        format!("{}{path}", self.services.config.issuer.path())
    }

    pub(super) fn is_client_origin(&self, origin: &str) -> bool {
        self.origins.load().contains(origin)
    }

    /// Requests that are traced, and where that is sent, where the operator wants it.
    pub fn traces(&self) -> Option<(&Tracer, &Collector)> {
        let (tracer, collector) = self.traces.as_ref()?;
        Some((tracer, collector))
    }

    /// The apps that are protected by a proxy.
    pub(super) fn sites(&self) -> Arc<Sites> {
        self.sites.load_full()
    }

    /// From now on the readiness probe fails: no new requests should come.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }
}

fn traced(config: &Config) -> Option<(Tracer, Collector)> {
    let endpoint = config.otlp_endpoint.as_ref()?;
    let collector = Collector::new(endpoint, &config.name);
    Some((Tracer::new(config.traces_percent), collector))
}

/// Nothing is measured that nobody asks for.
fn measured(config: &Config) -> Option<Requests> {
    let paths = routes::all().map(|route| route.path);
    (!config.metrics_listen.is_empty()).then(|| Requests::new(paths))
}

/// Why nothing listens.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No address could be bound.
    #[error(
        "cannot listen on {address}: {source}. Fix: stop what uses it, or choose another address with --listen"
    )]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The certificate cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The workers did not start.
    #[error("cannot start the workers: {0}")]
    Workers(#[from] std::io::Error),
}

/// A server that listens.
pub struct Server {
    state: Arc<State>,
    handle: ServerHandle,
    addresses: Vec<SocketAddr>,
    metrics: Vec<SocketAddr>,
    follows: Option<JoinHandle<()>>,
}

impl Server {
    /// Binds and starts the workers. The server runs in the current actix or tokio runtime.
    pub fn start(state: &Arc<State>) -> Result<Self, StartError> {
        let tls = state.services.config.tls.as_ref().map(Tls::open);
        let tls = tls.transpose()?.map(Arc::new);
        let listeners = bind(&state.services.config.listen)?;
        let metrics = bind(&state.services.config.metrics_listen)?;
        let (addresses, metrics_addresses) = (bound(&listeners), bound(&metrics));
        let mut server = actix_server::Server::build()
            .shutdown_timeout(20)
            .disable_signals();
        if state.services.config.workers > 0 {
            server = server.workers(state.services.config.workers);
        }
        for listener in listeners {
            server = listen(server, listener, state, tls.as_ref(), Serves::Everything)?;
        }
        for listener in metrics {
            server = listen(server, listener, state, None, Serves::Metrics)?;
        }
        let server = server.run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Ok(Self {
            state: Arc::clone(state),
            handle,
            addresses,
            metrics: metrics_addresses,
            follows: tls.map(|tls| actix_web::rt::spawn(tls.follow())),
        })
    }

    /// The addresses it listens on.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// The addresses on which it tells what it measures.
    pub fn metrics_addresses(&self) -> &[SocketAddr] {
        &self.metrics
    }

    /// Stops listening and waits until what runs has been answered.
    pub async fn stop(&self) {
        self.handle.stop(true).await;
    }
}

impl Drop for Server {
    /// However it ends, by a panic too: what has been answered stands in the access log.
    fn drop(&mut self) {
        if let Some(follows) = &self.follows {
            follows.abort();
        }
        self.state.access_log.flush();
    }
}

/// What an address is for. One kind of application serves both, so that there is one server in the
/// binary.
#[derive(Clone, Copy, Debug)]
enum Serves {
    Everything,
    Metrics,
}

/// Serves the application on one address. This is what `HttpServer` does, with limits on connections.
fn listen(
    server: ServerBuilder,
    listener: TcpListener,
    state: &Arc<State>,
    tls: Option<&Arc<Tls>>,
    purpose: Serves,
) -> std::io::Result<ServerBuilder> {
    let address = listener.local_addr()?;
    let tls = tls.cloned();
    let data = web::Data::from(Arc::clone(state));
    let stopping = server.graceful_shutdown_signal();
    server.listen(format!("http {address}"), listener, move || {
        let (data, stopping) = (data.clone(), stopping.clone());
        let (state, shared) = (data.clone(), data.clone());
        let app = App::new()
            .app_data(data)
            .wrap(from_fn(move |request, next| {
                edge::edge(state.clone(), request, next)
            }))
            .configure(|config| match purpose {
                Serves::Everything => routes::configure(config, &shared.services.config),
                Serves::Metrics => metrics::configure(config),
            })
            .default_service(web::to(errors::not_found));
        let app = app
            .into_factory()
            .map_err(|error: Error| error.error_response());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .client_request_timeout(Duration::from_secs(10))
            .client_disconnect_timeout(Duration::from_secs(2))
            .keep_alive(Duration::from_secs(75))
            .local_addr(address)
            .on_connect_ext(|stream: &Patient, extensions| {
                extensions.insert(stream.answering());
            })
            // The library's idea of its own address, which nothing here asks for.
            .h1(map_config(app, move |()| AppConfig::default()));
        let tls = tls.clone();
        fn_service(move |stream: TcpStream| greet(stream, tls.clone())).and_then(http)
    })
}

/// What a connection begins with, in a task of its own: nobody else waits for it.
async fn greet(
    stream: TcpStream,
    tls: Option<Arc<Tls>>,
) -> Result<(Patient, Option<SocketAddr>), DispatchError> {
    let peer = stream.peer_addr().ok();
    let wire = match tls {
        None => Wire::Plain(stream),
        Some(tls) => {
            let greeted = tls.greet(stream).await;
            if let Err(error) = &greeted {
                tracing::debug!(%error, "a TLS handshake failed");
            }
            Wire::Tls(Box::new(greeted.map_err(DispatchError::Io)?))
        }
    };
    Ok((Patient::new(wire), peer))
}

fn bound(listeners: &[TcpListener]) -> Vec<SocketAddr> {
    let addresses = listeners.iter().map(TcpListener::local_addr);
    addresses.filter_map(Result::ok).collect()
}

/// Binds every address. A machine without IPv6 may lack the second loopback address: one is enough.
fn bind(addresses: &[SocketAddr]) -> Result<Vec<TcpListener>, StartError> {
    let mut listeners = Vec::new();
    for address in addresses {
        match TcpListener::bind(address) {
            Ok(listener) => listeners.push(listener),
            Err(source)
                if address.is_ipv6()
                    && !listeners.is_empty()
                    && source.kind() == std::io::ErrorKind::AddrNotAvailable => {}
            Err(source) => {
                return Err(StartError::Bind {
                    address: *address,
                    source,
                });
            }
        }
    }
    for listener in &listeners {
        listener.set_nonblocking(true)?;
    }
    Ok(listeners)
}
