//! Apps made with nothing but the ordinary `openidconnect` crate: what they rely on holds.

mod flows;
mod signed;

use crate::harness::{App, Browser, TestServer, location, parameter};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient,
    CoreClientAuthMethod, CoreGenderClaim, CoreGrantType, CoreIdTokenVerifier, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm,
    CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType, CoreTokenResponse,
};
use openidconnect::{
    AccessTokenHash, AdditionalProviderMetadata, AuthType, AuthorizationCode, ClientId,
    ClientSecret, CsrfToken, EmptyAdditionalClaims, EndSessionUrl, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, HttpClientError, HttpRequest, HttpResponse, IssuerUrl,
    LogoutRequest, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    PostLogoutRedirectUrl, ProviderMetadata, RedirectUrl, Scope, TokenResponse, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use signet::clock::Clock;
use signet::oidc::SigningAlgorithm;
use signet::oidc::client_metadata::ClientAuthMethod;
use std::time::{Duration, UNIX_EPOCH};
use url::Url;

/// What the crate's own metadata leaves out.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct More {
    end_session_endpoint: EndSessionUrl,
    pushed_authorization_request_endpoint: Url,
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

type Provider = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type Library = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Sends a request of the library.
async fn fetch(request: HttpRequest) -> Result<HttpResponse, HttpClientError<reqwest::Error>> {
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy();
    let http = http.build().map_err(Box::new)?;
    let request = request.try_into().map_err(Box::new)?;
    let answer = http.execute(request).await.map_err(Box::new)?;
    let mut response = HttpResponse::new(Vec::new());
    *response.status_mut() = answer.status();
    *response.headers_mut() = answer.headers().clone();
    *response.body_mut() = answer.bytes().await.map_err(Box::new)?.to_vec();
    Ok(response)
}

fn named(algorithm: SigningAlgorithm) -> CoreJwsSigningAlgorithm {
    match algorithm {
        SigningAlgorithm::RS256 => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
        SigningAlgorithm::PS256 => CoreJwsSigningAlgorithm::RsaSsaPssSha256,
        SigningAlgorithm::ES256 => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        SigningAlgorithm::EdDSA => CoreJwsSigningAlgorithm::EdDsa,
    }
}

/// A request that the library made, and what it keeps for the answer.
struct Asked {
    url: Url,
    state: CsrfToken,
    nonce: Nonce,
    proof: PkceCodeVerifier,
}

/// A relying party as its developer would write it.
struct RelyingParty<'a> {
    server: &'a TestServer,
    app: &'a App,
    algorithm: SigningAlgorithm,
    provider: Provider,
    library: Library,
}

impl<'a> RelyingParty<'a> {
    async fn discover(server: &'a TestServer, app: &'a App, algorithm: SigningAlgorithm) -> Self {
        let issuer = IssuerUrl::new(server.issuer.clone()).unwrap();
        let provider = Provider::discover_async(issuer, &fetch).await.unwrap();
        let more = provider.additional_metadata();
        assert!(more.authorization_response_iss_parameter_supported);
        let algorithms = provider.id_token_signing_alg_values_supported();
        assert!(algorithms.contains(&named(algorithm)), "{algorithms:?}");
        let secret = app.secret.clone().map(ClientSecret::new);
        // What signs is sent to nobody.
        let secret = secret.filter(|_| app.method != ClientAuthMethod::ClientSecretJwt);
        let auth_type = match app.method {
            ClientAuthMethod::ClientSecretBasic => AuthType::BasicAuth,
            _ => AuthType::RequestBody,
        };
        let id = ClientId::new(app.id.clone());
        let redirect = RedirectUrl::new(app.redirect_uri.clone()).unwrap();
        let library = CoreClient::from_provider_metadata(provider.clone(), id, secret)
            .set_auth_type(auth_type)
            .set_redirect_uri(redirect);
        Self {
            server,
            app,
            algorithm,
            provider,
            library,
        }
    }

