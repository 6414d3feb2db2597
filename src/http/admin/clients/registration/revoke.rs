//! The end of a token that may have got into wrong hands.

use super::super::PATH as CLIENTS;
use super::{REVOKE, crumbs};
use crate::admin::registration::{InitialAccessToken, InitialAccessTokenError};
use crate::admin::{Operation, Target};
use crate::flow::Failure;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::described::{Asked, Described, Refusal, Wrong};
use crate::http::admin::typed::Typed;
use crate::pages::Link;
use crate::pages::admin::{Field, Input, Part};
use actix_web::HttpResponse;

/// The field.
const TOKEN: &str = "token";

/// A token that somebody has at hand.
pub struct Revocation;

impl Described for Revocation {
    type Wanted = String;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        console
            .lets(Operation::EditClients, Target::Deployment)
            .await?;
        Ok(Self)
    }

    fn opened(&self) -> Typed {
        Typed::default()
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        let token = Field {
            input: Input::Line,
            ..console.field(TOKEN, "console-registration-token", typed, wrong)
        };
        Asked {
            title: console.t("console-revoke-token"),
            hint: None,
            action: console.cx.path(REVOKE),
            parts: vec![Part::open(
                "registration-token-part",
                console.t("console-about"),
                vec![token],
            )],
            back: console.cx.path(CLIENTS),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, String), Refusal> {
        let change = Change {
            title: console.t("console-revoke-token"),
            effects: vec![console.t("console-revoke-token-effect")],
            confirm: console.t("console-revoke-token"),
            is_dangerous: true,
            back: console.cx.path(CLIENTS),
            ..Change::default()
        };
        Ok((change, typed.get(TOKEN)))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console)
    }

    async fn done(&self, console: &Console<'_>, token: String) -> Result<HttpResponse, Refusal> {
        match InitialAccessToken::revoke(&console.desk, &token).await {
            Ok(()) => Ok(console.done(&console.cx.path(CLIENTS), "console-done-token-revoked")),
            Err(InitialAccessTokenError::Failure(Failure::Refused { .. })) => {
                let why = console.t("console-token-unknown");
                Err(Refusal::Wrong(vec![(TOKEN.to_owned(), why)]))
            }
            Err(error) => Err(error.into()),
        }
    }
}
