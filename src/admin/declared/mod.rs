//! Declared configuration: groups, people, apps and webhooks in TOML files, made so.
//!
//! [`plan`] compares files with what there is and changes nothing; [`Plan::carry_out`] makes it so,
//! whole or not at all. Doing it again changes nothing. What the files do not name is left alone
//! unless they say `prune`; of an entry that is named, a secret, a password, roles and `disabled`
//! stay as they are unless they are given. All other members are as the file says, those left out
//! at their default.

mod client;
mod drift;
mod entry;
mod export;
mod fields;
mod group;
mod plan;
mod prune;
mod read;
mod report;
mod secret;
mod source;
mod step;
mod text;
mod user;
mod webhook;

pub use drift::{Drift, Stamp, apply_unattended, drift};
pub use entry::DeclaredError;
pub use export::{ExportError, ExportFile, ExportOptions, ExportPart, ExportPlace, export};
pub use fields::of as members_of;
pub use plan::Plan;
pub use read::Kind;
pub use report::{Report, ReportedEntry};
pub use secret::Surroundings;
pub use source::{Place, Source};

use super::{Desk, Forbidden, Operation, TRIES, Target};
use crate::store::StoreError;
use read::Declarations;
use std::fmt;
use std::path::Path;

/// Why files were not applied. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The operator may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Something in the files is wrong.
    #[error("nothing was changed:{0}")]
    Wrong(Problems),
    /// What was planned upon has changed.
    #[error(
        "nothing was changed, for somebody else changed something of the same meanwhile: try again"
    )]
    Meanwhile,
    /// Something failed on the way.
    #[error("nothing was changed: {entry}: {why}")]
    Failed {
        /// Where it failed.
        entry: String,
        /// What happened.
        why: String,
    },
    /// The store could not do it.
    #[error("nothing was changed: {0}")]
    Store(#[from] StoreError),
}

impl From<DeclaredError> for ApplyError {
    fn from(error: DeclaredError) -> Self {
        Self::Wrong(Problems(vec![error]))
    }
}

/// All that is wrong, in the order of the files and their lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<DeclaredError>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut problems = self.0.iter();
        problems.try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

/// Makes what `sources` declare so; plans again if somebody changes something of it meanwhile.
pub async fn apply(desk: &Desk<'_>, sources: &[Source]) -> Result<Report, ApplyError> {
    apply_at_desk(desk, sources, |_| Ok::<_, ApplyError>(desk.clone())).await
}

/// As [`apply`], at the desk that `desk_for` gives for a plan.
pub async fn apply_at_desk<'a, E: From<ApplyError>>(
    desk: &Desk<'_>,
    sources: &[Source],
    desk_for: impl Fn(&Plan) -> Result<Desk<'a>, E>,
) -> Result<Report, E> {
    carry_out(async || {
        let plan = plan(desk, sources).await?;
        let desk = desk_for(&plan)?;
        Ok((plan, desk))
    })
    .await
}

/// Carries out what is `planned`, at the desk that comes with it; has it planned again if somebody
/// changes something of it meanwhile.
async fn carry_out<'a, E: From<ApplyError>>(
    planned: impl AsyncFn() -> Result<(Plan, Desk<'a>), E>,
) -> Result<Report, E> {
    let mut tries = 0;
    loop {
        tries += 1;
        let (plan, desk) = planned().await?;
        match plan.carry_out(&desk).await {
            Err(ApplyError::Meanwhile) if tries < TRIES => {}
            done => return Ok(done?),
        }
    }
}

/// As [`apply`], with the file or folder at `path`.
pub async fn apply_at(desk: &Desk<'_>, path: &Path) -> Result<Report, ApplyError> {
    apply(desk, &Source::read(path)?).await
}

/// Compares what `sources` declare with what there is. Fails with all that is wrong.
pub async fn plan(desk: &Desk<'_>, sources: &[Source]) -> Result<Plan, ApplyError> {
    desk.may(Operation::Declare, Target::Deployment)?;
    Plan::make(desk, Declarations::read(sources)).await
}

#[cfg(test)]
mod roundtrip;
#[cfg(test)]
mod tests;
