//! The table of settings: the one place that file keys, environment variables,
//! flags and the README's table follow from.

use super::value;
use std::fmt::Write as _;
use std::time::Duration;

/// The prefix of every environment variable of Signet.
pub(super) const PREFIX: &str = "SIGNET_";

/// What a setting may be given.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any text, checked where it is read.
    Text,
    /// A path; a relative one starts at the working directory.
    Path,
    /// Items between commas, or an array of strings in the file.
    List,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number between these bounds, bounds included.
    Count(u64, u64),
    /// A duration between these bounds, bounds included.
    Duration(Duration, Duration),
    /// A duration between these bounds, or 0 for never.
    DurationOrNever(Duration, Duration),
}

impl Kind {
    /// The allowed values as a person reads them.
    pub fn allowed(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Path => "path".to_owned(),
            Self::List => "list".to_owned(),
            Self::Choice(words) => words.join(", "),
            Self::Count(min, max) => format!("{min} to {max}"),
            Self::Duration(min, max) => {
                format!("{} to {}", value::show(*min), value::show(*max))
            }
            Self::DurationOrNever(min, max) => {
                format!("0, or {} to {}", value::show(*min), value::show(*max))
            }
        }
    }
}

/// One thing that can be set.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The name in the file, in snake case.
    pub key: &'static str,
    /// What holds when nobody sets it, as it would be written; empty for nothing.
    pub default: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// What it may be given.
    pub kind: Kind,
    /// Never shown; has no flag, and a `_FILE` variable that names a file to read it from.
    pub secret: bool,
}

impl Setting {
    /// The setting that the file calls `key`.
    pub fn find(key: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.key == key)
    }

    /// The environment variable, such as `SIGNET_ACCESS_TOKEN_LIFETIME`.
    pub fn variable(&self) -> String {
        variable(self.key)
    }

    /// The long flag without its dashes, such as `access-token-lifetime`.
    pub fn flag(&self) -> String {
        self.key.replace('_', "-")
    }
}

/// The environment variable for `key`.
pub(super) fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.to_ascii_uppercase())
}

/// The settings that have a flag: all but the secrets.
pub fn flags() -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().filter(|setting| !setting.secret)
}

/// The table of settings in Markdown, for the README.
pub fn markdown_table() -> String {
    let mut table =
        "| setting | default | allowed | what it does |\n| --- | --- | --- | --- |\n".to_owned();
    for setting in SETTINGS {
        let default = match setting.default {
            "" => String::new(),
            default => format!("`{default}`"),
        };
        let allowed = setting.kind.allowed();
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "| `{}` | {default} | {allowed} | {} |",
            setting.key, setting.summary
        );
    }
    table
}

const fn setting(
    key: &'static str,
    default: &'static str,
    kind: Kind,
    summary: &'static str,
) -> Setting {
    Setting {
        key,
        default,
        summary,
        kind,
        secret: false,
    }
}

const fn secret(key: &'static str, summary: &'static str) -> Setting {
    Setting {
        secret: true,
        ..setting(key, "", Kind::Text, summary)
    }
}

