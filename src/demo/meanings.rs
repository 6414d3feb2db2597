//! What members of tokens mean, in words for a newcomer.

/// Name and meaning, in the order in which they are shown.
const MEANINGS: &[(&str, &str)] = &[
    // Headers (RFC 7515 §4.1, RFC 9068 §2.1).
    ("alg", "How it is signed."),
    (
        "kid",
        "Which of the provider's public keys checks the signature.",
    ),
    (
        "typ",
        "What kind of token it is: JWT for an ID token, at+jwt for an access token.",
    ),
    // Tokens (RFC 7519 §4.1, OpenID Connect Core §2, RFC 9068 §2.2).
    ("iss", "Who issued it: the provider."),
    (
        "sub",
        "Who it is about: the provider's own identifier of the person. It never changes, so \
             applications should know people by it.",
    ),
    ("aud", "Whom it is meant for. Anybody else must refuse it."),
    ("client_id", "The application that it was issued to."),
    ("scope", "What it allows."),
    ("iat", "When it was made, in seconds since 1970."),
    ("nbf", "Not valid before this time."),
    ("exp", "When it expires."),
    ("auth_time", "When the person last proved who they are."),
    ("acr", "How strong that proof was."),
    (
        "amr",
        "By which methods they proved it, such as pwd for a password.",
    ),
    (
        "nonce",
        "The application's random value for this sign-in, so that a stolen ID token cannot \
               be used in another.",
    ),
    ("azp", "The application that asked for it."),
    (
        "at_hash",
        "A fingerprint of the access token that came with it.",
    ),
    ("c_hash", "A fingerprint of the code that came with it."),
    ("s_hash", "A fingerprint of the request's state."),
    (
        "sid",
        "The person's session at the provider. Signing out ends it.",
    ),
    ("jti", "The token's own identifier."),
    (
        "grant_id",
        "The family of tokens that one sign-in brought forth; they can be ended \
                  together.",
    ),
    // Standard claims (OpenID Connect Core §5.1).
    ("name", "Full name, as it is to be shown."),
    ("given_name", "Given or first names."),
    ("family_name", "Family or last names."),
    ("middle_name", "Middle names."),
    ("nickname", "What friends say."),
    (
        "preferred_username",
        "The name the person signs in with. It may change: do not know people \
                            by it.",
    ),
    ("profile", "A page about the person."),
    ("picture", "A picture of the person."),
    ("website", "The person's own website."),
    (
        "email",
        "E-mail address. It may change: do not know people by it.",
    ),
    (
        "email_verified",
        "Whether the provider knows that the address is the person's.",
    ),
    ("gender", "Gender."),
    (
        "birthdate",
        "Date of birth; the year may be 0000 or the date a year only.",
    ),
    ("zoneinfo", "Time zone, such as Europe/Paris."),
    ("locale", "Language and region, such as en-US."),
    ("phone_number", "Telephone number."),
    (
        "phone_number_verified",
        "Whether the provider knows that the number is the person's.",
    ),
    ("address", "Postal address."),
    ("updated_at", "When anything of this last changed."),
    ("groups", "The groups that the person belongs to."),
];

/// Members that are times in seconds since 1970.
const TIMES: [&str; 5] = ["iat", "nbf", "exp", "auth_time", "updated_at"];

/// What `name` means; empty for what nobody knows.
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
