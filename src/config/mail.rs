//! How mail goes out.

use super::error::InvalidValue;
use super::issuer::Issuer;
use super::reader::Reader;
use super::settings::Setting;
use super::value;
use crate::secret::Secret;
use lettre::message::Mailbox;
use std::net::IpAddr;
use std::path::PathBuf;
use url::Url;

/// How the connection to a mail server is kept private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpTls {
    /// From the first byte (RFC 8314 §3.3).
    Implicit,
    /// By STARTTLS, without which nothing is sent (RFC 3207).
    StartTls,
    /// Not at all: the server is this machine, or somebody said so.
    None,
}

/// A mail server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpServer {
    /// Its name, which its certificate must bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept private.
    pub tls: SmtpTls,
}

/// How mail goes out.
#[derive(Clone, Debug, Default)]
pub struct Mailing {
    /// Who takes it.
    pub smtp: Option<SmtpServer>,
    /// As whom Signet signs in there.
    pub username: String,
    /// With what.
    pub password: Option<Secret<String>>,
    /// Whom it is from.
    pub from: Option<Mailbox>,
    /// A PEM file of certificate authorities that are believed besides the system's.
    pub ca: Option<PathBuf>,
    /// Without a server letters go to the log, for the provider serves this machine only.
    pub to_log: bool,
}

impl Mailing {
    /// Whether a letter can reach anybody.
    pub const fn is_on(&self) -> bool {
        self.smtp.is_some() || self.to_log
    }

    pub(super) fn read(reader: &mut Reader, issuer: &Issuer) -> Self {
        let read = Self {
            smtp: reader.read("smtp_url", smtp),
            username: reader.read("smtp_username", any),
            password: reader.secret("smtp_password"),
            from: reader.read("mail_from", from),
            ca: reader.read("smtp_ca", value::optional_path),
            to_log: false,
        };
        read.check(reader);
        Self {
            to_log: read.smtp.is_none() && issuer.is_loopback(),
            ..read
        }
    }

    fn check(&self, reader: &mut Reader) {
        let Some(server) = &self.smtp else {
            return;
        };
        if self.from.is_none() && !reader.has_failed("mail_from") {
            let problem = "must be set, because smtp_url is";
            let fix = "give the address that mail is from, such as Example <no-reply@example.com>";
            reader.fail("mail_from", InvalidValue::new(problem, fix));
        }
        if self.username.is_empty() != self.password.is_none() {
            let problem = "goes with smtp_password";
            let fix = "set both, or neither";
            reader.fail("smtp_username", InvalidValue::new(problem, fix));
        }
        if self.password.is_some() && server.tls == SmtpTls::None && !is_loopback(&server.host) {
            let problem = "would send smtp_password where everybody can read it";
            let fix = "leave out ?tls=none, or the password";
            reader.fail("smtp_url", InvalidValue::new(problem, fix));
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "every reading may fail")]
fn any(_: &Setting, text: &str) -> Result<String, InvalidValue> {
    Ok(text.to_owned())
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// `smtp://HOST:587`, `smtps://HOST:465`, either with `?tls=required` or `?tls=none`.
fn smtp(_: &Setting, text: &str) -> Result<Option<SmtpServer>, InvalidValue> {
    if text.is_empty() {
        return Ok(None);
    }
    let fix = "write smtp://HOST:587 (STARTTLS) or smtps://HOST:465 (TLS); add ?tls=none for a server that has no TLS at all";
    let wrong = |problem: &str| InvalidValue::new(problem.to_owned(), fix);
    let url = Url::parse(text).map_err(|_| wrong("is no address of a mail server"))?;
    let host = url.host_str().filter(|host| !host.is_empty());
    let host = host.ok_or_else(|| wrong("names no server"))?.to_owned();
    if !url.username().is_empty() || url.password().is_some() {
        let fix = "set smtp_username and SIGNET_SMTP_PASSWORD instead";
        return Err(InvalidValue::new("holds a user name or a password", fix));
    }
    if !matches!(url.path(), "" | "/") {
        return Err(wrong("has a path"));
    }
    let (usual, tls) = match (url.scheme(), url.query()) {
        ("smtps", None | Some("tls=required")) => (465, SmtpTls::Implicit),
        ("smtp", None) if is_loopback(&host) => (25, SmtpTls::None),
        ("smtp", None | Some("tls=required")) => (587, SmtpTls::StartTls),
        ("smtp", Some("tls=none")) => (25, SmtpTls::None),
        _ => return Err(wrong("is no address of a mail server")),
    };
    let port = url.port().unwrap_or(usual);
    Ok(Some(SmtpServer { host, port, tls }))
}

/// An address with or without a name before it.
fn from(_: &Setting, text: &str) -> Result<Option<Mailbox>, InvalidValue> {
    if text.is_empty() {
        return Ok(None);
    }
    let fix = "write an address such as Example <no-reply@example.com>";
    let plain = !text.contains(char::is_control);
    let parsed = text.parse::<Mailbox>().ok().filter(|_| plain);
    let mailbox = parsed.ok_or_else(|| InvalidValue::new("is no mail address", fix))?;
    Ok(Some(mailbox))
}

/// Domains such as `example.com`, without `@`.
pub(super) fn domains(_: &Setting, text: &str) -> Result<Vec<String>, InvalidValue> {
    value::items(text)
        .map(|item| {
            let domain = item.to_lowercase();
            let looks_right = !domain.contains(['@', '/', ':', '*'])
                && !domain.contains(char::is_whitespace)
                && domain.split('.').all(|label| !label.is_empty());
            looks_right.then_some(domain).ok_or_else(|| {
                let fix = "write domains such as example.com, without @";
                InvalidValue::new(format!("has {item:?}, which is no domain"), fix)
            })
        })
        .collect()
}
