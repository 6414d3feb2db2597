//! What members of tokens mean, in words for a newcomer.

/// Name and the key of its meaning, in the order in which they are shown.
const MEANINGS: &[(&str, &str)] = &[
    // Headers (RFC 7515 §4.1, RFC 9068 §2.1).
    ("alg", "claim-alg"),
    ("kid", "claim-kid"),
    ("typ", "claim-typ"),
    // Tokens (RFC 7519 §4.1, OpenID Connect Core §2, RFC 9068 §2.2).
    ("iss", "claim-iss"),
    ("sub", "claim-sub"),
    ("aud", "claim-aud"),
    ("client_id", "claim-client-id"),
    ("scope", "claim-scope"),
    ("iat", "claim-iat"),
    ("nbf", "claim-nbf"),
    ("exp", "claim-exp"),
    ("auth_time", "claim-auth-time"),
    ("acr", "claim-acr"),
    ("amr", "claim-amr"),
    ("nonce", "claim-nonce"),
    ("azp", "claim-azp"),
    ("at_hash", "claim-at-hash"),
    ("c_hash", "claim-c-hash"),
    ("s_hash", "claim-s-hash"),
    ("sid", "claim-sid"),
    ("jti", "claim-jti"),
    ("grant_id", "claim-grant-id"),
    // Standard claims (OpenID Connect Core §5.1).
    ("name", "claim-name"),
    ("given_name", "claim-given-name"),
    ("family_name", "claim-family-name"),
    ("middle_name", "claim-middle-name"),
    ("nickname", "claim-nickname"),
    ("preferred_username", "claim-preferred-username"),
    ("profile", "claim-profile"),
    ("picture", "claim-picture"),
    ("website", "claim-website"),
    ("email", "claim-email"),
    ("email_verified", "claim-email-verified"),
    ("gender", "claim-gender"),
    ("birthdate", "claim-birthdate"),
    ("zoneinfo", "claim-zoneinfo"),
    ("locale", "claim-locale"),
    ("phone_number", "claim-phone-number"),
    ("phone_number_verified", "claim-phone-number-verified"),
    ("address", "claim-address"),
    ("updated_at", "claim-updated-at"),
    ("groups", "claim-groups"),
];

/// Members that are times in seconds since 1970.
const TIMES: [&str; 5] = ["iat", "nbf", "exp", "auth_time", "updated_at"];

/// The key of what `name` means; empty for what nobody knows.
pub(super) fn of(name: &str) -> &'static str {
    let known = MEANINGS.iter().find(|(known, _)| *known == name);
    known.map_or("", |(_, meaning)| meaning)
}

/// Where `name` stands among others: the unknown ones last.
pub(super) fn position(name: &str) -> usize {
    let position = MEANINGS.iter().position(|(known, _)| *known == name);
    position.unwrap_or(MEANINGS.len())
}

/// Whether `name` is a time.
pub(super) fn is_time(name: &str) -> bool {
    TIMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{MEANINGS, TIMES, of};
    use crate::clock::Timestamp;
    use crate::oidc::tokens::{AccessTokenClaims, Audience, IdTokenClaims};
    use crate::oidc::{ClientId, ScopeSet, claims};
    use serde_json::{Map, Value};

    fn names(value: &Value) -> Vec<String> {
        value.as_object().unwrap().keys().cloned().collect()
    }

    fn id_token(client: &ClientId) -> Value {
        let claims = IdTokenClaims {
            iss: "",
            sub: "",
            aud: client,
            exp: Timestamp(0),
            iat: Timestamp(0),
            auth_time: Timestamp(0),
            nonce: Some(""),
            acr: "",
            amr: &[],
            at_hash: None,
            c_hash: None,
            s_hash: None,
            sid: "",
            person: Map::new(),
        };
        serde_json::to_value(claims).unwrap()
    }

    fn access_token(client: &ClientId) -> Value {
        let claims = AccessTokenClaims {
            iss: String::new(),
            sub: String::new(),
            aud: Audience::One(String::new()),
            client_id: client.clone(),
            iat: Timestamp(0),
            exp: Timestamp(0),
            jti: String::new(),
            scope: ScopeSet::default(),
            grant_id: Some(String::new()),
            mapped: None,
        };
        serde_json::to_value(claims).unwrap()
    }

    #[test]
    fn everything_that_signet_sends_has_a_meaning() {
        let client = ClientId::try_from("c").unwrap();
        let sent = ["alg", "kid", "typ", "sub"].map(str::to_owned);
        let sent = sent
            .into_iter()
            .chain(names(&id_token(&client)))
            .chain(names(&access_token(&client)))
            .chain(claims::of_scopes().map(str::to_owned));
        for name in sent {
            assert!(!of(&name).is_empty(), "{name} has no meaning");
        }
        assert_eq!(of("something"), "");
    }

    #[test]
    fn each_name_stands_there_once() {
        for (position, (name, _)) in MEANINGS.iter().enumerate() {
            assert_eq!(super::position(name), position, "{name}");
        }
        assert!(TIMES.iter().all(|name| !of(name).is_empty()));
    }
}
