//! Which answers scripts of other origins may read.

use super::kit::{Answer, http, text, tokens};
use crate::harness::{App, Browser, TestServer};
use reqwest::{Method, StatusCode};
use signet::oidc::client_metadata::ClientAuthMethod;

const ORIGIN: &str = "https://spa.example";

/// A public client whose origin the server has noticed.
async fn spa() -> (TestServer, App) {
    let server = TestServer::start().await;
    let app = server
        .app_with("spa", |metadata| {
            metadata.token_endpoint_auth_method = ClientAuthMethod::None;
        })
        .await;
    for _ in 0..50 {
        let asked = http().post(server.url("/token")).header("origin", ORIGIN);
        if Answer::of(asked)
            .await
            .header("access-control-allow-origin")
            == ORIGIN
        {
            return (server, app);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the origin of a new client is not noticed");
}

/// clients 2, 4.9, security I6
#[actix_web::test]
async fn apps_in_browsers_may_read_successes_and_errors() {
    let (server, app) = spa().await;
    server.user("ada").await;
    let given = tokens(&server, &app, &Browser::new(), "ada").await;
    let refresh = text(&given, "refresh_token");
    let request = app.request();
    let form = [
        ("client_id", "spa"),
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh),
    ];
    let post = |path: &str| http().post(server.url(path));
    let cases = [
        (post("/token").form(&form), 200),
        (
            post("/token").form(&[("client_id", "spa"), ("grant_type", "x")]),
            400,
        ),
        (post("/token").form(&[("client_id", "nobody")]), 401),
        (post("/token").json(&form), 415),
        (http().get(server.url("/token")), 405),
        (post("/par").form(&request), 201),
        (post("/par").form(&[("client_id", "spa")]), 400),
        (post("/par").form(&[("client_id", "nobody")]), 401),
        (http().get(server.url("/par")), 405),
        (
            http()
                .get(server.url("/userinfo"))
                .bearer_auth(text(&given, "access_token")),
            200,
        ),
        (http().get(server.url("/userinfo")), 401),
        (
            post("/revoke").form(&[("client_id", "spa"), ("token", "x")]),
            200,
        ),
        (
            post("/revoke").form(&[("client_id", "nobody"), ("token", "x")]),
            401,
        ),
    ];
    for (request, status) in cases {
        let answer = Answer::of(request.header("origin", ORIGIN)).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
        assert_eq!(
            answer.header("access-control-allow-origin"),
            ORIGIN,
            "{status}"
        );
        assert_eq!(answer.header("access-control-allow-credentials"), "");
        assert_eq!(
            answer.header("access-control-expose-headers"),
            "WWW-Authenticate, X-FAPI-Interaction-ID"
        );
        assert!(answer.header("vary").to_lowercase().contains("origin"));
    }
}

/// clients 2, 4.9
#[actix_web::test]
async fn preflights_are_answered() {
    let (server, _) = spa().await;
    for path in ["/token", "/userinfo", "/revoke", "/par"] {
        let request = http()
            .request(Method::OPTIONS, server.url(path))
            .header("origin", ORIGIN)
            .header("access-control-request-method", "POST")
            .header(
                "access-control-request-headers",
                "authorization,content-type",
            );
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), ORIGIN);
        assert!(
            answer
                .header("access-control-allow-methods")
                .contains("POST")
        );
        for header in ["authorization", "content-type", "x-fapi-interaction-id"] {
            assert!(
                answer
                    .header("access-control-allow-headers")
                    .contains(header)
            );
        }
    }
    for path in ["/jwks", "/.well-known/openid-configuration"] {
        let request = http()
            .request(Method::OPTIONS, server.url(path))
            .header("origin", "https://any.example");
        let answer = Answer::of(request).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
}

/// security I6
#[actix_web::test]
async fn other_origins_and_other_endpoints_get_nothing() {
    let (server, _) = spa().await;
    for origin in [
        "https://evil.example",
        "null",
        "http://spa.example",
        "https://spa.example.evil.example",
        "https://spa.example:8443",
    ] {
        let request = http().post(server.url("/token")).header("origin", origin);
        let answer = Answer::of(request).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
    }
    for path in [
        "/authorize",
        "/introspect",
        "/register",
        "/logout",
        "/sign-in",
        "/account",
        "/",
    ] {
        for method in [Method::GET, Method::OPTIONS] {
            let request = http()
                .request(method, server.url(path))
                .header("origin", ORIGIN);
            assert_eq!(
                Answer::of(request)
                    .await
                    .header("access-control-allow-origin"),
                "",
                "{path}"
            );
        }
    }
}
