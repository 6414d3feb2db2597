//! Each test is a sentence about settings: here about where they come from.

mod values;

use super::*;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::time::Duration;

fn pairs(given: &[(&str, &str)]) -> Vec<(String, String)> {
    given
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn file(content: &str) -> Sources {
    Sources {
        file: Some((PathBuf::from("/etc/signet.toml"), content.to_owned())),
        ..Sources::default()
    }
}

fn environment(given: &[(&str, &str)]) -> Sources {
    Sources {
        environment: pairs(given),
        ..Sources::default()
    }
}

fn set(flags: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
    Config::load(Sources {
        flags: pairs(flags),
        ..Sources::default()
    })
}

fn refused(result: Result<Config, ConfigErrors>) -> String {
    result.unwrap_err().to_string()
}

#[track_caller]
fn contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is missing in: {text}");
    }
}

#[test]
fn nothing_set_gives_the_defaults() {
    let config = Config::load(Sources::default()).unwrap();
    assert_eq!(config.issuer.as_str(), "http://localhost:8080");
    assert_eq!(
        config.listen,
        [
            "127.0.0.1:8080".parse().unwrap(),
            "[::1]:8080".parse().unwrap()
        ]
    );
    assert!(config.demo && config.master_key.is_none() && config.trusted_proxies.is_empty());
    assert_eq!(config.lifetimes.access_token, Duration::from_mins(15));
    assert_eq!(
        config.lifetimes.refresh_token_absolute.as_secs(),
        180 * 86_400
    );
    assert_eq!(
        config.keys.rotate_every,
        Some(Duration::from_hours(90 * 24))
    );
    assert_eq!(
        (config.passwords.memory_kib, config.passwords.passes),
        (19_456, 2)
    );
}

#[test]
fn every_setting_is_read_and_checked() {
    let mut sources = environment(&[]);
    sources.environment = SETTINGS
        .iter()
        .map(|setting| (setting.variable(), "\0".to_owned()))
        .collect();
    let errors = Config::load(sources).unwrap_err();
    let mut named: Vec<_> = errors.iter().map(|error| error.key.as_str()).collect();
    let mut all: Vec<_> = SETTINGS.iter().map(|setting| setting.key).collect();
    // What a master key looks like is for `keys` to say.
    all.retain(|key| *key != "master_key");
    named.sort_unstable();
    all.sort_unstable();
    assert_eq!(named, all);
}

#[test]
fn flags_win_over_the_environment_over_the_file_over_defaults() {
    let mut sources = file("name = 'file'\nworkers = 3\nsession_idle = '1h'");
    sources.environment = pairs(&[("SIGNET_NAME", "environment"), ("SIGNET_WORKERS", "4")]);
    sources.flags = pairs(&[("name", "flag")]);
    let config = Config::load(sources).unwrap();
    assert_eq!((config.name.as_str(), config.workers), ("flag", 4));
    assert_eq!(config.lifetimes.session_idle, Duration::from_hours(1));
    assert_eq!(config.lifetimes.session_absolute.as_secs(), 14 * 86_400);
}

#[test]
fn what_a_higher_layer_replaces_is_not_checked() {
    let mut sources = file("session_idle = 'long'");
    sources.flags = pairs(&[("session-idle", "1h")]);
    assert!(Config::load(sources).is_ok());
}

#[test]
fn an_error_names_key_value_source_and_fix() {
    contains(
        &refused(Config::load(file("\n\naccess_token_lifetime = \"2h\""))),
        &[
            "access_token_lifetime = \"2h\" (/etc/signet.toml line 3) is too long. Fix: ",
            "(1s to 1h) in s, m, h or d, such as 15m",
        ],
    );
    contains(
        &refused(Config::load(environment(&[("SIGNET_WORKERS", "many")]))),
        &[
            "workers = \"many\" (environment variable SIGNET_WORKERS) is not a whole number",
            "Fix: give a number, 0 to 1024",
        ],
    );
    contains(
        &refused(set(&[("log-format", "xml")])),
        &["log_format = \"xml\" (flag --log-format) is unknown. Fix: write one of human, json"],
    );
}

#[test]
fn all_errors_are_told_together() {
    let mut sources = file("nam = 'x'\ndemo = 'maybe'");
    sources.environment = pairs(&[("SIGNET_ISSUER", "http://example.com")]);
    sources.flags = pairs(&[("workers", "-1")]);
    let errors = Config::load(sources).unwrap_err();
    let keys: Vec<_> = errors.iter().map(|error| error.key.as_str()).collect();
    assert_eq!(keys, ["nam", "issuer", "demo", "workers"]);
}

