//! What single settings accept, and the rules between them.

use super::*;

#[test]
fn issuers_are_kept_to_the_letter() {
    for (text, origin, path) in [
        ("https://example.com", "https://example.com", ""),
        ("https://example.com/", "https://example.com", ""),
        (
            "https://Example.com:443/auth",
            "https://example.com",
            "/auth",
        ),
        (
            "https://example.com:8443/a/b/",
            "https://example.com:8443",
            "/a/b",
        ),
        ("http://localhost:8080", "http://localhost:8080", ""),
        ("http://127.8.0.1", "http://127.8.0.1", ""),
        ("http://[::1]:9/x", "http://[::1]:9", "/x"),
    ] {
        let issuer: Issuer = text.parse().unwrap();
        assert_eq!((issuer.as_str(), issuer.path()), (text, path));
        assert_eq!(issuer.origin(), origin);
        assert_eq!(issuer.is_https(), text.starts_with("https"));
        assert_eq!(issuer.is_loopback(), text.starts_with("http:"));
    }
}

#[test]
fn no_other_issuers_are_taken() {
    for text in [
        "",
        "example.com",
        "ftp://example.com",
        "HTTPS://example.com",
        "https:example.com",
        "https://",
        "https:///auth",
        "https://example.com?x",
        "https://example.com/#x",
        "https://me@example.com",
        "https://@example.com",
        " https://example.com",
        "https://example.com\n",
        "https://exam\tple.com",
        "https://example.com\\auth",
        "https://exämple.com",
        "https://example.com/a/../b",
        "https://example.com//a",
        "https://example.com/{a}",
        "https://example.com:99999",
        "http://example.com",
        "http://localhost.example.com",
        "http://128.0.0.1",
        "http://[::2]",
    ] {
        assert!(text.parse::<Issuer>().is_err(), "{text:?} is taken");
        contains(
            &refused(Config::load(environment(&[
                ("SIGNET_ISSUER", text),
                ("SIGNET_DEMO", "?"),
            ]))),
            &[if text.is_empty() { "demo" } else { "issuer = " }, "Fix: "],
        );
    }
}

#[test]
fn a_public_address_needs_an_issuer() {
    for listen in ["0.0.0.0:8080", "[::]:8080", "localhost:80,10.0.0.1:80"] {
        let text = refused(set(&[("listen", listen)]));
        contains(
            &text,
            &[
                "issuer (default) must be set",
                listen,
                "flag --listen",
                "Fix: ",
            ],
        );
        let config = set(&[("listen", listen), ("issuer", "https://example.com")]).unwrap();
        assert!(!config.demo);
    }
    contains(
        &refused(set(&[("listen", "127.0.0.1:0")])),
        &["issuer", "choose the port"],
    );
    assert_eq!(refused(set(&[("listen", "localhost")])).lines().count(), 2);
    let config = set(&[("listen", "[::1]:80")]).unwrap();
    assert_eq!(config.issuer.as_str(), "http://localhost");
}

#[test]
fn demo_follows_the_issuer_unless_it_is_said() {
    let demo = |issuer, demo| set(&[("issuer", issuer), ("demo", demo)]).unwrap().demo;
    assert!(demo("http://localhost:1", "auto") && !demo("http://localhost:1", "off"));
    assert!(!demo("https://example.com", "auto") && demo("https://example.com", "on"));
    assert!(!Config::load(file("demo = false")).unwrap().demo);
}

#[test]
fn durations_have_a_unit_or_are_seconds() {
    for (text, seconds) in [
        ("90s", 90),
        ("15m", 900),
        ("12h", 43_200),
        ("2d", 172_800),
        ("7", 7),
    ] {
        let config = set(&[("session-idle", text)]).unwrap();
        assert_eq!(config.lifetimes.session_idle.as_secs(), seconds);
    }
    let config = Config::load(file("session_idle = 600")).unwrap();
    assert_eq!(config.lifetimes.session_idle, Duration::from_mins(10));
    for text in [
        "",
        "s",
        "1h30m",
        "-1s",
        "1.5h",
        "1w",
        "99999999999999999999d",
        "9999999999999999d",
    ] {
        contains(
            &refused(set(&[("session-idle", text)])),
            &["is not a duration", "such as 12h"],
        );
    }
    contains(
        &refused(set(&[("session-idle", "0s")])),
        &["is too short", "1s to 400d"],
    );
}

