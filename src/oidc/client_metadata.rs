//! Client metadata by the names of RFC 7591 §2 and OpenID Connect Dynamic Client Registration §2,
//! and Signet's own.

use super::redirect_uri::{self, AnyPort};
use super::{ScopeSet, SigningAlgorithm};
use serde::{Deserialize, Serialize};

/// How a client proves who it is (RFC 7591 §2 `token_endpoint_auth_method`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthMethod {
    /// HTTP Basic with form-encoded id and secret (RFC 6749 §2.3.1).
    #[default]
    ClientSecretBasic,
    /// Id and secret in the body (RFC 6749 §2.3.1).
    ClientSecretPost,
    /// A public client.
    None,
}

impl ClientAuthMethod {
    /// The name as metadata carries it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::None => "none",
        }
    }
}

/// `application_type` (OpenID Connect Dynamic Client Registration §2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names and meanings are the standard's")]
pub enum ApplicationType {
    #[default]
    Web,
    Native,
}

/// What an access token looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessTokenFormat {
    /// A JWT (RFC 9068) that a resource server checks by the JWKS.
    #[default]
    Jwt,
    /// Sealed: only introspection and userinfo can read it.
    Opaque,
}

/// The set of rules that a client is held to where the standards contradict each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityProfile {
    /// OpenID Connect Core with the current best practice (RFC 9700).
    #[default]
    Openid,
}

/// What is registered about a client. Absent members have the standard's defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a member of the metadata"
)]
pub struct ClientMetadata {
    /// Addresses that answers may go to, compared as exact strings.
    pub redirect_uris: Vec<String>,
    /// How the client authenticates.
    pub token_endpoint_auth_method: ClientAuthMethod,
    /// Grants the client may use.
    pub grant_types: Vec<String>,
    /// Response types the client may ask for.
    pub response_types: Vec<String>,
    /// Web or native.
    pub application_type: ApplicationType,
    /// Name shown to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_name: Option<String>,
    /// Home page shown to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_uri: Option<String>,
    /// Logo shown to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_uri: Option<String>,
    /// Privacy policy shown to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_uri: Option<String>,
    /// Terms of service shown to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tos_uri: Option<String>,
    /// How to reach who is responsible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<String>,
    /// Scopes the client may be granted.
    pub scope: ScopeSet,
    /// Addresses a signed-out browser may be sent to, compared as exact strings.
    pub post_logout_redirect_uris: Vec<String>,
    /// Algorithm of the client's ID tokens.
    pub id_token_signed_response_alg: SigningAlgorithm,
    /// Oldest sign-in accepted when a request names no `max_age`, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_max_age: Option<u32>,
    /// Whether `auth_time` is in every ID token.
    pub require_auth_time: bool,
    /// Signet's own: consent is not asked for.
    pub trusted: bool,
    /// Signet's own: whether an authorization request without PKCE is refused (always so for public clients).
    pub require_pkce: bool,
    /// Signet's own: the port of `http://localhost` may vary like that of `127.0.0.1` (native clients
    /// only; RFC 8252 §8.3 advises against it).
    pub localhost_any_port: bool,
    /// Signet's own: a PKCE verifier may have characters outside RFC 7636 §4.1, as some programs send.
    pub any_code_verifier: bool,
    /// Signet's own: the rules where standards differ.
    pub profile: SecurityProfile,
    /// Signet's own: JWT or opaque access tokens.
    pub access_token_format: AccessTokenFormat,
    /// Signet's own: algorithm of JWT access tokens.
    pub access_token_signed_response_alg: SigningAlgorithm,
    /// Signet's own: `typ` of JWT access tokens, `at+jwt` (RFC 9068) or `JWT` (for readers that refuse it).
    pub access_token_typ: AccessTokenTyp,
    /// Signet's own: `aud` of access tokens; the client's own id when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub access_token_audience: Vec<String>,
    /// Signet's own: claims of the granted scopes stand in the ID token too.
    pub claims_in_id_token: bool,
}

/// `typ` header of JWT access tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessTokenTyp {
    /// RFC 9068 §2.1.
    #[default]
    #[serde(rename = "at+jwt")]
    AtJwt,
    /// For resource servers that refuse `at+jwt`.
    #[serde(rename = "JWT")]
    Jwt,
}

impl Default for ClientMetadata {
    fn default() -> Self {
        Self {
            redirect_uris: Vec::new(),
            token_endpoint_auth_method: ClientAuthMethod::default(),
            grant_types: vec!["authorization_code".to_owned()],
            response_types: vec!["code".to_owned()],
            application_type: ApplicationType::default(),
            client_name: None,
            client_uri: None,
            logo_uri: None,
            policy_uri: None,
            tos_uri: None,
            contacts: Vec::new(),
            scope: super::scope::SUPPORTED.into_iter().collect(),
            post_logout_redirect_uris: Vec::new(),
            id_token_signed_response_alg: SigningAlgorithm::RS256,
            default_max_age: None,
            require_auth_time: false,
            trusted: false,
            require_pkce: true,
            localhost_any_port: false,
            any_code_verifier: false,
            profile: SecurityProfile::default(),
            access_token_format: AccessTokenFormat::default(),
            access_token_signed_response_alg: SigningAlgorithm::ES256,
            access_token_typ: AccessTokenTyp::default(),
            access_token_audience: Vec::new(),
            claims_in_id_token: false,
        }
    }
}

impl ClientMetadata {
    /// Whether the client may use `grant_type`.
    pub fn allows_grant(&self, grant_type: &str) -> bool {
        self.grant_types.iter().any(|allowed| allowed == grant_type)
    }

    /// Whether answers may go to `given`: it is registered (security A1, A2).
    pub fn has_redirect_uri(&self, given: &str) -> bool {
        let any_port = match (self.application_type, self.localhost_any_port) {
            (ApplicationType::Web, _) => AnyPort::Never,
            (ApplicationType::Native, false) => AnyPort::OfLoopbackAddresses,
            (ApplicationType::Native, true) => AnyPort::OfLocalhostToo,
        };
        let mut registered = self.redirect_uris.iter();
        registered.any(|uri| redirect_uri::matches(uri, given, any_port))
    }

    /// Whether the client cannot keep a secret (RFC 6749 §2.1).
    pub fn is_public(&self) -> bool {
        self.token_endpoint_auth_method == ClientAuthMethod::None
    }
}
