//! `signet user list`.

use crate::admin::Desk;
use crate::admin::users;
use crate::cli::output;
use crate::model::User;
use serde_json::{Value, json};

/// List everybody
#[derive(clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let all = users::list(desk).await?;
        output::list(
            self.json.then_some(as_json),
            &all,
            ["USERNAME", "EMAIL", "NAME", "GROUPS", "STATE", "SUB"],
            row,
            "nobody yet: add somebody with `signet user add NAME`, or use `signet setup-link`",
        )
    }
}

fn row(user: &User) -> [String; 6] {
    let claims = user.claims.clone();
    [
        user.username.display.clone(),
        claims.email.unwrap_or_default(),
        claims.name.unwrap_or_default(),
        user.groups.join(","),
        state(user).to_owned(),
        user.id.to_string(),
    ]
}

fn state(user: &User) -> &'static str {
    match (user.disabled_at, user.roles.is_empty()) {
        (Some(_), _) => "disabled",
        (None, false) => "operator",
        (None, true) => "",
    }
}

/// A person, for programs.
pub(super) fn as_json(user: &User) -> Value {
    json!({
        "id": user.id,
        "sub": user.sub(),
        "username": user.username.display,
        "claims": user.claims,
        "groups": user.groups,
        "roles": user.roles,
        "disabled": user.disabled_at.is_some(),
        "disabled_at": user.disabled_at.map(output::time),
        "created_at": output::time(user.created_at),
        "updated_at": output::time(user.updated_at),
    })
}
