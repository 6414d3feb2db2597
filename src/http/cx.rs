//! What a handler knows of its request.

use super::request_id::RequestId;
use super::routes::{self, Route};
use super::server::State;
use super::{address, cookies, language};
use crate::admin::Actor;
use crate::flow::authorize::Visitor;
use crate::flow::session::{self, SessionCookie, SignedIn};
use crate::flow::sign_in::{Origin, Way};
use crate::flow::{Browser, Services, accounts};
use crate::model::UserId;
use crate::oidc::ClientId;
use crate::secret::Secret;
use crate::store::StoreError;
use crate::words::Words;
use actix_web::dev::Payload;
use actix_web::error::ErrorInternalServerError;
use actix_web::http::header::{self, HeaderName};
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, web};
use std::future::{Ready, ready};
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

/// What is known of a request while it is answered.
#[derive(Debug)]
pub struct Noted {
    /// Its reference.
    pub id: RequestId,
    /// Who asked.
    pub client_id: Option<String>,
    /// The error that was answered.
    pub error: Option<&'static str>,
    /// What is kept of a request that is refused.
    pub received: Vec<(&'static str, String)>,
    /// Whether it was kept that this request was refused.
    pub refused: bool,
    /// Whom the request is about, as far as a refusal is.
    pub person: Option<UserId>,
    /// Who operates.
    pub operator: Option<Actor>,
}

impl Noted {
    /// Nothing but the reference.
    pub const fn new(id: RequestId) -> Self {
        Self {
            id,
            client_id: None,
            error: None,
            received: Vec::new(),
            refused: false,
            person: None,
            operator: None,
        }
    }
}

/// Who is at the other end of a request.
pub struct Visit {
    /// The browser.
    pub browser: Browser,
    is_new: bool,
    /// Its live session.
    pub signed_in: Option<SignedIn>,
    waiting: Vec<SessionCookie>,
    device: Option<Secret<String>>,
}

impl Visit {
    /// As the use cases know it.
    pub fn visitor(&self) -> Visitor<'_> {
        Visitor {
            browser: &self.browser,
            signed_in: self.signed_in.as_ref(),
            waiting: &self.waiting,
            device: self.device.as_ref(),
        }
    }

    /// The browser, if it needs its cookie.
    pub fn new_browser(&self) -> Option<&Browser> {
        self.is_new.then_some(&self.browser)
    }
}

/// A request and what it is answered with.
pub struct Cx {
    state: web::Data<State>,
    /// The request itself.
    pub request: HttpRequest,
}

impl FromRequest for Cx {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request).ok_or_else(|| ErrorInternalServerError("no state")))
    }
}

impl Deref for Cx {
    type Target = State;

    fn deref(&self) -> &State {
        &self.state
    }
}

impl Cx {
    /// What a handler of this request knows.
    pub fn of(request: &HttpRequest) -> Option<Self> {
        let state = request.app_data::<web::Data<State>>().cloned()?;
        let request = request.clone();
        Some(Self { state, request })
    }

    /// The parts of the use cases.
    pub fn services(&self) -> &Services {
        &self.state.services
    }

    /// The same, for what goes on after the handler has answered.
    pub fn shared_services(&self) -> Arc<Services> {
        Arc::clone(&self.state.services)
    }

    /// The reference of this request.
    pub fn reference(&self) -> RequestId {
        let noted = self
            .request
            .extensions()
            .get::<Noted>()
            .map(|noted| noted.id);
        // The edge has noted one for every request.
        noted.unwrap_or_else(|| RequestId::new(self.services().entropy.as_ref()))
    }

