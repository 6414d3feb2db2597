//! Which language a page is in: what the app asks for (`ui_locales`), what the person chose at the foot
//! of a page, what their account says, what their browser asks for, what the deployment speaks.
//!
//! A choice made against what an app asked for holds for whatever asks for the same again: nobody
//! chooses twice.

use super::cx::Cx;
use super::routes::Audience;
use super::{body, cookies, page};
use crate::flow::letter::of_account;
use crate::flow::{Browser, authorize as dispatcher};
use crate::model::User;
use crate::oidc::authorization_response::encode;
use crate::words::{Language, Words, accepted};
use actix_web::http::Method;
use actix_web::http::header;
use actix_web::{HttpMessage, HttpResponse};

/// Where a language is chosen.
pub const PATH: &str = "/language";

/// Longest way back that is kept: it comes as a part of another URL.
const LONGEST_BACK: usize = 6 * 1024;

/// What was found out while a request is answered.
#[derive(Clone, Copy, Default)]
struct Noted {
    asked: Option<&'static Language>,
    account: Option<&'static Language>,
}

fn note(cx: &Cx, change: impl FnOnce(&mut Noted)) {
    let mut noted = noted(cx);
    change(&mut noted);
    cx.request.extensions_mut().insert(noted);
}

fn noted(cx: &Cx) -> Noted {
    let noted = cx.request.extensions().get::<Noted>().copied();
    noted.unwrap_or_default()
}

/// The app asks for these languages, tags between spaces. Bad ones are passed over (protocol 54).
pub fn note_asked(cx: &Cx, tags: &str) {
    let asked = Language::first_of(tags);
    note(cx, |noted| noted.asked = asked.or(noted.asked));
}

/// What the app asks for whose sign-in is under way behind a sealed request, if it goes on here.
pub async fn note_request(cx: &Cx, request: Option<&str>, browser: &Browser) {
    let Some(request) = request else { return };
    if let Ok(under_way) = dispatcher::under_way(cx.services(), request, browser).await {
        note_asked(cx, under_way.ui_locales.as_deref().unwrap_or_default());
    }
}

/// This person is signed in.
pub fn note_account(cx: &Cx, user: &User) {
    let account = of_account(user);
    note(cx, |noted| noted.account = account);
}

/// What is said on the pages of this request.
pub fn words(cx: &Cx) -> Words {
    let noted = noted(cx);
    let chosen = Choice::of(cx);
    let asked = noted.asked.map(|asked| match &chosen {
        Some(chosen) if chosen.instead_of == Some(asked) => chosen.language,
        _ => asked,
    });
    let accepted = || cx.header(&header::ACCEPT_LANGUAGE).and_then(accepted);
    let language = asked
        .or(chosen.map(|chosen| chosen.language))
        .or(noted.account)
        .or_else(accepted);
    let services = cx.services();
    services.words(language.unwrap_or(services.config.default_locale))
}

/// What somebody chose, and what the page was in before.
struct Choice {
    language: &'static Language,
    instead_of: Option<&'static Language>,
}

impl Choice {
    fn of(cx: &Cx) -> Option<Self> {
        let name = cookies::LANGUAGE.of(&cx.services().config);
        let cookie = cx.request.cookie(name)?;
        let (language, instead_of) = cookie.value().split_once('.')?;
        Some(Self {
            language: Language::find(language)?,
            instead_of: Language::find(instead_of),
        })
    }
}

/// Where the choice of another language leads back to: this page, where a GET brings it again.
pub fn back(cx: &Cx) -> String {
    let is_page = cx
        .route()
        .is_some_and(|route| route.audience == Audience::People && !route.once);
    let request = &cx.request;
    let again = request.method() == Method::GET && is_page;
    let address = request.uri().path_and_query();
    let address = address.filter(|_| again).map(ToString::to_string);
    or_home(cx, address.unwrap_or_default())
}

/// `address`, or the start page where it is too long.
pub fn or_home(cx: &Cx, address: String) -> String {
    let fits = !address.is_empty() && encode(&[("back", &address)]).len() <= LONGEST_BACK;
    if fits { address } else { cx.path("/") }
}

/// A language was chosen.
pub async fn choose(cx: Cx) -> HttpResponse {
    let parameters = match body::query(&cx) {
        Ok(parameters) => parameters,
        Err(bad) => return bad.page(&cx),
    };
    let get = |name| parameters.get(name).ok().flatten().unwrap_or_default();
    let back = get("back");
    let home = cx.path("/");
    let mut response = page::see_other(if is_ours(back, &home) { back } else { &home });
    if let Some(language) = Language::find(get("to")) {
        let from = Language::find(get("from")).map_or("", Language::tag);
        let value = format!("{}.{from}", language.tag());
        cookies::choose_language(&cx, &mut response, value);
    }
    response
}

/// Whether `address` is a path below `home`, and nothing that a browser takes for another host.
fn is_ours(address: &str, home: &str) -> bool {
    let odd = |c: char| c == '\\' || c.is_control() || !c.is_ascii();
    address.starts_with(home) && !address.starts_with("//") && !address.contains(odd)
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn the_way_back_stays_here() {
        for (address, home) in [("/", "/"), ("/account?a=b", "/"), ("/op/account", "/op/")] {
            assert!(is_ours(address, home), "{address}");
        }
        for (address, home) in [
            ("https://evil.example/", "/"),
            ("//evil.example/", "/"),
            ("/\\evil.example/", "/"),
            ("/\t/evil.example/", "/"),
            ("/other", "/op/"),
            ("", "/"),
            ("/\r\nset-cookie: a=b", "/"),
        ] {
            assert!(!is_ours(address, home), "{address:?}");
        }
    }
}
