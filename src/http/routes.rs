//! Routes, served and found as the table says.

mod table;

use super::{admin, api, cors, discovery, errors, forward_auth, passkeys, scim};
use crate::config::Config;
use crate::flow::discovery::Endpoint;
use actix_web::Resource;
use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig, route};
pub use table::ROUTES;

/// Who may read the answers from another origin's script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cors {
    /// Nobody.
    None,
    /// Everybody: the answer is public.
    Public,
    /// The origins of registered redirect URIs.
    Clients,
}

/// Whom a route answers, and so in which form it tells of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// JSON.
    Programs,
    /// A page.
    People,
}

/// One path that is served.
pub struct Route {
    /// The member of the metadata that names it.
    pub member: Option<&'static str>,
    /// Below the issuer.
    pub path: &'static str,
    /// Who may read it from another origin.
    pub cors: Cors,
    /// Whom it answers.
    pub audience: Audience,
    /// The methods that are served, as the `Allow` header names them (RFC 9110 §10.2.1).
    pub allow: &'static str,
    /// Whether what it is asked with is used up by asking.
    pub once: bool,
    methods: fn(Resource) -> Resource,
    /// Whether it is served.
    on: fn(&Config) -> bool,
}

const fn always(_: &Config) -> bool {
    true
}

pub(super) const GET: &str = "GET";
const POST: &str = "POST";
pub(super) const GET_POST: &str = "GET, POST";

/// A page for people.
pub(super) const fn page(
    path: &'static str,
    allow: &'static str,
    methods: fn(Resource) -> Resource,
) -> Route {
    Route {
        member: None,
        path,
        cors: Cors::None,
        audience: Audience::People,
        allow,
        once: false,
        methods,
        on: always,
    }
}

const fn endpoint(
    member: &'static str,
    path: &'static str,
    cors: Cors,
    allow: &'static str,
    methods: fn(Resource) -> Resource,
) -> Route {
    Route {
        member: Some(member),
        path,
        cors,
        audience: Audience::Programs,
        allow,
        once: false,
        methods,
        on: always,
    }
}

const fn document(
    path: &'static str,
    allow: &'static str,
    methods: fn(Resource) -> Resource,
) -> Route {
    Route {
        member: None,
        path,
        cors: Cors::Public,
        audience: Audience::Programs,
        allow,
        once: false,
        methods,
        on: always,
    }
}

impl Route {
    const fn for_people(mut self) -> Self {
        self.audience = Audience::People;
        self
    }

    const fn for_programs(mut self) -> Self {
        self.audience = Audience::Programs;
        self
    }

    const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    const fn when(mut self, on: fn(&Config) -> bool) -> Self {
        self.on = on;
        self
    }
}

/// All paths, those of the console last.
pub fn all() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().chain(admin::ROUTES)
}

/// What metadata names.
pub fn endpoints(config: &Config) -> impl Iterator<Item = Endpoint> {
    let served = ROUTES.iter().filter(|route| (route.on)(config));
    served.filter_map(|route| {
        Some(Endpoint {
            name: route.member?,
            path: route.path,
        })
    })
}

/// All paths below one that has a table of its own.
const fn below(path: &'static str) -> Route {
    Route {
        member: None,
        path,
        cors: Cors::None,
        audience: Audience::Programs,
        allow: "",
        once: false,
        methods: |resource| resource,
        on: always,
    }
}

static API: Route = below(api::PATH);
static SCIM: Route = below(scim::PATH);

/// The route of a request's path, for headers and logs; `base` is the path of the issuer.
pub fn find(base: &str, path: &str) -> Option<&'static Route> {
    match path.strip_prefix(base) {
        Some(path) => find_below(path),
        None => find_beside(base, path),
    }
}

/// What is served beside the path of the issuer, too: programs look for these at the root only, the one
/// with the issuer's path after it (RFC 8414 §3.1).
const BESIDE: [&str; 2] = [discovery::OAUTH, passkeys::RELATED_PATH];

/// Where a route is served besides, if the issuer has the path `base`.
fn beside(base: &str, route: &Route) -> Option<String> {
    let is_beside = !base.is_empty() && BESIDE.contains(&route.path);
    let after = if route.path == discovery::OAUTH {
        base
    } else {
        ""
    };
    is_beside.then(|| format!("{}{after}", route.path))
}

fn find_beside(base: &str, path: &str) -> Option<&'static Route> {
    let mut routes = BESIDE.into_iter().filter_map(find_below);
    routes.find(|route| beside(base, route).is_some_and(|served| served == path))
}

fn find_below(path: &str) -> Option<&'static Route> {
    all()
        .find(|route| route.path == path)
        .or_else(|| path.starts_with(api::PATH).then_some(&API))
        .or_else(|| path.starts_with(scim::PATH).then_some(&SCIM))
}

/// The place of a route in the table.
pub fn place(route: &'static Route) -> Option<usize> {
    let in_console = || Some(ROUTES.len() + admin::ROUTES.element_offset(route)?);
    ROUTES.element_offset(route).or_else(in_console)
}

/// Serves the table below the path of the issuer.
pub fn configure(config: &mut ServiceConfig, settings: &Config) {
    let base = settings.issuer.path();
    for route in all().filter(|route| (route.on)(settings)) {
        // No scope around them: it would be looked through by every request.
        serve(config, &format!("{base}{}", route.path), route);
        if let Some(path) = beside(base, route) {
            serve(config, &path, route);
        }
    }
    api::configure(config, base);
    scim::configure(config, base);
    // With the app's own method and path. Last, because a pattern takes long to be tried.
    let envoy = format!("{base}{}", forward_auth::ENVOY_PATH);
    config.route(&envoy, route().to(forward_auth::envoy));
}

fn serve(config: &mut ServiceConfig, path: &str, route: &Route) {
    let mut resource = (route.methods)(web::resource(path));
    if route.cors != Cors::None {
        resource = resource.route(web::method(Method::OPTIONS).to(cors::preflight));
    }
    config.service(resource.default_service(web::to(errors::method_not_allowed)));
}
