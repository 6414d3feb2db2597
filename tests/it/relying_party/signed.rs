//! Apps that sign: assertions in place of their secret, and whole requests.
//!
//! The library makes neither, so its requests are carried on by what developers put around it; keys
//! and signatures are josekit's.

use super::{Asked, RelyingParty, fetch};
use crate::harness::{App, Browser, TestServer, parameter};
use josekit::jwk::KeyPair;
use josekit::jws::alg::ecdsa::EcdsaJwsAlgorithm::Es256;
use josekit::jws::{ES256, HS256, JwsHeader, JwsSigner};
use josekit::jwt::{self, JwtPayload};
use openidconnect::core::{CoreAuthenticationFlow, CoreTokenResponse};
use openidconnect::{
    AuthorizationCode, HttpClientError, HttpRequest, HttpResponse, OAuth2TokenResponse,
};
use reqwest::header::CONTENT_LENGTH;
use serde_json::{Map, Value, json};
use signet::clock::Clock;
use signet::oidc::client_assertion::JWT_BEARER;
use signet::oidc::client_metadata::ClientAuthMethod;
use signet::oidc::{ClientMetadata, SigningAlgorithm};
use std::sync::atomic::{AtomicU32, Ordering};
use url::{Url, form_urlencoded};

/// An app with something to sign with.
struct Signing<'a> {
    party: RelyingParty<'a>,
    signer: Box<dyn JwsSigner>,
}

/// A key pair's signer and the key set that tells its public half.
fn key() -> (Box<dyn JwsSigner>, Value) {
    let pair = Es256.generate_key_pair().unwrap();
    let mut public = pair.to_jwk_public_key();
    public.set_key_id("app");
    let mut signer = ES256.signer_from_jwk(&pair.to_jwk_private_key()).unwrap();
    signer.set_key_id("app");
    (Box::new(signer), json!({ "keys": [public] }))
}

impl Signing<'_> {
    /// A JWT of the app for the provider, never the same twice.
    fn jwt(&self, more: Map<String, Value>) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let now = self.party.server.clock.now().0;
        let mut claims = more;
        let usual = json!({
            "iss": self.party.app.id, "aud": self.party.server.issuer,
            "iat": now, "nbf": now, "exp": now + 60,
            "jti": COUNT.fetch_add(1, Ordering::Relaxed).to_string(),
        });
        claims.extend(usual.as_object().unwrap().clone());
        let payload = JwtPayload::from_map(claims).unwrap();
        jwt::encode_with_signer(&payload, &JwsHeader::new(), self.signer.as_ref()).unwrap()
    }

    /// What proves the app, as parameters.
    fn proof(&self) -> [(&'static str, String); 2] {
        let mut claims = Map::new();
        claims.insert("sub".into(), json!(self.party.app.id));
        [
            ("client_assertion_type", JWT_BEARER.to_owned()),
            ("client_assertion", self.jwt(claims)),
        ]
    }

    /// Sends a request of the library with the proof in its form.
    async fn send(
        &self,
        mut request: HttpRequest,
    ) -> Result<HttpResponse, HttpClientError<reqwest::Error>> {
        let form = form_urlencoded::parse(request.body()).into_owned();
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .extend_pairs(self.proof())
            .finish();
        request.headers_mut().remove(CONTENT_LENGTH);
        *request.body_mut() = form.into_bytes();
        fetch(request).await
    }

    /// A code for a person, redeemed and refreshed with proofs.
    async fn sign_in(&self) {
        let asked = self.party.ask(CoreAuthenticationFlow::AuthorizationCode);
        let browser = Browser::new();
        let response = browser.get(asked.url.as_str()).await;
        let back = browser.arrive(self.party.server, response, "ada").await;
        let code = parameter(&back, "code").unwrap();

        let library = &self.party.library;
        let send = |request: HttpRequest| self.send(request);
        let request = library.exchange_code(AuthorizationCode::new(code)).unwrap();
        let request = request.set_pkce_verifier(asked.proof);
        let tokens: CoreTokenResponse = request.request_async(&send).await.unwrap();
        self.party.holds(&tokens, &asked.nonce);

        let token = tokens.refresh_token().unwrap();
        let request = library.exchange_refresh_token(token).unwrap();
        let refused = request.request_async(&fetch).await;
        assert!(refused.is_err(), "nothing proves the app");
        let request = library.exchange_refresh_token(token).unwrap();
        request.request_async(&send).await.unwrap();
    }

    /// The library's request as claims of a signed object.
    fn object(&self, asked: &Asked) -> String {
        let pairs = asked.url.query_pairs().into_owned();
        let claims = pairs.map(|(name, value)| (name, json!(value)));
        self.jwt(claims.collect())
    }
}

