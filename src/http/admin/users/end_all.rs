//! The end of everybody's sessions at once.

use super::{END_ALL, PATH, SESSIONS};
use crate::admin::{Operation, Target, sessions};
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::parts::dangerous;
use crate::http::admin::trouble::Trouble;
use crate::pages::Link;
use crate::pages::admin::Deed;
use actix_web::HttpResponse;

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndAll {
    /// Sessions.
    Sessions,
    /// What was granted for longer than a session too.
    Tokens,
}

impl EndAll {
    const ALL: [Self; 2] = [Self::Sessions, Self::Tokens];

    /// Its name in queries.
    const fn name(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Tokens => "tokens",
        }
    }

    /// The key of what it is called, on buttons and headings.
    const fn title(self) -> &'static str {
        match self {
            Self::Sessions => "console-end-all",
            Self::Tokens => "console-end-all-tokens",
        }
    }

    /// The key of what becomes of offline access.
    const fn effect(self) -> &'static str {
        match self {
            Self::Sessions => "console-end-all-offline-stays",
            Self::Tokens => "console-end-all-offline-ends",
        }
    }
}

/// The ways to it, for whoever may.
pub fn deeds(console: &Console<'_>) -> Vec<Deed> {
    let may = console
        .desk
        .may(Operation::SignOutEverybody, Target::Deployment);
    if may.is_err() {
        return Vec::new();
    }
    let deed = |one: EndAll, id| {
        let href = console.href(END_ALL, &[("do", one.name())]);
        dangerous(console.deed(id, one.title(), href))
    };
    vec![
        deed(EndAll::Sessions, "end-all"),
        deed(EndAll::Tokens, "end-all-tokens"),
    ]
}

impl AtOnce for EndAll {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let one = console.act(&Self::ALL, Self::name);
        one.ok_or_else(|| console.unknown("no such act"))
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        console
            .lets(Operation::SignOutEverybody, Target::Deployment)
            .await?;
        let effects = [
            "console-end-all-effect",
            self.effect(),
            "console-end-all-told",
        ];
        Ok(Change {
            title: console.t(self.title()),
            effects: effects.map(|key| console.t(key)).into(),
            typed: Some(console.desk.config.name.clone()),
            confirm: console.t(self.title()),
            is_dangerous: true,
            back: console.cx.path(SESSIONS),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        vec![
            console.crumb(PATH, "console-users"),
            console.crumb(SESSIONS, "console-sessions"),
        ]
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        sessions::end_all(&console.desk, self == Self::Tokens).await?;
        // Which asks for a sign-in first: the operator's own session is over too.
        let page = console.cx.path(SESSIONS);
        Ok(console.done(&page, "console-done-all-ended"))
    }
}
