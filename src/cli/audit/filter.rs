//! Which events a command is about.

use crate::cli::operator::Operator;
use crate::cli::{output, user};
use crate::clock::{Clock, SystemClock};
use std::time::Duration;

/// Whom and what something is to be about.
#[derive(clap::Args)]
pub struct About {
    /// Only about the person with this user name, e-mail address or sub
    #[arg(long)]
    person: Option<String>,
    /// Only about the app with this client ID
    #[arg(long)]
    client: Option<String>,
}

impl About {
    /// What was meant, as parameters.
    pub async fn read(self, operator: &Operator) -> anyhow::Result<Vec<(&'static str, String)>> {
        let person = match &self.person {
            Some(name) => Some(user::named(operator, name).await?.id),
            None => None,
        };
        Ok(given([("user_id", person), ("client_id", self.client)]))
    }
}

/// What narrows events down.
#[derive(clap::Args)]
pub struct Filter {
    /// Only of this kind, such as user.disabled, or of this area, such as user
    #[arg(long)]
    kind: Option<String>,
    #[command(flatten)]
    about: About,
    /// Only of the last days
    #[arg(long, value_name = "DAYS")]
    since_days: Option<u64>,
}

impl Filter {
    /// What was meant, as parameters.
    pub async fn read(self, operator: &Operator) -> anyhow::Result<Vec<(&'static str, String)>> {
        let since = self.since_days.map(|days| {
            let days = Duration::from_hours(days.saturating_mul(24));
            output::time(SystemClock.now().minus(days))
        });
        let mut all = self.about.read(operator).await?;
        all.extend(given([("kind", self.kind), ("since", since)]));
        Ok(all)
    }
}

/// Those parameters that were given.
fn given<const N: usize>(all: [(&'static str, Option<String>); N]) -> Vec<(&'static str, String)> {
    let all = all.into_iter();
    all.filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

/// Parameters as calls take them.
pub fn borrowed<'a>(parameters: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    let parameters = parameters.iter();
    parameters
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}
