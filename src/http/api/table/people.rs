//! Calls about people, their sessions and groups.

use super::{Call, O, call, list};
use crate::http::api::PART;
use crate::http::api::admission::{
    self, FactorBody, InvitationBody, InvitedBody, LinkBody, OpenInvitationBody,
};
use crate::http::api::groups::{self, GroupBody, NewGroupBody};
use crate::http::api::keys::ChangedBody;
use crate::http::api::schema::Schema;
use crate::http::api::users::{
    self, ConsentBody, EndAllBody, NewUserBody, PasswordBody, PasswordSetBody, RolesBody,
    SessionBody, UserBody, UserChangeBody,
};
use actix_web::http::Method;
use actix_web::web::{delete, get, patch, post, put};

pub(super) static CALLS: &[Call] = &[
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
    .gives(201, users::added)
    .once(),
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
    .takes(PasswordBody::schema)
    .gives(200, PasswordSetBody::schema),
    call(
        Method::POST,
        "/users/{id}/password-link",
        "sendPasswordLink",
        "Has somebody choose a new password by a link, which is sent where mail goes out",
        O::HelpUsers,
        || post().to(admission::password_link),
    )
    .gives(200, LinkBody::schema),
    call(
        Method::GET,
        "/users/{id}/factors",
        "listFactors",
        "What somebody signs in with besides the password",
        O::ReadUsers,
        || get().to(admission::factors),
    )
    .gives(200, list::<FactorBody>),
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
        Method::POST,
        "/sessions/end-all",
        "endAllSessions",
        "Ends the sessions of everybody at once; apps are told in the time after",
        O::SignOutEverybody,
        || post().to(users::end_all_sessions),
    )
    .takes(EndAllBody::schema),
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
    .gives(201, GroupBody::schema)
    .once(),
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
    )
    .gives(200, ChangedBody::schema),
    call(
        Method::DELETE,
        "/groups/{id}/members/{user_id}",
        "removeMember",
        "Takes somebody out of a group",
        O::EditGroups,
        || delete().to(groups::leave),
    )
    .gives(200, ChangedBody::schema),
    call(
        Method::POST,
        "/invitations",
        "invite",
        "Invites somebody to make an account for themselves; the link is shown this once",
        O::EditUsers,
        || post().to(admission::invite),
    )
    .takes(InvitationBody::schema)
    .gives(201, InvitedBody::schema)
    .once(),
    call(
        Method::GET,
        "/invitations",
        "listInvitations",
        "Invitations that can still be used, those that can be used longest first",
        O::ReadUsers,
        || get().to(admission::invitations),
    )
    .asks(PART)
    .gives(200, list::<OpenInvitationBody>),
    call(
        Method::DELETE,
        "/invitations/{id}",
        "withdrawInvitation",
        "Makes an invitation worthless that nobody has used",
        O::EditUsers,
        || delete().to(admission::withdraw_invitation),
    ),
];
