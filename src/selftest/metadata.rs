//! What is demanded of the metadata (OpenID Connect Discovery 1.0 §3, RFC 8414 §2).

use super::claims::METADATA;
use super::http::is_loopback;
use super::jwt::text;
use super::report::{Outcome, advise, applies, demand};
use serde_json::{Map, Value};
use url::Url;

/// The metadata and the address that it was asked for.
pub(super) struct Document<'a> {
    pub asked: &'a str,
    pub members: &'a Map<String, Value>,
}

impl Document<'_> {
    fn list(&self, name: &str) -> Option<Vec<&str>> {
        let list = self.members.get(name)?.as_array()?;
        Some(list.iter().filter_map(Value::as_str).collect())
    }

    fn is_loopback(&self) -> bool {
        Url::parse(self.asked).is_ok_and(|url| is_loopback(&url))
    }
}

pub(super) fn issuer(document: &Document<'_>) -> Outcome {
    let issuer = text(document.members, "issuer");
    demand(
        issuer.trim_end_matches('/') == document.asked,
        format!("{issuer:?}"),
        format!("{:?}", document.asked),
    )
}

pub(super) fn https(document: &Document<'_>) -> Outcome {
    let issuer = text(document.members, "issuer");
    demand(
        !issuer.contains(['?', '#']),
        issuer,
        "no query and no fragment",
    )?;
    if document.is_loopback() {
        return advise(
            issuer.starts_with("https:"),
            "plain http, which is fine on this machine only",
        );
    }
    demand(issuer.starts_with("https:"), issuer, "https")
}

pub(super) fn required(document: &Document<'_>) -> Outcome {
    let names = [
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "response_types_supported",
        "subject_types_supported",
        "id_token_signing_alg_values_supported",
    ];
    let missing = |name: &&str| !document.members.contains_key(*name);
    let missing: Vec<_> = names.into_iter().filter(missing).collect();
    let received = format!("nothing for {}", missing.join(", "));
    demand(missing.is_empty(), received, "all of them")?;
    advise(
        document.members.contains_key("userinfo_endpoint"),
        "userinfo_endpoint is missing",
    )
}

fn is_address(name: &str) -> bool {
    name.ends_with("_endpoint") || name.ends_with("_uri") || name == "check_session_iframe"
}

pub(super) fn addresses(document: &Document<'_>) -> Outcome {
    let plain = document.is_loopback();
    for (name, value) in document.members.iter().filter(|(name, _)| is_address(name)) {
        let url = value.as_str().and_then(|value| Url::parse(value).ok());
        let good = url.is_some_and(|url| {
            url.scheme() == "https" || plain && url.scheme() == "http" && is_loopback(&url)
        });
        demand(good, format!("{name} = {value}"), "an https address")?;
    }
    Ok(())
}

const BOOLEANS: [&str; 13] = [
    "claims_parameter_supported",
    "request_parameter_supported",
    "request_uri_parameter_supported",
    "require_request_uri_registration",
    "require_pushed_authorization_requests",
    "require_signed_request_object",
    "authorization_response_iss_parameter_supported",
    "tls_client_certificate_bound_access_tokens",
    "backchannel_logout_supported",
    "backchannel_logout_session_supported",
    "frontchannel_logout_supported",
    "frontchannel_logout_session_supported",
    "backchannel_user_code_parameter_supported",
];

pub(super) fn types(document: &Document<'_>) -> Outcome {
    let is_text_list = |value: &Value| {
        let list = value.as_array();
        list.is_some_and(|list| list.iter().all(Value::is_string))
    };
    for (name, value) in document.members {
        let (good, expected) = if BOOLEANS.contains(&name.as_str()) {
            (value.is_boolean(), "true or false")
        } else if name.ends_with("_supported") || name.ends_with("_values") {
            (is_text_list(value), "a list of strings")
        } else if is_address(name) || name == "issuer" {
            (value.is_string(), "a string")
        } else {
            continue;
        };
        demand(good, format!("{name} = {value}"), expected)?;
    }
    Ok(())
}

