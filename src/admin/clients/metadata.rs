//! What may be registered about a client (security K8, K9).

mod shown;

use super::keys::{self, UnfitKeys};
use crate::flow::discovery::{IMPLICIT, grant_types as served_grant_types};
use crate::flow::grants::device_code;
use crate::login::policy::Level;
use crate::oidc::claim_mapping::{self, MappingError};
use crate::oidc::client_metadata::ApplicationType;
use crate::oidc::redirect_uri::{UnfitUri, check_registrable};
use crate::oidc::{ClientMetadata, ResponseType};
use shown::{LARGEST_STYLESHEET, MAX_NAME_CHARS, MAX_TEXT_CHARS};

const AUTHORIZATION_CODE: &str = "authorization_code";
const REFRESH_TOKEN: &str = "refresh_token";
const CLIENT_CREDENTIALS: &str = "client_credentials";
const CODE: &str = "code";

/// One member of a client's metadata that cannot be registered, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MetadataError {
    /// Answers must not be sent there.
    #[error("{member}: {uri:?} {why}")]
    Uri {
        /// The member.
        member: &'static str,
        /// The value.
        uri: String,
        /// What is wrong, and what to do.
        why: UnfitUri,
    },
    /// There is nowhere to send codes to.
    #[error(
        "redirect_uris is empty: add at least one, such as \"https://app.example/callback\", \
         or leave authorization_code out of grant_types"
    )]
    NoRedirectUri,
    /// Such a client could do nothing.
    #[error("grant_types is empty: name at least one of {}", grants())]
    NoGrant,
    /// Not a grant that works here.
    #[error("grant_types: {0:?} is not served: use {known}", known = grants())]
    Grant(String),
    /// Not a response type that works here.
    #[error(
        "response_types: {0:?} is not one: use \"code\", the safest (RFC 9700 §2.1), or {known}",
        known = response_type_names()
    )]
    ResponseType(String),
    /// A code that nobody could redeem.
    #[error(
        "response_types: \"code\" needs a grant that redeems codes: add authorization_code to \
         grant_types, or set response_types = []"
    )]
    CodeWithoutGrant,
    /// A grant for which there would be no code.
    #[error(
        "grant_types: authorization_code needs \"code\" in response_types: add it, or leave \
         response_types out"
    )]
    GrantWithoutCode,
    /// Tokens from the authorization endpoint without the grant that registrations call so.
    #[error(
        "response_types: one with id_token or token needs implicit in grant_types \
         (OpenID Connect Dynamic Client Registration §2): add it"
    )]
    TokenWithoutImplicit,
    /// The grant without such a response type.
    #[error(
        "grant_types: implicit needs a response type with id_token or token: add one, or leave \
         implicit out"
    )]
    ImplicitWithoutToken,
    /// A grant that nothing would lead to.
    #[error("grant_types: refresh_token needs authorization_code: add it, or leave both out")]
    RefreshWithoutCode,
    /// A client that everybody could pass for.
    #[error(
        "token_endpoint_auth_method: \"none\" does not go with the client_credentials grant, for \
         everybody could pass for the client: use client_secret_basic, or leave the grant out"
    )]
    PublicClientCredentials,
    /// A link that people must not be shown.
    #[error("{member}: {uri:?} is no https address: write it as https://host/path")]
    Link {
        /// The member.
        member: &'static str,
        /// The value.
        uri: String,
    },
    /// An address that is called, or framed, when a session ends.
    #[error(
        "{member}: {uri:?} cannot be called: write it as https://host/path, without a fragment"
    )]
    Callback {
        /// The member.
        member: &'static str,
        /// The value.
        uri: String,
    },
    /// A required session identifier for nobody.
    #[error("{member}_session_required needs {member}_uri: add it, or leave the member out")]
    SessionForNobody {
        /// How both begin.
        member: &'static str,
    },
    /// A name that people must not be shown.
    #[error(
        "client_name: {0:?} cannot be shown: use 1 to {MAX_NAME_CHARS} characters, none of them a \
         control character"
    )]
    Name(String),
    /// A text that people must not be shown.
    #[error(
        "sign_in_text: {0:?} cannot be shown: use 1 to {MAX_TEXT_CHARS} characters, none of them a \
         control character"
    )]
    Text(String),
    /// A colour that is none.
    #[error("accent_color: {0:?} is no colour: write it as #rrggbb, such as #1f6650")]
    Colour(String),
    /// A stylesheet that would slow pages down, or is none.
    #[error(
        "stylesheet: use at most {} KiB of text without control characters, or leave it out",
        LARGEST_STYLESHEET / 1024
    )]
    Stylesheet,
    /// Tokens for nobody.
    #[error(
        "access_token_audience has an empty entry: name the resource server, or leave the member \
         out for the client's own id"
    )]
    Audience,
    /// A strength that no sign-in has.
    #[error("minimum_acr: {0:?} is none: use {levels}", levels = acr_values())]
    MinimumAcr(String),
    /// A group without a name.
    #[error(
        "allowed_groups has an empty entry: name the group, or leave the member out to admit everybody"
    )]
    Group,
    /// More than anybody has a use for.
    #[error("claim_mappings: there are more than {most}: leave some out", most = claim_mapping::MOST)]
    Mappings,
    /// A claim of the client's own making.
    #[error("claim_mappings: {claim}: {why}")]
    Mapping {
        /// The name of the claim.
        claim: String,
        /// What is wrong, and what to do.
        why: MappingError,
    },
    /// Keys, and what is signed and encrypted.
    #[error(transparent)]
    Keys(#[from] UnfitKeys),
}

