//! Discovery, computed from what is enabled.

use super::Services;
use super::client_auth::METHODS;
use super::grants::GRANTS;
use crate::login::ACR_PASSWORD;
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::oidc::provider_metadata::ProviderMetadata;
use crate::oidc::{ResponseMode, SigningAlgorithm, claims, prompt, scope};

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

/// The document. `endpoints` are the routes that are really served.
pub fn metadata(
    services: &Services,
    endpoints: impl Iterator<Item = Endpoint>,
) -> ProviderMetadata {
    let base = services.issuer().trim_end_matches('/');
    let address = |endpoint: Endpoint| (endpoint.name, format!("{base}{}", endpoint.path));
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
        response_types_supported: vec!["code"],
        response_modes_supported: ResponseMode::ALL.map(ResponseMode::as_str).to_vec(),
        grant_types_supported: GRANTS.iter().map(|grant| grant.name()).collect(),
        acr_values_supported: vec![ACR_PASSWORD],
        subject_types_supported: vec!["public"],
        id_token_signing_alg_values_supported: SigningAlgorithm::ALL
            .map(SigningAlgorithm::as_str)
            .to_vec(),
        token_endpoint_auth_methods_supported: all.clone(),
        revocation_endpoint_auth_methods_supported: all,
        introspection_endpoint_auth_methods_supported: confidential,
        claim_types_supported: vec!["normal"],
        claims_supported: TOKEN_CLAIMS
            .into_iter()
            .chain(claims::of_scopes())
            .collect(),
        prompt_values_supported: prompt::SUPPORTED.to_vec(),
        ui_locales_supported: vec!["en"],
        code_challenge_methods_supported: vec!["S256"],
        claims_parameter_supported: false,
        request_parameter_supported: false,
        request_uri_parameter_supported: false,
        authorization_response_iss_parameter_supported: true,
        frontchannel_logout_supported: true,
        frontchannel_logout_session_supported: true,
        backchannel_logout_supported: true,
        backchannel_logout_session_supported: true,
    }
}
