//! Client authentication at the token, introspection and revocation endpoints.

use super::kit::{Answer, http};
use crate::harness::{App, TestServer};
use data_encoding::BASE64;
use reqwest::{RequestBuilder, StatusCode};
use signet::oidc::client_metadata::ClientAuthMethod;

const SECRET: &str = "the secret of basic: 100%+";
const FORM: [(&str, &str); 2] = [("grant_type", "authorization_code"), ("code", "x")];

struct Clients {
    server: TestServer,
    basic: App,
    post: App,
    public: App,
}

async fn clients() -> Clients {
    let server = TestServer::start().await;
    let of = |method| {
        move |metadata: &mut signet::oidc::ClientMetadata| {
            metadata.token_endpoint_auth_method = method;
        }
    };
    Clients {
        basic: server.app("basic").await,
        post: server
            .app_with("post", of(ClientAuthMethod::ClientSecretPost))
            .await,
        public: server.app_with("public", of(ClientAuthMethod::None)).await,
        server,
    }
}

impl Clients {
    fn token(&self) -> RequestBuilder {
        http().post(self.server.url("/token"))
    }

    fn basic(&self, credentials: &str) -> RequestBuilder {
        let encoded = BASE64.encode(credentials.as_bytes());
        self.token()
            .header("authorization", format!("Basic {encoded}"))
    }
}

/// The client is known when only the code is wrong.
async fn is_known(request: RequestBuilder) -> bool {
    Answer::of(request).await.is_error(400, "invalid_grant")
}

async fn is_unknown(request: RequestBuilder) -> bool {
    Answer::of(request).await.is_error(401, "invalid_client")
}

/// protocol 84, clients 2, 4.10
#[actix_web::test]
async fn basic_credentials_count_encoded_and_as_they_are() {
    let clients = clients().await;
    for credentials in [
        "basic:the+secret+of+basic%3A+100%25%2B",
        "basic:the%20secret%20of%20basic%3a%20100%25%2b",
        "b%61sic:the secret of basic%3A 100%25%2B",
        "basic:the secret of basic: 100%+",
    ] {
        assert!(
            is_known(clients.basic(credentials).form(&FORM)).await,
            "{credentials}"
        );
    }
    for wrong in [
        "basic:the secret of basic: 100%25%2B+",
        "basic:",
        "basic:wrong",
        "Basic:x",
        ":x",
    ] {
        assert!(
            is_unknown(clients.basic(wrong).form(&FORM)).await,
            "{wrong}"
        );
    }
}

/// protocol 84, security C6
#[actix_web::test]
async fn a_client_may_use_only_its_registered_method() {
    let clients = clients().await;
    let post = |id, secret| {
        let mut form = FORM.to_vec();
        form.extend([("client_id", id), ("client_secret", secret)]);
        clients.token().form(&form)
    };
    let named = |id| {
        let mut form = FORM.to_vec();
        form.push(("client_id", id));
        clients.token().form(&form)
    };
    let post_secret = clients.post.secret.clone().unwrap();
    assert!(is_known(post("post", &post_secret)).await);
    assert!(is_known(named("public")).await);
    assert!(is_unknown(post("basic", SECRET)).await, "basic by post");
    assert!(
        is_unknown(clients.basic("post:the secret of post: 100%+").form(&FORM)).await,
        "post by basic"
    );
    assert!(is_unknown(named("basic")).await, "nothing instead of basic");
    assert!(is_unknown(named("post")).await, "nothing instead of post");
    assert!(
        is_unknown(post("public", "anything")).await,
        "a secret from a public client"
    );
    assert!(is_unknown(clients.basic("public:anything").form(&FORM)).await);
    assert!(is_unknown(clients.basic("public:").form(&FORM)).await);
    assert!(is_unknown(clients.token().form(&FORM)).await, "nobody");
    let _ = (&clients.basic, &clients.public);
}

/// protocol 85, security C4, C5, clients 2
#[actix_web::test]
async fn two_methods_or_two_clients_are_refused() {
    let clients = clients().await;
    let credentials = "basic:the+secret+of+basic%3A+100%25%2B";
    let with = |more: &[(&'static str, &'static str)]| {
        let mut form = FORM.to_vec();
        form.extend_from_slice(more);
        clients.basic(credentials).form(&form)
    };
    assert!(
        is_known(with(&[("client_id", "basic")])).await,
        "the same id twice is fine"
    );
    for more in [
        &[("client_id", "basic"), ("client_secret", SECRET)][..],
        &[("client_secret", SECRET)],
        &[("client_id", "other")],
        &[("client_id", "public")],
    ] {
        let answer = Answer::of(with(more)).await;
        assert!(
            answer.is_error(400, "invalid_request"),
            "{more:?} {}",
            answer.text
        );
    }
}

