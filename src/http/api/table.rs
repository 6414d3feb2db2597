//! Every call of the API.

use super::clients as apps;
use super::groups::{self, GroupBody, NewGroupBody};
use super::keys::{self, DeliveryBody, KeyBody, RotationBody};
use super::schema::Schema;
use super::users::{
    self, ConsentBody, NewUserBody, PasswordBody, RolesBody, SessionBody, UserBody, UserChangeBody,
};
use super::{PART, openapi};
use crate::admin::Operation as O;
use actix_web::Route;
use actix_web::http::Method;
use actix_web::web::{delete, get, patch, post, put};
use serde_json::{Value, json};

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
}

/// A list of these, with where it goes on.
fn list<T: Schema>() -> Value {
    openapi::list(&T::schema())
}

fn client_list() -> Value {
    openapi::list(&apps::schema())
}

fn changed() -> Value {
    json!({"type": "object", "properties": {"changed": {"type": "boolean"}}})
}

/// All of them.
pub(super) static OPERATIONS: &[Call] = &[
    call(
        Method::GET,
        "/users",
        "listUsers",
        "People, searched and narrowed",
        O::ReadUsers,
        || get().to(users::people),
    )
    .asks(users::LIST)
    .gives(200, list::<UserBody>),
    call(
        Method::POST,
        "/users",
        "addUser",
        "Adds somebody",
        O::EditUsers,
        || post().to(users::add),
    )
    .takes(NewUserBody::schema)
    .gives(201, UserBody::schema),
    call(
        Method::GET,
        "/users/{id}",
        "showUser",
        "One person",
        O::ReadUsers,
        || get().to(users::show),
    )
    .gives(200, UserBody::schema),
    call(
        Method::PATCH,
        "/users/{id}",
        "changeUser",
        "Changes somebody",
        O::EditUsers,
        || patch().to(users::change),
    )
    .takes(UserChangeBody::schema)
    .gives(200, UserBody::schema)
    .of_a_version(),
    call(
        Method::DELETE,
        "/users/{id}",
        "removeUser",
        "Removes somebody with all that is theirs",
        O::EditUsers,
        || delete().to(users::remove),
    )
    .of_a_version(),
    call(
        Method::PUT,
        "/users/{id}/roles",
        "setRoles",
        "Gives somebody these roles and no others",
        O::GrantRoles,
        || put().to(users::set_roles),
    )
    .takes(RolesBody::schema)
    .gives(200, UserBody::schema)
    .of_a_version(),
    call(
        Method::PUT,
        "/users/{id}/password",
        "setPassword",
        "Gives somebody another password; ends all their sessions and tokens",
        O::HelpUsers,
        || put().to(users::set_password),
    )
    .takes(PasswordBody::schema),
    call(
        Method::DELETE,
        "/users/{id}/factors",
        "resetFactors",
        "Removes what somebody signs in with besides the password",
        O::HelpUsers,
        || delete().to(users::reset_factors),
    ),
    call(
        Method::DELETE,
        "/users/{id}/failures",
        "unlockUser",
        "Forgets somebody's failed sign-ins",
        O::HelpUsers,
        || delete().to(users::unlock),
    ),
    call(
        Method::GET,
        "/users/{id}/sessions",
        "listSessionsOfUser",
        "Somebody's sessions",
        O::ReadUsers,
        || get().to(users::sessions_of),
    )
    .gives(200, list::<SessionBody>),
    call(
        Method::DELETE,
        "/users/{id}/sessions",
        "signOutUser",
        "Ends all of somebody's sessions and tokens",
        O::HelpUsers,
        || delete().to(users::sign_out),
    ),
    call(
        Method::GET,
        "/users/{id}/consents",
        "listConsentsOfUser",
        "What somebody allowed apps",
        O::ReadUsers,
        || get().to(users::consents_of),
    )
    .gives(200, list::<ConsentBody>),
    call(
        Method::DELETE,
        "/users/{id}/consents/{client_id}",
        "endConsent",
        "Takes back what somebody allowed an app",
        O::HelpUsers,
        || delete().to(users::end_consent),
    ),
    call(
        Method::GET,
        "/sessions",
        "listSessions",
        "All sessions, newest first",
        O::ReadUsers,
        || get().to(users::all_sessions),
    )
    .asks(PART)
    .gives(200, list::<SessionBody>),
    call(
        Method::DELETE,
        "/sessions/{id}",
        "endSession",
        "Ends a session; apps are told",
        O::HelpUsers,
        || delete().to(users::end_session),
    ),
    call(
        Method::GET,
        "/groups",
        "listGroups",
        "Groups whose names begin with a text",
        O::ReadGroups,
        || get().to(groups::all),
    )
    .asks(groups::LIST)
    .gives(200, list::<GroupBody>),
    call(
        Method::POST,
        "/groups",
        "createGroup",
        "Makes a group",
        O::EditGroups,
        || post().to(groups::create),
    )
    .takes(NewGroupBody::schema)
    .gives(201, GroupBody::schema),
    call(
        Method::GET,
        "/groups/{id}",
        "showGroup",
        "One group",
        O::ReadGroups,
        || get().to(groups::show),
    )
    .gives(200, GroupBody::schema),
    call(
        Method::PUT,
        "/groups/{id}",
        "changeGroup",
        "Renames or describes a group; members follow",
        O::EditGroups,
        || put().to(groups::change),
    )
    .takes(NewGroupBody::schema)
    .gives(200, GroupBody::schema)
    .of_a_version(),
    call(
        Method::DELETE,
        "/groups/{id}",
        "removeGroup",
        "Removes a group",
        O::EditGroups,
        || delete().to(groups::remove),
    )
    .of_a_version(),
    call(
        Method::PUT,
        "/groups/{id}/members/{user_id}",
        "addMember",
        "Puts somebody into a group",
        O::EditGroups,
        || put().to(groups::join),
    ),
    call(
        Method::DELETE,
        "/groups/{id}/members/{user_id}",
        "removeMember",
        "Takes somebody out of a group",
        O::EditGroups,
        || delete().to(groups::leave),
    ),
    call(
        Method::GET,
        "/clients",
        "listClients",
        "Apps whose id or name has a text in it",
        O::ReadClients,
        || get().to(apps::all),
    )
    .asks(apps::LIST)
    .gives(200, client_list),
    call(
        Method::POST,
        "/clients",
        "createClient",
        "Connects an app; a secret that is made is shown this once",
        O::EditClients,
        || post().to(apps::create),
    )
    .takes(apps::schema)
    .gives(201, apps::schema),
    call(
        Method::GET,
        "/clients/{id}",
        "showClient",
        "One app",
        O::ReadClients,
        || get().to(apps::show),
    )
    .gives(200, apps::schema),
    call(
        Method::PUT,
        "/clients/{id}",
        "replaceClient",
        "Replaces what is registered about an app",
        O::EditClients,
        || put().to(apps::replace),
    )
    .takes(apps::schema)
    .gives(200, apps::schema)
    .of_a_version(),
    call(
        Method::DELETE,
        "/clients/{id}",
        "removeClient",
        "Removes an app with its consents and tokens",
        O::EditClients,
        || delete().to(apps::remove),
    )
    .of_a_version(),
    call(
        Method::GET,
        "/clients/{id}/consents",
        "listConsentsAtClient",
        "What people allowed an app",
        O::ReadUsers,
        || get().to(apps::consents),
    )
    .asks(PART)
    .gives(200, list::<ConsentBody>),
    call(
        Method::GET,
        "/keys",
        "listKeys",
        "Signing keys, in the order of the JWKS",
        O::ReadKeys,
        || get().to(keys::all),
    )
    .gives(200, list::<KeyBody>),
    call(
        Method::POST,
        "/keys/rotation",
        "rotateKeys",
        "Replaces the signing keys",
        O::RotateKeys,
        || post().to(keys::rotate),
    )
    .takes(RotationBody::schema)
    .gives(200, changed),
    call(
        Method::GET,
        "/deliveries/logouts",
        "listLogoutDeliveries",
        "What apps were told of ended sessions within the last week",
        O::ReadDeliveries,
        || get().to(keys::logout_deliveries),
    )
    .gives(200, list::<DeliveryBody>),
    call(
        Method::GET,
        "/deliveries/letters",
        "listLetters",
        "Letters within the last week, without what they say",
        O::ReadDeliveries,
        || get().to(keys::letters),
    )
    .gives(200, list::<DeliveryBody>),
];
