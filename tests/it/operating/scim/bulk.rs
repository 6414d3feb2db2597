//! Many operations in one request, and searches in everything.

use super::{Scim, body, refused};
use crate::harness::TestServer;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use signet::model::{EventActor, Role};
use signet::store::{EventFilter, Page};
use std::time::{Duration, Instant};

impl Scim<'_> {
    async fn bulk(&self, operations: Value, fail_on_errors: Option<u32>) -> Response {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
            "failOnErrors": fail_on_errors,
            "Operations": operations,
        });
        self.send(Method::POST, "/Bulk", &body).await
    }

    /// What became of each operation.
    async fn done(&self, operations: Value, fail_on_errors: Option<u32>) -> Vec<Value> {
        let answer = self.bulk(operations, fail_on_errors).await;
        assert_eq!(answer.status(), 200);
        let mut told = body(answer).await;
        let schema = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
        assert_eq!(told["schemas"], json!([schema]));
        serde_json::from_value(told["Operations"].take()).unwrap()
    }
}

fn statuses(done: &[Value]) -> Vec<&str> {
    done.iter()
        .map(|one| one["status"].as_str().unwrap())
        .collect()
}

fn person(name: &str) -> Value {
    json!({"method": "POST", "path": "/Users", "bulkId": name, "data": {"userName": name}})
}

fn id_of(one: &Value) -> String {
    let location = one["location"].as_str().unwrap();
    location.rsplit('/').next().unwrap().to_owned()
}

/// The kinds of events of a token, from the first on.
async fn kinds(server: &TestServer, name: &str) -> Vec<String> {
    let page = Page {
        after: None,
        limit: 100,
    };
    let events = server.services.store.events(EventFilter::default(), page);
    let mut events = events.await.unwrap();
    events.retain(|event| event.actor == EventActor::ScimToken(name.to_owned()));
    events.sort_by_key(|event| event.id);
    let kinds = events.into_iter().map(|event| event.kind.to_string());
    kinds.collect()
}