#[test]
fn an_unknown_name_gets_a_suggestion() {
    for (key, meant) in [
        ("acces_token_lifetime", "access_token_lifetime"),
        ("session-idle", "session_idle"),
        ("Issuer", "issuer"),
        ("datadir", "data_dir"),
    ] {
        let text = refused(Config::load(file(&format!("{key} = 'x'"))));
        let fix = format!("{key} (/etc/signet.toml line 1) is not a setting");
        contains(&text, &[&fix, &format!("did you mean {meant}?")]);
    }
    for (variable, meant) in [
        ("SIGNET_ISSUR", "did you mean SIGNET_ISSUER?"),
        ("SIGNET_CONFG", "did you mean SIGNET_CONFIG?"),
        ("SIGNET_ISSUER_FILE", "write the value itself"),
        ("SIGNET_NOTHING_LIKE_THIS", "signet serve --help"),
    ] {
        contains(
            &refused(Config::load(environment(&[(variable, "x")]))),
            &[&format!("environment variable {variable}"), meant],
        );
    }
    contains(
        &refused(set(&[("isuer", "x")])),
        &["--isuer", "did you mean --issuer?"],
    );
}

#[test]
fn variables_of_others_are_left_alone() {
    let config = Config::load(environment(&[
        ("PATH", "/bin"),
        ("SIGNET_CONFIG", "/etc/signet.toml"),
        ("SIGNET_NAME", ""),
        ("SIGNET_SERVICE_HOST", "10.0.0.1"),
        ("SIGNET_SERVICE_PORT_HTTP", "80"),
        ("SIGNET_PORT", "tcp://10.0.0.1:80"),
        ("SIGNET_PORT_80_TCP", "tcp://10.0.0.1:80"),
        ("SIGNET_PORT_80_TCP_ADDR", "10.0.0.1"),
        ("SIGNET_DB_PORT_5432_TCP_PROTO", "tcp"),
    ]))
    .unwrap();
    assert_eq!(config.name, "Signet");
    assert!(Config::load(environment(&[("SIGNET_PORT", "80")])).is_err());
}

#[test]
fn the_file_is_typed_and_flat() {
    for (content, problem) in [
        (
            "name = true",
            "name (/etc/signet.toml line 1) is no string. Fix: write name = \"Signet\"",
        ),
        ("name = ['a']", "is no string"),
        ("listen = [1]", "is no array of strings"),
        ("workers = 1.5", "is no whole number"),
        ("issuer = 1", "write issuer = \"…\""),
        (
            "[session]\nidle = '1h'",
            "session (/etc/signet.toml line 1) is not a setting",
        ),
        ("name = 'a'\nname = 'b'", "line 2) is not TOML"),
    ] {
        contains(&refused(Config::load(file(content))), &[problem]);
    }
    let text = refused(Config::load(file("\nmaster_key = hunter2")));
    contains(&text, &["config (/etc/signet.toml line 2) is not TOML"]);
    assert!(!text.contains("hunter2"));
}

#[test]
fn a_secret_is_read_from_the_environment_or_a_file_and_never_shown() {
    let config = Config::load(environment(&[("SIGNET_MASTER_KEY", "hunter2")])).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
    assert_eq!(config.master_key.unwrap().expose(), "hunter2");

    let mut sources = environment(&[("SIGNET_MASTER_KEY_FILE", "/run/key")]);
    sources.read_file = |path| {
        assert_eq!(path, Path::new("/run/key"));
        Ok("hunter2\r\n".to_owned())
    };
    let config = Config::load(sources).unwrap();
    assert_eq!(config.master_key.unwrap().expose(), "hunter2");
}

#[test]
fn an_address_of_a_database_is_checked_without_showing_it() {
    let at = |url| Config::load(environment(&[("SIGNET_DATABASE_URL", url)]));
    for url in [
        "postgres://signet:hunter2@db.example/signet?sslmode=verify-full",
        "postgresql:///signet?host=/run/postgresql",
    ] {
        let config = at(url).unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
        assert_eq!(config.database_url.unwrap().expose(), url);
    }
    for url in [
        "mysql://u:hunter2@db/x",
        "u:hunter2@db",
        "postgres:u:hunter2",
    ] {
        let text = refused(at(url));
        contains(&text, &["database_url (environment variable", "PostgreSQL"]);
        assert!(!text.contains("hunter2"));
    }
}