impl MetadataError {
    /// The member that is wrong: every message begins with it.
    pub fn member(&self) -> String {
        let message = self.to_string();
        let member = message.split([':', ' ', ',']).next();
        member.unwrap_or_default().to_owned()
    }
}

/// The grants that work, for a message.
fn grants() -> String {
    served_grant_types().collect::<Vec<_>>().join(", ")
}

fn acr_values() -> String {
    Level::ALL.map(Level::as_str).join(", ")
}

fn response_type_names() -> String {
    ResponseType::ALL
        .map(|one| format!("{:?}", one.as_str()))
        .join(", ")
}

/// Checks everything that types do not, and tells all that is wrong.
pub fn validate(metadata: &ClientMetadata) -> Result<(), Vec<MetadataError>> {
    let mut errors = Vec::new();
    uris(metadata, &mut errors);
    grant_types(metadata, &mut errors);
    response_types(metadata, &mut errors);
    shown::check(metadata, &mut errors);
    callbacks(metadata, &mut errors);
    if metadata.access_token_audience.iter().any(String::is_empty) {
        errors.push(MetadataError::Audience);
    }
    let minimum = metadata.minimum_acr.as_ref();
    let unknown = minimum.filter(|acr| Level::parse(acr).is_none());
    errors.extend(unknown.cloned().map(MetadataError::MinimumAcr));
    mappings(metadata, &mut errors);
    errors.extend(keys::check(metadata).into_iter().map(MetadataError::Keys));
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

fn uris(metadata: &ClientMetadata, errors: &mut Vec<MetadataError>) {
    let members = [
        ("redirect_uris", &metadata.redirect_uris),
        (
            "post_logout_redirect_uris",
            &metadata.post_logout_redirect_uris,
        ),
    ];
    for (member, uris) in members {
        errors.extend(uris.iter().filter_map(|uri| {
            let why = check_registrable(uri, metadata.application_type).err()?;
            let uri = uri.clone();
            Some(MetadataError::Uri { member, uri, why })
        }));
    }
    let redirects = [AUTHORIZATION_CODE, IMPLICIT];
    if metadata.redirect_uris.is_empty()
        && redirects.iter().any(|grant| metadata.allows_grant(grant))
    {
        errors.push(MetadataError::NoRedirectUri);
    }
}

fn grant_types(metadata: &ClientMetadata, errors: &mut Vec<MetadataError>) {
    if metadata.grant_types.is_empty() {
        errors.push(MetadataError::NoGrant);
    }
    let served = |name: &str| served_grant_types().any(|grant| grant == name);
    let unknown = metadata.grant_types.iter().filter(|name| !served(name));
    errors.extend(unknown.cloned().map(MetadataError::Grant));
    let is_about_people =
        metadata.allows_grant(AUTHORIZATION_CODE) || metadata.allows_grant(device_code::NAME);
    if metadata.allows_grant(REFRESH_TOKEN) && !is_about_people {
        errors.push(MetadataError::RefreshWithoutCode);
    }
    if metadata.allows_grant(CLIENT_CREDENTIALS) && metadata.is_public() {
        errors.push(MetadataError::PublicClientCredentials);
    }
}

fn response_types(metadata: &ClientMetadata, errors: &mut Vec<MetadataError>) {
    let mut types: Vec<ResponseType> = Vec::new();
    for name in &metadata.response_types {
        match name.parse() {
            Ok(response_type) => types.push(response_type),
            Err(_) => errors.push(MetadataError::ResponseType(name.clone())),
        }
    }
    let code = types.iter().any(|one| one.code);
    match (code, metadata.allows_grant(AUTHORIZATION_CODE)) {
        (true, false) => errors.push(MetadataError::CodeWithoutGrant),
        (false, true) => errors.push(MetadataError::GrantWithoutCode),
        _ => {}
    }
    let tokens = types.iter().any(|one| one.brings_token());
    match (tokens, metadata.allows_grant(IMPLICIT)) {
        (true, false) => errors.push(MetadataError::TokenWithoutImplicit),
        (false, true) => errors.push(MetadataError::ImplicitWithoutToken),
        _ => {}
    }
}

/// Who may use the client, and what it is told of them.
fn mappings(metadata: &ClientMetadata, errors: &mut Vec<MetadataError>) {
    if metadata
        .allowed_groups
        .iter()
        .any(|group| group.trim().is_empty())
    {
        errors.push(MetadataError::Group);
    }
    if metadata.claim_mappings.len() > claim_mapping::MOST {
        errors.push(MetadataError::Mappings);
        return;
    }
    errors.extend(metadata.claim_mappings.iter().filter_map(|mapping| {
        let why = mapping.check().err()?;
        let claim = format!("{:?}", mapping.claim);
        Some(MetadataError::Mapping { claim, why })
    }));
}

/// Where the client hears of the end of sessions (OpenID Connect Front-Channel Logout §2,
/// Back-Channel Logout §2.2), and where sign-ins are started (OpenID Connect Core §4).
fn callbacks(metadata: &ClientMetadata, errors: &mut Vec<MetadataError>) {
    let members = [
        ("initiate_login_uri", &metadata.initiate_login_uri),
        ("frontchannel_logout_uri", &metadata.frontchannel_logout_uri),
        ("backchannel_logout_uri", &metadata.backchannel_logout_uri),
    ];
    errors.extend(members.into_iter().filter_map(|(member, uri)| {
        let uri = uri.as_ref().filter(|uri| !is_callback(uri))?.clone();
        Some(MetadataError::Callback { member, uri })
    }));
    let required = [
        (
            "frontchannel_logout",
            metadata.frontchannel_logout_session_required,
            &metadata.frontchannel_logout_uri,
        ),
        (
            "backchannel_logout",
            metadata.backchannel_logout_session_required,
            &metadata.backchannel_logout_uri,
        ),
    ];
    errors.extend(required.into_iter().filter_map(|(member, required, uri)| {
        let for_nobody = required && uri.is_none();
        for_nobody.then_some(MetadataError::SessionForNobody { member })
    }));
}

/// The rules of redirect URIs of the web: https, or http on this machine, no fragment.
fn is_callback(uri: &str) -> bool {
    check_registrable(uri, ApplicationType::Web).is_ok()
}

/// The response types that go with `grant_types`, for a client that names none.
pub fn usual_response_types(grant_types: &[String]) -> Vec<String> {
    let code = grant_types.iter().any(|name| name == AUTHORIZATION_CODE);
    code.then(|| CODE.to_owned()).into_iter().collect()
}

#[cfg(test)]
mod tests;
