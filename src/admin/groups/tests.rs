use super::*;
use crate::admin::testing::Deployment;
use crate::admin::users::{self, NewUser};
use crate::model::Role;
use crate::store::StoreError;

fn new(name: &str) -> NewGroup {
    NewGroup {
        name: name.to_owned(),
        ..NewGroup::default()
    }
}

async fn with_ada(deployment: &Deployment) -> Group {
    let desk = &deployment.desk();
    let ada = NewUser {
        username: "ada".to_owned(),
        ..NewUser::default()
    };
    users::add(desk, ada).await.unwrap();
    create(desk, new("staff")).await.unwrap()
}

#[actix_web::test]
async fn groups_have_people_come_and_go_and_follow() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let group = with_ada(&deployment).await;
    let taken = create(desk, new("staff")).await;
    assert!(matches!(taken, Err(DeskError::Store(StoreError::Taken(_)))));
    assert!(set_member(desk, "staff", "ada", true).await.unwrap().1);
    assert!(!set_member(desk, "staff", "ada", true).await.unwrap().1);
    assert!(check(desk, Some(&group), &new("staff")).await.is_ok());
    create(desk, new("taken")).await.unwrap();
    let taken = change(desk, group.id, None, new("taken")).await;
    assert!(matches!(taken, Err(DeskError::Store(StoreError::Taken(_)))));
    let gone = find(desk, "taken").await.unwrap();
    remove(desk, gone.id, None).await.unwrap();
    let version = Version::from(&group);
    let renamed = change(desk, group.id, Some(&version), new("crew")).await;
    let renamed = renamed.unwrap();
    let again = change(desk, group.id, Some(&version), new("other")).await;
    assert!(matches!(again, Err(DeskError::Stale)));
    let ada = users::find(desk, "ada").await.unwrap().user;
    assert_eq!(ada.groups, ["crew"]);
    assert!(set_member(desk, "crew", "ada", false).await.unwrap().1);
    assert!(set_member(desk, "staff", "ada", true).await.is_err());
    remove(desk, renamed.id, None).await.unwrap();
    let all = list(desk, "", &Wanted::default()).await.unwrap();
    assert!(all.items.is_empty());
    for unfit in ["", "a\nb", &"x".repeat(201)] {
        let refused = create(desk, new(unfit)).await;
        assert!(matches!(refused, Err(DeskError::Unfit(_))), "{unfit:?}");
    }
}

#[actix_web::test]
async fn who_looks_after_a_group_takes_out_and_does_not_take_in() {
    let deployment = Deployment::open().await;
    let group = with_ada(&deployment).await;
    create(&deployment.desk(), new("others")).await.unwrap();
    let eve = &deployment.desk_of(Role::GroupAdministrator("staff".to_owned()));
    let seen = list(eve, "", &Wanted::default()).await.unwrap();
    assert_eq!(seen.items, std::slice::from_ref(&group));
    assert!(create(eve, new("mine")).await.is_err());
    assert!(change(eve, group.id, None, new("mine")).await.is_err());
    assert!(remove(eve, group.id, None).await.is_err());
    // Who is in no group of hers is nobody to her.
    let taken_in = set_member(eve, "staff", "ada", true).await;
    assert!(matches!(taken_in, Err(UsersError::Unknown(_))));
    set_member(&deployment.desk(), "staff", "ada", true)
        .await
        .unwrap();
    let elsewhere = set_member(eve, "others", "ada", true).await;
    assert!(matches!(elsewhere, Err(UsersError::Forbidden(_))));
    let described = NewGroup {
        description: "Ours".to_owned(),
        ..new("staff")
    };
    assert!(change(eve, group.id, None, described).await.is_ok());
    assert!(set_member(eve, "staff", "ada", false).await.unwrap().1);
}

#[actix_web::test]
async fn a_second_factor_stays_demanded_under_another_name() {
    let mut deployment = Deployment::open().await;
    let group = with_ada(&deployment).await;
    let demanding = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    deployment.services.config.second_factors.groups = demanding(&["staff"]);
    let refused = change(&deployment.desk(), group.id, None, new("crew")).await;
    assert!(matches!(refused, Err(DeskError::Unfit(_))));
    deployment.services.config.second_factors.groups = demanding(&["staff", "crew"]);
    deployment.services.config.second_factors.passkey_groups = demanding(&["staff"]);
    let refused = change(&deployment.desk(), group.id, None, new("crew")).await;
    assert!(matches!(refused, Err(DeskError::Unfit(_))));
    deployment.services.config.second_factors.passkey_groups = Vec::new();
    let renamed = change(&deployment.desk(), group.id, None, new("crew")).await;
    assert!(renamed.is_ok());
}
