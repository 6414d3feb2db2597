//! RP-Initiated Logout 1.0.

use super::authorize::Visitor;
use super::session::SignedIn;
use super::{Browser, Failure, Services, accounts, frontchannel_logout, subject};
use crate::clock::Timestamp;
use crate::keys::{self, Purpose};
use crate::model::{Client, SessionId, User, UserId};
use crate::oidc::authorization_response::with_query;
use crate::oidc::tokens::Audience;
use crate::oidc::{ClientId, Parameters};
use crate::store::StoreError;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Longest `state` that comes back.
const LONGEST_STATE: usize = 2048;

/// What an ID token that comes back as a hint says. It may have expired (§2).
#[derive(Clone, Debug)]
pub struct Hint {
    /// Whom it is about, as the client knows them.
    pub sub: String,
    /// Which session.
    pub session_id: Option<SessionId>,
    audience: Audience,
}

#[derive(Deserialize)]
struct HintClaims {
    iss: String,
    sub: String,
    aud: Audience,
    sid: Option<String>,
    // Every ID token has it, and no userinfo answer does (security D4).
    #[serde(rename = "auth_time")]
    _auth_time: Timestamp,
    // Every access token has it, also one typed `JWT`, and no ID token does.
    client_id: Option<IgnoredAny>,
}

/// Reads an `id_token_hint`: our signature and our issuer, whatever its age; the key that signed it may
/// have been replaced long ago.
pub fn read_hint(services: &Services, token: &str) -> Result<Hint, String> {
    let verified = keys::verify_hint::<HintClaims>(&services.keys(), token, services.now());
    let claims = verified.map_err(|why| why.to_string())?.claims;
    if claims.iss != services.issuer() {
        return Err(format!("iss is {}", claims.iss));
    }
    if claims.client_id.is_some() {
        return Err("it is an access token".to_owned());
    }
    Ok(Hint {
        sub: claims.sub,
        session_id: claims.sid.and_then(|sid| sid.parse().ok()),
        audience: claims.aud,
    })
}

/// Where the browser goes once the person is signed out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Afterwards {
    /// The checked address, `state` added.
    pub redirect_uri: Option<String>,
    /// Name of the app that asked.
    pub client_name: Option<String>,
}

/// What the browser gets.
#[derive(Debug)]
pub enum LogoutOutcome {
    /// A page that asks; nothing has happened yet. Holds what follows, sealed.
    Confirm {
        /// Who would be signed out.
        signed_in: Box<SignedIn>,
        /// Name of the app that asked.
        client_name: Option<String>,
        /// Where the browser goes once the person has confirmed.
        redirect_uri: Option<String>,
        /// [`Afterwards`], sealed for this browser.
        sealed: String,
    },
    /// The person is signed out; the browser may be sent on.
    SignedOut {
        /// Where to.
        afterwards: Afterwards,
        /// Whether it may be sent there without a click.
        redirect: bool,
        /// Pages of apps that are to be framed.
        frames: Vec<String>,
        /// Whether the current account of the browser goes on, for it was another that was meant.
        stays: bool,
    },
    /// The request is wrong: a page that says so, and nothing has happened.
    Refused {
        /// What the person is told.
        why: &'static str,
        /// What only the operator is told.
        detail: String,
    },
}

