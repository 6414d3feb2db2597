//! What a client that registers itself sends and gets (RFC 7591 §2, §3; RFC 7592; OpenID Connect
//! Dynamic Client Registration §2, §3).

use super::client_metadata::{ApplicationType, SubjectType, usual_response_types};
use super::redirect_uri::check_registrable;
use super::{ClientId, ClientMetadata, ErrorCode, OAuthError, ResponseType};
use crate::clock::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// The members that a client may register. Signet's own are for the operator alone (security K7).
const MEMBERS: [&str; 40] = [
    "redirect_uris",
    "token_endpoint_auth_method",
    "token_endpoint_auth_signing_alg",
    "grant_types",
    "response_types",
    "application_type",
    "client_name",
    "client_uri",
    "logo_uri",
    "policy_uri",
    "tos_uri",
    "contacts",
    "scope",
    "jwks",
    "jwks_uri",
    "software_id",
    "software_version",
    "sector_identifier_uri",
    "subject_type",
    "id_token_signed_response_alg",
    "id_token_encrypted_response_alg",
    "id_token_encrypted_response_enc",
    "userinfo_signed_response_alg",
    "userinfo_encrypted_response_alg",
    "userinfo_encrypted_response_enc",
    "request_object_signing_alg",
    "request_object_encryption_alg",
    "request_object_encryption_enc",
    "request_uris",
    "require_signed_request_object",
    "require_pushed_authorization_requests",
    "default_max_age",
    "require_auth_time",
    "default_acr_values",
    "initiate_login_uri",
    "post_logout_redirect_uris",
    "frontchannel_logout_uri",
    "frontchannel_logout_session_required",
    "backchannel_logout_uri",
    "backchannel_logout_session_required",
];

/// Members that may be there in several languages (OpenID Connect Dynamic Client Registration §2.1).
const LOCALIZABLE: [&str; 5] = [
    "client_name",
    "client_uri",
    "logo_uri",
    "policy_uri",
    "tos_uri",
];

/// Most members in other languages.
const MOST_LOCALIZED: usize = 100;

/// What members a client must not send back when it changes its registration (RFC 7592 §2.2).
const GIVEN: [&str; 4] = [
    "registration_access_token",
    "registration_client_uri",
    "client_secret_expires_at",
    "client_id_issued_at",
];

fn invalid(description: String) -> OAuthError {
    OAuthError {
        code: ErrorCode::InvalidClientMetadata,
        description: description.into(),
    }
}

/// The metadata that `request` asks for. What it leaves out or sets to null has the standard's
/// default; what is not known is ignored (RFC 7591 §2). What a client cannot register is as in `kept`.
///
/// # Errors
/// `invalid_client_metadata` or `invalid_redirect_uri` for a member of a wrong type or value;
/// `unapproved_software_statement` for a statement, for Signet trusts nobody's.
pub fn metadata(
    mut request: Map<String, Value>,
    kept: &ClientMetadata,
) -> Result<ClientMetadata, OAuthError> {
    let is_given = |name: &str| request.get(name).is_some_and(|value| !value.is_null());
    if is_given("software_statement") {
        let description = "software statements are not taken here";
        return Err(OAuthError::new(
            ErrorCode::UnapprovedSoftwareStatement,
            description,
        ));
    }
    let follow = is_given("grant_types") && !is_given("response_types");
    let says_kind = is_given("application_type");
    let mut read = members(kept);
    for name in MEMBERS {
        read.remove(name);
        let Some(value) = request.remove(name).filter(|value| !value.is_null()) else {
            continue;
        };
        let alone = Map::from_iter([(name.to_owned(), value.clone())]);
        if serde_json::from_value::<ClientMetadata>(alone.into()).is_err() {
            return Err(unfit(name));
        }
        read.insert(name.to_owned(), value);
    }
    let mut metadata: ClientMetadata = serde_json::from_value(read.into())
        .map_err(|_| invalid("the metadata cannot be read".to_owned()))?;
    metadata.localized.retain(|name, _| !is_localizable(name));
    metadata.localized.extend(localized(request)?);
    if follow {
        metadata.response_types = usual_response_types(&metadata.grant_types);
    }
    if !says_kind && stays_on_its_machine(&metadata) {
        metadata.application_type = ApplicationType::Native;
    }
    complete(&mut metadata);
    check(&metadata)?;
    Ok(metadata)
}

