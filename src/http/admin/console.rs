//! Who operates, and what frames every page of theirs.

use super::{PATH, clients, deliveries, events, groups, health, keys, settings, users};
use crate::admin::{Actor, Desk, Operation, Target};
use crate::flow::authorize::{Visitor, visit_page};
use crate::flow::form_token::{self, Action};
use crate::flow::session::SignedIn;
use crate::flow::{Browser, security};
use crate::http::cx::Cx;
use crate::http::errors::{self, Told};
use crate::http::sent::Sent;
use crate::http::{account, authorize, body, cookies, entry, page, refusals};
use crate::model::Role;
use crate::oidc::Parameters;
use crate::oidc::authorization_response::encode;
use crate::pages::admin::{Frame, Room};
use crate::pages::{Chrome, Link, assets};
use crate::words::Words;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use askama::Template;

/// An answer, or the one that takes its place where something is in the way.
pub type Answer = Result<HttpResponse, HttpResponse>;

/// The rooms: where, called what, for whoever may do what.
const ROOMS: [(&str, &str, Operation); 8] = [
    (users::PATH, "console-users", Operation::ReadUsers),
    (groups::PATH, "console-groups", Operation::ReadGroups),
    (clients::PATH, "console-clients", Operation::ReadClients),
    (keys::PATH, "console-keys", Operation::ReadKeys),
    (events::PATH, "console-events", Operation::ReadEvents),
    (
        deliveries::PATH,
        "console-deliveries",
        Operation::ReadDeliveries,
    ),
    (settings::PATH, "console-settings", Operation::ReadSettings),
    (health::PATH, "console-health", Operation::ReadSettings),
];

/// What the next page may say of what was just done.
const DONE: [&str; 27] = [
    "console-done-user-created",
    "console-done-user-changed",
    "console-done-user-disabled",
    "console-done-user-enabled",
    "console-done-password-link",
    "console-done-factors-reset",
    "console-done-unlocked",
    "console-done-signed-out",
    "console-done-session-ended",
    "console-done-all-ended",
    "console-done-invitation-withdrawn",
    "console-done-withdrawn",
    "console-done-user-removed",
    "console-done-roles",
    "console-done-group-changed",
    "console-done-group-removed",
    "console-done-joined",
    "console-done-left",
    "console-done-webhook-changed",
    "console-done-webhook-removed",
    "console-done-client-changed",
    "console-done-client-removed",
    "console-done-scim-token-removed",
    "console-done-token-revoked",
    "console-done-declared",
    "console-done-keys",
    "console-done-nothing",
];

/// An operator at work in a browser.
pub struct Console<'a> {
    /// The request.
    pub cx: &'a Cx,
    /// What they do it with.
    pub desk: Desk<'a>,
    /// What is said to them.
    pub words: Words,
    browser: Browser,
    signed_in: SignedIn,
    query: Parameters,
}

impl<'a> Console<'a> {
    /// Whoever is signed in and has a role. Others get a sign-in page, or are told that this is not
    /// theirs.
    pub async fn enter(cx: &'a Cx) -> Result<Self, HttpResponse> {
        let query = body::query(cx).map_err(|bad| bad.page(cx))?;
        let mut visit = entry::visit(cx).await?;
        match visit.signed_in.take() {
            Some(signed_in) => {
                let console = Self::of(cx, visit.browser, signed_in, query);
                console.ok_or_else(|| no_role(cx))
            }
            None => Err(sign_in(cx, visit.visitor(), visit.new_browser()).await),
        }
    }

    /// Whoever has sent a form of this page.
    pub async fn sent(cx: &'a Cx, payload: Payload) -> Result<(Self, Sent), HttpResponse> {
        let query = body::query(cx).map_err(|bad| bad.page(cx))?;
        let (signed_in, sent) = entry::sent(cx, payload, action(cx)).await?;
        let console = Self::of(cx, sent.browser.clone(), signed_in, query);
        let console = console.ok_or_else(|| no_role(cx))?;
        Ok((console, sent))
    }

    /// Nobody, unless they have a role.
    fn of(cx: &'a Cx, browser: Browser, signed_in: SignedIn, query: Parameters) -> Option<Self> {
        let user = &signed_in.user;
        let actor = Actor::Person {
            id: user.id,
            name: user.username.display.clone(),
            roles: user.roles.clone(),
        };
        if user.roles.is_empty() {
            return None;
        }
        let desk = Desk::of(cx.services(), actor);
        refusals::operates(cx, &desk);
        Some(Self {
            desk,
            words: cx.words(),
            cx,
            browser,
            signed_in,
            query,
        })
    }

    /// Lets on whoever may do this and has proven lately who they are.
    pub async fn lets(&self, does: Operation, to: Target<'_>) -> Result<(), HttpResponse> {
        let may = self.desk.may(does, to);
        may.map_err(|error| self.trouble(error))?;
        self.fresh().await
    }

    /// Asks for a new sign-in, which comes back to this page, unless the last is recent and as strong as
    /// it can be.
    pub async fn fresh(&self) -> Result<(), HttpResponse> {
        let session = &self.signed_in.session;
        let credentials = self.desk.store.credentials_of(session.user_id).await;
        let credentials = credentials.map_err(|error| self.trouble(error))?;
        if security::may_change(session, &credentials, self.desk.now()) {
            return Ok(());
        }
        let visitor = Visitor {
            browser: &self.browser,
            signed_in: Some(&self.signed_in),
            waiting: &self.cx.waiting(),
            device: None,
        };
        Err(sign_in(self.cx, visitor, None).await)
    }

