//! Flags that follow from the table of settings.

use super::operator::Access;
use crate::config::{Kind, Setting, flags};
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches, value_parser};
use std::path::PathBuf;

/// Settings that say which deployment is meant: every command has a flag for them.
const SHARED: [&str; 4] = ["data_dir", "keys_dir", "issuer", "listen"];

const HEADING: &str = "Which deployment";
const ELSEWHERE: &str = "A server elsewhere";

/// Names of the flags that name one.
const SERVER: &str = "server";
const TOKEN_FILE: &str = "token-file";

fn server() -> Arg {
    Arg::new(SERVER).long(SERVER).value_name("ISSUER").help(
        "Do it at this server by its HTTP API, such as https://id.example, with the access token in \
         SIGNET_TOKEN or by SIGNET_CLIENT_ID and SIGNET_CLIENT_SECRET (docs/api.md)",
    )
}

fn token_file() -> Arg {
    Arg::new(TOKEN_FILE)
        .long(TOKEN_FILE)
        .value_name("PATH")
        .value_parser(value_parser!(PathBuf))
        .requires(SERVER)
        .help("A file with the access token")
}

fn is_shared(setting: &Setting) -> bool {
    SHARED.contains(&setting.key)
}

fn arg(setting: &Setting) -> Arg {
    let help = match setting.default {
        "" => setting.summary.to_owned(),
        default => format!("{} [default: {default}]", setting.summary),
    };
    Arg::new(setting.key)
        .long(setting.flag())
        .value_name(value_name(setting))
        .help(help)
}

fn value_name(setting: &Setting) -> String {
    match setting.kind {
        Kind::Text if setting.key == "issuer" => "URL".to_owned(),
        Kind::Text => "TEXT".to_owned(),
        Kind::Path => "PATH".to_owned(),
        Kind::List if setting.key == "listen" => "ADDRESSES".to_owned(),
        Kind::List => "LIST".to_owned(),
        Kind::Choice(words) => words.join("|"),
        Kind::Count(..) => "NUMBER".to_owned(),
        Kind::Duration(..) | Kind::DurationOrNever(..) => "DURATION".to_owned(),
    }
}

/// The flags that were given, as [`crate::config::Sources`] takes them.
fn given(matches: &ArgMatches, which: impl Fn(&Setting) -> bool) -> Vec<(String, String)> {
    flags()
        .filter(|setting| which(setting))
        .filter_map(|setting| {
            let value = matches.get_one::<String>(setting.key)?;
            Some((setting.flag(), value.clone()))
        })
        .collect()
}

/// Which deployment is meant: the settings file, and settings that say where it is.
#[derive(Clone, Debug, Default)]
pub struct SharedFlags {
    /// The settings file.
    pub config: Option<PathBuf>,
    /// Flags without their dashes and their values.
    pub settings: Vec<(String, String)>,
    /// A server elsewhere that is meant instead.
    pub access: Option<Access>,
}

impl FromArgMatches for SharedFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        Ok(Self {
            config: matches.get_one::<PathBuf>("config").cloned(),
            settings: given(matches, is_shared),
            access: matches.get_one::<String>(SERVER).map(|server| Access {
                server: server.clone(),
                token_file: matches.get_one::<PathBuf>(TOKEN_FILE).cloned(),
            }),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for SharedFlags {
    fn augment_args(command: Command) -> Command {
        let config = Arg::new("config")
            .long("config")
            .value_name("PATH")
            .value_parser(value_parser!(PathBuf))
            .help("The settings file [default: signet.toml if it is there]");
        let shared = flags().filter(|setting| is_shared(setting)).map(arg);
        let all = std::iter::once(config).chain(shared);
        let elsewhere = [server(), token_file()].map(|arg| arg.help_heading(ELSEWHERE));
        let all = all.map(|arg| arg.help_heading(HEADING)).chain(elsewhere);
        command.args(all.map(|arg| arg.global(true)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// The settings that only `serve` has flags for.
#[derive(Clone, Debug, Default)]
pub struct ServeFlags(pub Vec<(String, String)>);

impl FromArgMatches for ServeFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        Ok(Self(given(matches, |setting| !is_shared(setting))))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for ServeFlags {
    fn augment_args(command: Command) -> Command {
        let own = flags().filter(|setting| !is_shared(setting)).map(arg);
        command.args(own.map(|arg| arg.help_heading("Settings")))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}
