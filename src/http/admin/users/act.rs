//! What is done to somebody at once.

use super::{ACT, PATH, SHOW, USER, crumbs, href, meant};
use crate::admin::{Operation, Target, Version, users};
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::trouble::Trouble;
use crate::model::User;
use crate::pages::Link;
use crate::pages::admin::{Deed, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Nobody signs in there any more.
    Disable,
    /// Its person signs in again.
    Enable,
    /// They choose a new password by a link.
    PasswordLink,
    /// Their second factors are gone.
    ResetFactors,
    /// Their failed sign-ins are forgotten.
    Unlock,
    /// Their sessions and tokens end.
    SignOut,
    /// They are gone, with all that is theirs.
    Remove,
}

impl Act {
    const ALL: [Self; 7] = [
        Self::Disable,
        Self::Enable,
        Self::PasswordLink,
        Self::ResetFactors,
        Self::Unlock,
        Self::SignOut,
        Self::Remove,
    ];

    /// Its name in queries and on pages.
    const fn name(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::PasswordLink => "password-link",
            Self::ResetFactors => "reset-factors",
            Self::Unlock => "unlock",
            Self::SignOut => "sign-out",
            Self::Remove => "remove",
        }
    }

    /// The key of what it is called, on buttons and headings.
    const fn title(self) -> &'static str {
        match self {
            Self::Disable => "console-disable",
            Self::Enable => "console-enable",
            Self::PasswordLink => "console-password-link",
            Self::ResetFactors => "console-reset-factors",
            Self::Unlock => "console-unlock",
            Self::SignOut => "console-sign-out",
            Self::Remove => "console-remove-user",
        }
    }

    /// The keys of what it brings about.
    const fn effects(self) -> &'static [&'static str] {
        match self {
            Self::Disable => &["console-disable-effect", "console-sessions-end"],
            Self::Enable => &["console-enable-effect"],
            Self::PasswordLink => &["console-password-link-effect"],
            Self::ResetFactors => &["console-reset-factors-effect", "console-sessions-end"],
            Self::Unlock => &["console-unlock-effect"],
            Self::SignOut => &["console-sessions-end"],
            Self::Remove => &["console-remove-user-effect", "console-sessions-end"],
        }
    }

    /// What the operator has to be allowed.
    const fn operation(self) -> Operation {
        match self {
            Self::Disable | Self::Enable | Self::Remove => Operation::EditUsers,
            Self::PasswordLink | Self::ResetFactors | Self::Unlock | Self::SignOut => {
                Operation::HelpUsers
            }
        }
    }

    /// Whether it takes something away.
    const fn is_dangerous(self) -> bool {
        matches!(self, Self::Disable | Self::ResetFactors | Self::Remove)
    }

    /// Whether the operator has to have proven lately who they are.
    const fn needs_proof(self) -> bool {
        !matches!(self, Self::Enable | Self::Unlock)
    }

    /// Whether it can be done to `user` as they are, and not to oneself where that would be a mistake.
    fn makes_sense(self, console: &Console<'_>, user: &User) -> bool {
        match self {
            Self::Enable => user.disabled_at.is_some(),
            Self::Disable => user.disabled_at.is_none() && !console.is_own(user),
            Self::Remove => !console.is_own(user),
            _ => user.disabled_at.is_none(),
        }
    }

    /// The link to where it is done to `user`, if the operator may and it makes sense.
    pub fn deed(self, console: &Console<'_>, user: &User) -> Option<Deed> {
        let may = console.desk.may(self.operation(), Target::Person(user));
        if may.is_err() || !self.makes_sense(console, user) {
            return None;
        }
        let query = [(USER, user.username.display.as_str()), ("do", self.name())];
        let deed = console.deed(self.name(), self.title(), console.href(ACT, &query));
        Some(Deed {
            is_dangerous: self.is_dangerous(),
            ..deed
        })
    }
}

/// An act, and whom it is done to.
pub struct Doing {
    act: Act,
    user: User,
}

impl AtOnce for Doing {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let act = console.act(&Act::ALL, Act::name);
        let act = act.ok_or_else(|| console.unknown("no such act"))?;
        let user = meant(console).await?;
        Ok(Self { act, user })
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        let (act, user) = (self.act, &self.user);
        let may = console.desk.may(act.operation(), Target::Person(user));
        may.map_err(|error| console.trouble(error))?;
        if act.needs_proof() {
            console.fresh().await?;
        }
        let name = &user.username.display;
        Ok(Change {
            title: console.t(act.title()),
            subject: Some(name.clone()),
            effects: act.effects().iter().map(|key| console.t(key)).collect(),
            typed: (act == Act::Remove).then(|| name.clone()),
            confirm: console.t(act.title()),
            is_dangerous: act.is_dangerous(),
            back: href(console, SHOW, user),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, Some(&self.user))
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        let (desk, user) = (&console.desk, &self.user);
        let login = user.username.display.as_str();
        let key = match self.act {
            Act::Disable => {
                users::set_disabled(desk, login, true).await?;
                "console-done-user-disabled"
            }
            Act::Enable => {
                users::set_disabled(desk, login, false).await?;
                "console-done-user-enabled"
            }
            Act::PasswordLink => match users::send_password_link(desk, login).await? {
                Some(link) => return Ok(handed_over(console, user, link)),
                None => "console-done-password-link",
            },
            Act::ResetFactors => {
                users::reset_factors(desk, login).await?;
                "console-done-factors-reset"
            }
            Act::Unlock => {
                users::unlock(desk, login).await?;
                "console-done-unlocked"
            }
            Act::SignOut => {
                users::sign_out(desk, login).await?;
                "console-done-signed-out"
            }
            Act::Remove => {
                users::remove(desk, user.id, Some(&Version::from(user))).await?;
                return Ok(console.done(&console.cx.path(PATH), "console-done-user-removed"));
            }
        };
        Ok(console.done(&href(console, SHOW, user), key))
    }
}

/// A link that could not be sent, for the operator to hand over.
fn handed_over(console: &Console<'_>, user: &User, link: String) -> HttpResponse {
    let template = Thing {
        secret: Some(console.secret(
            "console-password-link",
            "console-password-link-hand-over",
            link,
        )),
        ..console.thing(crumbs(console, Some(user)), user.username.display.clone())
    };
    console.page(StatusCode::OK, &template)
}
