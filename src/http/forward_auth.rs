//! What proxies ask before they let a request through to an app (see [`crate::flow::forward_auth`]).
//!
//! Each proxy has its manner: most show the browser whatever else than 200 they are answered, nginx
//! takes no redirect from here, Envoy asks under the app's own path. A request is the app's request as
//! its proxy tells of it, so only proxies are listened to (security O2).

use super::cookies::forward_auth as cookies;
use super::cx::Cx;
use super::{address, errors, logout, refusals};
use crate::config::IdentityHeaders;
use crate::flow::forward_auth::{self, Asked, Lost, START, Site, Verdict};
use crate::flow::{Browser, Failure};
use crate::model::User;
use crate::oidc::ErrorCode;
use crate::words::Words;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType, HeaderName, HeaderValue};
use url::form_urlencoded::Serializer;

/// For Traefik, Caddy, and nginx where it passes on what is below `/.signet/`.
pub const PATH: &str = "/forward-auth";
/// For nginx' `auth_request`.
pub const NGINX_PATH: &str = "/forward-auth/nginx";
/// For Envoy's `ext_authz`, before the app's own path.
pub const ENVOY_PATH: &str = "/forward-auth/envoy{uri:/.*}";

/// Where nginx is told to send a browser.
static SIGN_IN_AT: HeaderName = HeaderName::from_static("x-signet-sign-in");
static FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Headers with a person's user name, groups, e-mail address and name.
static REMOTE: [HeaderName; 4] = [
    HeaderName::from_static("remote-user"),
    HeaderName::from_static("remote-groups"),
    HeaderName::from_static("remote-email"),
    HeaderName::from_static("remote-name"),
];
static FORWARDED: [HeaderName; 4] = [
    HeaderName::from_static("x-forwarded-user"),
    HeaderName::from_static("x-forwarded-groups"),
    HeaderName::from_static("x-forwarded-email"),
    HeaderName::from_static("x-forwarded-preferred-username"),
];

/// A request to an app, as its proxy tells of it.
struct Told {
    host: String,
    uri: String,
    /// A browser that shows what it gets, rather than a program.
    navigates: bool,
    /// It would be the same if it were sent again.
    is_safe: bool,
}

/// How a proxy takes answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// It shows them to the browser.
    Shows,
    /// It wants 401 and where to send the browser.
    Statuses,
}

/// Traefik and Caddy: `X-Forwarded-Host`, `-Uri` and `-Method`.
pub async fn forwarded(cx: Cx) -> HttpResponse {
    answer(&cx, by_headers(&cx), Manner::Shows).await
}

/// The same for nginx.
pub async fn nginx(cx: Cx) -> HttpResponse {
    answer(&cx, by_headers(&cx), Manner::Statuses).await
}

/// Envoy: the app's own host, method, path and query, whatever headers say.
pub async fn envoy(cx: Cx) -> HttpResponse {
    let told = cx.header(&header::HOST).and_then(|host| {
        let path = cx.request.uri().path_and_query()?.as_str();
        let before = ENVOY_PATH.split('{').next().unwrap_or_default();
        let uri = path.split_once(before)?.1;
        Some(Told {
            host: host.to_owned(),
            uri: uri.to_owned(),
            navigates: navigates(&cx),
            is_safe: cx.request.method().is_safe(),
        })
    });
    answer(&cx, told, Manner::Shows).await
}

fn by_headers(cx: &Cx) -> Option<Told> {
    let text = |name: &'static str| cx.header(&HeaderName::from_static(name));
    let method = text("x-forwarded-method").unwrap_or("GET");
    Some(Told {
        host: text("x-forwarded-host")?.to_owned(),
        uri: text("x-forwarded-uri")?.to_owned(),
        navigates: navigates(cx),
        is_safe: matches!(method, "GET" | "HEAD"),
    })
}

/// Browsers say so themselves; old ones ask for pages.
fn navigates(cx: &Cx) -> bool {
    let wants_page = || {
        let accepted = cx.header(&header::ACCEPT);
        accepted.is_some_and(|accepted| accepted.contains("text/html"))
    };
    cx.header(&FETCH_MODE)
        .map_or_else(wants_page, |mode| mode == "navigate")
}

async fn answer(cx: &Cx, told: Option<Told>, manner: Manner) -> HttpResponse {
    if !address::is_proxy(&cx.request, &cx.services().config.trusted_proxies) {
        tracing::info!(
            event = "forward_auth_from_elsewhere",
            address = %cx.address(),
            "only proxies named by trusted_proxies may ask"
        );
        return refuse(cx, "forward-auth-no-proxy", "");
    }
    let asked = told.as_ref().and_then(|told| Asked::read(&told.uri));
    let (Some(told), Some(asked)) = (&told, asked) else {
        return errors::plain(StatusCode::BAD_REQUEST);
    };
    let sites = cx.sites();
    let Some(site) = sites.find(&told.host) else {
        tracing::info!(event = "forward_auth_unknown_host", host = told.host);
        return refuse(cx, "forward-auth-unknown-site", &told.host);
    };
    cx.note_client(site.client_id.as_str());
    match asked {
        Asked::App(uri) => check(cx, site, told, uri, manner).await,
        Asked::Callback(query) => arrive(cx, site, query).await,
        Asked::Start(uri) => begin(cx, site, uri, StatusCode::FOUND),
        Asked::SignOut => sign_out(cx, site),
        Asked::Nothing => errors::plain(StatusCode::NOT_FOUND),
    }
}

