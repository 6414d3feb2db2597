//! Many people at once, as another system wrote them down.
//!
//! Everything is looked at before anything is kept, so that all that is wrong is said at once; then
//! all accounts are made in one write, so that somebody who takes a name meanwhile stops all of it.

mod owners;
mod read;

pub use owners::FEW;
pub use read::{Entry, Piece, read};

use super::UsersError;
use super::check::{CheckedUser, NewPassword, check};
use super::subject::Subject;
use crate::admin::{Desk, Operation, Target};
use crate::flow::Services;
use crate::model::User;
use crate::store::Account;
use owners::Owners;
use std::collections::BTreeSet;

/// An entry that nobody can be made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faulty {
    /// Where it is.
    pub place: String,
    /// What is wrong with it, member by member.
    pub why: String,
}

/// What an import will do.
#[derive(Debug, Default)]
pub struct Import {
    /// Who will be made.
    pub accounts: Vec<Account>,
    /// Who cannot be made.
    pub faulty: Vec<Faulty>,
}

/// Looks at all entries, and changes nothing.
pub async fn plan(desk: &Desk<'_>, entries: Vec<Entry>) -> Result<Import, UsersError> {
    desk.may(Operation::EditUsers, Target::Deployment)?;
    let mut owners = Owners::among(desk, entries.len()).await?;
    let mut import = Import::default();
    for entry in entries {
        let Entry { place, described } = entry;
        let account = described.and_then(|new| {
            let checked = check(desk, new).map_err(|problems| super::lines(&problems))?;
            Ok(account(desk, checked))
        });
        let account = match account {
            Ok(account) => owners.take(desk, account, &place).await?,
            Err(why) => Err(why),
        };
        match account {
            Ok(account) => import.accounts.push(account),
            Err(why) => import.faulty.push(Faulty { place, why }),
        }
    }
    Ok(import)
}

/// Makes all of the accounts, or none.
pub async fn save(desk: &Desk<'_>, accounts: Vec<Account>) -> Result<(), UsersError> {
    desk.may(Operation::EditUsers, Target::Deployment)?;
    let count = accounts.len();
    let groups = accounts.iter().flat_map(|account| &account.user.groups);
    let groups: BTreeSet<_> = groups.collect();
    let event = desk.event("users.imported").with("count", count);
    let event = event.with_all("groups_added", groups);
    desk.recording(event).create_users(accounts).await?;
    tracing::info!(event = "users_imported", count);
    Ok(())
}

/// So many accounts are made in one write where an import goes in parts.
pub const PART: usize = 500;

/// How far an import in parts has come.
#[derive(Debug)]
pub struct Saved {
    /// So many accounts were made, from the first on.
    pub count: usize,
    /// Why not all of them.
    pub stopped: Option<UsersError>,
}

/// Makes the accounts some hundred at a time, so that others can write in between. Each part is made
/// or not made; where it stops, the parts before stay, and the import can be run again for the rest.
pub async fn save_in_parts(
    desk: &Desk<'_>,
    mut accounts: Vec<Account>,
) -> Result<Saved, UsersError> {
    desk.may(Operation::EditUsers, Target::Deployment)?;
    let mut count = 0;
    while !accounts.is_empty() {
        let rest = accounts.split_off(accounts.len().min(PART));
        let made = accounts.len();
        if let Err(stopped) = save(desk, accounts).await {
            let stopped = Some(stopped);
            return Ok(Saved { count, stopped });
        }
        count += made;
        accounts = rest;
    }
    let stopped = None;
    Ok(Saved { count, stopped })
}

fn account(services: &Services, checked: CheckedUser) -> Account {
    let now = services.now();
    let (clock, entropy) = (services.clock.as_ref(), services.entropy.as_ref());
    let (id, subject) = Subject::of_new(checked.subject.as_ref(), clock, entropy);
    let password = checked.password.and_then(|password| match password {
        NewPassword::Hash(hash) | NewPassword::Imported(hash) => Some(hash),
        // Nothing that is read has one.
        NewPassword::Text(_) => None,
    });
    let user = User {
        id,
        subject,
        username: checked.username,
        email_key: checked.email_key,
        claims: checked.claims,
        groups: checked.groups,
        roles: Vec::new(),
        disabled_at: (checked.disabled == Some(true)).then_some(now),
        created_at: now,
        updated_at: now,
    };
    Account::new(user, password)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admin::testing::Deployment;

    fn people(count: usize) -> Vec<Entry> {
        let lines = (0..count).map(|n| format!("{{\"username\":\"person{n}\"}}\n"));
        read(&lines.collect::<String>(), None).unwrap()
    }

    #[tokio::test]
    async fn an_import_in_parts_goes_on_where_it_stopped() {
        let deployment = Deployment::open().await;
        let desk = deployment.desk();
        let planned = plan(&desk, people(PART + 2)).await.unwrap();
        // Somebody takes a name of the second part meanwhile.
        let taken = plan(&desk, people(PART + 1).split_off(PART)).await.unwrap();
        save(&desk, taken.accounts).await.unwrap();
        let saved = save_in_parts(&desk, planned.accounts).await.unwrap();
        assert_eq!(saved.count, PART);
        assert!(saved.stopped.is_some());

        let rest = plan(&desk, people(PART + 2)).await.unwrap();
        assert_eq!((rest.faulty.len(), rest.accounts.len()), (PART + 1, 1));
        let saved = save_in_parts(&desk, rest.accounts).await.unwrap();
        assert_eq!(saved.count, 1);
        assert!(saved.stopped.is_none());
    }
}