/// Whether all answers go to programs on the person's own machine: such an app is native, whether it
/// says so or not (RFC 8252 §7). Tools that register themselves leave it out.
fn stays_on_its_machine(metadata: &ClientMetadata) -> bool {
    let uris = &metadata.redirect_uris;
    let is_own = |uri: &String| {
        !uri.starts_with("https:") && check_registrable(uri, ApplicationType::Native).is_ok()
    };
    !uris.is_empty() && uris.iter().all(is_own)
}

/// What an operator may decide and nobody who registers themselves: web apps are on https, and one
/// pairwise subject is for one host or a sector that says so (§2, OpenID Connect Core §8.1).
fn check(metadata: &ClientMetadata) -> Result<(), OAuthError> {
    // Who operates Signet is said by operators (security K7).
    if metadata.scope.operates() {
        return Err(unfit("scope"));
    }
    let mut uris = metadata.redirect_uris.iter();
    let is_web = metadata.application_type == ApplicationType::Web;
    if is_web && uris.any(|uri| !uri.starts_with("https:")) {
        return Err(unfit("redirect_uris"));
    }
    let hosts = metadata.redirect_uris.iter().map(|uri| host(uri));
    let hosts: BTreeSet<_> = hosts.collect();
    let pairwise = metadata.subject_type == SubjectType::Pairwise;
    if pairwise && metadata.sector_identifier_uri.is_none() && hosts.len() > 1 {
        return Err(unfit("sector_identifier_uri"));
    }
    Ok(())
}

fn host(uri: &str) -> Option<String> {
    Url::parse(uri).ok()?.host_str().map(str::to_owned)
}

/// A member that cannot be registered.
pub fn unfit(member: &str) -> OAuthError {
    let code = match member {
        "redirect_uris" => ErrorCode::InvalidRedirectUri,
        _ => ErrorCode::InvalidClientMetadata,
    };
    OAuthError {
        code,
        description: format!("{member} cannot be registered with this value").into(),
    }
}

/// All members of `metadata`.
fn members(metadata: &ClientMetadata) -> Map<String, Value> {
    match serde_json::to_value(metadata) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

/// What `request` has in several languages.
fn localized(request: Map<String, Value>) -> Result<BTreeMap<String, String>, OAuthError> {
    let texts = request.into_iter().filter_map(|(name, value)| match value {
        Value::String(text) if is_localizable(&name) => Some((name, text)),
        _ => None,
    });
    let texts: BTreeMap<_, _> = texts.collect();
    if texts.len() > MOST_LOCALIZED {
        return Err(invalid("too many members in other languages".to_owned()));
    }
    Ok(texts)
}

/// Whether `name` is a member that a client may register, with a language.
fn is_localizable(name: &str) -> bool {
    let parts = name.split_once('#');
    parts.is_some_and(|(member, tag)| LOCALIZABLE.contains(&member) && is_language(tag))
}

/// The shape of a language tag (RFC 5646 §2.1).
fn is_language(tag: &str) -> bool {
    let fits = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    tag.len() <= 35 && tag.split('-').all(fits)
}

/// Grants follow from the response types where a client names only these.
fn complete(metadata: &mut ClientMetadata) {
    let types = metadata.response_types.iter();
    let types: Vec<ResponseType> = types.filter_map(|name| name.parse().ok()).collect();
    let mut need = |needed: bool, grant: &str| {
        if needed && !metadata.allows_grant(grant) {
            metadata.grant_types.push(grant.to_owned());
        }
    };
    need(types.iter().any(|one| one.code), "authorization_code");
    need(types.iter().any(|one| one.brings_token()), "implicit");
}

/// Checks what a client sends that changes its registration: it names itself and its present secret,
/// if any, and nothing that only Signet gives (RFC 7592 §2.2).
///
/// # Errors
/// `invalid_request`.
pub fn check_update(
    request: &Map<String, Value>,
    id: &ClientId,
    is_secret: impl Fn(&str) -> bool,
) -> Result<(), OAuthError> {
    let wrong = |description| Err(OAuthError::new(ErrorCode::InvalidRequest, description));
    if request.get("client_id").and_then(Value::as_str) != Some(id.as_str()) {
        return wrong("client_id must be the client's own");
    }
    if GIVEN.iter().any(|name| request.contains_key(*name)) {
        return wrong("members that only the server gives must be left out");
    }
    match request.get("client_secret") {
        None => Ok(()),
        Some(Value::String(secret)) if is_secret(secret) => Ok(()),
        Some(_) => wrong("client_secret is not the present one"),
    }
}

/// What a client gets to know of its registration (RFC 7591 §3.2.1, RFC 7592 §3).
pub struct Information<'a> {
    /// The client.
    pub id: &'a ClientId,
    /// When it was registered.
    pub issued_at: Timestamp,
    /// What is registered about it.
    pub metadata: &'a ClientMetadata,
    /// Its secret, if it has just been made.
    pub secret: Option<&'a str>,
    /// Where it manages its registration.
    pub uri: &'a str,
    /// With what.
    pub token: &'a str,
}

