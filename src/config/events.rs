//! What becomes of events.

use super::error::InvalidValue;
use super::reader::Reader;
use super::settings::Setting;
use super::value;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// Where lines of JSON go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventFile {
    /// Standard error.
    Stderr,
    /// To the end of this file.
    Path(PathBuf),
}

/// Who takes syslog messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Syslog {
    /// One message a datagram (RFC 5426): `HOST:PORT`.
    Udp(String),
    /// Messages after their lengths (RFC 6587 §3.4.1): `HOST:PORT`.
    Tcp(String),
    /// One message a datagram.
    Unix(PathBuf),
}

/// What becomes of events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Eventing {
    /// How long the steps of sign-ins are kept; zero for not at all.
    pub sign_in_trace: Duration,
    /// How long events are kept.
    pub retention: Duration,
    /// Where they go as lines of JSON.
    pub file: Option<EventFile>,
    /// Where they go as syslog.
    pub syslog: Option<Syslog>,
}

impl Eventing {
    pub(super) fn read(reader: &mut Reader) -> Self {
        Self {
            sign_in_trace: reader.duration("sign_in_trace"),
            retention: reader.duration("events_retention"),
            file: reader.read("events_file", file),
            syslog: reader.read("events_syslog", syslog),
        }
    }
}

fn file(setting: &Setting, text: &str) -> Result<Option<EventFile>, InvalidValue> {
    let path = value::optional_path(setting, text)?;
    Ok(path.map(|path| match text {
        "-" => EventFile::Stderr,
        _ => EventFile::Path(path),
    }))
}

fn syslog(_: &Setting, text: &str) -> Result<Option<Syslog>, InvalidValue> {
    if text.is_empty() {
        return Ok(None);
    }
    let problem = "is nowhere that syslog goes";
    let fix = "write udp://HOST:514, tcp://HOST:601 or unix:///dev/log";
    let wrong = || InvalidValue::new(problem, fix);
    let url = Url::parse(text).map_err(|_| wrong())?;
    let place = match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => Some(format!("{host}:{port}")),
        _ => None,
    };
    let found = match (url.scheme(), place) {
        ("udp", Some(place)) => Syslog::Udp(place),
        ("tcp", Some(place)) => Syslog::Tcp(place),
        ("unix", None) if url.path().len() > 1 => Syslog::Unix(url.path().into()),
        _ => return Err(wrong()),
    };
    Ok(Some(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_syslog_are_read() {
        let setting = Setting::find("events_syslog").unwrap();
        let read = |text| syslog(setting, text).ok();
        assert_eq!(read(""), Some(None));
        let udp = Syslog::Udp("log.example:514".to_owned());
        assert_eq!(read("udp://log.example:514"), Some(Some(udp)));
        let tcp = Syslog::Tcp("[::1]:601".to_owned());
        assert_eq!(read("tcp://[::1]:601"), Some(Some(tcp)));
        let unix = Syslog::Unix("/dev/log".into());
        assert_eq!(read("unix:///dev/log"), Some(Some(unix)));
        for wrong in [
            "log",
            "udp://log.example",
            "http://a:1",
            "unix://",
            "unix:///",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
