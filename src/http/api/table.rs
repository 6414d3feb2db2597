//! Every call of the API.

mod apps;
mod house;
mod people;
mod settings;

use super::openapi;
use super::schema::Schema;
use crate::admin::Operation as O;
use actix_web::Route;
use actix_web::http::Method;
use serde_json::Value;

/// All of them, in the order of the document.
pub(super) fn all() -> impl Iterator<Item = &'static Call> {
    [people::CALLS, apps::CALLS, house::CALLS, settings::CALLS]
        .into_iter()
        .flatten()
}

/// One method of one path.
pub(super) struct Call {
    pub method: Method,
    /// Below [`super::PATH`].
    pub path: &'static str,
    /// Its name in the document.
    pub id: &'static str,
    pub summary: &'static str,
    /// What the operator must be allowed.
    pub needs: O,
    /// The parameters in its query.
    pub query: &'static [&'static str],
    /// What it takes.
    pub takes: Option<fn() -> Value>,
    /// The status of success, and what comes with it.
    pub gives: (u16, Option<fn() -> Value>),
    /// Whether it has to be told which version it changes.
    pub is_conditional: bool,
    /// Whether it may come with a key, and is done once then.
    pub is_once: bool,
    pub route: fn() -> Route,
}

/// A call without a body that changes nothing or answers nothing.
const fn call(
    method: Method,
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    needs: O,
    route: fn() -> Route,
) -> Call {
    Call {
        method,
        path,
        id,
        summary,
        needs,
        query: &[],
        takes: None,
        gives: (204, None),
        is_conditional: false,
        is_once: false,
        route,
    }
}

impl Call {
    const fn takes(mut self, schema: fn() -> Value) -> Self {
        self.takes = Some(schema);
        self
    }

    const fn gives(mut self, status: u16, schema: fn() -> Value) -> Self {
        self.gives = (status, Some(schema));
        self
    }

    const fn asks(mut self, query: &'static [&'static str]) -> Self {
        self.query = query;
        self
    }

    const fn of_a_version(mut self) -> Self {
        self.is_conditional = true;
        self
    }

    const fn once(mut self) -> Self {
        self.is_once = true;
        self
    }
}

/// A list of these, with where it goes on.
fn list<T: Schema>() -> Value {
    openapi::list(&T::schema())
}
