//! Discovery, computed from what is enabled.

use super::client_auth::METHODS;
use super::grants::GRANTS;
use super::{Services, sign_up};
use crate::config::Config;
use crate::jose;
use crate::login::policy::Level;
use crate::oidc::client_metadata::{
    ClientAlgorithm, ClientAuthMethod, ContentEncryption, KeyManagement, SubjectType,
};
use crate::oidc::provider_metadata::ProviderMetadata;
use crate::oidc::{ResponseMode, ResponseType, SigningAlgorithm, claims, prompt, scope};
use crate::words::Language;

/// An address that metadata names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The member of the metadata.
    pub name: &'static str,
    /// The path below the issuer.
    pub path: &'static str,
}

/// Claims of every ID token, beside those of scopes.
const TOKEN_CLAIMS: [&str; 6] = ["sub", "iss", "auth_time", "acr", "amr", "sid"];

/// The response types that are served: an access token travels through the browser only where the
/// operator allows it (RFC 9700 §2.1.2).
pub const fn response_types(config: &Config) -> &'static [ResponseType] {
    if config.front_channel_access_tokens {
        &ResponseType::ALL
    } else {
        &ResponseType::WITHOUT_ACCESS_TOKEN
    }
}

/// The grants that clients may be registered for; `implicit` needs no token endpoint.
pub fn grant_types() -> impl Iterator<Item = &'static str> {
    GRANTS.iter().map(|grant| grant.name()).chain([IMPLICIT])
}

/// What registrations call answers with tokens from the authorization endpoint (RFC 7591 §2).
pub const IMPLICIT: &str = "implicit";

/// The document. `endpoints` are the routes that are really served.
pub fn metadata(
    services: &Services,
    endpoints: impl Iterator<Item = Endpoint>,
) -> ProviderMetadata {
    let address = |endpoint: Endpoint| (endpoint.name, services.address(endpoint.path));
    let methods = || METHODS.iter().map(|method| method.method());
    let confidential: Vec<_> = methods()
        .filter(|method| *method != ClientAuthMethod::None)
        .map(ClientAuthMethod::as_str)
        .collect();
    let all: Vec<_> = methods().map(ClientAuthMethod::as_str).collect();
    ProviderMetadata {
        issuer: services.issuer().to_owned(),
        endpoints: endpoints.map(address).collect(),
        scopes_supported: scope::SUPPORTED.to_vec(),
        response_types_supported: response_types(&services.config)
            .iter()
            .map(|one| one.as_str())
            .collect(),
        response_modes_supported: ResponseMode::ALL.map(ResponseMode::as_str).to_vec(),
        grant_types_supported: grant_types().collect(),
        acr_values_supported: Level::served(&services.config).map(Level::as_str).collect(),
        subject_types_supported: SubjectType::ALL.map(SubjectType::as_str).to_vec(),
        id_token_signing_alg_values_supported: SigningAlgorithm::ALL
            .map(SigningAlgorithm::as_str)
            .to_vec(),
        token_endpoint_auth_methods_supported: all.clone(),
        token_endpoint_auth_signing_alg_values_supported: assertion_algorithms(),
        revocation_endpoint_auth_methods_supported: all,
        revocation_endpoint_auth_signing_alg_values_supported: assertion_algorithms(),
        introspection_endpoint_auth_methods_supported: confidential,
        introspection_endpoint_auth_signing_alg_values_supported: assertion_algorithms(),
        claim_types_supported: vec!["normal"],
        claims_supported: TOKEN_CLAIMS
            .into_iter()
            .chain(claims::of_scopes())
            .collect(),
        prompt_values_supported: prompt::SUPPORTED
            .into_iter()
            .chain(sign_up::is_on(&services.config).then_some(prompt::CREATE))
            .collect(),
        ui_locales_supported: Language::all().iter().map(Language::tag).collect(),
        code_challenge_methods_supported: vec!["S256"],
        id_token_encryption_alg_values_supported: KeyManagement::ALL
            .map(KeyManagement::as_str)
            .to_vec(),
        id_token_encryption_enc_values_supported: ContentEncryption::ALL
            .map(ContentEncryption::as_str)
            .to_vec(),
        userinfo_signing_alg_values_supported: SigningAlgorithm::ALL
            .map(SigningAlgorithm::as_str)
            .to_vec(),
        userinfo_encryption_alg_values_supported: KeyManagement::ALL
            .map(KeyManagement::as_str)
            .to_vec(),
        userinfo_encryption_enc_values_supported: ContentEncryption::ALL
            .map(ContentEncryption::as_str)
            .to_vec(),
        claims_parameter_supported: true,
        request_parameter_supported: true,
        request_uri_parameter_supported: true,
        require_request_uri_registration: true,
        request_object_signing_alg_values_supported: ["none"]
            .into_iter()
            .chain(ClientAlgorithm::ASYMMETRIC.map(ClientAlgorithm::as_str))
            .collect(),
        request_object_encryption_alg_values_supported: jose::OPENED
            .map(KeyManagement::as_str)
            .to_vec(),
        request_object_encryption_enc_values_supported: ContentEncryption::ALL
            .map(ContentEncryption::as_str)
            .to_vec(),
        require_pushed_authorization_requests: false,
        require_signed_request_object: false,
        authorization_response_iss_parameter_supported: true,
        frontchannel_logout_supported: true,
        frontchannel_logout_session_supported: true,
        backchannel_logout_supported: true,
        backchannel_logout_session_supported: true,
    }
}

/// What client assertions may be signed with.
fn assertion_algorithms() -> Vec<&'static str> {
    let all = [ClientAlgorithm::HS256].into_iter();
    let all = all.chain(ClientAlgorithm::ASYMMETRIC);
    all.map(ClientAlgorithm::as_str).collect()
}
