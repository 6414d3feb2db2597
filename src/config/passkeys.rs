//! Under which name passkeys are made, and on which pages they are taken.

use super::error::InvalidValue;
use super::issuer::Issuer;
use super::reader::Reader;
use super::settings::Setting;
use super::value;
use url::{Host, Url};

/// Whether people can sign in with passkeys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Passkeys {
    /// No.
    #[default]
    Off,
    /// No, for the issuer is an IP address: passkeys are made for names (WebAuthn §5.1.2).
    Nameless,
    /// Yes.
    On(RelyingPartyNames),
}

/// What passkeys are tied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingPartyNames {
    /// The RP ID: a domain (WebAuthn §4).
    pub id: String,
    /// The origins of the pages that may use them: the issuer's, then related ones.
    pub origins: Vec<Url>,
}

impl RelyingPartyNames {
    /// The origins that pages of other names may have (WebAuthn §5.11), as browsers write them;
    /// none where there are none.
    pub fn related(&self) -> Option<Vec<String>> {
        let all = self.origins.iter();
        let all: Vec<_> = all.map(|url| url.origin().ascii_serialization()).collect();
        (all.len() > 1).then_some(all)
    }
}

impl Passkeys {
    /// What they are tied to, where they are on.
    pub const fn names(&self) -> Option<&RelyingPartyNames> {
        match self {
            Self::On(names) => Some(names),
            Self::Off | Self::Nameless => None,
        }
    }

    /// Whether they are on.
    pub const fn is_on(&self) -> bool {
        self.names().is_some()
    }

    pub(super) fn read(reader: &mut Reader, issuer: &Issuer) -> Self {
        let given = reader.read("passkey_rp_id", rp_id);
        let related = reader.read("passkey_origins", origins);
        if reader.choice("passkeys") == "off" {
            return Self::Off;
        }
        let Ok(own) = Url::parse(issuer.origin()) else {
            return Self::Off;
        };
        let host = match own.host() {
            Some(Host::Domain(host)) => Some(host.to_owned()),
            _ => None,
        };
        let Some(id) = given.or_else(|| host.clone()) else {
            return Self::Nameless;
        };
        let below = host.is_some_and(|host| is_below(&host, &id));
        if !below && !related.contains(&own) {
            let problem = format!("is not the domain of the issuer {issuer}, nor above it");
            let fix = "name a parent domain, or list the issuer's origin in passkey_origins";
            reader.fail("passkey_rp_id", InvalidValue::new(problem, fix));
        }
        let others = related.into_iter().filter(|origin| *origin != own);
        let origins = std::iter::once(own.clone()).chain(others).collect();
        Self::On(RelyingPartyNames { id, origins })
    }
}

/// Whether `host` is `domain` or a name below it.
fn is_below(host: &str, domain: &str) -> bool {
    let prefix = host.strip_suffix(domain);
    prefix.is_some_and(|prefix| prefix.is_empty() || prefix.ends_with('.'))
}

/// A domain, if one is given.
fn rp_id(_: &Setting, text: &str) -> Result<Option<String>, InvalidValue> {
    if text.is_empty() {
        return Ok(None);
    }
    let fits = matches!(Host::parse(text), Ok(Host::Domain(domain)) if domain == text)
        && (text.contains('.') || text == "localhost")
        && !text.ends_with('.');
    fits.then(|| Some(text.to_owned())).ok_or_else(|| {
        let fix = "write a domain in lower case, such as example.com, without scheme and port";
        InvalidValue::new("is no domain", fix)
    })
}

/// Origins, as browsers write them.
fn origins(_: &Setting, text: &str) -> Result<Vec<Url>, InvalidValue> {
    value::items(text).map(origin).collect()
}

fn origin(item: &str) -> Result<Url, InvalidValue> {
    let url = Url::parse(item).ok().filter(|url| {
        let secure = url.scheme() == "https" || url.host_str() == Some("localhost");
        secure && url.origin().is_tuple() && url.origin().ascii_serialization() == item
    });
    url.ok_or_else(|| {
        let fix = "write origins as browsers do, such as https://login.example.com";
        InvalidValue::new(format!("has {item:?}, which is no https origin"), fix)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Sources};

    fn read(settings: &[(&str, &str)]) -> Result<Passkeys, String> {
        let flags = settings.iter();
        let flags = flags.map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let sources = Sources {
            flags: flags.collect(),
            ..Sources::default()
        };
        let config = Config::load(sources).map_err(|errors| errors.to_string())?;
        Ok(config.passkeys)
    }

    fn names(settings: &[(&str, &str)]) -> RelyingPartyNames {
        read(settings).unwrap().names().unwrap().clone()
    }

    const ISSUER: (&str, &str) = ("issuer", "https://login.example.com:8443/auth");

    #[test]
    fn security_g5_passkeys_are_the_issuers_host_at_its_exact_origin() {
        let found = names(&[ISSUER]);
        assert_eq!(found.id, "login.example.com");
        let origins: Vec<_> = found.origins.iter().map(Url::as_str).collect();
        assert_eq!(origins, ["https://login.example.com:8443/"]);
        assert_eq!(found.related(), None);
        assert_eq!(names(&[]).id, "localhost");
    }

    #[test]
    fn addresses_have_no_passkeys_and_neither_has_who_wants_none() {
        let issuer = ("issuer", "http://127.0.0.1:8080");
        assert_eq!(read(&[issuer]).unwrap(), Passkeys::Nameless);
        assert_eq!(read(&[("passkeys", "off")]).unwrap(), Passkeys::Off);
    }

    #[test]
    fn passkeys_may_be_of_a_domain_above_or_of_one_that_was_left() {
        assert_eq!(
            names(&[ISSUER, ("passkey-rp-id", "example.com")]).id,
            "example.com"
        );
        let origins = "https://login.example.com:8443, https://old.example.net";
        let moved = [
            ISSUER,
            ("passkey-rp-id", "old.example.net"),
            ("passkey-origins", origins),
        ];
        let related = names(&moved).related().unwrap();
        assert_eq!(
            related,
            ["https://login.example.com:8443", "https://old.example.net"]
        );
    }

    #[test]
    fn what_no_browser_would_take_is_refused() {
        for id in [
            "ple.com",
            "other.example",
            "Example.com",
            "https://example.com",
            "10.0.0.1",
            "com",
        ] {
            assert!(read(&[ISSUER, ("passkey-rp-id", id)]).is_err(), "{id}");
        }
        for origin in [
            "http://a.example",
            "https://a.example/",
            "https://a.example:443",
            "a.example",
        ] {
            assert!(
                read(&[ISSUER, ("passkey-origins", origin)]).is_err(),
                "{origin}"
            );
        }
    }

    #[test]
    fn passkeys_are_demanded_only_where_there_are_some() {
        let groups = ("passkey-groups", "admins");
        for demand in [("second-factor", "passkey"), groups] {
            assert!(read(&[ISSUER, demand]).is_ok(), "{demand:?}");
            for without in [("passkeys", "off"), ("issuer", "http://127.0.0.1:8080")] {
                let said = read(&[without, demand]).unwrap_err();
                assert!(said.contains("demands passkeys"), "{demand:?}: {said}");
            }
        }
        let said = read(&[ISSUER, ("second-factor", "off"), groups]).unwrap_err();
        assert!(said.contains("rules out"), "{said}");
    }
}
