//! Calls about apps and declared configuration.

use super::{Call, O, call, list};
use crate::http::api::admission::{
    self, NewRegistrationTokenBody, RegistrationTokenBody, RevokedRegistrationTokenBody,
};
use crate::http::api::apps::{self as by_name, AppBody, NewAppBody, PlannedAppBody};
use crate::http::api::client_body::{self, made_schema, new_schema, wanted_schema};
use crate::http::api::clients as apps;
use crate::http::api::declared::{self, DocumentsBody, EntryBody, ExportBody};
use crate::http::api::schema::Schema;
use crate::http::api::scim_tokens::{self, NewScimTokenBody, ScimTokenBody};
use crate::http::api::trying::{self, CheckBody, CheckedBody, PreviewBody};
use crate::http::api::users::ConsentBody;
use crate::http::api::{PART, openapi};
use actix_web::http::Method;
use actix_web::web::{delete, get, post, put};
use serde_json::Value;

fn client_list() -> Value {
    openapi::list(&client_body::schema())
}

pub(super) static CALLS: &[Call] = &[
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
    .takes(new_schema)
    .gives(201, made_schema)
    .once(),
    call(
        Method::GET,
        "/clients/{id}",
        "showClient",
        "One app",
        O::ReadClients,
        || get().to(apps::show),
    )
    .gives(200, client_body::schema),
    call(
        Method::PUT,
        "/clients/{id}",
        "replaceClient",
        "Replaces what is registered about an app",
        O::EditClients,
        || put().to(apps::replace),
    )
    .takes(wanted_schema)
    .gives(200, made_schema)
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
        Method::POST,
        "/clients/{id}/secret",
        "rotateSecret",
        "Gives an app another secret, shown this once; the old one stops working",
        O::EditClients,
        || post().to(apps::rotate_secret),
    )
    .gives(200, made_schema)
    .once(),
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
        "/clients/{id}/preview",
        "previewClient",
        "What an app would see of somebody",
        O::ReadClients,
        || get().to(trying::preview),
    )
    .asks(trying::PREVIEW)
    .gives(200, PreviewBody::schema),
    call(
        Method::POST,
        "/clients/{id}/check",
        "checkClient",
        "Plays the sign-in to an app and says what is wrong; nobody is signed in",
        O::ReadClients,
        || post().to(trying::check),
    )
    .takes(CheckBody::schema)
    .gives(200, list::<CheckedBody>),
    call(
        Method::POST,
        "/apps",
        "connectApp",
        "Connects an app by its recipe, with its own settings ready to paste",
        O::EditClients,
        || post().to(by_name::add),
    )
    .takes(NewAppBody::schema)
    .gives(201, AppBody::schema)
    .once(),
    call(
        Method::POST,
        "/apps/plan",
        "planApp",
        "What connecting an app by its recipe would register; nothing is changed",
        O::EditClients,
        || post().to(by_name::plan),
    )
    .takes(NewAppBody::schema)
    .gives(200, PlannedAppBody::schema),
    call(
        Method::POST,
        "/registration-tokens",
        "createRegistrationToken",
        "Makes a token with which an app registers itself, shown this once",
        O::EditClients,
        || post().to(admission::make_token),
    )
    .takes(NewRegistrationTokenBody::schema)
    .gives(201, RegistrationTokenBody::schema)
    .once(),
    call(
        Method::POST,
        "/registration-tokens/revocation",
        "revokeRegistrationToken",
        "Makes such a token worthless",
        O::EditClients,
        || post().to(admission::revoke_token),
    )
    .takes(RevokedRegistrationTokenBody::schema),
    call(
        Method::GET,
        "/scim-tokens",
        "listScimTokens",
        "Tokens of systems that say by SCIM who there is, without their secrets",
        O::ReadClients,
        || get().to(scim_tokens::all),
    )
    .gives(200, list::<ScimTokenBody>),
    call(
        Method::POST,
        "/scim-tokens",
        "addScimToken",
        "Makes a token for SCIM, shown this once",
        O::EditClients,
        || post().to(scim_tokens::add),
    )
    .takes(NewScimTokenBody::schema)
    .gives(201, scim_tokens::added)
    .once(),
    call(
        Method::DELETE,
        "/scim-tokens/{id}",
        "removeScimToken",
        "Makes a token for SCIM worthless",
        O::EditClients,
        || delete().to(scim_tokens::remove),
    ),
    call(
        Method::GET,
        "/declared",
        "exportDeclared",
        "People and apps as declared files, without any secret",
        O::Declare,
        || get().to(declared::export),
    )
    .asks(declared::EXPORT)
    .gives(200, list::<ExportBody>),
    call(
        Method::POST,
        "/declared/plan",
        "planDeclared",
        "What applying declared files would change; nothing is changed",
        O::Declare,
        || post().to(declared::plan),
    )
    .takes(DocumentsBody::schema)
    .gives(200, list::<EntryBody>),
    call(
        Method::POST,
        "/declared/apply",
        "applyDeclared",
        "Makes people and apps as declared files say, whole or not at all",
        O::Declare,
        || post().to(declared::apply),
    )
    .takes(DocumentsBody::schema)
    .gives(200, list::<EntryBody>)
    .once(),
];
