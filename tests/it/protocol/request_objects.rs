//! Request objects by value and by reference (RFC 9101, OpenID Connect Core §6).

use super::kit::{answer, error_in, is_error_page};
use crate::harness::{App, Browser, CHALLENGE, Keys, Page, TestServer, location, unsigned};
use reqwest::Response;
use serde_json::{Value, json};
use signet::clock::Clock;
use signet::oidc::client_metadata::{ClientAlgorithm, RequestObjectAlgorithm, SecurityProfile};
use signet::oidc::{ClientMetadata, SigningAlgorithm};

/// An app that signs its requests, and who asks.
pub struct Case {
    pub server: TestServer,
    pub app: App,
    pub keys: Keys,
    pub browser: Browser,
}

async fn case(profile: SecurityProfile) -> Case {
    case_with(TestServer::start().await, |metadata| {
        metadata.profile = profile;
    })
    .await
}

pub async fn case_with(server: TestServer, change: impl FnOnce(&mut ClientMetadata)) -> Case {
    let keys = Keys::new(SigningAlgorithm::ES256);
    let jwks = keys.jwks();
    let app = server.app_with("app", |metadata| {
        metadata.jwks = Some(jwks);
        change(metadata);
    });
    let app = app.await;
    server.user("ada").await;
    Case {
        server,
        app,
        keys,
        browser: Browser::new(),
    }
}

impl Case {
    /// What an object usually says.
    pub fn claims(&self) -> Value {
        let now = self.server.clock.now().0;
        json!({
            "iss": "app", "aud": self.server.issuer, "iat": now, "nbf": now, "exp": now + 300,
            "client_id": "app", "redirect_uri": self.app.redirect_uri, "response_type": "code",
            "scope": "openid email", "state": "inside", "nonce": "n", "max_age": 3600,
            "code_challenge": CHALLENGE, "code_challenge_method": "S256",
        })
    }

    fn with(&self, name: &str, value: Value) -> Value {
        let mut claims = self.claims();
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        } else {
            claims[name] = value;
        }
        claims
    }

    pub async fn ask(&self, parameters: &[(&str, &str)]) -> Response {
        let mut all = vec![("client_id", "app")];
        all.extend_from_slice(parameters);
        self.browser.authorize(&self.server, &all).await
    }

    async fn ask_signed(&self, claims: &Value) -> Response {
        self.ask(&[("request", &self.keys.sign(claims))]).await
    }

    /// Whether the sign-in page is shown: the request is fine.
    pub async fn shows_sign_in(&self, response: Response) -> bool {
        let page = Page::of(response).await;
        page.status.is_success() && page.has_id("login")
    }
}

/// protocol 62
#[actix_web::test]
async fn protocol_62_a_signed_request_leads_to_a_code() {
    let case = case(SecurityProfile::BestPractice).await;
    let response = case.ask_signed(&case.claims()).await;
    let url = case.browser.arrive(&case.server, response, "ada").await;
    let members = answer(&url);
    assert_eq!(members["state"], "inside");
    let (status, tokens) = case.server.redeem(&case.app, &members["code"]).await;
    assert_eq!(status, 200, "{tokens}");
    assert_eq!(tokens["scope"], "openid email");
}

/// protocol 37, 62
#[actix_web::test]
async fn protocol_37_62_what_is_not_known_inside_is_passed_over() {
    let case = case(SecurityProfile::BestPractice).await;
    let mut claims = case.claims();
    claims["authorization_details"] = json!([{"type": "x"}]);
    claims["x"] = json!(null);
    claims["y"] = json!(true);
    let response = case.ask_signed(&claims).await;
    assert!(case.shows_sign_in(response).await);
}

/// security A5: whether or not it counts, nothing may be there twice.
#[actix_web::test]
async fn security_a5_nothing_is_given_twice_beside_an_object() {
    for profile in [SecurityProfile::BestPractice, SecurityProfile::Openid] {
        let case = case(profile).await;
        let object = case.keys.sign(&case.claims());
        for name in ["state", "unheard"] {
            let twice = [("request", object.as_str()), (name, "a"), (name, "b")];
            assert!(is_error_page(case.ask(&twice).await).await, "{name}");
            let back = ("redirect_uri", case.app.redirect_uri.as_str());
            let twice = [twice[0], back, twice[1], twice[2]];
            assert_eq!(
                error_in(&case.ask(&twice).await),
                "invalid_request",
                "{name}"
            );
        }
    }
}

