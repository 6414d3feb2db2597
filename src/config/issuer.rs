//! The provider's public address.

use super::error::InvalidValue;
use super::reader::Reader;
use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;
use url::{Host, Url};

/// The issuer identifier: an absolute http(s) URL without user, query and fragment, kept to
/// the letter, because clients compare it to the letter (OpenID Connect Discovery §4.3).
/// Plain http is for this machine only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    written: String,
    origin: String,
    path: String,
    loopback: bool,
}

impl Issuer {
    /// This machine at `port`, without the port that goes without saying.
    pub(super) fn localhost(port: u16, https: bool) -> Self {
        let (scheme, usual) = if https { ("https", 443) } else { ("http", 80) };
        let origin = if port == usual {
            format!("{scheme}://localhost")
        } else {
            format!("{scheme}://localhost:{port}")
        };
        Self {
            written: origin.clone(),
            origin,
            path: String::new(),
            loopback: true,
        }
    }

    /// The identifier exactly as it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether browsers reach it by https.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https:")
    }

    /// The path without its closing slash: empty, or such as `/auth`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The origin as browsers write it: lower case, without a port that goes without saying.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether it is an address of this machine: localhost, 127.0.0.0/8 or [::1].
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl FromStr for Issuer {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let path = written_path(text)?;
        let url = Url::parse(text).map_err(|error| {
            InvalidValue::new(format!("is not a URL: {error}"), "write https://host/path")
        })?;
        if url.path() != if path.is_empty() { "/" } else { path } || path.contains("//") {
            return Err(InvalidValue::new(
                "has a path that browsers would rewrite",
                "write the path with plain characters, without `//`, `/./` and `/../`",
            ));
        }
        let issuer = Self {
            written: text.to_owned(),
            origin: url.origin().ascii_serialization(),
            path: path.trim_end_matches('/').to_owned(),
            loopback: is_loopback(url.host().as_ref()),
        };
        if !issuer.is_https() && !issuer.is_loopback() {
            return Err(InvalidValue::new(
                "is plain http, which is for localhost, 127.0.0.0/8 and [::1] only",
                "write it with https, and set tls_cert and tls_key or let a proxy with a certificate stand in front",
            ));
        }
        Ok(issuer)
    }
}

fn is_loopback(host: Option<&Host<&str>>) -> bool {
    match host {
        Some(Host::Domain(name)) => *name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The issuer that was set, else this machine at the port of `listen`, which must then be
/// closed to others. Any issuer when there is an error.
pub(super) fn read(reader: &mut Reader, listen: &[SocketAddr], tls: bool) -> Issuer {
    let port = listen.first().map_or(0, SocketAddr::port);
    let derived = Issuer::localhost(port, tls);
    if reader.is_given("issuer") {
        let given = reader.read("issuer", |_, text| text.parse().map(Some));
        let issuer: Issuer = given.unwrap_or(derived);
        if tls && !issuer.is_https() && !reader.has_failed("issuer") {
            let problem = format!("is plain http, but there is {}", reader.show("tls_cert"));
            let fix = "write the issuer with https, or leave tls_cert and tls_key out";
            reader.fail("issuer", InvalidValue::new(problem, fix));
        }
        return issuer;
    }
    let public = listen
        .iter()
        .any(|address| !address.ip().to_canonical().is_loopback());
    let why = if public {
        "can be reached from other machines"
    } else {
        "lets the system choose the port"
    };
    if public || (port == 0 && !reader.has_failed("listen")) {
        let problem = format!("must be set, because {} {why}", reader.show("listen"));
        let fix = "set issuer to the public address, such as https://sign-in.example.com, \
                   or listen on localhost:8080";
        reader.fail("issuer", InvalidValue::new(problem, fix));
    }
    derived
}

/// The path of `text` as it stands there; fails on what the URL parser would mend in silence.
fn written_path(text: &str) -> Result<&str, InvalidValue> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .ok_or_else(|| {
            let fix = "write it in full, such as https://sign-in.example.com";
            InvalidValue::new("is not an http(s) URL", fix)
        })?;
    if !rest.bytes().all(|byte| byte.is_ascii_graphic()) || rest.contains('\\') {
        return Err(InvalidValue::new(
            "has characters that a URL cannot have",
            "remove spaces and backslashes; write a host beyond ASCII as xn--",
        ));
    }
    if rest.contains(['?', '#', '@']) {
        return Err(InvalidValue::new(
            "has a query, a fragment or a user name",
            "remove everything but https://host:port/path",
        ));
    }
    let path = rest.find('/').map_or("", |slash| rest.split_at(slash).1);
    if path.len() == rest.len() {
        return Err(InvalidValue::new("has no host", "write https://host/path"));
    }
    Ok(path)
}
