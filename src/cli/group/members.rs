//! `signet group members`, `signet group join` and `signet group leave`.

use crate::admin::part::{MOST, Wanted};
use crate::admin::users::{self, PeopleQuery};
use crate::admin::{Desk, groups};
use crate::cli::output;
use crate::model::User;
use serde_json::{Value, json};

/// List who is in a group
#[derive(clap::Args)]
pub struct ListArgs {
    /// Its name
    group: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl ListArgs {
    /// Lists them.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let query = PeopleQuery {
            group: Some(self.group),
            ..PeopleQuery::default()
        };
        let mut all = Vec::new();
        let mut wanted = Wanted {
            cursor: None,
            limit: MOST,
        };
        loop {
            let part = users::people(desk, &query, &wanted).await?;
            all.extend(part.items);
            wanted.cursor = part.next;
            if wanted.cursor.is_none() {
                break;
            }
        }
        output::list(
            self.json.then_some(as_json),
            &all,
            ["USERNAME", "NAME", "SUB"],
            row,
            "nobody is in it",
        )
    }
}

fn row(user: &User) -> [String; 3] {
    [
        user.username.display.clone(),
        user.claims.name.clone().unwrap_or_default(),
        user.id.to_string(),
    ]
}

fn as_json(user: &User) -> Value {
    json!({"sub": user.sub(), "username": user.username.display, "claims": user.claims})
}

/// Which group, and whom.
#[derive(clap::Args)]
pub struct ChangeArgs {
    /// Its name
    group: String,
    /// User names or e-mail addresses
    #[arg(required = true)]
    users: Vec<String>,
}

impl ChangeArgs {
    /// Puts them in, or takes them out.
    pub async fn run(self, desk: &Desk<'_>, member: bool) -> anyhow::Result<()> {
        for login in &self.users {
            let (user, changed) = groups::set_member(desk, &self.group, login, member).await?;
            let (name, group) = (user.username.display, &self.group);
            output::line(&match (member, changed) {
                (true, true) => format!("{name} is in {group} now"),
                (true, false) => format!("{name} was in {group} before"),
                (false, true) => format!("{name} is not in {group} any more"),
                (false, false) => format!("{name} was not in {group}"),
            })?;
        }
        Ok(())
    }
}
