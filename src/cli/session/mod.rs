//! `signet session`.

use super::deployment::Deployment;
use super::output;
use crate::admin::part::{MOST, Wanted};
use crate::admin::{Desk, sessions, users};
use crate::model::{Session, SessionId};
use serde_json::{Value, json};

/// List signed-in browsers, and end their sessions
#[derive(clap::Subcommand)]
pub enum Command {
    List(ListArgs),
    End(EndArgs),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let done = match self {
            Self::List(args) => args.run(&desk).await,
            Self::End(args) => args.run(&desk).await,
        };
        services.store.close().await;
        done
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
    async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let all = match &self.user {
            Some(name) => {
                let user = users::named(desk, name).await?;
                sessions::of(desk, user.id).await?
            }
            None => everybodys(desk).await?,
        };
        output::list(
            self.json.then_some(as_json),
            &all,
            ["SID", "SUB", "SINCE", "LAST USED", "ADDRESS"],
            row,
            "nobody is signed in",
        )
    }
}

async fn everybodys(desk: &Desk<'_>) -> anyhow::Result<Vec<Session>> {
    let mut all = Vec::new();
    let mut wanted = Wanted {
        cursor: None,
        limit: MOST,
    };
    loop {
        let part = sessions::list(desk, &wanted).await?;
        all.extend(part.items);
        wanted.cursor = part.next;
        if wanted.cursor.is_none() {
            return Ok(all);
        }
    }
}

fn row(session: &Session) -> [String; 5] {
    [
        session.id.to_string(),
        session.user_id.to_string(),
        output::time(session.created_at),
        output::time(session.last_seen_at),
        session.address.clone(),
    ]
}

fn as_json(session: &Session) -> Value {
    json!({
        "sid": session.id,
        "sub": session.user_id,
        "created_at": output::time(session.created_at),
        "last_seen_at": output::time(session.last_seen_at),
        "expires_at": output::time(session.expires_at),
        "acr": session.acr,
        "amr": session.amr,
        "user_agent": session.user_agent,
        "address": session.address,
    })
}

/// End a session; apps are told
#[derive(clap::Args)]
pub struct EndArgs {
    /// The sid, as `signet session list` shows it
    session: SessionId,
}

impl EndArgs {
    async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        sessions::end(desk, self.session).await?;
        output::line("the session has ended")
    }
}
