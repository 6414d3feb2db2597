//! The metadata (OpenID Connect Discovery 1.0 §3, §4; RFC 8414).

use super::claims::METADATA;
use super::http::{Answer, Unreachable, is_loopback};
use super::jwt::text;
use super::report::{Area, Check, Outcome, advise, applies, demand};
use super::run::Run;
use serde_json::{Map, Value};
use url::Url;

const DISCOVERY: &str = "OpenID Connect Discovery §3";
const RFC8414: &str = "RFC 8414 §2";

const ANSWER: Check = check(
    "discovery-answer",
    "The metadata is there, as a JSON object",
    "OpenID Connect Discovery §4.2",
);
const OAUTH: Check = check(
    "discovery-oauth",
    "The same metadata is where OAuth clients look",
    "RFC 8414 §3",
);

/// What is demanded of the metadata alone.
const CHECKS: &[(Check, fn(&Document<'_>) -> Outcome)] = &[
    (
        check(
            "discovery-issuer",
            "issuer is the address that was asked",
            "OpenID Connect Discovery §4.3",
        ),
        issuer,
    ),
    (
        check(
            "discovery-https",
            "issuer is https without query and fragment",
            DISCOVERY,
        ),
        https,
    ),
    (
        check(
            "discovery-required",
            "The required members are there",
            DISCOVERY,
        ),
        required,
    ),
    (
        check(
            "discovery-addresses",
            "Endpoints are absolute https addresses",
            DISCOVERY,
        ),
        addresses,
    ),
    (
        check("discovery-types", "Every member has its type", DISCOVERY),
        types,
    ),
    (
        check(
            "discovery-empty",
            "No member is null or an empty list",
            "RFC 8414 §3.2",
        ),
        empty,
    ),
    (
        check(
            "discovery-unknown",
            "Only registered members appear",
            RFC8414,
        ),
        unknown,
    ),
    (
        check(
            "discovery-response-types",
            "The response types that everybody needs are listed",
            DISCOVERY,
        ),
        response_types,
    ),
    (
        check(
            "discovery-response-modes",
            "Response modes are known ones",
            DISCOVERY,
        ),
        response_modes,
    ),
    (
        check(
            "discovery-grant-types",
            "Grant types fit the response types",
            DISCOVERY,
        ),
        grant_types,
    ),
    (
        check(
            "discovery-subject-types",
            "Subject types are public, pairwise",
            DISCOVERY,
        ),
        subject_types,
    ),
    (
        check(
            "discovery-rs256",
            "ID tokens can be signed by RS256",
            DISCOVERY,
        ),
        rs256,
    ),
    (
        check(
            "discovery-none",
            "Nothing is signed by none",
            "OpenID Connect Core §2",
        ),
        none,
    ),
    (
        check(
            "discovery-scopes",
            "The scope openid is listed",
            "OpenID Connect Discovery §3, RFC 6749 §3.3",
        ),
        scopes,
    ),
    (
        check("discovery-claims", "The claims are listed", DISCOVERY),
        claims,
    ),
    (
        check(
            "discovery-auth-methods",
            "Client authentication by JWT comes with its algorithms",
            RFC8414,
        ),
        auth_methods,
    ),
    (
        check(
            "discovery-pkce",
            "PKCE by S256 is offered",
            "RFC 7636 §4.2, RFC 8414 §2",
        ),
        pkce,
    ),
    (
        check("discovery-iss", "Answers carry iss", "RFC 9207 §3"),
        iss,
    ),
    (
        check(
            "discovery-par",
            "Pushed requests have an endpoint where they are required",
            "RFC 9126 §5",
        ),
        par,
    ),
    (
        check(
            "discovery-dpop",
            "DPoP proofs are signed by key pairs",
            "RFC 9449 §5.1",
        ),
        dpop,
    ),
    (
        check(
            "discovery-aliases",
            "Addresses for mutual TLS are aliases of endpoints",
            "RFC 8705 §5",
        ),
        aliases,
    ),
    (
        check(
            "discovery-logout",
            "Sessions in logout notifications come with notifications",
            "OpenID Connect Back-Channel Logout §2.1",
        ),
        notifications,
    ),
];

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Discovery, id, title, section)
}

/// The metadata and the address that it was asked for.
struct Document<'a> {
    asked: &'a str,
    members: &'a Map<String, Value>,
}

