//! The demo's side of a sign-in: authorization code with PKCE, all that came back checked.

use super::http::Http;
use super::pending::Pending;
use super::{CLIENT_ID, DemoError, answer, client, sections};
use crate::flow::Services;
use crate::oidc::SigningAlgorithm;
use crate::pages::{CheckLine, TokenSection};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalClaims, AuthorizationCode, ClientId, CsrfToken,
    EmptyExtraTokenFields, EndSessionUrl, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken,
    IdTokenFields, IdTokenVerifier, IssuerUrl, JsonWebKey, LogoutRequest, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl,
    ProviderMetadataWithLogout, RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse,
    SubjectIdentifier, TokenResponse, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use std::time::{Duration, UNIX_EPOCH};

/// What the demo asks for beside `openid`, which the library adds.
const SCOPES: [&str; 3] = ["profile", "email", "groups"];

/// What Signet's ID tokens have beyond the library's claims.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct SessionClaims {
    /// The session (OpenID Connect Front-Channel Logout §3).
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
}

impl AdditionalClaims for SessionClaims {}

/// What Signet's userinfo has beyond the library's claims.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct GroupClaims {
    #[serde(default)]
    groups: Vec<String>,
}

impl AdditionalClaims for GroupClaims {}

type DemoIdToken = IdToken<
    SessionClaims,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type Tokens = StandardTokenResponse<
    IdTokenFields<
        SessionClaims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

/// The library's client, with the claims above and the addresses that discovery gives.
type App = openidconnect::Client<
    SessionClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A sign-in that has begun. Has no `Debug`: the address holds what must come back.
pub struct Start {
    /// Where to send the browser.
    pub authorize_url: String,
    /// What [`finish`] needs, for a cookie of this browser that lives as long as
    /// `config.lifetimes.sign_in`.
    pub sealed_state: String,
}

/// A sign-in that ended well. Has no `Debug`: it holds tokens.
pub struct Finished {
    /// What was checked and found right.
    pub checks: Vec<CheckLine>,
    /// The ID token, the access token and the answer of the userinfo endpoint.
    pub sections: Vec<TokenSection>,
    /// The address that signs out and comes back to the demo.
    pub end_session_url: String,
}

/// Begins a sign-in.
pub async fn start(services: &Services) -> Result<Start, DemoError> {
    let http = http(services)?;
    let app = app(services, discover(services, &http).await?)?;
    let pending = Pending::new(services);
    let verifier = PkceCodeVerifier::new(pending.verifier.clone());
    let (csrf, nonce) = (
        CsrfToken::new(pending.state.clone()),
        Nonce::new(pending.nonce.clone()),
    );
    let flow = CoreAuthenticationFlow::AuthorizationCode;
    let (url, _, _) = app
        .authorize_url(flow, || csrf, || nonce)
        .add_scopes(SCOPES.map(|scope| Scope::new(scope.to_owned())))
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
        .url();
    Ok(Start {
        authorize_url: url.into(),
        sealed_state: pending.seal(services)?,
    })
}

/// Ends a sign-in: `sealed_state` is what [`start`] gave this browser, `query` what the provider
/// sent to the callback.
pub async fn finish(
    services: &Services,
    sealed_state: &str,
    query: &str,
) -> Result<Finished, DemoError> {
    let pending = Pending::open(services, sealed_state).ok_or(DemoError::NotStarted)?;
    let code = answer::code(query, &pending.state, services.issuer())?;
    let http = http(services)?;
    let provider = discover(services, &http).await?;
    let end_session = provider.additional_metadata().end_session_endpoint.clone();
    let app = app(services, provider)?;
    let tokens = exchange(services, &app, &http, code, &pending).await?;
    let id_token = tokens.id_token().ok_or_else(|| DemoError::Invalid {
        what: "there is no ID token",
        detail: "the token answer has no id_token".to_owned(),
    })?;
    let verified = verify(services, &app, id_token, tokens.access_token(), &pending)?;
    let userinfo = userinfo(services, &app, &http, &tokens, verified.subject).await?;
    Ok(Finished {
        checks: checks(services.issuer(), &verified.signed_by),
        sections: vec![
            sections::id_token(&id_token.to_string()),
            sections::access_token(tokens.access_token().secret()),
            sections::userinfo(&userinfo),
        ],
        end_session_url: end_session_url(services, end_session, id_token)?,
    })
}

fn http(services: &Services) -> Result<Http, DemoError> {
    let http = Http::new(&services.config.issuer);
    http.map_err(|why| DemoError::unreachable(services.issuer(), &why))
}

async fn discover(
    services: &Services,
    http: &Http,
) -> Result<ProviderMetadataWithLogout, DemoError> {
    let issuer = IssuerUrl::new(services.issuer().to_owned()).map_err(own_address)?;
    let provider = ProviderMetadataWithLogout::discover_async(issuer, http).await;
    provider.map_err(|why| DemoError::of_discovery(services.issuer(), &why))
}

fn app(services: &Services, provider: ProviderMetadataWithLogout) -> Result<App, DemoError> {
    let redirect = RedirectUrl::new(client::callback(services)).map_err(own_address)?;
    let id = ClientId::new(CLIENT_ID.to_owned());
    Ok(App::from_provider_metadata(provider, id, None).set_redirect_uri(redirect))
}

