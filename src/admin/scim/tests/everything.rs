//! People and groups in one list.

use super::*;
use crate::admin::scim::{Listed, list_everything};

fn names(listed: &Listed) -> Vec<String> {
    let name = |one: &Map<String, Value>| one.get("userName").or(one.get("displayName")).cloned();
    let names = listed.resources.iter().filter_map(name);
    names
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

async fn found(desk: &Desk<'_>, filter: Option<&str>, start: Start, count: u32) -> Listed {
    let query = Query {
        start,
        count,
        is_among: true,
        ..query(filter)
    };
    list_everything(desk, &query, &query).await.unwrap()
}

#[tokio::test]
async fn pages_of_people_go_on_with_groups() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    for name in ["a", "b", "c"] {
        person(desk, name).await;
    }
    for name in ["d", "e"] {
        let body = object(json!({"displayName": name}));
        groups::create(desk, body).await.unwrap();
    }
    for filter in [None, Some("meta.created pr")] {
        let mut all = names(&found(desk, filter, Start::At(1), 100).await);
        all[..3].sort();
        all[3..].sort();
        assert_eq!(all, ["a", "b", "c", "d", "e"]);
        for (start, count, groups) in [(3, 2, 1), (4, 2, 2), (5, 9, 1), (6, 9, 0), (1, 0, 0)] {
            let page = found(desk, filter, Start::At(start), count).await;
            assert_eq!((page.total, page.start_index), (5, Some(start)));
            let mut names = names(&page);
            names.retain(|name| name.as_str() > "c");
            assert_eq!(names.len(), groups, "{start}");
        }
        for count in 1..=6 {
            let (mut at, mut all) = (Some(String::new()), Vec::new());
            while let Some(cursor) = at {
                let page = found(desk, filter, Start::After(Some(cursor)), count).await;
                assert_eq!((page.total, page.start_index), (5, None));
                all.extend(names(&page));
                at = page.next_cursor;
            }
            all[..3].sort();
            all[3..].sort();
            assert_eq!(all, ["a", "b", "c", "d", "e"], "{count}");
        }
        let none = found(desk, filter, Start::After(None), 0).await;
        assert_eq!((none.total, none.next_cursor), (5, None));
    }
}

#[tokio::test]
async fn a_filter_means_some_of_each_kind() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let ada = person(desk, "ada").await;
    person(desk, "crew").await;
    let body = json!({"displayName": "crew", "members": [{"value": ada}]});
    groups::create(desk, object(body)).await.unwrap();
    for (filter, expected) in [
        (
            r#"meta.resourceType eq "User""#.to_owned(),
            &["ada", "crew"][..],
        ),
        (r#"meta.resourceType eq "Group""#.to_owned(), &["crew"]),
        (r#"userName eq "ada""#.to_owned(), &["ada"]),
        (
            r#"userName eq "ada" or displayName eq "crew""#.to_owned(),
            &["ada", "crew"],
        ),
        (format!("members.value eq \"{ada}\""), &["crew"]),
        (format!("id eq \"{ada}\""), &["ada"]),
        (r#"userName eq "nobody""#.to_owned(), &[]),
    ] {
        let found = found(desk, Some(&filter), Start::At(1), 100).await;
        let mut names = names(&found);
        names.sort();
        assert_eq!(names, expected, "{filter}");
    }
    let auditor = &deployment.desk_of(Role::GroupAdministrator("other".into()));
    let seen = found(auditor, None, Start::At(1), 100).await;
    assert_eq!(seen.total, 0);
}
