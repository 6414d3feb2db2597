//! Several changes as one.

use super::samples::{
    NOW, account, after, begins, client, client_id, consent, grant, hash, is_open, lives, session,
    user, user_id, with_grants,
};
use crate::model::{Client, Group, GroupId, SealedWebhookSecret, User, Webhook, WebhookId};
use crate::store::{Page, Store, StoreError, UserUpdate, Write};
use uuid::Uuid;

fn create(n: u128) -> Write {
    Write::CreateUser(Box::new(account(n)))
}

fn update(before: User, after: User) -> Write {
    Write::UpdateUser(Box::new(UserUpdate {
        before,
        after,
        password: None,
    }))
}

/// Person `n` in another group.
fn moved(n: u128) -> User {
    User {
        groups: vec!["elsewhere".to_owned()],
        updated_at: after(1),
        ..user(n)
    }
}

fn renamed(name: &str) -> Client {
    let mut renamed = client(name);
    renamed.metadata.client_name = Some("Renamed".to_owned());
    renamed.updated_at = after(1);
    renamed
}

fn replace(before: Client, after: Client) -> Write {
    Write::UpdateClient {
        before: Box::new(before),
        after: Box::new(after),
    }
}

/// Everything that a batch may change.
async fn everything(store: &dyn Store) -> (Vec<User>, Vec<Client>, usize, usize) {
    let all = Page {
        after: None,
        limit: 100,
    };
    (
        store.users(all).await.unwrap(),
        store.clients().await.unwrap(),
        store.consents_of(user_id(1)).await.unwrap().len(),
        store.declared_users().await.unwrap().len(),
    )
}

/// Person 1, signed in at the clients "app" and "old", which they allowed.
async fn some(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    store.begin_session(begins(session(1))).await.unwrap();
    for name in ["app", "old"] {
        store.put_client(client(name)).await.unwrap();
        let allowed = consent(1, name, "openid", 0);
        store.remember_consent(allowed).await.unwrap();
    }
    with_grants(store, [grant(1)]).await;
}

pub async fn changes_are_made_together(store: &dyn Store) {
    some(store).await;
    let writes = vec![
        create(2),
        Write::DeclareUser(user_id(2)),
        update(user(1), moved(1)),
        Write::DeclareUser(user_id(1)),
        Write::DeclareUser(user_id(1)),
        Write::CreateClient(Box::new(client("new"))),
        replace(client("app"), renamed("app")),
        Write::RemoveClient(Box::new(client("old"))),
    ];
    store.write_all(writes, after(1)).await.unwrap();
    let (users, clients, consents, declared) = everything(store).await;
    assert_eq!(users, [moved(1), user(2)]);
    assert_eq!(clients, [renamed("app"), client("new")]);
    assert_eq!((consents, declared), (1, 2));
    assert_eq!(store.user(user_id(1)).await.unwrap(), Some(moved(1).into()));
    let app = store.client(&client_id("app")).await.unwrap();
    assert_eq!(app, Some(renamed("app").into()));
    let found = store.account_by_login("person2").await.unwrap().unwrap();
    assert_eq!(found.password, Some(hash("first")));
    assert!(is_open(store, 1).await && lives(store, 1).await);
}

pub async fn a_change_that_cannot_be_made_leaves_the_others_unmade(store: &dyn Store) {
    some(store).await;
    let before = everything(store).await;
    let mut taken = account(3);
    taken.user.username.key = user(1).email_key.unwrap();
    let last = [
        Write::CreateUser(Box::new(taken)),
        Write::CreateClient(Box::new(client("app"))),
        Write::DeclareUser(user_id(9)),
    ];
    for last in last {
        let writes = vec![
            create(2),
            Write::DeclareUser(user_id(2)),
            update(user(1), moved(1)),
            Write::CreateClient(Box::new(client("new"))),
            replace(client("app"), renamed("app")),
            Write::RemoveClient(Box::new(client("old"))),
            last,
        ];
        assert!(store.write_all(writes, after(1)).await.is_err());
        assert_eq!(everything(store).await, before);
        let app = store.client(&client_id("app")).await.unwrap();
        assert_eq!(app, Some(client("app").into()));
    }
}

