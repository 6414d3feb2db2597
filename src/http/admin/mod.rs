//! The operator's console: plain pages under `/admin` over the functions of [`crate::admin`], which
//! say who may do what. Pages read; whatever changes something shows first what it will change, and is
//! done by a form that carries a token of the operator's session and of the page.

mod change;
mod clients;
mod console;
mod deliveries;
mod health;
mod keys;
mod overview;
mod parts;
mod settings;
mod trouble;
mod typed;
mod users;

use super::routes::{GET, GET_POST, Route, page};
use actix_web::web::{get, post};

/// The first page.
pub const PATH: &str = "/admin";

/// The console's paths. What a page is about stands in its query.
pub static ROUTES: &[Route] = &[
    page(PATH, GET, |r| r.route(get().to(overview::get))),
    page(users::PATH, GET, |r| r.route(get().to(users::list::get))),
    page(users::SHOW, GET, |r| r.route(get().to(users::show::get))),
    page(users::NEW, GET_POST, |r| {
        r.route(get().to(users::edit::new))
            .route(post().to(users::edit::create))
    }),
    page(users::EDIT, GET_POST, |r| {
        r.route(get().to(users::edit::get))
            .route(post().to(users::edit::post))
    }),
    page(users::ACT, GET_POST, |r| {
        r.route(get().to(users::act::get))
            .route(post().to(users::act::post))
    }),
    page(clients::PATH, GET, |r| {
        r.route(get().to(clients::list::get))
    }),
    page(clients::SHOW, GET, |r| {
        r.route(get().to(clients::show::get))
    }),
    page(clients::NEW, GET_POST, |r| {
        r.route(get().to(clients::edit::new))
            .route(post().to(clients::edit::create))
    }),
    page(clients::EDIT, GET_POST, |r| {
        r.route(get().to(clients::edit::get))
            .route(post().to(clients::edit::post))
    }),
    page(clients::ACT, GET_POST, |r| {
        r.route(get().to(clients::act::get))
            .route(post().to(clients::act::post))
    }),
    page(keys::PATH, GET, |r| r.route(get().to(keys::get))),
    page(keys::ROTATE, GET_POST, |r| {
        r.route(get().to(keys::rotate::get))
            .route(post().to(keys::rotate::post))
    }),
    page(deliveries::PATH, GET, |r| {
        r.route(get().to(deliveries::logouts))
    }),
    page(deliveries::MAILS, GET, |r| {
        r.route(get().to(deliveries::mails))
    }),
    page(settings::PATH, GET, |r| r.route(get().to(settings::get))),
    page(health::PATH, GET, |r| r.route(get().to(health::get))),
];
