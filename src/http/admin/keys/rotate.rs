//! Rotation of the signing keys: shown first, then done.

use super::PATH;
use crate::admin::{Operation, Target, keys};
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::trouble::Trouble;
use crate::pages::Link;
use actix_web::HttpResponse;

/// What has to be typed before keys are taken out of use at once.
const TYPED: &str = "rotate";

/// A rotation.
pub struct Rotation {
    is_emergency: bool,
}

impl AtOnce for Rotation {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let is_emergency = console.query("emergency") == "yes";
        Ok(Self { is_emergency })
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        console
            .lets(Operation::RotateKeys, Target::Deployment)
            .await?;
        let (title, effects): (&str, &[&str]) = if self.is_emergency {
            let effects = &["console-emergency-effect", "console-emergency-tokens"];
            ("console-emergency", effects)
        } else {
            ("console-rotate", &["console-rotate-effect"])
        };
        Ok(Change {
            title: console.t(title),
            effects: effects.iter().map(|key| console.t(key)).collect(),
            typed: self.is_emergency.then(|| TYPED.to_owned()),
            confirm: console.t(title),
            is_dangerous: self.is_emergency,
            back: console.cx.path(PATH),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        vec![console.crumb(PATH, "console-keys")]
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        let key = if keys::rotate(&console.desk, self.is_emergency).await? {
            "console-done-keys"
        } else {
            "console-done-nothing"
        };
        Ok(console.done(&console.cx.path(PATH), key))
    }
}
