//! Secrets of declared files: written out, in a file of their own, or in an environment variable.

use super::entry::Entry;
use crate::secret::Secret;
use std::path::{Path, PathBuf};

/// Where files and variables that a declared file names are looked for.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Where relative paths start: the folder of the declared file.
    pub folder: PathBuf,
    /// Reads an environment variable.
    pub variable: fn(&str) -> Option<String>,
}

impl Surroundings {
    /// What surrounds the declared file at `path`.
    pub fn of(path: &Path) -> Self {
        Self {
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
            variable: |name| std::env::var(name).ok(),
        }
    }
}

/// Takes the secret `name` out of `entry`, from whichever of the three members is there.
pub(super) fn take(
    entry: &mut Entry,
    name: &str,
    surroundings: &Surroundings,
) -> Option<Secret<String>> {
    let (file, variable) = (format!("{name}_file"), format!("{name}_env"));
    let given = [name, &file, &variable].map(|member| entry.has(member));
    if given.into_iter().filter(|given| *given).count() > 1 {
        entry.fail(format!(
            "{name} is given twice: keep one of {name}, {file} and {variable}"
        ));
    }
    let plain = entry.take::<String>(name, "string");
    let from_file = entry.take::<PathBuf>(&file, "path");
    let from_file = from_file.and_then(|path| read(entry, &file, &path, surroundings));
    let from_variable = entry.take::<String>(&variable, "name of an environment variable");
    let from_variable =
        from_variable.and_then(|wanted| look_up(entry, &variable, &wanted, surroundings));
    plain.or(from_file).or(from_variable).map(Secret::new)
}

fn read(
    entry: &mut Entry,
    member: &str,
    path: &Path,
    surroundings: &Surroundings,
) -> Option<String> {
    let path = surroundings.folder.join(path);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text.trim_end_matches(['\r', '\n']).to_owned()),
        Err(error) => {
            entry.fail(format!(
                "{member}: {} cannot be read: {error}. Name a file that this user may read; a \
                 relative path starts at the folder of the declared file",
                path.display()
            ));
            None
        }
    }
}

fn look_up(
    entry: &mut Entry,
    member: &str,
    wanted: &str,
    surroundings: &Surroundings,
) -> Option<String> {
    let found = (surroundings.variable)(wanted);
    if found.is_none() {
        entry.fail(format!(
            "{member}: the environment variable {wanted:?} is not set: set it"
        ));
    }
    found
}
