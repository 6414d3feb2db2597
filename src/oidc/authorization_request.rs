//! The authorization request (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1) and its rules, in order.

use super::authorization_response::Destination;
use super::claims_request::{AcrRequest, ClaimsRequest};
use super::client_metadata::ClientMetadata;
use super::pkce::CodeChallenge;
use super::prompt::Prompts;
use super::{ClientId, ErrorCode, OAuthError, Parameters, ResponseMode, ResponseType, ScopeSet};
use serde::{Deserialize, Serialize};

/// Longest `state` that comes back: the answer has to fit into a URL.
const LONGEST_STATE: usize = 2048;
/// Longest `nonce`.
const LONGEST_NONCE: usize = 1024;
/// Most values of `acr_values` that are looked at.
const MOST_ACR_VALUES: usize = 16;
/// Most languages that are looked at.
const MOST_UI_LOCALES: usize = 8;
/// Longest other text that is kept while the person signs in.
const LONGEST_HINT: usize = 320;

/// A request that was found valid for its client. It travels sealed with the browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    /// The client that asks.
    pub client_id: ClientId,
    /// The checked redirect URI.
    pub redirect_uri: String,
    /// What the answer brings.
    pub response_type: ResponseType,
    /// How the answer travels.
    pub response_mode: ResponseMode,
    /// What the client wants back.
    pub state: Option<String>,
    /// Scopes asked for that are registered for the client.
    pub scope: ScopeSet,
    /// What ties the ID token to the client's session.
    pub nonce: Option<String>,
    /// PKCE.
    pub code_challenge: Option<CodeChallenge>,
    /// What the client asks to be shown.
    pub prompt: Prompts,
    /// Oldest sign-in accepted, in seconds.
    pub max_age: Option<u32>,
    /// Claims asked for one by one, of those that are registered for the client.
    #[serde(skip_serializing_if = "ClaimsRequest::is_empty", default)]
    pub claims: ClaimsRequest,
    /// Who the client thinks will sign in.
    pub login_hint: Option<String>,
    /// The languages that the client would like, tags between spaces. Whatever it holds is no error
    /// (OpenID Connect Core §3.1.2.1).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ui_locales: Option<String>,
}

/// Why a request gets a page and never a redirect (RFC 6749 §4.1.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Untrusted {
    #[error("client_id is given more than once")]
    RepeatedClientId,
    #[error("client_id is missing")]
    MissingClientId,
    #[error("no client is registered under this client_id")]
    UnknownClient,
    #[error("redirect_uri is given more than once")]
    RepeatedRedirectUri,
    #[error("redirect_uri is missing")]
    MissingRedirectUri,
    #[error("redirect_uri is not registered for this client")]
    UnregisteredRedirectUri,
    #[error("it is refused with {}, and names no registered redirect_uri", .0.as_str())]
    Refused(ErrorCode),
}

/// The `client_id` of a request, before anything else of it is looked at.
pub fn client_id(parameters: &Parameters) -> Result<ClientId, Untrusted> {
    let given = parameters
        .get("client_id")
        .map_err(|_| Untrusted::RepeatedClientId)?;
    let given = given.ok_or(Untrusted::MissingClientId)?;
    ClientId::try_from(given).map_err(|_| Untrusted::UnknownClient)
}

/// Where answers to this request may go: the redirect URI must be registered (security A1 to A4).
/// The response mode and `state` are taken along as far as they can be read, for errors.
pub fn destination(
    parameters: &Parameters,
    client: &ClientMetadata,
) -> Result<Destination, Untrusted> {
    let given = parameters
        .get("redirect_uri")
        .map_err(|_| Untrusted::RepeatedRedirectUri)?;
    let given = given.ok_or(Untrusted::MissingRedirectUri)?;
    if !client.has_redirect_uri(given) {
        return Err(Untrusted::UnregisteredRedirectUri);
    }
    let state = parameters.get("state").ok().flatten();
    Ok(Destination {
        redirect_uri: given.to_owned(),
        response_mode: response_mode(parameters),
        state: state
            .filter(|state| state.len() <= LONGEST_STATE)
            .map(str::to_owned),
        session_state: None,
    })
}