impl Information<'_> {
    /// The answer.
    pub fn json(&self) -> Map<String, Value> {
        let mut members = members(self.metadata);
        members.retain(|name, _| MEMBERS.contains(&name.as_str()));
        let localized = self.metadata.localized.iter();
        let localized = localized.filter(|(name, _)| is_localizable(name));
        members.extend(localized.map(|(name, text)| (name.clone(), json!(text))));
        let mut add = |name: &str, value: Value| members.insert(name.to_owned(), value);
        add("client_id", json!(self.id));
        add("client_id_issued_at", json!(self.issued_at));
        if let Some(secret) = self.secret {
            add("client_secret", json!(secret));
            add("client_secret_expires_at", json!(0));
        }
        add("registration_client_uri", json!(self.uri));
        add("registration_access_token", json!(self.token));
        members
    }
}

#[cfg(test)]
mod tests {
    use super::{check_update, metadata};
    use crate::oidc::client_metadata::{ClientAuthMethod, SecurityProfile};
    use crate::oidc::{ClientId, ClientMetadata, ErrorCode, OAuthError};
    use serde_json::{Map, Value, json};

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    fn read(request: &Value) -> Result<ClientMetadata, OAuthError> {
        metadata(object(request), &ClientMetadata::default())
    }

    #[test]
    fn protocol_135_defaults_and_unknown_members() {
        let read = read(&json!({
            "redirect_uris": ["https://app.example/cb"], "client_name": null, "shoe_size": 43,
            "client_name#de": "Die App", "client_name#": "x", "shoe_size#de": "x",
            "trusted": true, "require_pkce": false, "profile": "fapi2",
        }))
        .unwrap();
        assert_eq!(read.grant_types, ["authorization_code"]);
        assert_eq!(read.response_types, ["code"]);
        let method = read.token_endpoint_auth_method;
        assert_eq!(method, ClientAuthMethod::ClientSecretBasic);
        assert_eq!(read.localized.len(), 1);
        assert!(!read.trusted && read.require_pkce, "security K7");
        assert_eq!(read.profile, SecurityProfile::default());
    }

