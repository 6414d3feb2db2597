//! Limits and forms of requests (security K2, N1 to N4, N7), over HTTP as it should be.

use super::wire::{Wire, ask, exchange, head};
use crate::harness::TestServer;
use signet::http::routes::ROUTES;
use std::time::{Duration, Instant};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

/// Paths that read a form.
const POSTS: [&str; 37] = [
    "/authorize",
    "/token",
    "/userinfo",
    "/par",
    "/introspect",
    "/revoke",
    "/logout",
    "/sign-in",
    "/consent",
    "/select-account",
    "/logout/confirm",
    "/setup",
    "/device",
    "/device/confirm",
    "/device_authorization",
    "/sign-in/second",
    "/account/security/authenticator",
    "/account/security/remove",
    "/account/security/rename",
    "/account/security/passkey",
    "/sign-in/passkey",
    "/sign-in/offer",
    "/account/security/recovery-codes",
    "/account/end-other-sessions",
    "/account/switch",
    "/account/delete",
    "/account/keep",
    "/account/data",
    "/account/profile",
    "/account/password",
    "/account/email",
    "/account/email/confirm",
    "/recover",
    "/recover/password",
    "/invitation",
    "/sign-up",
    "/sign-up/account",
];

/// Paths that read a query.
const READ_QUERIES: [&str; 11] = [
    "/authorize",
    "/logout",
    "/authorize/resume",
    "/setup",
    "/account/email/confirm",
    "/recover/password",
    "/sign-up/account",
    "/invitation",
    "/static/accent.css",
    "/register",
    "/admin/users",
];

