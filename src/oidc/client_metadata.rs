//! Client metadata by the names of RFC 7591 §2 and OpenID Connect Dynamic Client Registration §2,
//! and Signet's own.

mod kinds;

pub use kinds::{
    AccessTokenFormat, AccessTokenTyp, ApplicationType, ClientAlgorithm, ClientAuthMethod,
    ContentEncryption, KeyManagement, RequestObjectAlgorithm, SecurityProfile, SubjectType,
};

use super::claim_mapping::ClaimMapping;
use super::redirect_uri::{self, AnyPort};
use super::{ResponseType, ScopeSet, SigningAlgorithm};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

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
    /// Client names, links and the like in other languages, under the member's name with its language
    /// tag (`client_name#de`, OpenID Connect Dynamic Client Registration §2.1).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub localized: BTreeMap<String, String>,
    /// The client's public keys; not beside `jwks_uri`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwks: Option<Value>,
    /// Where the client publishes its keys; not beside `jwks`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwks_uri: Option<String>,
    /// The only algorithm of the client's assertions; any fitting one if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_endpoint_auth_signing_alg: Option<ClientAlgorithm>,
    /// What the client's request objects are signed with; any asymmetric algorithm if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_object_signing_alg: Option<RequestObjectAlgorithm>,
    /// How the key of the client's encrypted request objects travels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_object_encryption_alg: Option<KeyManagement>,
    /// How the client's request objects are encrypted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_object_encryption_enc: Option<ContentEncryption>,
    /// Addresses that the client's request objects may be fetched from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub request_uris: Vec<String>,
    /// Whether every authorization request is to come as a signed request object (RFC 9101 §10.5).
    pub require_signed_request_object: bool,
    /// Whether every authorization request is to be pushed (RFC 9126 §6).
    pub require_pushed_authorization_requests: bool,
    /// Whether `sub` is the client's own or everybody's.
    pub subject_type: SubjectType,
    /// A document that lists the redirect URIs of the client's sector (OpenID Connect Core §8.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector_identifier_uri: Option<String>,
    /// How the key of the client's encrypted ID tokens travels; not encrypted if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token_encrypted_response_alg: Option<KeyManagement>,
    /// How the client's ID tokens are encrypted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token_encrypted_response_enc: Option<ContentEncryption>,
    /// Algorithm of signed userinfo answers; plain JSON if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub userinfo_signed_response_alg: Option<SigningAlgorithm>,
    /// How the key of encrypted userinfo answers travels; not encrypted if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub userinfo_encrypted_response_alg: Option<KeyManagement>,
    /// How userinfo answers are encrypted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub userinfo_encrypted_response_enc: Option<ContentEncryption>,
    /// `acr` values asked for when a request names none, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub default_acr_values: Vec<String>,
    /// Where a sign-in can be started from elsewhere (OpenID Connect Core §4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initiate_login_uri: Option<String>,
    /// The page that signs the browser out of the client (OpenID Connect Front-Channel Logout §2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frontchannel_logout_uri: Option<String>,
    /// Whether that page needs `iss` and `sid`.
    pub frontchannel_logout_session_required: bool,
    /// Where logout tokens are posted (OpenID Connect Back-Channel Logout §2.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backchannel_logout_uri: Option<String>,
    /// Whether logout tokens need `sid`.
    pub backchannel_logout_session_required: bool,
    /// The software, whoever runs it (RFC 7591 §2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub software_id: Option<String>,
    /// Its version (RFC 7591 §2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub software_version: Option<String>,
    /// Signet's own: how strong every sign-in to the client has to be (an `acr` value).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_acr: Option<String>,
    /// Signet's own: the accent colour of the pages that are shown on the client's behalf, as `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent_color: Option<String>,
    /// Signet's own: a stylesheet that is added to that of the pages that are shown on the client's behalf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stylesheet: Option<String>,
    /// Signet's own: what the sign-in page says below the client's name, as plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in_text: Option<String>,
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
    /// Signet's own: groups whose members may use the client; everybody may if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed_groups: Vec<String>,
    /// Signet's own: claims of the client's own making.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claim_mappings: Vec<ClaimMapping>,
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
            localized: BTreeMap::new(),
            jwks: None,
            jwks_uri: None,
            token_endpoint_auth_signing_alg: None,
            request_object_signing_alg: None,
            request_object_encryption_alg: None,
            request_object_encryption_enc: None,
            request_uris: Vec::new(),
            require_signed_request_object: false,
            require_pushed_authorization_requests: false,
            subject_type: SubjectType::default(),
            sector_identifier_uri: None,
            id_token_encrypted_response_alg: None,
            id_token_encrypted_response_enc: None,
            userinfo_signed_response_alg: None,
            userinfo_encrypted_response_alg: None,
            userinfo_encrypted_response_enc: None,
            default_acr_values: Vec::new(),
            initiate_login_uri: None,
            frontchannel_logout_uri: None,
            frontchannel_logout_session_required: false,
            backchannel_logout_uri: None,
            backchannel_logout_session_required: false,
            software_id: None,
            software_version: None,
            minimum_acr: None,
            accent_color: None,
            stylesheet: None,
            sign_in_text: None,
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
            allowed_groups: Vec::new(),
            claim_mappings: Vec::new(),
        }
    }
}

