//! The form of a client's metadata: every member by its name in the standards, in parts that belong
//! together.

use super::options::{
    APPLICATION_TYPES, AUTH_METHODS, CLIENT_SIGNING, ENCRYPTION, FORMATS, GRANTS, KEY_MANAGEMENT,
    LEVELS, PROFILES, REQUEST_SIGNING, RESPONSE_TYPES, SIGNING, SUBJECTS, TYPS,
};
use crate::http::admin::change::shown;
use crate::http::admin::console::Console;
use crate::http::admin::described::{Wrong, wrong_with};
use crate::http::admin::typed::Typed;
use crate::oidc::ClientMetadata;
use crate::pages::admin::{Choice, Field, Input, Part};
use serde_json::{Map, Value};

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// A whole number.
    Number,
    /// Texts, a line each.
    Lines,
    /// Yes or no.
    Flag,
    /// One of these.
    One(&'static [&'static str]),
    /// One of these, or nothing.
    Maybe(&'static [&'static str]),
    /// Any of these.
    Any(&'static [&'static str]),
    /// JSON.
    Json,
    /// Text of many lines, kept as it is.
    Block,
    /// Texts by name, a line `name = text` each.
    Named,
}

use Holds::{Any, Block, Flag, Json, Lines, Maybe, Named, Number, One, Text};

/// The members of one part.
type Members = &'static [(&'static str, Holds)];

/// The parts: the id and the key of each, and its members. The first is always open.
pub const PARTS: [(&str, &str, Members); 8] = [
    (
        "basics",
        "console-part-basics",
        &[
            ("client_name", Text),
            ("application_type", One(APPLICATION_TYPES)),
            ("redirect_uris", Lines),
            ("token_endpoint_auth_method", One(AUTH_METHODS)),
            ("scope", Text),
            ("grant_types", Any(GRANTS)),
            ("response_types", Any(RESPONSE_TYPES)),
            ("trusted", Flag),
        ],
    ),
    (
        "access",
        "console-part-access",
        &[("allowed_groups", Lines), ("claim_mappings", Json)],
    ),
    (
        "shown",
        "console-part-shown",
        &[
            ("client_uri", Text),
            ("logo_uri", Text),
            ("accent_color", Text),
            ("sign_in_text", Text),
            ("stylesheet", Block),
            ("policy_uri", Text),
            ("tos_uri", Text),
            ("initiate_login_uri", Text),
            ("contacts", Lines),
            ("localized", Named),
        ],
    ),
    (
        "signing-in",
        "console-part-sign-in",
        &[
            ("minimum_acr", Maybe(LEVELS)),
            ("default_acr_values", Lines),
            ("default_max_age", Number),
            ("require_auth_time", Flag),
            ("subject_type", One(SUBJECTS)),
            ("sector_identifier_uri", Text),
            ("require_pkce", Flag),
            ("require_pushed_authorization_requests", Flag),
        ],
    ),
    (
        "signing-out",
        "console-part-sign-out",
        &[
            ("post_logout_redirect_uris", Lines),
            ("backchannel_logout_uri", Text),
            ("backchannel_logout_session_required", Flag),
            ("frontchannel_logout_uri", Text),
            ("frontchannel_logout_session_required", Flag),
        ],
    ),
    (
        "tokens",
        "console-part-tokens",
        &[
            ("access_token_format", One(FORMATS)),
            ("access_token_audience", Lines),
            ("access_token_signed_response_alg", One(SIGNING)),
            ("access_token_typ", One(TYPS)),
            ("id_token_signed_response_alg", One(SIGNING)),
            ("id_token_encrypted_response_alg", Maybe(KEY_MANAGEMENT)),
            ("id_token_encrypted_response_enc", Maybe(ENCRYPTION)),
            ("claims_in_id_token", Flag),
            ("userinfo_signed_response_alg", Maybe(SIGNING)),
            ("userinfo_encrypted_response_alg", Maybe(KEY_MANAGEMENT)),
            ("userinfo_encrypted_response_enc", Maybe(ENCRYPTION)),
        ],
    ),
    (
        "its-keys",
        "console-part-keys",
        &[
            ("jwks_uri", Text),
            ("jwks", Json),
            ("token_endpoint_auth_signing_alg", Maybe(CLIENT_SIGNING)),
            ("require_signed_request_object", Flag),
            ("request_object_signing_alg", Maybe(REQUEST_SIGNING)),
            ("request_object_encryption_alg", Maybe(KEY_MANAGEMENT)),
            ("request_object_encryption_enc", Maybe(ENCRYPTION)),
            ("request_uris", Lines),
        ],
    ),
    (
        "compatibility",
        "console-part-compatibility",
        &[
            ("profile", One(PROFILES)),
            ("localhost_any_port", Flag),
            ("any_code_verifier", Flag),
            ("software_id", Text),
            ("software_version", Text),
        ],
    ),
];

