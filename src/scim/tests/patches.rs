//! Changes, in the forms that systems send.

use super::{ada, object};
use crate::scim::{GROUP, Members, Patch, ScimType, USER, WantedGroup};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

#[expect(clippy::needless_pass_by_value, reason = "it is written in its place")]
fn body(operations: Value) -> Map<String, Value> {
    object(json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": operations,
    }))
}

/// Ada after these operations.
fn patched(operations: Value) -> Value {
    let mut resource = ada();
    let patch = Patch::read(body(operations), &USER).unwrap();
    patch.apply(&mut resource).unwrap();
    Value::Object(resource)
}

fn refusal(operations: Value) -> ScimType {
    let patch = Patch::read(body(operations), &USER);
    let applied = patch.and_then(|patch| patch.apply(&mut ada()));
    applied.unwrap_err().kind
}

#[test]
fn attributes_are_set_and_removed() {
    let after = patched(json!([
        {"op": "replace", "path": "userName", "value": "countess"},
        {"op": "add", "path": "nickName", "value": "Lady"},
        {"op": "replace", "path": "name.givenName", "value": "Augusta"},
        {"op": "add", "path": "name", "value": {"middleName": "King"}},
        {"op": "remove", "path": "externalId"},
        {"op": "remove", "path": "name.familyName"},
    ]));
    assert_eq!(after["userName"], "countess");
    assert_eq!(after["nickName"], "Lady");
    assert_eq!(
        after["name"],
        json!({"givenName": "Augusta", "middleName": "King"})
    );
    assert_eq!(after.get("externalId"), None);
}

#[test]
fn entra_writes_operations_and_truths_in_its_own_way() {
    let after = patched(json!([
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "Add", "path": "emails[type eq \"work\"].value", "value": "ada@new.example"},
        {"op": "Replace", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+44 1"},
        {"op": "Replace", "path":
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "X"},
        {"op": "Replace", "path": "title", "value": "Countess"},
        {"op": "Replace", "value": {
            "displayName": "Ada Lovelace",
            "name.familyName": "King",
            "addresses[type eq \"work\"].locality": "London",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber": "1",
        }},
    ]));
    assert_eq!(after["active"], false);
    assert_eq!(after["emails"][0]["value"], "ada@new.example");
    assert_eq!(after["emails"][0]["primary"], true);
    assert_eq!(
        after["phoneNumbers"],
        json!([{"type": "mobile", "value": "+44 1"}])
    );
    assert_eq!(after["displayName"], "Ada Lovelace");
    assert_eq!(
        after["name"],
        json!({"familyName": "King", "givenName": "Ada"})
    );
    assert_eq!(
        after["addresses"],
        json!([{"type": "work", "locality": "London"}])
    );
    assert_eq!(after.get("title"), None);
}

#[test]
fn okta_replaces_without_a_path_and_sends_what_cannot_be_changed() {
    let after = patched(json!([
        {"op": "replace", "value": {"active": false, "id": "8", "schemas": [], "groups": []}},
    ]));
    assert_eq!(after["active"], false);
    assert_eq!(after["id"], "7");
}

#[test]
fn values_are_added_replaced_and_removed() {
    let after = patched(json!([
        {"op": "add", "path": "emails", "value": [
            {"value": "ada@home.example", "type": "home"},
            {"value": "ada@new.example", "type": "other", "primary": true},
        ]},
    ]));
    let emails = after["emails"].as_array().unwrap();
    assert_eq!(emails.len(), 3);
    let primary = emails.iter().filter(|email| email["primary"] == true);
    let primary: Vec<_> = primary.map(|email| &email["value"]).collect();
    assert_eq!(primary, ["ada@new.example"]);

    let after = patched(json!([{"op": "replace", "path": "emails", "value": {"value": "a@b.c"}}]));
    assert_eq!(after["emails"], json!([{"value": "a@b.c"}]));
    let after = patched(json!([{"op": "remove", "path": "emails[type eq \"work\"]"}]));
    assert_eq!(after["emails"].as_array().unwrap().len(), 1);
    let after = patched(json!([
        {"op": "remove", "path": "emails", "value": [{"value": "ada@home.example"}]},
    ]));
    assert_eq!(after["emails"].as_array().unwrap().len(), 1);
    let after = patched(json!([{"op": "remove", "path": "emails[primary eq true].type"}]));
    assert_eq!(
        after["emails"][0],
        json!({"value": "ada@work.example", "primary": true})
    );
    let after = patched(json!([{"op": "remove", "path": "emails"}]));
    assert_eq!(after.get("emails"), None);
}