struct Refusal(&'static str, String);

/// Answers a logout request (§2, §3, §6).
pub async fn logout(
    services: &Services,
    parameters: &Parameters,
    visitor: Visitor<'_>,
) -> Result<LogoutOutcome, Failure> {
    match check(services, parameters).await? {
        Ok(checked) => act(services, checked, visitor).await,
        Err(Refusal(why, detail)) => Ok(LogoutOutcome::Refused { why, detail }),
    }
}

/// A request that is right.
struct Checked {
    hint: Option<Hint>,
    client: Option<Arc<Client>>,
    afterwards: Afterwards,
}

impl Checked {
    /// Whether the hint is about this person.
    fn hints_at(&self, services: &Services, user: &User) -> bool {
        self.hint.as_ref().is_some_and(|hint| match &self.client {
            Some(client) => hint.sub == subject::of(services, client, user),
            None => hint.sub == user.sub(),
        })
    }
}

async fn check(
    services: &Services,
    parameters: &Parameters,
) -> Result<Result<Checked, Refusal>, StoreError> {
    let asked = match Asked::read(services, parameters) {
        Ok(asked) => asked,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let client = match &asked.client_id {
        Some(id) => services.store.client(id).await?,
        None => None,
    };
    let afterwards = asked.afterwards(client.as_deref());
    Ok(afterwards.map(|afterwards| Checked {
        hint: asked.hint,
        client,
        afterwards,
    }))
}

/// The request as far as it can be read without the store.
struct Asked<'a> {
    hint: Option<Hint>,
    client_id: Option<ClientId>,
    redirect_uri: Option<&'a str>,
    state: Option<&'a str>,
}

impl<'a> Asked<'a> {
    fn read(services: &Services, parameters: &'a Parameters) -> Result<Self, Refusal> {
        if let Some(name) = parameters.repeated() {
            let detail = format!("{name:?} is repeated");
            return Err(Refusal("A parameter is given more than once.", detail));
        }
        let get = |name| parameters.get(name).ok().flatten();
        let hint = get("id_token_hint").map(|token| read_hint(services, token));
        let hint = hint
            .transpose()
            .map_err(|why| Refusal("The app sent an ID token that was not issued here.", why))?;
        let named = get("client_id").and_then(|id| ClientId::try_from(id).ok());
        if let (Some(hint), Some(named)) = (&hint, &named)
            && !hint.audience.contains(named.as_str())
        {
            let detail = format!("client_id {named}, hint for {:?}", hint.audience);
            return Err(Refusal(
                "The app's ID token belongs to another app.",
                detail,
            ));
        }
        let of_hint = hint.as_ref().and_then(|hint| match &hint.audience {
            Audience::One(id) => ClientId::try_from(id.as_str()).ok(),
            Audience::Many(_) => None,
        });
        Ok(Self {
            hint,
            client_id: named.or(of_hint),
            redirect_uri: get("post_logout_redirect_uri"),
            state: get("state").filter(|state| state.len() <= LONGEST_STATE),
        })
    }

    /// Security E9: the address must be registered, to the letter. Without a client there is none:
    /// some programs send nothing but the address, and get a page.
    fn afterwards(&self, client: Option<&Client>) -> Result<Afterwards, Refusal> {
        let (Some(client), Some(given)) = (client, self.redirect_uri) else {
            return Ok(Afterwards {
                redirect_uri: None,
                client_name: client.map(|client| client.display_name().to_owned()),
            });
        };
        let registered = &client.metadata.post_logout_redirect_uris;
        if !registered.iter().any(|uri| uri == given) {
            let detail = format!("received {given:?}, registered {registered:?}");
            let why = "The address to return to is not registered for this app.";
            return Err(Refusal(why, detail));
        }
        let redirect_uri = match self.state {
            Some(state) => with_query(given, &[("state", state)]),
            None => given.to_owned(),
        };
        Ok(Afterwards {
            redirect_uri: Some(redirect_uri),
            client_name: Some(client.display_name().to_owned()),
        })
    }
}

/// A valid hint for a person who is signed in here needs no question (security E8).
async fn act(
    services: &Services,
    checked: Checked,
    visitor: Visitor<'_>,
) -> Result<LogoutOutcome, Failure> {
    let signed_in = visitor.signed_in;
    let is_hinted = signed_in.is_some_and(|signed_in| checked.hints_at(services, &signed_in.user));
    if let (Some(_), false) = (signed_in, is_hinted)
        && let Some(other) = waiting(services, &checked, visitor).await?
    {
        return Ok(LogoutOutcome::SignedOut {
            frames: end(services, &other).await?,
            afterwards: checked.afterwards,
            redirect: true,
            stays: true,
        });
    }
    let frames = match signed_in {
        None => end_hinted(services, &checked).await?,
        Some(_) => Vec::new(),
    };
    let Checked {
        hint, afterwards, ..
    } = checked;
    match (hint, signed_in) {
        (Some(_), Some(signed_in)) if is_hinted => {
            let frames = end(services, signed_in).await?;
            Ok(LogoutOutcome::SignedOut {
                afterwards,
                redirect: true,
                frames,
                stays: false,
            })
        }
        (_, Some(signed_in)) => Ok(LogoutOutcome::Confirm {
            signed_in: Box::new(signed_in.clone()),
            client_name: afterwards.client_name.clone(),
            redirect_uri: afterwards.redirect_uri.clone(),
            sealed: services.seal(Purpose::Logout, visitor.browser.as_bytes(), &afterwards)?,
        }),
        (hint, None) => Ok(LogoutOutcome::SignedOut {
            afterwards,
            redirect: hint.is_some(),
            frames,
            stays: false,
        }),
    }
}

/// Whom the hint is about, where they are signed in to this browser besides the current account.
async fn waiting(
    services: &Services,
    checked: &Checked,
    visitor: Visitor<'_>,
) -> Result<Option<SignedIn>, StoreError> {
    if checked.hint.is_none() {
        return Ok(None);
    }
    let waiting = accounts::live(services, visitor.waiting).await?;
    let mut waiting = waiting.into_iter();
    Ok(waiting.find(|one| checked.hints_at(services, &one.user)))
}

/// The person has confirmed.
pub async fn confirmed(
    services: &Services,
    sealed: &str,
    browser: &Browser,
    signed_in: Option<&SignedIn>,
) -> Result<LogoutOutcome, Failure> {
    let frames = match signed_in {
        Some(signed_in) => end(services, signed_in).await?,
        None => Vec::new(),
    };
    let afterwards = services.open(Purpose::Logout, browser.as_bytes(), sealed);
    Ok(LogoutOutcome::SignedOut {
        afterwards: afterwards.unwrap_or_default(),
        redirect: true,
        frames,
        stays: false,
    })
}

/// Ends the session of this browser; what it is to frame.
async fn end(services: &Services, signed_in: &SignedIn) -> Result<Vec<String>, StoreError> {
    let session = signed_in.session.id;
    end_session(services, session, signed_in.user.id).await?;
    frontchannel_logout::frames(services, session).await
}

/// Ends a session; its apps are told, and a moment is given to them.
pub async fn end_session(
    services: &Services,
    session: SessionId,
    user: UserId,
) -> Result<(), StoreError> {
    let event = services.event("session.ended").by_person(user);
    let store = services.recording(event.session(session));
    let told = store.end_session(session, services.now()).await?;
    tracing::info!(event = "signed_out", user = %user, sid = %session, apps = told.len());
    services.outbox.told(&told).await;
    Ok(())
}

/// A cross-site POST brings no cookie: the hint itself names the session to end.
async fn end_hinted(services: &Services, checked: &Checked) -> Result<Vec<String>, StoreError> {
    let Some(id) = checked.hint.as_ref().and_then(|hint| hint.session_id) else {
        return Ok(Vec::new());
    };
    let session = services.store.session(id).await?;
    let Some(session) = session.filter(|session| session.ended_at.is_none()) else {
        return Ok(Vec::new());
    };
    let user = services.store.user(session.user_id).await?;
    if !user.is_some_and(|user| checked.hints_at(services, &user)) {
        return Ok(Vec::new());
    }
    end_session(services, id, session.user_id).await?;
    frontchannel_logout::frames(services, id).await
}