/// What some of them are, by keys.
const HINTS: [(&str, &str); 14] = [
    ("allowed_groups", "console-hint-allowed-groups"),
    ("claim_mappings", "console-hint-claim-mappings"),
    ("redirect_uris", "console-hint-redirect-uris"),
    ("token_endpoint_auth_method", "console-hint-auth-method"),
    ("scope", "console-hint-scope"),
    ("trusted", "console-hint-trusted"),
    ("minimum_acr", "console-hint-minimum-acr"),
    ("accent_color", "console-hint-accent-color"),
    ("sign_in_text", "console-hint-sign-in-text"),
    ("stylesheet", "console-hint-stylesheet"),
    ("localized", "console-hint-localized"),
    ("access_token_format", "console-hint-format"),
    ("access_token_audience", "console-hint-audience"),
    ("profile", "console-hint-profile"),
];

/// Metadata by its members.
pub fn members(metadata: &ClientMetadata) -> Map<String, Value> {
    match serde_json::to_value(metadata) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

/// What a field holds for a member's value.
pub fn text(holds: Holds, value: Option<&Value>) -> String {
    match (holds, value) {
        (Flag, Some(Value::Bool(true))) => "on".to_owned(),
        (Flag, _) => String::new(),
        (Json, Some(value)) => serde_json::to_string_pretty(value).unwrap_or_default(),
        (_, value) => shown(value),
    }
}

/// The metadata that was filled in, or what is wrong with which field (English).
pub fn read(typed: &Typed) -> Result<ClientMetadata, Wrong> {
    let (mut members, mut wrong) = (Map::new(), Wrong::new());
    for (name, holds) in PARTS.iter().flat_map(|(_, _, members)| members.iter()) {
        match value(name, *holds, typed) {
            Ok(Some(value)) => {
                members.insert((*name).to_owned(), value);
            }
            Ok(None) => {}
            Err(why) => wrong.push(((*name).to_owned(), why)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let read = serde_json::from_value(Value::Object(members));
    read.map_err(|error| vec![(String::new(), error.to_string())])
}

/// What a field says of its member; nothing where it leaves the member out.
fn value(name: &str, holds: Holds, typed: &Typed) -> Result<Option<Value>, String> {
    let text = typed.get(name);
    let some = |value: Value| Ok(Some(value));
    match holds {
        Lines | Any(_) => some(typed.lines(name).into()),
        Flag => some(typed.is_on(name).into()),
        // Left out, it would be everything.
        Text if name == "scope" => some(text.into()),
        _ if text.is_empty() => Ok(None),
        Text | One(_) | Maybe(_) => some(text.into()),
        Block => some(typed.block(name).into()),
        Number => match text.parse::<u32>() {
            Ok(number) => some(number.into()),
            Err(_) => Err(format!("{name}: {text:?} is no number of seconds")),
        },
        Json => match serde_json::from_str(&text) {
            Ok(value) => some(value),
            Err(error) => Err(format!("{name}: this is no JSON ({error})")),
        },
        Named => named(name, &typed.lines(name)).map(Some),
    }
}

fn named(name: &str, lines: &[String]) -> Result<Value, String> {
    let mut members = Map::new();
    for line in lines {
        let Some((member, text)) = line.split_once('=') else {
            return Err(format!("{name}: {line:?} has no \"=\""));
        };
        members.insert(member.trim().to_owned(), text.trim().into());
    }
    Ok(Value::Object(members))
}

/// The fields, filled in as they were `typed`; parts in which something is unusual are open.
pub fn parts(console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Vec<Part> {
    let usual = members(&ClientMetadata::default());
    let field = |(name, holds): &(&'static str, Holds)| Field {
        name: (*name).to_owned(),
        label: (*name).to_owned(),
        is_code: true,
        hint: hint(name).map(|key| console.t(key)),
        value: typed.get(name),
        input: input(*holds),
        options: choices(*holds),
        error: wrong_with(wrong, name),
        is_english: true,
    };
    let differs =
        |(name, holds): &(&'static str, Holds)| typed.get(name) != text(*holds, usual.get(*name));
    let parts = PARTS.iter().enumerate();
    let parts = parts.map(|(position, (id, key, members))| Part {
        id,
        title: console.t(key),
        is_rare: position > 0,
        is_used: members.iter().any(differs),
        fields: members.iter().map(field).collect(),
    });
    parts.collect()
}

fn hint(name: &str) -> Option<&'static str> {
    let found = HINTS.iter().find(|(member, _)| *member == name);
    found.map(|(_, key)| *key)
}

const fn input(holds: Holds) -> Input {
    match holds {
        Text => Input::Line,
        Number => Input::Number,
        Lines | Json | Named | Block => Input::Lines,
        Flag => Input::Check,
        One(_) | Maybe(_) => Input::Choice,
        Any(_) => Input::Many,
    }
}

fn choices(holds: Holds) -> Vec<Choice> {
    let (options, empty) = match holds {
        One(options) | Any(options) => (options, false),
        Maybe(options) => (options, true),
        _ => return Vec::new(),
    };
    let none = empty.then(|| choice("", "–"));
    let options = options.iter().map(|option| choice(option, option));
    none.into_iter().chain(options).collect()
}

fn choice(value: &str, label: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    }
}

#[cfg(test)]
mod tests;