#[test]
fn what_is_no_change_is_refused_by_its_kind() {
    for (operations, kind) in [
        (
            json!([{"op": "move", "path": "userName"}]),
            ScimType::InvalidSyntax,
        ),
        (json!([{"path": "userName"}]), ScimType::InvalidSyntax),
        (json!(["add"]), ScimType::InvalidSyntax),
        (
            json!([{"op": "add", "value": "x"}]),
            ScimType::InvalidSyntax,
        ),
        (
            json!([{"op": "add", "path": 7, "value": "x"}]),
            ScimType::InvalidSyntax,
        ),
        (json!([{"op": "remove"}]), ScimType::NoTarget),
        (
            json!([{"op": "add", "path": "nobody", "value": "x"}]),
            ScimType::InvalidPath,
        ),
        (
            json!([{"op": "add", "path": "userName.x", "value": "x"}]),
            ScimType::InvalidPath,
        ),
        (
            json!([{"op": "add", "path": "emails[type eq \"a\"]x", "value": "x"}]),
            ScimType::InvalidPath,
        ),
        (
            json!([{"op": "add", "path": "emails[type", "value": "x"}]),
            ScimType::InvalidFilter,
        ),
        (
            json!([{"op": "replace", "path": "id", "value": "x"}]),
            ScimType::Mutability,
        ),
        (
            json!([{"op": "remove", "path": "groups[value eq \"1\"]"}]),
            ScimType::Mutability,
        ),
        (
            json!([{"op": "replace", "path": "meta.version", "value": "x"}]),
            ScimType::Mutability,
        ),
        (
            json!([{"op": "replace", "path": "active", "value": "x"}]),
            ScimType::InvalidValue,
        ),
        (
            json!([{"op": "replace", "path": "userName", "value": ["x"]}]),
            ScimType::InvalidValue,
        ),
        (
            json!([{"op": "replace", "path": "emails[type ne \"work\" and type ne \"home\"].value",
                "value": "x"}]),
            ScimType::NoTarget,
        ),
        (
            json!(vec![json!({"op": "remove", "path": "title"}); 1_001]),
            ScimType::TooMany,
        ),
    ] {
        assert_eq!(refusal(operations.clone()), kind, "{operations}");
    }
    let nameless = object(json!({"Operations": []}));
    let refused = Patch::read(nameless, &USER).unwrap_err();
    assert_eq!(refused.kind, ScimType::InvalidSyntax);
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn ids(all: &[u128]) -> BTreeSet<Uuid> {
    all.iter().map(|n| id(*n)).collect()
}

/// A group after these operations.
fn group(operations: Value) -> WantedGroup {
    let resource = object(json!({"displayName": "staff", "externalId": "g"}));
    let patch = Patch::read(body(operations), &GROUP).unwrap();
    WantedGroup::patched(resource, patch).unwrap()
}

fn but(added: &[u128], removed: &[u128]) -> Members {
    Members::But {
        added: ids(added),
        removed: ids(removed),
    }
}

#[test]
fn members_come_and_go_by_their_ids() {
    let (one, two) = (id(1), id(2));
    let chosen = |id: Uuid| format!("members[value eq \"{id}\"]");
    let all = group(json!([
        {"op": "Add", "path": "members", "value": [{"value": one}, {"VALUE": two, "$ref": null}]},
        {"op": "Remove", "path": chosen(two)},
        {"op": "Remove", "path": "members", "value": [{"value": id(3)}]},
        {"op": "replace", "path": "displayName", "value": "crew"},
    ]));
    assert_eq!(all.members, but(&[1], &[2, 3]));
    assert_eq!(all.display_name, "crew");
    assert_eq!(all.external_id.as_deref(), Some("g"));
    let back = group(json!([
        {"op": "remove", "path": format!("members[value eq \"{one}\" or value eq \"{two}\"]")},
        {"op": "add", "path": "members", "value": {"value": one}},
    ]));
    assert_eq!(back.members, but(&[1], &[2]));
    let replaced = group(json!([
        {"op": "replace", "value": {"id": "x", "displayName": "crew", "members": [{"value": one}]}},
        {"op": "add", "path": "members", "value": [{"value": two}]},
    ]));
    assert_eq!(replaced.members, Members::Exactly(ids(&[1, 2])));
    let emptied = group(json!([{"op": "remove", "path": "members"}]));
    assert_eq!(emptied.members, Members::Exactly(ids(&[])));
    let nobody = group(json!([{"op": "remove", "path": "members[value eq \"x\"]"}]));
    assert_eq!(nobody.members, but(&[], &[]));
}

#[test]
fn members_are_people_and_chosen_by_their_ids() {
    for operations in [
        json!([{"op": "add", "path": "members", "value": [{"value": "x"}]}]),
        json!([{"op": "add", "path": "members", "value": [{"value": id(1), "type": "Group"}]}]),
        json!([{"op": "remove", "path": "members[type eq \"User\"]"}]),
        json!([{"op": "remove", "path": "displayName"}]),
    ] {
        let patch = Patch::read(body(operations.clone()), &GROUP).unwrap();
        let resource = object(json!({"displayName": "staff"}));
        assert!(
            WantedGroup::patched(resource, patch).is_err(),
            "{operations}"
        );
    }
}
