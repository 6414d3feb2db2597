//! `signet user list`.

use crate::cli::operator::{LONG, Operator};
use crate::cli::output;
use crate::http::api::bodies::UserBody;
use serde_json::Value;

/// List everybody, or those who fit
#[derive(clap::Args)]
pub struct Args {
    /// Only people whose user name, e-mail address, name or family name begins with this
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Only members of this group
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    /// Only people who are active (may sign in), disabled, or operator (have a role)
    #[arg(long, value_name = "STATE", value_parser = ["active", "disabled", "operator"])]
    state: Option<String>,
    /// Those who were added last first
    #[arg(long)]
    newest: bool,
    /// At most so many
    #[arg(long, value_name = "COUNT")]
    limit: Option<usize>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let given = [
            ("search", self.search.as_deref()),
            ("group", self.group.as_deref()),
            ("state", self.state.as_deref()),
            ("sort", self.newest.then_some("newest")),
        ];
        let given = given.into_iter();
        let mut query: Vec<_> = given
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        let empty = if query.is_empty() {
            "nobody yet: add somebody with `signet user add NAME`, or use `signet setup-link`"
        } else {
            "nobody fits"
        };
        query.push(LONG);
        let most = self.limit.unwrap_or(usize::MAX);
        output::list(
            self.json,
            &operator.some("/users", &query, most).await?,
            ["USERNAME", "EMAIL", "NAME", "GROUPS", "STATE", "SUB"],
            row,
            empty,
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
