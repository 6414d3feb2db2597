//! `signet user set`.

use super::{named, path};
use crate::cli::operator::Operator;
use crate::cli::{changes, output};
use crate::http::api::bodies::UserBody;
use serde_json::{Map, Value, json};

const EXAMPLES: &str = "\
  signet user set alice --email alice@new.example
  signet user set alice --username alice.example --add-group developers --remove-group trainees

Anything else that apps may be told, by its name in OpenID Connect; null takes it away:
  signet user set alice --set given_name=Alice --set locale=de --set phone_number=null
  signet user set alice --set 'address={\"locality\": \"Graz\", \"country\": \"Austria\"}'

`signet user show alice --json` shows what is known.";

/// Change what is known of somebody: user name, address, groups, claims
///
/// What is not named stays. An address given here counts as verified, for you vouch for it. Whoever
/// else changes the person in the same moment is not overwritten, and the command fails.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// User name, e-mail address or sub
    user: String,
    /// Another name for signing in
    #[arg(long, value_name = "NAME")]
    username: Option<String>,
    /// Another e-mail address, which signs in as well
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Another full name
    #[arg(long)]
    name: Option<String>,
    /// A further group; may be given several times
    #[arg(long, value_name = "GROUP")]
    add_group: Vec<String>,
    /// A group to take the person out of; may be given several times
    #[arg(long, value_name = "GROUP")]
    remove_group: Vec<String>,
    /// Any other claim, as JSON or as text; may be given several times
    #[arg(long = "set", value_name = "CLAIM=VALUE", value_parser = changes::member)]
    claims: Vec<(String, Value)>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Changes it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let path = path(&named(operator, &self.user).await?, "");
        let seen = operator.see::<UserBody>(&path).await?;
        let json = self.json;
        let body = self.wanted(&seen.it)?;
        let now: UserBody = operator.patch(&path, Some(&seen.tag), body).await?;
        if json {
            return output::json(&now);
        }
        let changes = changes::between(&told(&seen.it), &told(&now)).collect::<Vec<_>>();
        changes::print(&seen.it.username, changes.into_iter())
    }

    fn wanted(self, user: &UserBody) -> anyhow::Result<Value> {
        let groups = changes::list(
            user.groups.clone(),
            "group of theirs",
            self.add_group,
            &self.remove_group,
        )?;
        let mut claims = user.claims.clone();
        let names = self.claims.iter().map(|(name, _)| name);
        if self.email.is_some() || names.into_iter().any(|name| name == "email") {
            // Whether the one before was verified says nothing of this one, and of none even less.
            claims.remove("email_verified");
        }
        let flags = [("name", self.name), ("email", self.email)].into_iter();
        let flags = flags.filter_map(|(name, value)| Some((name.to_owned(), json!(value?))));
        changes::set(&mut claims, flags);
        changes::set(&mut claims, self.claims);
        let username = self.username.unwrap_or_else(|| user.username.clone());
        Ok(json!({"username": username, "claims": claims, "groups": groups}))
    }
}

/// What the command may change, side by side.
fn told(user: &UserBody) -> Map<String, Value> {
    let mut all = user.claims.clone();
    all.insert("username".to_owned(), json!(user.username));
    all.insert("groups".to_owned(), json!(user.groups));
    all
}
