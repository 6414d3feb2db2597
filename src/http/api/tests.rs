//! The table and its document.

use super::openapi;
use super::table;
use std::collections::BTreeSet;

#[test]
fn every_call_stands_in_the_document_once_and_with_its_body() {
    let document = openapi::document("https://id.example/api/v1");
    let mut names = BTreeSet::new();
    for call in table::all() {
        assert!(names.insert(call.id), "{} is there twice", call.id);
        let method = call.method.as_str().to_ascii_lowercase();
        let described = &document["paths"][call.path][method];
        assert_eq!(described["operationId"], call.id);
        let takes = described["requestBody"].is_object();
        assert_eq!(takes, call.takes.is_some(), "{}", call.id);
        let (status, _) = call.gives;
        let success = &described["responses"][status.to_string()];
        assert!(success.is_object(), "{}", call.id);
    }
}

#[test]
fn what_changes_a_thing_that_has_versions_asks_for_one() {
    for call in table::all() {
        let whole = call.path.matches('{').count() == 1 && call.path.ends_with('}');
        let changes = ["PUT", "PATCH", "DELETE"].contains(&call.method.as_str());
        let has_none = ["/sessions/{id}", "/webhooks/{id}", "/invitations/{id}"];
        let has_none = has_none.contains(&call.path);
        let versioned = !has_none && whole && changes;
        let expected = versioned || call.id == "setRoles";
        assert_eq!(call.is_conditional, expected, "{}", call.id);
    }
}

#[test]
fn paths_of_a_resource_stand_together() {
    let mut paths: Vec<_> = table::all().map(|call| call.path).collect();
    paths.dedup();
    let different: BTreeSet<_> = paths.iter().collect();
    assert_eq!(different.len(), paths.len());
}

#[test]
fn what_was_made_leads_to_the_calls_about_it() {
    let document = openapi::document("https://id.example/api/v1");
    let links = |path: &str| document["paths"][path]["post"]["responses"]["201"]["links"].clone();
    let changes = &links("/users")["changeUser"]["parameters"];
    assert_eq!(changes["path.id"], "$response.body#/id");
    assert_eq!(changes["header.If-Match"], "$response.header.ETag");
    let shows = &links("/clients")["showClient"]["parameters"];
    assert_eq!(shows["path.id"], "$response.body#/client_id");
    assert!(links("/clients")["showUser"].is_null());
}
