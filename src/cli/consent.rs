//! `signet consent`.

use super::deployment::Deployment;
use super::operator::{LONG, Operator};
use super::{output, user};
use crate::http::api::bodies::ConsentBody;
use crate::http::api::escaped;

/// List what people allowed apps, and take it back
#[derive(clap::Subcommand)]
pub enum Command {
    List(ListArgs),
    Withdraw(WithdrawArgs),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let work = async |operator: &_| match self {
            Self::List(args) => args.run(operator).await,
            Self::Withdraw(args) => args.run(operator).await,
        };
        deployment.operate(work).await
    }
}

/// List what somebody allowed apps, or what people allowed an app
#[derive(clap::Args)]
pub struct ListArgs {
    /// Whose: user name, e-mail address or sub
    #[arg(required_unless_present = "app", conflicts_with = "app")]
    user: Option<String>,
    /// What people allowed this app, by its client_id
    #[arg(long, value_name = "CLIENT_ID")]
    app: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl ListArgs {
    async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let all = match (&self.user, &self.app) {
            (Some(name), _) => {
                let user = user::named(operator, name).await?;
                operator.all(&user::path(&user, "/consents"), &[]).await?
            }
            (None, app) => {
                let id = escaped(app.as_deref().unwrap_or_default());
                let path = format!("/clients/{id}/consents");
                operator.all(&path, &[LONG]).await?
            }
        };
        output::list(
            self.json,
            &all,
            ["USER_ID", "APP", "SCOPES", "SINCE"],
            row,
            "nothing was allowed, or nobody was asked",
        )
    }
}

fn row(consent: &ConsentBody) -> [String; 4] {
    [
        consent.user_id.clone(),
        consent.client_id.clone(),
        consent.scope.clone(),
        consent.granted_at.clone(),
    ]
}

/// Take back what somebody allowed an app; its tokens end, and they are asked again
#[derive(clap::Args)]
pub struct WithdrawArgs {
    /// Whose: user name, e-mail address or sub
    user: String,
    /// The client_id of the app
    app: String,
}

impl WithdrawArgs {
    async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let user = user::named(operator, &self.user).await?;
        let path = user::path(&user, &format!("/consents/{}", escaped(&self.app)));
        operator.delete(&path).await?;
        let (name, app) = (user.username, self.app);
        output::line(&format!("{name} allows {app} nothing any more"))
    }
}
