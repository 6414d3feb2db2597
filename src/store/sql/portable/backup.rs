//! Writes a deployment into a backup, while others work with it.

use super::copy::{self, Counted};
use super::file::{Backup, Draft};
use super::plan::Plan;
use super::side::Side;
use super::{Place, PortableError, Result};
use sqlx::{Connection, SqliteConnection};
use std::path::Path;

/// A backup that was written.
#[derive(Debug)]
pub struct Written {
    /// What it holds.
    pub tables: Vec<Counted>,
    /// The schema version of the deployment.
    pub version: i64,
    /// Bytes.
    pub size: u64,
}

/// Writes the deployment at `place` as it is now to `file`, which its owner only may read. What
/// is written has been read again and compared before it gets its name.
pub async fn write(place: &Place, file: &Path, replace: bool) -> Result<Written> {
    if !replace && file.symlink_metadata().is_ok() {
        return Err(PortableError::Exists(file.to_owned()));
    }
    let _guard = place.share().await?;
    let mut conn = place.look().await?;
    let written = write_from(&mut conn.side(), &place.to_string(), file, replace).await;
    let _ = conn.close().await;
    written
}

/// As [`write`], of what the connection `from` sees, which errors call `name`.
pub async fn write_from(
    from: &mut Side<'_>,
    name: &str,
    file: &Path,
    replace: bool,
) -> Result<Written> {
    let plan = Plan::of(from, name).await?;
    let plan = plan.ok_or_else(|| PortableError::Nothing(name.to_owned()))?;
    let draft = Draft::beside(file)?;
    let tables = build(from, &plan, &draft).await?;
    let size = std::fs::metadata(draft.path())
        .map_err(PortableError::io(file))?
        .len();
    draft.put(file, replace)?;
    Ok(Written {
        tables,
        version: plan.version,
        size,
    })
}

/// Copies everything into `draft`, makes it lasting, and checks it.
pub async fn build(from: &mut Side<'_>, plan: &Plan, draft: &Draft) -> Result<Vec<Counted>> {
    let mut conn = draft.open().await?;
    let filled = fill(from, plan, &mut conn).await;
    conn.close().await?;
    filled?;
    draft.sync()?;
    let mut backup = Backup::open(draft.path()).await?;
    let mut written = Side::Sqlite(&mut backup.conn);
    let tables = copy::compare(from, &mut written, &plan.tables).await;
    backup.conn.close().await?;
    tables
}

async fn fill(from: &mut Side<'_>, plan: &Plan, conn: &mut SqliteConnection) -> Result<()> {
    let mut transaction = conn.begin_with("BEGIN IMMEDIATE").await?;
    let mut to = Side::Sqlite(&mut transaction);
    to.lay_out(plan.version, &plan.tables).await?;
    copy::all(from, &mut to, &plan.tables).await?;
    transaction.commit().await?;
    Ok(())
}
