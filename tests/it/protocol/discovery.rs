//! Discovery: what it says, and that it is true.

use super::kit::{Answer, http};
use crate::harness::{TestServer, free_port};
use reqwest::{Method, StatusCode};
use serde_json::Value;

const OPENID: &str = "/.well-known/openid-configuration";
const OAUTH: &str = "/.well-known/oauth-authorization-server";

/// Registered by OpenID Discovery, RP-Initiated Logout, Prompt Create, RFC 8414, RFC 8628,
/// RFC 9207, Session Management, Front-Channel and Back-Channel Logout.
const REGISTERED: &[&str] = &[
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "introspection_endpoint",
    "revocation_endpoint",
    "end_session_endpoint",
    "service_documentation",
    "scopes_supported",
    "response_types_supported",
    "response_modes_supported",
    "grant_types_supported",
    "acr_values_supported",
    "subject_types_supported",
    "id_token_signing_alg_values_supported",
    "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
    "revocation_endpoint_auth_methods_supported",
    "revocation_endpoint_auth_signing_alg_values_supported",
    "introspection_endpoint_auth_methods_supported",
    "introspection_endpoint_auth_signing_alg_values_supported",
    "display_values_supported",
    "claim_types_supported",
    "claims_supported",
    "claims_locales_supported",
    "ui_locales_supported",
    "claims_parameter_supported",
    "request_parameter_supported",
    "request_uri_parameter_supported",
    "require_request_uri_registration",
    "request_object_signing_alg_values_supported",
    "request_object_encryption_alg_values_supported",
    "request_object_encryption_enc_values_supported",
    "pushed_authorization_request_endpoint",
    "require_pushed_authorization_requests",
    "require_signed_request_object",
    "registration_endpoint",
    "id_token_encryption_alg_values_supported",
    "id_token_encryption_enc_values_supported",
    "userinfo_signing_alg_values_supported",
    "userinfo_encryption_alg_values_supported",
    "userinfo_encryption_enc_values_supported",
    "op_policy_uri",
    "op_tos_uri",
    "prompt_values_supported",
    "code_challenge_methods_supported",
    "authorization_response_iss_parameter_supported",
    "backchannel_logout_supported",
    "backchannel_logout_session_supported",
    "frontchannel_logout_supported",
    "frontchannel_logout_session_supported",
    "check_session_iframe",
    "device_authorization_endpoint",
];

async fn document(server: &TestServer) -> Value {
    Answer::of(http().get(server.url(OPENID))).await.json()
}

fn list<'a>(document: &'a Value, name: &str) -> Vec<&'a str> {
    let items = document[name].as_array();
    let items = items.unwrap_or_else(|| panic!("no list {name}"));
    items.iter().map(|item| item.as_str().unwrap()).collect()
}

/// protocol 1 to 28, clients 2, examples 27: the wire form is pinned.
#[actix_web::test]
async fn the_document_is_pinned() {
    let server = TestServer::start().await;
    let text = document(&server).await.to_string();
    let text = text.replace(&server.issuer, "https://id.example");
    let document: Value = serde_json::from_str(&text).unwrap();
    insta::assert_json_snapshot!("discovery", document);
}

/// protocol 1, 26, clients 2
#[actix_web::test]
async fn it_is_served_as_json_at_both_places_and_may_be_kept() {
    let server = TestServer::start().await;
    let openid = Answer::of(http().get(server.url(OPENID))).await;
    let oauth = Answer::of(http().get(server.url(OAUTH))).await;
    for answer in [&openid, &oauth] {
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("cache-control"), "public, max-age=300");
    }
    assert_eq!(openid.text, oauth.text);
    let post = Answer::of(http().post(server.url(OPENID))).await;
    assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
}

