//! A person as one is to be, compared with what there is.

use super::check::{CheckedUser, NewPassword, password_warning};
use super::identity::{self, KnownAs};
use super::reach::may_edit;
use super::subject::Subject;
use super::{UsersError, hash, switched, told};
use crate::admin::difference::{differing_members, names};
use crate::admin::{Desk, Difference, Forbidden, Operation, Outcome, Target};
use crate::flow::{Failure, Services};
use crate::login::PasswordVerdict;
use crate::model::{Event, Mail, PasswordHash, Role, User, UserId};
use crate::oidc::StandardClaims;
use crate::store::{Account, Resource, UserUpdate, Write};
use serde::Serialize;

/// A person as one is to be, compared with what there is.
#[derive(Clone, Debug)]
pub struct PlannedUser {
    /// What there will be.
    pub user: User,
    /// What that means.
    pub outcome: Outcome,
    /// What will be another than before, or is said of somebody new; `password` among it.
    pub changes: Vec<Difference>,
    /// What the operator should know.
    pub warning: Option<String>,
    /// What there is; none for somebody new.
    pub stored: Option<User>,
    password: Option<NewPassword>,
    external_id: Option<KnownAs>,
}

/// Compares `wanted` with what there is, and changes nothing.
pub async fn plan(desk: &Desk<'_>, wanted: CheckedUser) -> Result<PlannedUser, UsersError> {
    desk.may_somewhere(Operation::EditUsers)?;
    let stored = stored(desk, &wanted).await?;
    let own = stored.as_ref().map(|account| account.user.id);
    refuse_taken_email(desk, &wanted, own).await?;
    identity::refuse_other_subject(desk, &wanted, stored.as_ref()).await?;
    let known = wanted.external_id.as_deref();
    let external_id = KnownAs::planned(desk, known, own.map(Resource::User)).await?;
    let password = needed_password(desk, &wanted, stored.as_ref()).await?;
    let stored = stored.map(|account| account.user);
    let user = user(desk, wanted, stored.as_ref());
    may_edit(desk, stored.as_ref(), &user)?;
    may_grant(desk, stored.as_ref(), &user)?;
    let mut changes = changes(stored.as_ref(), &user, password.is_some());
    changes.extend(external_id.as_ref().map(KnownAs::difference));
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
        external_id,
    })
}

/// Fails unless the operator may give the roles that come and take those that go.
fn may_grant(desk: &Desk<'_>, stored: Option<&User>, user: &User) -> Result<(), Forbidden> {
    if stored.map_or(&[][..], |stored| &stored.roles) == user.roles {
        return Ok(());
    }
    for person in stored.into_iter().chain([user]) {
        desk.may(Operation::GrantRoles, Target::Person(person))?;
    }
    Ok(())
}

/// Who has the wanted user name.
async fn stored(services: &Services, wanted: &CheckedUser) -> Result<Option<Account>, UsersError> {
    let key = &wanted.username.key;
    match services.store.account_by_login(key).await? {
        Some(other) if other.user.username.key != *key => Err(taken_username(wanted, other)),
        found => Ok(found),
    }
}

fn taken_username(wanted: &CheckedUser, by: Account) -> UsersError {
    UsersError::Taken {
        what: "user name",
        value: wanted.username.display.clone(),
        by: by.user.username.display,
    }
}

