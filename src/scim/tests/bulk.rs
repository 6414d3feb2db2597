//! Many operations: what they are, in which order they go, and what they name.

use super::object;
use crate::scim::{Bulk, Change, GROUP, Made, ScimType, What};
use serde_json::{Value, json};

#[expect(clippy::needless_pass_by_value, reason = "it is written in its place")]
fn bulk(operations: Value) -> Bulk {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "failOnErrors": 2,
        "operations": operations,
    });
    Bulk::read(object(body)).unwrap()
}

fn post(bulk_id: &str, path: &str, names: &[&str]) -> Value {
    let members = names.iter();
    let members = members.map(|name| json!({"value": format!("bulkId:{name}")}));
    json!({
        "method": "POST",
        "path": path,
        "bulkId": bulk_id,
        "data": {"members": members.collect::<Vec<_>>()},
    })
}

#[test]
fn what_is_wrong_with_one_operation_is_told_of_that_one() {
    let data = json!({"userName": "ada"});
    let bulk = bulk(json!([
        {"method": "POST", "path": "/Users", "bulkId": "1", "data": data},
        {"method": "POST", "path": "/Users", "data": data},
        {"method": "POST", "path": "/Users", "bulkId": "1", "data": data},
        {"method": "POST", "path": "/Users/7", "bulkId": "2", "data": data},
        {"method": "PUT", "path": "/Users", "data": data},
        {"method": "PUT", "path": "/Users/7"},
        {"method": "GET", "path": "/Users/7"},
        {"path": "/Users/7"},
        {"method": "delete", "path": "/Groups/7", "version": "W/\"x\""},
        {"method": "DELETE", "path": "/UsersX"},
        {"method": "DELETE"},
    ]));
    assert_eq!(bulk.fail_on_errors, Some(2));
    let kinds = bulk.operations.iter();
    let kinds: Vec<_> = kinds
        .map(|one| one.change.as_ref().err().map(|why| why.kind))
        .collect();
    let (syntax, path) = (Some(ScimType::InvalidSyntax), Some(ScimType::InvalidPath));
    let value = Some(ScimType::InvalidValue);
    let expected = [
        None, syntax, value, path, path, syntax, syntax, syntax, None, path, path,
    ];
    assert_eq!(kinds, expected);
    let removed = &bulk.operations[8];
    assert_eq!(removed.version.as_deref(), Some("W/\"x\""));
    let change = removed.change.as_ref().unwrap();
    assert_eq!((change.schema, change.id.as_deref()), (&GROUP, Some("7")));
    assert!(matches!(change.what, What::Remove));
}

#[test]
fn what_is_no_request_of_its_kind_is_refused_whole() {
    let uri = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
    for body in [
        json!({}),
        json!({"schemas": [uri]}),
        json!({"schemas": ["urn:x"], "Operations": []}),
        json!({"schemas": [uri], "Operations": ["x"]}),
        json!({"schemas": [uri], "Operations": [], "failOnErrors": 0}),
        json!({"schemas": [uri], "Operations": [], "failOnErrors": "1"}),
    ] {
        assert!(Bulk::read(object(body.clone())).is_err(), "{body}");
    }
}

#[test]
fn what_makes_a_resource_comes_before_what_names_it() {
    let modify = json!({"method": "DELETE", "path": "/Groups/bulkId:d"});
    let all = bulk(json!([
        post("a", "/Groups", &["c", "b"]),
        post("b", "/Users", &[]),
        post("c", "/Groups", &["b", "elsewhere"]),
        modify,
        post("d", "/Groups", &[]),
    ]));
    assert_eq!(all.order(), [1, 2, 0, 4, 3]);
    let circle = bulk(json!([
        post("a", "/Groups", &["b"]),
        post("b", "/Groups", &["a"]),
        post("c", "/Groups", &["c"]),
    ]));
    let mut order = circle.order();
    order.sort_unstable();
    assert_eq!(order, [0, 1, 2]);
}

#[test]
fn names_become_identifiers_where_something_was_made() {
    let all = bulk(json!([
        post("a", "/Groups", &["b", "c", "elsewhere"]),
        post("b", "/Users", &[]),
        post("c", "/Users", &[]),
    ]));
    let change = all.operations[0].change.clone().unwrap();
    let mut made = Made::from([("b".to_owned(), "1".to_owned())]);
    let missing = change.clone().resolved(&all.names(), &made);
    assert_eq!(missing.unwrap_err(), "c");
    made.insert("c".to_owned(), "2".to_owned());
    let Change {
        what: What::Create(data),
        ..
    } = change.resolved(&all.names(), &made).unwrap()
    else {
        panic!("it is made");
    };
    let members = ["1", "2", "bulkId:elsewhere"].map(|id| json!({"value": id}));
    assert_eq!(data["members"], json!(members));
}
