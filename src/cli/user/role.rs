//! `signet user role`.

use crate::admin::{Desk, users};
use crate::cli::output;
use crate::model::Role;

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
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let mut user = users::named(desk, &self.user).await?;
        if !self.add.is_empty() || !self.remove.is_empty() {
            let mut roles = user.roles;
            roles.retain(|role| !self.remove.contains(role));
            roles.extend(self.add);
            user = users::set_roles(desk, user.id, None, roles).await?;
        }
        let name = user.username.display;
        let roles: Vec<_> = user.roles.iter().map(ToString::to_string).collect();
        output::line(&match roles.as_slice() {
            [] => format!("{name} has no role"),
            roles => format!("{name}: {}", roles.join(", ")),
        })
    }
}
