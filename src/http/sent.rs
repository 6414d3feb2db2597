//! A form of ours that came back: made here, for this browser, session and action (security E6).

use super::cx::Cx;
use super::{body, errors};
use crate::flow::Browser;
use crate::flow::authorize::Visitor;
use crate::flow::form_token::{self, Action};
use crate::flow::session::{SessionCookie, SignedIn};
use crate::oidc::Parameters;
use crate::secret::Secret;
use actix_web::HttpResponse;
use actix_web::web::Payload;

/// A form that was sent, with who sent it.
pub struct Sent {
    parameters: Parameters,
    /// The browser that it was made for.
    pub browser: Browser,
    /// Who is signed in there.
    pub signed_in: Option<SignedIn>,
    waiting: Vec<SessionCookie>,
    device: Option<Secret<String>>,
}

impl Sent {
    /// Reads a form and makes sure that it was made here for this browser (and session, where the
    /// form depends on it).
    pub async fn read(
        cx: &Cx,
        payload: Payload,
        action: Action,
        bound_to_session: bool,
    ) -> Result<Self, HttpResponse> {
        let parameters = body::form(cx, payload).await.map_err(|bad| bad.page(cx))?;
        let signed_in = cx.signed_in().await;
        let signed_in = signed_in.map_err(|error| errors::failure_page(cx, &error.into()))?;
        let (browser, _) = cx.browser();
        let session = signed_in
            .as_ref()
            .map(|signed_in| signed_in.session.secret_hash);
        let session = session.filter(|_| bound_to_session);
        let sent = Self {
            parameters,
            browser,
            signed_in,
            waiting: cx.waiting(),
            device: cx.device(),
        };
        let token = sent.get("form_token");
        let ours = form_token::verify(cx.services(), action, &sent.browser, session, token);
        if cx.is_cross_site() || !ours {
            return Err(errors::forged(cx));
        }
        Ok(sent)
    }

    /// The value of a field; empty if it is not there or repeated.
    pub fn get(&self, name: &'static str) -> &str {
        self.parameters.get(name).ok().flatten().unwrap_or_default()
    }

    /// Every field in the order given.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters.iter()
    }

    /// Who is at the other end.
    pub fn visitor(&self) -> Visitor<'_> {
        Visitor {
            browser: &self.browser,
            signed_in: self.signed_in.as_ref(),
            waiting: &self.waiting,
            device: self.device.as_ref(),
        }
    }
}
