//! The table of routes. Discovery names exactly those that stand here.

use super::super::{
    account, authorize, check_session, credentials, deletion, demo, device, discovery,
    forward_auth, health, history, home, language, logout, passkey_offer, passkeys, profile,
    recovery, registration, second_factor, security, setup, sign_in, sign_up, static_files, token,
    userinfo,
};
use super::{Cors, GET, GET_POST, POST, Route, document, endpoint, page};
use crate::admin::registration as registered;
use crate::config::{Config, Registration};
use crate::flow;
use actix_web::web::{delete, get, post, put};

const fn sends_mail(config: &Config) -> bool {
    config.mail.is_on()
}

const fn lets_people_sign_up(config: &Config) -> bool {
    flow::sign_up::is_on(config)
}

const fn lets_people_edit(config: &Config) -> bool {
    config.profile_editing
}

/// All paths, in the order in which they are looked through: what programs ask for comes first.
pub static ROUTES: &[Route] = &[
    document(discovery::OPENID, GET, |r| {
        r.route(get().to(discovery::metadata))
    }),
    document(discovery::OAUTH, GET, |r| {
        r.route(get().to(discovery::metadata))
    }),
    document(passkeys::RELATED_PATH, GET, |r| {
        r.route(get().to(passkeys::related))
    })
    .when(passkeys::are_related),
    endpoint(
        "authorization_endpoint",
        authorize::PATH,
        Cors::None,
        GET_POST,
        |r| {
            r.route(get().to(authorize::get))
                .route(post().to(authorize::post))
        },
    )
    .for_people(),
    endpoint(
        "token_endpoint",
        flow::token::PATH,
        Cors::Clients,
        POST,
        |r| r.route(post().to(token::token)),
    ),
    endpoint(
        "pushed_authorization_request_endpoint",
        flow::pushed_request::PATH,
        Cors::None,
        POST,
        |r| r.route(post().to(token::push)),
    ),
    endpoint(
        "userinfo_endpoint",
        "/userinfo",
        Cors::Clients,
        GET_POST,
        |r| {
            r.route(get().to(userinfo::get))
                .route(post().to(userinfo::post))
        },
    ),
    endpoint("jwks_uri", "/jwks", Cors::Public, GET, |r| {
        r.route(get().to(discovery::jwks))
    }),
    endpoint(
        "introspection_endpoint",
        "/introspect",
        Cors::None,
        POST,
        |r| r.route(post().to(token::introspect)),
    ),
    endpoint("revocation_endpoint", "/revoke", Cors::Clients, POST, |r| {
        r.route(post().to(token::revoke))
    }),
    endpoint(
        "device_authorization_endpoint",
        device::ENDPOINT,
        Cors::None,
        POST,
        |r| r.route(post().to(device::begin)),
    ),
    endpoint(
        "end_session_endpoint",
        logout::PATH,
        Cors::None,
        GET_POST,
        |r| {
            r.route(get().to(logout::get))
                .route(post().to(logout::post))
        },
    )
    .for_people(),
    endpoint(
        "registration_endpoint",
        registered::PATH,
        Cors::None,
        "DELETE, GET, POST, PUT",
        |r| {
            r.route(get().to(registration::read))
                .route(post().to(registration::register))
                .route(put().to(registration::update))
                .route(delete().to(registration::delete))
        },
    )
    .when(|config| config.registration != Registration::Off),
    endpoint(
        "check_session_iframe",
        check_session::PATH,
        Cors::None,
        GET,
        |r| r.route(get().to(check_session::page)),
    )
    .for_people(),
    page(authorize::RESUME_PATH, GET, |r| {
        r.route(get().to(authorize::resume))
    }),
    page(sign_in::PATH, POST, |r| {
        r.route(post().to(sign_in::sign_in))
    }),
    page(sign_in::CONSENT_PATH, POST, |r| {
        r.route(post().to(sign_in::consent))
    }),
    page(sign_in::SELECT_PATH, POST, |r| {
        r.route(post().to(sign_in::select_account))
    }),
    page(passkeys::SIGN_IN_PATH, POST, |r| {
        r.route(post().to(passkeys::sign_in))
    })
    .when(passkeys::are_on),
    page(passkey_offer::PATH, GET_POST, |r| {
        r.route(get().to(passkey_offer::get))
            .route(post().to(passkey_offer::post))
    })
    .when(passkeys::are_on),
    page(second_factor::PATH, GET_POST, |r| {
        r.route(get().to(second_factor::get))
            .route(post().to(second_factor::post))
    }),
    page(logout::CONFIRM_PATH, POST, |r| {
        r.route(post().to(logout::confirm))
    }),
    page(device::PATH, GET_POST, |r| {
        r.route(get().to(device::get))
            .route(post().to(device::post))
    }),
    page(device::CONFIRM_PATH, POST, |r| {
        r.route(post().to(device::confirm))
    }),
    page(setup::PATH, GET_POST, |r| {
        r.route(get().to(setup::get)).route(post().to(setup::post))
    }),
    page(account::PATH, GET, |r| r.route(get().to(account::account))),
    page(history::PATH, GET, |r| r.route(get().to(history::show))),
    page(account::END_PATH, POST, |r| {
        r.route(post().to(account::end_session))
    }),
    page(account::SWITCH_PATH, POST, |r| {
        r.route(post().to(account::switch))
    }),
    page(account::WITHDRAW_PATH, POST, |r| {
        r.route(post().to(account::withdraw))
    }),
    page(account::END_OTHERS_PATH, POST, |r| {
        r.route(post().to(account::end_others))
    }),
    page(account::DATA_PATH, POST, |r| {
        r.route(post().to(account::data))
    }),
    page(profile::PATH, GET_POST, |r| {
        r.route(get().to(profile::get))
            .route(post().to(profile::post))
    })
    .when(lets_people_edit),
    page(security::PATH, GET, |r| {
        r.route(get().to(security::overview))
    }),
    page(security::AUTHENTICATOR_PATH, GET_POST, |r| {
        r.route(get().to(security::offer))
            .route(post().to(security::confirm))
    }),
    page(passkeys::NEW_PATH, GET_POST, |r| {
        r.route(get().to(passkeys::offer))
            .route(post().to(passkeys::add))
    })
    .when(passkeys::are_on),
    page(passkeys::RENAME_PATH, POST, |r| {
        r.route(post().to(passkeys::rename))
    }),
    page(security::REMOVE_PATH, POST, |r| {
        r.route(post().to(security::remove))
    }),
    page(security::CODES_PATH, POST, |r| {
        r.route(post().to(security::replace_codes))
    }),
    page(deletion::PATH, GET_POST, |r| {
        r.route(get().to(deletion::ask))
            .route(post().to(deletion::delete))
    })
    .when(deletion::is_on),
    page(deletion::KEEP_PATH, GET_POST, |r| {
        r.route(get().to(deletion::get))
            .route(post().to(deletion::keep))
    }),
    page(credentials::PASSWORD_PATH, GET_POST, |r| {
        r.route(get().to(credentials::password))
            .route(post().to(credentials::set_password))
    }),
    page(credentials::EMAIL_PATH, GET_POST, |r| {
        r.route(get().to(credentials::email))
            .route(post().to(credentials::set_email))
    })
    .when(sends_mail),
    page(flow::email_change::PATH, GET_POST, |r| {
        r.route(get().to(credentials::open_email))
            .route(post().to(credentials::confirm_email))
    }),
    page(recovery::PATH, GET_POST, |r| {
        r.route(get().to(recovery::get))
            .route(post().to(recovery::post))
    })
    .when(sends_mail),
    page(flow::recovery::PATH, GET_POST, |r| {
        r.route(get().to(recovery::open))
            .route(post().to(recovery::set))
    }),
    page(sign_up::PATH, GET_POST, |r| {
        r.route(get().to(sign_up::get))
            .route(post().to(sign_up::post))
    })
    .when(lets_people_sign_up),
    page(flow::sign_up::PATH, GET_POST, |r| {
        r.route(get().to(sign_up::open))
            .route(post().to(sign_up::create))
    })
    .when(lets_people_sign_up),
    page(flow::sign_up::INVITATION_PATH, GET_POST, |r| {
        r.route(get().to(sign_up::open_invitation))
            .route(post().to(sign_up::create_invited))
    }),
    page(demo::PATH, GET, |r| r.route(get().to(demo::start_page))),
    page(demo::SIGN_IN_PATH, GET, |r| {
        r.route(get().to(demo::sign_in))
    }),
    page(demo::CALLBACK_PATH, GET, |r| {
        r.route(get().to(demo::callback))
    })
    .once(),
    page(language::PATH, GET, |r| r.route(get().to(language::choose))),
    page("/static/signet.css", GET, |r| {
        r.route(get().to(static_files::stylesheet))
    }),
    page("/static/accent.css", GET, |r| {
        r.route(get().to(static_files::accent))
    }),
    page("/static/client.css", GET, |r| {
        r.route(get().to(static_files::client))
    }),
    page("/static/console.css", GET, |r| {
        r.route(get().to(static_files::console))
    }),
    page("/static/check-session.js", GET, |r| {
        r.route(get().to(static_files::check_session))
    }),
    page("/static/passkey.js", GET, |r| {
        r.route(get().to(static_files::passkey))
    })
    .when(passkeys::are_on),
    page("/static/password.js", GET, |r| {
        r.route(get().to(static_files::password))
    }),
    page("/static/signet.svg", GET, |r| {
        r.route(get().to(static_files::mark))
    }),
    page("/static/logo", GET, |r| {
        r.route(get().to(static_files::logo))
    }),
    page("/favicon.ico", GET, |r| {
        r.route(get().to(static_files::icon))
    }),
    page(forward_auth::PATH, GET, |r| {
        r.route(get().to(forward_auth::forwarded))
    })
    .for_programs(),
    page(forward_auth::NGINX_PATH, GET, |r| {
        r.route(get().to(forward_auth::nginx))
    })
    .for_programs(),
    page("/health/live", GET, |r| r.route(get().to(health::live))),
    page("/health/ready", GET, |r| r.route(get().to(health::ready))),
    page("/", GET, |r| r.route(get().to(home::home))),
];
