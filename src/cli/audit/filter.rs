//! Which events a command is about.

use crate::admin::{Desk, users};
use crate::oidc::ClientId;
use crate::store::EventFilter;
use std::time::Duration;

/// What narrows events down.
#[derive(clap::Args)]
pub struct Filter {
    /// Only of this kind, such as user.disabled, or of this area, such as user
    #[arg(long)]
    kind: Option<String>,
    /// Only about the person with this user name or e-mail address
    #[arg(long)]
    person: Option<String>,
    /// Only about the app with this client ID
    #[arg(long)]
    client: Option<String>,
    /// Only of the last days
    #[arg(long, value_name = "DAYS")]
    since_days: Option<u64>,
}

impl Filter {
    /// The filter that was meant.
    pub async fn read(self, desk: &Desk<'_>) -> anyhow::Result<EventFilter> {
        let person = match &self.person {
            Some(login) => Some(users::find(desk, login).await?.user.id),
            None => None,
        };
        let days = |days: u64| Duration::from_hours(days.saturating_mul(24));
        Ok(EventFilter {
            since: self.since_days.map(|since| desk.now().minus(days(since))),
            until: None,
            kind: self.kind,
            person,
            client: self.client.map(ClientId::try_from).transpose()?,
        })
    }
}
