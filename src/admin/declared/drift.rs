//! Whether a deployment is still as the files say that it is served with (setting `declared`).

use super::read::Declarations;
use super::{ApplyError, Plan, Report, Source, apply_at_desk};
use crate::admin::{Actor, Desk, Forbidden, Operation, Target};
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
/// it names none. Passwords are not looked at: people choose their own.
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
    let mut declared = Declarations::read(&Source::read(path)?);
    for user in &mut declared.users {
        user.wanted.password = None;
    }
    Ok(Plan::make(&desk, declared).await?.report())
}

/// Applies the file or folder at `path` where nobody looks on.
///
/// # Errors
/// As [`super::apply`], and for a client that needs a secret and has none: it could be shown to
/// nobody.
pub async fn apply_unattended(desk: &Desk<'_>, path: &Path) -> Result<Report, ApplyError> {
    let desk_for = |plan: &Plan| plan.refuse_secrets().map(|()| desk.clone());
    apply_at_desk(desk, &Source::read(path)?, desk_for).await
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