/// protocol 62, 68
#[actix_web::test]
async fn protocol_62_68_parameters_inside_win_over_those_outside() {
    let strict = case(SecurityProfile::BestPractice).await;
    let open = case(SecurityProfile::Openid).await;
    for (case, state) in [(&strict, None), (&open, Some("outside"))] {
        let inside = case.with("state", Value::Null);
        let inside = case.keys.sign(&inside);
        let outside = [
            ("request", inside.as_str()),
            ("state", "outside"),
            ("prompt", "none"),
            ("redirect_uri", "https://evil.example/"),
        ];
        // `prompt` stands outside only, and so counts under OpenID Connect Core only.
        let response = case.ask(&outside).await;
        if state.is_some() {
            let members = answer(&location(&response));
            assert_eq!(members["error"], "login_required");
            assert_eq!(members["state"], "outside");
            assert!(
                location(&response)
                    .as_str()
                    .starts_with(&case.app.redirect_uri)
            );
        } else {
            assert!(case.shows_sign_in(response).await);
        }
        let silent = case.keys.sign(&case.with("prompt", json!("none")));
        let outside = [
            ("request", silent.as_str()),
            ("state", "outside"),
            ("response_type", "code"),
        ];
        let members = answer(&location(&case.ask(&outside).await));
        assert_eq!(members["error"], "login_required");
        assert_eq!(members["state"], "inside");
    }
}

/// protocol 63, 66, security A18
#[actix_web::test]
async fn security_a18_what_is_wrong_inside_is_invalid_request_object() {
    let case = case(SecurityProfile::BestPractice).await;
    let now = case.server.clock.now().0;
    for (name, value) in [
        ("iss", json!("other")),
        ("iss", Value::Null),
        ("aud", json!("https://other.example")),
        ("aud", json!(case.server.url("/par"))),
        ("aud", Value::Null),
        ("exp", json!(now)),
        ("exp", json!("x")),
        ("nbf", json!(now + 61)),
        ("client_id", json!("other")),
        ("request", json!("a.b.c")),
        ("request_uri", json!("https://app.example/r")),
        ("scope", json!(["openid"])),
    ] {
        let response = case.ask_signed(&case.with(name, value.clone())).await;
        let members = answer(&location(&response));
        assert_eq!(members["error"], "invalid_request_object", "{name} {value}");
        assert_eq!(members["state"], "inside");
        assert_eq!(members["iss"], case.server.issuer);
    }
    // What anybody may ask wrongly is answered as ever.
    let plain = case.with("code_challenge", Value::Null);
    assert_eq!(error_in(&case.ask_signed(&plain).await), "invalid_request");
    let other = case.with("redirect_uri", json!("https://evil.example/"));
    assert!(is_error_page(case.ask_signed(&other).await).await);
    let none = case.with("redirect_uri", Value::Null);
    assert!(is_error_page(case.ask_signed(&none).await).await);
    let wrong = case.keys.sign(&case.claims());
    let twice = [("request", wrong.as_str()), ("request", wrong.as_str())];
    assert!(is_error_page(case.ask(&twice).await).await);
    let both = [
        ("request", wrong.as_str()),
        ("request_uri", "https://app.example/r"),
    ];
    assert!(is_error_page(case.ask(&both).await).await);
}

