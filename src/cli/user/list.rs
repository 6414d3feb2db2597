//! `signet user list`.

use crate::cli::operator::{LONG, Operator};
use crate::cli::output;
use crate::http::api::bodies::UserBody;
use serde_json::Value;

/// List everybody
#[derive(clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let all = operator.all("/users", &[LONG]).await?;
        output::list(
            self.json,
            &all,
            ["USERNAME", "EMAIL", "NAME", "GROUPS", "STATE", "SUB"],
            row,
            "nobody yet: add somebody with `signet user add NAME`, or use `signet setup-link`",
        )
    }
}

fn row(user: &UserBody) -> [String; 6] {
    [
        user.username.clone(),
        claim(user, "email"),
        claim(user, "name"),
        user.groups.join(","),
        state(user).to_owned(),
        user.sub.clone(),
    ]
}

/// A claim of somebody's that is text.
pub(super) fn claim(user: &UserBody, name: &str) -> String {
    let value = user.claims.get(name).and_then(Value::as_str);
    value.unwrap_or_default().to_owned()
}

fn state(user: &UserBody) -> &'static str {
    match (user.disabled, user.roles.is_empty()) {
        (true, _) => "disabled",
        (false, false) => "operator",
        (false, true) => "",
    }
}
