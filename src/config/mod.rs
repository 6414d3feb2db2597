//! Settings: defaults, under the file, under the environment, under flags; checked once, all
//! together, into a [`Config`] that does not contradict itself.
//!
//! [`SETTINGS`] is the one table: the name of a setting in the file (`session_idle`), in the
//! environment (`SIGNET_SESSION_IDLE`), on the command line (`--session-idle`) and in the
//! README follow from its key. To add a setting, add its line there, and its field and reading
//! in `sections.rs` or here. What a master key looks like and what lies in the directories is for
//! `keys` and `store` to say.

mod effective;
mod error;
mod events;
mod issuer;
mod layers;
mod mail;
mod passkeys;
mod reader;
mod sections;
mod settings;
mod sources;
mod suggest;
#[cfg(test)]
mod tests;
mod value;

pub use effective::{Effective, effective};
pub use error::{ConfigError, ConfigErrors, InvalidValue, Origin};
pub use events::{EventFile, Eventing, Syslog};
pub use issuer::Issuer;
pub use mail::{Mailing, SmtpServer, SmtpTls};
pub use passkeys::{Passkeys, RelyingPartyNames};
pub use sections::{
    Declaring, Fetching, IdentityHeaders, KeySchedule, Lifetimes, LogFormat, Look, PasswordHashing,
    Registration, SecondFactor, SecondFactors, Throttle, TlsFiles,
};
pub use settings::{Kind, SETTINGS, Setting, flags, markdown_table};
pub use sources::Sources;
pub use suggest::nearest;
pub use value::lasting;

use crate::secret::Secret;
use crate::words::Language;
use ipnet::IpNet;
use layers::Layers;
use reader::Reader;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Everything that can be set, checked.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Config {
    /// The public address.
    pub issuer: Issuer,
    /// Where connections are accepted; at least one address.
    pub listen: Vec<SocketAddr>,
    /// The files with the certificate and key of those addresses; none where a proxy speaks TLS.
    pub tls: Option<TlsFiles>,
    /// Where the embedded database lies.
    pub data_dir: PathBuf,
    /// The address of the PostgreSQL database; none for the embedded one in `data_dir`.
    pub database_url: Option<Secret<String>>,
    /// Where the master key and imported signing keys lie.
    pub keys_dir: PathBuf,
    /// The key that seals private keys and codes, as it was written; none for the one in
    /// `keys_dir`.
    pub master_key: Option<Secret<String>>,
    /// What the pages call this provider.
    pub name: String,
    /// How the pages look.
    pub look: Look,
    /// The language of pages for whom nothing else is known of.
    pub default_locale: &'static Language,
    /// The files of people and apps that it is served with.
    pub declared: Option<Declaring>,
    /// Whether there is a client and a user to try out.
    pub demo: bool,
    /// How log lines look.
    pub log_format: LogFormat,
    /// What is logged, as `EnvFilter` reads it.
    pub log_level: String,
    /// Proxies whose forwarding headers are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// In which headers proxies are told who it is.
    pub identity_headers: IdentityHeaders,
    /// What outgoing calls may reach.
    pub fetch: Fetching,
    /// Where it is told what is measured; nowhere if there is no address.
    pub metrics_listen: Vec<SocketAddr>,
    /// The collector that traces are sent to, if there is one.
    pub otlp_endpoint: Option<String>,
    /// How many of a hundred requests are traced.
    pub traces_percent: u32,
    /// Threads that serve requests; 0 is one for each CPU.
    pub workers: usize,
    /// Whether access tokens may travel through the browser.
    pub front_channel_access_tokens: bool,
    /// Whether apps may register themselves.
    pub registration: Registration,
    /// Registrations from one address in a minute.
    pub registration_limit: u32,
    /// Whether apps that registered themselves must use PKCE.
    pub registration_pkce: bool,
    /// How long requests are still served after SIGTERM.
    pub shutdown_delay: Duration,
    /// How long things last.
    pub lifetimes: Lifetimes,
    /// When signing keys change.
    pub keys: KeySchedule,
    /// How mail goes out.
    pub mail: Mailing,
    /// The domains of the addresses with which people may make their own accounts, all if none is
    /// named; none at all where they may not.
    pub self_registration: Option<Vec<String>>,
    /// The shortest new password, in characters.
    pub password_min_length: usize,
    /// Whether people may change their own claims.
    pub profile_editing: bool,
    /// How long an account can still be kept after its person has left; zero where people cannot
    /// delete their own accounts.
    pub deletion_grace: Duration,
    /// The file of breached passwords, as `signet passwords import` makes it.
    pub breached_passwords: Option<PathBuf>,
    /// What becomes of events.
    pub events: Eventing,
    /// What hashing a password costs.
    pub passwords: PasswordHashing,
    /// How failed sign-ins are slowed.
    pub throttle: Throttle,
    /// Who needs a second factor.
    pub second_factors: SecondFactors,
    /// Whether people can sign in with passkeys.
    pub passkeys: Passkeys,
    /// Whether people who sign in with nothing but a password are offered to make one.
    pub passkey_offer: bool,
    /// Everything as it was written and where, for people to look at.
    pub in_force: Vec<Effective>,
}

