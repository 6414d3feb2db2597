//! Where settings are read from, before anybody looks at them.

use super::error::{ConfigError, ConfigErrors, InvalidValue, Origin};
use super::settings::{PREFIX, variable};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// The settings file that is read when nobody names one.
const FILE: &str = "signet.toml";
/// The variable by which every program of OpenTelemetry knows its collector.
const OTLP_VARIABLE: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
/// The environment variable that names the settings file.
pub(super) const FILE_VARIABLE: &str = "SIGNET_CONFIG";
/// Variables that are no settings: that one, and those of commands at a server elsewhere.
pub(super) const NO_SETTINGS: [&str; 4] = [
    FILE_VARIABLE,
    "SIGNET_TOKEN",
    "SIGNET_CLIENT_ID",
    "SIGNET_CLIENT_SECRET",
];

/// Everything a configuration is made of. [`Sources::default`] has nothing set.
#[derive(Clone)]
pub struct Sources {
    /// The settings file's path and content.
    pub file: Option<(PathBuf, String)>,
    /// Environment variables; those without `SIGNET_` are not looked at, `OTEL_EXPORTER_OTLP_ENDPOINT` apart.
    pub environment: Vec<(String, String)>,
    /// Flags without their dashes, as [`super::Setting::flag`] names them, and their values.
    pub flags: Vec<(String, String)>,
    /// Reads the file that a `_FILE` variable names.
    pub read_file: fn(&Path) -> io::Result<String>,
}

impl Default for Sources {
    fn default() -> Self {
        Self {
            file: None,
            environment: Vec::new(),
            flags: Vec::new(),
            read_file: |path| std::fs::read_to_string(path),
        }
    }
}

impl Sources {
    /// Reads the environment of this process and the settings file: the one of `--config`,
    /// else the one of `SIGNET_CONFIG`, else `signet.toml` if it is there.
    ///
    /// Fails if a file that was named cannot be read, or a variable of Signet is not UTF-8.
    pub fn collect(
        config: Option<PathBuf>,
        flags: Vec<(String, String)>,
    ) -> Result<Self, ConfigErrors> {
        Self::gather(config, std::env::vars_os(), flags, Path::new(FILE))
    }

    /// As [`Sources::collect`], with the surroundings as arguments.
    pub(super) fn gather(
        config: Option<PathBuf>,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
        flags: Vec<(String, String)>,
        usual: &Path,
    ) -> Result<Self, ConfigErrors> {
        let environment = variables(environment)?;
        let file = match named_file(config, &environment) {
            Some((path, origin)) => Some(read_named(path, origin)?),
            None => read_usual(usual)?,
        };
        Ok(Self {
            file,
            environment,
            flags,
            ..Self::default()
        })
    }
}

fn variables(
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Vec<(String, String)>, ConfigErrors> {
    let mut readable = Vec::new();
    let mut errors = Vec::new();
    let mut endpoint = None;
    for (name, value) in environment {
        let name = name.to_string_lossy().into_owned();
        if name == OTLP_VARIABLE {
            endpoint = value.into_string().ok();
            continue;
        }
        if !name.starts_with(PREFIX) {
            continue;
        }
        match value.into_string() {
            Ok(value) => readable.push((name, value)),
            Err(_) => errors.push(ConfigError {
                key: name.clone(),
                value: None,
                origin: Origin::Variable(name),
                reason: InvalidValue::new("is not UTF-8", "write it in UTF-8"),
            }),
        }
    }
    let own = variable("otlp_endpoint");
    if let Some(endpoint) = endpoint
        && readable.iter().all(|(name, _)| *name != own)
    {
        readable.push((own, endpoint));
    }
    if errors.is_empty() {
        Ok(readable)
    } else {
        Err(ConfigErrors(errors))
    }
}

fn named_file(
    flag: Option<PathBuf>,
    environment: &[(String, String)],
) -> Option<(PathBuf, Origin)> {
    let by_flag = flag.map(|path| (path, Origin::Flag("config".to_owned())));
    by_flag.or_else(|| {
        environment
            .iter()
            .find(|(name, value)| name == FILE_VARIABLE && !value.is_empty())
            .map(|(name, value)| (PathBuf::from(value), Origin::Variable(name.clone())))
    })
}

fn read_named(path: PathBuf, origin: Origin) -> Result<(PathBuf, String), ConfigErrors> {
    match std::fs::read_to_string(&path) {
        Ok(content) => Ok((path, content)),
        Err(error) => Err(unreadable(&path, origin, &error)),
    }
}

fn read_usual(path: &Path) -> Result<Option<(PathBuf, String)>, ConfigErrors> {
    match std::fs::read_to_string(path) {
        Ok(content) => Ok(Some((path.to_owned(), content))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(path, Origin::Default, &error)),
    }
}

fn unreadable(path: &Path, origin: Origin, error: &io::Error) -> ConfigErrors {
    let fix = "name a settings file in TOML that this user may read";
    ConfigErrors(vec![ConfigError {
        key: "config".to_owned(),
        value: Some(path.to_string_lossy().into_owned()),
        origin,
        reason: InvalidValue::new(format!("cannot be read: {error}"), fix),
    }])
}