pub(super) fn empty(document: &Document<'_>) -> Outcome {
    for (name, value) in document.members {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        demand(!empty, format!("{name} = {value}"), "no such member")?;
    }
    Ok(())
}

pub(super) fn unknown(document: &Document<'_>) -> Outcome {
    let names = document.members.keys();
    let unknown: Vec<_> = names
        .filter(|name| !METADATA.contains(&name.as_str()))
        .cloned()
        .collect();
    advise(
        unknown.is_empty(),
        format!("not registered: {}", unknown.join(", ")),
    )
}

pub(super) fn response_types(document: &Document<'_>) -> Outcome {
    let listed = document
        .list("response_types_supported")
        .unwrap_or_default();
    demand(
        listed.contains(&"code"),
        listed.join(", "),
        "code among them",
    )
}

/// "Dynamic OpenID Providers MUST support" ID tokens, and access tokens along with them, from the
/// authorization endpoint. Registration alone claims no more than the first: access tokens are what
/// RFC 9700 §2.1.2 advises against there.
pub(super) fn dynamic(document: &Document<'_>) -> Outcome {
    let there = document.members.contains_key("registration_endpoint");
    applies(there, "clients cannot register themselves")?;
    let listed = document
        .list("response_types_supported")
        .unwrap_or_default();
    let has = |needed: &str| listed.iter().any(|one| sorted(one) == sorted(needed));
    demand(has("id_token"), listed.join(", "), "id_token among them")?;
    let claimed = listed.iter().any(|one| sorted(one).contains(&"token"));
    applies(
        claimed,
        "id_token token is not offered: certification as a dynamic provider asks for it, RFC 9700 \
         §2.1.2 advises against it",
    )?;
    demand(
        has("id_token token"),
        listed.join(", "),
        "id_token token among them",
    )
}

/// The order of the words of a response type has no meaning (OAuth 2.0 Multiple Response Types §3).
fn sorted(words: &str) -> Vec<&str> {
    let mut words: Vec<_> = words.split(' ').collect();
    words.sort_unstable();
    words
}

pub(super) fn response_modes(document: &Document<'_>) -> Outcome {
    let Some(listed) = document.list("response_modes_supported") else {
        return Ok(());
    };
    let known = [
        "query",
        "fragment",
        "form_post",
        "jwt",
        "query.jwt",
        "fragment.jwt",
        "form_post.jwt",
        "web_message",
    ];
    let unknown: Vec<_> = listed.iter().filter(|mode| !known.contains(mode)).collect();
    advise(unknown.is_empty(), format!("unknown modes: {unknown:?}"))?;
    advise(listed.contains(&"form_post"), "form_post is not offered")
}

pub(super) fn grant_types(document: &Document<'_>) -> Outcome {
    let Some(listed) = document.list("grant_types_supported") else {
        return Ok(());
    };
    let types = document
        .list("response_types_supported")
        .unwrap_or_default();
    let implicit = types.iter().any(|words| words.contains("token"));
    demand(
        listed.contains(&"authorization_code"),
        listed.join(", "),
        "authorization_code among them",
    )?;
    demand(
        !implicit || listed.contains(&"implicit"),
        listed.join(", "),
        "implicit among them, for the response types with tokens",
    )
}

pub(super) fn subject_types(document: &Document<'_>) -> Outcome {
    let listed = document.list("subject_types_supported").unwrap_or_default();
    let known = listed
        .iter()
        .all(|kind| matches!(*kind, "public" | "pairwise"));
    demand(
        known && !listed.is_empty(),
        listed.join(", "),
        "public, pairwise or both",
    )
}

pub(super) fn rs256(document: &Document<'_>) -> Outcome {
    let listed = document.list("id_token_signing_alg_values_supported");
    let listed = listed.unwrap_or_default();
    demand(
        listed.contains(&"RS256"),
        listed.join(", "),
        "RS256 among them",
    )
}

pub(super) fn none(document: &Document<'_>) -> Outcome {
    for name in [
        "id_token_signing_alg_values_supported",
        "userinfo_signing_alg_values_supported",
        "authorization_signing_alg_values_supported",
        "token_endpoint_auth_signing_alg_values_supported",
    ] {
        let listed = document.list(name).unwrap_or_default();
        demand(
            !listed.contains(&"none"),
            format!("none in {name}"),
            "no such algorithm",
        )?;
    }
    Ok(())
}

