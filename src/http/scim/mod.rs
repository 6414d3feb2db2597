//! SCIM 2.0 (RFC 7644) for systems that say who there is, below `/scim/v2`.
//!
//! Owns how [`crate::admin::scim`] is spelled in HTTP. Who sends which token may do what is decided
//! by the desk, never here.

mod about;
mod bulk;
mod everything;
mod exchange;
mod groups;
mod me;
mod operator;
mod query;
mod refused;
mod users;

pub use crate::admin::scim::PATH;

use super::api::watched;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig, delete, get, patch, post, put, route};
use actix_web::{HttpResponse, Resource, ResponseError, Route};
use exchange::Answer;
use refused::Refused;
use std::future::ready;

const GET: &str = "GET";
const POST: &str = "POST";
const LIST: &str = "GET, POST";
const ONE: &str = "DELETE, GET, PATCH, PUT";

/// Serves all of it below `base`, the path of the issuer.
pub fn configure(config: &mut ServiceConfig, base: &str) {
    let mut serve = |path: &str, allow: &'static str, routes: Vec<Route>| {
        let resource = web::resource(format!("{base}{PATH}{path}"));
        let resource = routes.into_iter().fold(resource, Resource::route);
        let otherwise = web::to(move || ready(not_allowed(allow)));
        let resource = resource.default_service(otherwise);
        config.service(resource.wrap(from_fn(watched::watch::<Refused, _>)));
    };
    for (path, route) in [
        ("/ServiceProviderConfig", get().to(about::config)),
        ("/ResourceTypes", get().to(about::types)),
        ("/ResourceTypes/{name}", get().to(about::one_type)),
        ("/Schemas", get().to(about::schemas)),
        ("/Schemas/{id}", get().to(about::schema)),
        ("/Me", get().to(me::show)),
    ] {
        serve(path, GET, vec![route]);
    }
    let list = vec![get().to(users::list), post().to(users::create)];
    serve("/Users", LIST, list);
    serve("/Users/.search", POST, vec![post().to(users::search)]);
    let one = vec![
        get().to(users::show),
        put().to(users::replace),
        patch().to(users::patch),
        delete().to(users::remove),
    ];
    serve("/Users/{id}", ONE, one);
    let list = vec![get().to(groups::list), post().to(groups::create)];
    serve("/Groups", LIST, list);
    serve("/Groups/.search", POST, vec![post().to(groups::search)]);
    let one = vec![
        get().to(groups::show),
        put().to(groups::replace),
        patch().to(groups::patch),
        delete().to(groups::remove),
    ];
    serve("/Groups/{id}", ONE, one);
    serve("/.search", POST, vec![post().to(everything::search)]);
    serve("/Bulk", POST, vec![post().to(bulk::post)]);
    for nothing in ["", "/{rest:.*}"] {
        serve(nothing, GET, vec![route().to(nothing_here)]);
    }
}

fn not_allowed(allow: &'static str) -> HttpResponse {
    let mut response = Refused::not_allowed().error_response();
    let headers = response.headers_mut();
    headers.insert(header::ALLOW, HeaderValue::from_static(allow));
    response
}

async fn nothing_here() -> Answer {
    Err(Refused::not_found())
}
