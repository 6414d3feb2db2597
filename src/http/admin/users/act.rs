//! What is done to somebody at once: shown first, then done.

use super::{ACT, SHOW, USER, crumbs, href, meant};
use crate::admin::{Operation, Target, users};
use crate::http::admin::change::{Change, Decision};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::trouble::Trouble;
use crate::http::cx::Cx;
use crate::model::User;
use crate::pages::admin::{Secret, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

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
}

impl Act {
    const ALL: [Self; 4] = [
        Self::Disable,
        Self::Enable,
        Self::PasswordLink,
        Self::ResetFactors,
    ];

    /// Its name in queries.
    const fn name(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::PasswordLink => "password-link",
            Self::ResetFactors => "reset-factors",
        }
    }

    /// The key of what it is called, on buttons and headings.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Disable => "console-disable",
            Self::Enable => "console-enable",
            Self::PasswordLink => "console-password-link",
            Self::ResetFactors => "console-reset-factors",
        }
    }

    /// The keys of what it brings about.
    const fn effects(self) -> &'static [&'static str] {
        match self {
            Self::Disable => &["console-disable-effect", "console-sessions-end"],
            Self::Enable => &["console-enable-effect"],
            Self::PasswordLink => &["console-password-link-effect"],
            Self::ResetFactors => &["console-reset-factors-effect", "console-sessions-end"],
        }
    }

    /// What the operator has to be allowed.
    const fn operation(self) -> Operation {
        match self {
            Self::Disable | Self::Enable => Operation::EditUsers,
            Self::PasswordLink | Self::ResetFactors => Operation::HelpUsers,
        }
    }

    /// Whether it takes something away.
    pub const fn is_dangerous(self) -> bool {
        matches!(self, Self::Disable | Self::ResetFactors)
    }

    /// Whether the operator has to have proven lately who they are.
    const fn needs_proof(self) -> bool {
        !matches!(self, Self::Enable)
    }

    /// The address where it is done to `user`.
    pub fn href(self, console: &Console<'_>, user: &User) -> String {
        let query = [(USER, user.username.display.as_str()), ("do", self.name())];
        console.href(ACT, &query)
    }

    /// The act that the query names.
    fn meant(console: &Console<'_>) -> Option<Self> {
        let name = console.query("do");
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// What it changes, for whoever may and has proven lately who they are.
    async fn change(self, console: &Console<'_>, user: &User) -> Result<Change, HttpResponse> {
        let may = console.desk.may(self.operation(), Target::Person(user));
        may.map_err(|error| console.trouble(error))?;
        if self.needs_proof() {
            console.fresh().await?;
        }
        Ok(Change {
            title: console.t(self.title()),
            subject: Some(user.username.display.clone()),
            effects: self.effects().iter().map(|key| console.t(key)).collect(),
            confirm: console.t(self.title()),
            is_dangerous: self.is_dangerous(),
            back: href(console, SHOW, user),
            ..Change::default()
        })
    }

    async fn done(self, console: &Console<'_>, user: &User) -> Result<HttpResponse, Trouble> {
        let (desk, login) = (&console.desk, user.username.display.as_str());
        let key = match self {
            Self::Disable | Self::Enable => {
                let disabled = self == Self::Disable;
                users::set_disabled(desk, login, disabled).await?;
                if disabled {
                    "console-done-user-disabled"
                } else {
                    "console-done-user-enabled"
                }
            }
            Self::PasswordLink => match users::send_password_link(desk, login).await? {
                Some(link) => return Ok(handed_over(console, user, link)),
                None => "console-done-password-link",
            },
            Self::ResetFactors => {
                users::reset_factors(desk, login).await?;
                "console-done-factors-reset"
            }
        };
        Ok(console.done(&href(console, SHOW, user), key))
    }
}

/// Shows what will happen.
pub async fn get(cx: Cx) -> HttpResponse {
    ask(&cx).await.unwrap_or_else(|response| response)
}

async fn ask(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let act = Act::meant(&console).ok_or_else(|| console.unknown("no such act"))?;
    let user = meant(&console).await?;
    let change = act.change(&console, &user).await?;
    Ok(console.plan(change, crumbs(&console, Some(&user)), None))
}

/// Does it.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    carry_out(&cx, payload)
        .await
        .unwrap_or_else(|response| response)
}

async fn carry_out(cx: &Cx, payload: Payload) -> Answer {
    let (console, sent) = Console::sent(cx, payload).await?;
    let act = Act::meant(&console).ok_or_else(|| console.unknown("no such act"))?;
    let user = meant(&console).await?;
    let change = act.change(&console, &user).await?;
    match change.decide(&sent) {
        Decision::Ask(why) => Ok(console.plan(change, crumbs(&console, Some(&user)), why)),
        Decision::Do => {
            let done = act.done(&console, &user).await;
            done.map_err(|trouble| console.trouble(trouble))
        }
    }
}

/// A link that could not be sent, for the operator to hand over.
fn handed_over(console: &Console<'_>, user: &User, link: String) -> HttpResponse {
    let template = Thing {
        chrome: console.chrome(),
        frame: console.frame(crumbs(console, Some(user))),
        title: user.username.display.clone(),
        marks: Vec::new(),
        secret: Some(Secret {
            title: console.t("console-password-link"),
            value: link,
            hint: console.t("console-password-link-hand-over"),
        }),
        actions: Vec::new(),
        sections: Vec::new(),
    };
    console.page(StatusCode::OK, &template)
}