#[test]
fn zero_is_allowed_where_it_means_something() {
    let config = set(&[
        ("refresh-token-retry-window", "0"),
        ("key-rotation", "0"),
        ("key-publish-ahead", "0s"),
        ("jwks-max-age", "0s"),
    ])
    .unwrap();
    assert!(config.lifetimes.refresh_token_retry_window.is_zero());
    assert!(config.keys.publish_ahead.is_zero() && config.keys.rotate_every.is_none());
    contains(
        &refused(set(&[("key-rotation", "59m")])),
        &["too short", "0, or 1h to 3650d"],
    );
}

#[test]
fn lists_are_arrays_or_have_commas() {
    let wanted = ["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
    let config = Config::load(file("trusted_proxies = ['10.1.2.3/8', '::1']")).unwrap();
    assert_eq!(config.trusted_proxies, wanted);
    let config = set(&[("trusted-proxies", "10.0.0.0/8, ::1")]).unwrap();
    assert_eq!(config.trusted_proxies, wanted);
    let mut cleared = file("trusted_proxies = ['::1']");
    cleared.flags = pairs(&[("trusted-proxies", "")]);
    assert!(Config::load(cleared).unwrap().trusted_proxies.is_empty());
    for (list, problem) in [("10.0.0.1,proxy", "\"proxy\""), ("0.0.0.0/0", "forge")] {
        contains(
            &refused(set(&[("trusted-proxies", list)])),
            &[problem, "Fix: name the proxies"],
        );
    }
}

#[test]
fn log_levels_are_levels() {
    for text in ["debug", "info,signet::login=debug", "warn,sqlx=off"] {
        assert_eq!(set(&[("log-level", text)]).unwrap().log_level, text);
    }
    for text in ["", "inof", "info,signet", "a=b"] {
        contains(
            &refused(set(&[("log-level", text)])),
            &["is no log level", "off, error, warn"],
        );
    }
}

#[test]
fn contradictions_are_refused_with_both_names() {
    for (key, value, other) in [
        (
            "session-absolute",
            "11h",
            "session_idle = \"12h\" (default)",
        ),
        (
            "refresh-token-absolute",
            "29d",
            "refresh_token_idle = \"30d\" (default)",
        ),
        (
            "key-publish-ahead",
            "14m",
            "jwks_max_age = \"15m\" (default)",
        ),
        (
            "password-hash-passes",
            "1",
            "password_hash_memory_kib = \"19456\" (default)",
        ),
    ] {
        let own = format!("{} = {value:?} (flag --{key})", key.replace('-', "_"));
        contains(&refused(set(&[(key, value)])), &[&own, other, "Fix: set "]);
    }
    contains(
        &refused(set(&[("key-rotation", "1h"), ("key-publish-ahead", "2h")])),
        &[
            "key_rotation",
            "is shorter than key_publish_ahead",
            "set key_rotation to 2h or more",
        ],
    );
    // A broken value is one error, not two.
    let errors = set(&[("session-idle", "?"), ("session-absolute", "1s")]).unwrap_err();
    assert_eq!(errors.iter().count(), 1);
}

#[test]
fn the_usual_variable_names_the_collector_unless_our_own_does() {
    let gather = |given: &[(&str, &str)]| {
        let environment = given
            .iter()
            .map(|(name, value)| (OsString::from(name), OsString::from(value)));
        let sources = Sources::gather(None, environment, Vec::new(), Path::new("/nowhere"));
        Config::load(sources.unwrap()).unwrap().otlp_endpoint
    };
    let usual = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://usual:4318");
    let own = ("SIGNET_OTLP_ENDPOINT", "http://own:4318");
    assert_eq!(gather(&[]), None);
    assert_eq!(gather(&[usual]).as_deref(), Some("http://usual:4318"));
    assert_eq!(gather(&[own, usual]).as_deref(), Some("http://own:4318"));
    for bad in [
        "localhost:4318",
        "grpc://localhost:4317",
        "http://",
        "http://a/?b",
    ] {
        contains(
            &refused(set(&[("otlp-endpoint", bad)])),
            &["otlp_endpoint", "http://localhost:4318"],
        );
    }
}
