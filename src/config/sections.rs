//! Settings that belong together, and the rules between them.

use super::error::InvalidValue;
use super::passkeys::Passkeys;
use super::reader::Reader;
use super::value;
use crate::colour::Colour;
use ipnet::IpNet;
use std::path::PathBuf;
use std::time::Duration;

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For a person at a terminal.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

impl LogFormat {
    pub(super) fn read(reader: &mut Reader) -> Self {
        match reader.choice("log_format") {
            "json" => Self::Json,
            _ => Self::Human,
        }
    }
}

/// In which headers proxies are told who it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdentityHeaders {
    /// `Remote-User` and the like, as Authelia and others have them.
    #[default]
    Remote,
    /// `X-Forwarded-User` and the like, as oauth2-proxy and others have them.
    Forwarded,
}

impl IdentityHeaders {
    pub(super) fn read(reader: &mut Reader) -> Self {
        match reader.choice("identity_headers") {
            "forwarded" => Self::Forwarded,
            _ => Self::Remote,
        }
    }
}

/// Whether apps may register themselves (RFC 7591).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Registration {
    /// No.
    #[default]
    Off,
    /// With an initial access token.
    Token,
    /// Freely, so many a minute.
    Open,
}

impl Registration {
    pub(super) fn read(reader: &mut Reader) -> Self {
        match reader.choice("registration") {
            "token" => Self::Token,
            "open" => Self::Open,
            _ => Self::Off,
        }
    }
}

/// Files that a deployment is served with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaring {
    /// The file or folder.
    pub path: PathBuf,
    /// Whether what is changed beside them is made as declared again.
    pub enforced: bool,
}

impl Declaring {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let enforced = reader.choice("declared_mode") == "enforce";
        let path = reader.read("declared", value::optional_path);
        if enforced && path.is_none() && !reader.has_failed("declared") {
            let problem = format!("must be set, because {} is", reader.show("declared_mode"));
            let fix = "name a file or a folder, or leave declared_mode out";
            reader.fail("declared", InvalidValue::new(problem, fix));
        }
        path.map(|path| Self { path, enforced })
    }
}

/// How long things last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// How long a code can be redeemed.
    pub authorization_code: Duration,
    /// How long a device waits for somebody to enter its code.
    pub device_code: Duration,
    /// How long an access token is good.
    pub access_token: Duration,
    /// How long an ID token is good.
    pub id_token: Duration,
    /// How long a refresh token may lie unused.
    pub refresh_token_idle: Duration,
    /// How long refreshing goes on after the sign-in; at least `refresh_token_idle`.
    pub refresh_token_absolute: Duration,
    /// How long the refresh token before the current one may be sent again; may be zero.
    pub refresh_token_retry_window: Duration,
    /// How long a session may lie unused.
    pub session_idle: Duration,
    /// How long a session lasts at most; at least `session_idle`.
    pub session_absolute: Duration,
    /// How long a started sign-in may take.
    pub sign_in: Duration,
}

impl Lifetimes {
    pub(super) fn read(reader: &mut Reader) -> Self {
        let read = Self {
            authorization_code: reader.duration("authorization_code_lifetime"),
            device_code: reader.duration("device_code_lifetime"),
            access_token: reader.duration("access_token_lifetime"),
            id_token: reader.duration("id_token_lifetime"),
            refresh_token_idle: reader.duration("refresh_token_idle"),
            refresh_token_absolute: reader.duration("refresh_token_absolute"),
            refresh_token_retry_window: reader.duration("refresh_token_retry_window"),
            session_idle: reader.duration("session_idle"),
            session_absolute: reader.duration("session_absolute"),
            sign_in: reader.duration("sign_in_lifetime"),
        };
        reader.at_least(
            ("refresh_token_absolute", read.refresh_token_absolute),
            ("refresh_token_idle", read.refresh_token_idle),
        );
        reader.at_least(
            ("session_absolute", read.session_absolute),
            ("session_idle", read.session_idle),
        );
        read
    }
}

