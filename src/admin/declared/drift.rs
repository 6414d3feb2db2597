//! Whether a deployment is still as the files say that it is served with (setting `declared`).

use super::read::Declarations;
use super::{ApplyError, Plan, Report, Source, carry_out};
use crate::admin::{Actor, Desk, Forbidden, Operation, Target};
use crate::login::login_key;
use crate::store::StoreError;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How a deployment stands to the files that it is served with.
#[derive(Debug)]
pub struct Drift {
    /// The file or folder.
    pub path: PathBuf,
    /// Whether what is not as declared is made so without anybody asking.
    pub enforced: bool,
    /// What applying them would change, or why they cannot be applied.
    pub found: Result<Report, ApplyError>,
}

/// Looks whether everything is as the files say that are named by the setting `declared`; none if
/// it names none.
pub async fn drift(desk: &Desk<'_>) -> Result<Option<Drift>, Forbidden> {
    desk.may(Operation::ReadSettings, Target::Deployment)?;
    let Some(declared) = &desk.config.declared else {
        return Ok(None);
    };
    Ok(Some(Drift {
        path: declared.path.clone(),
        enforced: declared.enforced,
        found: look(desk, &declared.path).await,
    }))
}

/// Reading needs no right to apply; what is found holds no secrets.
async fn look(desk: &Desk<'_>, path: &Path) -> Result<Report, ApplyError> {
    let desk = Desk::of(desk, Actor::System);
    Ok(plan(&desk, path).await?.report())
}

/// Compares what there is with the file or folder at `path`, with which the deployment is served: a
/// password that it names is for whoever has none. People choose their own, and keep it whatever else
/// is changed.
async fn plan(desk: &Desk<'_>, path: &Path) -> Result<Plan, ApplyError> {
    let mut declared = Declarations::read(&Source::read(path)?);
    for user in &mut declared.users {
        let wanted = &mut user.wanted;
        if wanted.password.is_some() && has_password(desk, &wanted.username).await? {
            wanted.password = None;
        }
    }
    Plan::make(desk, declared).await
}

async fn has_password(desk: &Desk<'_>, username: &str) -> Result<bool, StoreError> {
    let Some(key) = login_key(username) else {
        return Ok(false);
    };
    let account = desk.store.account_by_login(&key).await?;
    Ok(account.is_some_and(|account| account.password.is_some()))
}

/// Applies the file or folder at `path`, with which the deployment is served, where nobody looks on.
/// Passwords that people have stay.
///
/// # Errors
/// As [`super::apply`], and for a client that needs a secret and has none: it could be shown to
/// nobody.
pub async fn apply_unattended(desk: &Desk<'_>, path: &Path) -> Result<Report, ApplyError> {
    carry_out(async || {
        let plan = plan(desk, path).await?;
        plan.refuse_secrets()?;
        Ok((plan, desk.clone()))
    })
    .await
}

/// What tells one state of files from another: their names, times and sizes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp(Vec<(PathBuf, Option<SystemTime>, u64)>);

impl Stamp {
    /// That of the file or folder at `path`; empty where there is nothing to be read.
    pub fn of(path: &Path) -> Self {
        let files = super::source::files(path).unwrap_or_default();
        let stamps = files.into_iter().map(|file| {
            let metadata = std::fs::metadata(&file).ok();
            let changed = metadata.as_ref().and_then(|of| of.modified().ok());
            (file, changed, metadata.as_ref().map_or(0, Metadata::len))
        });
        Self(stamps.collect())
    }
}