#[actix_web::test]
async fn operations_name_what_others_make_whichever_was_sent_first() {
    let server = TestServer::start().await;
    let scim = Scim::of(&server, "hr", Role::Administrator).await;
    let done = scim
        .done(
            json!([
                {
                    "method": "POST",
                    "path": "/Groups",
                    "bulkId": "crew",
                    "data": {
                        "displayName": "crew",
                        "members": [{"value": "bulkId:ada"}, {"value": "bulkId:bob"}],
                    },
                },
                person("ada"),
                person("bob"),
                {
                    "method": "PATCH",
                    "path": "/Users/bulkId:bob",
                    "data": {
                        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                        "Operations": [{"op": "add", "path": "nickName", "value": "Bobby"}],
                    },
                },
            ]),
            None,
        )
        .await;
    assert_eq!(statuses(&done), ["201", "201", "201", "200"]);
    let names: Vec<_> = done.iter().map(|one| one["bulkId"].as_str()).collect();
    assert_eq!(names, [Some("crew"), Some("ada"), Some("bob"), None]);
    let [crew, ada, bob] = [0, 1, 2].map(|place| id_of(&done[place]));
    assert_eq!(id_of(&done[3]), bob);
    let shown = scim.get(&format!("/Groups/{crew}")).await;
    assert_eq!(
        shown.headers()["etag"],
        *done[0]["version"].as_str().unwrap()
    );
    let mut members: Vec<_> = body(shown).await["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member["value"].as_str().unwrap().to_owned())
        .collect();
    members.sort();
    let mut expected = [ada.clone(), bob.clone()];
    expected.sort();
    assert_eq!(members, expected);
    let shown = body(scim.get(&format!("/Users/{bob}")).await).await;
    assert_eq!(shown["nickName"], "Bobby");
    assert_eq!(shown["meta"]["version"], done[3]["version"]);

    let patch = |path: &str, version: &Value, operation: Value| {
        json!({
            "method": "PATCH",
            "path": path,
            "version": version,
            "data": {
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [operation],
            },
        })
    };
    let leave = json!({"op": "remove", "path": format!("members[value eq \"{ada}\"]")});
    let rename = json!({"op": "replace", "path": "nickName", "value": "Rob"});
    let (group, of_bob) = (format!("/Groups/{crew}"), format!("/Users/{bob}"));
    let done = scim
        .done(
            json!([
                patch(&group, &done[0]["version"], leave.clone()),
                patch(&group, &done[0]["version"], leave),
                patch(&of_bob, &done[2]["version"], rename.clone()),
                patch(&of_bob, &json!("*"), rename),
                {
                    "method": "PUT",
                    "path": format!("/Users/{ada}"),
                    "data": {"userName": "countess"},
                },
                {"method": "DELETE", "path": format!("/Users/{ada}")},
                {"method": "DELETE", "path": format!("/Users/{ada}")},
            ]),
            None,
        )
        .await;
    let expected = ["204", "412", "412", "200", "200", "204", "404"];
    assert_eq!(statuses(&done), expected);
    assert_eq!(done[6]["response"]["status"], "404");
    assert!(id_of(&done[0]) == crew && id_of(&done[6]) == ada);
    // Who comes into a group, or leaves it, is changed too.
    let expected = [
        &["user.created"; 2][..],
        &["group.created"],
        &["user.changed"; 6],
        &["user.removed"],
    ];
    let expected = expected.concat();
    assert_eq!(kinds(&server, "hr").await, expected);
}

#[actix_web::test]
async fn what_fails_fails_alone_unless_somebody_says_otherwise() {
    let server = TestServer::start().await;
    let scim = Scim::of(&server, "hr", Role::Administrator).await;
    let group = |name: &str, member: &str| {
        let members = json!([{"value": format!("bulkId:{member}")}]);
        json!({
            "method": "POST",
            "path": "/Groups",
            "bulkId": name,
            "data": {"displayName": name, "members": members},
        })
    };
    let operations = json!([
        person("ada"),
        person("a b"),
        group("of nobody", "a b"),
        group("one", "other"),
        group("other", "one"),
        {"method": "POST", "path": "/Users", "data": {"userName": "eve"}},
        {"method": "GET", "path": "/Users"},
        {"method": "DELETE", "path": "/Users/nobody"},
        person("bob"),
    ]);
    let done = scim.done(operations.clone(), None).await;
    let expected = [
        "201", "400", "409", "409", "409", "400", "400", "404", "201",
    ];
    assert_eq!(statuses(&done), expected);
    assert_eq!(done[1]["response"]["scimType"], "invalidValue");
    assert_eq!(done[1].get("location"), None);
    let why = done[2]["response"]["detail"].as_str().unwrap();
    assert!(why.contains("a b"), "{why}");
    assert_eq!(done[6]["method"], "GET");
    // The same again: nothing is made twice, and after the third error nothing is done.
    let again = scim.done(operations, Some(3)).await;
    assert_eq!(statuses(&again), ["409", "400", "409"]);
    assert_eq!(again[0]["response"]["scimType"], "uniqueness");
    let all = body(scim.get("/Users").await).await;
    assert_eq!(all["totalResults"], 2);
}

#[actix_web::test]
async fn security_a_operations_reach_as_far_as_alone_and_no_more_are_taken_than_said() {
    let server = TestServer::start().await;
    let scim = Scim::of(&server, "hr", Role::Administrator).await;
    let auditor = Scim::of(&server, "inventory", Role::Auditor).await;
    let done = auditor.done(json!([person("ada")]), None).await;
    assert_eq!(statuses(&done), ["403"]);
    // It is in the record, as alone.
    let began = Instant::now();
    while kinds(&server, "inventory").await != ["operator.refused"] {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "nothing was written down"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let nobody = Scim {
        token: "x".to_owned(),
        http: scim.http.clone(),
        ..scim
    };
    refused(nobody.bulk(json!([]), None).await, 401, None).await;
    let search = nobody.send(Method::POST, "/.search", &json!({})).await;
    refused(search, 401, None).await;

    let config = body(scim.get("/ServiceProviderConfig").await).await;
    let most = config["bulk"]["maxOperations"].as_u64().unwrap();
    let size = config["bulk"]["maxPayloadSize"].as_u64().unwrap();
    assert_eq!(config["bulk"]["supported"], true);
    let many: Vec<_> = (0..=most).map(|n| person(&format!("p{n}"))).collect();
    let refusal = scim.bulk(json!(many), None).await;
    assert_eq!(refusal.status(), 413);
    let told = body(refusal).await;
    assert!(told["detail"].as_str().unwrap().contains("maxOperations"));
    let long = "x".repeat(usize::try_from(size).unwrap());
    let refusal = scim.bulk(json!([person(&long)]), None).await;
    assert_eq!(refusal.status(), 413);
    let told = body(refusal).await;
    assert!(told["detail"].as_str().unwrap().contains("maxPayloadSize"));
    assert_eq!(body(scim.get("/Users").await).await["totalResults"], 0);
    let done = scim.done(json!(many[1..]), None).await;
    assert!(statuses(&done).iter().all(|status| *status == "201"));
}

#[actix_web::test]
async fn people_and_groups_are_looked_for_at_once() {
    let server = TestServer::start().await;
    let scim = Scim::of(&server, "hr", Role::Administrator).await;
    let crew = json!({
        "method": "POST",
        "path": "/Groups",
        "bulkId": "crew",
        "data": {"displayName": "crew", "members": [{"value": "bulkId:ada"}]},
    });
    scim.done(json!([person("ada"), person("bob"), crew]), None)
        .await;
    let search = async |asked: Value| {
        let mut asked = asked;
        asked["schemas"] = json!(["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]);
        let answer = scim.send(Method::POST, "/.search", &asked).await;
        assert_eq!(answer.status(), 200);
        body(answer).await
    };
    let all = search(json!({})).await;
    assert_eq!(all["totalResults"], 3);
    let kinds = all["Resources"].as_array().unwrap().iter();
    let kinds: Vec<_> = kinds
        .map(|one| one["meta"]["resourceType"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["User", "User", "Group"]);
    let asked = json!({
        "filter": "userName eq \"ada\" or displayName eq \"crew\"",
        "attributes": ["userName", "displayName"],
    });
    let found = search(asked).await;
    assert_eq!(found["totalResults"], 2);
    let [ada, crew] = [0, 1].map(|place| &found["Resources"][place]);
    assert_eq!(
        (&ada["userName"], &crew["displayName"]),
        (&json!("ada"), &json!("crew"))
    );
    assert_eq!((ada.get("active"), crew.get("members")), (None, None));
    let last = search(json!({"startIndex": 3, "count": 1})).await;
    assert_eq!(last["Resources"][0]["displayName"], "crew");
    let first = search(json!({"cursor": "", "count": 2})).await;
    let rest = search(json!({"cursor": first["nextCursor"], "count": 2})).await;
    assert_eq!(rest["Resources"][0]["displayName"], "crew");
    assert_eq!(rest.get("nextCursor"), None);
    let wrong = json!({"filter": "shoeSize pr"});
    let wrong = scim.send(Method::POST, "/.search", &wrong).await;
    refused(wrong, 400, Some("invalidFilter")).await;
}