/// When signing keys change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySchedule {
    /// How often a key is replaced; none for never.
    pub rotate_every: Option<Duration>,
    /// How long a key is published before it signs; from `jwks_max_age` to `rotate_every`.
    pub publish_ahead: Duration,
    /// How long a switch waits for readers of the published keys.
    pub wait_for_readers: Duration,
    /// How long clients may keep the published keys.
    pub jwks_max_age: Duration,
}

impl KeySchedule {
    pub(super) fn read(reader: &mut Reader) -> Self {
        let rotation = reader.duration("key_rotation");
        let publish_ahead = reader.duration("key_publish_ahead");
        let jwks_max_age = reader.duration("jwks_max_age");
        let ahead = ("key_publish_ahead", publish_ahead);
        reader.at_least(ahead, ("jwks_max_age", jwks_max_age));
        if !rotation.is_zero() {
            reader.at_least(("key_rotation", rotation), ahead);
        }
        Self {
            rotate_every: Some(rotation).filter(|rotation| !rotation.is_zero()),
            publish_ahead,
            wait_for_readers: reader.duration("key_readers_wait"),
            jwks_max_age,
        }
    }
}

/// The least memory times passes that OWASP allows for Argon2id (7168 KiB, 5 passes).
const LEAST_HASHING_KIB: u32 = 7168 * 5;

/// What hashing a password with Argon2id costs, and who waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordHashing {
    /// Memory of one hash, in KiB.
    pub memory_kib: u32,
    /// Passes over that memory; at least 35840 KiB are passed over in all.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
    /// Passwords hashed at once; 0 is one less than the CPUs, at least one.
    pub workers: usize,
    /// Sign-ins that may wait for a hash.
    pub queue: usize,
    /// How long a sign-in waits.
    pub wait: Duration,
}

impl PasswordHashing {
    pub(super) fn read(reader: &mut Reader) -> Self {
        let (memory, passes) = ("password_hash_memory_kib", "password_hash_passes");
        let read = Self {
            memory_kib: reader.count(memory),
            passes: reader.count(passes),
            lanes: reader.count("password_hash_lanes"),
            workers: reader.count("password_hash_workers"),
            queue: reader.count("password_hash_queue"),
            wait: reader.duration("password_hash_wait"),
        };
        let weak = read.memory_kib.saturating_mul(read.passes) < LEAST_HASHING_KIB;
        if weak && !reader.has_failed(memory) && !reader.has_failed(passes) {
            let needed = LEAST_HASHING_KIB.div_ceil(read.memory_kib);
            let problem = format!("makes weak hashes with {}", reader.show(memory));
            let fix = format!("set {passes} to {needed} or more, or use more memory");
            reader.fail(passes, InvalidValue::new(problem, fix));
        }
        read
    }
}

/// How the pages look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The colour of links and main buttons; none for Signet's.
    pub accent_color: Option<Colour>,
    /// The file of the logo; none for Signet's mark.
    pub logo: Option<PathBuf>,
    /// The file of a stylesheet that is added to Signet's.
    pub stylesheet: Option<PathBuf>,
    /// The folder of texts that are said instead of Signet's.
    pub texts: Option<PathBuf>,
}

impl Look {
    pub(super) fn read(reader: &mut Reader) -> Self {
        Self {
            accent_color: reader.read("accent_color", value::colour),
            logo: reader.read("logo", value::optional_path),
            stylesheet: reader.read("stylesheet", value::optional_path),
            texts: reader.read("texts", value::optional_path),
        }
    }
}

/// How failed sign-ins are slowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Throttle {
    /// Failures of one account that cost nothing.
    pub account_failures: u32,
    /// Failures from one address that cost nothing.
    pub address_failures: u32,
    /// Failures of all accounts together that cost nothing.
    pub overall_failures: u32,
    /// How long a failure counts.
    pub window: Duration,
    /// The longest wait.
    pub max_delay: Duration,
}