/// protocol 4, 5, 6
#[actix_web::test]
async fn every_member_is_registered_and_has_its_type() {
    let server = TestServer::start().await;
    let document = document(&server).await;
    for (name, value) in document.as_object().unwrap() {
        assert!(
            REGISTERED.contains(&name.as_str()),
            "{name} is not registered"
        );
        let fits = match name.as_str() {
            name if name.ends_with("_endpoint") || name.ends_with("_uri") || name == "issuer" => {
                value
                    .as_str()
                    .is_some_and(|address| address.starts_with(&server.issuer))
            }
            name if name.ends_with("_parameter_supported")
                || name.starts_with("require_")
                || name.contains("channel_logout") =>
            {
                value.is_boolean()
            }
            "check_session_iframe" => value.is_string(),
            _ => value
                .as_array()
                .is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_string)),
        };
        assert!(fits, "{name}: {value}");
    }
}

/// protocol 3, 7 to 20, 27, security D16
#[actix_web::test]
async fn the_lists_tell_what_works() {
    let server = TestServer::start().await;
    let document = document(&server).await;
    assert_eq!(
        list(&document, "response_types_supported"),
        ["code", "id_token", "code id_token"]
    );
    assert_eq!(
        list(&document, "response_modes_supported"),
        ["query", "fragment", "form_post"]
    );
    assert_eq!(
        list(&document, "grant_types_supported"),
        [
            "authorization_code",
            "refresh_token",
            "client_credentials",
            "urn:ietf:params:oauth:grant-type:device_code",
            "implicit"
        ]
    );
    assert_eq!(
        list(&document, "subject_types_supported"),
        ["public", "pairwise"]
    );
    let algorithms = list(&document, "id_token_signing_alg_values_supported");
    assert!(algorithms.contains(&"RS256") && !algorithms.contains(&"none"));
    let scopes = list(&document, "scopes_supported");
    for scope in [
        "openid",
        "profile",
        "email",
        "address",
        "phone",
        "offline_access",
        "groups",
    ] {
        assert!(scopes.contains(&scope));
    }
    assert_eq!(
        list(&document, "request_object_encryption_alg_values_supported"),
        ["ECDH-ES"],
        "the alg of the published key"
    );
    let methods = [
        "client_secret_basic",
        "client_secret_post",
        "client_secret_jwt",
        "private_key_jwt",
        "none",
    ];
    assert_eq!(
        list(&document, "token_endpoint_auth_methods_supported"),
        methods
    );
    assert_eq!(
        list(&document, "code_challenge_methods_supported"),
        ["S256"]
    );
    for claim in [
        "sub",
        "name",
        "email",
        "email_verified",
        "groups",
        "phone_number",
        "address",
        "updated_at",
        "sid",
        "auth_time",
    ] {
        assert!(
            list(&document, "claims_supported").contains(&claim),
            "{claim}"
        );
    }
    for (name, value) in [
        ("claims_parameter_supported", true),
        ("request_parameter_supported", true),
        ("request_uri_parameter_supported", true),
        ("require_request_uri_registration", true),
        ("require_pushed_authorization_requests", false),
        ("authorization_response_iss_parameter_supported", true),
    ] {
        assert_eq!(document[name], value, "{name}");
    }
}

/// protocol 27: what is named is served, and what a strict client may look for is named.
#[actix_web::test]
async fn every_endpoint_named_is_there() {
    let server = TestServer::start().await;
    let document = document(&server).await;
    for name in [
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
        "jwks_uri",
        "end_session_endpoint",
        "introspection_endpoint",
        "revocation_endpoint",
        "pushed_authorization_request_endpoint",
    ] {
        assert!(document[name].is_string(), "{name}");
    }
    for (name, value) in document.as_object().unwrap() {
        if !(name.ends_with("_endpoint") || name.ends_with("_uri")) {
            continue;
        }
        let url = value.as_str().unwrap();
        let by_get = Answer::of(http().get(url)).await.status;
        let by_post = Answer::of(http().request(Method::POST, url)).await.status;
        for status in [by_get, by_post] {
            assert!(
                status != StatusCode::NOT_FOUND && !status.is_server_error(),
                "{name} {status}"
            );
        }
        let refused = StatusCode::METHOD_NOT_ALLOWED;
        assert!(by_get != refused || by_post != refused, "{name}");
    }
}

