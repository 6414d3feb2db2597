//! People and groups as resources: written, looked for, in pages.

use super::{Listed, Query, ScimError, Start, group_resources as groups, user_resources as people};
use crate::admin::testing::Deployment;
use crate::admin::{Desk, DeskError, UsersError};
use crate::model::{GroupId, Role, UserId};
use crate::scim::{GROUP, Projection, ScimType, USER};
use serde_json::{Map, Value, json};

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        other => panic!("{other} is no object"),
    }
}

fn patch(operations: Value) -> Map<String, Value> {
    object(json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": operations,
    }))
}

async fn person(desk: &Desk<'_>, name: &str) -> UserId {
    let body = json!({
        "schemas": [USER.id],
        "userName": name,
        "externalId": format!("ext-{name}"),
        "displayName": format!("{name} Lovelace"),
        "emails": [{"value": format!("{name}@example.org")}],
    });
    let made = people::create(desk, object(body)).await.unwrap();
    made.body["id"].as_str().unwrap().parse().unwrap()
}

fn query(filter: Option<&str>) -> Query {
    Query {
        filter: filter.map(str::to_owned),
        start: Start::At(1),
        count: 100,
        projection: Projection::All,
    }
}

/// The names of whom a filter means, in order.
async fn found(desk: &Desk<'_>, filter: &str) -> Vec<String> {
    let listed = people::list(desk, &query(Some(filter))).await;
    let listed = listed.unwrap_or_else(|why| panic!("{filter}: {why}"));
    let mut names = names(&listed);
    names.sort();
    names
}

fn names(listed: &Listed) -> Vec<String> {
    let names = listed.resources.iter().map(|user| &user["userName"]);
    names
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn somebody_is_made_changed_replaced_and_removed() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let id = person(desk, "ada").await;
    let made = people::show(desk, id).await.unwrap();
    assert_eq!(made.body["externalId"], "ext-ada");
    assert_eq!(made.body["active"], true);
    assert_eq!(made.body["meta"]["resourceType"], "User");
    let location = made.body["meta"]["location"].as_str().unwrap();
    assert!(
        location.ends_with(&format!("/scim/v2/Users/{id}")),
        "{location}"
    );

    let off = patch(json!([{"op": "Replace", "value": {"active": "False", "externalId": "x"}}]));
    let off = people::patch(desk, id, made.version.as_ref(), off)
        .await
        .unwrap();
    assert_eq!(
        (&off.body["active"], &off.body["externalId"]),
        (&json!(false), &json!("x"))
    );
    assert_eq!(off.body["displayName"], "ada Lovelace");
    let user = desk.store.user(id).await.unwrap().unwrap();
    assert!(user.disabled_at.is_some());
    assert_eq!(user.claims.email_verified, Some(true));

    let stale = people::patch(desk, id, made.version.as_ref(), patch(json!([]))).await;
    assert!(matches!(stale, Err(ScimError::Users(UsersError::Stale))));
    let body = object(json!({"userName": "countess", "name": {"givenName": "Ada"}}));
    let now = people::replace(desk, id, off.version.as_ref(), body)
        .await
        .unwrap();
    assert_eq!(now.body["userName"], "countess");
    assert_eq!(now.body["name"], json!({"givenName": "Ada"}));
    assert_eq!(now.body.get("externalId"), None);
    assert_eq!(now.body.get("emails"), None);
    assert_eq!(now.body["active"], false, "nobody said otherwise");

    people::remove(desk, id, None).await.unwrap();
    let gone = people::show(desk, id).await;
    assert!(matches!(
        gone,
        Err(ScimError::Users(UsersError::Unknown(_)))
    ));
}

#[tokio::test]
async fn a_change_that_changes_nothing_writes_nothing() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let id = person(desk, "ada").await;
    let before = people::show(desk, id).await.unwrap();
    deployment.clock.advance(std::time::Duration::from_mins(1));
    let same = patch(json!([{"op": "replace", "path": "userName", "value": "ada"}]));
    let after = people::patch(desk, id, None, same).await.unwrap();
    assert_eq!(after.version, before.version);
    let other = patch(json!([{"op": "replace", "path": "externalId", "value": "y"}]));
    let after = people::patch(desk, id, None, other).await.unwrap();
    assert_ne!(after.version, before.version);
    assert_ne!(
        after.body["meta"]["lastModified"],
        before.body["meta"]["lastModified"]
    );
}