/// The mode asked for, or the default of the response type. What would bring a token or an ID token
/// never goes into the query, nor do its errors (OAuth 2.0 Multiple Response Types §5).
fn response_mode(parameters: &Parameters) -> ResponseMode {
    let get = |name| parameters.get(name).ok().flatten();
    // Also of a response type that is not served.
    let brings_token = get("response_type")
        .unwrap_or_default()
        .split(' ')
        .any(|name| matches!(name, "token" | "id_token"));
    match get("response_mode").and_then(ResponseMode::parse) {
        Some(ResponseMode::Query) | None if brings_token => ResponseMode::Fragment,
        mode => mode.unwrap_or_default(),
    }
}

impl AuthorizationRequest {
    /// Checks everything that client and redirect URI do not decide. The order is the order of the
    /// checks.
    ///
    /// # Errors
    /// What goes back to the client by [`Destination::error`].
    pub fn validate(
        parameters: &Parameters,
        client_id: ClientId,
        client: &ClientMetadata,
        destination: &Destination,
        served: &[ResponseType],
    ) -> Result<Self, OAuthError> {
        parameters.refuse_repetitions()?;
        refuse_unsupported(parameters)?;
        let response_type = response_type(parameters, client, served)?;
        check_response_mode(parameters, response_type)?;
        let scope = scope(parameters, client)?;
        Ok(Self {
            client_id,
            redirect_uri: destination.redirect_uri.clone(),
            response_type,
            response_mode: destination.response_mode,
            state: limited(parameters, "state", LONGEST_STATE)?,
            nonce: nonce(parameters, response_type, &scope)?,
            scope,
            code_challenge: code_challenge(parameters, client, response_type)?,
            prompt: Prompts::parse(parameters.get("prompt")?.unwrap_or_default())?,
            max_age: max_age(parameters)?.or(client.default_max_age),
            claims: claims(parameters, client)?,
            ui_locales: ui_locales(parameters)?,
            login_hint: parameters
                .get("login_hint")?
                .filter(|hint| hint.len() <= LONGEST_HINT)
                .map(str::to_owned),
        })
    }

    /// Where the answer goes.
    pub fn destination(&self) -> Destination {
        Destination {
            redirect_uri: self.redirect_uri.clone(),
            response_mode: self.response_mode,
            state: self.state.clone(),
            session_state: None,
        }
    }
}

fn invalid(description: &'static str) -> OAuthError {
    OAuthError::new(ErrorCode::InvalidRequest, description)
}

/// OpenID Connect Core §3.1.2.6, §7: what is not supported is refused, not ignored. Request objects have
/// been unpacked by now (see `request_object`).
fn refuse_unsupported(parameters: &Parameters) -> Result<(), OAuthError> {
    match parameters.get("registration")? {
        None => Ok(()),
        Some(_) => Err(OAuthError::new(
            ErrorCode::RegistrationNotSupported,
            "registration is not supported",
        )),
    }
}

