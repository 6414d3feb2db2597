//! People and groups as resources: written, looked for, in pages.

mod everything;
mod lists;
mod membership;

use super::{Query, ScimError, Start, group_resources as groups, user_resources as people};
use crate::admin::testing::Deployment;
use crate::admin::{Desk, DeskError, UsersError};
use crate::model::{GroupId, Role, User, UserId, Username};
use crate::oidc::StandardClaims;
use crate::scim::{Projection, USER};
use crate::store::Account;
use serde_json::{Map, Value, json};

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        other => panic!("{other} is no object"),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is written in its place")]
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

/// So many people, p0, p1, p2 and on, who are in these groups.
fn crowd(desk: &Desk<'_>, many: usize, groups: &[String]) -> Vec<Account> {
    let person = |number| User {
        id: UserId::new(desk.clock.as_ref(), desk.entropy.as_ref()),
        username: Username {
            display: format!("p{number}"),
            key: format!("p{number}"),
        },
        email_key: None,
        claims: StandardClaims::default(),
        groups: groups.to_vec(),
        roles: Vec::new(),
        disabled_at: None,
        created_at: desk.now(),
        updated_at: desk.now(),
        subject: None,
    };
    let people = (0..many).map(|number| Account::new(person(number), None));
    people.collect()
}

fn query(filter: Option<&str>) -> Query {
    Query {
        filter: filter.map(str::to_owned),
        start: Start::At(1),
        count: 100,
        projection: Projection::All,
        is_among: false,
    }
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
    let password = || {
        let value = "seventeen purple walruses";
        patch(json!([{"op": "replace", "path": "password", "value": value}]))
    };
    let once = people::patch(desk, id, None, password()).await.unwrap();
    deployment.clock.advance(std::time::Duration::from_mins(1));
    let again = people::patch(desk, id, None, password()).await.unwrap();
    assert_eq!(again.version, once.version, "it is the same password");
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
