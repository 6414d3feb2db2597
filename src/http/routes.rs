//! The table of routes. Discovery names exactly those that stand here.

use super::{
    account, admin, api, authorize, check_session, cors, credentials, deletion, demo, device,
    discovery, errors, forward_auth, health, history, home, language, logout, passkeys, profile,
    recovery, registration, scim, second_factor, security, setup, sign_in, sign_up, static_files,
    token, userinfo,
};
use crate::admin::registration as registered;
use crate::config::{Config, Registration};
use crate::flow::{self, discovery::Endpoint};
use actix_web::Resource;
use actix_web::web::{self, ServiceConfig, delete, get, post, put, route};

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

const fn sends_mail(config: &Config) -> bool {
    config.mail.is_on()
}

const fn lets_people_sign_up(config: &Config) -> bool {
    flow::sign_up::is_on(config)
}

const fn lets_people_edit(config: &Config) -> bool {
    config.profile_editing
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

/// The route of a path below the issuer, for headers and logs.
pub fn find(path: &str) -> Option<&'static Route> {
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
    if !base.is_empty() {
        // RFC 8414 §3.1: the issuer's path comes after the well-known part.
        let at_root = format!("{}{base}", discovery::OAUTH);
        config.route(&at_root, get().to(discovery::metadata));
        if passkeys::are_related(settings) {
            // Browsers look at the root only.
            config.route(passkeys::RELATED_PATH, get().to(passkeys::related));
        }
    }
    for route in all().filter(|route| (route.on)(settings)) {
        // No scope around them: it would be looked through by every request.
        let mut resource = (route.methods)(web::resource(format!("{base}{}", route.path)));
        if route.cors != Cors::None {
            resource =
                resource.route(web::method(actix_web::http::Method::OPTIONS).to(cors::preflight));
        }
        config.service(resource.default_service(web::to(errors::method_not_allowed)));
    }
    api::configure(config, base);
    scim::configure(config, base);
    // With the app's own method and path. Last, because a pattern takes long to be tried.
    let envoy = format!("{base}{}", forward_auth::ENVOY_PATH);
    config.route(&envoy, route().to(forward_auth::envoy));
}
