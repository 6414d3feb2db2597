//! `signet user invite`.

use crate::cli::operator::{LONG, Operator};
use crate::cli::output;
use crate::config::lasting;
use crate::http::api::bodies::{InvitationBody, InvitedBody, OpenInvitationBody};
use crate::model::LinkHash;
use std::time::Duration;

const EXAMPLES: &str = "\
  signet user invite alice@example.com --name \"Alice Example\" --group staff

Mail is sent where a mail server is set (smtp_url); the link is printed in any case.";

/// Invite somebody to make an account for themselves
///
/// They choose a user name and a password by the link, which works once.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Their e-mail address, which counts as verified
    email: String,
    /// Their full name, which they may change
    #[arg(long, value_name = "NAME", default_value = "")]
    name: String,
    /// A group that they will be in; may be given several times
    #[arg(long = "group", value_name = "GROUP")]
    groups: Vec<String>,
    /// How long the link works
    #[arg(long, value_name = "TIME", default_value = "7d", value_parser = expiry)]
    expires: Duration,
}

fn expiry(text: &str) -> Result<Duration, String> {
    const MOST: Duration = Duration::from_hours(365 * 24);
    let good = lasting(text).filter(|time| (Duration::from_mins(1)..=MOST).contains(time));
    good.ok_or_else(|| "write a time from 1m to 365d, such as 12h or 7d".to_owned())
}

impl Args {
    /// Invites them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let invitation = InvitationBody {
            email: self.email,
            name: Some(self.name),
            groups: Some(self.groups),
            expires_in: i64::try_from(self.expires.as_secs()).ok(),
        };
        let invited: InvitedBody = operator.post("/invitations", &invitation).await?;
        output::line(&invited.link)
    }
}

/// List invitations that can still be used
#[derive(clap::Args)]
pub struct ListArgs {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl ListArgs {
    /// Lists them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let all = operator.all("/invitations", &[LONG]).await?;
        output::list(
            self.json,
            &all,
            ["EMAIL", "NAME", "GROUPS", "BY", "EXPIRES", "ID"],
            row,
            "nobody is invited: `signet user invite ADDRESS` invites somebody",
        )
    }
}

fn row(open: &OpenInvitationBody) -> [String; 6] {
    [
        open.email.clone(),
        open.name.clone(),
        open.groups.join(","),
        open.invited_by.clone(),
        open.expires_at.clone(),
        open.id.clone(),
    ]
}

/// Make an invitation worthless that nobody has used
#[derive(clap::Args)]
pub struct WithdrawArgs {
    /// The id, as `signet user invitations` shows it
    #[arg(allow_hyphen_values = true)]
    id: LinkHash,
}

impl WithdrawArgs {
    /// Withdraws it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        operator
            .delete(&format!("/invitations/{}", self.id))
            .await?;
        output::line("the invitation opens nothing any more")
    }
}