/// protocol 63, 69, security C11
#[actix_web::test]
async fn protocol_69_unproven_objects_are_refused_and_decide_nothing() {
    let case = case(SecurityProfile::BestPractice).await;
    let claims = case.claims();
    let stranger = Keys::new(SigningAlgorithm::ES256);
    let mut broken = case.keys.sign(&claims);
    broken.replace_range(broken.len() - 6..broken.len() - 5, "_");
    let objects = [
        unsigned(&claims),
        stranger.sign(&claims),
        stranger.sign_with(&json!({"kid": case.keys.jwk()["kid"]}), &claims),
        stranger.sign_with(&json!({"jwk": stranger.jwk()}), &claims),
        case.keys.sign_with(&json!({"typ": "at+jwt"}), &claims),
        case.keys.sign_with(&json!({"typ": "logout+jwt"}), &claims),
        case.keys.sign_with(&json!({"crit": ["exp"]}), &claims),
        case.keys.sign_with(&json!({"alg": "HS256"}), &claims),
        case.keys.sign_with(&json!({"alg": "none"}), &claims),
        broken,
        "a.b.c".to_owned(),
        "x".to_owned(),
    ];
    for object in &objects {
        let alone = case.ask(&[("request", object)]).await;
        let page = Page::of(alone).await;
        assert!(page.status.is_client_error() && page.has_id("error"));
        assert!(
            page.text.contains("invalid_request_object"),
            "{}",
            page.text
        );
        let outside = [
            ("request", object.as_str()),
            ("redirect_uri", case.app.redirect_uri.as_str()),
            ("state", "outside"),
        ];
        let members = answer(&location(&case.ask(&outside).await));
        assert_eq!(members["error"], "invalid_request_object", "{object}");
        assert_eq!(members["state"], "outside");
    }
    for typ in [
        "JWT",
        "oauth-authz-req+jwt",
        "application/oauth-authz-req+jwt",
    ] {
        let object = case.keys.sign_with(&json!({"typ": typ}), &claims);
        assert!(
            case.shows_sign_in(case.ask(&[("request", &object)]).await)
                .await
        );
    }
}

/// protocol 64, 77
#[actix_web::test]
async fn protocol_64_unsigned_objects_are_taken_where_that_is_registered() {
    let free = case_with(TestServer::start().await, |metadata| {
        metadata.request_object_signing_alg = Some(RequestObjectAlgorithm::None);
    });
    let free = free.await;
    let bare = json!({
        "redirect_uri": free.app.redirect_uri, "response_type": "code", "scope": "openid",
        "code_challenge": CHALLENGE, "code_challenge_method": "S256",
    });
    let response = free.ask(&[("request", &unsigned(&bare))]).await;
    assert!(free.shows_sign_in(response).await);
    assert!(
        free.shows_sign_in(free.ask_signed(&free.claims()).await)
            .await
    );

    let only = case_with(TestServer::start().await, |metadata| {
        let ps = RequestObjectAlgorithm::Signed(ClientAlgorithm::PS256);
        metadata.request_object_signing_alg = Some(ps);
    });
    let only = only.await;
    assert!(is_error_page(only.ask_signed(&only.claims()).await).await);

    let must = case_with(TestServer::start().await, |metadata| {
        metadata.require_signed_request_object = true;
    });
    let must = must.await;
    let plain = must
        .browser
        .authorize(&must.server, &must.app.request())
        .await;
    assert_eq!(error_in(&plain), "invalid_request");
    assert!(
        must.shows_sign_in(must.ask_signed(&must.claims()).await)
            .await
    );
}

/// protocol 67, 69
#[actix_web::test]
async fn protocol_67_fapi_objects_are_short_lived_and_strongly_signed() {
    let case = case(SecurityProfile::Fapi1).await;
    let now = case.server.clock.now().0;
    for (name, value) in [
        ("nbf", Value::Null),
        ("exp", Value::Null),
        ("nbf", json!(now - 3601)),
        ("exp", json!(now + 3601)),
    ] {
        let response = case.ask_signed(&case.with(name, value)).await;
        assert_eq!(error_in(&response), "invalid_request_object", "{name}");
    }
    let list = case.with("aud", json!(["https://a.example", case.server.issuer]));
    assert!(case.shows_sign_in(case.ask_signed(&list).await).await);
    let ahead = case.with("nbf", json!(now + 8));
    assert!(case.shows_sign_in(case.ask_signed(&ahead).await).await);
    let plain = case
        .browser
        .authorize(&case.server, &case.app.request())
        .await;
    assert_eq!(
        error_in(&plain),
        "invalid_request",
        "FAPI 1 signs its requests"
    );

    let rsa = Keys::new(SigningAlgorithm::RS256);
    let jwks = rsa.jwks();
    let weak = case_with(TestServer::start().await, |metadata| {
        metadata.profile = SecurityProfile::Fapi1;
        metadata.jwks = Some(jwks);
    });
    let weak = weak.await;
    let response = weak.ask(&[("request", &rsa.sign(&weak.claims()))]).await;
    assert!(is_error_page(response).await, "RS256");
}