    #[test]
    fn security_k7_what_operators_say_stays_and_nothing_else() {
        let texts = [("client_name#de", "Alt"), ("sign_in_text#de", "Hallo")];
        let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let kept = ClientMetadata {
            client_name: Some("Before".to_owned()),
            default_max_age: Some(60),
            localized: texts.into_iter().collect(),
            allowed_groups: vec!["staff".to_owned()],
            minimum_acr: Some("2".to_owned()),
            access_token_audience: vec!["api".to_owned()],
            require_pkce: false,
            profile: SecurityProfile::Fapi1,
            ..ClientMetadata::default()
        };
        let wanted = json!({
            "redirect_uris": ["https://app.example/cb"], "client_name#fr": "Nouveau",
            "allowed_groups": [], "sign_in_text#de": "Anders", "minimum_acr": null,
        });
        let read = metadata(object(&wanted), &kept).unwrap();
        let texts = [("client_name#fr", "Nouveau"), ("sign_in_text#de", "Hallo")];
        let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let expected = ClientMetadata {
            redirect_uris: vec!["https://app.example/cb".to_owned()],
            client_name: None,
            default_max_age: None,
            localized: texts.into_iter().collect(),
            ..kept
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn protocol_135_response_types_follow_from_grants() {
        let types = |request: Value| read(&request).unwrap().response_types;
        for grant in [
            "client_credentials",
            "urn:ietf:params:oauth:grant-type:device_code",
        ] {
            let read = read(&json!({"grant_types": [grant]})).unwrap();
            assert_eq!(
                (read.grant_types, read.response_types),
                (vec![grant.to_owned()], vec![])
            );
        }
        assert_eq!(
            types(json!({"grant_types": ["authorization_code"]})),
            ["code"]
        );
        let none = json!({"grant_types": ["client_credentials"], "response_types": null});
        assert_eq!(types(none), Vec::<String>::new());
        assert_eq!(types(json!({"grant_types": null})), ["code"]);
        let statement = json!({"software_statement": null});
        assert!(read(&statement).is_ok(), "null is as if it were not there");
    }

    #[test]
    fn grants_follow_from_response_types() {
        let read = read(&json!({"response_types": ["code id_token"]})).unwrap();
        assert_eq!(read.grant_types, ["authorization_code", "implicit"]);
    }

    #[test]
    fn protocol_137_wrong_members_are_named() {
        for (request, code, member) in [
            (
                json!({"redirect_uris": "x"}),
                ErrorCode::InvalidRedirectUri,
                "redirect_uris",
            ),
            (
                json!({"redirect_uris": ["http://localhost/cb"], "application_type": "web"}),
                ErrorCode::InvalidRedirectUri,
                "redirect_uris",
            ),
            (
                json!({"subject_type": "pairwise", "redirect_uris": ["https://a.example/", "https://b.example/"]}),
                ErrorCode::InvalidClientMetadata,
                "sector_identifier_uri",
            ),
            (
                json!({"contacts": 1}),
                ErrorCode::InvalidClientMetadata,
                "contacts",
            ),
            (
                json!({"id_token_signed_response_alg": "none"}),
                ErrorCode::InvalidClientMetadata,
                "id_token_signed_response_alg",
            ),
            (
                json!({"software_statement": "a.b.c"}),
                ErrorCode::UnapprovedSoftwareStatement,
                "software statements",
            ),
        ] {
            let error = read(&request).unwrap_err();
            assert_eq!(error.code, code);
            assert!(error.description.contains(member), "{}", error.description);
        }
    }

    #[test]
    fn an_update_names_the_client_and_nothing_of_the_servers() {
        let id = ClientId::try_from("app").unwrap();
        let check = |request: &Value| check_update(&object(request), &id, |secret| secret == "s");
        assert!(check(&json!({"client_id": "app"})).is_ok());
        assert!(check(&json!({"client_id": "app", "client_secret": "s"})).is_ok());
        for wrong in [
            json!({}),
            json!({"client_id": "other"}),
            json!({"client_id": "app", "client_secret": "t"}),
            json!({"client_id": "app", "client_secret": null}),
            json!({"client_id": "app", "registration_access_token": "x"}),
        ] {
            assert!(check(&wrong).is_err(), "{wrong}");
        }
    }
}