impl Config {
    /// Lays `sources` over each other and checks the outcome. Fails with everything that is
    /// wrong. Reads no files but those that `_FILE` variables name.
    pub fn load(sources: Sources) -> Result<Self, ConfigErrors> {
        let layers = Layers::of(sources);
        let in_force = effective::of(&layers);
        let mut reader = Reader::new(layers);
        let config = Self::read(&mut reader);
        let errors = reader.into_errors();
        if errors.is_empty() {
            Ok(Self { in_force, ..config })
        } else {
            Err(ConfigErrors(errors))
        }
    }

    /// The values; empty ones where `reader` has an error.
    fn read(reader: &mut Reader) -> Self {
        let listen = reader.read("listen", value::listen);
        let tls = TlsFiles::read(reader);
        let issuer = issuer::read(reader, &listen, tls.is_some());
        let passkeys = Passkeys::read(reader, &issuer);
        Self {
            demo: match reader.choice("demo") {
                "auto" => issuer.is_loopback(),
                choice => choice == "on",
            },
            declared: Declaring::read(reader),
            mail: Mailing::read(reader, &issuer),
            second_factors: SecondFactors::read(reader, &passkeys),
            passkey_offer: passkeys.is_on() && reader.choice("passkey_offer") == "on",
            passkeys,
            self_registration: {
                let domains = reader.read("self_registration_domains", mail::domains);
                (reader.choice("self_registration") == "on").then_some(domains)
            },
            issuer,
            listen,
            tls,
            data_dir: reader.read("data_dir", value::path),
            database_url: reader.checked_secret("database_url", value::database_url),
            keys_dir: reader.read("keys_dir", value::path),
            master_key: reader.secret("master_key"),
            name: reader.read("name", value::name),
            look: Look::read(reader),
            default_locale: reader.read("default_locale", value::locale),
            log_format: LogFormat::read(reader),
            log_level: reader.read("log_level", value::log_level),
            trusted_proxies: reader.read("trusted_proxies", value::proxies),
            identity_headers: IdentityHeaders::read(reader),
            fetch: Fetching::read(reader),
            metrics_listen: reader.read("metrics_listen", value::optional_listen),
            otlp_endpoint: reader.read("otlp_endpoint", value::optional_address),
            traces_percent: reader.count("traces_percent"),
            workers: reader.count("workers"),
            front_channel_access_tokens: reader.choice("front_channel_access_tokens") == "on",
            registration: Registration::read(reader),
            registration_limit: reader.count("registration_limit"),
            registration_pkce: reader.choice("registration_pkce") == "required",
            shutdown_delay: reader.duration("shutdown_delay"),
            lifetimes: Lifetimes::read(reader),
            keys: KeySchedule::read(reader),
            profile_editing: reader.choice("profile_editing") == "on",
            deletion_grace: reader.duration("deletion_grace"),
            password_min_length: reader.count("password_min_length"),
            breached_passwords: reader.read("breached_passwords", value::optional_path),
            events: Eventing::read(reader),
            passwords: PasswordHashing::read(reader),
            throttle: Throttle::read(reader),
            in_force: Vec::new(),
        }
    }
}