/// A server with everything switched on that takes a form. Passkeys need a name.
async fn everything() -> TestServer {
    TestServer::with(&[
        ("issuer", "http://localhost:{port}"),
        ("passkey-origins", "https://elsewhere.example"),
        ("registration", "open"),
        ("self-registration", "on"),
    ])
    .await
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for chunk in body.chunks(8000) {
        bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
        bytes.extend(chunk);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\n\r\n");
    bytes
}

#[actix_web::test]
async fn security_n1_a_body_over_64_kib_is_refused_at_once_announced_or_not() {
    let server = everything().await;
    let fits = vec![b'a'; 64 * 1024];
    let large = vec![b'a'; 64 * 1024 + 1];
    for path in POSTS {
        let line = format!("POST {path}");
        // Announced and never sent, or sent in chunks without a word of how much it will be.
        for (headers, body) in [
            (format!("Content-Length: {}\r\n", large.len()), vec![]),
            ("Content-Length: 99999999999999\r\n".to_owned(), vec![]),
            ("Transfer-Encoding: chunked\r\n".to_owned(), chunked(&large)),
        ] {
            let mut bytes = head(&line, &format!("{FORM}{headers}")).into_bytes();
            bytes.extend(body);
            let reply = exchange(&server, &bytes, Duration::from_secs(1));
            assert_eq!(reply.status(), 413, "{path} {headers} {reply:?}");
        }
        // As much as is allowed is read.
        let length = format!("{FORM}Content-Length: {}\r\n", fits.len());
        let reply = ask(&server, &line, &length, &fits);
        assert!(
            matches!(reply.status(), 200 | 303 | 400..=403),
            "{path} {reply:?}"
        );
    }
}

#[actix_web::test]
async fn security_n1_an_endless_body_is_cut_off() {
    let server = TestServer::start().await;
    let mut wire = Wire::open(&server);
    let headers = format!("{FORM}Transfer-Encoding: chunked\r\n");
    wire.send(head("POST /token", &headers).as_bytes());
    let chunk = chunked(&[b'a'; 7000]);
    let chunk = &chunk[..chunk.len() - 5];
    // Four megabytes, more than any buffer between us holds. It is refused, and what still comes
    // ends with the connection.
    for _ in 0..600 {
        wire.send(chunk);
    }
    let reply = wire.read(Duration::from_secs(2));
    assert!(matches!(reply.status(), 413 | 0), "{reply:?}");
    let began = Instant::now();
    while !wire.read(Duration::from_millis(500)).closed {
        wire.send(chunk);
        assert!(began.elapsed() < Duration::from_secs(20));
    }
}

#[actix_web::test]
async fn security_n2_b1_compressed_and_other_bodies_are_refused() {
    let server = everything().await;
    for path in POSTS {
        let line = format!("POST {path}");
        for encoding in ["gzip", "deflate", "br", "identity", "gzip, gzip", "x"] {
            let headers = format!("{FORM}Content-Encoding: {encoding}\r\nContent-Length: 3\r\n");
            let reply = ask(&server, &line, &headers, b"a=b");
            assert_eq!(reply.status(), 415, "{path} {encoding}");
        }
        for kind in [
            "application/json",
            "multipart/form-data; boundary=x",
            "text/plain",
            "application/x-www-form-urlencodedx",
            "application/x-www-form-urlencoded, text/plain",
            "\u{1}",
            "\u{fc}",
        ] {
            let headers = format!("Content-Type: {kind}\r\nContent-Length: 3\r\n");
            let reply = ask(&server, &line, &headers, b"a=b");
            assert!(
                matches!(reply.status(), 400 | 415),
                "{path} {kind} {reply:?}"
            );
        }
        let reply = ask(&server, &line, "Content-Length: 3\r\n", b"a=b");
        assert!(
            matches!(reply.status(), 400 | 401 | 415),
            "{path} {reply:?}"
        );
    }
}

#[actix_web::test]
async fn security_n4_long_urls_and_headers_are_refused() {
    let server = TestServer::start().await;
    for route in ROUTES {
        let long = format!("GET {}?x={}", route.path, "a".repeat(8 * 1024));
        assert_eq!(ask(&server, &long, "", b"").status(), 414, "{}", route.path);
        let large = format!("X-Large: {}\r\n", "a".repeat(33 * 1024));
        let line = format!("GET {}", route.path);
        let reply = ask(&server, &line, &large, b"");
        assert!(
            matches!(reply.status(), 400 | 431),
            "{} {reply:?}",
            route.path
        );
    }
    let path = format!("GET /{}", "a".repeat(9000));
    assert_eq!(ask(&server, &path, "", b"").status(), 414);
    let many = "X-Many: a\r\n".repeat(101);
    assert!(matches!(
        ask(&server, "GET /jwks", &many, b"").status(),
        400 | 431
    ));
    // More than is ever kept in memory.
    let huge = format!("X-Large: {}\r\n", "a".repeat(1024 * 1024));
    let reply = ask(&server, "GET /jwks", &huge, b"");
    assert!(
        matches!(reply.status(), 400 | 431 | 0) && reply.closed,
        "{reply:?}"
    );
    // A usual request is far below.
    let cookies = format!("Cookie: {}\r\n", "a=b; ".repeat(1000));
    assert_eq!(ask(&server, "GET /jwks", &cookies, b"").status(), 200);
}

#[actix_web::test]
async fn security_n3_too_many_parameters_are_refused() {
    let server = everything().await;
    let many = "p=&".repeat(2000);
    let length = format!("{FORM}Content-Length: {}\r\n", many.len());
    for path in POSTS {
        let reply = ask(&server, &format!("POST {path}"), &length, many.as_bytes());
        assert_eq!(reply.status(), 400, "{path}");
    }
}

#[actix_web::test]
async fn security_n7_broken_text_is_refused_everywhere() {
    let server = everything().await;
    for broken in [
        "%",
        "%f",
        "%zz",
        "%ff",
        "%c3%28",
        "%ed%a0%80",
        "%00",
        "a%00b",
    ] {
        for path in READ_QUERIES {
            for query in [format!("state={broken}"), format!("{broken}=x")] {
                let reply = ask(&server, &format!("GET {path}?{query}"), "", b"");
                assert_eq!(reply.status(), 400, "{path}?{query}");
                assert!(!reply.text.contains("\r\nlocation:"), "{path}?{query}");
            }
        }
        for path in POSTS {
            let body = format!("x={broken}");
            let length = format!("{FORM}Content-Length: {}\r\n", body.len());
            let reply = ask(&server, &format!("POST {path}"), &length, body.as_bytes());
            assert_eq!(reply.status(), 400, "{path} {body}");
        }
    }
    for raw in [&b"x=\xff"[..], b"x=\0", b"\xc3\x28=x"] {
        for path in POSTS {
            let length = format!("{FORM}Content-Length: {}\r\n", raw.len());
            let reply = ask(&server, &format!("POST {path}"), &length, raw);
            assert_eq!(reply.status(), 400, "{path} {raw:?}");
        }
    }
}

#[actix_web::test]
async fn security_a22_other_methods_are_refused_on_each_route() {
    let server = everything().await;
    let posts = POSTS
        .iter()
        .chain(&["/account/end-session", "/account/withdraw"]);
    let posts: Vec<_> = posts.copied().collect();
    let gets = [
        "/authorize",
        "/userinfo",
        "/logout",
        "/setup",
        "/device",
        "/sign-in/second",
        "/sign-in/offer",
        "/account/security/authenticator",
        "/account/delete",
        "/account/keep",
        "/account/password",
        "/account/email",
        "/account/email/confirm",
        "/recover",
        "/recover/password",
        "/invitation",
        "/sign-up",
        "/sign-up/account",
        "/account/profile",
        "/account/security/passkey",
    ];
    for route in ROUTES {
        let managed = route.path == "/register";
        let by_post = managed || posts.contains(&route.path);
        let by_get = managed || !by_post || gets.contains(&route.path);
        for method in [
            "GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "BREW",
        ] {
            let allowed = match method {
                "GET" => by_get,
                "POST" => by_post,
                "PUT" | "DELETE" => managed,
                _ => false,
            };
            if allowed {
                continue;
            }
            let line = format!("{method} {}", route.path);
            let headers = format!("{FORM}Content-Length: 0\r\n");
            let reply = ask(&server, &line, &headers, b"");
            assert_eq!(reply.status(), 405, "{line} {reply:?}");
            assert!(!reply.text.contains("set-cookie"), "{line} {reply:?}");
            let allow = match (by_get, by_post) {
                _ if managed => "allow: DELETE, GET, POST, PUT\r\n",
                (true, true) => "allow: GET, POST\r\n",
                (true, false) => "allow: GET\r\n",
                _ => "allow: POST\r\n",
            };
            assert!(reply.text.contains(allow), "{line} {reply:?}");
        }
    }
}

#[actix_web::test]
async fn security_k2_tricks_with_paths_reach_nothing() {
    let server = TestServer::start().await;
    let headers = format!("{FORM}Content-Length: 0\r\n");
    for path in [
        "//token",
        "/token/",
        "/TOKEN",
        "/Token",
        "/./token",
        "/x/../token",
        "/token/.",
        "/token/..",
        "/token;x",
        "/token;x=y",
        "/token%2f",
        "/token%00",
        "/token%20",
        "/token%252f",
        "/%2ftoken",
        "/%2e/token",
        "/token\\",
        "/account%2fwithdraw",
        "/account//withdraw",
        "/static/../token",
        "/static/%2e%2e/token",
        "/static/../../../etc/passwd",
        "/static/..%2f..%2fetc/passwd",
        "/.well-known//openid-configuration",
        "/.git/config",
        "/signet.db",
        "/data/signet.db",
    ] {
        for method in ["GET", "POST"] {
            let reply = ask(&server, &format!("{method} {path}"), &headers, b"");
            assert!(
                matches!(reply.status(), 400 | 404),
                "{method} {path} {reply:?}"
            );
        }
    }
    // Decoded once, this is the token endpoint and nothing else.
    let reply = ask(&server, "POST /%74oken", &headers, b"");
    assert!(matches!(reply.status(), 400 | 401 | 404), "{reply:?}");
    // Another host in the request line or the header changes no link.
    let reply = ask(
        &server,
        "GET http://evil.example/.well-known/openid-configuration",
        "",
        b"",
    );
    assert!(!reply.text.contains("evil"), "{reply:?}");
    let evil = "X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n";
    let bytes = format!(
        "GET /.well-known/openid-configuration HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n{evil}\r\n"
    );
    let reply = exchange(&server, bytes.as_bytes(), Duration::from_secs(5));
    assert!(
        reply.status() == 200 && !reply.text.contains("evil"),
        "{reply:?}"
    );
}

#[actix_web::test]
async fn security_n4_two_thousand_idle_connections_do_not_stop_others() {
    let server = TestServer::start().await;
    let mut idle = Vec::new();
    for number in 0..2000 {
        let mut wire = Wire::open(&server);
        match number % 3 {
            0 => {}
            1 => wire.send(b"GET /jwks HTTP/1.1\r\nHost: l"),
            _ => wire.send(b"POST /token HTTP/1.1\r\nHost: l\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 50\r\n\r\nabc"),
        }
        idle.push(wire);
    }
    let began = Instant::now();
    for _ in 0..5 {
        assert_eq!(ask(&server, "GET /jwks", "", b"").status(), 200);
    }
    assert!(began.elapsed() < Duration::from_secs(3));
    drop(idle);
}
