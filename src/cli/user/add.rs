//! `signet user add`.

use crate::cli::operator::Operator;
use crate::cli::user::list::claim;
use crate::cli::{output, password};
use crate::http::api::bodies::{NewUserBody, UserBody};
use anyhow::bail;
use serde_json::{Map, Value, json};

const EXAMPLES: &str = "\
Type the password when asked:
  signet user add alice --email alice@example.com --name \"Alice Example\" --group staff

Take it from a file, for scripts:
  signet user add alice < password.txt

More about a person than this (address, phone, …) is for `signet user set` or `signet apply`.";

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
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        // Nobody should type a password for nothing.
        let query = [("login", self.username.as_str())];
        if !operator.all::<UserBody>("/users", &query).await?.is_empty() {
            let name = self.username;
            bail!("the user {name:?} exists already: `signet user list` shows all");
        }
        let password = if self.no_password {
            None
        } else {
            Some(password::ask(&self.username)?.expose().clone())
        };
        let claims = [("name", self.name), ("email", self.email)].into_iter();
        let claims: Map<String, Value> = claims
            .filter_map(|(name, value)| Some((name.to_owned(), json!(value?))))
            .collect();
        let new = NewUserBody {
            username: self.username,
            claims: Some(claims),
            groups: Some(self.groups),
            password,
            disabled: None,
        };
        let added: Value = operator.post("/users", &new).await?;
        output::warning_of(added.get("warning"));
        let added: UserBody = serde_json::from_value(added)?;
        let email = claim(&added, "email");
        output::record(&[
            ("added", added.username),
            ("sub", added.sub),
            ("email", email),
            ("groups", added.groups.join(", ")),
        ])
    }
}
