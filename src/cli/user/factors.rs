//! `signet user factors` and `signet user reset-factors`.

use crate::admin::Desk;
use crate::admin::users;
use crate::cli::output;
use crate::model::{Credential, CredentialKind};
use serde_json::{Value, json};

/// List what somebody signs in with besides the password
#[derive(clap::Args)]
pub struct ListArgs {
    /// User name or e-mail address
    user: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl ListArgs {
    /// Lists it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let (_, all) = users::factors(desk, &self.user).await?;
        if self.json {
            return output::json(&all.iter().map(as_json).collect::<Vec<_>>());
        }
        let rows: Vec<_> = all.iter().map(row).collect();
        let nothing = "nothing but the password, if there is one";
        output::table(["KIND", "NAME", "SINCE", "LAST USED"], &rows, nothing)
    }
}

/// Remove what somebody signs in with besides the password, and end their sessions
///
/// For a person who has lost it. They sign in with the password alone, and set something up anew
/// where it is demanded.
#[derive(clap::Args)]
pub struct ResetArgs {
    /// User name or e-mail address
    user: String,
}

impl ResetArgs {
    /// Removes it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let (user, count) = users::reset_factors(desk, &self.user).await?;
        let name = user.username.display;
        output::line(&match count {
            0 => format!("{name} had no second factor; all sessions have ended"),
            _ => format!("{name} has no second factor any more; all sessions have ended"),
        })
    }
}

const fn kind(kind: CredentialKind) -> &'static str {
    match kind {
        CredentialKind::Totp => "totp",
        CredentialKind::Passkey => "passkey",
        CredentialKind::RecoveryCode => "recovery_code",
    }
}

fn row(credential: &Credential) -> [String; 4] {
    let used = credential.last_used_at.map(output::time);
    [
        kind(credential.kind).to_owned(),
        credential.name.clone(),
        output::time(credential.created_at),
        used.unwrap_or_default(),
    ]
}

fn as_json(credential: &Credential) -> Value {
    json!({
        "id": credential.id,
        "kind": credential.kind,
        "name": credential.name,
        "created_at": output::time(credential.created_at),
        "last_used_at": credential.last_used_at.map(output::time),
    })
}