/// security C3: the whole secret, byte for byte.
#[actix_web::test]
async fn a_secret_with_something_added_is_another() {
    let clients = clients().await;
    let secret = clients.post.secret.clone().unwrap();
    for added in [" ", "\t", "x", "\u{a0}"] {
        let longer = format!("{secret}{added}");
        let mut form = FORM.to_vec();
        form.extend([("client_id", "post"), ("client_secret", longer.as_str())]);
        assert!(is_unknown(clients.token().form(&form)).await, "{added:?}");
        assert!(is_unknown(clients.basic(&format!("basic:{SECRET}{added}")).form(&FORM)).await);
    }
    let nul = "grant_type=authorization_code&code=x&client_id=post&client_secret=x%00";
    let request = clients
        .token()
        .header("content-type", "application/x-www-form-urlencoded")
        .body(nul);
    assert!(Answer::of(request).await.is_error(400, "invalid_request"));
    assert!(is_unknown(clients.basic(&format!("basic:{SECRET}\0")).form(&FORM)).await);
    let shorter = &secret[..secret.len() - 1];
    let mut form = FORM.to_vec();
    form.extend([("client_id", "post"), ("client_secret", shorter)]);
    assert!(is_unknown(clients.token().form(&form)).await);
}

/// security C2
#[actix_web::test]
async fn unknown_client_and_wrong_secret_answer_alike() {
    let clients = clients().await;
    let wrong = Answer::of(clients.basic("basic:wrong").form(&FORM)).await;
    let unknown = Answer::of(clients.basic("nobody:wrong").form(&FORM)).await;
    assert_eq!((wrong.status, &wrong.text), (unknown.status, &unknown.text));
    assert_eq!(
        wrong.header("www-authenticate"),
        unknown.header("www-authenticate")
    );
}

/// protocol 80, security C1
#[actix_web::test]
async fn every_endpoint_of_clients_wants_authentication() {
    let clients = clients().await;
    for path in ["/token", "/introspect", "/revoke", "/par"] {
        let url = clients.server.url(path);
        let form = [
            ("token", "x"),
            ("grant_type", "refresh_token"),
            ("refresh_token", "x"),
        ];
        let answer = Answer::of(http().post(&url).form(&form)).await;
        assert!(answer.is_error(401, "invalid_client"), "{path}");
        assert_eq!(answer.header("www-authenticate"), "", "no header was used");
        let wrong = http()
            .post(&url)
            .basic_auth("basic", Some("wrong"))
            .form(&form);
        let answer = Answer::of(wrong).await;
        assert!(answer.is_error(401, "invalid_client"), "{path}");
        assert!(
            answer.header("www-authenticate").starts_with("Basic "),
            "{path}"
        );
        let mut named = form.to_vec();
        named.push(("client_id", "basic"));
        assert!(is_unknown(http().post(&url).form(&named)).await, "{path}");
    }
}

/// security C7
#[actix_web::test]
async fn malformed_credentials_are_refused_and_do_no_harm() {
    let clients = clients().await;
    let no_utf8 = format!("Basic {}", BASE64.encode(b"\xff\xfe:\xff"));
    let good = format!(
        "Basic {}",
        BASE64.encode(b"basic:the+secret+of+basic%3A+100%25%2B")
    );
    let long = format!("Basic {}", BASE64.encode("x".repeat(9000).as_bytes()));
    for header in [
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic YmFzaWM",
        "Basic YmFzaWM=",
        "Basic Og==",
        "Bearer abc",
        "Digest x",
        &no_utf8,
        &long,
    ] {
        let answer = Answer::of(clients.token().header("authorization", header).form(&FORM)).await;
        assert!(
            matches!(
                answer.status,
                StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED
            ),
            "{header} {}",
            answer.status
        );
        assert!(answer.json()["error"].is_string());
    }
    let doubled = clients
        .token()
        .header("authorization", &good)
        .header("authorization", &good);
    assert!(
        Answer::of(doubled.form(&FORM))
            .await
            .is_error(400, "invalid_request")
    );
    for broken in ["basic:%", "basic:%zz", "%ff:x"] {
        assert!(
            is_unknown(clients.basic(broken).form(&FORM)).await,
            "{broken}"
        );
    }
}
