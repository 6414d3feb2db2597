//! What goes because nobody declares it any more.
//!
//! Of people, those whom a file declared before: who came otherwise stays. Of groups, those that
//! neither a file nor another system makes, and that no declared person needs. Of apps, those that an
//! operator made, however: by a file, a command or a click; the demo app and those that registered
//! themselves stay. Of webhooks, all.

use super::ApplyError;
use super::read::{Declarations, Kind};
use super::step::Step;
use crate::admin::{Desk, Operation, Target};
use crate::model::{Client, ClientOrigin, Group, Role, UserId};
use crate::store::{Resource, StoreError};
use std::collections::BTreeSet;

/// How many groups are read at once.
const READ: u32 = 500;

/// Removals with what they are called.
type Removals = Vec<(String, Step)>;

/// The removals that `declared` asks for. `gone` are people whom a file declared before, and none does
/// now.
pub(super) async fn steps(
    desk: &Desk<'_>,
    declared: &Declarations,
    gone: &BTreeSet<UserId>,
) -> Result<Removals, ApplyError> {
    let mut steps = Vec::new();
    for kind in Kind::ALL {
        if declared.prune.contains(&kind) {
            steps.extend(match kind {
                Kind::User => users(desk, gone).await?,
                Kind::Group => groups(desk, declared).await?,
                Kind::Client => clients(desk, declared).await?,
                Kind::Webhook => webhooks(desk, declared).await?,
            });
        }
    }
    Ok(steps)
}

async fn users(desk: &Desk<'_>, gone: &BTreeSet<UserId>) -> Result<Removals, ApplyError> {
    let mut steps = Vec::new();
    for id in gone {
        if let Some(user) = desk.store.user(*id).await? {
            desk.may(Operation::EditUsers, Target::Person(&user))?;
            let name = format!("user {:?}", user.username.display);
            steps.push((name, Step::RemoveUser(Box::new((*user).clone()))));
        }
    }
    Ok(steps)
}

/// All groups, in the order of their names.
async fn every_group(desk: &Desk<'_>) -> Result<Vec<Group>, StoreError> {
    let mut all: Vec<Group> = Vec::new();
    loop {
        let after = all.last().map(|group| group.name.as_str());
        let page = desk.store.groups("", after, READ).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

async fn groups(desk: &Desk<'_>, declared: &Declarations) -> Result<Removals, ApplyError> {
    desk.may(Operation::EditGroups, Target::Deployment)?;
    let own = declared
        .groups
        .iter()
        .map(|group| group.wanted.group.name.as_str());
    let people = declared.users.iter().map(|user| &user.wanted);
    let memberships = people.clone().flat_map(|user| &user.groups);
    let roles = people.flat_map(|user| user.roles.iter().flatten());
    let looked_after = roles.filter_map(|role| match role {
        Role::GroupAdministrator(name) => Some(name),
        _ => None,
    });
    let needed = memberships.chain(looked_after).map(String::as_str);
    let wanted: BTreeSet<&str> = own.chain(needed).collect();
    let mut steps = Vec::new();
    for group in every_group(desk).await? {
        let of = Resource::Group(group.id);
        if !wanted.contains(group.name.as_str()) && desk.store.external_id(of).await?.is_none() {
            let name = format!("group {:?}", group.name);
            steps.push((name, Step::RemoveGroup(Box::new(group))));
        }
    }
    Ok(steps)
}

async fn clients(desk: &Desk<'_>, declared: &Declarations) -> Result<Removals, ApplyError> {
    desk.may(Operation::EditClients, Target::Deployment)?;
    let clients = undeclared_clients(desk, declared).await?;
    let steps = clients.into_iter().map(|client| {
        let name = format!("client {:?}", client.id.as_str());
        (name, Step::RemoveClient(Box::new(client)))
    });
    Ok(steps.collect())
}

async fn undeclared_clients(
    desk: &Desk<'_>,
    declared: &Declarations,
) -> Result<Vec<Client>, ApplyError> {
    let wanted = declared.clients.iter().map(|client| &client.wanted.id);
    let wanted: BTreeSet<_> = wanted.collect();
    let mut clients = desk.store.clients().await?;
    clients
        .retain(|client| client.origin == ClientOrigin::Operator && !wanted.contains(&client.id));
    Ok(clients)
}

async fn webhooks(desk: &Desk<'_>, declared: &Declarations) -> Result<Removals, ApplyError> {
    desk.may(Operation::EditWebhooks, Target::Deployment)?;
    let wanted = declared.webhooks.iter().map(|webhook| &webhook.wanted.url);
    let wanted: BTreeSet<_> = wanted.collect();
    let all = desk.store.webhooks().await?.into_iter();
    let gone = all.filter(|webhook| !wanted.contains(&webhook.url));
    let steps = gone.map(|webhook| {
        let name = format!("webhook {:?}", webhook.url);
        (name, Step::RemoveWebhook(Box::new(webhook)))
    });
    Ok(steps.collect())
}