async fn check(cx: &Cx, site: &Site, told: &Told, uri: &str, manner: Manner) -> HttpResponse {
    let pass = cookies::pass(cx, site);
    match forward_auth::check(cx.services(), site, pass.as_deref()).await {
        Ok(Verdict::Allowed(user)) => identity(cx, &user),
        Ok(Verdict::NotAllowed(user)) => {
            tracing::info!(
                event = "forward_auth_not_allowed",
                client_id = site.client_id.as_str(),
                user = %user.id, sub = %user.sub(),
            );
            cx.note_person(user.id);
            refuse(cx, "forward-auth-not-allowed", &told.host)
        }
        Ok(Verdict::Unknown) => unknown(cx, site, told, uri, manner),
        Err(error) => errors::json(cx, &Failure::from(error)),
    }
}

/// Programs are told that nobody is signed in, browsers are sent to where somebody can.
fn unknown(cx: &Cx, site: &Site, told: &Told, uri: &str, manner: Manner) -> HttpResponse {
    match (told.navigates, manner) {
        (false, _) => HttpResponse::Unauthorized().finish(),
        (true, Manner::Shows) if told.is_safe => begin(cx, site, uri, StatusCode::FOUND),
        // What was sent cannot be brought back: the page that comes next is asked for anew.
        (true, Manner::Shows) => begin(cx, site, uri, StatusCode::SEE_OTHER),
        (true, Manner::Statuses) => {
            let start = site.address(&format!("{START}?to={uri}"));
            let mut response = HttpResponse::Unauthorized().finish();
            if let Ok(start) = HeaderValue::try_from(start) {
                response.headers_mut().insert(SIGN_IN_AT.clone(), start);
            }
            response
        }
    }
}

fn begin(cx: &Cx, site: &Site, uri: &str, status: StatusCode) -> HttpResponse {
    let known = cookies::browser(cx, site);
    let browser = known.clone().unwrap_or_else(|| Browser::new(cx.services()));
    match forward_auth::begin(cx.services(), site, &browser, uri) {
        Ok(location) => {
            let mut response = redirect(status, &location);
            if known.is_none() {
                cookies::set_browser(&mut response, site, &browser);
            }
            response
        }
        Err(failure) => errors::json(cx, &failure),
    }
}

async fn arrive(cx: &Cx, site: &Site, query: &str) -> HttpResponse {
    let browser = cookies::browser(cx, site);
    match forward_auth::arrive(cx.services(), site, browser.as_ref(), query).await {
        Ok(arrived) => {
            let mut response = redirect(StatusCode::FOUND, &arrived.location);
            cookies::set_pass(&mut response, site, arrived.pass);
            response
        }
        Err(Lost::Failed(failure)) => errors::json(cx, &failure),
        Err(lost) => {
            tracing::info!(
                event = "forward_auth_lost",
                reference = %cx.reference(),
                client_id = site.client_id.as_str(),
                reason = %lost,
            );
            let denied = ErrorCode::AccessDenied.as_str();
            let key = match &lost {
                Lost::Refused(error) if error == denied => "forward-auth-not-allowed",
                _ => "forward-auth-lost",
            };
            refuse(cx, key, &lost.to_string())
        }
    }
}

/// Out of the site at once; Signet asks whether out of everything.
fn sign_out(cx: &Cx, site: &Site) -> HttpResponse {
    let query = Serializer::new(String::new())
        .append_pair("client_id", site.client_id.as_str())
        .finish();
    let location = format!("{}?{query}", cx.services().address(logout::PATH));
    let mut response = redirect(StatusCode::FOUND, &location);
    cookies::set_pass(&mut response, site, String::new());
    response
}

fn redirect(status: StatusCode, location: &str) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((header::LOCATION, location))
        .finish()
}

/// A sentence in the words of whoever reads it, with the reference that an operator has it explained
/// by. A page's style would not be found on the app's host. What an app's page asks for in the background
/// is kept nowhere: it may ask every second, and would push everything else out.
fn refuse(cx: &Cx, key: &str, detail: &str) -> HttpResponse {
    let words = cx.words();
    let mut text = words.text(key);
    if navigates(cx) {
        refusals::note(cx, key, &Words::english().text(key), detail);
        let (reference, help) = (cx.reference(), words.text("error-reference"));
        text = format!("{text}\n\n{reference}\n{help}");
    }
    HttpResponse::Forbidden()
        .insert_header(ContentType::plaintext())
        .body(text)
}

/// Says who it is. Every header is always there, so that none that a browser invents gets through.
fn identity(cx: &Cx, user: &User) -> HttpResponse {
    let claims = &user.claims;
    let name = claims.name.as_deref().unwrap_or_default();
    let email = claims.email.as_deref().unwrap_or_default();
    // A comma in a group's name would be read as two groups.
    let groups: Vec<_> = user
        .groups
        .iter()
        .filter(|group| !group.contains(','))
        .map(String::as_str)
        .collect();
    let (username, groups) = (user.username.display.as_str(), groups.join(","));
    let mut response = HttpResponse::Ok().finish();
    let told = match cx.services().config.identity_headers {
        IdentityHeaders::Remote => REMOTE.iter().zip([username, &groups, email, name]),
        IdentityHeaders::Forwarded => FORWARDED.iter().zip([username, &groups, email, username]),
    };
    for (header, value) in told {
        response
            .headers_mut()
            .insert(header.clone(), header_value(value));
    }
    response
}

/// UTF-8 as it is; nothing where it holds what no header may.
fn header_value(text: &str) -> HeaderValue {
    HeaderValue::from_bytes(text.as_bytes()).unwrap_or(HeaderValue::from_static(""))
}
