//! Several accounts in one browser. The one that is current has the session cookie; the others wait
//! in a cookie of their own, sealed for this browser (security E4), so that no row is written to
//! keep them.

use super::session::{self, SessionCookie, SignedIn};
use super::{Browser, Failure, Services};
use crate::keys::Purpose;
use crate::login::login_key;
use crate::model::{SessionId, User};
use crate::store::StoreError;

/// How many accounts a browser is signed in to at most.
pub const MOST: usize = 5;

/// The sessions of a browser.
#[derive(Clone, Debug)]
pub struct Held {
    /// The one in use.
    pub current: SessionCookie,
    /// Those that wait, the latest first.
    pub waiting: Vec<SessionCookie>,
}

impl Held {
    /// The sessions of a browser once it has turned to the waiting one called `to`; nothing if none
    /// is called so.
    pub fn turned(
        current: Option<SessionCookie>,
        mut waiting: Vec<SessionCookie>,
        to: SessionId,
    ) -> Option<Self> {
        let place = waiting.iter().position(|cookie| cookie.id == to)?;
        let turned_to = waiting.remove(place);
        Some(Self {
            current: turned_to,
            waiting: current.into_iter().chain(waiting).collect(),
        })
    }
}

/// Seals `waiting` for `browser`.
pub fn seal(
    services: &Services,
    browser: &Browser,
    waiting: &[SessionCookie],
) -> Result<String, Failure> {
    let values: Vec<_> = waiting.iter().map(SessionCookie::encode).collect();
    services.seal(Purpose::WaitingSessions, browser.as_bytes(), &values)
}

/// Opens what [`seal`] made for the same browser; whatever else it is holds nothing.
pub fn open(services: &Services, browser: &Browser, sealed: &str) -> Vec<SessionCookie> {
    let values = services.open::<Vec<String>>(Purpose::WaitingSessions, browser.as_bytes(), sealed);
    let values = values.unwrap_or_default();
    let cookies = values
        .iter()
        .filter_map(|value| SessionCookie::decode(value));
    cookies.take(MOST - 1).collect()
}

/// Who else is signed in: the live ones of `waiting`. Looking is no use of a session.
pub async fn live(
    services: &Services,
    waiting: &[SessionCookie],
) -> Result<Vec<SignedIn>, StoreError> {
    let mut live = Vec::new();
    for cookie in waiting {
        if let Some(signed_in) = session::look(services, Some(cookie)).await? {
            live.push(signed_in);
        }
    }
    Ok(live)
}

/// Whether somebody who signs in as `hint` would be `user` (OpenID Connect Core §3.1.2.1
/// `login_hint`).
pub fn is_named(user: &User, hint: &str) -> bool {
    login_key(hint)
        .is_some_and(|key| key == user.username.key || Some(&key) == user.email_key.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn cookie(id: u8) -> SessionCookie {
        let value = data_encoding::BASE64URL_NOPAD.encode(&[id; 48]);
        SessionCookie::decode(&value).unwrap()
    }

    const fn id(id: u8) -> SessionId {
        SessionId(Uuid::from_bytes([id; 16]))
    }

    fn ids(held: &Held) -> Vec<SessionId> {
        let all = std::iter::once(&held.current).chain(&held.waiting);
        all.map(|cookie| cookie.id).collect()
    }

    #[test]
    fn who_was_current_waits_first() {
        let waiting = vec![cookie(2), cookie(3)];
        let held = Held::turned(Some(cookie(1)), waiting.clone(), id(3)).unwrap();
        assert_eq!(ids(&held), [id(3), id(1), id(2)]);
        let held = Held::turned(None, waiting.clone(), id(2)).unwrap();
        assert_eq!(ids(&held), [id(2), id(3)]);
        assert!(Held::turned(Some(cookie(1)), waiting, id(1)).is_none());
    }
}