/// protocol 156: programs get JSON errors whatever is wrong with a request.
#[actix_web::test]
async fn protocol_156_programs_are_answered_in_json_before_anything_is_read() {
    let server = TestServer::start().await;
    let document = document(&server).await;
    let for_people = [
        "authorization_endpoint",
        "end_session_endpoint",
        "op_policy_uri",
        "op_tos_uri",
    ];
    let ends = |name: &str| name.ends_with("_endpoint") || name == "jwks_uri";
    let named = document.as_object().unwrap().iter();
    let named = named.filter(|(name, _)| ends(name) && !for_people.contains(&name.as_str()));
    let mut tried = 0;
    for (name, url) in named {
        let url = url.as_str().unwrap();
        let patched = Answer::of(http().request(Method::PATCH, url)).await;
        assert!(
            patched.is_error(405, "invalid_request"),
            "{name} {patched:?}"
        );
        assert!(!patched.header("allow").is_empty(), "{name}");
        let long = Answer::of(http().post(format!("{url}?{}", "x".repeat(9000)))).await;
        assert!(long.is_error(414, "invalid_request"), "{name} {long:?}");
        let much = http().post(url).header("x-much", "x".repeat(33 * 1024));
        let much = Answer::of(much).await;
        assert!(much.is_error(431, "invalid_request"), "{name} {much:?}");
        tried += 1;
    }
    assert!(tried >= 7, "{tried}");
}

/// protocol 2, security D16, clients 2, 4.1
#[actix_web::test]
async fn the_issuer_is_the_configured_one_whatever_the_headers_say() {
    let server = TestServer::start().await;
    let plain = document(&server).await;
    assert_eq!(plain["issuer"], server.issuer);
    let request = http()
        .get(server.url(OPENID))
        .header("host", "evil.example")
        .header("x-forwarded-host", "evil.example")
        .header("x-forwarded-proto", "https")
        .header("forwarded", "host=evil.example;proto=https");
    assert_eq!(Answer::of(request).await.json(), plain);
}

/// protocol 1, 2, 26, clients 4.1: with a path, and with a closing slash.
#[actix_web::test]
async fn an_issuer_may_have_a_path_or_a_slash() {
    for written in ["/auth", "/auth/", "/"] {
        let free = format!("127.0.0.1:{}", free_port());
        let issuer = format!("http://{free}{written}");
        let server = TestServer::with(&[("listen", &free), ("issuer", &issuer)]).await;
        let document = document(&server).await;
        assert_eq!(document["issuer"], issuer);
        let path = written.trim_end_matches('/');
        assert_eq!(
            document["token_endpoint"],
            format!("http://{free}{path}/token")
        );
        let at_root = Answer::of(http().get(format!("http://{free}{OAUTH}{path}"))).await;
        assert_eq!(at_root.json(), document, "RFC 8414 3.1");
        assert_eq!(at_root.header("access-control-allow-origin"), "*");
        assert_eq!(at_root.header("cache-control"), "public, max-age=300");
        let ask = http().request(Method::OPTIONS, format!("http://{free}{OAUTH}{path}"));
        let asked = Answer::of(ask.header("origin", "https://any.example")).await;
        assert_eq!(asked.status, StatusCode::NO_CONTENT);
        assert_eq!(asked.header("access-control-allow-origin"), "*");
        for name in ["token_endpoint", "jwks_uri", "authorization_endpoint"] {
            let answer = Answer::of(http().get(document[name].as_str().unwrap())).await;
            assert_ne!(answer.status, StatusCode::NOT_FOUND, "{name}");
        }
        server.user("ada").await;
        let app = server.app("app").await;
        let given = super::kit::tokens(&server, &app, &crate::harness::Browser::new(), "ada").await;
        assert_eq!(super::kit::id_claims(&given)["iss"], issuer);
    }
}
