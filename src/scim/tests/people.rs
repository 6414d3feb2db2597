//! People as attributes and as claims.

use super::object;
use crate::oidc::{Address, StandardClaims};
use crate::scim::{USER, WantedUser, claims, resource};
use serde_json::{Value, json};

fn read(body: Value, before: Option<&StandardClaims>) -> WantedUser {
    let resource = resource(object(body), &USER).unwrap();
    WantedUser::read(&resource, before).unwrap()
}

fn everything() -> StandardClaims {
    let some = |text: &str| Some(text.to_owned());
    StandardClaims {
        name: some("Ada Lovelace"),
        given_name: some("Ada"),
        family_name: some("Lovelace"),
        middle_name: some("King"),
        nickname: some("Lady"),
        profile: some("https://ada.example"),
        picture: some("https://ada.example/me.png"),
        email: some("ada@example.org"),
        email_verified: Some(false),
        zoneinfo: some("Europe/London"),
        locale: some("en-GB"),
        phone_number: some("+44 20 7946 0000"),
        phone_number_verified: Some(true),
        gender: some("female"),
        address: Some(Address {
            locality: some("London"),
            country: some("GB"),
            ..Address::default()
        }),
        ..StandardClaims::default()
    }
}

#[test]
fn claims_come_back_from_attributes_as_they_were() {
    let before = everything();
    let mut body = claims(&before);
    body.insert("userName".to_owned(), json!("ada"));
    let wanted = read(Value::Object(body), Some(&before));
    assert_eq!(wanted.claims, before);
    assert_eq!((wanted.active, wanted.external_id), (None, None));
    assert!(claims(&StandardClaims::default()).is_empty());
    let whole = StandardClaims {
        name: before.name,
        ..StandardClaims::default()
    };
    assert!(claims(&whole).keys().eq(["displayName"]));
}

#[test]
fn what_is_not_said_is_gone_and_what_cannot_be_said_stays() {
    let wanted = read(json!({"userName": "ada"}), Some(&everything()));
    let left = StandardClaims {
        gender: Some("female".to_owned()),
        ..StandardClaims::default()
    };
    assert_eq!(wanted.claims, left);
}

#[test]
fn a_new_address_or_number_is_known_by_nobody_yet() {
    let before = everything();
    let same = json!({"userName": "ada", "emails": [{"value": "ADA@example.org"}]});
    let same = read(same, Some(&before)).claims;
    assert_eq!(same.email_verified, Some(false));
    let other = json!({
        "userName": "ada",
        "emails": [{"value": "ada@new.example"}],
        "phoneNumbers": [{"value": "tel:+44 1"}],
    });
    let other = read(other, Some(&before)).claims;
    assert_eq!(
        (other.email.as_deref(), other.email_verified),
        (Some("ada@new.example"), None)
    );
    assert_eq!(other.phone_number.as_deref(), Some("+44 1"));
    assert_eq!(other.phone_number_verified, None);
}

#[test]
fn of_several_values_the_primary_counts_then_that_for_work() {
    let email = |emails: Value| {
        let body = json!({"userName": "ada", "emails": emails});
        read(body, None).claims.email.unwrap()
    };
    let (home, work) = (
        json!({"value": "h", "type": "home"}),
        json!({"value": "w", "type": "work"}),
    );
    assert_eq!(email(json!([home, work])), "w");
    assert_eq!(email(json!([work, {"value": "p", "primary": true}])), "p");
    assert_eq!(email(json!([home])), "h");
}

#[test]
fn the_full_name_is_what_was_last_said() {
    let before = everything();
    let name = |display: Option<&str>, formatted: Option<&str>| {
        let body = json!({
            "userName": "ada", "displayName": display, "name": {"formatted": formatted},
        });
        read(body, Some(&before)).claims.name
    };
    let old = before.name.as_deref();
    for (display, formatted, expected) in [
        (Some("A"), old, Some("A")),
        (old, Some("B"), Some("B")),
        (Some("A"), Some("B"), Some("A")),
        (old, old, old),
        (old, None, old),
        (None, Some("B"), Some("B")),
        (None, old, None),
        (None, None, None),
    ] {
        let now = name(display, formatted);
        assert_eq!(now.as_deref(), expected, "{display:?} {formatted:?}");
    }
}

#[test]
fn nobody_is_without_a_name() {
    let resource = resource(object(json!({"displayName": "Ada"})), &USER).unwrap();
    assert!(WantedUser::read(&resource, None).is_err());
}
