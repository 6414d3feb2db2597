//! `signet user role`.

use super::{named, path};
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::UserBody;
use crate::model::Role;
use serde_json::json;

const ROLES: &str = "\
Roles:
  owner                      everything
  administrator              everything but making and unmaking owners
  help_desk                  helps people who cannot sign in
  auditor                    reads everything
  group_administrator:GROUP  looks after the members of a group

  signet user role bob --add help_desk
  signet user role bob --remove help_desk";

/// Show somebody's roles in Signet, give some and take some
#[derive(clap::Args)]
#[command(after_help = ROLES)]
pub struct Args {
    /// User name, e-mail address or sub
    user: String,
    /// A role to give; may be given several times
    #[arg(long, value_name = "ROLE")]
    add: Vec<Role>,
    /// A role to take; may be given several times
    #[arg(long, value_name = "ROLE")]
    remove: Vec<Role>,
}

impl Args {
    /// Gives and takes.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let mut user = named(operator, &self.user).await?;
        if !self.add.is_empty() || !self.remove.is_empty() {
            let seen = operator.see::<UserBody>(&path(&user, "")).await?;
            let text =
                |roles: &[Role]| -> Vec<String> { roles.iter().map(ToString::to_string).collect() };
            let taken = text(&self.remove);
            let mut roles = seen.it.roles;
            roles.retain(|role| !taken.contains(role));
            roles.extend(text(&self.add));
            let body = Some(json!({ "roles": roles }));
            let path = path(&user, "/roles");
            user = operator.put(&path, Some(&seen.tag), body).await?;
        }
        let name = user.username;
        output::line(&match user.roles.as_slice() {
            [] => format!("{name} has no role"),
            roles => format!("{name}: {}", roles.join(", ")),
        })
    }
}