/// Fails if somebody else than `own` has the wanted user name or address.
pub(super) async fn refuse_taken(
    services: &Services,
    wanted: &CheckedUser,
    own: UserId,
) -> Result<(), UsersError> {
    let key = &wanted.username.key;
    match services.store.account_by_login(key).await? {
        Some(other) if other.user.id != own => Err(taken_username(wanted, other)),
        _ => refuse_taken_email(services, wanted, Some(own)).await,
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
pub(super) async fn needed_password(
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
    let (clock, entropy) = (services.clock.as_ref(), services.entropy.as_ref());
    let (id, subject) = stored.map_or_else(
        || Subject::of_new(wanted.subject.as_ref(), clock, entropy),
        |stored| (stored.id, stored.subject.clone()),
    );
    User {
        id,
        subject,
        username: wanted.username,
        email_key: wanted.email_key,
        claims: wanted.claims,
        groups: wanted.groups,
        roles: wanted
            .roles
            .or_else(|| stored.map(|stored| stored.roles.clone()))
            .unwrap_or_default(),
        disabled_at: match wanted.disabled {
            Some(true) => disabled_since.or(Some(now)),
            Some(false) => None,
            None => disabled_since,
        },
        created_at: stored.map_or(now, |stored| stored.created_at),
        updated_at: now,
    }
}

/// What differs from what there is, or from somebody of whom nothing is known.
fn changes(stored: Option<&User>, user: &User, password: bool) -> Vec<Difference> {
    let nothing = StandardClaims::default();
    let claims = stored.map_or(&nothing, |stored| &stored.claims);
    let mut changes = differing_members(claims, &user.claims);
    let nobody = Others {
        username: &user.username.display,
        groups: &[],
        roles: &[],
        disabled: false,
    };
    let before = stored.map_or(nobody, Others::of);
    changes.extend(differing_members(&before, &Others::of(user)));
    changes.extend(password.then(|| Difference::hidden("password")));
    changes
}

/// What an operator says of a person besides the claims.
#[derive(Serialize)]
struct Others<'a> {
    username: &'a str,
    groups: &'a [String],
    roles: &'a [Role],
    disabled: bool,
}

impl<'a> Others<'a> {
    fn of(user: &'a User) -> Self {
        Self {
            username: &user.username.display,
            groups: &user.groups,
            roles: &user.roles,
            disabled: user.disabled_at.is_some(),
        }
    }
}

/// What is to be written down of a person who becomes another, or gets another `password`.
pub(super) fn changed(desk: &Desk<'_>, before: &User, after: &User, password: bool) -> Vec<Event> {
    let event = |kind| desk.event(kind).person(after.id);
    let members = names(&changes(Some(before), after, password));
    let mut events = vec![
        event("user.changed")
            .with("members", members)
            .memberships(Some(before), after),
    ];
    if password {
        events.push(event("password.set"));
    }
    if is_switched(before, after) {
        events.push(event(switched(after.disabled_at.is_some())));
    }
    events
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
    pub async fn save(&self, desk: &Desk<'_>) -> Result<(), UsersError> {
        let writes = self.writes(desk).await?;
        if !writes.is_empty() {
            let store = desk.recording_all(self.events(desk));
            let store = store.telling(self.letters(desk)?);
            store.write_all(writes, desk.now()).await?;
            self.note(desk);
        }
        Ok(())
    }

    /// What is to be written, if anything is; hashes the password.
    pub(in crate::admin) async fn writes(
        &self,
        services: &Services,
    ) -> Result<Vec<Write>, UsersError> {
        if self.outcome == Outcome::Unchanged {
            return Ok(Vec::new());
        }
        let password = match &self.password {
            Some(new) => Some(hash(services, new).await?),
            None => None,
        };
        let user = self.user.clone();
        let mut writes = vec![match self.stored.clone() {
            None => Write::CreateUser(Box::new(Account::new(user, password))),
            Some(before) => Write::UpdateUser(Box::new(UserUpdate {
                before,
                after: user,
                password,
            })),
        }];
        let external_id = self.external_id.as_ref();
        writes.extend(external_id.map(|known| known.write(Resource::User(self.user.id))));
        Ok(writes)
    }

    /// What is to be written down with it.
    pub(in crate::admin) fn events(&self, desk: &Desk<'_>) -> Vec<Event> {
        if self.outcome == Outcome::Unchanged {
            return Vec::new();
        }
        let mut events = if let Some(stored) = &self.stored {
            changed(desk, stored, &self.user, self.password.is_some())
        } else {
            let event = desk.event("user.created").person(self.user.id);
            vec![event.memberships(None, &self.user)]
        };
        if let (Some(known), Some(event)) = (&self.external_id, events.first_mut()) {
            *event = event.clone().with("external_id", known.now());
        }
        events
    }

    /// What the person is to be told with it: nobody who is new.
    pub(in crate::admin) fn letters(&self, services: &Services) -> Result<Vec<Mail>, Failure> {
        let Some(before) = &self.stored else {
            return Ok(Vec::new());
        };
        told::letters(services, before, &self.user, self.password.is_some())
    }

    /// Tells what has been written, and whoever is to tell apps that sessions have ended, and people
    /// what was changed.
    pub(in crate::admin) fn note(&self, services: &Services) {
        let (user, sub) = (self.user.id, self.user.sub());
        let Some(stored) = &self.stored else {
            tracing::info!(event = "user_created", %user, %sub);
            return;
        };
        tracing::info!(event = "user_changed", %user, %sub);
        if self.password.is_some() {
            tracing::info!(event = "password_set_by_operator", %user, %sub);
        }
        if is_switched(stored, &self.user) {
            let disabled = self.user.disabled_at.is_some();
            tracing::info!(event = "user_disabled", %user, %sub, disabled);
        }
        services.outbox.wake();
        services.post.wake();
    }
}
