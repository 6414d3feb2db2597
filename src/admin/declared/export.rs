//! What there is, as files that declare it.
//!
//! Applied where it was made, an export changes nothing. Secrets never stand in it: a client keeps
//! its own or is given a new one, and a person keeps the password, unless hashes are asked for.

use super::prune::every_group;
use super::read::Kind;
use super::text::Table;
use crate::admin::clients::usual_response_types;
use crate::admin::difference::differing_members;
use crate::admin::{Desk, Difference, Forbidden, Operation, Target, users};
use crate::model::{Client, ClientOrigin, Group, PasswordHash, User, Webhook};
use crate::oidc::{ClientMetadata, StandardClaims};
use crate::store::StoreError;

/// What stands above the entries.
const OPENING: &str = "\
# Written by `signet export`; `signet apply` makes a deployment so, and `signet plan` shows what that
# would change. prune = true, in a line of its own before the first entry, removes what is not here.
";
const ABOUT_GROUPS: &str = "\
# Who is in a group stands with the people.
";
const ABOUT_WEBHOOKS: &str = "\
# Secrets are not here. A webhook keeps the one it has; a new one is given one. To bring a secret along,
# name where it stands: the line is in the entry already, behind a #.
";
const ABOUT_USERS: &str = "\
# Passwords are not here, and stay as they are. password_env = \"VARIABLE\" or password_file = \"FILE\" in
# an entry brings one; `signet export --with-password-hashes` writes their hashes.
";
const ABOUT_CLIENTS: &str = "\
# Secrets are not here. A client keeps the one it has; one that has none is given one. To bring a
# secret along, name where it stands: the line is in the entry already, behind a #.
";

/// What an export holds.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    /// Which kinds of things.
    pub kinds: Vec<Kind>,
    /// Whether it holds the hashes of passwords too.
    pub password_hashes: bool,
}

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The operator may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// People could not be read.
    #[error(transparent)]
    Users(#[from] users::UsersError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Everything that can be declared, as text for each kind, in the order in which it can be read.
pub async fn export(
    desk: &Desk<'_>,
    options: &ExportOptions,
) -> Result<Vec<(Kind, String)>, ExportError> {
    desk.may(Operation::Declare, Target::Deployment)?;
    let mut texts = Vec::new();
    for kind in Kind::ALL
        .into_iter()
        .filter(|kind| options.kinds.contains(kind))
    {
        let entries = match kind {
            Kind::Group => groups(desk).await?,
            Kind::User => users(desk, options.password_hashes).await?,
            Kind::Client => clients(desk).await?,
            Kind::Webhook => webhooks(desk).await?,
        };
        let about = match kind {
            Kind::Group => ABOUT_GROUPS,
            Kind::User if options.password_hashes => "",
            Kind::User => ABOUT_USERS,
            Kind::Client => ABOUT_CLIENTS,
            Kind::Webhook => ABOUT_WEBHOOKS,
        };
        texts.push((kind, format!("{about}\n{}", entries.join("\n"))));
    }
    Ok(texts)
}

/// `texts` as one file.
pub fn file<'a>(texts: impl IntoIterator<Item = &'a (Kind, String)>) -> String {
    let texts: Vec<_> = texts.into_iter().map(|(_, text)| text.as_str()).collect();
    format!("{OPENING}{}", texts.join("\n"))
}

/// All groups, in the order of their names.
async fn groups(desk: &Desk<'_>) -> Result<Vec<String>, ExportError> {
    let groups = every_group(desk).await?;
    Ok(groups.iter().map(group).collect())
}

fn group(group: &Group) -> String {
    let mut table = Table::new(Kind::Group.as_str());
    table.member("name", group.name.clone());
    if !group.description.is_empty() {
        table.member("description", group.description.clone());
    }
    table.into_text()
}

/// All targets of events, in the order of their addresses.
async fn webhooks(desk: &Desk<'_>) -> Result<Vec<String>, ExportError> {
    let mut webhooks = desk.store.webhooks().await?;
    webhooks.sort_by(|a, b| a.url.cmp(&b.url));
    Ok(webhooks.iter().map(webhook).collect())
}

fn webhook(webhook: &Webhook) -> String {
    let mut table = Table::new(Kind::Webhook.as_str());
    table.member("url", webhook.url.clone());
    if !webhook.kinds.is_empty() {
        table.member("kinds", webhook.kinds.clone());
    }
    table.remark("secret_env", "WEBHOOK_SECRET");
    table.into_text()
}

/// Everybody, in the order of their names, so that the same people make the same text.
async fn users(desk: &Desk<'_>, password_hashes: bool) -> Result<Vec<String>, ExportError> {
    let mut all = users::list(desk).await?;
    all.sort_by(|a, b| a.username.key.cmp(&b.username.key));
    let mut entries = Vec::new();
    for one in &all {
        let hash = if password_hashes {
            let account = desk.store.account_by_login(&one.username.key).await?;
            account.and_then(|account| account.password)
        } else {
            None
        };
        entries.push(user(one, hash));
    }
    Ok(entries)
}

fn user(user: &User, hash: Option<PasswordHash>) -> String {
    let mut table = Table::new(Kind::User.as_str());
    table.member("username", user.username.display.clone());
    for claim in differing_members(&StandardClaims::default(), &user.claims) {
        // An address is verified where nothing is said.
        if claim.member != "email_verified" {
            member(&mut table, claim);
        }
    }
    if user.claims.email.is_some() && user.claims.email_verified != Some(true) {
        table.member("email_verified", false);
    }
    if !user.groups.is_empty() {
        table.member("groups", user.groups.clone());
    }
    if !user.roles.is_empty() {
        let roles: Vec<_> = user.roles.iter().map(ToString::to_string).collect();
        table.member("roles", roles);
    }
    if user.disabled_at.is_some() {
        table.member("disabled", true);
    }
    if let Some(hash) = hash {
        table.member("password_hash", hash.0);
    }
    table.into_text()
}

/// The apps that operators made, in the order of their ids.
async fn clients(desk: &Desk<'_>) -> Result<Vec<String>, ExportError> {
    let clients = desk.store.clients().await?;
    let own = clients
        .iter()
        .filter(|client| client.origin == ClientOrigin::Operator);
    Ok(own.map(client).collect())
}

fn client(client: &Client) -> String {
    let metadata = &client.metadata;
    let mut table = Table::new(Kind::Client.as_str());
    table.member("client_id", client.id.as_str());
    for difference in differing_members(&ClientMetadata::default(), metadata) {
        if difference.member != "response_types" {
            member(&mut table, difference);
        }
    }
    if metadata.response_types != usual_response_types(&metadata.grant_types) {
        table.member("response_types", metadata.response_types.clone());
    }
    if metadata.token_endpoint_auth_method.has_secret() {
        let variable = format!("{}_SECRET", variable(client.id.as_str()));
        table.remark("client_secret_env", variable);
    }
    table.into_text()
}

fn member(table: &mut Table, difference: Difference) {
    if let Some((_, value)) = difference.values {
        table.member(&difference.member, value);
    }
}

/// `id` as the name of an environment variable may begin.
fn variable(id: &str) -> String {
    let part = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    id.to_ascii_uppercase().chars().map(part).collect()
}
