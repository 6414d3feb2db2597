//! Each rule, and each mistake with its code.

use super::{AuthorizationRequest, Untrusted, client_id, destination};
use crate::oidc::client_metadata::{ClientAuthMethod, SecurityProfile};
use crate::oidc::{ClientMetadata, ErrorCode, OAuthError, Parameters, ResponseType};

const GOOD: &str = "client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&response_type=code\
    &scope=openid+email+unheard&state=s&nonce=n&code_challenge_method=S256\
    &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn client() -> ClientMetadata {
    ClientMetadata {
        redirect_uris: vec!["https://app.example/cb".into()],
        ..ClientMetadata::default()
    }
}

fn validate(query: &str) -> Result<AuthorizationRequest, OAuthError> {
    validate_for(query, &client())
}

fn validate_for(query: &str, client: &ClientMetadata) -> Result<AuthorizationRequest, OAuthError> {
    let parameters = Parameters::parse(query.as_bytes()).unwrap();
    let id = client_id(&parameters).unwrap();
    let destination = destination(&parameters, client).unwrap();
    AuthorizationRequest::validate(&parameters, id, client, &destination, &ResponseType::ALL)
}

fn code_of(query: &str) -> ErrorCode {
    validate(query).unwrap_err().code
}

#[test]
fn a_good_request_is_read_whole() {
    let request = validate(GOOD).unwrap();
    assert_eq!(request.scope.to_string(), "openid email");
    assert_eq!(request.state.as_deref(), Some("s"));
    assert_eq!(request.nonce.as_deref(), Some("n"));
    assert!(request.code_challenge.is_some());
}

#[test]
fn security_a3_a4_a5_client_and_redirect_uri_come_first() {
    let check = |query: &str| {
        let parameters = Parameters::parse(query.as_bytes()).unwrap();
        client_id(&parameters)
            .and_then(|_| destination(&parameters, &client()))
            .unwrap_err()
    };
    assert_eq!(check("redirect_uri=x"), Untrusted::MissingClientId);
    assert_eq!(
        check("client_id=a&client_id=a"),
        Untrusted::RepeatedClientId
    );
    assert_eq!(check("client_id=%C3%BC"), Untrusted::UnknownClient);
    assert_eq!(check("client_id=a"), Untrusted::MissingRedirectUri);
    assert_eq!(
        check("client_id=a&redirect_uri="),
        Untrusted::MissingRedirectUri
    );
    let other = check("client_id=a&redirect_uri=https://evil.example/&response_type=x");
    assert_eq!(other, Untrusted::UnregisteredRedirectUri);
}

#[test]
fn each_mistake_has_its_code() {
    assert_eq!(
        code_of(&format!("{GOOD}&state=t")),
        ErrorCode::InvalidRequest
    );
    assert_eq!(
        code_of(&format!("{GOOD}&x=1&x=2")),
        ErrorCode::InvalidRequest
    );
    assert_eq!(
        code_of(&format!("{GOOD}&registration=x")),
        ErrorCode::RegistrationNotSupported
    );
    assert_eq!(
        code_of(&GOOD.replace("=code&", "=token&")),
        ErrorCode::UnsupportedResponseType
    );
    assert_eq!(
        code_of(&GOOD.replace("=code&", "=&")),
        ErrorCode::InvalidRequest
    );
    assert_eq!(
        code_of(&format!("{GOOD}&response_mode=web_message")),
        ErrorCode::InvalidRequest
    );
    assert_eq!(
        code_of(&format!("{GOOD}&prompt=none+login")),
        ErrorCode::InvalidRequest
    );
    assert_eq!(
        code_of(&format!("{GOOD}&max_age=-1")),
        ErrorCode::InvalidRequest
    );
    assert_eq!(
        code_of(&format!("{GOOD}&max_age=1e3")),
        ErrorCode::InvalidRequest
    );
    assert_eq!(
        code_of(&GOOD.replace("=S256", "=plain")),
        ErrorCode::InvalidRequest
    );
    let long = GOOD.replace("state=s", &format!("state={}", "s".repeat(2049)));
    assert_eq!(code_of(&long), ErrorCode::InvalidRequest);
}

#[test]
fn pkce_can_be_optional_for_confidential_clients_only() {
    let without = GOOD.split("&code_challenge").next().unwrap();
    assert_eq!(code_of(without), ErrorCode::InvalidRequest);
    let mut relaxed = ClientMetadata {
        require_pkce: false,
        ..client()
    };
    assert!(validate_for(without, &relaxed).is_ok());
    let public = ClientMetadata {
        token_endpoint_auth_method: ClientAuthMethod::None,
        ..relaxed.clone()
    };
    assert!(validate_for(without, &public).is_err());
    for profile in [SecurityProfile::Fapi1, SecurityProfile::Fapi2] {
        relaxed.profile = profile;
        assert!(validate_for(without, &relaxed).is_err(), "protocol 57");
    }
}

#[test]
fn offline_access_needs_the_refresh_grant() {
    let query = GOOD.replace("unheard", "offline_access");
    assert!(!validate(&query).unwrap().scope.contains("offline_access"));
    let refreshing = ClientMetadata {
        grant_types: vec!["authorization_code".into(), "refresh_token".into()],
        ..client()
    };
    assert!(
        validate_for(&query, &refreshing)
            .unwrap()
            .scope
            .contains("offline_access")
    );
}

#[test]
fn a_huge_max_age_is_no_limit() {
    let request = validate(&format!("{GOOD}&max_age=99999999999999999999"));
    assert_eq!(request.unwrap().max_age, Some(u32::MAX));
}