fn own_address(why: openidconnect::url::ParseError) -> DemoError {
    DemoError::invalid("its issuer is no address", &why)
}

async fn exchange(
    services: &Services,
    app: &App,
    http: &Http,
    code: String,
    pending: &Pending,
) -> Result<Tokens, DemoError> {
    let request = app
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|why| DemoError::invalid("it names no token endpoint", &why))?
        .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.clone()));
    let tokens = request.request_async(http).await;
    tokens.map_err(|why| DemoError::of_token(services.issuer(), &why))
}

/// What a good ID token says.
struct VerifiedIdToken {
    subject: SubjectIdentifier,
    /// Algorithm and key.
    signed_by: String,
}

/// OpenID Connect Core §3.1.3.7 and §3.1.3.8. The algorithm is the registered one, whatever the
/// token says.
fn verify(
    services: &Services,
    app: &App,
    id_token: &DemoIdToken,
    access_token: &AccessToken,
    pending: &Pending,
) -> Result<VerifiedIdToken, DemoError> {
    let seconds = u64::try_from(services.now().0).unwrap_or_default();
    let verifier = app
        .id_token_verifier()
        .set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256])
        .set_time_fn(move || (UNIX_EPOCH + Duration::from_secs(seconds)).into());
    let claims = id_token
        .claims(&verifier, &Nonce::new(pending.nonce.clone()))
        .map_err(|why| DemoError::invalid("the ID token does not hold", &why))?;
    check_at_hash(
        &verifier,
        id_token,
        access_token,
        claims.access_token_hash(),
    )?;
    let key = id_token
        .signing_key(&verifier)
        .map_err(|why| DemoError::invalid("the ID token does not hold", &why))?;
    let kid = key.key_id().map_or("", |kid| kid.as_str());
    Ok(VerifiedIdToken {
        subject: claims.subject().clone(),
        signed_by: format!("{}, key {kid}", SigningAlgorithm::RS256),
    })
}

fn check_at_hash(
    verifier: &IdTokenVerifier<'_, CoreJsonWebKey>,
    id_token: &DemoIdToken,
    access_token: &AccessToken,
    expected: Option<&AccessTokenHash>,
) -> Result<(), DemoError> {
    let what = "the access token does not belong to the ID token";
    let invalid = |why| DemoError::invalid(what, &why);
    let algorithm = id_token.signing_alg().map_err(invalid)?;
    let key = id_token.signing_key(verifier).map_err(invalid)?;
    let found = AccessTokenHash::from_token(access_token, algorithm, key)
        .map_err(|why| DemoError::invalid(what, &why))?;
    if expected == Some(&found) {
        return Ok(());
    }
    Err(DemoError::Invalid {
        what,
        detail: "at_hash is missing or another".to_owned(),
    })
}

/// The answer of the userinfo endpoint to the letter, after the library has accepted it.
async fn userinfo(
    services: &Services,
    app: &App,
    http: &Http,
    tokens: &Tokens,
    subject: SubjectIdentifier,
) -> Result<Vec<u8>, DemoError> {
    let request = app
        .user_info(tokens.access_token().clone(), Some(subject))
        .map_err(|why| DemoError::invalid("it names no userinfo endpoint", &why))?;
    let received = OnceLock::new();
    let keeping = |request| async {
        let answer = http.send(request).await?;
        received.get_or_init(|| answer.body().clone());
        Ok(answer)
    };
    let accepted = request.request_async(&keeping).await;
    let accepted: Result<UserInfoClaims<GroupClaims, CoreGenderClaim>, _> = accepted;
    accepted.map_err(|why| DemoError::of_userinfo(services.issuer(), &why))?;
    Ok(received.into_inner().unwrap_or_default())
}

/// OpenID Connect RP-Initiated Logout §2.
fn end_session_url(
    services: &Services,
    endpoint: Option<EndSessionUrl>,
    id_token: &DemoIdToken,
) -> Result<String, DemoError> {
    let endpoint = endpoint.ok_or_else(|| DemoError::Invalid {
        what: "it names no address for signing out",
        detail: "discovery has no end_session_endpoint".to_owned(),
    })?;
    let home = PostLogoutRedirectUrl::new(client::home(services)).map_err(own_address)?;
    let request = LogoutRequest::from(endpoint)
        .set_id_token_hint(id_token)
        .set_client_id(ClientId::new(CLIENT_ID.to_owned()))
        .set_post_logout_redirect_uri(home);
    Ok(request.http_get_url().into())
}

/// What the code above makes sure of.
fn checks(issuer: &str, signed_by: &str) -> Vec<CheckLine> {
    [
        ("demo-check-state", ""),
        ("demo-check-iss", issuer),
        ("demo-check-pkce", ""),
        ("demo-check-signature", signed_by),
        ("demo-check-aud", ""),
        ("demo-check-nonce", ""),
        ("demo-check-at-hash", ""),
        ("demo-check-userinfo", ""),
    ]
    .map(|(key, value)| CheckLine {
        key: key.to_owned(),
        value: value.to_owned(),
    })
    .to_vec()
}