pub async fn what_has_changed_meanwhile_is_left_alone(store: &dyn Store) {
    some(store).await;
    let before = everything(store).await;
    let stale = [
        update(moved(1), user(1)),
        update(user(7), moved(7)),
        replace(renamed("app"), client("app")),
        replace(client("none"), renamed("none")),
        Write::RemoveClient(Box::new(renamed("old"))),
        Write::RemoveClient(Box::new(client("none"))),
        Write::CreateClient(Box::new(renamed("app"))),
    ];
    for write in stale {
        let refused = store.write_all(vec![create(2), write], after(1)).await;
        assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
        assert_eq!(everything(store).await, before);
    }
}

pub async fn who_is_shut_out_or_given_a_password_is_signed_out(store: &dyn Store) {
    for n in [1, 2] {
        store.create_user(account(n)).await.unwrap();
        let mut session = session(n);
        session.user_id = user_id(n);
        store.begin_session(begins(session)).await.unwrap();
    }
    let shut_out = User {
        disabled_at: Some(NOW),
        ..user(1)
    };
    let password = UserUpdate {
        before: user(2),
        after: user(2),
        password: Some(hash("second")),
    };
    let writes = vec![
        update(user(1), shut_out),
        Write::UpdateUser(Box::new(password)),
    ];
    store.write_all(writes, after(1)).await.unwrap();
    assert!(!is_open(store, 1).await && !is_open(store, 2).await);
    let found = store.account_by_login("person2").await.unwrap().unwrap();
    assert_eq!(found.password, Some(hash("second")));
}

fn group(name: &str) -> Group {
    Group {
        id: GroupId(Uuid::from_u128(5)),
        name: name.to_owned(),
        description: String::new(),
        created_at: NOW,
        updated_at: NOW,
    }
}

fn webhook(kind: &str) -> Webhook {
    Webhook {
        id: WebhookId(Uuid::from_u128(5)),
        url: "https://siem.example/".to_owned(),
        kinds: vec![kind.to_owned()],
        sealed_secret: SealedWebhookSecret(format!("sealed {kind}")),
        created_at: NOW,
    }
}

pub async fn people_groups_and_targets_go_as_they_were_seen(store: &dyn Store) {
    some(store).await;
    let makes = vec![
        Write::CreateGroup(group("new")),
        Write::CreateWebhook(webhook("user")),
    ];
    store.write_all(makes, NOW).await.unwrap();
    for stale in [
        Write::RemoveUser(Box::new(moved(1))),
        Write::RemoveUser(Box::new(user(9))),
        Write::RemoveGroup(group("other")),
        Write::RemoveWebhook(webhook("client")),
        Write::UpdateWebhook {
            before: webhook("client"),
            after: webhook("keys"),
        },
    ] {
        let writes = vec![Write::RemoveClient(Box::new(client("old"))), stale];
        let refused = store.write_all(writes, after(1)).await;
        assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
    }
    assert_eq!(store.clients().await.unwrap().len(), 2);

    let elsewhere = Webhook {
        url: "https://elsewhere.example/hook".to_owned(),
        ..webhook("client")
    };
    let update = Write::UpdateWebhook {
        before: webhook("user"),
        after: elsewhere.clone(),
    };
    store.write_all(vec![update], after(1)).await.unwrap();
    assert_eq!(
        store.webhooks().await.unwrap(),
        std::slice::from_ref(&elsewhere)
    );
    let removals = vec![
        Write::RemoveUser(Box::new(user(1))),
        Write::RemoveGroup(group("new")),
        Write::RemoveWebhook(elsewhere),
    ];
    store.write_all(removals, after(1)).await.unwrap();
    assert_eq!(store.user(user_id(1)).await.unwrap(), None);
    assert!(!is_open(store, 1).await);
    assert_eq!(store.group(group("new").id).await.unwrap(), None);
    assert!(store.webhooks().await.unwrap().is_empty());
}
