//! What there is, as files that declare it.
//!
//! Applied where it was made, an export changes nothing. Secrets never stand in it: a client keeps
//! its own or is given a new one, and a person keeps the password, unless hashes are asked for. It comes
//! in parts, so that neither side holds everybody at once.

use super::read::Kind;
use super::text::Table;
use crate::admin::difference::differing_members;
use crate::admin::{Desk, Difference, Forbidden, Operation, Target};
use crate::model::{Client, ClientOrigin, Group, PasswordHash, User, UserId, Webhook};
use crate::oidc::client_metadata::usual_response_types;
use crate::oidc::{ClientId, ClientMetadata, StandardClaims};
use crate::store::{People, Place, Resource, StoreError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How much of a kind is in a part at most.
const AT_ONCE: u32 = 500;

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
const ABOUT_SUBJECTS: &str = "\
# sub is what apps know somebody by: whoever is new gets it, and it can never be another.
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
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where an export goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportPlace {
    /// With this kind.
    kind: String,
    /// After what in it, by name; from its beginning if none.
    after: Option<String>,
}

/// A part of an export.
#[derive(Clone, Debug)]
pub struct ExportPart {
    /// What it holds.
    pub kind: Kind,
    /// The entries; what comes of one kind in several parts goes together as it is.
    pub text: String,
    /// Where it goes on; none at the end.
    pub next: Option<ExportPlace>,
}

/// What can be declared, as text, a part at a time, in the order in which it can be read: from the
/// beginning, or from where the part before says. None where nothing is wanted.
pub async fn export(
    desk: &Desk<'_>,
    options: &ExportOptions,
    from: Option<ExportPlace>,
) -> Result<Option<ExportPart>, ExportError> {
    desk.may(Operation::Declare, Target::Deployment)?;
    let wanted = |kind: &Kind| options.kinds.contains(kind);
    let begun = from.as_ref().and_then(|place| Kind::named(&place.kind));
    let Some(kind) = begun.or_else(|| Kind::ALL.into_iter().find(wanted)) else {
        return Ok(None);
    };
    let after = from.and_then(|place| place.after);
    let goes_on = after.is_some();
    let (entries, last) = match kind {
        Kind::Group => groups(desk, after).await?,
        Kind::User => users(desk, options.password_hashes, after).await?,
        Kind::Client => clients(desk, after).await?,
        Kind::Webhook => (webhooks(desk).await?, None),
    };
    let kinds = Kind::ALL.into_iter().skip_while(|one| *one != kind);
    let mut later = kinds.skip(1).filter(wanted);
    let next = match last {
        Some(last) => Some((kind, Some(last))),
        None => later.next().map(|kind| (kind, None)),
    };
    let mut text = if goes_on {
        String::new()
    } else {
        about(kind, options)
    };
    // The same however the entries come apart.
    for entry in entries {
        text.push('\n');
        text.push_str(&entry);
    }
    Ok(Some(ExportPart {
        kind,
        text,
        next: next.map(|(kind, after)| ExportPlace {
            kind: kind.as_str().to_owned(),
            after,
        }),
    }))
}

/// What stands above the entries of a kind.
fn about(kind: Kind, options: &ExportOptions) -> String {
    match kind {
        Kind::Group => ABOUT_GROUPS.to_owned(),
        Kind::User if options.password_hashes => ABOUT_SUBJECTS.to_owned(),
        Kind::User => [ABOUT_USERS, ABOUT_SUBJECTS].concat(),
        Kind::Client => ABOUT_CLIENTS.to_owned(),
        Kind::Webhook => ABOUT_WEBHOOKS.to_owned(),
    }
}

/// A file that parts of exports are written into, one after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExportFile(Option<Kind>);

impl ExportFile {
    /// What stands before the next part.
    pub fn before(&mut self, kind: Kind) -> &'static str {
        match self.0.replace(kind) {
            None => OPENING,
            Some(before) if before != kind => "\n",
            Some(_) => "",
        }
    }
}

/// Entries, and after which name others may follow.
type Entries = (Vec<String>, Option<String>);

/// The name of the last of what was read, where there may be more.
fn last<T>(read: &[T], name: impl Fn(&T) -> String) -> Option<String> {
    let is_full = read.len() >= AT_ONCE as usize;
    read.last().filter(|_| is_full).map(name)
}

/// Groups, in the order of their names.
async fn groups(desk: &Desk<'_>, after: Option<String>) -> Result<Entries, ExportError> {
    let groups = desk.store.groups("", after.as_deref(), AT_ONCE).await?;
    let last = last(&groups, |group| group.name.clone());
    let mut entries = Vec::with_capacity(groups.len());
    for one in groups {
        let external_id = desk.store.external_id(Resource::Group(one.id)).await?;
        entries.push(group(&one, external_id));
    }
    Ok((entries, last))
}

fn group(group: &Group, external_id: Option<String>) -> String {
    let mut table = Table::new(Kind::Group.as_str());
    table.member("name", group.name.clone());
    if !group.description.is_empty() {
        table.member("description", group.description.clone());
    }
    table.member("external_id", external_id);
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

/// People, in the order of their names, so that the same people make the same text.
async fn users(
    desk: &Desk<'_>,
    password_hashes: bool,
    after: Option<String>,
) -> Result<Entries, ExportError> {
    desk.may(Operation::ReadUsers, Target::Deployment)?;
    let after = after.map(|key| Place {
        key,
        // Nobody else has the name.
        id: UserId(Uuid::nil()),
    });
    let people = desk.store.people(People::ByName, after, AT_ONCE).await?;
    let last = last(&people, |listed| listed.place.key.clone());
    let mut entries = Vec::with_capacity(people.len());
    for listed in people {
        let one = listed.user;
        let hash = if password_hashes {
            let account = desk.store.account_by_login(&one.username.key).await?;
            account.and_then(|account| account.password)
        } else {
            None
        };
        let external_id = desk.store.external_id(Resource::User(one.id)).await?;
        entries.push(user(&one, external_id, hash));
    }
    Ok((entries, last))
}

fn user(user: &User, external_id: Option<String>, hash: Option<PasswordHash>) -> String {
    let mut table = Table::new(Kind::User.as_str());
    table.member("username", user.username.display.clone());
    table.member("sub", user.sub());
    table.member("external_id", external_id);
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
async fn clients(desk: &Desk<'_>, after: Option<String>) -> Result<Entries, ExportError> {
    // What is no id is after none.
    let after = after.and_then(|id| ClientId::try_from(id).ok());
    let clients = desk.store.clients_after("", after.as_ref(), AT_ONCE);
    let clients = clients.await?;
    let last = last(&clients, |client| client.id.to_string());
    let own = clients
        .iter()
        .filter(|client| client.origin == ClientOrigin::Operator);
    Ok((own.map(client).collect(), last))
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
