//! Who has a name, an address or a subject already.

use crate::admin::users::subject::Subject;
use crate::admin::users::{UsersError, everybody, identity};
use crate::flow::Services;
use crate::model::User;
use crate::store::{Account, StoreError};
use std::collections::HashMap;

/// Up to so many entries are looked up one by one, and one request may bring so many. For more it costs
/// less to look at everybody once.
pub const FEW: usize = 2_000;

/// Who has what, as people are told of them.
pub(super) struct Owners {
    known: HashMap<String, String>,
    /// Whether nobody else has anything.
    are_all: bool,
}

/// What only one person has.
enum Own<'a> {
    /// A user name or an address, as they are compared.
    Login(&'a str),
    /// What apps know the person by.
    Subject,
}

impl Owners {
    /// Those who matter to so many entries.
    pub async fn among(services: &Services, entries: usize) -> Result<Self, UsersError> {
        let mut known = HashMap::new();
        let are_all = entries > FEW;
        if are_all {
            for user in everybody(services).await? {
                let owner = told(&user);
                let keys = keys(&user).into_iter();
                known.extend(keys.map(|(_, key, _)| (key, owner.clone())));
            }
        }
        Ok(Self { known, are_all })
    }

    /// Notes that `account`, which stands at `place`, is to have what is its own, if nobody has it.
    pub async fn take(
        &mut self,
        services: &Services,
        account: Account,
        place: &str,
    ) -> Result<Result<Account, String>, StoreError> {
        let keys = keys(&account.user);
        for (what, key, own) in &keys {
            let owner = match self.known.get(key) {
                Some(owner) => Some(owner.clone()),
                None if self.are_all => None,
                None => holder(services, &account.user, own).await?,
            };
            if let Some(owner) = owner {
                return Ok(Err(format!("{what} is taken by {owner}")));
            }
        }
        let keys: Vec<_> = keys.into_iter().map(|(_, key, _)| key).collect();
        let taken = keys.into_iter().map(|key| (key, place.to_owned()));
        self.known.extend(taken);
        Ok(Ok(account))
    }
}

fn told(user: &User) -> String {
    format!("the user {:?}", user.username.display)
}

/// What is `user`'s own: its name, the key it is known by here, and what it is.
fn keys(user: &User) -> Vec<(&'static str, String, Own<'_>)> {
    let logins = [
        ("username", Some(&user.username.key)),
        ("email", user.email_key.as_ref()),
    ];
    let logins = logins.into_iter().filter_map(|(what, key)| {
        let key = key?;
        Some((what, key.clone(), Own::Login(key)))
    });
    let mut all: Vec<_> = logins.collect();
    // No user name has such a form.
    all.push(("sub", format!("\0{}", user.sub()), Own::Subject));
    all
}

/// Who is there and has what is to be `user`'s own.
async fn holder(
    services: &Services,
    user: &User,
    own: &Own<'_>,
) -> Result<Option<String>, StoreError> {
    if let Own::Login(key) = own {
        let account = services.store.account_by_login(key).await?;
        return Ok(account.map(|account| told(&account.user)));
    }
    let holder = identity::holder(services, &Subject::of(user)).await?;
    Ok(holder.map(|user| told(&user)))
}
