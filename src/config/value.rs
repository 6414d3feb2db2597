//! How single values are written: durations, numbers, lists, names, paths, log levels.

use super::error::InvalidValue;
use super::settings::{Kind, Setting};
use crate::colour::Colour;
use crate::words::Language;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;
use tracing_subscriber::EnvFilter;
use url::Url;

/// The units of durations and their seconds, longest first.
const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// A duration as it is written: in the longest unit that divides it.
pub(super) fn show(duration: Duration) -> String {
    let seconds = duration.as_secs();
    UNITS
        .iter()
        .find(|(_, unit)| seconds != 0 && seconds.is_multiple_of(*unit))
        .map_or_else(
            || format!("{seconds}s"),
            |(letter, unit)| format!("{}{letter}", seconds / unit),
        )
}

fn seconds(text: &str) -> Option<u64> {
    let (number, unit) = UNITS
        .iter()
        .find_map(|(letter, unit)| Some((text.strip_suffix(*letter)?, *unit)))
        .unwrap_or((text, 1));
    number.parse::<u64>().ok()?.checked_mul(unit)
}

/// `90s`, `15m`, `12h`, `30d` or plain seconds.
pub fn lasting(text: &str) -> Option<Duration> {
    seconds(text).map(Duration::from_secs)
}

/// The same, within the setting's bounds.
pub(super) fn duration(setting: &Setting, text: &str) -> Result<Duration, InvalidValue> {
    let fix = || {
        let (allowed, default) = (setting.kind.allowed(), setting.default);
        format!("give a duration ({allowed}) in s, m, h or d, such as {default}")
    };
    let length = lasting(text).ok_or_else(|| InvalidValue::new("is not a duration", fix()))?;
    let (min, max) = match setting.kind {
        Kind::DurationOrNever(..) if length.is_zero() => return Ok(length),
        Kind::Duration(min, max) | Kind::DurationOrNever(min, max) => (min, max),
        _ => return Ok(length),
    };
    if length < min {
        return Err(InvalidValue::new("is too short", fix()));
    }
    if length > max {
        return Err(InvalidValue::new("is too long", fix()));
    }
    Ok(length)
}

/// A whole number within the setting's bounds.
pub(super) fn count<T: TryFrom<u64>>(setting: &Setting, text: &str) -> Result<T, InvalidValue> {
    let Kind::Count(min, max) = setting.kind else {
        return Err(InvalidValue::new("is not a number", "report this"));
    };
    let fix = || format!("give a number, {min} to {max}, such as {}", setting.default);
    let number: u64 = text
        .parse()
        .map_err(|_| InvalidValue::new("is not a whole number", fix()))?;
    if number < min {
        return Err(InvalidValue::new("is too small", fix()));
    }
    T::try_from(number)
        .ok()
        .filter(|_| number <= max)
        .ok_or_else(|| InvalidValue::new("is too large", fix()))
}

/// One of the setting's words.
pub(super) fn choice(setting: &Setting, text: &str) -> Result<&'static str, InvalidValue> {
    let words = match setting.kind {
        Kind::Choice(words) => words,
        _ => &[],
    };
    words
        .iter()
        .copied()
        .find(|word| *word == text)
        .ok_or_else(|| {
            InvalidValue::new("is unknown", format!("write one of {}", words.join(", ")))
        })
}

pub(super) fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

