//! The operator's console: plain pages under `/admin` over the functions of [`crate::admin`], which
//! say who may do what. Pages read; whatever changes something shows first what it will change, and is
//! done by a form that carries a token of the operator's session and of the page.

mod at_once;
mod change;
mod clients;
mod console;
mod declared;
mod deliveries;
mod described;
mod events;
mod groups;
mod health;
mod keys;
mod overview;
mod parts;
mod scim;
mod settings;
mod trouble;
mod typed;
mod users;
mod webhooks;

use super::routes::{GET, GET_POST, Route, page};
use actix_web::web::{get, post};
use at_once::AtOnce;
use described::Described;

/// The first page.
pub const PATH: &str = "/admin";

/// A page where something is done at once.
const fn act<A: AtOnce + 'static>(path: &'static str) -> Route {
    page(path, GET_POST, |r| {
        r.route(get().to(at_once::get::<A>))
            .route(post().to(at_once::post::<A>))
    })
}

/// A page where something is described.
const fn form<D: Described + 'static>(path: &'static str) -> Route {
    page(path, GET_POST, |r| {
        r.route(get().to(described::get::<D>))
            .route(post().to(described::post::<D>))
    })
}

/// The console's paths. What a page is about stands in its query.
pub static ROUTES: &[Route] = &[
    page(PATH, GET, |r| r.route(get().to(overview::get))),
    page(users::PATH, GET, |r| r.route(get().to(users::list::get))),
    page(users::SHOW, GET, |r| r.route(get().to(users::show::get))),
    form::<users::edit::Person>(users::NEW),
    form::<users::edit::Person>(users::EDIT),
    form::<users::roles::Roles>(users::ROLES),
    act::<users::act::Doing>(users::ACT),
    act::<users::withdraw::Withdrawal>(users::WITHDRAW),
    page(users::SESSIONS, GET, |r| {
        r.route(get().to(users::sessions::get))
    }),
    act::<users::sessions::Ending>(users::END_SESSION),
    act::<users::end_all::EndAll>(users::END_ALL),
    page(users::invitations::PATH, GET, |r| {
        r.route(get().to(users::invitations::get))
    }),
    form::<users::invitations::new::Inviting>(users::invitations::NEW),
    act::<users::invitations::withdraw::Withdrawal>(users::invitations::WITHDRAW),
    page(groups::PATH, GET, |r| r.route(get().to(groups::list::get))),
    page(groups::SHOW, GET, |r| r.route(get().to(groups::show::get))),
    form::<groups::edit::Description>(groups::NEW),
    form::<groups::edit::Description>(groups::EDIT),
    form::<groups::join::Joining>(groups::JOIN),
    act::<groups::act::Doing>(groups::ACT),
    page(clients::PATH, GET, |r| {
        r.route(get().to(clients::list::get))
    }),
    page(clients::SHOW, GET, |r| {
        r.route(get().to(clients::show::get))
    }),
    form::<clients::edit::Registration>(clients::NEW),
    form::<clients::edit::Registration>(clients::EDIT),
    act::<clients::act::Doing>(clients::ACT),
    page(clients::PREVIEW, GET, |r| {
        r.route(get().to(clients::preview::get))
    }),
    act::<clients::check::Trial>(clients::CHECK),
    page(clients::CONSENTS, GET, |r| {
        r.route(get().to(clients::consents::get))
    }),
    page(clients::RECIPES, GET, |r| {
        r.route(get().to(clients::recipes::list))
    }),
    form::<clients::recipes::Connection>(clients::ADD),
    form::<clients::registration::new::NewToken>(clients::registration::NEW),
    form::<clients::registration::revoke::Revocation>(clients::registration::REVOKE),
    page(scim::PATH, GET, |r| r.route(get().to(scim::list::get))),
    page(scim::SHOW, GET, |r| r.route(get().to(scim::show::get))),
    form::<scim::new::NewScimToken>(scim::NEW),
    act::<scim::remove::Removal>(scim::REMOVE),
    page(keys::PATH, GET, |r| r.route(get().to(keys::get))),
    act::<keys::rotate::Rotation>(keys::ROTATE),
    page(events::PATH, GET, |r| r.route(get().to(events::list::get))),
    page(events::SHOW, GET, |r| r.route(get().to(events::show::get))),
    page(events::EXPLAIN, GET, |r| {
        r.route(get().to(events::explain::get))
    }),
    page(events::TRACES, GET, |r| {
        r.route(get().to(events::traces::list))
    }),
    page(events::NOTES, GET, |r| {
        r.route(get().to(events::notes::get))
    }),
    page(events::TRACE, GET, |r| {
        r.route(get().to(events::traces::show))
    }),
    act::<events::audit::Verification>(events::AUDIT),
    page(deliveries::PATH, GET, |r| {
        r.route(get().to(deliveries::logouts))
    }),
    page(deliveries::MAILS, GET, |r| {
        r.route(get().to(deliveries::mails))
    }),
    page(webhooks::PATH, GET, |r| {
        r.route(get().to(webhooks::list::get))
    }),
    page(webhooks::SHOW, GET, |r| {
        r.route(get().to(webhooks::show::get))
    }),
    form::<webhooks::new::NewWebhook>(webhooks::NEW),
    form::<webhooks::edit::Description>(webhooks::EDIT),
    act::<webhooks::act::Doing>(webhooks::ACT),
    page(settings::PATH, GET, |r| r.route(get().to(settings::get))),
    page(declared::PATH, GET, |r| r.route(get().to(declared::get))),
    page(declared::EXPORT, GET, |r| {
        r.route(get().to(declared::export::get))
    }),
    form::<declared::apply::Declaration>(declared::APPLY),
    page(health::PATH, GET, |r| r.route(get().to(health::get))),
];
