//! Filters, changes and what of a resource is wanted, in the forms that systems send.

mod bulk;
mod filters;
mod patches;
mod people;

use super::{Projection, USER, resource};
use serde_json::{Map, Value, json};

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        other => panic!("{other} is no object"),
    }
}

fn ada() -> Map<String, Value> {
    object(json!({
        "schemas": [USER.id],
        "id": "7",
        "externalId": "A-1",
        "userName": "Ada",
        "name": {"familyName": "Lovelace", "givenName": "Ada"},
        "active": true,
        "emails": [
            {"value": "ada@work.example", "type": "work", "primary": true},
            {"value": "ada@home.example", "type": "home"},
        ],
        "meta": {"lastModified": "2026-05-13T04:42:34Z"},
    }))
}

fn wanted(attributes: Option<&str>, excluded: Option<&str>) -> Value {
    let projection = Projection::read(attributes, excluded, &USER);
    Value::Object(projection.of(ada(), &USER))
}

#[test]
fn what_is_asked_for_is_given_and_what_always_is() {
    let asked = wanted(Some("USERNAME, emails.value,nothing"), None);
    assert_eq!(
        asked,
        json!({
            "schemas": [USER.id],
            "id": "7",
            "userName": "Ada",
            "emails": [{"value": "ada@work.example"}, {"value": "ada@home.example"}],
        })
    );
    let qualified = format!("{}:name.familyName", USER.id);
    let asked = wanted(Some(&qualified), None);
    assert_eq!(asked["name"], json!({"familyName": "Lovelace"}));
}

#[test]
fn what_is_excluded_is_left_out_but_for_what_always_is() {
    let rest = wanted(None, Some("emails.type,name,id,meta,active,externalId"));
    assert_eq!(
        rest,
        json!({
            "schemas": [USER.id],
            "id": "7",
            "userName": "Ada",
            "emails": [
                {"value": "ada@work.example", "primary": true},
                {"value": "ada@home.example"},
            ],
        })
    );
    assert_eq!(wanted(None, Some(" ")), Value::Object(ada()));
}

#[test]
fn a_body_is_read_as_the_schema_writes_it() {
    let body = object(json!({
        "schemas": [USER.id],
        "ID": "8",
        "USERNAME": "ada",
        "Active": "False",
        "emails": {"VALUE": "ada@example.org", "Primary": "true", "display": "Ada"},
        "photos": ["https://ada.example/me.png"],
        "groups": [{"value": "1"}],
        "title": "Countess",
        "nickName": "",
        "displayName": null,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Maths"},
    }));
    let read = resource(body, &USER).unwrap();
    assert_eq!(
        Value::Object(read),
        json!({
            "userName": "ada",
            "active": false,
            "emails": [{"value": "ada@example.org", "primary": true}],
            "photos": [{"value": "https://ada.example/me.png"}],
        })
    );
    for unfit in [
        json!({"userName": 7}),
        json!({"active": "maybe"}),
        json!({"name": "Ada"}),
        json!({"emails": [7]}),
        json!({"emails": [{"value": ["a"]}]}),
    ] {
        let refused = resource(object(unfit.clone()), &USER);
        assert!(refused.is_err(), "{unfit}");
    }
}