pub(super) fn scopes(document: &Document<'_>) -> Outcome {
    let listed = document.list("scopes_supported");
    advise(listed.is_some(), "scopes_supported is missing")?;
    let listed = listed.unwrap_or_default();
    let token = |scope: &&str| {
        let good = |c: char| matches!(c, '!' | '#'..='[' | ']'..='~');
        !scope.is_empty() && scope.chars().all(good)
    };
    demand(
        listed.contains(&"openid") && listed.iter().all(token),
        listed.join(", "),
        "openid and scope tokens only",
    )
}

pub(super) fn claims(document: &Document<'_>) -> Outcome {
    let listed = document.list("claims_supported");
    advise(
        listed.is_some_and(|listed| listed.contains(&"sub")),
        "claims_supported is missing, or does not list sub",
    )
}

pub(super) fn auth_methods(document: &Document<'_>) -> Outcome {
    for endpoint in ["token", "revocation", "introspection"] {
        let methods = document.list(&format!("{endpoint}_endpoint_auth_methods_supported"));
        let by_jwt = |method: &&str| method.ends_with("_jwt");
        if !methods.unwrap_or_default().iter().any(by_jwt) {
            continue;
        }
        let name = format!("{endpoint}_endpoint_auth_signing_alg_values_supported");
        let algorithms = document.list(&name).unwrap_or_default();
        demand(
            !algorithms.is_empty(),
            format!("nothing for {name}"),
            "the algorithms",
        )?;
    }
    Ok(())
}

pub(super) fn pkce(document: &Document<'_>) -> Outcome {
    let listed = document.list("code_challenge_methods_supported");
    advise(listed.is_some(), "PKCE is not offered")?;
    let listed = listed.unwrap_or_default();
    demand(
        listed.contains(&"S256"),
        listed.join(", "),
        "S256 among them",
    )?;
    advise(!listed.contains(&"plain"), "plain is offered too")
}

pub(super) fn iss(document: &Document<'_>) -> Outcome {
    let name = "authorization_response_iss_parameter_supported";
    let said = document.members.get(name) == Some(&Value::Bool(true));
    advise(said, format!("{name} is not true"))
}

pub(super) fn par(document: &Document<'_>) -> Outcome {
    let required = document
        .members
        .get("require_pushed_authorization_requests");
    applies(required == Some(&Value::Bool(true)), "not required")?;
    let there = document
        .members
        .contains_key("pushed_authorization_request_endpoint");
    demand(
        there,
        "no endpoint",
        "pushed_authorization_request_endpoint",
    )
}

pub(super) fn dpop(document: &Document<'_>) -> Outcome {
    let listed = document.list("dpop_signing_alg_values_supported");
    applies(listed.is_some(), "DPoP is not offered")?;
    let listed = listed.unwrap_or_default();
    let symmetric = |name: &&str| *name == "none" || name.starts_with("HS");
    demand(
        !listed.iter().any(symmetric),
        listed.join(", "),
        "asymmetric algorithms only",
    )
}

pub(super) fn aliases(document: &Document<'_>) -> Outcome {
    let aliases = document.members.get("mtls_endpoint_aliases");
    applies(aliases.is_some(), "there are none")?;
    let Some(Value::Object(aliases)) = aliases else {
        return demand(false, "no object", "an object");
    };
    for name in aliases.keys() {
        let known = name.ends_with("_endpoint") && document.members.contains_key(name);
        demand(known, name, "a name of an endpoint of this server")?;
    }
    Ok(())
}

pub(super) fn notifications(document: &Document<'_>) -> Outcome {
    let says = |name: &str| document.members.get(name) == Some(&Value::Bool(true));
    for channel in ["backchannel", "frontchannel"] {
        let session = says(&format!("{channel}_logout_session_supported"));
        demand(
            !session || says(&format!("{channel}_logout_supported")),
            format!("{channel}_logout_session_supported alone"),
            format!("{channel}_logout_supported with it"),
        )?;
    }
    Ok(())
}