async fn app(server: &TestServer, change: impl FnOnce(&mut ClientMetadata)) -> App {
    server.user("ada").await;
    // josekit signs with secrets of 32 bytes or more, as RFC 7518 §3.2 demands; the name is part of ours.
    server.app_with("signing-with-josekit", change).await
}

async fn party<'a>(server: &'a TestServer, app: &'a App) -> RelyingParty<'a> {
    RelyingParty::discover(server, app, SigningAlgorithm::RS256).await
}

#[actix_web::test]
async fn an_app_that_proves_itself_by_its_key() {
    let server = TestServer::start().await;
    let (signer, keys) = key();
    let app = app(&server, |metadata| {
        metadata.token_endpoint_auth_method = ClientAuthMethod::PrivateKeyJwt;
        metadata.jwks = Some(keys);
    });
    let app = app.await;
    let party = party(&server, &app).await;
    Signing { party, signer }.sign_in().await;
}

#[actix_web::test]
async fn an_app_that_proves_itself_by_signing_with_its_secret() {
    let server = TestServer::start().await;
    let app = app(&server, |metadata| {
        metadata.token_endpoint_auth_method = ClientAuthMethod::ClientSecretJwt;
    });
    let app = app.await;
    let secret = app.secret.clone().unwrap();
    let signer = Box::new(HS256.signer_from_bytes(secret).unwrap());
    let party = party(&server, &app).await;
    Signing { party, signer }.sign_in().await;
}

#[actix_web::test]
async fn an_app_that_signs_its_requests() {
    let server = TestServer::start().await;
    let (signer, keys) = key();
    let app = app(&server, |metadata| metadata.jwks = Some(keys)).await;
    let party = party(&server, &app).await;
    let signing = Signing { party, signer };
    for pushed in [false, true] {
        let asked = signing.party.ask(CoreAuthenticationFlow::AuthorizationCode);
        let object = signing.object(&asked);
        let reference = if pushed {
            let more = signing.party.provider.additional_metadata();
            let path = more.pushed_authorization_request_endpoint.path();
            let form = [("request", object.as_str())];
            let (status, answer) = server.call(&app, path, &form).await;
            assert_eq!(status, 201, "{answer}");
            (
                "request_uri",
                answer["request_uri"].as_str().unwrap().to_owned(),
            )
        } else {
            ("request", object)
        };
        let endpoint = signing.party.provider.authorization_endpoint();
        let mut url: Url = endpoint.url().clone();
        let mut query = url.query_pairs_mut();
        query.append_pair("client_id", &app.id);
        query.append_pair(reference.0, &reference.1);
        drop(query);

        let browser = Browser::new();
        let response = browser.get(url.as_str()).await;
        let back = browser.arrive(&server, response, "ada").await;
        let state = parameter(&back, "state");
        assert_eq!(state.as_ref(), Some(asked.state.secret()));
        let code = AuthorizationCode::new(parameter(&back, "code").unwrap());
        let tokens = signing.party.redeem(code, asked).await;
        assert!(tokens.refresh_token().is_some());
    }
}