/// From `min` to `max` seconds.
const fn lasting(min: u64, max: u64) -> Kind {
    Kind::Duration(Duration::from_secs(min), Duration::from_secs(max))
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Every setting, in the order of the README.
#[rustfmt::skip]
pub static SETTINGS: &[Setting] = &[
    setting("issuer", "", Kind::Text,
        "The public address, exactly as clients know it; `http://localhost:PORT` while only this machine is served."),
    setting("listen", "localhost:8080", Kind::List,
        "Addresses to accept connections on; `localhost:PORT` is both 127.0.0.1 and [::1]."),
    setting("tls_cert", "", Kind::Path,
        "A PEM file with the certificate of the addresses in `listen` and those that lead to its authority: then they speak TLS, without a proxy. Followed when it changes."),
    setting("tls_key", "", Kind::Path,
        "The PEM file with the private key of `tls_cert`."),
    setting("data_dir", "data", Kind::Path,
        "Where the embedded database lies, and copies that are made before tables are migrated or replaced."),
    secret("database_url",
        "A PostgreSQL database (15 or later) instead of the embedded one: `postgres://USER:PASSWORD@HOST/NAME?sslmode=verify-full`."),
    setting("keys_dir", "keys", Kind::Path,
        "Where the master key and imported signing keys lie."),
    secret("master_key",
        "The key that seals private keys and codes: 32 bytes in base64url or hex. Without it, one in `keys_dir` is used."),
    setting("name", "Signet", Kind::Text,
        "What the pages call this provider."),
    setting("accent_color", "", Kind::Text,
        "The colour of links and main buttons, such as `#7a1fa2`; made darker or lighter as far as it takes to stay readable in light and dark."),
    setting("logo", "", Kind::Path,
        "A file with the logo (SVG, PNG, WebP or JPEG, at most 64 KiB) that stands at the top of every page; read at the start."),
    setting("stylesheet", "", Kind::Path,
        "A file with a stylesheet (at most 64 KiB) that is added to that of the pages; it can load nothing from elsewhere. Read at the start."),
    setting("texts", "", Kind::Path,
        "A folder of texts that pages and letters say instead of Signet's, a file for each language such as `de.ftl` (see `docs/texts.md`); read at the start."),
    setting("default_locale", "en", Kind::Text,
        "The language of the pages for people whose language is not known."),
    setting("declared", "", Kind::Path,
        "A file, or a folder of files, of groups, people, apps and webhooks that `signet serve` applies before it serves and whenever one changes."),
    setting("declared_mode", "report", Kind::Choice(&["report", "enforce"]),
        "What happens to what is changed beside those files: it is told in the log, or made as declared again."),
    setting("demo", "auto", Kind::Choice(&["auto", "on", "off"]),
        "The built-in demo app at `/demo`; `auto` is on while the issuer is this machine."),
    setting("log_format", "human", Kind::Choice(&["human", "json"]),
        "How log lines look."),
    setting("log_level", "info", Kind::Text,
        "What is logged: a level, or levels for parts such as `info,signet::login=debug`."),
    setting("trusted_proxies", "", Kind::List,
        "Addresses or networks of proxies whose forwarding headers are believed."),
    setting("identity_headers", "remote", Kind::Choice(&["remote", "forwarded"]),
        "In which headers proxies that ask at `/forward-auth` are told who it is: `Remote-User`, `-Groups`, `-Email`, `-Name`, or `X-Forwarded-User`, `-Groups`, `-Email`, `-Preferred-Username`."),
    setting("fetch_networks", "", Kind::List,
        "Private addresses or networks that key sets, request objects and the like may be fetched from, and logout tokens sent to; public ones always may."),
    setting("fetch_ca", "", Kind::Path,
        "A PEM file of certificate authorities that are believed when fetching, besides the system's."),
    setting("metrics_listen", "", Kind::List,
        "Addresses on which `/metrics` tells Prometheus what is measured, such as `localhost:9464`; for nobody outside, as it asks for no password."),
    setting("otlp_endpoint", "", Kind::Text,
        "An OpenTelemetry collector to which traces of requests are sent (OTLP over HTTP), such as `http://localhost:4318`; the variable `OTEL_EXPORTER_OTLP_ENDPOINT` sets it too."),
    setting("traces_percent", "10", Kind::Count(0, 100),
        "How many of a hundred requests are traced, where no trusted proxy has decided that (`traceparent`)."),
    setting("workers", "0", Kind::Count(0, 1024),
        "Threads that serve requests; 0 is one for each CPU."),
    setting("shutdown_delay", "1s", lasting(0, 10 * MINUTE),
        "How long requests are still served after SIGTERM, while `/health/ready` already says no; with several nodes, longer than the proxy takes to notice."),
    setting("front_channel_access_tokens", "off", Kind::Choice(&["off", "on"]),
        "Whether access tokens may come from the authorization endpoint (`response_type` with `token`), as RFC 9700 advises against."),
    setting("registration", "off", Kind::Choice(&["off", "token", "open"]),
        "Whether apps may register themselves at `/register`: not at all, with an initial access token, or freely."),
    setting("registration_limit", "60", Kind::Count(1, 100_000),
        "Registrations from one address in a minute without an initial access token."),
    setting("registration_pkce", "required", Kind::Choice(&["required", "optional"]),
        "Whether apps that registered themselves and can keep a secret must use PKCE."),
    setting("authorization_code_lifetime", "60s", lasting(1, 10 * MINUTE),
        "How long a code can be redeemed."),
    setting("device_code_lifetime", "10m", lasting(1, 30 * MINUTE),
        "How long a device waits for somebody to enter its code."),
    setting("access_token_lifetime", "15m", lasting(1, HOUR),
        "How long an access token is good."),
    setting("id_token_lifetime", "1h", lasting(1, DAY),
        "How long an ID token is good."),
    setting("refresh_token_idle", "30d", lasting(1, 3650 * DAY),
        "How long a refresh token may lie unused."),
    setting("refresh_token_absolute", "180d", lasting(1, 3650 * DAY),
        "How long refreshing goes on after the sign-in."),
    setting("refresh_token_retry_window", "60s", lasting(0, 10 * MINUTE),
        "How long the refresh token before the current one may be sent again by a client that missed the answer."),
    setting("sign_in_trace", "1h",
        Kind::DurationOrNever(Duration::from_secs(MINUTE), Duration::from_secs(30 * DAY)),
        "How long it can be looked up how a sign-in went, step by step; 0 keeps nothing of it."),
    setting("events_retention", "365d", lasting(7 * DAY, 3650 * DAY),
        "How long events are kept."),
    setting("events_file", "", Kind::Text,
        "A file that events are appended to, one JSON object a line; `-` is standard error."),
    setting("events_syslog", "", Kind::Text,
        "Where events are sent as syslog (RFC 5424): `udp://HOST:514`, `tcp://HOST:601` or `unix:///dev/log`."),
    setting("session_idle", "12h", lasting(1, 400 * DAY),
        "How long a session may lie unused."),
    setting("session_absolute", "14d", lasting(1, 400 * DAY),
        "How long a session lasts at most."),
    setting("sign_in_lifetime", "1h", lasting(1, DAY),
        "How long a started sign-in may take."),
    setting("key_rotation", "90d",
        Kind::DurationOrNever(Duration::from_secs(HOUR), Duration::from_secs(3650 * DAY)),
        "How often signing keys are replaced; 0 is never."),
    setting("key_publish_ahead", "1h", lasting(0, 30 * DAY),
        "How long a key is published before it signs; at least `jwks_max_age`."),
    setting("key_readers_wait", "1d", lasting(0, 30 * DAY),
        "How long a switch to a new key waits at most for whoever fetches the published keys regularly and has not seen the new one."),
    setting("jwks_max_age", "15m", lasting(0, DAY),
        "How long clients may keep the published keys."),
    setting("smtp_url", "", Kind::Text,
        "The mail server: `smtp://HOST:587` (STARTTLS) or `smtps://HOST:465` (TLS). Without one, letters go to the log while only this machine is served; elsewhere what needs mail is off."),
    setting("smtp_username", "", Kind::Text,
        "As whom to sign in at the mail server."),
    secret("smtp_password",
        "The password of `smtp_username`."),
    setting("smtp_ca", "", Kind::Path,
        "A PEM file of certificate authorities that are believed for the mail server, besides the system's."),
    setting("mail_from", "", Kind::Text,
        "Whom letters are from, such as `Example <no-reply@example.com>`."),
    setting("self_registration", "off", Kind::Choice(&["off", "on"]),
        "Whether people may make their own accounts, with an address that they prove; needs mail."),
    setting("self_registration_domains", "", Kind::List,
        "The domains of those addresses; all if none is named."),
    setting("profile_editing", "on", Kind::Choice(&["on", "off"]),
        "Whether people may change their own names, pictures, addresses and the like at `/account/profile`."),
    setting("deletion_grace", "14d", Kind::DurationOrNever(Duration::from_secs(HOUR), Duration::from_secs(365 * DAY)),
        "How long an account that its person deletes at `/account/delete` can still be kept by signing in; 0 is: only operators delete accounts."),
    setting("password_min_length", "15", Kind::Count(8, 64),
        "The shortest new password, in characters."),
    setting("breached_passwords", "", Kind::Path,
        "A file of breached passwords that are refused besides the common ones that are built in, made by `signet passwords import`."),
    setting("password_hash_memory_kib", "19456", Kind::Count(7168, 4_194_304),
        "Memory of one Argon2id hash, in KiB."),
    setting("password_hash_passes", "2", Kind::Count(1, 100),
        "Passes of Argon2id over that memory."),
    setting("password_hash_lanes", "1", Kind::Count(1, 64),
        "Lanes of Argon2id."),
    setting("password_hash_workers", "0", Kind::Count(0, 1024),
        "Passwords hashed at once; 0 is one less than the CPUs, at least one."),
    setting("password_hash_queue", "64", Kind::Count(1, 100_000),
        "Sign-ins that may wait for a hash; further ones are told to come back."),
    setting("password_hash_wait", "5s", lasting(1, MINUTE),
        "How long a sign-in waits for a hash before it is told to come back."),
    setting("throttle_account_failures", "10", Kind::Count(1, 25),
        "Failed sign-ins of one account before further ones are slowed."),
    setting("throttle_address_failures", "20", Kind::Count(1, 1000),
        "Failed sign-ins from one address before further ones are slowed."),
    setting("throttle_overall_failures", "1000", Kind::Count(10, 1_000_000),
        "Failed sign-ins by password of all accounts together before further ones are slowed; never where the browser is signed in to the account or remembered for it, nor with a passkey."),
    setting("throttle_window", "15m", lasting(MINUTE, DAY),
        "How long a failed sign-in counts."),
    setting("throttle_max_delay", "15m", lasting(1, DAY),
        "The longest wait after failed sign-ins."),
    setting("second_factor", "optional", Kind::Choice(&["off", "optional", "required", "passkey"]),
        "Whether people can (`optional`) or must (`required`) have a second factor besides the password, or must sign in with a passkey (`passkey`); whoever has one is always asked for it."),
    setting("second_factor_groups", "", Kind::List,
        "Groups whose members must have a second factor; whoever has none sets it up while signing in."),
    setting("passkey_groups", "", Kind::List,
        "Groups whose members must sign in with a passkey, alone or after the password (`acr` `urn:signet:acr:phr`); whoever has none makes one while signing in."),
    setting("remembered_device", "0", Kind::DurationOrNever(Duration::from_secs(HOUR), Duration::from_secs(90 * DAY)),
        "How long a browser that has shown a second factor signs in without it; 0 is never."),
    setting("passkeys", "on", Kind::Choice(&["on", "off"]),
        "Whether people can sign in with passkeys; never where the issuer is an IP address."),
    setting("passkey_offer", "on", Kind::Choice(&["on", "off"]),
        "Whether people who have signed in with nothing but a password are offered to make a passkey, in browsers that can; they may say not now, or never."),
    setting("passkey_rp_id", "", Kind::Text,
        "The domain that passkeys are made for: the issuer's host, a domain above it, or one that the issuer has left; none is the issuer's host."),
    setting("passkey_origins", "", Kind::List,
        "Origins on which passkeys are taken besides the issuer's, published at `/.well-known/webauthn`."),
];
