//! What apps and other systems know somebody by, as an operator says it.

use super::check::CheckedUser;
use super::subject::Subject;
use super::{Services, UsersError};
use crate::admin::Difference;
use crate::model::User;
use crate::store::{Account, Resource, StoreError, Write};
use std::sync::Arc;

/// Fails if what apps are to know the person by is another than there is, or is somebody else's.
pub(super) async fn refuse_other_subject(
    services: &Services,
    wanted: &CheckedUser,
    stored: Option<&Account>,
) -> Result<(), UsersError> {
    let Some(subject) = &wanted.subject else {
        return Ok(());
    };
    if let Some(Account { user, .. }) = stored {
        let is_theirs = Subject::of(user) == *subject;
        return is_theirs
            .then_some(())
            .ok_or_else(|| UsersError::OtherSubject {
                username: user.username.display.clone(),
                known: user.sub().into_owned(),
            });
    }
    match holder(services, subject).await? {
        None => Ok(()),
        Some(by) => Err(UsersError::Taken {
            what: "sub",
            value: subject.to_string(),
            by: by.username.display.clone(),
        }),
    }
}

/// Whoever has the subject, or the identifier that it would be.
pub(super) async fn holder(
    services: &Services,
    subject: &Subject,
) -> Result<Option<Arc<User>>, StoreError> {
    let store = &services.store;
    let id = match subject {
        Subject::Id(id) => Some(*id),
        Subject::Own(own) => store.user_by_subject(own).await?,
    };
    match id {
        Some(id) => store.user(id).await,
        None => Ok(None),
    }
}

/// What another system is to know somebody or something by, where that is another than before.
#[derive(Clone, Debug)]
pub(in crate::admin) struct KnownAs {
    before: Option<String>,
    after: Option<String>,
}

impl KnownAs {
    /// What `wanted` (empty for nothing) makes of what `stored` is known by; none where it stays.
    pub async fn planned(
        services: &Services,
        wanted: Option<&str>,
        stored: Option<Resource>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(after) = wanted else {
            return Ok(None);
        };
        let after = Some(after.to_owned()).filter(|text| !text.is_empty());
        let before = match stored {
            Some(of) => services.store.external_id(of).await?,
            None => None,
        };
        Ok((before != after).then_some(Self { before, after }))
    }

    /// As people read it.
    pub fn difference(&self) -> Difference {
        Difference::shown("external_id", self.before.clone(), self.after.clone())
    }

    /// What it is by now, empty for nothing.
    pub fn now(&self) -> &str {
        self.after.as_deref().unwrap_or_default()
    }

    /// What is to be written.
    pub fn write(&self, of: Resource) -> Write {
        Write::SetExternalId(of, self.after.clone())
    }
}
