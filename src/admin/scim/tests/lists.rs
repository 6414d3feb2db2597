//! People looked for, and in pages.

use super::*;
use crate::admin::scim::{LOOKED_AT, Listed};
use crate::scim::ScimType;

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
    let many = (0..=LOOKED_AT).map(|n| {
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
        crate::store::Account::new(user, None)
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
    assert_eq!(all.total, u64::from(LOOKED_AT) + 1);
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