/// Fetches the metadata and looks at it.
pub(super) async fn play(run: &mut Run<'_>) -> Result<(), Unreachable> {
    let asked = run.options.issuer.trim_end_matches('/');
    let url = format!("{asked}/.well-known/openid-configuration");
    let answer = run.http.get(&url).await?;
    let members = answered(&answer).and_then(|()| answer.object());
    run.note(ANSWER, members.as_ref().map(drop).map_err(Clone::clone));
    let Ok(members) = members else {
        return Ok(());
    };
    let document = Document {
        asked,
        members: &members,
    };
    for (check, holds) in CHECKS {
        run.note(*check, holds(&document));
    }
    run.metadata = members;
    run.note(OAUTH, oauth(run).await);
    Ok(())
}

fn answered(answer: &Answer) -> Outcome {
    demand(
        answer.status == 200,
        answer.summary(),
        "200 without redirect",
    )
}

async fn oauth(run: &Run<'_>) -> Outcome {
    let Ok(mut url) = Url::parse(&run.options.issuer) else {
        return Ok(());
    };
    let path = url.path().trim_end_matches('/');
    url.set_path(&format!("/.well-known/oauth-authorization-server{path}"));
    let answer = run.http.get(url.as_str()).await?;
    advise(
        answer.status == 200,
        format!("not served ({})", answer.summary()),
    )?;
    demand(
        answer.object()? == run.metadata,
        "other metadata",
        "the same as for OpenID Connect",
    )
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

fn issuer(document: &Document<'_>) -> Outcome {
    let issuer = text(document.members, "issuer");
    demand(
        issuer.trim_end_matches('/') == document.asked,
        format!("{issuer:?}"),
        format!("{:?}", document.asked),
    )
}

fn https(document: &Document<'_>) -> Outcome {
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

fn required(document: &Document<'_>) -> Outcome {
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

fn addresses(document: &Document<'_>) -> Outcome {
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

fn types(document: &Document<'_>) -> Outcome {
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

fn empty(document: &Document<'_>) -> Outcome {
    for (name, value) in document.members {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        demand(!empty, format!("{name} = {value}"), "no such member")?;
    }
    Ok(())
}

fn unknown(document: &Document<'_>) -> Outcome {
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

fn response_types(document: &Document<'_>) -> Outcome {
    let listed = document
        .list("response_types_supported")
        .unwrap_or_default();
    // "Dynamic OpenID Providers MUST support" the further ones.
    let dynamic = document.members.contains_key("registration_endpoint");
    let needed: &[&str] = if dynamic {
        &["code", "id_token", "id_token token"]
    } else {
        &["code"]
    };
    let same = |a: &str, b: &str| sorted(a) == sorted(b);
    for needed in needed {
        let there = listed.iter().any(|listed| same(listed, needed));
        demand(there, listed.join(", "), format!("{needed} among them"))?;
    }
    Ok(())
}

/// The order of the words of a response type has no meaning (OAuth 2.0 Multiple Response Types §3).
fn sorted(words: &str) -> Vec<&str> {
    let mut words: Vec<_> = words.split(' ').collect();
    words.sort_unstable();
    words
}

fn response_modes(document: &Document<'_>) -> Outcome {
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

fn grant_types(document: &Document<'_>) -> Outcome {
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

fn subject_types(document: &Document<'_>) -> Outcome {
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

fn rs256(document: &Document<'_>) -> Outcome {
    let listed = document.list("id_token_signing_alg_values_supported");
    let listed = listed.unwrap_or_default();
    demand(
        listed.contains(&"RS256"),
        listed.join(", "),
        "RS256 among them",
    )
}

fn none(document: &Document<'_>) -> Outcome {
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

fn scopes(document: &Document<'_>) -> Outcome {
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

fn claims(document: &Document<'_>) -> Outcome {
    let listed = document.list("claims_supported");
    advise(
        listed.is_some_and(|listed| listed.contains(&"sub")),
        "claims_supported is missing, or does not list sub",
    )
}

fn auth_methods(document: &Document<'_>) -> Outcome {
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

fn pkce(document: &Document<'_>) -> Outcome {
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

fn iss(document: &Document<'_>) -> Outcome {
    let name = "authorization_response_iss_parameter_supported";
    let said = document.members.get(name) == Some(&Value::Bool(true));
    advise(said, format!("{name} is not true"))
}

fn par(document: &Document<'_>) -> Outcome {
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

fn dpop(document: &Document<'_>) -> Outcome {
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

fn aliases(document: &Document<'_>) -> Outcome {
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

fn notifications(document: &Document<'_>) -> Outcome {
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