    /// Only what is registered is accepted, whatever the token says.
    fn verifier(&self) -> CoreIdTokenVerifier<'_> {
        let now = u64::try_from(self.server.clock.now().0).unwrap();
        self.library
            .id_token_verifier()
            .set_allowed_algs([named(self.algorithm)])
            .set_time_fn(move || (UNIX_EPOCH + Duration::from_secs(now)).into())
    }

    /// A request of the library for `flow`.
    fn ask(&self, flow: CoreAuthenticationFlow) -> Asked {
        let (challenge, proof) = PkceCodeChallenge::new_random_sha256();
        let asked = self
            .library
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let (url, state, nonce) = asked
            .add_scope(Scope::new("email".into()))
            .add_scope(Scope::new("profile".into()))
            .set_pkce_challenge(challenge)
            .url();
        Asked {
            url,
            state,
            nonce,
            proof,
        }
    }

    /// Signs a person in and verifies all that comes back.
    async fn sign_in(&self, browser: &Browser, username: &str) -> CoreTokenResponse {
        let asked = self.ask(CoreAuthenticationFlow::AuthorizationCode);
        let response = browser.get(asked.url.as_str()).await;
        let back = browser.arrive(self.server, response, username).await;
        let state = parameter(&back, "state");
        assert_eq!(state.as_ref(), Some(asked.state.secret()));
        let code = AuthorizationCode::new(parameter(&back, "code").unwrap());
        self.redeem(code, asked).await
    }

    /// Redeems a code and verifies all that comes for it.
    async fn redeem(&self, code: AuthorizationCode, asked: Asked) -> CoreTokenResponse {
        let request = self.library.exchange_code(code).unwrap();
        let request = request.set_pkce_verifier(asked.proof);
        let tokens = request.request_async(&fetch).await.unwrap();
        self.holds(&tokens, &asked.nonce);
        tokens
    }

    /// The library accepts the tokens for this nonce, and for no other.
    fn holds(&self, tokens: &CoreTokenResponse, nonce: &Nonce) {
        let id_token = tokens.id_token().unwrap();
        let verifier = self.verifier();
        let claims = id_token.claims(&verifier, nonce).unwrap();
        let key = id_token.signing_key(&verifier).unwrap();
        let hash = AccessTokenHash::from_token(
            tokens.access_token(),
            id_token.signing_alg().unwrap(),
            key,
        );
        assert_eq!(claims.access_token_hash(), Some(&hash.unwrap()));
        let other = Nonce::new_random();
        assert!(id_token.claims(&verifier, &other).is_err());
    }

    /// Asks about the person, refreshes, and asks again.
    async fn stay_signed_in(&self, tokens: &CoreTokenResponse) -> CoreTokenResponse {
        let verifier = self.verifier();
        let any = |_: Option<&Nonce>| Ok(());
        let claims = tokens.id_token().unwrap().claims(&verifier, any).unwrap();
        let subject = claims.subject().clone();
        let request = self
            .library
            .user_info(tokens.access_token().clone(), Some(subject.clone()));
        let userinfo: UserInfoClaims<EmptyAdditionalClaims, CoreGenderClaim> =
            request.unwrap().request_async(&fetch).await.unwrap();
        assert_eq!(userinfo.email().unwrap().as_str(), "ada@example.com");
        assert_eq!(userinfo.preferred_username().unwrap().as_str(), "ada");

        let refresh_token = tokens.refresh_token().unwrap();
        let request = self.library.exchange_refresh_token(refresh_token).unwrap();
        let refreshed: CoreTokenResponse = request.request_async(&fetch).await.unwrap();
        let again = refreshed.id_token().unwrap();
        let again = again.claims(&verifier, any).unwrap();
        assert_eq!(again.subject(), &subject);
        assert_eq!(again.auth_time(), claims.auth_time());
        refreshed
    }

    /// Ends the tokens and the session.
    async fn sign_out(&self, browser: &Browser, tokens: &CoreTokenResponse) {
        // The library revokes under https only.
        let refresh_token = tokens.refresh_token().unwrap();
        let form = [("token", refresh_token.secret().as_str())];
        let (status, _) = self.server.call(self.app, "/revoke", &form).await;
        assert_eq!(status, reqwest::StatusCode::OK);
        let request = self.library.exchange_refresh_token(refresh_token).unwrap();
        assert!(request.request_async(&fetch).await.is_err());

        let endpoint = &self.provider.additional_metadata().end_session_endpoint;
        let back = PostLogoutRedirectUrl::new(bye(&self.app.id)).unwrap();
        let url = LogoutRequest::from(endpoint.clone())
            .set_id_token_hint(tokens.id_token().unwrap())
            .set_client_id(ClientId::new(self.app.id.clone()))
            .set_post_logout_redirect_uri(back)
            .set_state(CsrfToken::new("bye".into()))
            .http_get_url();
        let response = browser.get(url.as_str()).await;
        let back = location(&response);
        assert_eq!(back.as_str(), format!("{}?state=bye", bye(&self.app.id)));
        let response = browser.authorize(self.server, &self.app.request()).await;
        assert_eq!(response.status(), reqwest::StatusCode::OK, "a page asks");
    }
}

fn bye(id: &str) -> String {
    format!("https://{id}.example/bye")
}

async fn relies(method: ClientAuthMethod) {
    let server = TestServer::start().await;
    server.user("ada").await;
    for algorithm in SigningAlgorithm::ALL {
        let id = format!("app-{}", algorithm.as_str().to_ascii_lowercase());
        let app = server
            .app_with(&id, |metadata| {
                metadata.token_endpoint_auth_method = method;
                metadata.id_token_signed_response_alg = algorithm;
                metadata.post_logout_redirect_uris = vec![bye(&id)];
            })
            .await;
        let browser = Browser::new();
        let relying_party = RelyingParty::discover(&server, &app, algorithm).await;
        let tokens = relying_party.sign_in(&browser, "ada").await;
        let tokens = relying_party.stay_signed_in(&tokens).await;
        relying_party.sign_out(&browser, &tokens).await;
    }
}

#[actix_web::test]
async fn an_app_with_a_secret_in_the_header() {
    relies(ClientAuthMethod::ClientSecretBasic).await;
}

#[actix_web::test]
async fn an_app_with_a_secret_in_the_form() {
    relies(ClientAuthMethod::ClientSecretPost).await;
}

#[actix_web::test]
async fn an_app_without_a_secret() {
    relies(ClientAuthMethod::None).await;
}
