//! Lays the sources over each other: defaults, file, environment, flags. Finds unknown names.

use super::error::{ConfigError, InvalidValue, Origin};
use super::settings::{Kind, PREFIX, SETTINGS, Setting};
use super::sources::{NO_SETTINGS, Sources};
use super::suggest;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value before it is looked at. Lists are written with commas.
pub(super) struct Found {
    pub text: String,
    pub origin: Origin,
}

/// The uppermost layer's value of each setting, and what went wrong on the way.
pub(super) struct Layers {
    pub values: BTreeMap<&'static str, Found>,
    pub errors: Vec<ConfigError>,
}

impl Layers {
    pub fn of(sources: Sources) -> Self {
        let mut layers = Self {
            values: BTreeMap::new(),
            errors: Vec::new(),
        };
        for setting in SETTINGS {
            layers.put(setting, setting.default.to_owned(), Origin::Default);
        }
        if let Some((path, content)) = sources.file {
            layers.file(&path, &content);
        }
        for (name, value) in sources.environment {
            layers.variable(&name, value, sources.read_file);
        }
        for (name, value) in sources.flags {
            layers.flag(name, value);
        }
        layers
    }

    fn put(&mut self, setting: &Setting, text: String, origin: Origin) {
        self.values.insert(setting.key, Found { text, origin });
    }

    fn fail(&mut self, key: &str, origin: Origin, reason: InvalidValue) {
        self.errors.push(ConfigError {
            key: key.to_owned(),
            value: None,
            origin,
            reason,
        });
    }

    fn file(&mut self, path: &Path, content: &str) {
        let at = |offset| Origin::File(path.to_owned(), line(content, offset));
        match DeTable::parse(content) {
            Ok(table) => {
                for (key, value) in table.get_ref() {
                    self.file_entry(key.get_ref(), value, at(key.span().start));
                }
            }
            // Only the message: the full text quotes the line, which may hold a secret.
            Err(error) => {
                let origin = error.span().map_or_else(
                    || Origin::File(path.to_owned(), None),
                    |span| at(span.start),
                );
                let problem = format!("is not TOML: {}", error.message());
                let fix = "write lines such as session_idle = \"12h\"";
                self.fail("config", origin, InvalidValue::new(problem, fix));
            }
        }
    }

    fn file_entry(&mut self, key: &str, value: &Spanned<DeValue<'_>>, origin: Origin) {
        let Some(setting) = Setting::find(key) else {
            return self.fail(key, origin, suggest::unknown_key(key));
        };
        match text_of(setting.kind, value.get_ref()) {
            Some(text) => self.put(setting, text, origin),
            None => self.fail(key, origin, wrong_type(setting)),
        }
    }

    fn variable(&mut self, name: &str, value: String, read: fn(&Path) -> io::Result<String>) {
        let Some(word) = name.strip_prefix(PREFIX) else {
            return;
        };
        if NO_SETTINGS.contains(&name) || value.is_empty() || is_service_link(name, &value) {
            return;
        }
        let origin = Origin::Variable(name.to_owned());
        if let Some(setting) = SETTINGS.iter().find(|setting| setting.variable() == name) {
            self.put_once(setting, value, origin);
        } else if let Some(setting) = secret_in_file(name) {
            self.secret_file(setting, name, PathBuf::from(value), read);
        } else {
            self.fail(name, origin, suggest::unknown_variable(word));
        }
    }

    fn secret_file(
        &mut self,
        setting: &Setting,
        name: &str,
        path: PathBuf,
        read: fn(&Path) -> io::Result<String>,
    ) {
        let content = read(&path);
        let origin = Origin::SecretFile(name.to_owned(), path);
        match content {
            Ok(content) => {
                let text = content.trim_end_matches(['\r', '\n']).to_owned();
                self.put_once(setting, text, origin);
            }
            Err(error) => {
                let problem = format!("cannot be read: {error}");
                let fix = "name a file that this user may read";
                self.fail(setting.key, origin, InvalidValue::new(problem, fix));
            }
        }
    }

