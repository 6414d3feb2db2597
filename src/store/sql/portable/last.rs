//! Finds the automatic copy from before the last migration.

use super::place::folder;
use super::{Place, PortableError, Result};
use std::path::{Path, PathBuf};

/// The copies of a PostgreSQL database begin so; those of a SQLite file with the file's name.
const POSTGRES: &str = "postgres";

/// The copy that was made before the last migration of `place`. Those of PostgreSQL databases lie
/// in `data_dir`, those of SQLite files beside the file.
pub fn last_snapshot(place: &Place, data_dir: &Path) -> Result<PathBuf> {
    let (folder, prefix) = match place {
        Place::Sqlite(path) => {
            let name = path.file_name().unwrap_or_default();
            (folder(path), name.to_string_lossy().into_owned())
        }
        Place::Postgres(_) => (data_dir, POSTGRES.to_owned()),
    };
    let entries = std::fs::read_dir(folder).map_err(PortableError::io(folder))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let versions = names.filter_map(|name| version_in(&name, &prefix));
    let latest = versions
        .max()
        .ok_or_else(|| PortableError::NoSnapshot(folder.to_owned()))?;
    Ok(folder.join(format!("{prefix}.before-{latest}.bak")))
}

/// Where a copy of a PostgreSQL database goes before it is brought to `version`.
pub fn of_postgres(data_dir: &Path, version: i64) -> PathBuf {
    data_dir.join(format!("{POSTGRES}.before-{version}.bak"))
}

fn version_in(name: &str, prefix: &str) -> Option<i64> {
    let rest = name.strip_prefix(prefix)?.strip_prefix(".before-")?;
    rest.strip_suffix(".bak")?.parse().ok()
}
