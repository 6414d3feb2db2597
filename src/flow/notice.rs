//! Telling people by mail what was changed in their accounts (security H4, H5; ASVS 6.3.7), so that
//! whoever did not do it learns of it.

use super::{Failure, Services, post};
use crate::model::{Mail, MailKind, User};
use crate::pages::Words;

/// What was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The password.
    Password,
    /// A way to sign in was added, called so.
    FactorAdded(String),
    /// A way to sign in was removed, called so.
    FactorRemoved(String),
    /// There are new recovery codes; old ones do not work any more.
    RecoveryCodes,
    /// The e-mail address is this one from now on.
    Email(String),
    /// The account is gone.
    AccountDeleted,
}

impl Change {
    const fn subject(&self) -> &'static str {
        match self {
            Self::Password => "Your password was changed",
            Self::FactorAdded(_) => "A way to sign in was added to your account",
            Self::FactorRemoved(_) => "A way to sign in was removed from your account",
            Self::RecoveryCodes => "New recovery codes were made for your account",
            Self::Email(_) => "The e-mail address of your account was changed",
            Self::AccountDeleted => "Your account was deleted",
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::Password => {
                "All browsers and apps were signed out. Sign in again with the new password."
                    .to_owned()
            }
            Self::FactorAdded(name) => format!("It is called: {name}"),
            Self::FactorRemoved(name) => format!("It was called: {name}"),
            Self::RecoveryCodes => "Codes that you noted before do not work any more.".to_owned(),
            Self::Email(address) => {
                format!(
                    "Messages go to {address} from now on, and it signs in instead of this one."
                )
            }
            Self::AccountDeleted => "Nothing of it is left.".to_owned(),
        }
    }
}

/// Tells a person of a change that was made. That it cannot be told undoes nothing: the log says so.
pub async fn tell(services: &Services, person: &User, change: &Change) {
    let queued = match letter(services, person, change) {
        Ok(Some(mail)) => post::queue(services, mail).await.map_err(Failure::from),
        Ok(None) => Ok(()),
        Err(failure) => Err(failure),
    };
    if let Err(error) = queued {
        tracing::error!(%error, sub = %person.id, "cannot tell a person of a change");
    }
}

/// The letter about a change, to be queued with the change's own write. None for whoever cannot be
/// reached: an address that was not proven may be somebody else's.
pub fn letter(
    services: &Services,
    person: &User,
    change: &Change,
) -> Result<Option<Mail>, Failure> {
    let Some(address) = reachable(services, person) else {
        return Ok(None);
    };
    let name = &person.username.display;
    let words = Words {
        site_name: services.config.name.clone(),
        language: "en".to_owned(),
        subject: change.subject().to_owned(),
        before: vec![
            format!("{} ({name}).", change.subject()),
            change.detail(),
            "If this was you, there is nothing to do.".to_owned(),
        ],
        link: None,
        after: vec![
            "If it was not you, somebody else may know your password: set a new one at once, and \
             tell whoever runs this service."
                .to_owned(),
        ],
    };
    post::write(services, MailKind::Notice, address, &words).map(Some)
}

/// The address at which a person can be reached, if mail goes out and the address was proven.
pub fn reachable<'a>(services: &Services, person: &'a User) -> Option<&'a str> {
    let proven = person.claims.email_verified == Some(true);
    let address = person.claims.email.as_deref();
    address.filter(|_| proven && services.config.mail.is_on())
}
