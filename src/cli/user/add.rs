//! `signet user add`.

use crate::admin::Desk;
use crate::admin::users::{self, NewPassword, NewUser};
use crate::cli::{output, password};
use crate::oidc::StandardClaims;

const EXAMPLES: &str = "\
Type the password when asked:
  signet user add alice --email alice@example.com --name \"Alice Example\" --group staff

Take it from a file, for scripts:
  signet user add alice < password.txt

More about a person than this (address, phone, …) is for `signet apply`.";

/// Add a person
///
/// The password is asked for, or read from standard input as one line. An address given here
/// counts as verified, for you vouch for it.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Name for signing in
    username: String,
    /// E-mail address, which signs in as well
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Full name
    #[arg(long)]
    name: Option<String>,
    /// A group; may be given several times
    #[arg(long = "group", value_name = "GROUP")]
    groups: Vec<String>,
    /// Without a password: nobody can sign in until one is set
    #[arg(long)]
    no_password: bool,
}

impl Args {
    /// Adds the person.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let mut new = NewUser {
            username: self.username,
            claims: StandardClaims {
                name: self.name,
                email: self.email,
                ..StandardClaims::default()
            },
            groups: self.groups,
            ..NewUser::default()
        };
        // Nobody should type a password for nothing.
        users::check(desk, new.clone()).map_err(users::UsersError::Problems)?;
        if !self.no_password {
            let password = password::ask(&new.username)?;
            new.password = Some(NewPassword::Text(password));
        }
        let added = users::add(desk, new).await?;
        if let Some(warning) = added.warning {
            output::warning(&warning);
        }
        output::record(&[
            ("added", added.user.username.display.clone()),
            ("sub", added.user.sub().into_owned()),
            ("email", added.user.claims.email.unwrap_or_default()),
            ("groups", added.user.groups.join(", ")),
        ])
    }
}
