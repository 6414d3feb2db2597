//! Groups: written with who comes and goes, and looked for.

use super::*;
use crate::admin::scim::{Listed, MOST_MEMBERS};
use crate::scim::GROUP;

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
async fn security_d_a_second_factor_stays_demanded_under_another_name() {
    let mut deployment = Deployment::open().await;
    let made = groups::create(&deployment.desk(), object(json!({"displayName": "staff"}))).await;
    let id: GroupId = made.unwrap().body["id"].as_str().unwrap().parse().unwrap();
    deployment.services.config.second_factors.groups = vec!["staff".to_owned()];
    let renamed = patch(json!([{"op": "replace", "path": "displayName", "value": "crew"}]));
    let refused = groups::patch(&deployment.desk(), id, None, renamed).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn many_groups_take_the_same_person_at_once() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let ada = person(desk, "ada").await;
    let mut ids: Vec<GroupId> = Vec::new();
    for number in 0..8 {
        let body = json!({"displayName": format!("team-{number}")});
        let made = groups::create(desk, object(body)).await.unwrap();
        ids.push(made.body["id"].as_str().unwrap().parse().unwrap());
    }
    let add = patch(json!([{"op": "add", "path": "members", "value": [{"value": ada}]}]));
    let all = ids
        .into_iter()
        .map(|id| groups::patch(desk, id, None, add.clone()));
    for done in futures_util::future::join_all(all).await {
        done.unwrap();
    }
    let in_all = desk.store.user(ada).await.unwrap().unwrap().groups.len();
    assert_eq!(in_all, 8);
}

#[tokio::test]
async fn a_page_of_groups_ends_where_there_are_too_many_members() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let all = ["alpha", "beta", "gamma"];
    for name in all {
        let body = json!({"displayName": name});
        groups::create(desk, object(body)).await.unwrap();
    }
    let both = ["alpha", "beta"].map(str::to_owned).to_vec();
    desk.store
        .create_users(crowd(desk, MOST_MEMBERS * 3 / 5, &both))
        .await
        .unwrap();
    let names = |listed: Listed| -> Vec<String> {
        let groups = listed.resources.iter().map(|group| &group["displayName"]);
        groups
            .map(|name| name.as_str().unwrap().to_owned())
            .collect()
    };
    let part = async |start: Start| {
        let query = Query {
            start,
            ..query(None)
        };
        groups::list(desk, &query).await.unwrap()
    };

    let mut seen = Vec::new();
    while seen.len() < all.len() {
        let next = u64::try_from(seen.len() + 1).unwrap();
        let page = names(part(Start::At(next)).await);
        assert!((1..=2).contains(&page.len()), "{page:?}");
        seen.extend(page);
    }
    seen.sort();
    assert_eq!(seen, all);

    let (mut seen, mut next) = (Vec::new(), Some(Start::After(None)));
    while let Some(start) = next {
        let page = part(start).await;
        next = page.next_cursor.clone().map(|at| Start::After(Some(at)));
        seen.extend(names(page));
    }
    assert_eq!(seen, all);
}