    /// The route of this request.
    pub fn route(&self) -> Option<&'static Route> {
        let base = self.services().config.issuer.path();
        routes::find(base, self.request.path())
    }

    /// The browser, if it has been here before.
    pub fn known_browser(&self) -> Option<Browser> {
        let name = cookies::BROWSER.of(&self.services().config);
        Browser::decode(self.request.cookie(name)?.value())
    }

    /// The browser, and whether it needs its cookie.
    pub fn browser(&self) -> (Browser, bool) {
        match self.known_browser() {
            Some(browser) => (browser, false),
            None => (Browser::new(self.services()), true),
        }
    }

    /// The session cookie, whether or not it opens anything.
    pub fn session_cookie(&self) -> Option<SessionCookie> {
        let name = cookies::SESSION.of(&self.services().config);
        SessionCookie::decode(self.request.cookie(name)?.value())
    }

    /// The sessions that wait in the browser besides the current one, whether or not they open
    /// anything.
    pub fn waiting(&self) -> Vec<SessionCookie> {
        let name = cookies::ACCOUNTS.of(&self.services().config);
        let sealed = self.request.cookie(name);
        let (Some(sealed), Some(browser)) = (sealed, self.known_browser()) else {
            return Vec::new();
        };
        accounts::open(self.services(), &browser, sealed.value())
    }

    /// What the browser shows for having shown a second factor before, whether or not it is good.
    pub fn device(&self) -> Option<Secret<String>> {
        cookies::device(self).map(Secret::new)
    }

    /// Who is at the other end.
    pub async fn visit(&self) -> Result<Visit, StoreError> {
        let signed_in = self.signed_in().await?;
        let (browser, is_new) = self.browser();
        Ok(Visit {
            browser,
            is_new,
            signed_in,
            waiting: self.waiting(),
            device: self.device(),
        })
    }

    /// Who is signed in.
    pub async fn signed_in(&self) -> Result<Option<SignedIn>, StoreError> {
        let signed_in = session::current(self.services(), self.session_cookie().as_ref()).await?;
        if let Some(signed_in) = &signed_in {
            language::note_account(self, &signed_in.user);
        }
        Ok(signed_in)
    }

    /// What is said to whoever asks, in their language.
    pub fn words(&self) -> Words {
        language::words(self)
    }

    /// Where a sign-in from this request comes from.
    pub fn origin(&self) -> Origin {
        let user_agent = self.header(&header::USER_AGENT).unwrap_or_default();
        let current = self.session_cookie().into_iter();
        Origin {
            address: self.address(),
            user_agent: user_agent.to_owned(),
            held: current.chain(self.waiting()).collect(),
            way: Way::default(),
        }
    }

    /// The address that counts.
    pub fn address(&self) -> IpAddr {
        address::of(&self.request, &self.services().config.trusted_proxies)
    }

    /// A header, if it is there once and is text.
    pub fn header(&self, name: &HeaderName) -> Option<&str> {
        let mut values = self.request.headers().get_all(name);
        match (values.next(), values.next()) {
            (Some(value), None) => value.to_str().ok(),
            _ => None,
        }
    }

    /// Whether the browser says that a form of another site was sent (security E6).
    pub fn is_cross_site(&self) -> bool {
        let site = self.header(&HeaderName::from_static("sec-fetch-site"));
        matches!(site, Some("cross-site" | "same-site"))
    }

    /// Has the log say who asked, if it can be a client's name at all: anybody may send anything.
    pub fn note_client(&self, client_id: &str) {
        let Ok(client_id) = ClientId::try_from(client_id) else {
            return;
        };
        if let Some(noted) = self.request.extensions_mut().get_mut::<Noted>() {
            noted.client_id = Some(client_id.into());
        }
    }

    /// Has what is kept of a refusal say whom it is about.
    pub fn note_person(&self, person: UserId) {
        if let Some(noted) = self.request.extensions_mut().get_mut::<Noted>() {
            noted.person = Some(person);
        }
    }

    /// Has the log say what was answered.
    pub fn note_error(&self, error: &'static str) {
        if let Some(noted) = self.request.extensions_mut().get_mut::<Noted>() {
            noted.error = Some(error);
        }
    }
}
