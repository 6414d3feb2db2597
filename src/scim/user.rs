//! How a person is spelled: claims of OpenID Connect as attributes of SCIM (RFC 7643 §4.1), and
//! back.

use super::refusal::{Refusal, ScimType};
use crate::oidc::{Address, StandardClaims};
use crate::secret::Secret;
use serde_json::{Map, Value, json};

/// A person as another system says they are to be.
#[derive(Clone, Debug)]
pub struct WantedUser {
    /// Name for signing in.
    pub user_name: String,
    /// What the other system knows the person by.
    pub external_id: Option<String>,
    /// Whether the person may sign in; none to leave that as it is.
    pub active: Option<bool>,
    /// Another password.
    pub password: Option<Secret<String>>,
    /// What apps may be told.
    pub claims: StandardClaims,
}

/// The attributes that claims are spelled as. Of what can be there several times Signet keeps one,
/// which is for work, and the one.
pub fn claims(claims: &StandardClaims) -> Map<String, Value> {
    let mut all = Map::new();
    let mut say = |name: &str, value: Value| {
        if !matches!(&value, Value::Null) {
            all.insert(name.to_owned(), value);
        }
    };
    say("name", name(claims));
    say("displayName", json!(claims.name));
    say("nickName", json!(claims.nickname));
    say("profileUrl", json!(claims.profile));
    say("locale", json!(claims.locale));
    say("timezone", json!(claims.zoneinfo));
    say("emails", several(claims.email.as_ref(), "work"));
    say(
        "phoneNumbers",
        several(claims.phone_number.as_ref(), "work"),
    );
    say("photos", several(claims.picture.as_ref(), "photo"));
    say(
        "addresses",
        claims.address.as_ref().map_or(Value::Null, address),
    );
    all
}

fn without_nothing(parts: Value) -> Value {
    match parts {
        Value::Object(mut parts) => {
            parts.retain(|_, part| !part.is_null());
            if parts.is_empty() {
                Value::Null
            } else {
                Value::Object(parts)
            }
        }
        other => other,
    }
}

/// The name in its parts, with the whole of it where there are any.
fn name(claims: &StandardClaims) -> Value {
    let mut name = without_nothing(json!({
        "familyName": claims.family_name,
        "givenName": claims.given_name,
        "middleName": claims.middle_name,
    }));
    if let (Some(parts), Some(whole)) = (name.as_object_mut(), &claims.name) {
        parts.insert("formatted".to_owned(), json!(whole));
    }
    name
}

fn several(value: Option<&String>, kind: &str) -> Value {
    match value {
        None => Value::Null,
        Some(value) => json!([{"value": value, "type": kind, "primary": true}]),
    }
}

fn address(address: &Address) -> Value {
    let parts = without_nothing(json!({
        "formatted": address.formatted,
        "streetAddress": address.street_address,
        "locality": address.locality,
        "region": address.region,
        "postalCode": address.postal_code,
        "country": address.country,
    }));
    match parts {
        Value::Object(mut parts) => {
            parts.insert("type".to_owned(), json!("work"));
            parts.insert("primary".to_owned(), json!(true));
            json!([parts])
        }
        nothing => nothing,
    }
}

impl WantedUser {
    /// The person that a resource describes. Claims that SCIM has no attribute for stay as they
    /// were `before`; so does what is known of an address or a number that stays.
    pub fn read(
        resource: &Map<String, Value>,
        before: Option<&StandardClaims>,
    ) -> Result<Self, Refusal> {
        let text = |name: &str| member(resource.get(name));
        let user_name = text("userName")
            .ok_or_else(|| Refusal::new(ScimType::InvalidValue, "userName must be there"))?;
        Ok(Self {
            user_name,
            external_id: text("externalId"),
            active: resource.get("active").and_then(Value::as_bool),
            password: text("password").map(Secret::new),
            claims: read_claims(resource, before.cloned().unwrap_or_default()),
        })
    }
}

fn member(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}

fn read_claims(resource: &Map<String, Value>, before: StandardClaims) -> StandardClaims {
    let text = |name: &str| member(resource.get(name));
    let part = |name: &str| member(resource.get("name").and_then(|all| all.get(name)));
    let value = |name: &str| member(the_one(resource, name).and_then(|one| one.get("value")));
    let mut claims = before;
    claims.name = full_name(text("displayName"), part("formatted"), claims.name.as_ref());
    claims.family_name = part("familyName");
    claims.given_name = part("givenName");
    claims.middle_name = part("middleName");
    claims.nickname = text("nickName");
    claims.profile = text("profileUrl");
    claims.locale = text("locale");
    claims.zoneinfo = text("timezone");
    claims.picture = value("photos");
    let email = value("emails");
    if !is_same(claims.email.as_ref(), email.as_ref()) {
        claims.email = email;
        claims.email_verified = None;
    }
    let number = value("phoneNumbers").map(|number| plain_number(&number));
    if claims.phone_number != number {
        claims.phone_number = number;
        claims.phone_number_verified = None;
    }
    claims.address = the_one(resource, "addresses").and_then(read_address);
    claims
}

/// The full name stands at two places. Where they differ, that which is new counts.
fn full_name(
    display: Option<String>,
    formatted: Option<String>,
    before: Option<&String>,
) -> Option<String> {
    match (display, formatted) {
        (Some(display), Some(formatted)) if Some(&display) == before => Some(formatted),
        (Some(display), _) => Some(display),
        (None, formatted) => formatted.filter(|name| before != Some(name)),
    }
}

/// Whether two addresses are one but for case.
fn is_same(one: Option<&String>, other: Option<&String>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        (one, other) => one == other,
    }
}

/// Of several values the one that Signet keeps: the primary, else that for work, else the first.
fn the_one<'a>(resource: &'a Map<String, Value>, name: &str) -> Option<&'a Map<String, Value>> {
    let all: Vec<_> = resource.get(name)?.as_array()?.iter().collect();
    let is = |part: &str, wanted: Value| {
        all.iter()
            .find(move |value| value.get(part) == Some(&wanted))
    };
    let one = is("primary", json!(true)).or_else(|| is("type", json!("work")));
    one.or_else(|| all.first())?.as_object()
}

/// A number as apps are told it, not as an address (RFC 3966).
fn plain_number(number: &str) -> String {
    number.strip_prefix("tel:").unwrap_or(number).to_owned()
}

fn read_address(value: &Map<String, Value>) -> Option<Address> {
    let part = |name: &str| member(value.get(name));
    let address = Address {
        formatted: part("formatted"),
        street_address: part("streetAddress"),
        locality: part("locality"),
        region: part("region"),
        postal_code: part("postalCode"),
        country: part("country"),
    };
    (address != Address::default()).then_some(address)
}
