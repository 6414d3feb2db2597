//! `signet group members`, `signet group join` and `signet group leave`.

use super::path;
use crate::cli::operator::{LONG, Operator};
use crate::cli::{output, user};
use crate::http::api::bodies::{ChangedBody, UserBody};
use serde_json::Value;

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
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let query = [("group", self.group.as_str()), LONG];
        let all = operator.all("/users", &query).await?;
        output::list(
            self.json,
            &all,
            ["USERNAME", "NAME", "SUB"],
            row,
            "nobody is in it",
        )
    }
}

fn row(user: &UserBody) -> [String; 3] {
    let name = user.claims.get("name").and_then(Value::as_str);
    [
        user.username.clone(),
        name.unwrap_or_default().to_owned(),
        user.sub.clone(),
    ]
}

/// Which group, and whom.
#[derive(clap::Args)]
pub struct ChangeArgs {
    /// Its name
    group: String,
    /// User names, e-mail addresses or subs
    #[arg(required = true)]
    users: Vec<String>,
}

impl ChangeArgs {
    /// Puts them in, or takes them out.
    pub async fn run(self, operator: &Operator, member: bool) -> anyhow::Result<()> {
        let group = path(operator, &self.group).await?;
        for name in &self.users {
            let user = user::named(operator, name).await?;
            let path = format!("{group}/members/{}", user.id);
            let ChangedBody { changed } = if member {
                operator.put(&path, None, None).await?
            } else {
                operator.take(&path).await?
            };
            let (name, group) = (user.username, &self.group);
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
