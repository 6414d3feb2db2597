//! Which hosts are protected, and what is asked of them.

use crate::model::{Client, ClientOrigin};
use crate::oidc::ClientId;
use std::collections::HashMap;
use url::Url;

/// Where people come back to from signing in, on the app's own host.
pub const CALLBACK: &str = "/.signet/callback";
/// Where a sign-in begins, for proxies that cannot send people elsewhere by themselves.
pub const START: &str = "/.signet/start";
/// Where people sign out of the app and are led on to signing out altogether.
pub const SIGN_OUT: &str = "/.signet/sign-out";
/// What all of these begin with.
pub const OWN_PATHS: &str = "/.signet/";

/// The longest address that people are brought back to; from a longer one they come to the start.
const LONGEST: usize = 1024;

/// A protected app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its client.
    pub client_id: ClientId,
    /// Scheme, host, and port where it is not the usual one.
    pub origin: String,
}

impl Site {
    /// Whether browsers reach it by https.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https:")
    }

    /// The redirect URI of its client.
    pub fn redirect_uri(&self) -> String {
        format!("{}{CALLBACK}", self.origin)
    }

    /// The address of `uri`, a path and query, on this site and nowhere else.
    pub fn address(&self, uri: &str) -> String {
        format!("{}{uri}", self.origin)
    }
}

/// All protected apps, by host.
#[derive(Debug, Default)]
pub struct Sites(HashMap<String, Site>);

impl Sites {
    /// Those of `clients` that an operator made known: what registers itself protects nothing. Where
    /// two name the same host, the first holds.
    pub fn of<'a>(clients: impl IntoIterator<Item = &'a Client>) -> Self {
        let mut sites = HashMap::new();
        for client in clients {
            if client.origin != ClientOrigin::Operator {
                continue;
            }
            for uri in &client.metadata.redirect_uris {
                let Some((host, origin)) = host_of(uri) else {
                    continue;
                };
                let client_id = client.id.clone();
                sites.entry(host).or_insert(Site { client_id, origin });
            }
        }
        Self(sites)
    }

    /// The site that a browser knows as `host` (`Host`, RFC 9110 §7.2).
    pub fn find(&self, host: &str) -> Option<&Site> {
        let host = host.to_ascii_lowercase();
        let usual = host.strip_suffix(":443").or(host.strip_suffix(":80"));
        self.0
            .get(&host)
            .or_else(|| usual.and_then(|host| self.0.get(host)))
    }
}

/// The host and the origin of a redirect URI that is a [`CALLBACK`].
fn host_of(redirect_uri: &str) -> Option<(String, String)> {
    let url = Url::parse(redirect_uri).ok()?;
    let origin = url.origin().ascii_serialization();
    if *redirect_uri != format!("{origin}{CALLBACK}") {
        return None;
    }
    let (_, host) = origin.split_once("://")?;
    Some((host.to_owned(), origin))
}

/// What a browser asks of a site, as far as it is for Signet to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// Something of the app.
    App(&'a str),
    /// It comes back from signing in, with this query.
    Callback(&'a str),
    /// To sign in and come back to this path and query.
    Start(&'a str),
    /// To sign out.
    SignOut,
    /// Something below [`OWN_PATHS`] that there is not.
    Nothing,
}

impl<'a> Asked<'a> {
    /// Reads a path and query; nothing if it is none.
    pub fn read(uri: &'a str) -> Option<Self> {
        let visible = uri.bytes().all(|byte| byte.is_ascii_graphic());
        if !visible || !uri.starts_with('/') {
            return None;
        }
        let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
        Some(match path {
            CALLBACK => Self::Callback(query),
            START => Self::Start(come_back(query.strip_prefix("to=").unwrap_or_default())),
            SIGN_OUT => Self::SignOut,
            path if path.starts_with(OWN_PATHS) => Self::Nothing,
            _ => Self::App(uri),
        })
    }
}

/// Where to bring people back to who asked for `uri`.
pub(super) fn come_back(uri: &str) -> &str {
    let is_path = uri.starts_with('/') && !uri.starts_with(OWN_PATHS);
    if is_path && uri.len() <= LONGEST {
        uri
    } else {
        "/"
    }
}