#[test]
fn a_secret_that_cannot_be_had_stops_the_start() {
    let mut sources = environment(&[("SIGNET_MASTER_KEY_FILE", "/run/key")]);
    sources.read_file = |_| Err(io::ErrorKind::PermissionDenied.into());
    contains(
        &refused(Config::load(sources)),
        &["master_key (/run/key by environment variable SIGNET_MASTER_KEY_FILE) cannot be read"],
    );
    let mut sources = environment(&[("SIGNET_MASTER_KEY_FILE", "/run/key")]);
    sources.read_file = |_| Ok("\n".to_owned());
    contains(&refused(Config::load(sources)), &["is empty"]);

    let mut sources = environment(&[
        ("SIGNET_MASTER_KEY_FILE", "/run/key"),
        ("SIGNET_MASTER_KEY", "hunter2"),
    ]);
    sources.read_file = |_| Ok("hunter3".to_owned());
    let text = refused(Config::load(sources));
    contains(&text, &["given twice", "unset SIGNET_MASTER_KEY or"]);
    assert!(!text.contains("hunter"));

    let text = refused(set(&[("master-key", "hunter2")]));
    contains(
        &text,
        &[
            "master_key (flag --master-key) is secret",
            "SIGNET_MASTER_KEY_FILE",
        ],
    );
    assert!(!text.contains("hunter2"));
    assert!(flags().all(|setting| !["database_url", "master_key"].contains(&setting.key)));
}

#[test]
fn the_file_is_the_named_one_or_the_usual_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("usual"), "name = 'usual'").unwrap();
    std::fs::write(path("flag"), "name = 'flag'").unwrap();
    std::fs::write(path("variable"), "name = 'variable'").unwrap();
    let variable = |name: &str| (OsString::from("SIGNET_CONFIG"), path(name).into_os_string());
    let name = |flag: Option<&str>, named: Option<&str>, usual: &str| {
        let sources = Sources::gather(
            flag.map(path),
            named.map(variable),
            Vec::new(),
            &path(usual),
        )?;
        Config::load(sources).map(|config| config.name)
    };
    assert_eq!(
        name(Some("flag"), Some("variable"), "usual").unwrap(),
        "flag"
    );
    assert_eq!(name(None, Some("variable"), "usual").unwrap(), "variable");
    assert_eq!(name(None, None, "usual").unwrap(), "usual");
    assert_eq!(name(None, None, "missing").unwrap(), "Signet");
    let text = name(Some("missing"), None, "usual")
        .unwrap_err()
        .to_string();
    contains(
        &text,
        &[
            "config = ",
            "missing\" (flag --config) cannot be read",
            "Fix: ",
        ],
    );
    let text = name(None, Some("missing"), "usual")
        .unwrap_err()
        .to_string();
    contains(
        &text,
        &["(environment variable SIGNET_CONFIG) cannot be read"],
    );
}

#[cfg(unix)]
#[test]
fn variables_that_are_not_utf8_stop_the_start_if_they_are_ours() {
    use std::os::unix::ffi::OsStringExt as _;
    let gather = |name: &str| {
        let broken = OsString::from_vec(vec![0xff]);
        let missing = Path::new("/nonexistent/signet.toml");
        Sources::gather(None, [(name.into(), broken)], Vec::new(), missing)
    };
    assert!(gather("LESS").is_ok());
    let text = gather("SIGNET_NAME").err().unwrap().to_string();
    contains(&text, &["environment variable SIGNET_NAME", "is not UTF-8"]);
}

#[test]
fn names_follow_from_the_key() {
    let setting = Setting::find("access_token_lifetime").unwrap();
    assert_eq!(setting.variable(), "SIGNET_ACCESS_TOKEN_LIFETIME");
    assert_eq!(setting.flag(), "access-token-lifetime");
    let table = markdown_table();
    assert_eq!(table.lines().count(), SETTINGS.len() + 2);
    assert!(table.lines().all(|line| line.matches('|').count() == 5));
    contains(
        &table,
        &["| `access_token_lifetime` | `15m` | 1s to 1h | How long"],
    );
}

#[test]
fn tls_needs_both_files_and_an_issuer_that_says_so() {
    let config = |settings: &[(&str, &str)]| {
        Config::load(Sources {
            flags: pairs(settings),
            ..Sources::default()
        })
    };
    let files = [("tls-cert", "cert.pem"), ("tls-key", "key.pem")];
    for one in files {
        let text = config(&[one]).unwrap_err().to_string();
        contains(&text, &["must be set, because tls_", "set both"]);
    }
    let loaded = config(&files).unwrap();
    assert_eq!(loaded.issuer.as_str(), "https://localhost:8080");
    assert_eq!(loaded.tls.unwrap().key.to_str(), Some("key.pem"));
    let plain = [files[0], files[1], ("issuer", "http://localhost:8080")];
    let text = config(&plain).unwrap_err().to_string();
    contains(&text, &["plain http, but there is tls_cert = \"cert.pem\""]);
    let public = [
        files[0],
        files[1],
        ("listen", "0.0.0.0:443"),
        ("issuer", "https://id.example"),
    ];
    assert!(config(&public).unwrap().tls.is_some());
    assert_eq!(config(&[]).unwrap().tls, None);
}