    /// Puts a value of the environment, where a setting can have two names.
    fn put_once(&mut self, setting: &Setting, text: String, origin: Origin) {
        let (plain, file) = (setting.variable(), format!("{}_FILE", setting.variable()));
        let before = self.values.get(setting.key).map(|found| &found.origin);
        if let Some(Origin::Variable(_) | Origin::SecretFile(..)) = before {
            let reason = InvalidValue::new(
                format!("is given twice, by {plain} and by {file}"),
                format!("unset {plain} or {file}"),
            );
            return self.fail(setting.key, origin, reason);
        }
        self.put(setting, text, origin);
    }

    fn flag(&mut self, name: String, value: String) {
        match SETTINGS.iter().find(|setting| setting.flag() == name) {
            Some(setting) if setting.secret => {
                let problem = "is secret, and other users see flags";
                let fix = format!("use {0} or {0}_FILE", setting.variable());
                let reason = InvalidValue::new(problem, fix);
                self.fail(setting.key, Origin::Flag(name), reason);
            }
            Some(setting) => self.put(setting, value, Origin::Flag(name)),
            None => {
                let reason = suggest::unknown_flag(&name);
                self.fail(&format!("--{name}"), Origin::Flag(name), reason);
            }
        }
    }
}

fn secret_in_file(name: &str) -> Option<&'static Setting> {
    let variable = name.strip_suffix("_FILE")?;
    SETTINGS
        .iter()
        .find(|setting| setting.secret && setting.variable() == variable)
}

/// The line of `content`, from 1, that the byte at `offset` is on.
fn line(content: &str, offset: usize) -> Option<usize> {
    let before = content.get(..offset)?;
    Some(before.matches('\n').count() + 1)
}

/// What stands in the file, if it is of the type that the setting has.
fn text_of(kind: Kind, value: &DeValue<'_>) -> Option<String> {
    match (kind, value) {
        (_, DeValue::String(text)) => Some(text.to_string()),
        (
            Kind::Count(..) | Kind::Duration(..) | Kind::DurationOrNever(..),
            DeValue::Integer(number),
        ) => Some(number.to_string()),
        (Kind::Choice(_), DeValue::Boolean(yes)) => Some(if *yes { "on" } else { "off" }.into()),
        (Kind::List, DeValue::Array(items)) => {
            let items: Option<Vec<&str>> = items
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::String(text) => Some(text.as_ref()),
                    _ => None,
                })
                .collect();
            Some(items?.join(","))
        }
        _ => None,
    }
}

fn wrong_type(setting: &Setting) -> InvalidValue {
    let (problem, example) = match (setting.kind, setting.default) {
        (Kind::List, _) => ("is no array of strings", "[\"…\", \"…\"]".to_owned()),
        (Kind::Count(..), default) => ("is no whole number", default.to_owned()),
        (_, "") => ("is no string", "\"…\"".to_owned()),
        (_, default) => ("is no string", format!("{default:?}")),
    };
    InvalidValue::new(problem, format!("write {} = {example}", setting.key))
}

/// Whether it is one of the variables that Kubernetes gives every container for a service
/// whose name begins with `signet`, such as `SIGNET_PORT_8080_TCP_ADDR`.
fn is_service_link(name: &str, value: &str) -> bool {
    const PROTOCOLS: [&str; 3] = ["TCP", "UDP", "SCTP"];
    let address = PROTOCOLS.iter().any(|protocol| {
        let scheme = format!("{}://", protocol.to_ascii_lowercase());
        value.starts_with(&scheme) || name.contains(&format!("_{protocol}_"))
    });
    name.ends_with("_SERVICE_HOST")
        || name.contains("_SERVICE_PORT")
        || (name.contains("_PORT") && address)
}