/// Addresses with ports; `localhost:PORT` stands for both loopback addresses.
pub(super) fn listen(_: &Setting, text: &str) -> Result<Vec<SocketAddr>, InvalidValue> {
    let fix = "write addresses with ports, such as localhost:8080, 0.0.0.0:8080 or [::]:8080";
    let mut addresses = Vec::new();
    for item in items(text) {
        let wrong = || InvalidValue::new(format!("has {item:?}, which is no address"), fix);
        if let Some(port) = item.strip_prefix("localhost:") {
            let port: u16 = port.parse().map_err(|_| wrong())?;
            addresses.push(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
            addresses.push(SocketAddr::from((Ipv6Addr::LOCALHOST, port)));
        } else {
            addresses.push(item.parse().map_err(|_| wrong())?);
        }
    }
    if addresses.is_empty() {
        return Err(InvalidValue::new("names no address", fix));
    }
    Ok(addresses)
}

/// The same, or none.
pub(super) fn optional_listen(
    setting: &Setting,
    text: &str,
) -> Result<Vec<SocketAddr>, InvalidValue> {
    if items(text).next().is_none() {
        return Ok(Vec::new());
    }
    listen(setting, text)
}

/// An address by http or https, without anything behind its path.
pub(super) fn optional_address(_: &Setting, text: &str) -> Result<Option<String>, InvalidValue> {
    if text.is_empty() {
        return Ok(None);
    }
    let fix = "write an address such as http://localhost:4318";
    let url = Url::parse(text).map_err(|_| InvalidValue::new("is no address", fix))?;
    let is_plain = url.query().is_none() && url.fragment().is_none() && url.has_host();
    if !matches!(url.scheme(), "http" | "https") || !is_plain {
        return Err(InvalidValue::new("is not the address of a server", fix));
    }
    Ok(Some(text.to_owned()))
}

/// Networks, and single addresses as networks of one.
pub(super) fn proxies(_: &Setting, text: &str) -> Result<Vec<IpNet>, InvalidValue> {
    let fix = "name the proxies only, such as 10.0.0.7 or 10.0.0.0/24";
    let risk = "lets anybody forge the client's address";
    items(text).map(|item| network(item, fix, risk)).collect()
}

/// Networks to fetch from, and single addresses as networks of one.
pub(super) fn fetch_networks(_: &Setting, text: &str) -> Result<Vec<IpNet>, InvalidValue> {
    let fix = "name the networks of the apps only, such as 10.0.0.7 or 10.0.0.0/24";
    let risk = "lets apps reach everything that this machine reaches";
    items(text).map(|item| network(item, fix, risk)).collect()
}

fn network(item: &str, fix: &str, risk: &str) -> Result<IpNet, InvalidValue> {
    let network = item
        .parse::<IpAddr>()
        .map(IpNet::from)
        .or_else(|_| item.parse::<IpNet>())
        .map_err(|_| InvalidValue::new(format!("has {item:?}, which is no network"), fix))?;
    if network.prefix_len() == 0 {
        let problem = format!("has {item:?}, which {risk}");
        return Err(InvalidValue::new(problem, fix));
    }
    Ok(network.trunc())
}

/// A name to show: some characters, none of them control characters.
pub(super) fn name(_: &Setting, text: &str) -> Result<String, InvalidValue> {
    let fits = (1..=64).contains(&text.chars().count()) && !text.contains(char::is_control);
    fits.then(|| text.to_owned()).ok_or_else(|| {
        InvalidValue::new(
            "cannot be shown",
            "give a name of 1 to 64 characters, in one line",
        )
    })
}

/// A language that pages are written in.
pub(super) fn locale(_: &Setting, text: &str) -> Result<&'static Language, InvalidValue> {
    Language::find(text).ok_or_else(|| {
        let tags: Vec<_> = Language::all().iter().map(Language::tag).collect();
        InvalidValue::new(
            "is no language that is spoken here",
            format!("write one of {}", tags.join(", ")),
        )
    })
}

/// A colour as CSS writes it with six digits; none for nothing.
pub(super) fn colour(_: &Setting, text: &str) -> Result<Option<Colour>, InvalidValue> {
    if text.is_empty() {
        return Ok(None);
    }
    let fix = "write a colour as #rrggbb, such as #1f6650";
    let colour = Colour::parse(text).ok_or_else(|| InvalidValue::new("is no colour", fix))?;
    Ok(Some(colour))
}

/// Names between commas.
pub(super) fn names(setting: &Setting, text: &str) -> Result<Vec<String>, InvalidValue> {
    let text = line(setting, text)?;
    Ok(items(&text).map(str::to_owned).collect())
}

/// Any text in one line.
pub(super) fn line(_: &Setting, text: &str) -> Result<String, InvalidValue> {
    in_one_line(text)?;
    Ok(text.to_owned())
}

/// Whether a text is one line. What is wrong with it is told without quoting it.
pub(super) fn in_one_line(text: &str) -> Result<(), InvalidValue> {
    if text.contains(char::is_control) {
        return Err(InvalidValue::new(
            "has a control character",
            "write it in one line",
        ));
    }
    Ok(())
}

/// A path that is not empty.
pub(super) fn path(_: &Setting, text: &str) -> Result<PathBuf, InvalidValue> {
    if text.is_empty() || text.contains('\0') {
        return Err(InvalidValue::new("is no path", "name a directory"));
    }
    Ok(PathBuf::from(text))
}

/// A path, if one is given.
pub(super) fn optional_path(_: &Setting, text: &str) -> Result<Option<PathBuf>, InvalidValue> {
    if text.contains('\0') {
        return Err(InvalidValue::new("is no path", "name a file"));
    }
    Ok(Some(PathBuf::from(text)).filter(|path| !path.as_os_str().is_empty()))
}

/// The address of a PostgreSQL database. What is wrong with it is told without quoting it.
pub(super) fn database_url(text: &str) -> Result<(), InvalidValue> {
    let is_postgres =
        |url: Url| matches!(url.scheme(), "postgres" | "postgresql") && !url.cannot_be_a_base();
    let understood = Url::parse(text).is_ok_and(is_postgres);
    understood.then_some(()).ok_or_else(|| {
        InvalidValue::new(
            "is no address of a PostgreSQL database",
            "write postgres://USER:PASSWORD@HOST:PORT/NAME, with %40 for an @ in the password and the like",
        )
    })
}

/// A filter for log lines. A lone word must be a level: taken as the name of a part, a
/// misspelt level would silence everything else.
pub(super) fn log_level(_: &Setting, text: &str) -> Result<String, InvalidValue> {
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    let understood = items(text).next().is_some()
        && items(text).all(|part| part.contains('=') || LEVELS.contains(&part))
        && EnvFilter::try_new(text).is_ok();
    understood.then(|| text.to_owned()).ok_or_else(|| {
        let fix = format!("use {}, or info,signet::login=debug", LEVELS.join(", "));
        InvalidValue::new("is no log level", fix)
    })
}
