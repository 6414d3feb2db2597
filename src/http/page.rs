//! Renders pages.

use super::cx::Cx;
use super::policy::Policy;
use super::server::State;
use super::{cookies, errors, language};
use crate::flow::Browser;
use crate::model::Client;
use crate::oidc::Parameters;
use crate::oidc::authorization_response::encode;
use crate::pages::{Chrome, ClientCard, assets};
use crate::words::{Language, Words};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName};
use actix_web::{HttpResponse, HttpResponseBuilder};
use askama::Template;

/// What all pages share.
pub fn chrome(cx: &Cx) -> Chrome {
    Chrome {
        back: language::back(cx),
        ..chrome_in(cx, cx.words())
    }
}

/// What the pages share that are shown on behalf of `client`, in its colour and with its stylesheet where
/// it has them. Whoever may lend their role in Signet reads Signet's own pages (security K1).
pub fn chrome_for(cx: &Cx, client: Option<&Client>) -> Chrome {
    let base = cx.services().config.issuer.path();
    let accent = client.and_then(Client::accent);
    let own = client.filter(|client| !client.metadata.scope.operates());
    let own = own.and_then(|client| {
        let stylesheet = client.metadata.stylesheet.as_deref()?;
        Some(assets::client_href(base, &client.id, stylesheet))
    });
    Chrome {
        accent: accent.map(|colour| assets::accent_href(base, colour)),
        client_stylesheet: own,
        ..chrome(cx)
    }
}

/// What all pages share, in `words`, where the request is gone.
pub fn chrome_in(state: &State, words: Words) -> Chrome {
    let config = &state.services.config;
    Chrome {
        site_name: config.name.clone(),
        base: config.issuer.path().to_owned(),
        stylesheet: state
            .services
            .branding
            .stylesheet_href(config.issuer.path()),
        accent: None,
        client_stylesheet: None,
        logo: state.services.branding.logo_href(config.issuer.path()),
        words,
        back: state.path("/"),
    }
}

/// The app as a page shows it.
pub fn card(client: &Client, language: &Language) -> ClientCard {
    let metadata = &client.metadata;
    let tag = language.tag();
    let said = |name, usual: &Option<String>| {
        let own = metadata.in_language(name, tag).map(str::to_owned);
        own.or_else(|| usual.clone())
    };
    ClientCard {
        name: client.display_name_in(tag).to_owned(),
        // One logo for all: the content policy names its origin.
        logo_uri: metadata.logo_uri.clone(),
        client_uri: said("client_uri", &metadata.client_uri),
        policy_uri: said("policy_uri", &metadata.policy_uri),
        tos_uri: said("tos_uri", &metadata.tos_uri),
        text: said("sign_in_text", &metadata.sign_in_text),
    }
}

/// A page with the usual policy.
pub fn html(cx: &Cx, status: StatusCode, template: &impl Template) -> HttpResponse {
    html_with(cx, status, template, &Policy::default(), None)
}

/// A page on which a password is typed, which its script can show, for a browser that may need its
/// cookie.
pub fn with_password(
    cx: &Cx,
    status: StatusCode,
    template: &impl Template,
    new_browser: Option<&Browser>,
) -> HttpResponse {
    let policy = Policy {
        own_scripts: true,
        ..Policy::default()
    };
    html_with(cx, status, template, &policy, new_browser)
}

/// A page that may do more, for a browser that may need its cookie.
pub fn html_with(
    cx: &Cx,
    status: StatusCode,
    template: &impl Template,
    policy: &Policy,
    new_browser: Option<&Browser>,
) -> HttpResponse {
    let mut builder = HttpResponse::build(status);
    if let Some(browser) = new_browser {
        builder.cookie(cookies::browser(cx, browser));
    }
    render(builder, template, &policy.header())
}

/// Renders `template` under the policy `csp`.
pub fn render(
    mut builder: HttpResponseBuilder,
    template: &impl Template,
    csp: &str,
) -> HttpResponse {
    match template.render() {
        Ok(body) => builder
            .insert_header((header::CONTENT_SECURITY_POLICY, csp))
            .insert_header((HeaderName::from_static("x-frame-options"), "DENY"))
            .insert_header((header::VARY, "Accept-Language"))
            .content_type("text/html; charset=utf-8")
            .body(body),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            errors::plain(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

/// Longest query that a POST is turned into.
const LONGEST_QUERY: usize = 6 * 1024;

/// Sends a browser that came by POST without any cookie of ours to the same place by GET. Cookies
/// are `SameSite=Lax`: a form of another site brings none, the GET that follows it does.
pub fn by_get(cx: &Cx, path: &str, parameters: &Parameters) -> Option<HttpResponse> {
    if cx.known_browser().is_some() {
        return None;
    }
    let query = encode(&parameters.iter().collect::<Vec<_>>());
    let short = query.len() <= LONGEST_QUERY;
    short.then(|| see_other(&format!("{}?{query}", cx.path(path))))
}

/// Sends the browser on, by GET (security A21).
pub fn see_other(location: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, location))
        .finish()
}
