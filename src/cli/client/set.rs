//! `signet client set`.

use super::path;
use crate::admin::Difference;
use crate::cli::operator::Operator;
use crate::cli::{changes, output};
use crate::oidc::ScopeSet;
use crate::oidc::client_metadata::usual_response_types;
use serde_json::{Map, Value, json};

const EXAMPLES: &str = "\
The app comes back to another address, or to one more:
  signet client set grafana --add-redirect-uri https://grafana.example/login/generic_oauth
  signet client set grafana --remove-redirect-uri https://old.example/login/generic_oauth

Only some people may use it:
  signet client set grafana --add-group developers

Anything else that is registered, by its name in RFC 7591 or in the README; null makes it as usual:
  signet client set grafana --set require_pkce=false --set logo_uri=https://grafana.example/logo.svg
  signet client set grafana --set logo_uri=null --set 'contacts=[\"ops@example.com\"]'

`signet client show ID` shows what is registered.";

/// Change what is registered about an app
///
/// What is not named stays. It is changed as it was seen: whoever else changes the app in the same
/// moment is not overwritten, and the command fails.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The client_id
    client_id: String,
    /// Name shown to people
    #[arg(long)]
    name: Option<String>,
    /// Another address in the app that people come back to; may be given several times
    #[arg(long, value_name = "URI")]
    add_redirect_uri: Vec<String>,
    /// An address that people do not come back to any more
    #[arg(long, value_name = "URI")]
    remove_redirect_uri: Vec<String>,
    /// Another address that people may be sent to after signing out
    #[arg(long, value_name = "URI")]
    add_post_logout_redirect_uri: Vec<String>,
    /// An address that people are not sent to any more
    #[arg(long, value_name = "URI")]
    remove_post_logout_redirect_uri: Vec<String>,
    /// Another grant the app may use; its response types follow
    #[arg(long, value_name = "GRANT")]
    add_grant: Vec<String>,
    /// A grant the app may not use any more
    #[arg(long, value_name = "GRANT")]
    remove_grant: Vec<String>,
    /// Further scopes the app may ask for
    #[arg(long, value_name = "SCOPES", value_parser = ScopeSet::parse_all)]
    add_scope: Vec<ScopeSet>,
    /// Scopes the app may not ask for any more
    #[arg(long, value_name = "SCOPES", value_parser = ScopeSet::parse_all)]
    remove_scope: Vec<ScopeSet>,
    /// A group whose members may use the app; others may not any more, unless they are in another such
    #[arg(long, value_name = "GROUP")]
    add_group: Vec<String>,
    /// A group whose members may not use the app any more; everybody may where none is left
    #[arg(long, value_name = "GROUP")]
    remove_group: Vec<String>,
    /// Whether people are not asked whether the app may know who they are
    #[arg(long, value_name = "true|false")]
    trusted: Option<bool>,
    /// Any other member, as JSON or as text; may be given several times
    #[arg(long = "set", value_name = "MEMBER=VALUE", value_parser = changes::member)]
    members: Vec<(String, Value)>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Changes it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let (json, id) = (self.json, self.client_id.clone());
        let path = path(&id);
        let secret = self.gives_secret();
        let seen = operator.see::<Map<String, Value>>(&path).await?;
        let mut wanted = seen.it.clone();
        self.apply(&mut wanted)?;
        let body = Some(Value::Object(wanted));
        let now: Map<String, Value> = operator.put(&path, Some(&seen.tag), body).await?;
        if json {
            return output::json(&now);
        }
        changes::print(&id, changes::between(&seen.it, &now).chain(secret))?;
        output::warning_of(now.get("warning"));
        super::print_secret(&now)
    }

    /// Another secret, which no answer tells of.
    fn gives_secret(&self) -> Option<Difference> {
        let mut members = self.members.iter();
        let gives = members.any(|(name, value)| name == "client_secret" && !value.is_null());
        gives.then(|| Difference::hidden("client_secret"))
    }

    fn apply(self, all: &mut Map<String, Value>) -> anyhow::Result<()> {
        let grants = texts(all, "grant_types");
        // What is out of the ordinary stays.
        let has_usual = texts(all, "response_types") == usual_response_types(&grants);
        for (member, what, add, remove) in [
            (
                "redirect_uris",
                "redirect URI",
                self.add_redirect_uri,
                self.remove_redirect_uri,
            ),
            (
                "post_logout_redirect_uris",
                "post-logout redirect URI",
                self.add_post_logout_redirect_uri,
                self.remove_post_logout_redirect_uri,
            ),
            ("grant_types", "grant", self.add_grant, self.remove_grant),
            (
                "allowed_groups",
                "allowed group",
                self.add_group,
                self.remove_group,
            ),
        ] {
            if !add.is_empty() || !remove.is_empty() {
                let changed = changes::list(texts(all, member), what, add, &remove)?;
                all.insert(member.to_owned(), json!(changed));
            }
        }
        if has_usual && texts(all, "grant_types") != grants {
            all.remove("response_types");
        }
        if !self.add_scope.is_empty() || !self.remove_scope.is_empty() {
            let now = all.get("scope").and_then(Value::as_str).unwrap_or_default();
            let now = now.split_whitespace().map(str::to_owned).collect();
            let changed = changes::list(
                now,
                "scope",
                names(&self.add_scope),
                &names(&self.remove_scope),
            )?;
            all.insert("scope".to_owned(), json!(changed.join(" ")));
        }
        let name = self.name.map(|name| ("client_name", json!(name)));
        let trusted = self.trusted.map(|trusted| ("trusted", json!(trusted)));
        let flags = name.into_iter().chain(trusted);
        changes::set(all, flags.map(|(name, value)| (name.to_owned(), value)));
        changes::set(all, self.members);
        Ok(())
    }
}

/// The texts of a member; none where it is not there.
fn texts(all: &Map<String, Value>, member: &str) -> Vec<String> {
    let items = all.get(member).and_then(Value::as_array);
    let items = items.into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn names(scopes: &[ScopeSet]) -> Vec<String> {
    let names = scopes.iter().flat_map(ScopeSet::iter);
    names.map(str::to_owned).collect()
}