    /// The token for forms of this page.
    pub fn token(&self) -> String {
        let session = Some(self.signed_in.session.secret_hash);
        form_token::issue(self.cx.services(), action(self.cx), &self.browser, session)
    }

    /// Whether it is the operator's own account.
    pub fn is_own(&self, user: &crate::model::User) -> bool {
        self.signed_in.user.id == user.id
    }

    /// The sentence under `key`.
    pub fn t(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// A value of the query; empty if it is not there or repeated.
    pub fn query(&self, name: &'static str) -> String {
        let value = self.query.get(name).ok().flatten();
        value.unwrap_or_default().to_owned()
    }

    /// The one of `all` acts whose name the query has under `do`.
    pub fn act<A: Copy>(&self, all: &[A], name: impl Fn(A) -> &'static str) -> Option<A> {
        let wanted = self.query("do");
        let mut all = all.iter().copied();
        all.find(|act| name(*act) == wanted)
    }

    /// Whether this is the page with `path`.
    pub fn is_at(&self, path: &str) -> bool {
        self.cx.route().is_some_and(|route| route.path == path)
    }

    /// An address of the console with a query; what is empty is left out of it.
    pub fn href(&self, path: &str, query: &[(&str, &str)]) -> String {
        let path = self.cx.path(path);
        let mut said = query.to_vec();
        said.retain(|(_, value)| !value.is_empty());
        if said.is_empty() {
            path
        } else {
            format!("{path}?{}", encode(&said))
        }
    }

    /// The address of this page with its query, below the origin.
    pub fn here(&self) -> String {
        entry::here(self.cx, PATH)
    }

    /// A way back: to `path`, called as `key` says.
    pub fn crumb(&self, path: &str, key: &str) -> Link {
        Link {
            href: self.cx.path(path),
            label: self.t(key),
        }
    }

    /// What all pages share.
    pub fn chrome(&self) -> Chrome {
        page::chrome(self.cx)
    }

    /// What all pages here share.
    pub fn frame(&self, crumbs: Vec<Link>) -> Frame {
        let user = &self.signed_in.user;
        let here = self.cx.route().map_or(PATH, |route| route.path);
        let room = |path: &str, key: &str, is_current| Room {
            href: self.cx.path(path),
            label: self.t(key),
            is_current,
        };
        let open = ROOMS.iter();
        let open = open.filter(|(_, _, operation)| self.desk.may_somewhere(*operation).is_ok());
        let open = open.map(|(path, key, _)| room(path, key, here.starts_with(path)));
        let first = room(PATH, "console-overview", here == PATH);
        let roles = user.roles.iter().map(|role| role_name(&self.words, role));
        Frame {
            stylesheet: assets::console_href(self.cx.services().config.issuer.path()),
            home: self.cx.path(PATH),
            rooms: std::iter::once(first).chain(open).collect(),
            crumbs,
            who: user.username.display.clone(),
            roles: roles.collect::<Vec<_>>().join(", "),
            account: self.cx.path(account::PATH),
            done: self.was_done().map(|key| self.t(key)),
        }
    }

    fn was_done(&self) -> Option<&'static str> {
        let said = cookies::done(self.cx)?;
        DONE.into_iter().find(|key| *key == said)
    }

    /// A page.
    pub fn page(&self, status: StatusCode, template: &impl Template) -> HttpResponse {
        let mut response = page::html(self.cx, status, template);
        if cookies::done(self.cx).is_some() {
            cookies::say_done(self.cx, &mut response, None);
        }
        response
    }

    /// Sends the browser on to a page that says what was done.
    pub fn done(&self, to: &str, key: &'static str) -> HttpResponse {
        let mut response = page::see_other(to);
        cookies::say_done(self.cx, &mut response, Some(key));
        response
    }
}

/// What the forms of this page do.
fn action(cx: &Cx) -> Action {
    Action::Console(cx.route().map_or(PATH, |route| route.path))
}

async fn sign_in(cx: &Cx, visitor: Visitor<'_>, new: Option<&Browser>) -> HttpResponse {
    let (page, anew) = (entry::here(cx, PATH), visitor.signed_in.is_some());
    match visit_page(cx.services(), visitor, page, anew).await {
        Ok(outcome) => authorize::answer(cx, outcome, visitor, new),
        Err(failure) => errors::failure_page(cx, &failure),
    }
}

fn no_role(cx: &Cx) -> HttpResponse {
    forbidden(cx, "whoever is signed in has no role")
}

/// The page for whoever may not.
pub fn forbidden(cx: &Cx, detail: &str) -> HttpResponse {
    errors::tell(
        cx,
        &Told {
            status: StatusCode::FORBIDDEN,
            title: "console-forbidden",
            message: "console-forbidden-message",
            detail,
        },
    )
}

/// A role, for people.
pub fn role_name(words: &Words, role: &Role) -> String {
    match role {
        Role::Owner => words.text("role-owner"),
        Role::Administrator => words.text("role-administrator"),
        Role::HelpDesk => words.text("role-help-desk"),
        Role::Auditor => words.text("role-auditor"),
        Role::GroupAdministrator(group) => {
            words.with("role-group-administrator", &[("group", (&**group).into())])
        }
    }
}