impl ClientMetadata {
    /// What `member` holds for people who read the language `tag` or one of its regions.
    pub fn in_language(&self, member: &str, tag: &str) -> Option<&str> {
        let mut region = None;
        for (name, text) in &self.localized {
            let Some((_, given)) = name.split_once('#').filter(|(name, _)| *name == member) else {
                continue;
            };
            if given.eq_ignore_ascii_case(tag) {
                return Some(text);
            }
            let language = given.split('-').next().unwrap_or_default();
            if language.eq_ignore_ascii_case(tag) {
                region = Some(text.as_str());
            }
        }
        region
    }

    /// Whether the client may use `grant_type`.
    pub fn allows_grant(&self, grant_type: &str) -> bool {
        self.grant_types.iter().any(|allowed| allowed == grant_type)
    }

    /// Whether the client may ask for `response_type`, whose words may be registered in any order.
    pub fn allows_response_type(&self, response_type: ResponseType) -> bool {
        let mut registered = self.response_types.iter();
        registered.any(|name| name.parse() == Ok(response_type))
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

    /// Whether every authorization request must come as a signed request object: by registration, or by
    /// FAPI 1 Advanced §5.2.2.
    pub fn must_sign_requests(&self) -> bool {
        self.require_signed_request_object || self.profile == SecurityProfile::Fapi1
    }

    /// Whether every authorization request must be pushed: by registration, or by FAPI 2.0 §5.3.2.2.
    pub fn must_push_requests(&self) -> bool {
        self.require_pushed_authorization_requests || self.profile == SecurityProfile::Fapi2
    }

    /// Whether the client is told when a session ends.
    pub const fn hears_of_logout(&self) -> bool {
        self.backchannel_logout_uri.is_some() || self.frontchannel_logout_uri.is_some()
    }

    /// Has the client know a group by another name; tells whether it knew it.
    pub fn rename_group(&mut self, before: &str, after: &str) -> bool {
        let mappings = self.claim_mappings.iter_mut();
        let lists = mappings.map(|mapping| &mut mapping.only);
        let names = lists.chain([&mut self.allowed_groups]).flatten();
        let mut knew = false;
        for name in names.filter(|name| *name == before) {
            after.clone_into(name);
            knew = true;
        }
        knew
    }

    /// Whether the client cannot keep a secret (RFC 6749 §2.1).
    pub fn is_public(&self) -> bool {
        self.token_endpoint_auth_method == ClientAuthMethod::None
    }
}
