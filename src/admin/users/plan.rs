//! A person as one is to be, compared with what there is.

use super::check::{CheckedUser, NewPassword, password_warning};
use super::reach::may_edit;
use super::{UsersError, hash, set, shut_out};
use crate::admin::difference::differing_members;
use crate::admin::{Desk, Operation, Outcome};
use crate::flow::Services;
use crate::login::PasswordVerdict;
use crate::model::{PasswordHash, User, UserId};
use crate::store::Account;

/// A person as one is to be, compared with what there is.
#[derive(Clone, Debug)]
pub struct PlannedUser {
    /// What there will be.
    pub user: User,
    /// What that means.
    pub outcome: Outcome,
    /// What will change of somebody who exists; `password` among it.
    pub changes: Vec<String>,
    /// What the operator should know.
    pub warning: Option<String>,
    stored: Option<User>,
    password: Option<NewPassword>,
}

/// Compares `wanted` with what there is, and changes nothing.
pub async fn plan(desk: &Desk<'_>, wanted: CheckedUser) -> Result<PlannedUser, UsersError> {
    desk.may_somewhere(Operation::EditUsers)?;
    let stored = stored(desk, &wanted).await?;
    let own = stored.as_ref().map(|account| account.user.id);
    refuse_taken_email(desk, &wanted, own).await?;
    let password = needed_password(desk, &wanted, stored.as_ref()).await?;
    let stored = stored.map(|account| account.user);
    let user = user(desk, wanted, stored.as_ref());
    may_edit(desk, stored.as_ref(), &user)?;
    let changes = changes(stored.as_ref(), &user, password.is_some());
    let warning = password
        .as_ref()
        .and_then(|password| password_warning(desk, &user, password));
    Ok(PlannedUser {
        outcome: match (&stored, changes.is_empty()) {
            (None, _) => Outcome::Created,
            (Some(_), false) => Outcome::Updated,
            (Some(_), true) => Outcome::Unchanged,
        },
        user,
        changes,
        warning,
        stored,
        password,
    })
}

/// Who has the wanted user name.
async fn stored(services: &Services, wanted: &CheckedUser) -> Result<Option<Account>, UsersError> {
    let key = &wanted.username.key;
    match services.store.account_by_login(key).await? {
        Some(other) if other.user.username.key != *key => Err(UsersError::Taken {
            what: "user name",
            value: wanted.username.display.clone(),
            by: other.user.username.display,
        }),
        found => Ok(found),
    }
}

async fn refuse_taken_email(
    services: &Services,
    wanted: &CheckedUser,
    own: Option<UserId>,
) -> Result<(), UsersError> {
    let Some(key) = &wanted.email_key else {
        return Ok(());
    };
    match services.store.account_by_login(key).await? {
        Some(other) if Some(other.user.id) != own => Err(UsersError::Taken {
            what: "e-mail address",
            value: wanted.claims.email.clone().unwrap_or_default(),
            by: other.user.username.display,
        }),
        _ => Ok(()),
    }
}

/// The wanted password, unless it is the one there is.
async fn needed_password(
    services: &Services,
    wanted: &CheckedUser,
    stored: Option<&Account>,
) -> Result<Option<NewPassword>, UsersError> {
    let stored = stored.and_then(|account| account.password.as_ref());
    let (Some(new), Some(stored)) = (&wanted.password, stored) else {
        return Ok(wanted.password.clone());
    };
    let same = match new {
        NewPassword::Hash(hash) | NewPassword::Imported(hash) => is_or_was(services, hash, stored),
        NewPassword::Text(text) => {
            let verdict = services.hasher.verify(text, Some(stored.clone())).await?;
            verdict != PasswordVerdict::Wrong
        }
    };
    Ok((!same).then(|| new.clone()))
}

/// Whether `stored` is `given`, or may be what `given` became when its owner signed in: weak
/// hashes are replaced then, and taking them back at every run would end sessions each time.
fn is_or_was(services: &Services, given: &PasswordHash, stored: &PasswordHash) -> bool {
    let is_weak = |hash| services.hasher.is_weaker(hash) == Some(true);
    given == stored || (is_weak(given) && !is_weak(stored))
}

fn user(services: &Services, wanted: CheckedUser, stored: Option<&User>) -> User {
    let now = services.now();
    let disabled_since = stored.and_then(|stored| stored.disabled_at);
    User {
        id: stored.map_or_else(
            || UserId::new(services.clock.as_ref(), services.entropy.as_ref()),
            |stored| stored.id,
        ),
        username: wanted.username,
        email_key: wanted.email_key,
        claims: wanted.claims,
        groups: wanted.groups,
        roles: stored.map_or_else(Vec::new, |stored| stored.roles.clone()),
        disabled_at: match wanted.disabled {
            Some(true) => disabled_since.or(Some(now)),
            Some(false) => None,
            None => disabled_since,
        },
        created_at: stored.map_or(now, |stored| stored.created_at),
        updated_at: now,
    }
}

/// What differs; nothing for somebody who does not exist.
fn changes(stored: Option<&User>, user: &User, password: bool) -> Vec<String> {
    let Some(stored) = stored else {
        return Vec::new();
    };
    let mut changes = differing_members(&stored.claims, &user.claims);
    let others = [
        ("username", stored.username != user.username),
        ("groups", stored.groups != user.groups),
        ("disabled", is_switched(stored, user)),
        ("password", password),
    ];
    let others = others.into_iter().filter(|(_, differs)| *differs);
    changes.extend(others.map(|(name, _)| name.to_owned()));
    changes
}

fn is_switched(stored: &User, user: &User) -> bool {
    stored.disabled_at.is_some() != user.disabled_at.is_some()
}

impl PlannedUser {
    /// Whether there was such a person before.
    pub fn exists(&self) -> bool {
        self.stored.is_some()
    }

    /// Writes down what was planned.
    pub(in crate::admin) async fn save(&self, desk: &Desk<'_>) -> Result<(), UsersError> {
        match &self.stored {
            _ if self.outcome == Outcome::Unchanged => Ok(()),
            None => self.create(desk).await,
            Some(stored) => self.update(desk, stored).await,
        }
    }

    async fn create(&self, desk: &Desk<'_>) -> Result<(), UsersError> {
        let password = match &self.password {
            Some(new) => Some(hash(desk, new).await?),
            None => None,
        };
        let user = self.user.clone();
        let account = Account { user, password };
        let event = desk.event("user.created").person(self.user.id);
        desk.recording(event).create_user(account).await?;
        tracing::info!(event = "user_created", sub = %self.user.id);
        Ok(())
    }

    async fn update(&self, desk: &Desk<'_>, stored: &User) -> Result<(), UsersError> {
        let disabled_at = stored.disabled_at;
        let described = User {
            disabled_at,
            ..self.user.clone()
        };
        let event = desk.event("user.changed").person(self.user.id);
        let event = event.with("members", self.changes.join(" "));
        desk.recording(event).update_user(described).await?;
        if let Some(password) = &self.password {
            set(desk, self.user.id, password).await?;
        }
        if is_switched(stored, &self.user) {
            let disabled = self.user.disabled_at.is_some();
            shut_out(desk, self.user.id, disabled).await?;
        }
        tracing::info!(event = "user_changed", sub = %self.user.id);
        Ok(())
    }
}
