//! Redirect URIs: what may be registered, and what equals what is registered.

use super::client_metadata::ApplicationType;
use url::{Host, Url};

/// Whose port may differ from the registered one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnyPort {
    /// Nobody's.
    Never,
    /// That of `127.0.0.1` and `[::1]` (RFC 8252 §7.3).
    OfLoopbackAddresses,
    /// That of `localhost` too, against the advice of RFC 8252 §8.3.
    OfLocalhostToo,
}

impl AnyPort {
    const fn hosts(self) -> &'static [&'static str] {
        match self {
            Self::Never => &[],
            Self::OfLoopbackAddresses => &["127.0.0.1", "[::1]"],
            Self::OfLocalhostToo => &["127.0.0.1", "[::1]", "localhost"],
        }
    }
}

/// Whether `given` is the registered `redirect_uri`: the same string (RFC 9700 §4.1.3), but for
/// the port where `any_port` says so.
pub fn matches(registered: &str, given: &str, any_port: AnyPort) -> bool {
    registered == given || same_but_for_loopback_port(registered, given, any_port)
}

fn same_but_for_loopback_port(registered: &str, given: &str, any_port: AnyPort) -> bool {
    let of = |uri| LoopbackUri::of(uri, any_port);
    of(registered)
        .zip(of(given))
        .is_some_and(|(registered, given)| registered == given)
}

/// A loopback address without its port, the rest byte for byte.
#[derive(PartialEq, Eq)]
struct LoopbackUri<'a> {
    host: &'a str,
    rest: &'a str,
}

impl<'a> LoopbackUri<'a> {
    fn of(uri: &'a str, any_port: AnyPort) -> Option<Self> {
        let after_scheme = uri.strip_prefix("http://")?;
        any_port.hosts().iter().find_map(|host| {
            let rest = after_scheme.strip_prefix(host)?;
            let rest = match rest.strip_prefix(':') {
                Some(port_and_rest) => without_port(port_and_rest)?,
                None => rest,
            };
            let ends_host = rest.is_empty() || rest.starts_with(['/', '?']);
            ends_host.then_some(Self { host, rest })
        })
    }
}

fn without_port(port_and_rest: &str) -> Option<&str> {
    let rest = port_and_rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = port_and_rest.len() - rest.len();
    let port: u16 = port_and_rest.get(..digits)?.parse().ok()?;
    (port > 0).then_some(rest)
}

/// Why a URI cannot be registered for answers to be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum UnfitUri {
    #[error("is no absolute URI: write all of it, such as https://app.example/callback")]
    NotAbsolute,
    #[error("has a fragment: leave out # and what follows")]
    Fragment,
    #[error("has user information: leave out what stands before @")]
    UserInformation,
    #[error("has a wildcard: list each URI as it is")]
    Wildcard,
    #[error("has a character that does not belong in a URI: write it percent-encoded")]
    Character,
    #[error("uses http: use https (http is for loopback addresses only)")]
    PlainHttp,
    #[error(
        "has a scheme that only native clients (application_type = \"native\") may use, in reverse domain form (com.example.app)"
    )]
    Scheme,
}

/// Whether `uri` may be registered (RFC 9700 §2.1, RFC 8252 §7, OpenID Connect Registration §2).
pub fn check_registrable(uri: &str, application: ApplicationType) -> Result<(), UnfitUri> {
    if uri.contains('*') {
        return Err(UnfitUri::Wildcard);
    }
    if uri.contains('#') {
        return Err(UnfitUri::Fragment);
    }
    if !uri
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte))
    {
        return Err(UnfitUri::Character);
    }
    let parsed = Url::parse(uri).map_err(|_| UnfitUri::NotAbsolute)?;
    if !parsed.username().is_empty() || parsed.password().is_some() || has_at_in_authority(uri) {
        return Err(UnfitUri::UserInformation);
    }
    match parsed.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(&parsed) => Ok(()),
        "http" => Err(UnfitUri::PlainHttp),
        scheme if application == ApplicationType::Native && scheme.contains('.') => Ok(()),
        _ => Err(UnfitUri::Scheme),
    }
}

fn has_at_in_authority(uri: &str) -> bool {
    let after = uri.split_once("://").map_or("", |(_, after)| after);
    let authority = after.split(['/', '?']).next().unwrap_or_default();
    authority.contains('@')
}

/// Whether the host of `url` is this machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{AnyPort, ApplicationType, UnfitUri, check_registrable, matches};

    #[test]
    fn security_a1_the_string_must_be_the_same() {
        let registered = "https://app.example/cb";
        assert!(matches(registered, registered, AnyPort::Never));
        for given in [
            "https://app.example/cb/",
            "https://app.example/cb?x=1",
            "https://app.example/CB",
            "https://APP.example/cb",
            "https://app.example:443/cb",
            "https://app.example/%63b",
            "https://app.example/cb#",
            "https://app.example/x/../cb",
        ] {
            for any_port in [AnyPort::Never, AnyPort::OfLocalhostToo] {
                assert!(!matches(registered, given, any_port), "{given}");
            }
        }
    }

    #[test]
    fn security_a2_only_the_port_of_a_native_loopback_address_may_vary() {
        let native = AnyPort::OfLoopbackAddresses;
        for host in ["127.0.0.1", "[::1]", "localhost"] {
            let registered = format!("http://{host}/cb");
            let given = format!("http://{host}:49152/cb");
            assert_eq!(matches(&registered, &given, native), host != "localhost");
            assert_eq!(matches(&given, &registered, native), host != "localhost");
            assert!(matches(&given, &registered, AnyPort::OfLocalhostToo));
            assert!(!matches(&registered, &given, AnyPort::Never));
        }
        for given in [
            "http://127.0.0.1:1/other",
            "https://127.0.0.1:1/cb",
            "http://127.0.0.2:1/cb",
            "http://localhost:1/cb",
            "http://127.0.0.1:1@evil.example/cb",
            "http://127.0.0.1.evil.example/cb",
            "http://127.0.0.1:65536/cb",
            "http://127.0.0.1:/cb",
            "http://127.0.0.1:1/cb?x",
        ] {
            assert!(!matches("http://127.0.0.1/cb", given, native), "{given}");
        }
    }

    #[test]
    fn security_k8_unfit_uris_are_not_registered() {
        let web = ApplicationType::Web;
        let native = ApplicationType::Native;
        let cases = [
            ("/cb", UnfitUri::NotAbsolute),
            ("https://a.example/#", UnfitUri::Fragment),
            ("https://u@a.example/", UnfitUri::UserInformation),
            ("https://@a.example/", UnfitUri::UserInformation),
            ("https://*.a.example/", UnfitUri::Wildcard),
            ("https://a.example/ b", UnfitUri::Character),
            ("http://a.example/", UnfitUri::PlainHttp),
            ("javascript:alert(1)", UnfitUri::Scheme),
            ("com.example.app:/cb", UnfitUri::Scheme),
        ];
        for (uri, why) in cases {
            assert_eq!(check_registrable(uri, web), Err(why), "{uri}");
        }
        for uri in [
            "https://a.example/cb?x=1",
            "http://localhost:3000/",
            "http://[::1]/",
        ] {
            assert_eq!(check_registrable(uri, web), Ok(()), "{uri}");
        }
        assert_eq!(check_registrable("com.example.app:/cb", native), Ok(()));
        assert_eq!(
            check_registrable("data:text/html,x", native),
            Err(UnfitUri::Scheme)
        );
    }
}
