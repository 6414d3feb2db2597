//! What is a protected host, and what is asked of it.

use super::site::come_back;
use super::{Asked, Sites};
use crate::clock::Timestamp;
use crate::model::{Client, ClientOrigin};
use crate::oidc::{ClientId, ClientMetadata};

fn client(id: &str, origin: ClientOrigin, uris: &[&str]) -> Client {
    Client {
        id: ClientId::try_from(id).unwrap(),
        secret_hash: None,
        sealed_secret: None,
        registration_token_hash: None,
        metadata: ClientMetadata {
            redirect_uris: uris.iter().map(|uri| (*uri).to_owned()).collect(),
            ..ClientMetadata::default()
        },
        origin,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
    }
}

#[test]
fn a_callback_makes_a_host_a_site() {
    let operator = ClientOrigin::Operator;
    let sites = Sites::of(&[
        client(
            "wiki",
            operator,
            &[
                "https://wiki.example/.signet/callback",
                "http://localhost:3000/.signet/callback",
                "https://plain.example/callback",
                "https://q.example/.signet/callback?x=1",
            ],
        ),
        client("late", operator, &["https://wiki.example/.signet/callback"]),
        client(
            "guest",
            ClientOrigin::Registered,
            &["https://other.example/.signet/callback"],
        ),
    ]);
    let found = |host| sites.find(host).map(|site| site.client_id.as_str());
    for host in [
        "wiki.example",
        "WIKI.example:443",
        "wiki.example:80",
        "localhost:3000",
    ] {
        assert_eq!(found(host), Some("wiki"), "{host}");
    }
    for host in [
        "plain.example",
        "q.example",
        "other.example",
        "localhost",
        "wiki.example:8443",
        "wiki.example.evil.example",
        "wiki.example/",
        "evil@wiki.example",
        "",
    ] {
        assert_eq!(found(host), None, "{host}");
    }
    let site = sites.find("wiki.example").unwrap();
    assert!(site.is_https());
    assert_eq!(site.redirect_uri(), "https://wiki.example/.signet/callback");
    assert!(!sites.find("localhost:3000").unwrap().is_https());
}

#[test]
fn what_is_asked_is_told_by_the_path() {
    let read = Asked::read;
    assert_eq!(read("/"), Some(Asked::App("/")));
    assert_eq!(
        read("/a?b=/.signet/callback"),
        Some(Asked::App("/a?b=/.signet/callback"))
    );
    assert_eq!(
        read("/.signet/callback?code=x&state=y"),
        Some(Asked::Callback("code=x&state=y"))
    );
    assert_eq!(
        read("/.signet/start?to=/a?b=c&d"),
        Some(Asked::Start("/a?b=c&d"))
    );
    assert_eq!(read("/.signet/start"), Some(Asked::Start("/")));
    assert_eq!(read("/.signet/sign-out"), Some(Asked::SignOut));
    assert_eq!(read("/.signet/other"), Some(Asked::Nothing));
    for none in [
        "",
        "a",
        "https://evil.example/",
        "/a b",
        "/a\r\nSet-Cookie:x",
        "/ä",
    ] {
        assert_eq!(read(none), None, "{none:?}");
    }
}

/// Whatever is asked for, people come back to the site itself.
#[test]
fn nobody_is_sent_elsewhere() {
    let sites = Sites::of(&[client(
        "wiki",
        ClientOrigin::Operator,
        &["https://wiki.example/.signet/callback"],
    )]);
    let site = sites.find("wiki.example").unwrap();
    for to in [
        "/a?b",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "@evil.example",
        ".evil.example",
        ":1@evil.example/",
        "/.signet/callback?code=stolen",
        "",
    ] {
        let address = url::Url::parse(&site.address(come_back(to))).unwrap();
        assert_eq!(address.host_str(), Some("wiki.example"), "{to}");
        assert!(!address.path().starts_with("/.signet/"), "{to}");
    }
    assert_eq!(come_back(&format!("/{}", "x".repeat(2000))), "/");
}