impl Throttle {
    pub(super) fn read(reader: &mut Reader) -> Self {
        Self {
            account_failures: reader.count("throttle_account_failures"),
            address_failures: reader.count("throttle_address_failures"),
            overall_failures: reader.count("throttle_overall_failures"),
            window: reader.duration("throttle_window"),
            max_delay: reader.duration("throttle_max_delay"),
        }
    }
}

/// Whether people may, or must, have a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecondFactor {
    /// Nobody can set one up. Those that were set up are still asked for.
    Off,
    /// Whoever wants one, and whoever is in certain groups.
    #[default]
    Optional,
    /// Everybody.
    Required,
    /// Everybody, and nothing but a passkey is good enough.
    Passkey,
}

/// Who needs a second factor, and where it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecondFactors {
    /// Whether people may, or must, have one.
    pub mode: SecondFactor,
    /// Groups whose members must.
    pub groups: Vec<String>,
    /// Groups whose members must have a passkey.
    pub passkey_groups: Vec<String>,
    /// How long a browser that has shown one may do without; zero for never.
    pub remembered: Duration,
}

impl SecondFactors {
    pub(super) fn read(reader: &mut Reader, passkeys: &Passkeys) -> Self {
        let mode = match reader.choice("second_factor") {
            "off" => SecondFactor::Off,
            "required" => SecondFactor::Required,
            "passkey" => SecondFactor::Passkey,
            _ => SecondFactor::Optional,
        };
        let groups = reader.read("second_factor_groups", value::names);
        let passkey_groups = reader.read("passkey_groups", value::names);
        for (key, groups) in [
            ("second_factor_groups", &groups),
            ("passkey_groups", &passkey_groups),
        ] {
            if mode == SecondFactor::Off && !groups.is_empty() {
                let problem = format!("demands what {} rules out", reader.show("second_factor"));
                let fix = "set second_factor to optional, or leave the groups out";
                reader.fail(key, InvalidValue::new(problem, fix));
            }
        }
        for (key, demands) in [
            ("second_factor", mode == SecondFactor::Passkey),
            ("passkey_groups", !passkey_groups.is_empty()),
        ] {
            if demands && !passkeys.is_on() {
                let problem = "demands passkeys, which nobody can have here";
                let fix = "leave passkeys on, with an issuer that is no IP address";
                reader.fail(key, InvalidValue::new(problem, fix));
            }
        }
        Self {
            mode,
            groups,
            passkey_groups,
            remembered: reader.duration("remembered_device"),
        }
    }
}

/// What outgoing calls may reach, and whom they believe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetching {
    /// Private networks that may be reached.
    pub networks: Vec<IpNet>,
    /// A PEM file of certificate authorities, besides the system's.
    pub ca: Option<PathBuf>,
}

impl Fetching {
    pub(super) fn read(reader: &mut Reader) -> Self {
        Self {
            networks: reader.read("fetch_networks", value::fetch_networks),
            ca: reader.read("fetch_ca", value::optional_path),
        }
    }
}

/// Where certificate and key lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, then those that lead to its authority, in PEM (RFC 7468).
    pub cert: PathBuf,
    /// Its private key, in PEM.
    pub key: PathBuf,
}

impl TlsFiles {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let given = |reader: &Reader, key| reader.is_given(key);
        for (one, other) in [("tls_cert", "tls_key"), ("tls_key", "tls_cert")] {
            if given(reader, one) && !given(reader, other) {
                let problem = format!("must be set, because {} is", reader.show(one));
                let fix = "set both to PEM files, or neither";
                reader.fail(other, InvalidValue::new(problem, fix));
            }
        }
        (given(reader, "tls_cert") && given(reader, "tls_key")).then(|| Self {
            cert: reader.read("tls_cert", value::path),
            key: reader.read("tls_key", value::path),
        })
    }
}