#[tokio::test]
async fn names_and_addresses_are_one_persons() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    person(desk, "ada").await;
    let bob = person(desk, "bob").await;
    let again = people::create(desk, object(json!({"userName": "ADA"}))).await;
    assert!(matches!(
        again,
        Err(ScimError::Users(UsersError::Exists(_)))
    ));
    let taken = patch(json!([{"op": "replace", "path": "userName", "value": "Ada"}]));
    let taken = people::patch(desk, bob, None, taken).await;
    assert!(taken.is_err());
    let unfit = people::create(desk, object(json!({"userName": "a b"}))).await;
    assert!(matches!(
        unfit,
        Err(ScimError::Users(UsersError::Problems(_)))
    ));
}

#[tokio::test]
async fn people_are_found_by_every_way() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let ada = person(desk, "ada").await;
    person(desk, "adam").await;
    person(desk, "bob").await;
    let body = json!({"displayName": "staff", "members": [{"value": ada}]});
    let staff = groups::create(desk, object(body)).await.unwrap();
    let staff = staff.body["id"].as_str().unwrap();
    let off = patch(json!([{"op": "replace", "path": "active", "value": false}]));
    let bob = "userName eq \"bob\"";
    let id = people::list(desk, &query(Some(bob)))
        .await
        .unwrap()
        .resources[0]["id"]
        .clone();
    let id = id.as_str().unwrap().parse().unwrap();
    people::patch(desk, id, None, off).await.unwrap();
    for (filter, expected) in [
        (r#"userName eq "ADA""#.to_owned(), vec!["ada"]),
        (r#"userName eq "ada@example.org""#.to_owned(), vec![]),
        (
            r#"emails.value eq "ada@example.org""#.to_owned(),
            vec!["ada"],
        ),
        (
            r#"emails[type eq "work" and value eq "ada@example.org"]"#.to_owned(),
            vec!["ada"],
        ),
        (r#"externalId eq "ext-ada""#.to_owned(), vec!["ada"]),
        (r#"externalId eq "EXT-ada""#.to_owned(), vec![]),
        (format!("id eq \"{ada}\""), vec!["ada"]),
        ("id eq \"nobody\"".to_owned(), vec![]),
        (r#"userName sw "ad""#.to_owned(), vec!["ada", "adam"]),
        (r#"displayName sw "adam l""#.to_owned(), vec!["adam"]),
        (format!("groups.value eq \"{staff}\""), vec!["ada"]),
        (
            format!("groups[value eq \"{staff}\" and display eq \"staff\"]"),
            vec!["ada"],
        ),
        ("active eq false".to_owned(), vec!["bob"]),
        (r#"userName sw "ad" and active eq false"#.to_owned(), vec![]),
        (
            r#"userName eq "bob" or externalId eq "ext-ada""#.to_owned(),
            vec!["ada", "bob"],
        ),
        (r#"userName co "d""#.to_owned(), vec!["ada", "adam"]),
        (
            r#"meta.created ge "2020-01-01T00:00:00Z""#.to_owned(),
            vec!["ada", "adam", "bob"],
        ),
    ] {
        assert_eq!(found(desk, &filter).await, expected, "{filter}");
    }
}

#[tokio::test]
async fn what_no_index_leads_to_is_refused_where_there_are_many() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let many = (0..=super::LOOKED_AT).map(|n| {
        let user = crate::model::User {
            id: UserId::new(desk.clock.as_ref(), desk.entropy.as_ref()),
            username: crate::model::Username {
                display: format!("p{n}"),
                key: format!("p{n}"),
            },
            email_key: None,
            claims: crate::oidc::StandardClaims::default(),
            groups: Vec::new(),
            roles: Vec::new(),
            disabled_at: None,
            created_at: desk.now(),
            updated_at: desk.now(),
            subject: None,
        };
        crate::store::Account {
            user,
            password: None,
        }
    });
    desk.store.create_users(many.collect()).await.unwrap();
    for (filter, kind) in [
        ("userName co \"p\"", ScimType::InvalidFilter),
        ("not (userName eq \"p1\")", ScimType::InvalidFilter),
        ("userName eq \"p1\" or title pr", ScimType::InvalidFilter),
        ("userName eq \"p1\" or nickName pr", ScimType::InvalidFilter),
        ("userName sw \"p\"", ScimType::TooMany),
    ] {
        match people::list(desk, &query(Some(filter))).await {
            Err(ScimError::Refused(refusal)) => assert_eq!(refusal.kind, kind, "{filter}"),
            other => panic!("{filter}: {other:?}"),
        }
    }
    assert_eq!(
        found(desk, "userName eq \"p1\" and nickName eq null").await,
        ["p1"]
    );
    let all = people::list(desk, &query(None)).await.unwrap();
    assert_eq!(all.total, u64::from(super::LOOKED_AT) + 1);
    assert_eq!(all.resources.len(), 100);
}

#[tokio::test]
async fn pages_go_on_by_number_and_by_cursor() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    for name in ["a", "b", "c"] {
        person(desk, name).await;
    }
    for filter in [None, Some("userName pr")] {
        let at = async |start: Start, count: u32| {
            let query = Query {
                start,
                count,
                ..query(filter)
            };
            people::list(desk, &query).await.unwrap()
        };
        let second = at(Start::At(3), 2).await;
        assert_eq!((second.total, second.resources.len()), (3, 1));
        assert_eq!(second.start_index, Some(3));
        assert_eq!(at(Start::At(0), 0).await.resources.len(), 0);
        assert_eq!(at(Start::At(9), 2).await.resources.len(), 0);
        let first = at(Start::After(Some(String::new())), 2).await;
        assert_eq!((first.total, first.resources.len()), (3, 2));
        let mut all = names(&first);
        let last = at(Start::After(first.next_cursor), 2).await;
        all.extend(names(&last));
        all.sort();
        assert_eq!(all, ["a", "b", "c"]);
        assert_eq!(last.next_cursor, None);
    }
    let none = Query {
        start: Start::After(Some("x".to_owned())),
        ..query(None)
    };
    let none = people::list(desk, &none).await;
    assert!(matches!(none, Err(ScimError::Desk(DeskError::Cursor))));
}

async fn members(desk: &Desk<'_>, id: GroupId) -> Vec<String> {
    let group = groups::show(desk, id, &Projection::All).await.unwrap();
    let members = group.body["members"].as_array().unwrap().iter();
    members
        .map(|member| member["value"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_group_is_renamed_with_who_comes_and_goes_in_one_write() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let (ada, bob) = (person(desk, "ada").await, person(desk, "bob").await);
    let body = json!({"displayName": "staff", "externalId": "g", "members": [{"value": ada}]});
    let made = groups::create(desk, object(body)).await.unwrap();
    let id: GroupId = made.body["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(members(desk, id).await, [ada.to_string()]);

    let moved = patch(json!([
        {"op": "Add", "path": "members", "value": [{"value": bob}]},
        {"op": "remove", "path": format!("members[value eq \"{ada}\"]")},
        {"op": "replace", "path": "displayName", "value": "crew"},
    ]));
    groups::patch(desk, id, made.version.as_ref(), moved)
        .await
        .unwrap();
    assert_eq!(members(desk, id).await, [bob.to_string()]);
    let bobs = desk.store.user(bob).await.unwrap().unwrap();
    assert_eq!(bobs.groups, ["crew"]);

    let stale = groups::patch(desk, id, made.version.as_ref(), patch(json!([]))).await;
    assert!(matches!(stale, Err(ScimError::Desk(DeskError::Stale))));
    let nobody = UserId(uuid::Uuid::nil());
    let unknown = patch(json!([
        {"op": "add", "path": "members", "value": [{"value": ada}, {"value": nobody}]},
        {"op": "replace", "path": "displayName", "value": "other"},
    ]));
    assert!(groups::patch(desk, id, None, unknown).await.is_err());
    assert_eq!(members(desk, id).await, [bob.to_string()], "all or nothing");

    let body = json!({"displayName": "crew", "members": [{"value": ada}]});
    let now = groups::replace(desk, id, None, object(body)).await.unwrap();
    assert_eq!(now.body["members"][0]["value"], json!(ada));
    assert_eq!(now.body.get("externalId"), None);
    groups::remove(desk, id, now.version.as_ref())
        .await
        .unwrap();
    let left = desk.store.user(ada).await.unwrap().unwrap();
    assert!(left.groups.is_empty());
}

#[tokio::test]
async fn groups_are_found_by_every_way() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let ada = person(desk, "ada").await;
    for (name, members) in [("staff", json!([{"value": ada}])), ("crew", json!([]))] {
        let body = json!({"displayName": name, "externalId": name, "members": members});
        groups::create(desk, object(body)).await.unwrap();
    }
    for (filter, expected) in [
        (r#"displayName eq "staff""#.to_owned(), vec!["staff"]),
        (r#"displayName eq "STAFF""#.to_owned(), vec![]),
        (r#"displayName sw "c""#.to_owned(), vec!["crew"]),
        (r#"externalId eq "crew""#.to_owned(), vec!["crew"]),
        (format!("members.value eq \"{ada}\""), vec!["staff"]),
        (
            format!("members eq \"{ada}\" and displayName co \"x\""),
            vec![],
        ),
        (format!("not (members[value eq \"{ada}\"])"), vec!["crew"]),
        (r#"displayName co "a""#.to_owned(), vec!["staff"]),
    ] {
        let listed = groups::list(desk, &query(Some(&filter))).await.unwrap();
        let names: Vec<_> = listed
            .resources
            .iter()
            .map(|group| &group["displayName"])
            .collect();
        assert_eq!(names, expected, "{filter}");
    }
    for filter in [
        "members pr",
        "members.value co \"a\"",
        "members.type eq \"User\"",
    ] {
        let refused = groups::list(desk, &query(Some(filter))).await;
        assert!(matches!(refused, Err(ScimError::Refused(_))), "{filter}");
    }
    let without = Query {
        projection: Projection::read(None, Some("members"), &GROUP),
        ..query(None)
    };
    let listed = groups::list(desk, &without).await.unwrap();
    assert_eq!(listed.total, 2);
    assert!(
        listed
            .resources
            .iter()
            .all(|group| group.get("members").is_none())
    );
}

#[tokio::test]
async fn security_a_roles_reach_as_far_as_elsewhere() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let (ada, owner) = (person(desk, "ada").await, person(desk, "owner").await);
    crate::admin::users::set_roles(desk, owner, None, vec![Role::Owner])
        .await
        .unwrap();
    let body = json!({"displayName": "staff", "members": [{"value": ada}]});
    let staff = groups::create(desk, object(body)).await.unwrap();
    let staff: GroupId = staff.body["id"].as_str().unwrap().parse().unwrap();

    let off = || patch(json!([{"op": "replace", "path": "active", "value": false}]));
    let auditor = &deployment.desk_of(Role::Auditor);
    assert!(people::show(auditor, ada).await.is_ok());
    assert!(people::patch(auditor, ada, None, off()).await.is_err());
    assert!(
        people::create(auditor, object(json!({"userName": "x"})))
            .await
            .is_err()
    );
    assert!(groups::remove(auditor, staff, None).await.is_err());

    let administrator = &deployment.desk_of(Role::Administrator);
    assert!(
        people::patch(administrator, owner, None, off())
            .await
            .is_err()
    );
    let joins = patch(json!([{"op": "add", "path": "members", "value": [{"value": owner}]}]));
    assert!(
        groups::patch(administrator, staff, None, joins)
            .await
            .is_err()
    );
    assert!(people::patch(administrator, ada, None, off()).await.is_ok());

    let confined = &deployment.desk_of(Role::GroupAdministrator("staff".into()));
    let seen = people::list(confined, &query(None)).await.unwrap();
    assert_eq!(
        (seen.total, &seen.resources[0]["userName"]),
        (1, &json!("ada"))
    );
    assert!(people::show(confined, owner).await.is_err());
    let seen = people::list(confined, &query(Some("userName eq \"owner\"")))
        .await
        .unwrap();
    assert_eq!(seen.total, 0);
    let nobody = &deployment.desk_of(Role::GroupAdministrator("other".into()));
    assert_eq!(groups::list(nobody, &query(None)).await.unwrap().total, 0);
    assert!(people::show(nobody, ada).await.is_err());
}

#[tokio::test]
async fn nobody_is_known_by_what_cannot_be_kept() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    for external_id in ["a\nb", &"x".repeat(256)] {
        let body = json!({"userName": "ada", "externalId": external_id});
        assert!(people::create(desk, object(body)).await.is_err());
        let body = json!({"displayName": "staff", "externalId": external_id});
        assert!(groups::create(desk, object(body)).await.is_err());
    }
}
