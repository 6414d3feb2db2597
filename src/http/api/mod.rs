//! The HTTP API for operators, below `/api/v1`.
//!
//! Owns how operations of [`crate::admin`] are spelled in HTTP, and the document that says so.
//! [`table::all`] is the one table that is served, and that the document is made of. What may
//! be done is decided by the desk of whoever sent the token, never here.

mod admission;
mod apps;
mod client_body;
mod clients;
mod declared;
mod deliveries;
mod diagnosis;
mod events;
mod exchange;
mod groups;
mod imports;
mod keys;
mod links;
mod local;
mod once;
mod openapi;
pub(super) mod operator;
pub(super) mod problem;
mod recipes;
mod schema;
mod scim_tokens;
mod settings;
mod table;
mod trying;
mod users;
pub(super) mod watched;
mod webhooks;

pub use exchange::escaped;
pub use local::{Answered, Local};
pub use once::{HEADER as IDEMPOTENCY_KEY, UNDER_WAY};

use super::cx::Cx;
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use problem::Problem;
use std::future::ready;
use table::Call;

/// What calls take and answer.
pub mod bodies {
    pub use super::admission::{
        FactorBody, InvitationBody, InvitedBody, LinkBody, NewRegistrationTokenBody,
        OpenInvitationBody, RegistrationTokenBody, RevokedRegistrationTokenBody,
    };
    pub use super::apps::{AppBody, NewAppBody, PlannedAppBody, SettingsBody};
    pub use super::declared::{ChangeBody, DocumentBody, DocumentsBody, EntryBody, ExportBody};
    pub use super::deliveries::{LetterBody, LogoutBody};
    pub use super::diagnosis::{
        DifferenceBody, ExplanationBody, FiguresBody, NamedBody, OverviewBody, TraceBody,
    };
    pub use super::events::{ChainedBody, EventBody, VerificationBody};
    pub use super::groups::{GroupBody, NewGroupBody};
    pub use super::imports::{FaultyBody, ImportBody, ImportPlanBody, ImportedBody, PeopleBody};
    pub use super::keys::{ChangedBody, KeyBody, KnownReaderBody, ReaderBody, RotationBody};
    pub use super::recipes::{ParameterBody, RecipeBody, RecipeDetailBody};
    pub use super::scim_tokens::{NewScimTokenBody, ScimTokenBody};
    pub use super::settings::{DriftBody, HealthBody, SettingBody};
    pub use super::trying::{CheckBody, CheckedBody, LeftOutBody, PreviewBody};
    pub use super::users::{ConsentBody, EndAllBody, NewUserBody, SessionBody, UserBody};
    pub use super::webhooks::{
        NewWebhookBody, TestBody, WebhookBody, WebhookChangeBody, WebhookDeliveryBody,
    };
}

/// Where it is, below the issuer; also the audience of its tokens.
pub const PATH: &str = crate::flow::access_token::API;

/// Where its document is, below [`PATH`].
const DOCUMENT: &str = "/openapi.json";

/// The parameters of every list that comes in parts.
const PART: &[&str] = &["cursor", "limit"];

/// Serves the table below `base`, the path of the issuer.
pub fn configure(config: &mut ServiceConfig, base: &str) {
    let mut paths: Vec<&str> = table::all().map(|call| call.path).collect();
    paths.dedup();
    for path in paths {
        let mut resource = web::resource(format!("{base}{PATH}{path}"));
        let calls = table::all().filter(|call| call.path == path);
        for call in calls {
            resource = resource.route((call.route)());
        }
        let resource = resource.default_service(web::to(move || ready(not_allowed(path))));
        config.service(resource.wrap(from_fn(watched::watch::<Problem, _>)));
    }
    config.route(&format!("{base}{PATH}{DOCUMENT}"), get().to(document));
}

/// The call that a request makes: what its route was made of.
fn called(request: &HttpRequest) -> Option<&'static Call> {
    let pattern = request.match_pattern()?;
    let (_, path) = pattern.split_once(PATH)?;
    let is_it = |call: &&Call| call.path == path && call.method == *request.method();
    table::all().find(is_it)
}

/// Whether a call is done once however often it is made with the same [`IDEMPOTENCY_KEY`]. `target` is
/// path and query below the API.
pub fn is_once(method: &Method, target: &str) -> bool {
    let path = target.split('?').next().unwrap_or_default();
    let mut once = table::all().filter(|call| call.is_once);
    once.any(|call| call.method == *method && leads_to(call.path, path))
}

/// Whether `path` is one that `pattern` stands for.
fn leads_to(pattern: &str, path: &str) -> bool {
    let (pattern, path) = (pattern.split('/'), path.split('/'));
    let same = |(wanted, part): (&str, &str)| wanted == part || wanted.starts_with('{');
    pattern.clone().count() == path.clone().count() && pattern.zip(path).all(same)
}

/// The names of all calls.
#[cfg(test)]
pub fn calls() -> impl Iterator<Item = &'static str> {
    table::all().map(|call| call.id)
}

/// The answer to a method that a path does not have.
fn not_allowed(path: &'static str) -> HttpResponse {
    let methods = table::all().filter(|call| call.path == path);
    let methods: Vec<_> = methods.map(|call| call.method.as_str()).collect();
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let methods = methods.join(", ");
    let mut response = Problem::new(status, format!("use {methods}")).error_response();
    if let Ok(value) = HeaderValue::from_str(&methods) {
        let headers = response.headers_mut();
        headers.insert(header::ALLOW, value);
    }
    response
}

/// The document, which is no secret.
async fn document(cx: Cx) -> HttpResponse {
    let address = cx.services().address(PATH);
    super::json::json(StatusCode::OK, &openapi::document(&address))
}

#[cfg(test)]
mod tests;
