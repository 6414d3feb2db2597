//! `signet session`.

use super::deployment::Deployment;
use super::operator::{LONG, Operator};
use super::{output, user};
use crate::http::api::bodies::{EndAllBody, SessionBody};
use crate::model::SessionId;

/// List signed-in browsers, and end their sessions
#[derive(clap::Subcommand)]
pub enum Command {
    List(ListArgs),
    End(EndArgs),
    EndAll(EndAllArgs),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let work = async |operator: &_| match self {
            Self::List(args) => args.run(operator).await,
            Self::End(args) => args.run(operator).await,
            Self::EndAll(args) => args.run(operator).await,
        };
        deployment.operate(work).await
    }
}

/// List sessions that go on, newest first
#[derive(clap::Args)]
pub struct ListArgs {
    /// User name, e-mail address or sub [default: everybody]
    user: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl ListArgs {
    async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let all = match &self.user {
            Some(name) => {
                let user = user::named(operator, name).await?;
                operator.all(&user::path(&user, "/sessions"), &[]).await?
            }
            None => operator.all("/sessions", &[LONG]).await?,
        };
        output::list(
            self.json,
            &all,
            ["SID", "SUB", "SINCE", "LAST USED", "ADDRESS"],
            row,
            "nobody is signed in",
        )
    }
}

fn row(session: &SessionBody) -> [String; 5] {
    [
        session.id.clone(),
        session.user_id.clone(),
        session.created_at.clone(),
        session.last_seen_at.clone(),
        session.address.clone(),
    ]
}

/// End a session; apps are told
#[derive(clap::Args)]
pub struct EndArgs {
    /// The sid, as `signet session list` shows it
    session: SessionId,
}

impl EndArgs {
    async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        operator
            .delete(&format!("/sessions/{}", self.session))
            .await?;
        output::line("the session has ended")
    }
}

/// End the sessions of everybody at once
///
/// Nobody is signed in any more from that moment on, operators included. Apps are told in the minutes
/// after, as a running server gets to them. Owners alone may do it over --server.
#[derive(clap::Args)]
pub struct EndAllArgs {
    /// End what was granted for longer than a session too (offline access)
    #[arg(long)]
    tokens: bool,
    /// Do it without asking
    #[arg(long)]
    yes: bool,
}

impl EndAllArgs {
    async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        if !self.yes {
            anyhow::bail!(
                "this signs out everybody at {}: say --yes if you mean it",
                operator.issuer()
            );
        }
        let order = EndAllBody {
            tokens: Some(self.tokens),
        };
        let () = operator.post("/sessions/end-all", &order).await?;
        output::line(if self.tokens {
            "all sessions and tokens have ended"
        } else {
            "all sessions have ended"
        })
    }
}