/// The first languages asked for, as far as they look like tags.
fn ui_locales(parameters: &Parameters) -> Result<Option<String>, OAuthError> {
    let given = parameters.get("ui_locales")?.unwrap_or_default();
    let tags = given.split(' ').filter(|tag| {
        (2..=35).contains(&tag.len())
            && tag
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    let tags: Vec<_> = tags.take(MOST_UI_LOCALES).collect();
    Ok(Some(tags.join(" ")).filter(|tags| !tags.is_empty()))
}

fn response_type(
    parameters: &Parameters,
    client: &ClientMetadata,
    served: &[ResponseType],
) -> Result<ResponseType, OAuthError> {
    let given = parameters.get("response_type")?;
    let given = given.ok_or(invalid("response_type is missing"))?;
    let response_type: Option<ResponseType> = given.parse().ok();
    let response_type = response_type.filter(|given| served.contains(given));
    let response_type = response_type.ok_or(OAuthError::new(
        ErrorCode::UnsupportedResponseType,
        "this response_type is not served here",
    ))?;
    if !client.allows_response_type(response_type) {
        return Err(OAuthError::new(
            ErrorCode::UnauthorizedClient,
            "this response_type is not registered for the client",
        ));
    }
    Ok(response_type)
}

/// What brings a token never goes into a query (OAuth 2.0 Multiple Response Types §5).
fn check_response_mode(
    parameters: &Parameters,
    response_type: ResponseType,
) -> Result<(), OAuthError> {
    let Some(given) = parameters.get("response_mode")? else {
        return Ok(());
    };
    match ResponseMode::parse(given) {
        None => Err(invalid(
            "response_mode must be query, fragment or form_post",
        )),
        Some(ResponseMode::Query) if response_type.brings_token() => Err(invalid(
            "response_mode query is not for answers that bring a token",
        )),
        Some(_) => Ok(()),
    }
}

/// Required where an ID token comes from the authorization endpoint, which needs `openid`
/// (OpenID Connect Core §3.2.2.1, §3.3.2.11).
fn nonce(
    parameters: &Parameters,
    response_type: ResponseType,
    scope: &ScopeSet,
) -> Result<Option<String>, OAuthError> {
    let nonce = limited(parameters, "nonce", LONGEST_NONCE)?;
    if response_type.id_token && nonce.is_none() {
        return Err(invalid("nonce is missing: this response_type needs one"));
    }
    if response_type.id_token && !scope.contains("openid") {
        return Err(invalid("an ID token needs the scope openid"));
    }
    Ok(nonce)
}

/// Claims asked for one by one, as far as a registered scope opens them, and what is asked of `acr`
/// in one way or the other (OpenID Connect Core §3.1.2.1, §5.5.1.1).
fn claims(parameters: &Parameters, client: &ClientMetadata) -> Result<ClaimsRequest, OAuthError> {
    let mut claims = match parameters.get("claims")? {
        Some(text) => ClaimsRequest::parse(text)?,
        None => ClaimsRequest::default(),
    };
    claims.person.retain(|name| client.may_learn(name));
    if claims.acr.is_none() {
        let asked = parameters.get("acr_values")?.unwrap_or_default();
        let asked = asked.split(' ').filter(|value| !value.is_empty());
        let mut values: Vec<_> = asked.map(str::to_owned).take(MOST_ACR_VALUES).collect();
        if values.is_empty() {
            values.clone_from(&client.default_acr_values);
        }
        claims.acr = (!values.is_empty()).then_some(AcrRequest {
            values,
            essential: false,
        });
    }
    Ok(claims)
}

/// Scopes that are registered for the client; the rest is left out, and the token answer says so.
pub fn scope(parameters: &Parameters, client: &ClientMetadata) -> Result<ScopeSet, OAuthError> {
    let Some(asked) = parameters.get("scope")? else {
        return Ok(ScopeSet::default());
    };
    let may_refresh = client.allows_grant("refresh_token");
    ScopeSet::parse(asked)
        .retain(|name| client.scope.contains(name) && (name != "offline_access" || may_refresh))
        .or_invalid()
}

/// Security A8: PKCE for every client, unless a confidential one is registered without it.
fn code_challenge(
    parameters: &Parameters,
    client: &ClientMetadata,
    response_type: ResponseType,
) -> Result<Option<CodeChallenge>, OAuthError> {
    let challenge = CodeChallenge::from_request(
        parameters.get("code_challenge")?,
        parameters.get("code_challenge_method")?,
    )?;
    if response_type.code && client.must_use_pkce() && challenge.is_none() {
        return Err(invalid(
            "code_challenge is missing: this client must use PKCE",
        ));
    }
    Ok(challenge)
}

/// Security A13: a non-negative decimal integer.
fn max_age(parameters: &Parameters) -> Result<Option<u32>, OAuthError> {
    let Some(text) = parameters.get("max_age")? else {
        return Ok(None);
    };
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(invalid("max_age must be a number of seconds"));
    }
    // More than 136 years is the same as no limit.
    Ok(Some(text.parse().unwrap_or(u32::MAX)))
}

fn limited(
    parameters: &Parameters,
    name: &'static str,
    longest: usize,
) -> Result<Option<String>, OAuthError> {
    match parameters.get(name)? {
        Some(value) if value.len() > longest => Err(OAuthError {
            code: ErrorCode::InvalidRequest,
            description: format!("{name} is longer than {longest} bytes").into(),
        }),
        value => Ok(value.map(str::to_owned)),
    }
}

#[cfg(test)]
mod tests;
